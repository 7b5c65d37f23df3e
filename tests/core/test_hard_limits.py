"""The table of hard limits is what the engine can say: no code outside it, no row without a code."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from opbouw.core.decision import Decision
from opbouw.core.hard_limits import (
    CROSS,
    DAY,
    DAYS,
    EFFORT,
    GRADES,
    HARD_LIMITS,
    PACE,
    ROAD,
    RUN,
    SLOPE,
    STEP,
    UNITS,
    row_of,
)
from opbouw.core.reasons import CODES
from opbouw.evidence import tables
from opbouw.words import LANGUAGES
from opbouw.words.evidence import word
from opbouw.words.hard_limits import hard_limits
from opbouw.words.uses import hazards
from tests.plugin import ROOT
from tests.scenarios.story import FOLDER, read_story

CORE = ROOT / "src" / "opbouw" / "core"
# Functions whose pairs of a code and a condition say why: a day without running, a step that is held.
SAYS_WHY = {"blockers": DAY, "holds_on_step": STEP}
ON_THE_ROAD = {"min_days"} | {code for code in CODES if code.startswith("silence_")}
NUMBERS = {RUN, DAYS, CROSS, SLOPE, EFFORT, PACE}
# A limit of a decision that stands for more than one thing a limit bears on, or has a name of its own.
MEANS = {"running_today": {RUN, DAY}, "uphill": {SLOPE}, "downhill": {SLOPE}}
NAMED_IN_ROWS = {"30", "60"}  # the 30 days of longest30 and the 60 minutes of weekly_governor are names of those rows


def codes_in(source: str) -> Iterator[tuple[str, str]]:
    """Each code a module can give, with what it bears on: a day, a step, or the number of a bound."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name in SAYS_WHY:
            yield from ((SAYS_WHY[node.name], code) for code in _pairs(node))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Bound":
            first = node.args[0] if node.args else next(one.value for one in node.keywords if one.arg == "id")
            if isinstance(first, ast.Constant):
                yield "bound", str(first.value)


def _pairs(node: ast.AST) -> Iterator[str]:
    for one in ast.walk(node):
        if isinstance(one, ast.Tuple) and len(one.elts) == 2 and isinstance(one.elts[0], ast.Constant):
            yield str(one.elts[0].value)


@cache
def in_core() -> dict[str, set[str]]:
    """The codes the whole core can give."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in CORE.glob("*.py"):
        for bears_on, code in codes_in(path.read_text(encoding="utf-8")):
            found[bears_on].add(code)
    return found


def test_codes_are_found_in_a_module() -> None:
    source = 'def blockers(a):\n    return (("ill", a), ("away", a))\n\nx = [Bound("guide", 1.0), Bound(code, 2.0)]\n'
    assert set(codes_in(source)) == {(DAY, "ill"), (DAY, "away"), ("bound", "guide")}


def test_every_code_the_engine_can_give_is_in_the_table_and_the_other_way_round() -> None:
    assert set().union(*in_core().values()) | ON_THE_ROAD == set(HARD_LIMITS)


@pytest.mark.parametrize("bears_on", [DAY, STEP])
def test_the_table_says_what_each_code_bears_on(bears_on: str) -> None:
    assert {one.id for one in HARD_LIMITS.values() if bears_on in one.bears_on} == in_core()[bears_on]


def test_the_table_says_which_codes_bound_a_number() -> None:
    assert {one.id for one in HARD_LIMITS.values() if NUMBERS & set(one.bears_on)} == in_core()["bound"]
    assert {one.id for one in HARD_LIMITS.values() if ROAD in one.bears_on} == ON_THE_ROAD


@pytest.mark.parametrize("limit", HARD_LIMITS)
def test_a_hard_limit_names_rows_sources_grade_and_a_hazard(limit: str) -> None:
    row = HARD_LIMITS[limit]
    assert row.hazards
    assert set(row.hazards) <= set(hazards())
    assert row.rows or row.engine, "a limit without a row says which line of the design gives it"
    assert all(row_of(ref) for ref in row.rows)
    assert set(row.source_ids) <= set(tables.sources)
    assert row.grade in GRADES


def test_a_limit_is_as_sure_as_its_weakest_row() -> None:
    assert HARD_LIMITS["week_trend"].grade == "trial"
    assert HARD_LIMITS["early_warning"].grade == "derived"
    assert HARD_LIMITS["early_warning"].source_ids == ("silbernagel2007", "derived")
    assert HARD_LIMITS["hours_between_runs"].unit == UNITS[DAYS]
    assert (HARD_LIMITS["guide"].grade, HARD_LIMITS["guide"].source_ids) == ("derived", ("derived",))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_limit_reads_its_numbers_from_its_rows(lang: str) -> None:
    told = {one.id: one.text for one in hard_limits(lang)}
    assert set(told) == set(HARD_LIMITS)
    assert re.findall(r"\d+", told["session_cap"]) == ["10", "3", "30"]
    assert re.findall(r"\d+(?:[.,]\d+)?", told["weekly_governor"])[1:3] == ["10", "6"]
    assert ("1,2" if lang == "nl" else "1.2") in told["weekly_governor"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_number_is_written_in_a_sentence_of_a_limit(lang: str) -> None:
    for limit in HARD_LIMITS:
        bare = re.sub(r"\{[^}]*\}", "", word("hard_limit", limit, lang))
        assert set(re.findall(r"\d+", bare)) <= NAMED_IN_ROWS, limit


STORIES = (
    "guide_caps",
    "a_longer_run_than_shown",
    "short_sleep_holds_the_step",
    "illness_week_with_fever",
    "bone_stop_and_way_back",
    "early_warning_after_the_return",
    "first_time_achilles_start",
)


@pytest.mark.parametrize("story", STORIES)
def test_every_limit_of_a_decision_is_in_the_table(story: str) -> None:
    told = read_story(Path(FOLDER) / f"{story}.toml")
    answers = [told.story.answer(told.start + one["day"]) for one in told.expect]
    limits = [limit for answer in answers if isinstance(answer, Decision) for limit in answer.limits]
    assert limits, "a story without limits proves nothing here"
    for limit in limits:
        for code in filter(None, (limit.winner, *(one.id for one in limit.others))):
            assert MEANS.get(limit.id, {limit.id}) & set(HARD_LIMITS[code].bears_on), code
