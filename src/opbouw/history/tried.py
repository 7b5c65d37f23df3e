"""Readiness tests as the log tells them: the sore side beside the other, and what is usual for age and sex."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from opbouw.core.events import EpisodeOpened, Event, ProfileSet, Tested
from opbouw.evidence.tables import tables

ONE_SIDE = {"left": "right", "right": "left"}
SEXES = {"f": "female", "m": "male"}


@dataclass(frozen=True, slots=True)
class Tried:
    """The newest results of one test, in its own unit; ``on`` is the older of the two days where sides are compared.

    ``sore`` is the sore side, the weaker where both are or nobody said; ``other`` is known only beside one sore side.
    ``usual`` is the median for age and sex, None where one of them is not known or no source gives it.
    """

    on: date
    test: str
    sore: float
    other: float | None = None
    pain: float | None = None
    usual: float | None = None


def tried(events: Iterable[Event]) -> tuple[Tried, ...]:
    """Every readiness test with a value, by its id; ``events`` in the order they were told."""
    side: str | None = None
    profile = ProfileSet()
    found: dict[str, dict[str, tuple[date, Tested]]] = {}
    for event in events:
        if isinstance(event.data, EpisodeOpened):
            side = event.data.side
        elif isinstance(event.data, ProfileSet):
            profile = event.data
        elif isinstance(event.data, Tested) and event.data.value is not None:
            for leg in ONE_SIDE if event.data.side == "both" else (event.data.side or "none",):
                found.setdefault(event.data.test, {})[leg] = (event.on, event.data)
    known = (name for name in sorted(found) if name in tables.readiness_tests)
    return tuple(_tried(name, found[name], side, profile) for name in known if _legs(found[name], side))


def _legs(found: Mapping[str, tuple[date, Tested]], side: str | None) -> list[str]:
    """Whose result counts: the sore side's, else that of every leg there is."""
    return [side] if side in ONE_SIDE and side in found else [] if side in ONE_SIDE else list(found)


def _tried(test: str, found: Mapping[str, tuple[date, Tested]], side: str | None, profile: ProfileSet) -> Tried:
    on, own = min((found[leg] for leg in _legs(found, side)), key=lambda one: (one[1].value or 0.0, one[0]))
    usual = _usual(test, on, profile)
    days = tables.param("valid_days_tests").value
    beside = found.get(ONE_SIDE.get(side or "", ""))
    if beside is None or abs((beside[0] - on).days) > int(days.get(test, days["default"])):
        return Tried(on, test, own.value or 0.0, None, own.pain, usual)
    return Tried(min(on, beside[0]), test, own.value or 0.0, beside[1].value, own.pain, usual)


def _usual(test: str, on: date, profile: ProfileSet) -> float | None:
    """The median of the narrowest group that holds this age and sex; the lower one while a birthday leaves two ages.

    The gate takes the higher number where something is not known, for there it asks for more; a clue says nothing then.
    """
    if profile.birth_year is None or profile.sex not in SEXES:
        return None
    ages = (on.year - profile.birth_year - 1, on.year - profile.birth_year)
    medians = [_median(test, SEXES[profile.sex], age) for age in ages]
    known = [one for one in medians if one is not None]
    return min(known) if len(known) == len(medians) else None


def _median(test: str, sex: str, age: int) -> float | None:
    rows = [
        (row.age_max - row.age_min, row.median)
        for row in tables.readiness_tests[test].norm
        if row.median is not None and row.sex == sex and row.age_min is not None and row.age_max is not None
        if row.age_min <= age <= row.age_max
    ]
    return min(rows)[1] if rows else None
