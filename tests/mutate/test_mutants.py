"""A mutant is one change of one function, with an id of its own; its code takes the place of what it changes."""

from collections.abc import Iterator
from types import CodeType, FunctionType
from typing import Any, cast

import pytest

from opbouw.core import amber, limits, referral
from opbouw.core.limits import Bound
from tests.mutate.judge import Verdict
from tests.mutate.kept import suite_of
from tests.mutate.mutants import Mutant, mutants_of
from tests.mutate.report import AREAS, SAMPLE, ordered, reasons, row, sample_row, stale, the_rest
from tests.mutate.sample import in_random_order, wilson
from tests.mutate.swap import NotSwappedError, functions, swap


@pytest.fixture(scope="module")
def made() -> list[Mutant]:
    return mutants_of("limits")


@pytest.fixture
def restored() -> Iterator[None]:
    """Put back what a mutant took the place of."""
    kept: list[tuple[FunctionType, CodeType, tuple[Any, ...] | None, dict[str, Any] | None]] = []
    for named in functions().values():
        kept += [(one, one.__code__, one.__defaults__, one.__kwdefaults__) for one in named]
    yield
    for one, code, defaults, keywords in kept:
        one.__code__ = code
        one.__defaults__, one.__kwdefaults__ = defaults, keywords


def _with(made: list[Mutant], line: str) -> Mutant:
    return next(one for one in made if any(line in changed for changed in one.diff))


def test_each_mutant_has_an_id_and_a_change_of_its_own(made: list[Mutant]) -> None:
    assert len({one.id for one in made}) == len(made) > 50
    assert all(any(line.startswith(("+", "-")) for line in one.diff) for one in made)
    assert {one.function for one in made} == {"limited", "lowest_bound"}


@pytest.mark.usefixtures("restored")
def test_who_holds_the_function_already_meets_the_mutant(made: list[Mutant]) -> None:
    held = limits.limited
    assert held("a", "min", 9.0, [Bound("b", 7.0)]).value == 7.0
    swap(_with(made, "+    value = round_down(None)"), functions())
    with pytest.raises(TypeError):
        held("a", "min", 9.0, [Bound("b", 7.0)])


@pytest.mark.usefixtures("restored")
def test_a_function_made_before_meets_the_mutant_too() -> None:
    holds = cast(FunctionType, referral.REFERRALS["sharp_again"])
    before = holds.__code__
    swap(_with(mutants_of("referral"), "len(last) == 3"), functions())
    assert holds.__code__ is not before


@pytest.mark.usefixtures("restored")
def test_a_function_made_before_meets_a_mutant_that_takes_a_comprehension_away() -> None:
    shows = amber.AMBER["achilles_midportion"]["morning stiffness rising for 3 or more days"]
    before = cast(FunctionType, shows).__code__
    swap(_with(mutants_of("amber"), "+        known = None"), functions())
    assert cast(FunctionType, shows).__code__ is not before


def test_a_mutant_of_no_function_here_is_refused(made: list[Mutant]) -> None:
    with pytest.raises(NotSwappedError, match="no such function"):
        swap(made[0], {})


def test_a_survivor_counts_until_it_is_killed_and_a_reason_of_a_killed_one_is_stale(
    made: list[Mutant], monkeypatch: pytest.MonkeyPatch
) -> None:
    judged = [(made[0], Verdict("killed", "a test", 1, 1)), (made[1], Verdict("survived", None, 3, 9)), (made[2], None)]
    found = row(["limits"], judged)
    assert (found["mutants"], found["killed"], found["unjudged"]) == (3, 1, 1)
    assert [(one["id"], one["tried"], one["of"]) for one in found["alive"]] == [(made[1].id, 3, 9)]
    why = {one.id: "because" for one in made[:3]} | {"limits.limited.gone": "because"}
    monkeypatch.setattr("tests.mutate.report.reasons", lambda: why)
    assert stale(judged, ["limits"]) == [made[0].id, "limits.limited.gone"]


def test_the_areas_name_modules_and_every_reason_is_one_line() -> None:
    assert {name for names in AREAS.values() for name in names} <= set(ordered())
    assert all(why.strip() and "\n" not in why for why in reasons().values())


def test_a_suite_is_known_by_what_its_files_say() -> None:
    name = "tests/mutate/test_mutants.py"
    assert list(suite_of([f"{name}::a", f"{name}::b"])) == [name]


def test_a_sample_is_drawn_by_its_seed_alone_and_a_larger_one_begins_with_the_smaller() -> None:
    first, again = in_random_order(["limits", "flags"], 1), in_random_order(["flags", "limits"], 1)
    assert [one.id for one in first] == [one.id for one in again]
    assert {one.id for one in first} == {one.id for name in ("limits", "flags") for one in mutants_of(name)}
    assert [one.id for one in first] != [one.id for one in in_random_order(["limits", "flags"], 2)]
    assert {one.module for one in first[:20]} == {"limits", "flags"}, "mixed over the modules"


def test_what_a_sample_says_of_all_is_wilsons_interval() -> None:
    """Nine of ten killed: (0.9 + 1.9208 / 10 +- 1.96 sqrt(0.009 + 0.009604)) / 1.38416, worked out by hand."""
    assert wilson(9, 10) == pytest.approx((0.5958, 0.9821), abs=1e-4)
    assert wilson(10, 10) == pytest.approx((0.7225, 1.0), abs=1e-4)
    assert wilson(0, 10) == pytest.approx((0.0, 0.2775), abs=1e-4)


def test_a_sample_counts_its_own_mutants_of_all_it_was_drawn_from(made: list[Mutant]) -> None:
    judged = [(made[0], Verdict("hung", None, 1, 1)), (made[1], Verdict("unseen")), (made[2], Verdict("invalid"))]
    found = sample_row(7, ["limits"], len(made), judged)
    assert (found["seed"], found["modules"], found["of"]) == (7, ["limits"], len(made))
    assert (found["mutants"], found["killed"], [one["id"] for one in found["alive"]]) == (2, 1, [made[1].id])


def test_a_sample_is_drawn_from_what_is_neither_in_an_area_nor_judged_whole() -> None:
    left = the_rest({"weeks": {}, SAMPLE: {}})
    assert "weeks" not in left
    assert "schedule" in left
    assert not {name for names in AREAS.values() for name in names} & set(left)
