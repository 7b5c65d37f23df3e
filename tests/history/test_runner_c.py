"""Runner C, a real archive: marathon build, calf strain on 24 August 2022; expected numbers are sums by hand."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from opbouw.history import baseline, causes, layoffs
from tests.history.making import Fact

pytestmark = pytest.mark.shared
ONSET = date(2022, 8, 24)
SPORTS = {"Run": "run", "Ride": "cycle", "Walk": "walk", "Elliptical": "elliptical"}


@pytest.fixture(scope="module")
def runner_c(shared: Path) -> list[Fact]:
    """The export read by column place, apart from our own reader: 1 date, 3 type, 15 moving seconds, 16 metres."""
    table = shared / "data" / "activities" / "tables" / "runner-c-strava-activities.csv"
    with table.open(newline="", encoding="utf-8") as lines:
        return [_fact(row) for row in list(csv.reader(lines))[1:]]


def _fact(row: list[str]) -> Fact:
    start = datetime.strptime(row[1], "%b %d, %Y, %I:%M:%S %p").replace(tzinfo=UTC)
    return Fact(row[0], start.date(), SPORTS.get(row[3], "other"), float(row[16] or 0), float(row[15] or 0), start)


def test_the_usual_week_and_the_peak_are_those_of_the_marathon_build(runner_c: list[Fact]) -> None:
    found = baseline(runner_c, ONSET)
    assert found is not None
    # weeks back: 73.5 45.4 58.8 58.5 41.7 38.7 35.9 19.9 27.6 30.3 22.6 29.8; middle of 35.9 and 38.7
    assert found.weekly_km == 37.3
    assert found.peak_weekly_km == 59.0
    assert found.longest_km == 19.6
    assert found.weekly_runs == 4
    assert found.weeks_used == 12
    assert 300 < (found.easy_pace_s_per_km or 0) < 345


def test_the_pauses_are_those_of_the_diary(runner_c: list[Fact]) -> None:
    found = [(gap.last_run, gap.next_run, gap.days) for gap in layoffs(runner_c, ONSET)]
    assert (date(2021, 7, 6), date(2021, 7, 27), 21) in found
    assert (date(2021, 9, 28), date(2021, 10, 19), 21) in found
    assert (date(2021, 12, 25), date(2022, 2, 3), 40) in found


def test_the_build_up_leads_and_the_spike_is_dated(runner_c: list[Fact]) -> None:
    found = {cause.factor: cause for cause in causes(runner_c, ONSET, "calf_strain_gastroc")}
    assert next(iter(found)) == "build_up"
    # a jump by the number, and a usual one for a runner whose weekly longest was 4 to 15 km
    spike = found["session_spike"].evidence_against[0].params
    assert (spike["on"], spike["size"], spike["longest"], spike["percent"]) == (date(2022, 8, 20), 19.6, 16.1, 21)
    assert found["speed"].strength == 0
    assert found["few_rest_days"].evidence_for[0].params["days"] == 6


def test_the_plan_of_the_next_day_knows_the_same_old_level(runner_c: list[Fact]) -> None:
    on_the_day = [fact for fact in runner_c if fact.local_date and fact.local_date <= ONSET]
    assert baseline(on_the_day, ONSET) == baseline(runner_c, ONSET)
