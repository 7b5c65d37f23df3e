"""How real people come back from a break: `python bench/returns.py FOLDER` writes docs/causes/returns.md again.

FOLDER holds the recordings (data/population). The break finder and the returns are those of `opbouw.history`; here they
are only counted, under the main definition and under every other that is as defensible.
"""

from __future__ import annotations

import csv
import gzip
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path
from statistics import median, quantiles

from opbouw.history import Return, Run, returns
from opbouw.history.days import runs_before
from opbouw.history.recorded import Recorded
from opbouw.history.returns import Which

PAGE = Path(__file__).resolve().parents[1] / "docs" / "causes" / "returns.md"
FIRST_YEAR = 2005  # earlier starts are slips of a clock
MAIN = Which(least_days=28, least_km=8)
WEEKS = 12
GAPS = ((28, 41), (42, 83), (84, 10_000))
# What the description of the set says of the same half: returns, middle gap, shares of weeks 1 to 12, above in week 1.
DESCRIBED = (55, 42, (0.72, 0.61, 0.74, 0.69, 0.68, 0.72, 0.75, 0.67, 0.80, 0.78, 0.82, 0.84), 0.44)
HEAD = """# How real people come back

Written by `python bench/returns.py FOLDER` from {runs:,} believable runs of {runners} amateur runners: half of the
public set "Running races from Strava", up to January 2020, which is not part of this project. Nobody knows why these
people stopped: a break here is an injury, an illness, a winter or a watch in a drawer. So this is how people come back
from any break, and no measure of what is wise.

## What counts

```python
from opbouw.history import returns
from opbouw.history.returns import Which

returns(runs, until, Which(least_days=28, least_km=8))
```

- A **break** is 28 days or more between the dates of two runs.
- The **level before** is the mean of the eight weeks that end with the last run before the break, at least 8 km a week,
  and the recordings reach back over all eight.
- **Week 1** begins on the day of the first run after it; a week counts only when it is over on the last recorded day.
- A run of more than 100 km, or faster than 2:30 or slower than 12 minutes a kilometre, is left out as no run. Times in
  this set include stops, so some real runs go with them ({left_out} of {rows:,} recordings).

## What came after
"""
READING = """
Read with care:

- The middle runner is back at {first} of the old distance in the very first week, and {above} of the returns are
  **above** it then. Caution is not what people do by themselves; a plan of Opbouw starts far lower, on purpose.
- Twelve weeks later the middle is {last}, and between the quarters lies {low} to {high}. "Back" is no moment.
- {again} of the returns broke off again within the twelve weeks (two weeks or more without a run).
- The shares say nothing of who got hurt: complaints are not in this set.

## How much the definition matters
"""
SENSITIVITY = """
The description that came with this half says {n} returns, a middle gap of {gap} days, {above} above the old distance in
the first week, and shares of {low} to {high}. It does not say how days, weeks and the level were counted. All of these
are as defensible, and they give {least} to {most} returns:
"""
CLOSEST = """
Several come near the count and the middle gap of the description; none gives its shares by week. The nearest of those
within three returns of its count differs by {worst} in the worst week and {middle} in the middle one
({words}).
So the figures of this page are ours, by the definition above. What hardly depends on it: a middle first week of
{first_low} to {first_high} of the old distance, around four in ten above it, and no smooth climb.
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """What one definition gives."""

    found: tuple[Return, ...]
    runners: int

    @property
    def gap_days(self) -> float:
        """The middle gap."""
        return median(one.gap.days for one in self.found)

    def shares(self, week: int) -> list[float]:
        """The shares of the level before in one week (from 1), of the returns that got so far."""
        reached = (one.weeks[week - 1] for one in self.found if len(one.weeks) >= week)
        return [share for share in reached if share is not None]

    def middle(self, week: int) -> float:
        """The middle share in a week."""
        return median(self.shares(week))

    @property
    def above(self) -> float:
        """Part of the returns above the old distance in the first week."""
        first = self.shares(1)
        return sum(share > 1 for share in first) / len(first)


def read(folder: Path) -> tuple[Mapping[str, tuple[Run, ...]], int]:
    """The believable runs of each runner, oldest first, and how many recordings there are."""
    rows: dict[str, list[Recorded]] = {}
    path = folder / "data" / "population" / "strava116_dev_half.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, row in enumerate(csv.DictReader(lines)):
            on = datetime.fromisoformat(row["start_local"]).date()
            if on.year >= FIRST_YEAR:
                seconds, metres = (float(row[name]) if row[name] else None for name in ("elapsed_s", "distance_m"))
                rows.setdefault(row["athlete"], []).append(Recorded(str(number), None, on, "run", seconds, metres))
    return {athlete: runs_before(found, date.max) for athlete, found in rows.items()}, sum(map(len, rows.values()))


def figures(runners: Mapping[str, Sequence[Run]], which: Which, followed: bool = False) -> Figures:
    """The returns of all runners; with ``followed`` only those of which twelve weeks were recorded."""
    found: list[Return] = []
    who = set()
    for athlete, runs in runners.items():
        own = returns(runs, runs[-1].on + timedelta(1), which) if runs else []
        kept = [one for one in own if not followed or len(one.weeks) == WEEKS]
        found += kept
        who |= {athlete} if kept else set()
    return Figures(tuple(found), len(who))


def definitions() -> Iterator[tuple[str, Which, bool]]:
    """Every definition that is as defensible as the main one, in words."""
    for days, reach, whole, followed in product((28, 29), (False, True), (True, False), (False, True)):
        words = [
            f"{days} days",
            "level up to the last run" if whole else "level up to the day before it",
            *(["recorded over all weeks before"] if reach else []),
            *(["twelve weeks after"] if followed else []),
        ]
        yield ", ".join(words), Which(days, 8, reach, whole), followed


def page(folder: Path) -> str:
    """The whole page."""
    runners, rows = read(folder)
    main = figures(runners, MAIN)
    others = [(words, figures(runners, which, followed)) for words, which, followed in definitions()]
    counts = [len(one.found) for _, one in others]
    runs = sum(map(len, runners.values()))
    lines = [HEAD.format(runs=runs, runners=len(runners), left_out=rows - runs, rows=rows), *_weeks(main), ""]
    lines += [*_by_gap(main), READING.format(**_read(main)), _described(counts), *_table(others)]
    return "\n".join([*lines, _closest(others)]).rstrip() + "\n"


def _weeks(main: Figures) -> Iterator[str]:
    yield f"{len(main.found)} returns of {main.runners} runners, middle gap {main.gap_days:.0f} days."
    yield ""
    yield "| week after | returns | a quarter below | middle | a quarter above | above the old distance |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for week in range(1, WEEKS + 1):
        shares = main.shares(week)
        low, middle, high = quantiles(shares, n=4, method="inclusive")
        above = sum(share > 1 for share in shares) / len(shares)
        yield f"| {week} | {len(shares)} | {low:.2f} | {middle:.2f} | {high:.2f} | {100 * above:.0f} % |"


def _by_gap(main: Figures) -> Iterator[str]:
    yield "| break | returns | week 1 | week 4 | week 12 | old distance within 12 weeks | new break within 12 weeks |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for first, last in GAPS:
        part = Figures(tuple(one for one in main.found if first <= one.gap.days <= last), 0)
        words = f"{first} to {last} days" if last < GAPS[-1][1] else f"{first} days or more"
        level = sum(one.weeks_to_level is not None for one in part.found) / len(part.found)
        again = sum(one.next_pause is not None for one in part.found) / len(part.found)
        shares = " | ".join(f"{part.middle(week):.2f}" for week in (1, 4, 12))
        yield f"| {words} | {len(part.found)} | {shares} | {100 * level:.0f} % | {100 * again:.0f} % |"


def _read(main: Figures) -> dict[str, str]:
    low, middle, high = quantiles(main.shares(WEEKS), n=4, method="inclusive")
    again = sum(one.next_pause is not None for one in main.found) / len(main.found)
    return {
        "first": f"{main.middle(1):.2f}",
        "above": f"{100 * main.above:.0f} %",
        "last": f"{middle:.2f}",
        "low": f"{low:.2f}",
        "high": f"{high:.2f}",
        "again": f"{100 * again:.0f} %",
    }


def _described(counts: Sequence[int]) -> str:
    n, gap, shares, above = DESCRIBED
    return SENSITIVITY.format(
        n=n,
        gap=gap,
        above=f"{100 * above:.0f} %",
        low=min(shares),
        high=max(shares),
        least=min(counts),
        most=max(counts),
    )


def _table(others: Sequence[tuple[str, Figures]]) -> Iterator[str]:
    yield "| definition | returns | middle gap | week 1 | week 4 | week 8 | week 12 | above in week 1 |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for words, one in others:
        shares = " | ".join(f"{one.middle(week):.2f}" for week in (1, 4, 8, 12))
        yield f"| {words} | {len(one.found)} | {one.gap_days:g} | {shares} | {100 * one.above:.0f} % |"


def _closest(others: Sequence[tuple[str, Figures]]) -> str:
    near = [(_apart(one), words) for words, one in others if abs(len(one.found) - DESCRIBED[0]) <= 3]
    apart, words = min(near, key=lambda one: median(one[0]))
    firsts = [one.middle(1) for _, one in others]
    return CLOSEST.format(
        words=words,
        worst=f"{max(apart):.2f}",
        middle=f"{median(apart):.2f}",
        first_low=f"{min(firsts):.2f}",
        first_high=f"{max(firsts):.2f}",
    )


def _apart(one: Figures) -> list[float]:
    return [abs(one.middle(week) - said) for week, said in enumerate(DESCRIBED[2], 1)]


if __name__ == "__main__":
    if len(sys.argv) != 2 or not Path(sys.argv[1], "data", "population").is_dir():
        sys.exit("Give the folder with the recordings: python bench/returns.py FOLDER")
    PAGE.write_text(page(Path(sys.argv[1])), encoding="utf-8")
    print(PAGE.read_text(encoding="utf-8"))
