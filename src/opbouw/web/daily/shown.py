"""What the record says of a day: the decisions that were shown, and what other rules changed."""

from datetime import date
from typing import Any

from django.utils import timezone

from opbouw import words
from opbouw.core.decide import decide
from opbouw.core.decision import RULES_VERSION
from opbouw.web.daily.day import Day, language
from opbouw.web.store import selectors
from opbouw.web.store.decided import Remembered, kept
from opbouw.web.store.models import DecisionRow

SILENT = ("same", None)
_CHANGES = Remembered[list[dict[str, Any]]](64)


def numbers(day: Day, on: date) -> tuple[int, ...]:
    """The numbers of the decisions shown on a day: while they are the same, so is all that is told of them."""
    return tuple(selectors.shown_on(day.account, day.episode, on).values_list("seq", flat=True))


def of_day(day: Day, on: date) -> list[dict[str, Any]]:
    """The decisions of a day as they were shown, the first first."""
    return [_shown(row) for row in selectors.shown_on(day.account, day.episode, on)]


def _shown(row: DecisionRow) -> dict[str, Any]:
    return {
        "at": timezone.localtime(row.shown_at),
        "events": row.events,
        "decision": kept(row).told[language()],
        "rules": row.rules_version,
    }


def made_again(day: Day, on: date) -> dict[str, Any]:
    """The decision of a day of which nothing was kept: by the rules of now, on what was written down by its end."""
    known = [event for event in day.events if event.recorded_at.date() <= on]
    decision = words.decision_in_words(decide(known, on), language())
    return {"at": None, "events": len(known), "decision": decision, "rules": RULES_VERSION}


def rules_changes(day: Day, on: date) -> list[dict[str, Any]]:
    """What other rules changed, told on the first day on which they decided; to be read, not changed."""

    def read() -> list[dict[str, Any]]:
        rows = selectors.shown_on(day.account, day.episode, on).exclude(rules_change=None)
        return [_change(row.rules_change) for row in rows if row.rules_change is not None]

    # A page of a day keeps what it shows first, so the record grows only when the log, the day or the rules do.
    return _CHANGES.get((day.key, on, RULES_VERSION), read)


def _change(change: dict[str, Any]) -> dict[str, Any]:
    return {
        "on": date.fromisoformat(change["on"]),
        "day": words.when(change["on"], language()),
        "known": change["kind"] is not None,
        "silent": change["kind"] in SILENT,
        "careful": change["kind"] == "more_careful",
        "rows": [words.change_in_words(one, language()) for one in change["changes"]],
    }


def waits_for_tomorrow(day: Day) -> bool:
    """Whether what was shown by earlier rules holds today, and those of now decide from tomorrow."""
    return bool(day.decision["rules_version"] != RULES_VERSION)
