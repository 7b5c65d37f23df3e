"""The way up the ladder: every step up, repeat and step back, each with the codes that say why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Literal

from opbouw.core.back import daily_limit
from opbouw.core.journey import Journey
from opbouw.core.pain import ACTIONS, Match
from opbouw.core.reasons import CODES
from opbouw.core.walk import Response

Kind = Literal["start", "up", "repeat", "back", "left", "other"]
Why = tuple[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Move:
    """What became of the step on a day: the step before and after it (None off the ladder), of how many, and why.

    Kinds: start (on the ladder), up, repeat, back, left (off the ladder), other (another ladder).
    """

    on: date
    kind: Kind
    was: int | None
    n: int | None
    of: int | None
    clean: int
    why: tuple[Why, ...] = ()


def moves_of(days: Sequence[Journey]) -> tuple[Move, ...]:
    """Every move of the episode, the oldest first."""
    return tuple(move for before, day in pairwise(days) for move in _moves(before, day))


def _moves(before: Journey, day: Journey) -> Iterator[Move]:
    was, now = step_of(before), step_of(day)
    response = day.walk.response
    fresh = response if response is not None and response is not before.walk.response else None
    if was is None and now is None:
        return
    if was is None or now is None:
        yield _move(day, "start" if was is None else "left", was, now, _left(day, fresh) if now is None else ())
    elif fresh is not None and fresh.verdict == "step_back":
        yield _move(day, "back", was, now, why_of(day, fresh))
    elif now > was:
        yield _move(day, "up", was, now)
    elif now < was:
        other = day.walk.steps is not None and before.walk.steps is not None and _ladder(before) != _ladder(day)
        yield _move(day, "other" if other else "back", was, now, why_of(day, fresh) if fresh else ())
    elif fresh is not None and fresh.verdict == "repeat":
        yield _move(day, "repeat", was, now, why_of(day, fresh))


def step_of(day: Journey) -> int | None:
    """The step on the ladder or beyond it, counted from 1; None in a phase without running."""
    return day.walk.position + 1 if day.walk.running_phase and day.walk.steps is not None else None


def _ladder(day: Journey) -> str:
    return day.walk.steps.ladder if day.walk.steps is not None else ""


def _move(day: Journey, kind: Kind, was: int | None, n: int | None, why: tuple[Why, ...] = ()) -> Move:
    steps = day.walk.steps
    of, clean = (None, 0) if steps is None else (len(steps.stages), steps.clean_needed)
    return Move(day.at.on, kind, was, n, of, clean, why)


def _left(day: Journey, fresh: Response | None) -> tuple[Why, ...]:
    """Why the ladder was left: a warning sign, a lock, what the body said, or a long silence."""
    if day.at.open_flags:
        return (("flag_open", {"flag": day.at.open_flags[0]}),)
    if day.at.locked:
        return (("locked", {"injury": day.case.injury.id}),)
    code = f"back_{day.walk.phase_back_code}"
    values = {"limit": daily_limit(day.case)}
    if code in CODES:
        return ((code, {name: values[name] for name in CODES[code].params}),)
    return why_of(day, fresh) if fresh is not None else ()


def why_of(day: Journey, response: Response) -> tuple[Why, ...]:
    """The codes of a response, the most careful first; a code that needs a number that is not known is left out."""
    about = (response.run.on if response.run is not None else response.on).isoformat()
    ordered = sorted(response.matches, key=lambda one: ACTIONS.index(one.action))
    found = [_why(match, about) for match in ordered]
    code = response.code
    if code is not None and code in CODES and set(CODES[code].params) <= {"days"}:
        since = day.walk.last_allowed_on or day.walk.last_run_on
        params = {"days": (day.at.on - since).days} if CODES[code].params else {}
        found.insert(0, (code, params))
    return tuple(one for one in found if one is not None)


def _why(match: Match, on: str) -> Why | None:
    row = CODES.get(match.rule)
    values = {"value": match.value, "limit": match.limit, "on": on}
    if row is None or not set(row.params) <= values.keys():
        return None
    return match.rule, {name: values[name] for name in row.params}
