"""What single training numbers say about an injury in the next week: `python -m bench.cause_signals FOLDER`.

FOLDER holds the recordings. The sample is 805 real weeks of competitive runners, drawn by outcome: 421 before an injury
and 384 before none. Prints the table of docs/causes/weeks.md.
"""

from __future__ import annotations

import csv
import gzip
import math
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

Row = Mapping[str, float]
KM, HARD = "total kms", "total km Z3-Z4-Z5-T1-T2"
BASE_RATE = 575 / 42_798  # injury weeks among all weeks of the whole set
FLAGGED = 0.10  # of the healthy weeks


def _divided(above: float, below: float) -> float | None:
    return above / below if below else None


SIGNALS: Mapping[str, Callable[[Row], float | None]] = {
    "share of hard kilometres": lambda row: _divided(row[HARD], row[KM]),
    "hard kilometres": lambda row: row[HARD],
    "strength sessions": lambda row: row["nr. strength trainings"],
    "days with intervals": lambda row: row["nr. days with interval session"],
    "days without training, fewer": lambda row: -row["nr. rest days"],
    "sessions": lambda row: row["nr. sessions"],
    "kilometres of the week": lambda row: row[KM],
    "mean kilometres of three weeks": lambda row: (row[KM] + row[f"{KM}.1"] + row[f"{KM}.2"]) / 3,
    "acute:chronic ratio, against the two weeks before": lambda row: _divided(
        row[KM], (row[f"{KM}.1"] + row[f"{KM}.2"]) / 2
    ),
    "acute:chronic ratio, the week itself counted in": lambda row: _divided(
        row[KM], (row[KM] + row[f"{KM}.1"] + row[f"{KM}.2"]) / 3
    ),
    "kilometres against the week before": lambda row: _divided(row[KM], row[f"{KM}.1"]),
}


@dataclass(frozen=True, slots=True)
class Measured:
    """One signal: area under the curve with its standard error, and what a flag on one healthy week in ten catches."""

    name: str
    auc: float
    error: float
    caught: float
    right: float


def read(folder: Path) -> list[Row]:
    """The rows of the sample."""
    path = folder / "data" / "injury" / "lovdal_week_case_control_sample.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [{name: float(value) for name, value in row.items()} for row in csv.DictReader(lines)]


def measured(name: str, rows: list[Row]) -> Measured:
    """A signal over the rows in which it can be computed; a tie counts half."""
    values = [(value, row["injury"]) for row in rows if (value := SIGNALS[name](row)) is not None]
    hurt, well = ([value for value, injury in values if injury == kind] for kind in (1, 0))
    auc = sum((a > b) + (a == b) / 2 for a in hurt for b in well) / (len(hurt) * len(well))
    caught = _caught(hurt, well)
    right = caught * BASE_RATE / (caught * BASE_RATE + FLAGGED * (1 - BASE_RATE))
    return Measured(name, auc, _error(auc, len(hurt), len(well)), caught, right)


def _caught(hurt: list[float], well: list[float]) -> float:
    """The share of injury weeks above the line that flags one healthy week in ten; of equals as many as fit."""
    line = sorted(well)[math.ceil((1 - FLAGGED) * len(well)) - 1]
    above, equal = (sum(value > line for value in well), sum(value == line for value in well))
    share = (FLAGGED * len(well) - above) / equal
    return (sum(value > line for value in hurt) + share * sum(value == line for value in hurt)) / len(hurt)


def _error(auc: float, hurt: int, well: int) -> float:
    """Standard error of an area under the curve (Hanley and McNeil 1982)."""
    one, two = auc / (2 - auc), 2 * auc**2 / (1 + auc)
    spread = auc * (1 - auc) + (hurt - 1) * (one - auc**2) + (well - 1) * (two - auc**2)
    return math.sqrt(spread / (hurt * well))


def table(rows: list[Row]) -> Iterator[str]:
    """The rows of the page, the best signal first."""
    yield "| number | AUC | 95 % interval | injury weeks caught | flagged weeks that were right |"
    yield "| --- | --- | --- | --- | --- |"
    for one in sorted((measured(name, rows) for name in SIGNALS), key=lambda found: -found.auc):
        low, high = one.auc - 1.96 * one.error, one.auc + 1.96 * one.error
        yield (
            f"| {one.name} | {one.auc:.2f} | {low:.2f} to {high:.2f} | {100 * one.caught:.0f} % "
            f"| {100 * one.right:.1f} % |"
        )


if __name__ == "__main__":
    print("\n".join(table(read(Path(sys.argv[1])))))
