"""The example runner's log: she opens the episode, asks the engine each day what to do, and does it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from opbouw.activities.model import ActivityFacts
from opbouw.core.decision import Decision
from opbouw.core.flags import questions_for
from opbouw.demo import body
from opbouw.demo.diary import EVENING, NOON, Diary
from opbouw.demo.files import DEFAULT_SEED, recordings
from opbouw.demo.story import AGE, INJURY, SIDE, SPOT, episode_of, onset_of
from opbouw.evidence import tables
from opbouw.history import baseline

OPENED_AFTER_DAYS = 1
RACE_AFTER_DAYS = 140  # too soon on purpose: the goal check has something to say
RACE_KM = 10
BUSY_DAYS = 2  # the rest days between two runs of her ladder
WEEKDAYS = {"mon": 45, "tue": 45, "wed": 45, "thu": 45, "fri": 45, "sat": 90, "sun": 90}


class DemoError(RuntimeError):
    """The engine refused the example runner's own log; says on which day and why."""


def events(today: date, seed: int = DEFAULT_SEED) -> list[dict[str, Any]]:
    """The log of the example episode as JSON objects; today has its check-in, its session is still to come."""
    diary = Diary(episode_of(today, seed))
    onset = onset_of(today)
    _open(diary, onset, [made.facts for made in recordings(today, seed)])
    simulate(diary, onset + timedelta(OPENED_AFTER_DAYS), today, onset)
    return diary.written


def simulate(diary: Diary, start: date, today: date, onset: date) -> None:
    """Live from ``start`` to this morning: check in, ask, do what is planned, test when it is time.

    In the last days before ``today`` she is too busy to run, so that a visitor sees a day with a run in it.
    """
    run_number, last_run = 0, ""
    for day in (start + timedelta(n) for n in range((today - start).days)):
        number = (day - onset).days
        about = {"for_session": last_run} if last_run else {}
        diary.write("checked_in", day, body.morning(number) | about)
        last_run = ""
        for session in _answered(diary, day).today:
            if session.run_minutes and (today - day).days <= BUSY_DAYS:
                continue
            run_number += bool(session.run_minutes)
            done = diary.write("session_done", day, body.done(session, run_number), at=EVENING)
            last_run = done if session.run_minutes else last_run
        _tests(diary, day, number)
        _causes(diary, day, number)
    about = {"for_session": last_run} if last_run else {}
    diary.write("checked_in", today, body.morning((today - onset).days) | about)
    _answered(diary, today)


def _ask(diary: Diary, day: date) -> Decision:
    answer = diary.ask(day)
    if not isinstance(answer, Decision):
        raise DemoError(f"{day}: {', '.join(reason.code for reason in answer.reasons)}")
    return answer


def _answered(diary: Diary, day: date) -> Decision:
    """The day's decision, after a no to every warning-sign question the engine asks again."""
    first = _ask(diary, day)
    asked = [question for question in first.questions if question.id == "screening" or question.about == "screening"]
    if not asked:
        return first
    _screen(diary, day, "asked")
    return _ask(diary, day)


def _screen(diary: Diary, day: date, why: str) -> None:
    flags = questions_for(tables.injuries[INJURY], SPOT)
    diary.write("screened", day, {"answers": dict.fromkeys(flags, "no"), "why": why})


def _open(diary: Diary, onset: date, archive: Iterable[ActivityFacts]) -> None:
    day = onset + timedelta(OPENED_AFTER_DAYS)
    kept = list(archive)
    opening: dict[str, Any] = {
        "injury": INJURY,
        "side": SIDE,
        "spot": SPOT,
        "onset_on": onset.isoformat(),
        "last_run_on": max(fact.local_date for fact in kept if fact.local_date and fact.sport != "cycle").isoformat(),
        "course": "gradual",
        "severity": "limits_running",
        "pain_starts_min": 15,
        "named_by": "physio",
        "recurrence": False,
    }
    diary.write("episode_opened", day, opening)
    diary.write("profile_set", day, _profile(day))
    for fact in kept:
        _import(diary, fact, day)
    old = baseline(kept, onset)
    diary.write("baseline_set", day, old.to_event_data() if old else {})
    _screen(diary, day, "first")
    modalities = ["cycling", "swimming", "aqua_jogging"]
    gear = {
        "equipment": ["band", "step", "wall", "chair", "mat", "backpack"],
        "likes": ["cycling"],
        "dislikes": ["rowing"],
    }
    diary.write("availability_set", day, {"weekdays": WEEKDAYS, "modalities": modalities} | gear)
    race = onset + timedelta(RACE_AFTER_DAYS)
    diary.write("goal_set", day, {"kind": "race", "distance_km": RACE_KM, "on": race.isoformat()})


def _profile(day: date) -> dict[str, Any]:
    return {
        "birth_year": day.year - AGE,
        "sex": "f",
        "height_cm": 171,
        "weight_kg": 64,
        "years_running": 8,
        "longest_race_km": 21.1,
        "pregnant_or_postpartum": False,
    }


def _import(diary: Diary, fact: ActivityFacts, day: date) -> None:
    said = {
        "id": fact.id,
        "start": fact.start.isoformat() if fact.start else None,
        "sport": fact.sport,
        "indoor": fact.indoor,
        "seconds": fact.seconds,
        "distance_m": fact.distance_m,
        "cadence_spm": fact.cadence_spm,
        "heart_rate_bpm": fact.heart_rate_bpm,
        "device": fact.device,
        "file_hash": fact.file_hash,
    }
    known = {name: value for name, value in said.items() if value is not None}
    diary.write("activity_imported", fact.local_date or day, known, noted_on=day, role="import")


def _tests(diary: Diary, day: date, number: int) -> None:
    for _, test, left, right, pain in (row for row in body.TESTS if row[0] == number):
        if right is None:
            diary.write("tested", day, {"test": test, "side": "none", "value": left, "pain": pain}, at=NOON)
            continue
        diary.write("tested", day, {"test": test, "side": "left", "value": left, "pain": pain}, at=NOON)
        diary.write("tested", day, {"test": test, "side": "right", "value": right, "pain": 0}, at=NOON)


def _causes(diary: Diary, day: date, number: int) -> None:
    for _, factor, verdict in (row for row in body.CAUSES if row[0] == number):
        diary.write("cause_judged", day, {"factor": factor, "verdict": verdict}, at=NOON)
    if number == body.REVIEW_DAY:
        found = {"outcome": "found", "factors": ["session_spike", "strength_deficit"], "with": "self"}
        diary.write("causes_reviewed", day, found, at=NOON)
