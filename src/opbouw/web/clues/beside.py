"""Shoes and nights of a runner's uploads, as their reports keep them; who asks sees only their own."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from opbouw.activities import Shoe, WellnessDay
from opbouw.history.beside import Beside, imported
from opbouw.web.activities.selectors import lines_of
from opbouw.web.store import selectors


def beside_of(account: selectors.Asker) -> Beside:
    """What this account's files tell of shoes and nights."""
    lines = list(lines_of(account).values_list("wellness", "shoes"))
    days = (_day(one) for kept, _ in lines for one in kept)
    return imported(days, (_shoe(one) for _, worn in lines for one in worn))


def _day(kept: list[Any]) -> WellnessDay:
    return WellnessDay(date.fromisoformat(kept[0]), *kept[1:])


def _shoe(kept: Mapping[str, Any]) -> Shoe:
    worn = tuple((date.fromisoformat(day), float(km)) for day, km in kept["worn"])
    return Shoe(kept["name"], worn, kept["undated_km"], kept["activities"])
