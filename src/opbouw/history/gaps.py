"""Lay-offs: stretches of two weeks or more without a run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from opbouw.history.days import HasFacts, Run, runs_before
from opbouw.history.params import param


@dataclass(frozen=True, slots=True)
class Layoff:
    """A pause: the last run before it, the first run after it (None: not yet), and the days between the two dates."""

    last_run: date
    next_run: date | None
    days: int


def layoffs(facts: Iterable[HasFacts], until: date) -> tuple[Layoff, ...]:
    """Pauses of at least 14 days between runs before ``until``, oldest first; the last may still be open."""
    return layoffs_of(runs_before(facts, until), until)


def layoffs_of(runs: Iterable[Run], until: date) -> tuple[Layoff, ...]:
    """As `layoffs`, from runs before ``until``."""
    days = sorted({run.on for run in runs})
    closed = [Layoff(a, b, (b - a).days) for a, b in pairwise(days)]
    still_open = [Layoff(days[-1], None, (until - days[-1]).days)] if days else []
    return tuple(gap for gap in closed + still_open if gap.days >= param("layoff_days"))
