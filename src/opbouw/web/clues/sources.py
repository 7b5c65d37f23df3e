"""Where the rule behind a factor stands: rows of the evidence tables, as `interview.toml` and `params.toml` name them.

Transcribed by hand from their ``basis``. A factor without a row rests on judgement, and the page says so.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from opbouw.evidence.tables import plain_rows
from opbouw.web.ui import say

FINDINGS, RULES = ("findings.toml", "finding"), ("load_rules.toml", "progression")
Place = tuple[tuple[str, str], str]
ROWS: Mapping[str, tuple[Place, ...]] = MappingProxyType(
    {
        "session_spike": ((("load_rules.toml", "single_session_spike"), ""),),
        "build_up": ((RULES, "nielsen_30pct"), (RULES, "buist_10pct"), (RULES, "damsted_halfmarathon")),
        "speed": ((RULES, "order_of_variables"),),
        "hills": ((("load_rules.toml", "planner_hint"), "gradient_by_tissue"),),
        "monotony": ((FINDINGS, "alternate_long_and_short"),),
        "surface": ((FINDINGS, "treadmill"),),
        "layoff_before": ((("load_rules.toml", "layoff_fitness"), ""), (RULES, "two_weeks_per_week")),
        "cadence": ((("load_rules.toml", "tissue_load"), "steplength_pfj"),),
        "strength_deficit": ((FINDINGS, "running_is_not_a_tendon_stimulus"),),
        "mobility_deficit": ((("readiness_tests.toml", "test"), "knee_to_wall"),),
        "few_rest_days": ((FINDINGS, "frequency"), (FINDINGS, "tendon_collagen_window")),
        "sleep_energy": ((FINDINGS, "fuel_and_sleep"),),
        "shoe_change": ((FINDINGS, "footwear_change"),),
        "shoe_age": ((FINDINGS, "footwear_change"),),
    }
)


@cache
def rows_of(factor: str) -> tuple[Mapping[str, Any], ...]:
    """The rows a factor rests on; a table that is one rule counts by its first row."""
    return tuple(_row(place) for place in ROWS.get(factor, ()))


def _row(place: Place) -> Mapping[str, Any]:
    (file, table), wanted = place
    return next(row for row in plain_rows(file, table) if not wanted or row["id"] == wanted)


def cited(factor: str) -> str:
    """The sources of a factor by authors and year, each once; empty where no study stands behind it."""
    names = (
        row.get("source", "") if "source_id" not in row else say.source_names(row["source_id"])
        for row in rows_of(factor)
    )
    return "; ".join(dict.fromkeys(name for name in names if name))


def grade_of(factor: str) -> str:
    """How strong the evidence of its first row is; derived where it rests on judgement."""
    rows = rows_of(factor)
    return str(rows[0]["evidence_level"]) if rows else "derived"
