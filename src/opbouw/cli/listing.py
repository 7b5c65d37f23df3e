"""`opbouw injuries`, `exercises` and `tests`: the tables of the evidence, readable, with their sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Annotated, Any

import typer
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from opbouw.cli.page import bullet
from opbouw.cli.tablefind import row_of
from opbouw.cli.terminal import AsJson, Lang, Language, console, print_json, spoken
from opbouw.cli.texts import text
from opbouw.core.flags import questions_for
from opbouw.core.serialize import to_plain
from opbouw.evidence import rows, tables
from opbouw.words import grade, name, number, sources

Id = Annotated[str | None, typer.Argument(metavar="[ID]", help="One row by its id; without it, all of them.")]
Lines = Iterator[RenderableType]


def injuries(id: Id = None, lang: Language = None, as_json: AsJson = False) -> None:
    """List the injuries, or show one: its pain limits, rest, cross-training, warning signs, tests and sources.

    With --json: the rows of the table.
    """
    _show(tables.injuries, "injuries", id, spoken(lang), as_json, _injury_short, _injury)


def exercises(id: Id = None, lang: Language = None, as_json: AsJson = False) -> None:
    """List the exercises, or show one: its starting dose, the cue, what comes before and after, and sources.

    With --json: the rows of the table.
    """
    _show(tables.exercises, "exercises", id, spoken(lang), as_json, _exercise_short, _exercise)


def readiness_tests(id: Id = None, lang: Language = None, as_json: AsJson = False) -> None:
    """List the readiness tests, or show one: how it is done, what is written down, norms and sources.

    With --json: the rows of the table.
    """
    _show(tables.readiness_tests, "tests", id, spoken(lang), as_json, _test_short, _test)


def _show(
    table: Mapping[str, Any],
    command: str,
    id: str | None,
    lang: Lang,
    as_json: bool,
    short: Callable[[Any, Lang], tuple[str, ...]],
    full: Callable[[Any, Lang], Lines],
) -> None:
    row = None if id is None else row_of(table, id, command, lang)
    if as_json:
        print_json([to_plain(one) for one in table.values()] if row is None else to_plain(row))
        return
    out = console()
    if row is None:
        out.print(_listed(short(one, lang) for one in table.values()))
        out.print(text("list_more", lang, command=command))
        return
    for part in full(row, lang):
        out.print(part)


def _listed(lines: Iterable[tuple[str, ...]]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for first, *rest in lines:
        table.add_row(Text(first, style="bold", no_wrap=True), *rest)
    return table


def _title(row: Any, lang: Lang) -> Text:
    return Text.assemble((getattr(row, f"name_{lang}"), "bold"), (f"  ({row.id})", "dim"))


def _names(kind: str, ids: Iterable[str], lang: Lang) -> str:
    return ", ".join(name(kind, one, lang) for one in ids) or "-"


def _sources(row: Any, lang: Lang) -> Lines:
    """How strong the evidence of a row is, and the citations behind it."""
    yield Text(f"\n{text('sources', lang, grade=grade(row.evidence_level, lang))}", style="bold")
    yield from _citations(row)


def _citations(row: Any) -> Lines:
    yield from (bullet(citation) for citation in sources([one for one in row.source_id if one in tables.sources]))


def _injury_short(row: rows.Injury, lang: Lang) -> tuple[str, ...]:
    return row.id, name("injury", row.id, lang), _names("region", row.body_regions, lang)


def _injury(row: rows.Injury, lang: Lang) -> Lines:
    yield _title(row, lang)
    words = tables.injury_texts[row.id]
    yield Text(f"{getattr(words, f'plain_{lang}')}. {getattr(words, f'feels_{lang}')}")
    values = {
        "progress": row.pain_progress_max,
        "hold": row.pain_hold_max,
        "morning": row.pain_next_morning_max,
        "rest_days": row.min_rest_days_between_runs,
        "runfree": number(row.min_runfree_days, lang),
        "regions": _names("region", row.body_regions, lang),
    }
    yield from (bullet(text(key, lang, **values)) for key in ("injury_spot", "injury_pain", "injury_rest"))
    if row.locked_until_clearance:
        yield bullet(text("injury_locked", lang))
    for key, kind, ids in (
        ("injury_cross", "modality", row.crosstraining_ok),
        ("injury_avoid", "modality", row.crosstraining_avoid),
        ("injury_ladder", "ladder", (tables.default_ladders[row.id].ladder,)),
        ("injury_tests", "test", [one for one in row.readiness_tests if one in tables.readiness_tests]),
    ):
        yield bullet(text(key, lang, names=_names(kind, ids, lang)))
    yield Text(f"\n{text('injury_signs', lang)}", style="bold")
    for flag in questions_for(row, None):
        yield bullet(Text.assemble((flag, "bold"), ": ", name("flag_question", flag, lang)))
    yield from _sources(row, lang)


def _exercise_short(row: rows.Exercise, lang: Lang) -> tuple[str, ...]:
    level = text("exercise_level", lang, phase=row.phase, level=row.level)
    return row.id, getattr(row, f"name_{lang}"), level


def _exercise(row: rows.Exercise, lang: Lang) -> Lines:
    yield _title(row, lang)
    yield Text(getattr(row, f"key_cue_{lang}"))
    yield bullet(text("exercise_level", lang, phase=row.phase, level=row.level))
    dose = {key: number(getattr(row, key), lang) for key in ("sets", "reps", "hold_s", "frequency_per_week")}
    yield bullet(text("exercise_dose", lang, **dose))
    yield bullet(text("exercise_from", lang, names=_names("exercise", row.progression_of, lang)))
    yield bullet(text("exercise_next", lang, names=_names("exercise", row.next, lang)))
    yield Text(f"\n{text('sources_only', lang)}", style="bold")
    yield from _citations(row)


def _test_short(row: rows.ReadinessTest, lang: Lang) -> tuple[str, ...]:
    return row.id, getattr(row, f"name_{lang}"), name("unit_name", row.unit, lang)


def _test(row: rows.ReadinessTest, lang: Lang) -> Lines:
    yield _title(row, lang)
    yield Text(getattr(row, f"how_{lang}"))
    yield bullet(text("test_sides" if row.both_sides else "test_once", lang, unit=name("unit_name", row.unit, lang)))
    asked = [one for one in tables.criteria.values() if one.test == row.id]
    yield from (bullet(text("test_gate", lang, label=name("criterion", one.id, lang))) for one in asked)
    for norm in row.norm:
        who = " ".join(str(one) for one in (norm.sex, _ages(norm)) if one)
        if norm.median is not None:
            yield bullet(text("test_norm", lang, who=who or "-", median=number(norm.median, lang)))
    yield from _sources(row, lang)


def _ages(norm: rows.Norm) -> str:
    if norm.age_min is None and norm.age_max is None:
        return ""
    return f"{norm.age_min or ''}–{norm.age_max or ''}"
