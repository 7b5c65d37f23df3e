"""Shoes and nights of a runner's uploads, as their reports keep them; who asks sees only their own."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from opbouw.activities import Shoe, WellnessDay
from opbouw.history.beside import Beside, imported
from opbouw.web.store import selectors


def beside_of(account: selectors.Asker) -> Beside:
    """What this account's files tell of shoes and nights."""
    lines = [line for report in selectors.uploads_of(account).values_list("report", flat=True) for line in report]
    days = (_day(one) for line in lines for one in line.get("wellness", ()))
    return imported(days, _shoes(lines))


def _day(kept: list[Any]) -> WellnessDay:
    return WellnessDay(date.fromisoformat(kept[0]), *kept[1:])


def _shoes(lines: list[Mapping[str, Any]]) -> Iterator[Shoe]:
    for line in lines:
        for one in line.get("shoes", ()):
            worn = tuple((date.fromisoformat(day), float(km)) for day, km in one["worn"])
            yield Shoe(one["name"], worn, one["undated_km"], one["activities"])
