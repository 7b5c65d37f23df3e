"""The page of hazards: what could hurt a runner, what stops it, and the stories and tests that prove it."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from opbouw.words.hard_limits import hard_limits
from opbouw.words.uses import Hazard, hazards

DOCS = Path(__file__).resolve().parent
STORIES = DOCS.parent / "tests" / "scenarios" / "stories"
HEAD = """# Hazards

Written by `make docs` from `src/opbouw/words/hazards.toml`, `src/opbouw/core/hard_limits.py`, `docs/hazards/proof.toml`
and the stories. Plain words for runners stand in [SAFETY.md](../SAFETY.md), the numbers in
[evidence](evidence/README.md).

Read a hazard as: what could happen; what Opbouw does; the rules, limits and reasons that do it; the stories (whole logs
with the expected decision, in `tests/scenarios/stories`) and tests that prove it; and what remains.
"""


@cache
def proofs() -> Mapping[str, list[str]]:
    """The tests that prove each hazard."""
    return tomllib.loads((DOCS / "hazards" / "proof.toml").read_text(encoding="utf-8"))


@cache
def stories_by_hazard() -> Mapping[str, list[str]]:
    """The stories that name each hazard."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(STORIES.glob("*.toml")):
        for hazard in tomllib.loads(path.read_text(encoding="utf-8")).get("hazards", ()):
            found[hazard].append(path.stem)
    return found


def hazard_page() -> str:
    """The whole page."""
    lines = [HEAD, "| hazard | limits | stories | tests |", "| --- | --- | --- | --- |"]
    lines += [
        f"| [{one.en}](#{one.id}) | {len(one.limits)} | {len(stories_by_hazard()[one.id])} | {len(proofs()[one.id])} |"
        for one in hazards().values()
    ]
    for one in hazards().values():
        lines += ["", *_hazard(one)]
    return "\n".join(lines) + "\n"


def _hazard(one: Hazard) -> Iterator[str]:
    texts = {limit.id: limit.text for limit in hard_limits("en")}
    yield from (f'<a id="{one.id}"></a>', "", f"## {one.en}", "", f"`{one.id}`. {one.does}", "")
    yield from (f"- Limit `{limit}`: {texts[limit]}" for limit in one.limits)
    yield f"- Rules: {_ids(one.rules)}"
    if one.codes:
        yield f"- Reasons and refusals: {_ids(one.codes)}"
    yield f"- Stories: {_ids(stories_by_hazard()[one.id])}"
    yield f"- Tests: {_ids(proofs()[one.id])}"
    yield f"- What remains: {one.remains}"


def _ids(ids: tuple[str, ...] | list[str]) -> str:
    return ", ".join(f"`{one}`" for one in ids) or "none yet"
