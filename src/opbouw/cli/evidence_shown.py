"""`opbouw evidence`: any row of the evidence, hard limit or hazard by its id, with its numbers and the citations."""

from __future__ import annotations

from typing import Any

from rich.text import Text

from opbouw.cli.evidence_lines import cited, everything, plain, register_of, shown, title
from opbouw.cli.listing import Id
from opbouw.cli.page import bullet
from opbouw.cli.tablefind import row_of
from opbouw.cli.terminal import AsJson, Lang, Language, console, print_json, spoken
from opbouw.cli.texts import text
from opbouw.core.reasons import CODES


def evidence(id: Id = None, lang: Language = None, as_json: AsJson = False) -> None:
    """List the tables of the evidence, or show one row: a rule, a parameter, a criterion, a warning sign, a source.

    A hard limit and a hazard are rows as well, and the name of a table lists its rows. The code of a reason works too:
    it shows the row that reason stands on; `table:id` says which one is meant. With --json: the row with its table,
    its numbers, where it is used, and citations.
    """
    words, out = spoken(lang), console()
    if id is None or id in everything():
        _list(id, words, as_json)
        return
    table, row = find(id, words)
    if as_json:
        print_json({"table": table, "row": plain(row), "register": register_of(table, row), "sources": cited(row)})
        return
    for part in shown(table, row, words):
        out.print(part)


def _list(table: str | None, lang: Lang, as_json: bool) -> None:
    out = console()
    if table is not None:
        rows = everything()[table]
        if as_json:
            print_json([plain(one) for one in rows.values()])
            return
        for key, row in rows.items():
            out.print(bullet(Text.assemble((str(key), "bold"), f": {title(table, row, lang)}")))
        return
    counts = {name: len(rows) for name, rows in everything().items()}
    if as_json:
        print_json(counts)
        return
    out.print(text("evidence_tables", lang))
    for name, count in counts.items():
        out.print(bullet(f"{name}: {text('evidence_rows', lang, count=count)}"))


def find(id: str, lang: str) -> tuple[str, Any]:
    """The first table that has a row with this id, and the row; `table:id` names the table.

    :raises Problem: naming the ids nearest to it.
    """
    code = CODES.get(id)
    wanted = (code.rule or code.param or id) if code is not None else id
    named, _, inside = wanted.partition(":")
    if inside and named in everything():
        return named, row_of(everything()[named], inside, "evidence", lang)
    homes = {key: name for name, rows in reversed(everything().items()) for key in rows}
    row = row_of({key: everything()[name][key] for key, name in homes.items()}, wanted, "evidence", lang)
    return homes[wanted], row
