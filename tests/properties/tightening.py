"""Invariants 6, 13, 14 and 16: what is late, a setting, a guide or not allowed can only tighten."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from opbouw.core.decision import Decision
from opbouw.core.events import Event, data_to_dict
from opbouw.evidence import tables
from tests.properties.breaking import Log, gives_more, holds
from tests.properties.following import answer, known_by
from tests.properties.lives import Life
from tests.properties.pairs import CHANGED_DAYS, added, later, without
from tests.properties.registry import proved

LATE = st.integers(3, 8)
RUN_MIN = st.sampled_from([1.0, 5.0, 12.0, 30.0])


def only_tightens(log: Log, event: Event, day: Any) -> None:
    """A log with an event never gives more than without it."""
    holds(log, lambda one: gives_more(one, without(one, event), day))


def late(sentence: str, kind: str) -> None:
    """What was told in time, told more than two days after its day instead, gives no more than never told."""

    @proved(sentence)
    def body(life: Life, data: st.DataObject) -> None:
        found = life.newest(LATE_DAYS, kind)
        assume(found)
        event = data.draw(st.sampled_from(found))
        days = data.draw(LATE) - (event.recorded_at.date() - event.on).days
        told = replace(event, recorded_at=event.recorded_at + timedelta(days=days))
        log = tuple(told if one is event else one for one in life.log)
        only_tightens(log, told, later(told, life, data))


LATE_DAYS = 14
late("a check-in told late only tightens", "checked_in")
late("a session told late only tightens", "session_done")
late("a test told late only tightens", "tested")
late("warning-sign answers told late only tighten", "screened")


@proved("a screening told late only tightens")
def late_screening(life: Life, data: st.DataObject) -> None:
    log, event = added(life, data, "screened", {"answers": dict.fromkeys(tables.red_flags, "no")}, late=data.draw(LATE))
    only_tightens(log, event, later(event, life, data))


@proved("a correction or withdrawal made late only tightens")
def late_amendment(life: Life, data: st.DataObject) -> None:
    old = [one for one in life.newest(30, "checked_in", "session_done", "tested") if (life.today - one.on).days > 3]
    assume(old)
    target = data.draw(st.sampled_from(old))
    told: dict[str, Any] = {"event": target.id}
    kind = data.draw(st.sampled_from(["withdrawn", "corrected"]))
    if kind == "corrected":
        calm = {
            name: 0
            for name, value in data_to_dict(target).items()
            if name.startswith("pain_") and name != "pain_course" and value is not None
        }
        told["data"] = data_to_dict(target) | calm
    log, event = added(life, data, kind, told, back=0)
    only_tightens(log, event, later(event, life, data))


@proved("cross-training never raises a running dose")
def cross_training(life: Life, data: st.DataObject) -> None:
    modality = data.draw(st.sampled_from(list(tables.modalities)))
    minutes = data.draw(st.sampled_from([10, 60, 300]))
    kind = "walk" if modality == "walking" else "cross"
    log, event = added(life, data, "session_done", {"kind": kind, "modality": modality, "minutes": minutes})
    only_tightens(log, event, later(event, life, data))


@proved("strength work never raises a running dose")
def strength_work(life: Life, data: st.DataObject) -> None:
    exercise = data.draw(st.sampled_from(list(tables.exercises)))
    told = {"kind": "strength", "minutes": 20, "exercises": [{"id": exercise, "sets": 3, "load_kg": 30, "pain": 0}]}
    log, event = added(life, data, "session_done", told)
    only_tightens(log, event, later(event, life, data))


WORDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("asked_for", {"kind": "run", "run_minutes": 120, "intensity": "hard"}),
    ("shoe_added", {"shoe": "fast", "km": 0}),
    ("shoe_used", {"shoe": "fast", "km": 9}),
)
SETTINGS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("cause_judged", {"factor": "speed", "verdict": "suspected"}),
    ("availability_set", {"equipment": ["band", "barbell"], "likes": ["cycling"], "modalities": ["cycling"]}),
    ("goal_set", {"kind": "race", "on": "2026-11-01", "distance_km": 42.2}),
    ("profile_set", {"birth_year": 1935}),
    ("away_set", {"from": "2026-05-01", "to": "2026-07-01", "why": "holiday"}),
    ("away_set", {"from": "2026-05-01", "to": "2026-06-01", "why": "ill"}),
)
GUIDES: tuple[dict[str, Any], ...] = (
    {"decision": "cap", "unit": "min", "cap": 0},
    {"decision": "cap", "unit": "min", "cap": 6},
    {"decision": "cap", "unit": "min", "cap": 1000},
    {"decision": "hold"},
    {"decision": "wait", "gate": "strengthen_rebuild"},
    {"decision": "refuse", "gate": "strengthen_rebuild"},
)


def _told(life: Life, data: st.DataObject, choices: tuple[tuple[str, dict[str, Any]], ...]) -> None:
    kind, told = data.draw(st.sampled_from(choices))
    log, event = added(life, data, kind, told)
    only_tightens(log, event, later(event, life, data))


@proved("a wish or a pair of shoes gives no more running")
def wish(life: Life, data: st.DataObject) -> None:
    _told(life, data, WORDS)


KINDS = ("run", "strength", "cross", "mobility")


@proved("a session on another day is no run more, no run sooner, and no more work")
def moved(life: Life, data: st.DataObject) -> None:
    on, to = (life.today + timedelta(days=data.draw(st.integers(0, 6))) for _ in range(2))
    told = {"kind": data.draw(st.sampled_from(KINDS)), "from_on": on.isoformat(), "to_on": to.isoformat()}
    log, _ = added(life, data, "session_moved", told, back=0)
    before, after = answer(life.log, life.today), answer(log, life.today)
    if isinstance(before, Decision) and isinstance(after, Decision):
        assert after.running_allowed == before.running_allowed
        was, now = (sorted(s.on for s in one.week if s.kind == "run") for one in (before, after))
        assert len(now) <= len(was)
        assert all(later >= first for first, later in zip(was, now, strict=False))


@proved("a setting, a goal, an absence or a suspected cause never gives more running")
def setting(life: Life, data: st.DataObject) -> None:
    _told(life, data, SETTINGS)


@proved("a cap, a hold, a wait or a no of a guide never gives more")
def guide(life: Life, data: st.DataObject) -> None:
    told = data.draw(st.sampled_from(GUIDES))
    said = {one.by.role for one in life.log if one.type == "guide_decided" and one.data.decision == "cap"}
    roles = [one for one in ("trainer", "physio", "doctor") if one not in said or told["decision"] != "cap"]
    assume(roles)  # the newest cap of a role takes the place of the one before
    log, event = added(life, data, "guide_decided", told, role=data.draw(st.sampled_from(roles)))
    only_tightens(log, event, later(event, life, data))


@proved("a clearance by a trainer changes nothing that runs")
def trainer_clears(life: Life, data: st.DataObject) -> None:
    told = {"injury": life.injury, "seen_by": "doctor", "flags": list(tables.red_flags), "imaging": "healed"}
    told |= {"scope": ["movement", "strength", "impact", "running"]}
    log, event = added(life, data, "cleared", told, role="trainer")
    only_tightens(log, event, later(event, life, data))


@proved("a signature opens no sign, lock, missing morning or minimum days")
def signature(life: Life, data: st.DataObject) -> None:
    gate = data.draw(st.sampled_from(["rest_loosen", "loosen_strengthen", "strengthen_rebuild", *tables.criteria]))
    log, event = added(life, data, "guide_decided", {"decision": "sign", "gate": gate}, role="physio")
    day = later(event, life, data)
    waits = {"open_flag", "flag_question", "locked", "morning_missing", "screening_missing", "bone_stop", "ill"}

    def check(one: Log) -> str | None:
        signed, plain = (answer(known_by(log, day), day) for log in (one, without(one, event)))
        if not isinstance(signed, Decision) or not isinstance(plain, Decision):
            return None
        held = waits & {reason.code for reason in plain.reasons} or plain.open_flags or plain.locked
        return f"{day}: {held}" if held and signed.running_allowed else None

    holds(log, check)


@proved("a run on a day without running never helps")
def not_allowed(life: Life, data: st.DataObject) -> None:
    minutes = data.draw(RUN_MIN)
    pain = data.draw(st.sampled_from([None, 0, 0, 0]))
    log, event = added(
        life, data, "session_done", {"kind": "run", "run_minutes": minutes, "pain_during": pain}, back=CHANGED_DAYS
    )
    before = answer(known_by(life.log, event.on), event.on)
    assume(isinstance(before, Decision) and not before.running_allowed)
    only_tightens(log, event, later(event, life, data))


@proved("a recorded run without answers never helps")
def recorded(life: Life, data: st.DataObject) -> None:
    told = {"sport": data.draw(st.sampled_from(["run", "trail", "treadmill"])), "seconds": 60 * data.draw(RUN_MIN)}
    log, event = added(life, data, "activity_imported", told, role="import")
    only_tightens(log, event, later(event, life, data))


@proved("history before the injury raises no cap on a run")
def history(life: Life, data: st.DataObject) -> None:
    opened = life.log[0]
    told = {"sport": "run", "seconds": 3600 * data.draw(st.integers(1, 5)), "distance_m": 30_000}
    log, event = added(life, data, "activity_imported", told, role="import", back=0)
    past = opened.data.onset_on - timedelta(days=data.draw(st.integers(1, 300)))
    moved = tuple(_moved(one, past) if one.id == event.id else one for one in log)
    day = life.today - timedelta(days=data.draw(st.integers(0, 20)))

    def check(one: Log) -> str | None:
        more, less = (answer(known_by(log, day), day) for log in (one, without(one, event)))
        if not isinstance(more, Decision) or not isinstance(less, Decision) or more.stage != less.stage:
            return None  # another ladder is a choice of the road, no loosened limit
        caps = [next((lim.value for lim in d.limits if lim.id == "run_minutes"), 0.0) for d in (more, less)]
        return f"{day}: {caps[0]} minutes, without history {caps[1]}" if caps[0] > caps[1] else None

    holds(moved, check)


def _moved(event: Event, on: Any) -> Event:
    return replace(event, on=on, recorded_at=datetime.combine(on, event.recorded_at.timetz()))
