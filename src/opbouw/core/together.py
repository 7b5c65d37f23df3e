"""Several injuries at once: the most careful answer, the work that suits all, one week."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import zip_longest
from typing import Any

from opbouw.core.company_of import company_of
from opbouw.core.cross import EASY_RPE, STEADY_RPE
from opbouw.core.decide import decide_day, decide_on
from opbouw.core.decision import Decision, Dose, Refusal, Session, Verdict
from opbouw.core.doses import minutes_of, shortened
from opbouw.core.events import Event
from opbouw.core.fitting import MOST
from opbouw.core.fold import Fold
from opbouw.core.ids import session_id
from opbouw.core.journey import Journey
from opbouw.core.ran import ALTERG
from opbouw.core.reasons import reason
from opbouw.core.runs import cut_session
from opbouw.core.schedule import MOST_MIN, ORDER, nothing_planned
from opbouw.core.times import minutes_on
from opbouw.evidence import tables

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
    decided = decide_together(list(journeys.values()), refused=len(journeys) < len(alone))
    answers = dict(zip(journeys, decided, strict=True))
    return tuple(answers.get(n, one) for n, one in enumerate(alone))


def decide_together(journeys: list[Journey], *, refused: bool = False) -> list[Decision]:
    """The answers for injuries that can be decided; ``refused`` when there is another one that cannot."""
    if len(journeys) == 1 and not refused:
        return [decide_on(journeys[0])]
    decided = [decide_on(one, company_of([other for other in journeys if other is not one])) for one in journeys]
    week = shared_week(journeys, decided, runs=not refused)
    return [_joined(one, journey, decided, week, refused) for one, journey in zip(decided, journeys, strict=True)]


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
    if not decided or any(nothing_planned(one.case, one.walk, one.at) for one in journeys):
        return []
    decided = sorted(decided, key=lambda one: (one.injury, one.episode))  # the order of the logs changes nothing
    case = journeys[0].case
    on_foot = _runs(decided) if runs else []
    running = {one.on for one in on_foot}
    cross = _cross(decided)
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


def _cross(decided: list[Decision]) -> list[Session]:
    """The lightest cross-training of all, with no more effort or pain than any of them has."""
    each = [[s for s in one.week if s.kind in CROSS] for one in decided]
    lightest = min(each, key=_minutes)
    if not lightest:
        return []
    effort = min(max(s.rpe_max or 0 for s in sessions) for sessions in each)
    pain = min(s.pain_limit for sessions in each for s in sessions)
    return [_eased(replace(one, pain_limit=pain), effort) for one in lightest]


def _eased(session: Session, rpe_max: int) -> Session:
    if (session.rpe_max or 0) <= rpe_max:
        return session
    return replace(session, rpe_max=rpe_max, intensity=_intensity(rpe_max))


def _intensity(rpe_max: int) -> str:
    return "easy" if rpe_max <= EASY_RPE else "steady" if rpe_max <= STEADY_RPE else "hard"


def _runs(decided: list[Decision]) -> list[Session]:
    """On days on which every injury has a run, and today only where each allows it: the most careful of all."""
    found = []
    for run in (one for one in decided[0].week if one.kind == "run"):
        same = [next((s for s in one.week if s.kind == "run" and s.on == run.on), None) for one in decided]
        runs = [one for one in same if one is not None]
        held = run.on == decided[0].on and not all(one.running_allowed for one in decided)
        if len(runs) == len(decided) and not held:
            shared = _careful_run(runs, [one.injury for one in decided])
            found += [shared] if shared is not None else []
    return found


def _careful_run(runs: list[Session], injuries: list[str]) -> Session | None:
    """The easiest effort, of those the shortest bouts, and no more minutes than the shortest run has.

    Where one injury may run on the anti-gravity treadmill only, so do all, where it suits all.
    """
    easiest = min(one.rpe_max or 0 for one in runs)
    shape = min((one for one in runs if (one.rpe_max or 0) == easiest), key=lambda one: (_longest(one), _running(one)))
    most = min(_running(one) for one in runs)
    made = cut_session(replace(shape, pain_limit=min(one.pain_limit for one in runs)), most)
    assisted = [one.body_weight_pct for one in runs if one.modality == ALTERG and one.body_weight_pct is not None]
    if not assisted or made is None:
        return made
    suits = all(tables.modality_matrix[(injury, ALTERG)].status != "avoid" for injury in injuries)
    return replace(made, modality=ALTERG, body_weight_pct=min(assisted)) if suits else None


def _longest(run: Session) -> int:
    return max((one.seconds for one in run.intervals if one.kind == "run"), default=0)


def _running(run: Session) -> float:
    return run.run_minutes or 0


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
    """Six exercises in turn; one that stands in several lists has the lightest dose of them."""
    mixed: dict[str, Dose] = {}
    for dose in (dose for row in zip_longest(*lists) for dose in row if dose is not None):
        mixed[dose.id] = _lightest(mixed[dose.id], dose) if dose.id in mixed else dose
    return tuple(mixed.values())[:MOST]


def _lightest(one: Dose, other: Dose) -> Dose:
    """The fewer sets and repetitions and the shorter hold; a load only where both have one, the lower."""

    def fewer(name: str) -> Any:
        told = [value for value in (getattr(one, name), getattr(other, name)) if value is not None]
        return min(told, default=None)

    load = fewer("load_kg") if None not in (one.load_kg, other.load_kg) else None
    return replace(one, sets=fewer("sets"), reps=fewer("reps"), hold_s=fewer("hold_s"), load_kg=load)


def _with_a_day_off(sessions: list[Session]) -> list[Session]:
    """When every day would have training, the lightest day without a run has none."""
    days = {one.on for one in sessions}
    free = days - {one.on for one in sessions if one.kind == "run"}
    if len(days) < 7 or not free:
        return sessions
    lightest = min(free, key=lambda day: (_minutes(one for one in sessions if one.on == day), day))
    return [one for one in sessions if one.on != lightest]
