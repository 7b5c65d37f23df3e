"""Several injuries at once: the most careful answer, the work that suits all, one week."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import zip_longest

from opbouw.core.company_of import company_of
from opbouw.core.decide import decide_day, decide_on
from opbouw.core.decision import Decision, Dose, Refusal, Session, Verdict
from opbouw.core.doses import minutes_of, shortened
from opbouw.core.events import Event
from opbouw.core.fitting import MOST
from opbouw.core.fold import Fold
from opbouw.core.ids import session_id
from opbouw.core.journey import Journey
from opbouw.core.reasons import reason
from opbouw.core.schedule import MOST_MIN, ORDER
from opbouw.core.times import minutes_on

VERDICT_ORDER: tuple[Verdict, ...] = ("stop", "wait", "step_back", "repeat", "go_on")
CROSS = ("cross", "walk")


def decide_all(logs: Sequence[Iterable[Event]], today: date) -> tuple[Decision | Refusal, ...]:
    """One answer an episode, in the order given; nothing that does not suit every injury, and one week for all.

    :param logs: one log an episode.
    :returns: each with the most careful verdict of all, no run unless all allow it that day, then the shortest; when
        one episode cannot be decided, the others wait.
    """
    folds = [Fold(log) for log in logs]
    alone = [decide_day(fold, today) for fold in folds]
    if len(alone) < 2:
        return tuple(alone)
    journeys = {n: folds[n].journey(today) for n, one in enumerate(alone) if isinstance(one, Decision)}
    decided = {n: decide_on(one, company_of(_others(journeys, n))) for n, one in journeys.items()}
    refused = len(decided) < len(alone)
    week = shared_week(list(journeys.values()), list(decided.values()), runs=not refused)
    answers = list(alone)
    for n, one in decided.items():
        answers[n] = _joined(one, journeys[n], list(decided.values()), week, refused)
    return tuple(answers)


def _others(journeys: dict[int, Journey], n: int) -> list[Journey]:
    return [one for other, one in journeys.items() if other != n]


def _joined(one: Decision, journey: Journey, decided: list[Decision], week: list[Session], refused: bool) -> Decision:
    waits: list[Verdict] = ["wait"] if refused else []
    verdict = min([*(each.verdict for each in decided), *waits], key=VERDICT_ORDER.index)
    allowed = not refused and all(each.running_allowed for each in decided)
    own = tuple(replace(session, id=session_id(journey.case, session.on, session.kind)) for session in week)
    others = [reason("shared_week", injury=each.injury) for each in decided if each is not one]
    held = verdict != one.verdict or allowed != one.running_allowed
    return replace(
        one,
        verdict=verdict,
        running_allowed=allowed,
        week=own,
        today=tuple(session for session in own if session.on == one.on),
        reasons=(*others, *one.reasons) if held else (*one.reasons, *others),
    )


def shared_week(journeys: list[Journey], decided: list[Decision], *, runs: bool) -> list[Session]:
    """The one week: runs that all have, the lightest cross-training, exercises of all in turn, a day off."""
    if not decided or any(one.open_flags for one in decided):
        return []
    decided = sorted(decided, key=lambda one: (one.injury, one.episode))  # the order of the logs changes nothing
    case = journeys[0].case
    on_foot = _runs(decided) if runs else []
    running = {one.on for one in on_foot}
    cross = min(([s for s in one.week if s.kind in CROSS] for one in decided), key=_minutes)
    made = [*on_foot, *(one for one in cross if one.on not in running)]
    for kind in ("strength", "mobility"):
        left = {day: _room(journeys, day) - _minutes(s for s in made if s.on == day) for day in _days(decided[0].on)}
        made += _exercises(decided, kind, left)
    ids = [replace(one, id=session_id(case, one.on, one.kind)) for one in made]
    return _with_a_day_off(sorted(ids, key=lambda one: (one.on, ORDER[one.kind])))


def _days(first: date) -> list[date]:
    return [first + timedelta(days=n) for n in range(7)]


def _room(journeys: Iterable[Journey], day: date) -> float:
    return min(minutes_on(one.case, day) for one in journeys)


def _minutes(sessions: Iterable[Session]) -> float:
    return sum(one.minutes or 0 for one in sessions)


def _runs(decided: list[Decision]) -> list[Session]:
    """On days on which every injury has a run, and today only where each allows it: the shortest."""
    found = []
    for run in (one for one in decided[0].week if one.kind == "run"):
        same = [next((s for s in one.week if s.kind == "run" and s.on == run.on), None) for one in decided]
        runs = [one for one in same if one is not None]
        held = run.on == decided[0].on and not all(one.running_allowed for one in decided)
        if len(runs) == len(decided) and not held:
            found.append(replace(min(runs, key=_load), pain_limit=min(one.pain_limit for one in runs)))
    return found


def _load(run: Session) -> tuple[float, int]:
    return run.run_minutes or 0, max((one.seconds for one in run.intervals), default=0)


def _exercises(decided: list[Decision], kind: str, left: dict[date, float]) -> list[Session]:
    """Exercises of all injuries in turn, six at most, on the days of the one that has the fewest."""
    sessions = [[s for s in one.week if s.kind == kind] for one in decided]
    known = [one for one in sessions if one]
    if not known:
        return []
    doses = _in_turn([one[0].exercises for one in known])
    made = []
    for first in min(known, key=len):
        fitting = shortened(doses, min(MOST_MIN[kind], left[first.on]))
        pain = min(one[0].pain_limit for one in known)
        if fitting:
            made.append(replace(first, exercises=fitting, minutes=minutes_of(fitting), pain_limit=pain))
    return made


def _in_turn(lists: list[tuple[Dose, ...]]) -> tuple[Dose, ...]:
    mixed = [dose for row in zip_longest(*lists) for dose in row if dose is not None]
    return tuple({dose.id: dose for dose in reversed(mixed)}.values())[::-1][:MOST]


def _with_a_day_off(sessions: list[Session]) -> list[Session]:
    """When every day would have training, the lightest day without a run has none."""
    days = {one.on for one in sessions}
    free = days - {one.on for one in sessions if one.kind == "run"}
    if len(days) < 7 or not free:
        return sessions
    lightest = min(free, key=lambda day: (_minutes(one for one in sessions if one.on == day), day))
    return [one for one in sessions if one.on != lightest]
