"""What changed in the plan from day to day and why: from the decisions as they were shown."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.db.models import Max

from opbouw import words
from opbouw.core.decide import decide_day
from opbouw.core.fold import Fold
from opbouw.core.ladder import steps_of
from opbouw.evidence import tables
from opbouw.exports.changed import why
from opbouw.exports.comparing import differences
from opbouw.web.daily.day import Day
from opbouw.web.plan.steps import blocks
from opbouw.web.store import selectors
from opbouw.web.store.decided import Remembered, kept

DAYS_A_PAGE = 28
NEWS = frozenset({"most_minutes", "gate"})  # these follow every run and every answer: the day's news, no change
CALM = frozenset({"go_on", "wait", None})  # a verdict that waits for the day's answers comes and goes
_MADE = Remembered[tuple[dict[str, Any], ...]](64)
Decision = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Changed:
    """One day on which the plan changed: what, each with was and now, and the heaviest new reasons."""

    on: date
    rows: tuple[dict[str, str], ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The changes of four weeks, the newest first; ``kept`` is False when they are made again by the rules of now."""

    first: date
    last: date
    changes: tuple[Changed, ...]
    kept: bool
    older: date | None
    newer: date | None


def changes(day: Day, last: date) -> Page:
    """The changes in the four weeks up to ``last``."""
    opened = day.log.opened.on
    first = max(opened, last - timedelta(days=DAYS_A_PAGE - 1))
    shown = _shown(day, first, last)
    is_kept = bool(shown) or not day.account.is_example
    found = shown if is_kept else _made_again(day, first, last)
    return Page(
        first=first,
        last=last,
        changes=tuple(reversed(list(_between(found, day.language, first)))),
        kept=is_kept,
        older=first - timedelta(days=1) if first > opened else None,
        newer=min(day.today, last + timedelta(days=DAYS_A_PAGE)) if last < day.today else None,
    )


def _shown(day: Day, first: date, last: date) -> list[Decision]:
    """The last decision shown on each day, and the one before the first of them."""
    rows = selectors.decisions_of(day.account, day.episode)
    by_day = rows.filter(on_date__lte=last).order_by().values("on_date").annotate(last=Max("seq"))
    wanted = list(by_day.filter(on_date__gte=first).values_list("last", flat=True))
    before = by_day.filter(on_date__lt=first).order_by("-on_date").values_list("last", flat=True).first()
    chosen = rows.filter(seq__in=[*wanted, *([before] if before is not None else [])])
    return [kept(row).told[day.language] for row in chosen.order_by("on_date", "seq")]


def _made_again(day: Day, first: date, last: date) -> Sequence[Decision]:
    """Every day decided again on what was written down by its end: the example's days were shown to nobody."""
    return _MADE.get((day.key, first, last), lambda: tuple(_replayed(day, first, last)))


def _replayed(day: Day, first: date, last: date) -> Iterator[dict[str, Any]]:
    begin = max(day.log.opened.on, first - timedelta(days=1))
    written: dict[date, list[Any]] = {}
    for event in day.events:
        written.setdefault(max(event.recorded_at.date(), begin), []).append(event)
    fold, on = Fold(), begin
    while on <= last:
        fold.tell(written.get(on, ()))
        yield words.decision_in_words(decide_day(fold, on), day.language)
        on += timedelta(days=1)


def _between(found: Sequence[Decision], language: str, first: date) -> Iterator[Changed]:
    for before, now in pairwise(found):
        moved = [one for one in differences(before, now) if not _is_news(one)]
        on = date.fromisoformat(str(now["on"]))
        if on >= first and moved:
            rows = (_row(one, before, now, language) for one in moved)
            yield Changed(on, tuple(rows), tuple(why(before, now, language)))


def _is_news(change: Mapping[str, Any]) -> bool:
    return change["what"] in NEWS or (change["what"] == "verdict" and {change["was"], change["now"]} <= CALM)


def _row(change: Mapping[str, Any], before: Decision, now: Decision, language: str) -> dict[str, str]:
    """A change in words; a step with its blocks."""
    told = words.change_in_words(change, language)
    if change["what"] != "stage":
        return told
    return {**told, "was": _step(before, told["was"]), "now": _step(now, told["now"])}


def _step(decision: Decision, number: str) -> str:
    stage = decision.get("stage")
    if stage is None or stage["ladder"] not in tables.ladders:
        return number
    return f"{number}: {blocks(steps_of(stage['ladder'])[stage['n'] - 1].bouts)}"
