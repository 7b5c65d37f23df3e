"""What of the library is the runner's own: what the plan holds, what was hidden, what is at home."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import HttpRequest

from opbouw.core.events import AvailabilitySet, EpisodeOpened
from opbouw.core.log import LogRefused
from opbouw.web.daily.day import Day, day_of
from opbouw.web.store.record import keep_shown

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Turn:
    """One time an exercise stands in the plan: the day, the session and the dose."""

    on: date
    session: str
    dose: Row


@dataclass(frozen=True, slots=True)
class Own:
    """One runner's side of the library; ``level`` (1-5) and ``pain_limit`` (0-10) are None where the plan has none.

    Without a plan at all, because none can be made for this runner or this log, ``refused`` holds.
    """

    day: Day
    injury: str | None = None
    planned: Mapping[str, tuple[Turn, ...]] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    level: int | None = None
    pain_limit: int | None = None
    reasons: tuple[Row, ...] = ()
    refused: bool = False


def own_of(request: HttpRequest) -> Own | None:
    """What is the runner's own; None for who has no injury here. A log that is refused shows no plan."""
    day = day_of(request)
    if day is None:
        return None
    keep_shown(day.account, day.episode, day.today)
    decision = day.decision
    if decision["kind"] == "refusal":
        return Own(day, refused=True)
    try:
        said = day.log.merged(AvailabilitySet) or AvailabilitySet()
        opened: EpisodeOpened = day.start
    except LogRefused:
        return Own(day, refused=True)
    reasons = tuple(decision["reasons"])
    levels = [one["params"]["level"] for one in reasons if one["code"] == "strength_level"]
    limits = [one["pain_limit"] for one in decision["week"] if one.get("exercises")]
    return Own(
        day=day,
        injury=opened.injury,
        planned=planned(decision["week"]),
        hidden=frozenset(said.dislikes or ()),
        things=frozenset(said.equipment or ()),
        level=levels[0] if levels else None,
        pain_limit=min(limits, default=None),
        reasons=reasons,
    )


def planned(sessions: Iterable[Row]) -> dict[str, tuple[Turn, ...]]:
    """The exercises of planned sessions by their id, in the order in which they come, each with all its turns."""
    found: dict[str, tuple[Turn, ...]] = {}
    for session in sessions:
        on = date.fromisoformat(session["on"])
        for dose in session.get("exercises") or ():
            found[dose["id"]] = (*found.get(dose["id"], ()), Turn(on, session["id"], dose))
    return found
