"""The page of returns is the one the recordings give, and counts what it says it counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.returns import MAIN, PAGE, definitions, figures, page
from opbouw.history.days import runs_before
from tests.history.making import ONSET, Fact, run


def test_returns_are_counted_over_runners_and_only_the_followed_where_asked() -> None:
    # 30 km a week for ten weeks, 40 days off, then a run of 15 km a week for 13 weeks and for 3
    def runner(after: int) -> list[Fact]:
        back = [run(7 * week + 1, 15) for week in range(after)]
        first = 7 * (after - 1) + 1 + 40
        return [*(run(first + 7 * week + 2 * part, 10) for week in range(10) for part in range(3)), *back]

    runners = {name: runs_before(runner(after), ONSET) for name, after in (("a", 13), ("b", 3))}
    found = figures(runners, MAIN)
    assert (len(found.found), found.runners, found.gap_days) == (2, 2, 40)
    assert found.shares(1) == [0.5, 0.5]
    assert len(found.shares(3)) == 1  # the third week of the second is not over on its last day
    assert found.above == 0
    assert len(figures(runners, MAIN, followed=True).found) == 1


def test_every_definition_has_words_of_its_own() -> None:
    words = [one for one, _, _ in definitions()]
    assert len(set(words)) == len(words) == 16


@pytest.mark.shared
def test_the_page_is_the_one_the_recordings_give(shared: Path) -> None:
    assert PAGE.read_text(encoding="utf-8") == page(shared)


@pytest.mark.shared
def test_the_count_of_the_description_lies_within_what_the_definitions_give(shared: Path) -> None:
    rows = [line for line in page(shared).splitlines() if line.startswith(("| 28 days, ", "| 29 days, "))]
    counts = [int(line.split("|")[2]) for line in rows]
    assert min(counts) <= 55 <= max(counts)
