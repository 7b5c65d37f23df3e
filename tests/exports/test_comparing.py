"""Two decisions side by side, each change made by hand."""

from datetime import date
from typing import Any

import pytest

from opbouw.core.decide import decide
from opbouw.core.events import parse_event
from opbouw.core.serialize import decision_to_dict
from opbouw.demo import events
from opbouw.exports.comparing import differences, kind_of_change, stricter_somewhere

TODAY = date(2026, 3, 2)
REFUSAL: dict[str, Any] = {"kind": "refusal", "on": "2026-03-02", "reasons": [], "see": None, "rules_version": "x"}


@pytest.fixture(scope="module")
def shown() -> dict[str, Any]:
    """The decision of the example runner, who is rebuilding and may run."""
    made = decision_to_dict(decide([parse_event(one) for one in events(TODAY)], TODAY))
    assert (made["phase"], made["running_allowed"]) == ("rebuild", True)
    return made


def with_run(shown: dict[str, Any], factor: float) -> dict[str, Any]:
    """The same decision with runs that many times as long."""
    week = [{**one, "run_minutes": one["run_minutes"] and one["run_minutes"] * factor} for one in shown["week"]]
    return {**shown, "week": week, "today": [one for one in week if one["on"] == shown["on"]]}


def test_only_another_mark_of_the_rules_is_no_change(shown: dict[str, Any]) -> None:
    assert kind_of_change(shown, {**shown, "rules_version": "2027.1+0"}) == "same"


def test_other_words_for_the_same_work_are_the_same_load(shown: dict[str, Any]) -> None:
    assert kind_of_change(shown, {**shown, "reasons": shown["reasons"][:1]}) == "same_load"


@pytest.mark.parametrize(("factor", "kind"), [(0.8, "more_careful"), (1.2, "less_careful")])
def test_shorter_runs_are_more_careful_and_longer_ones_less(shown: dict[str, Any], factor: float, kind: str) -> None:
    assert kind_of_change(shown, with_run(shown, factor)) == kind


@pytest.mark.parametrize(
    "changed",
    [
        {"verdict": "wait"},
        {"running_allowed": False},
        {"phase": "strengthen"},
        {"open_flags": ["rf_dvt"]},
        {"locked": True},
        {"see": {"who": "doctor", "how_soon": "same_day"}},
        {"stage": None},
    ],
    ids=lambda one: next(iter(one)),
)
def test_each_kind_of_care_counts_both_ways(shown: dict[str, Any], changed: dict[str, Any]) -> None:
    assert kind_of_change(shown, {**shown, **changed}) == "more_careful"
    assert kind_of_change({**shown, **changed}, shown) == "less_careful"


def test_less_here_and_more_there_is_read_strictly(shown: dict[str, Any]) -> None:
    mixed = {**with_run(shown, 1.2), "verdict": "repeat"}
    assert kind_of_change(shown, mixed) == "less_careful"
    assert stricter_somewhere(shown, mixed)
    assert not stricter_somewhere(shown, with_run(shown, 1.2))


def test_a_refusal_is_the_most_careful_of_all(shown: dict[str, Any]) -> None:
    assert kind_of_change(shown, REFUSAL) == "more_careful"
    assert kind_of_change(REFUSAL, shown) == "less_careful"


def test_the_differences_are_named_with_both_values(shown: dict[str, Any]) -> None:
    changed = {**shown, "verdict": "repeat", "open_flags": ["rf_dvt"]}
    assert differences(shown, changed) == [
        {"what": "verdict", "was": "go_on", "now": "repeat"},
        {"what": "flags", "was": [], "now": ["rf_dvt"]},
    ]


def test_planned_work_is_compared_on_the_same_day_only(shown: dict[str, Any]) -> None:
    shorter = with_run(shown, 0.5)
    assert differences(shown, shorter) == []
    assert [one["what"] for one in differences(shown, shorter, same_day=True)] == ["run_today", "run_week"]
