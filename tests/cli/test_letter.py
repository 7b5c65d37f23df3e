"""The letter on the command line: as text, as a file, and never half."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from opbouw.cli import lettering
from opbouw.exports.letter_words import Letter
from opbouw.exports.typeset import TypesetError
from tests.cli.conftest import Cli, line
from tests.exports.pdf import Pdf


def test_the_letter_is_printed_as_text_in_the_language_asked_for(cli: Cli, log: Path) -> None:
    dutch = cli("letter", log, "--on", "2026-03-04", "--lang", "nl", "--name", "Anna")
    assert dutch.code == 0
    assert dutch.out.startswith("Brief voor huisarts of fysio\nAnna · Opbouw · 4\u00a0maart 2026")
    assert "Geen diagnose" in dutch.out
    assert cli("letter", log, "--on", "2026-03-04").out.startswith("Letter for doctor or physio\na runner")


def test_the_letter_is_written_as_one_page_for_its_owner_alone(cli: Cli, log: Path, tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    said = cli("letter", log, "--on", "2026-03-04", "--lang", "nl", "--pdf", path)
    assert (said.code, said.err) == (0, "")
    assert str(path) in said.out
    page = Pdf(path.read_bytes())
    assert page.pages == 1
    assert "midden in de achillespees" in page.text
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_exists_is_left_as_it_is(cli: Cli, log: Path, tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_text("mine", encoding="utf-8")
    said = cli("letter", log, "--on", "2026-03-04", "--pdf", path)
    assert said.code == 1
    assert "choose another name for --pdf" in said.err
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_page_that_cannot_be_made_leaves_nothing_and_tells_nothing_of_it(
    cli: Cli, log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(letter: Letter) -> bytes:
        raise TypesetError(letter.title)

    monkeypatch.setattr(lettering, "pdf_of", fail)
    said = cli("letter", log, "--on", "2026-03-04", "--pdf", tmp_path / "letter.pdf")
    assert said.code == 1
    assert "leave --pdf out for the text" in said.err
    assert "Letter for" not in said.err
    assert list(tmp_path.glob("*letter*")) == []


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (line("profile_set", "2026-03-04", {"birth_year": 2010}, 9), "18 and older"),
        (line("checked_in", "2026-03-09", {"pain_rest": 1}, 9), "still to come"),
        (line("checked_in", "2026-03-04", {"pain_rest": 11}, 9), "line 4: data.pain_rest is 11"),
    ],
)
def test_what_cannot_be_decided_has_no_letter(cli: Cli, log: Path, more: str, words: str) -> None:
    log.write_text(log.read_text(encoding="utf-8") + more, encoding="utf-8")
    said = cli("letter", log, "--on", "2026-03-04")
    assert (said.code, said.out) == (1, "")
    assert words in said.err


@pytest.mark.parametrize("options", [(), ("--on", "4-3-2026")])
def test_a_day_is_needed(cli: Cli, log: Path, options: tuple[str, ...]) -> None:
    assert cli("letter", log, *options).code == (1 if options else 2)
