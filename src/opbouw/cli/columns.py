"""`opbouw columns`: what each column of a table seems to hold, as a file that a person can correct."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from opbouw.cli.problems import Problem
from opbouw.cli.shape import length, short_day
from opbouw.cli.terminal import AsJson, Lang, Language, print_json, spoken
from opbouw.cli.texts import text
from opbouw.words import amount

if TYPE_CHECKING:
    from opbouw.activities import Activity, ColumnMapping, Look

Table = Annotated[
    Path, typer.Argument(metavar="TABLE", help="A CSV file, or a table in an archive as archive.zip!inner/name.csv.")
]
ROWS, CELLS, WIDEST_CELL, MOST_TABLES = 3, 3, 24, 5
ALWAYS = ("distance", "time", "two_parts", "order", "comma", "clock")


def columns(table: Table, lang: Language = None, as_json: AsJson = False) -> None:
    """Print what each column of a table seems to hold, and what comes out, as a file for --columns.

    Keep it, change what is wrong, and read the table by it: opbouw columns runs.csv > columns.toml, and then
    opbouw import runs.csv --columns columns.toml (plan and causes take it as well). It holds for every table that has
    these columns. With --json the same as JSON, which --columns takes too.
    """
    from opbouw.activities import ColumnMapping
    from opbouw.activities.telling import column_names, units_of

    words = spoken(lang)
    path, look = _found(table, words)
    mapping = look.mapping or ColumnMapping()
    roles = {at: role for role, at in mapping.columns.items()}
    named = {name: roles.get(at, "") for at, name in enumerate(column_names(look.header))}
    units = units_of(mapping)
    wanted = [*ALWAYS, *(["elapsed"] if units["elapsed"] != units["time"] else [])]
    told = {**{name: units[name] for name in wanted}, "sport": mapping.sport}
    out = _read(look, mapping)
    if as_json:
        rows = [
            {"day": one.local_date, "sport": one.sport, "distance_m": one.distance_m, "seconds": one.seconds}
            for one in out
        ]
        print_json({"path": path, "columns": named, "units": told, "doubts": mapping.doubts, "rows": rows})
        return
    for line in [*_top(path, look, out, words), *_columns(look, named, words), *_units(told, words)]:
        typer.echo(line)


def _found(table: Path, lang: Lang) -> tuple[str, Look]:
    """The one table that is meant, by its name, and its beginning.

    :raises Problem: when there is none, or several, saying which, or when it cannot be read.
    """
    from opbouw.activities import ActivityError, bytes_of, look_at, reason_text

    name = str(table) if _split(table)[1] else _only_table(table, lang)
    try:
        return name, look_at(bytes_of(*_split(Path(name))))
    except ActivityError as error:
        raise Problem(f"{name}: {reason_text(error.code, error.params, lang)}") from None


def _only_table(given: Path, lang: Lang) -> str:
    """The name of the one table in a file, an archive or a folder."""
    from opbouw.activities import import_paths

    tables, reasons = [], []
    for report in import_paths([given]):
        tables += [report.path] if report.table is not None else []
        reasons.append("" if report.status == "taken" else f"{report.reason_in(lang)} ")
    if len(tables) > 1:
        names = ", ".join(tables[:MOST_TABLES]) + (", ..." if len(tables) > MOST_TABLES else "")
        raise Problem(text("columns_several", lang, path=given, names=names))
    if not tables:
        raise Problem(text("columns_none", lang, path=given, reason=reasons[0] if len(reasons) == 1 else ""))
    return tables[0]


def _split(table: Path) -> tuple[Path, str]:
    """A file of the disk and the way to a member of it; a name may hold the mark between them itself."""
    parts = str(table).split("!")
    for at in range(len(parts), 0, -1):
        path = Path("!".join(parts[:at]))
        if path.exists():
            return path, "!".join(parts[at:])
    return table, ""


def _read(look: Look, mapping: ColumnMapping) -> list[Activity]:
    from opbouw.activities.tables import read

    return [row.activity for row in read(look.rows[:ROWS], mapping).rows]


def _top(path: str, look: Look, out: list[Activity], lang: Lang) -> Iterator[str]:
    from opbouw.activities.reasons import reason_parts

    name = _plain(path.replace("!", "/").rpartition("/")[2])
    yield f"# {text('columns_title', lang, name=name)}"
    if not look.headed:
        yield f"# {text('columns_headless', lang)}"
    for doubt in look.mapping.doubts if look.mapping else ():
        yield f"# {text('columns_unsure', lang, doubt=reason_parts(doubt, {}, lang)[0])}"
    file = text("columns_file", lang)
    yield f"# {text('columns_how', lang, path=_plain(shlex.quote(path)), file=file)}"
    yield f"# {text('columns_rows' if out else 'columns_no_rows', lang)}"
    for one in out:
        yield f"#   {', '.join(_facts(one, lang))}"


def _facts(one: Activity, lang: Lang) -> Iterator[str]:
    if one.local_date:
        yield short_day(one.local_date, lang, year=True)
    yield one.sport
    if one.distance_m is not None:
        yield amount(one.distance_m / 1000, "km", lang)
    if one.seconds is not None:
        yield length(one.seconds, lang)


def _columns(look: Look, named: dict[str, str], lang: Lang) -> Iterator[str]:
    from opbouw.activities.telling import ROLES

    yield ""
    yield f"# {text('columns_roles', lang)}"
    yield from (f"#   {role:<15} {text(f'role_{role}', lang)}" for role in ROLES)
    yield "[columns]"
    told = [f"{_quoted(name)} = {_quoted(role)}" for name, role in named.items()]
    wide = min(max(map(len, told)), 40)
    for at, line in enumerate(told):
        cells = [_plain(row[at])[:WIDEST_CELL] for row in look.rows[:CELLS] if at < len(row) and row[at].strip()]
        yield f"{line:<{wide}}  # {' | '.join(cells)}" if cells else line


def _units(told: dict[str, Any], lang: Lang) -> Iterator[str]:
    from opbouw.activities.model import SPORTS
    from opbouw.activities.telling import UNITS

    yield ""
    yield "[units]"
    for name, word in told.items():
        choice = ", ".join(sorted(SPORTS) if name == "sport" else filter(None, UNITS[name]))
        yield f"{f'{name} = {_quoted(word)}':<22}  # {text(f'unit_{name}', lang)}: {choice}"


def _quoted(name: str) -> str:
    """A text as TOML writes it between quotes; it is escaped there as in JSON."""
    return json.dumps(name, ensure_ascii=False).replace("\x7f", "\\u007f")


def _plain(cell: str) -> str:
    """A text on one line, for a remark."""
    return " ".join("".join(char if char.isprintable() else " " for char in cell).split())
