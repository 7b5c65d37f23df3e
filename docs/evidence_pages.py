"""The evidence register as documents: the hard limits, and one page for each table of numbers."""

from collections.abc import Iterable, Iterator

from opbouw.words.evidence import Entry, entries, table_name
from opbouw.words.hard_limits import hard_limits
from opbouw.words.register import contested, table_ids

HEAD = """# Evidence

Written by `make docs` from the tables in `src/opbouw/evidence/data`. Every number with a clinical meaning stands here
with its unit, where it is used, its sources, its grade and how sure it is. `opbouw evidence` and the page `/evidence`
show the same.

- **Grade**: strong (trials and reviews of them), fair (cohorts, biomechanics), consensus, common practice,
  estimate (worked out in this project). **Confidence**: seen in the source, from memory or custom, or worked out here.
- *estimate* after a number means that no publication states it. *contested* means that studies disagree; see below.
- Nothing here was tested in a trial of this program. Read `src/opbouw/evidence/data/README.md` before you rely on a
  number.
"""
LIMITS_HEAD = """# Hard limits

Written by `make docs` from `src/opbouw/core/hard_limits.py`. A limit only tightens: the lowest of what would be
proposed and every limit on it holds, rounded down once. Its numbers stand in the rows it names; a limit without rows is
given by a person.
"""


def evidence_pages() -> dict[str, str]:
    """Every page of the register by its path inside `docs`."""
    rows = entries("en")
    made = {"evidence/README.md": _index(rows), "evidence/hard_limits.md": _limits()}
    for table in table_ids():
        made[f"evidence/{table}.md"] = _table(table, [one for one in rows if one.table == table])
    return made


def _index(rows: Iterable[Entry]) -> str:
    found = list(rows)
    lines = [HEAD, "| table | rows | numbers |", "| --- | --- | --- |", *_counts(found), ""]
    lines += ["## What the literature argues about", ""]
    lines += [f"- {one.en} ({', '.join(f'`{row}`' for row in one.rows)})" for one in contested().values()]
    return "\n".join(lines) + "\n"


def _counts(rows: list[Entry]) -> Iterator[str]:
    yield f"| [Hard limits](hard_limits.md) | {len(hard_limits('en'))} | |"
    for table in table_ids():
        of_table = [one for one in rows if one.table == table]
        numbers = sum(len(one.figures) for one in of_table)
        yield f"| [{table_name(table, 'en')}]({table}.md) | {len(of_table)} | {numbers} |"


def _limits() -> str:
    lines = [LIMITS_HEAD, "| id | limit | bears on | unit | rows | grade | sources | hazards |", "| - " * 8 + "|"]
    for one in hard_limits("en"):
        rows = ", ".join(f"`{row}`" for row in one.rows) or f"none: {one.engine}"
        hazards = ", ".join(f"[{hazard}](../hazards.md#{hazard})" for hazard, _ in one.hazards)
        sources = ", ".join(source for source, _ in one.citations)
        cells = (f"`{one.id}`", one.text, ", ".join(one.bears_on), one.unit, rows, one.grade_word, sources, hazards)
        lines.append(_row(cells))
    return "\n".join(lines) + "\n" + _cited(one.citations for one in hard_limits("en"))


def _table(table: str, rows: list[Entry]) -> str:
    lines = [
        f"# {table_name(table, 'en')}",
        "",
        f"Written by `make docs`. Back to [evidence](README.md). Table `{table}`.",
        "",
    ]
    lines += ["| id | what | numbers | used in | grade | confidence | sources |", "| - " * 7 + "|"]
    for one in rows:
        numbers = "<br>".join(f"{part.label}: {part.value} {part.unit}" for part in one.figures)
        marks = "".join(f" *{word}*" for word, holds in _marks(one) if holds)
        places = "<br>".join(dict.fromkeys(place.text for place in one.places)) or "not used by a rule now"
        sources = ", ".join(source for source, _ in one.citations)
        lines.append(_row((f"`{one.id}`", one.title + marks, numbers, places, one.grade_word, one.confidence, sources)))
    return "\n".join(lines) + "\n" + _cited(one.citations for one in rows)


def _marks(one: Entry) -> tuple[tuple[str, bool], ...]:
    return ("estimate", one.derived), ("contested", bool(one.contested)), ("reading", one.reading)


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _cited(citations: Iterable[tuple[tuple[str, str], ...]]) -> str:
    found = sorted({pair for pairs in citations for pair in pairs})
    return "\n## Sources\n\n" + "".join(f"- **{source}**: {text}\n" for source, text in found) if found else ""
