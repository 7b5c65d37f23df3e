"""The page of each factor names what is there: detectors, numbers and rows of the evidence."""

from __future__ import annotations

import pytest

from docs.cause_pages import COMMON, params, told
from opbouw.evidence.tables import plain_rows
from opbouw.history.cause_texts import factors
from opbouw.history.detectors import DETECTORS

# of the old level and the load pictures, not of a cause
OTHER = {"pace_s_per_km_range", "run_km_max", "easy_min_minutes", "walk_share_max", "rpe_unknown"}
OTHER |= {"return_weeks_before", "return_weeks", "longest_shown", "pace_min_runs"}
TABLES = (
    ("findings.toml", "finding"),
    *(("load_rules.toml", name) for name in ("progression", "tissue_load", "planner_hint")),
)


def test_every_factor_is_told_of_and_no_other() -> None:
    assert set(told()) == set(factors())


def test_every_detector_is_a_factor_with_numbers() -> None:
    assert {name for name, row in told().items() if row["params"]} == set(DETECTORS)


def test_every_number_stands_on_a_page_and_every_number_named_is_there() -> None:
    named = {name for row in told().values() for name in row["params"]} | set(COMMON) | OTHER
    assert named == set(params())


@pytest.mark.parametrize("factor", list(told()))
def test_every_row_of_the_evidence_is_there(factor: str) -> None:
    known = {row["id"] for file, table in TABLES for row in plain_rows(file, table)} | {"single_session_spike"}
    assert set(told()[factor]["rows"]) <= known
