"""`--columns FILE`: what a person wrote of the columns of a table, checked, and given to the reading of files."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opbouw.cli.problems import Problem
from opbouw.cli.tablefind import nearest
from opbouw.cli.texts import text

if TYPE_CHECKING:
    from opbouw.activities import ColumnMapping, FileReport

MOST_BYTES = 1_000_000
MOST_NAMED = 12
PARTS = frozenset({"path", "columns", "units", "doubts", "rows"})  # what `opbouw columns --json` prints


class ColumnsFile:
    """What a file says of columns, by their names; it holds for every table that has all the columns it names."""

    def __init__(self, file: Path, roles: Mapping[str, str], units: Mapping[str, str], lang: str) -> None:
        self.file, self.lang = file, lang
        self._roles, self._units = roles, units
        self._fits = False
        self._seen: list[tuple[list[str], tuple[str, ...]]] = []
        self._closest: tuple[list[str], tuple[str, ...], str] | None = None

    def of(self, header: Sequence[str]) -> ColumnMapping | None:
        """The mapping for a table with this header; None when the file is about another table."""
        from opbouw.activities import ColumnMapping
        from opbouw.activities.telling import column_names, with_units

        names = column_names(header)
        missing = [name for name in self._roles if name not in names]
        if missing:
            self._seen.append((missing, names))
            return None
        self._fits = True
        at = {role: names.index(name) for name, role in self._roles.items() if role}
        words = {name: word for name, word in self._units.items() if name != "sport"}
        if "time" in words:
            words = {"elapsed": words["time"], **words}
        return with_units(ColumnMapping(at, sport=self._units.get("sport", "")), words)

    def followed(self, reports: Iterable[FileReport]) -> Iterator[FileReport]:
        """The same reports.

        :raises Problem: at the end, when no table had these columns; it names the one that came closest.
        """
        for report in reports:
            for missing, names in self._seen:
                if self._closest is None or len(missing) < len(self._closest[0]):
                    self._closest = (missing, names, report.path)
            self._seen.clear()
            yield report
        if not self._fits:
            raise Problem(self._unfit())

    def _unfit(self) -> str:
        if self._closest is None:
            return text("columnfile_no_table", self.lang, file=self.file)
        missing, names, path = self._closest
        shown = ", ".join(names[:MOST_NAMED]) + (", ..." if len(names) > MOST_NAMED else "")
        return text("columnfile_other", self.lang, file=self.file, path=path, missing=missing[0], known=shown)


def read_columns_file(file: Path, lang: str) -> ColumnsFile:
    """Read and check a file of columns, TOML or JSON.

    :raises Problem: naming the file, the column or unit, and what to write.
    """
    from opbouw.activities.model import SPORTS
    from opbouw.activities.telling import ROLES, UNITS

    found = _parsed(file, lang)
    other = next((part for part in found if part not in PARTS), None)
    if other is not None:
        raise Problem(text("columnfile_part", lang, file=file, part=other))
    roles = {" ".join(name.split()): role for name, role in _part(file, found, "columns", lang).items()}
    units = _part(file, {"units": {}, **found}, "units", lang)
    for name, role in roles.items():
        _check_word(file, name, role, ["", *ROLES], lang)
    words = {name: list(known) for name, known in UNITS.items()} | {"sport": ["", *sorted(SPORTS)]}
    for name, word in units.items():
        if name not in words:
            raise Problem(text("columnfile_unit", lang, file=file, name=name, **_choice(name, list(words), lang)))
        _check_word(file, name, word, words[name], lang)
    _check_roles(file, roles, lang)
    return ColumnsFile(file, roles, units, lang)


def _parsed(file: Path, lang: str) -> dict[str, Any]:
    with file.open("rb") as stream:
        raw = stream.read(MOST_BYTES)
    try:
        said = raw.decode("utf-8-sig")
        found = json.loads(said) if said.lstrip().startswith("{") else tomllib.loads(said)
    except UnicodeDecodeError:
        problem = text("columnfile_no_text", lang)
        raise Problem(text("columnfile_unreadable", lang, file=file, problem=problem)) from None
    except (ValueError, RecursionError) as error:
        raise Problem(text("columnfile_unreadable", lang, file=file, problem=error)) from None
    return found if isinstance(found, dict) else {}


def _part(file: Path, found: Mapping[str, Any], part: str, lang: str) -> dict[str, str]:
    said = found.get(part)
    if not isinstance(said, dict) or not all(isinstance(word, str) for word in said.values()):
        raise Problem(text("columnfile_no_part", lang, file=file, part=part))
    return said


def _check_word(file: Path, name: str, word: str, known: list[str], lang: str) -> None:
    if word not in known:
        raise Problem(text("columnfile_word", lang, file=file, name=name, word=word, **_choice(word, known, lang)))


def _choice(word: str, known: list[str], lang: str) -> dict[str, str]:
    near = nearest(word, [one for one in known if one])
    shown = ", ".join(one or '""' for one in known)
    return {"near": text("near", lang, near=near) if near else "", "known": shown}


def _check_roles(file: Path, roles: Mapping[str, str], lang: str) -> None:
    """A day and a measure are needed, and no two columns hold the same."""
    from opbouw.activities.telling import MEASURES

    taken: dict[str, str] = {}
    for name, role in roles.items():
        if role and (first := taken.setdefault(role, name)) != name:
            raise Problem(text("columnfile_twice", lang, file=file, first=first, second=name, role=role))
    if "date" not in taken:
        raise Problem(text("columnfile_no_date", lang, file=file))
    if not taken.keys() & MEASURES:
        raise Problem(text("columnfile_no_measure", lang, file=file))
