"""Writes the documents that quote the code, so that they cannot grow old: `make docs`. A test compares them."""

import json
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption
from typer.main import get_group

from docs.cause_pages import cause_pages
from docs.evidence_pages import evidence_pages
from docs.hazard_page import hazard_page
from docs.transition_page import transition_page

DOCS = Path(__file__).resolve().parent


def documents() -> dict[str, str]:
    """Every generated document by its path inside `docs`."""
    made = {
        "schema/event.schema.json": _json(import_module("opbouw.core.events").event_schema()),
        "schema/decision.schema.json": _json(import_module("opbouw.core.schema").decision_schema()),
        "hazards.md": hazard_page(),
        "transitions.md": transition_page(),
        **evidence_pages(),
        **cause_pages(),
    }
    if find_spec("opbouw.cli") and find_spec("opbouw.cli.main"):
        made["commands.md"] = commands(_application())
    return made


def _json(schema: dict[str, Any]) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _application() -> TyperGroup:
    module = import_module("opbouw.cli.main")
    return get_group(next(value for value in vars(module).values() if isinstance(value, typer.Typer)))


def commands(group: TyperGroup) -> str:
    """The page with every command, its arguments and its options."""
    lines = ["# The command line", "", "Written by `make docs` from the commands themselves.", ""]
    listed = {name: command for name, command in group.commands.items() if isinstance(command, TyperCommand)}
    for name, command in sorted(listed.items()):
        lines += [f"## opbouw {name}", "", *_paragraphs(command.help or ""), *_usage(name, command), *_options(command)]
    return "\n".join(lines).rstrip() + "\n"


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in text.replace("\b", "").split("\f")[0].split("\n\n"):
        yield from (" ".join(paragraph.split()), "")


def _usage(name: str, command: TyperCommand) -> list[str]:
    pieces = command.collect_usage_pieces(typer.Context(command, info_name=f"opbouw {name}"))
    return ["```", " ".join([f"opbouw {name}", *pieces]), "```", ""]


def _options(command: TyperCommand) -> list[str]:
    rows = [
        f"| `{', '.join(option.opts)}` | {' '.join((option.help or '').split()).replace('|', '/')} |"
        for option in command.params
        if isinstance(option, TyperOption) and not option.hidden and "--help" not in option.opts
    ]
    return ["| option | meaning |", "| --- | --- |", *rows, ""] if rows else []


def main() -> None:
    """Write every generated document."""
    for name, text in documents().items():
        path = DOCS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"docs/{name}")


if __name__ == "__main__":
    main()
