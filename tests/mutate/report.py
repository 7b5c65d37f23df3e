"""How the mutants of each module fared: kept in `docs/mutants.json`, shown in `docs/mutants.md`."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.mutate.judge import Verdict
from tests.mutate.kept import hashed
from tests.mutate.mutants import CORE, Mutant, modules
from tests.mutate.sample import wilson
from tests.plugin import ROOT

DATA, PAGE = ROOT / "docs" / "mutants.json", ROOT / "docs" / "mutants.md"
EQUIVALENT = Path(__file__).with_name("equivalent.toml")
AREAS: Mapping[str, Sequence[str]] = {
    "limits": ("limits", "told_limits", "caps", "change"),
    "pain": ("pain", "matches", "reaction"),
    "flags": ("flags", "signs", "amber", "clearances", "locks", "bone", "noticed", "referral"),
    "phases": ("transitions", "onward", "back", "sent_back", "gates", "criteria", "permit"),
}
Row = dict[str, Any]
SAMPLE = "a random sample of the rest"


def ordered() -> list[str]:
    """All modules: those of the four areas first."""
    first = [name for names in AREAS.values() for name in names]
    return [*first, *(name for name in modules() if name not in first)]


def reasons() -> dict[str, str]:
    """Why a mutant changes nothing that can be seen, by its id; written by hand."""
    rows = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8"))
    return {name: str(row["why"]) for name, row in rows.items()}


def row(names: Sequence[str], judged: Sequence[tuple[Mutant, Verdict | None]]) -> Row:
    """What stands in the report of one module, or of a sample of some."""
    kinds = [verdict.kind if verdict else "unjudged" for _, verdict in judged]
    alive = [_alive(one, verdict) for one, verdict in judged if verdict and verdict.kind in {"survived", "unseen"}]
    return {
        "source": source_of(names),
        "mutants": len(judged) - kinds.count("invalid"),
        "killed": kinds.count("killed") + kinds.count("hung"),
        "unjudged": kinds.count("unjudged"),
        "alive": alive,
    }


def source_of(names: Iterable[str]) -> str:
    """One short name for what these modules say; a module that is gone says nothing."""
    return hashed([path for name in names if (path := CORE / f"{name}.py").exists()])


def _alive(mutant: Mutant, verdict: Verdict) -> Row:
    tried = {"tried": verdict.tests, "of": verdict.of}
    return {"id": mutant.id, "function": mutant.function, "diff": list(mutant.diff), **tried}


def the_rest(rows: Mapping[str, Row]) -> list[str]:
    """Modules outside the four areas that were not judged whole."""
    return [name for name in ordered() if not any(name in names for names in AREAS.values()) and name not in rows]


def sample_row(seed: int, names: Sequence[str], of: int, judged: Sequence[tuple[Mutant, Verdict]]) -> Row:
    """What stands in the report of a sample: the modules it was drawn from, and how those drawn fared."""
    return {"seed": seed, "modules": list(names), "of": of} | row(names, judged)


def stale(judged: Sequence[tuple[Mutant, Verdict | None]], only: Sequence[str]) -> list[str]:
    """Reasons for a mutant that is not made any more, or that a test does kill."""
    alive = {one.id for one, verdict in judged if verdict is None or verdict.kind in {"survived", "unseen"}}
    return [name for name in reasons() if name.partition(".")[0] in only and name not in alive]


def read() -> dict[str, Row]:
    """The rows so far, by module."""
    made: dict[str, Row] = json.loads(DATA.read_text(encoding="utf-8")) if DATA.exists() else {}
    return made


def write(rows: Mapping[str, Row]) -> None:
    """Keep the rows, and the page that shows them."""
    there = {name: rows[name] for name in (*ordered(), SAMPLE) if name in rows}
    DATA.write_text(json.dumps(there, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    PAGE.write_text("\n".join(_page(there)), encoding="utf-8")


def _page(rows: Mapping[str, Row]) -> Iterator[str]:
    why = reasons()
    yield from INTRO.splitlines()
    areas = {**AREAS, "the rest": [name for name in ordered() if not any(name in of for of in AREAS.values())]}
    for area, names in areas.items():
        yield from ("", f"## {area.capitalize()}", "", *HEAD)
        judged = [name for name in names if name in rows]
        yield from (_line(f"`{name}`", [rows[name]], why, _changed([name], rows[name])) for name in judged)
        yield _line("together", [rows[name] for name in judged], why)
        if missing := [f"`{name}`" for name in names if name not in rows]:
            yield from ("", f"Not judged yet: {', '.join(missing)}.")
    whole = [one for name, one in rows.items() if name != SAMPLE]
    yield from ("", "## All that was judged whole", "", *HEAD, _line("the core", whole, why))
    if SAMPLE in rows:
        yield from _sampled(rows[SAMPLE], why)
    yield from ("", "## What survives in limits, pain, flags and phases", "")
    yield "A survivor with a reason changes nothing that can be seen; one without still needs a test."
    for name in (name for names in AREAS.values() for name in names if name in rows):
        yield from _survivors(name, rows[name]["alive"], why)
    yield ""


def _changed(names: Iterable[str], one: Row) -> str:
    return "" if one["source"] == source_of(names) else " (changed since)"


def _sampled(one: Row, why: Mapping[str, str]) -> Iterator[str]:
    """What a sample says of all the mutants it was drawn from; the figures are those of the first meeting."""
    yield from ("", "## A random sample of the rest", "", *SAMPLED.splitlines(), "")
    n, killed = one["mutants"], one["killed"]
    low, high = (f"{100 * share:.1f}" for share in wilson(killed, n))
    drawn = f"A random sample of {n} of {one['of']} mutants in {len(one['modules'])} modules (seed {one['seed']})"
    yield f"{drawn}{_changed(one['modules'], one)}: killed {killed}, between {low} and {high} % (95 %, Wilson)."
    yield ""
    yield from _survivors("What survived in the sample", one["alive"], why)


def _line(name: str, rows: Sequence[Row], why: Mapping[str, str], note: str = "") -> str:
    mutants, killed, unjudged = (sum(one[key] for one in rows) for key in ("mutants", "killed", "unjudged"))
    alive = [one for of in rows for one in of["alive"]]
    equal = sum(one["id"] in why for one in alive)
    met = mutants - unjudged
    share = f"{int(1000 * (killed + equal) / met) / 10} %" if met else "–"
    counts = (mutants, unjudged, killed, equal, len(alive) - equal)
    return f"| {name}{note} | " + " | ".join(f"{count}" for count in counts) + f" | {share} |"


def _survivors(name: str, alive: Sequence[Row], why: Mapping[str, str]) -> Iterator[str]:
    if alive:
        yield from ("", f"### {name}", "")
    for one in alive:
        met = "" if one["tried"] == one["of"] else f" ({one['tried']} of {one['of']} tests tried)"
        yield f"- `{one['id']}` {why.get(one['id'], '**no reason yet**')}{met}"
        yield from ("", "  ```diff", *(f"  {line}" for line in one["diff"]), "  ```", "")


HEAD = (
    "| module | mutants | not judged | killed | equivalent | survived | killed or equivalent |",
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
)
SAMPLED = """Drawn uniformly over all mutants of the modules that were not judged whole by then, in an order that hangs
on the seed and the ids alone; each met the tests as they stood when it was drawn. Tests written since for these
survivors do not raise the figures."""
INTRO = """# Mutants of the core

A mutant is the core with one small change: a comparison turned, a number one higher, an argument left out, a word
changed. A test that fails kills it. `make mutate` makes every mutant of the functions of the core with the operators
of mutmut and lets it meet the tests that run the changed lines. This page is written by that command; it says what was
judged and what was not. A survivor counts as equivalent only with a reason written by hand in
`tests/mutate/equivalent.toml`; the id of a mutant holds the text of its function: no reason outlives a change.
Where time ran out before all tests were tried, the mutant counts as survived; one that cannot take the place of its
function in a running process is left out."""
