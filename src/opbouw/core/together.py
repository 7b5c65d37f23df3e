"""Several injuries at once: one week for all of them, the most careful answer wins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from opbouw.core.decide import decide
from opbouw.core.decision import Decision, Refusal, Session, Verdict
from opbouw.core.events import Event
from opbouw.evidence import tables

VERDICT_ORDER: tuple[Verdict, ...] = ("stop", "wait", "step_back", "repeat", "go_on")


def decide_all(logs: Sequence[Iterable[Event]], today: date) -> tuple[Decision | Refusal, ...]:
    """One answer an episode, in the order given; nothing that does not suit every injury.

    :param logs: one log an episode.
    :returns: each with the most careful verdict of all, no run unless all allow it that day, then the shortest; when
        one episode cannot be decided, the others wait.
    """
    answers = [decide(log, today) for log in logs]
    decided = [one for one in answers if isinstance(one, Decision)]
    if len(answers) < 2:
        return tuple(answers)
    refused = len(decided) < len(answers)
    verdict = min([one.verdict for one in decided] + (["wait"] if refused else []), key=VERDICT_ORDER.index)
    allowed = not refused and all(one.running_allowed for one in decided)
    return tuple(_joined(one, decided, verdict, allowed) if isinstance(one, Decision) else one for one in answers)


def _joined(one: Decision, decided: list[Decision], verdict: Verdict, allowed: bool) -> Decision:
    others = [other for other in decided if other is not one]
    kept = [made for session in one.week if (made := _shared(session, others, allowed)) is not None]
    return replace(
        one,
        verdict=verdict,
        running_allowed=allowed,
        week=tuple(kept),
        today=tuple(session for session in kept if session.on == one.on),
    )


def _shared(session: Session, others: list[Decision], allowed: bool) -> Session | None:
    """The session as it suits all: left out, or the shortest of the day, without what another injury avoids."""
    if any(other.open_flags for other in others):
        return None
    if session.kind == "run":
        return _shortest_run(session, others) if allowed else None
    if session.kind in ("cross", "walk"):
        modality = session.modality or ""
        return session if all(_modality_suits(modality, other) for other in others) else None
    avoided = {name for other in others for name in _avoided(other)}
    doses = tuple(dose for dose in session.exercises if dose.id not in avoided)
    if any(other.locked for other in others) or not doses:
        return None
    return replace(session, exercises=doses)


def _shortest_run(session: Session, others: list[Decision]) -> Session | None:
    runs = [next((one for one in other.week if one.kind == "run" and one.on == session.on), None) for other in others]
    if any(run is None for run in runs):
        return None
    all_runs = [session, *(run for run in runs if run is not None)]
    shortest = min(all_runs, key=lambda run: (run.run_minutes or 0, max((i.seconds for i in run.intervals), default=0)))
    return replace(shortest, id=session.id, pain_limit=min(run.pain_limit for run in all_runs))


def _modality_suits(modality: str, other: Decision) -> bool:
    row = tables.modality_matrix.get((other.injury, modality))
    return row is not None and row.status == "ok" and not (other.locked and row.impact_level > 0)


def _avoided(other: Decision) -> set[str]:
    plan = tables.injury_exercises[other.injury]
    listed = {row.id for row in tables.exercises.values() if other.injury in row.contraindicated_injuries}
    return listed | set(plan.avoid) | set(plan.locked_until_clearance)
