"""A page for each factor the cause finder looks at, from its tables: what it sees, by which numbers, and what not."""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from opbouw.history.cause_texts import Factor, factors
from opbouw.history.detectors import DETECTORS
from opbouw.history.interview import questions

DOCS = Path(__file__).resolve().parent
COMMON = (
    "thin_weeks",
    "full_weeks",
    "coverage_weeks",
    "thin_strength_max",
    "confidence_max",
    "driver_weight",
    "strength_min",
    "stands_out",
    "noise_gate",
    "seen_before_step_days",
    "seen_before_periods",
    "seen_before_alike",
    "seen_before_weight",
    "never_before_weight",
    "same_season_periods",
    "same_season_weight",
    "in_return_factor",
)
HEAD = """# Causes

Written by `make docs` from `docs/causes/factors.toml`, `src/opbouw/history/params.toml`, the interview and the texts.

Each factor is looked at by itself, in the running before onset and in the answers. It gives a strength from 0 to 1,
what speaks for and against with dates and numbers, a confidence, what would settle it and what it asks of the plan.
Every factor may have contributed; none is proof. When nothing reaches {stands_out}, nothing stands out, and that is an
answer.

1. **Size**: how large the change is, on straight lines between the points below.
2. **Usual variation**: a change inside this runner's own variation is no clue, however large it looks.
3. **Seen before**: what was just as clear in earlier periods of four weeks, without this complaint, weighs less; what
   never was, more. The same time last year is a season.
4. **Return**: jumps and growth in the weeks after a pause are part of the return.
5. **The injury**: a factor that loads the sore tissue little weighs less.
6. **Coverage**: with few weeks of data nothing is ranked, strength is capped and confidence is low.

How often this is right is measured on archives with a known cause: [calibration](calibration.md). What training numbers
can and cannot say about injuries at all: [weeks](weeks.md). How real people come back from a break:
[returns](returns.md).
"""


@cache
def told() -> dict[str, dict[str, Any]]:
    """What is said of each factor by hand."""
    found: dict[str, dict[str, Any]] = tomllib.loads((DOCS / "causes" / "factors.toml").read_text(encoding="utf-8"))
    return found


@cache
def params() -> dict[str, dict[str, Any]]:
    """The derived numbers of the history by id, with their reasons."""
    text = resources.files("opbouw.history").joinpath("params.toml").read_text(encoding="utf-8")
    return {row["id"]: row for row in tomllib.loads(text)["param"]}


def cause_pages() -> dict[str, str]:
    """Every page by its path inside `docs`."""
    pages = {f"causes/{one.id}.md": "\n".join(_page(one)) + "\n" for one in factors().values()}
    return {"causes/README.md": "\n".join(_index()) + "\n", **pages}


def _index() -> Iterator[str]:
    yield HEAD.format(stands_out=params()["stands_out"]["value"])
    yield from ("| factor | seen in an archive | grade |", "| --- | --- | --- |")
    for one in factors().values():
        seen = "yes" if one.id in DETECTORS else "asked only"
        yield f"| [{one.name_en}]({one.id}.md) | {seen} | {told()[one.id]['grade']} |"
    yield from ("", "## Numbers for every factor", "", *_numbers(COMMON))


def _page(factor: Factor) -> Iterator[str]:
    row = told()[factor.id]
    yield from (f"# {factor.name_en}", "", f"`{factor.id}`. Written by `make docs`. {row['looks']}", "")
    yield from (f"- Unit: {row['unit']}", f"- Window: {row['window']}", f"- Grade: {row['grade']}")
    yield f"- Evidence: {', '.join(f'`{one}`' for one in row['rows']) or 'none; judgement'}"
    drivers = ", ".join(f"`{one}`" for one in factor.driver)
    yield f"- Load drivers of an injury: {drivers or 'none, so the injury does not weigh it'}"
    yield from (f"- What would settle it: {factor.settles_en}", f"- What it asks of the plan: {factor.asks_en}")
    yield f"- What it cannot see: {row['cannot']}"
    yield from ("", "## Asked", "", "| question | strength of a yes | basis |", "| --- | --- | --- |")
    asked = (one for one in questions().values() if one.factor == factor.id)
    yield from (f"| {one.text_en} | {one.weight} | {one.basis} |" for one in asked)
    if row["params"]:
        yield from ("", "## Numbers", "", *_numbers(row["params"]))


def _numbers(ids: tuple[str, ...] | list[str]) -> Iterator[str]:
    yield "All derived in this project; *basis* says what each leans on."
    yield from ("", "| number | value | unit | why | basis |", "| --- | --- | --- | --- | --- |")
    for name in ids:
        row = params()[name]
        yield f"| `{name}` | {row['value']} | {row['unit']} | {row['why']} | {row['basis']} |"
