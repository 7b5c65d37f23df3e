"""What the documents say is there: files, pictures, commands, targets and settings."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from docs.generate import DOCS, documents
from tests.architecture.files import PACKAGE, named, project_files
from tests.plugin import ROOT

DOCUMENTS = [
    path for path in project_files() if path.suffix == ".md" and not named(path).startswith(("src/", "tests/"))
]


def links(text: str) -> Iterator[str]:
    """The addresses of links and pictures, without those of the web and those inside the page."""
    for address in re.findall(r"\]\(([^)\s]+)\)", text):
        if not re.match(r"[a-z]+:|#", address):
            yield address.partition("#")[0]


def targets(text: str) -> set[str]:
    """The targets of make that a text asks for."""
    return set(re.findall(r"(?:^|`|=\d+ )make ([a-z-]+)(?=`|$|\s)", text, re.MULTILINE))


def commands(text: str) -> set[str]:
    """The commands of opbouw that a text asks for."""
    return set(re.findall(r"(?:^|`|/)opbouw ([a-z]+)(?=`|$|\s)", text, re.MULTILINE))


def settings(text: str) -> set[str]:
    """The settings from the environment that a text names."""
    return set(re.findall(r"\bOPBOUW_[A-Z_]+\b", text))


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_every_link_leads_to_a_file_of_the_project(path: Path) -> None:
    present = {file.resolve() for file in project_files()}
    broken = [link for link in links(path.read_text(encoding="utf-8")) if (path.parent / link).resolve() not in present]
    assert broken == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_every_target_in_a_document_stands_in_the_makefile(path: Path) -> None:
    known = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert targets(path.read_text(encoding="utf-8")) - known == set()


def test_the_host_guide_names_every_setting_and_no_other() -> None:
    sources = (path.read_text(encoding="utf-8") for path in (PACKAGE / "web").rglob("*.py"))
    used = set().union(*(settings(source) for source in sources))
    assert settings((ROOT / "docs" / "host.md").read_text(encoding="utf-8")) == used


def test_the_generated_documents_are_what_the_code_says_now() -> None:
    written = {name: path.read_text(encoding="utf-8") for name in documents() if (path := DOCS / name).exists()}
    stale = [name for name, text in documents().items() if written.get(name) != text]
    assert stale == [], "Run `make docs`."


def test_every_command_in_a_document_exists() -> None:
    known = set(re.findall(r"^## opbouw ([a-z]+)$", documents().get("commands.md", ""), re.MULTILINE))
    if known:
        asked = {command for path in DOCUMENTS for command in commands(path.read_text(encoding="utf-8"))}
        assert asked - known == set()


def test_both_readmes_say_the_same_commands() -> None:
    english, dutch = (ROOT / name for name in ("README.md", "README.nl.md"))
    for found in (commands, targets, settings):
        assert found(english.read_text(encoding="utf-8")) == found(dutch.read_text(encoding="utf-8"))


def test_what_a_text_asks_for_is_found() -> None:
    text = (
        "Run `make test`.\n```\nmake run\nopbouw plan A\nPORT=1 make docs\n```\nThey make it, `.venv/bin/opbouw serve`"
    )
    assert targets(text) == {"test", "run", "docs"}
    assert commands(text) == {"plan", "serve"}
    assert list(links("[a](b.md#c) [d](https://e.org) ![f](g/h.png) [i](#j)")) == ["b.md", "g/h.png"]
    assert settings("set OPBOUW_HOSTS and `OPBOUW_HTTPS=1`") == {"OPBOUW_HOSTS", "OPBOUW_HTTPS"}
