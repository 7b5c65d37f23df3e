"""The report on the command line: as text, and as a file of its owner alone."""

from __future__ import annotations

import stat
from pathlib import Path

from tests.cli.conftest import Cli
from tests.exports.pdf import Pdf


def test_the_report_is_printed_as_text_in_the_language_asked_for(cli: Cli, log: Path) -> None:
    dutch = cli("report", log, "--on", "2026-03-04", "--lang", "nl", "--name", "Anna")
    assert dutch.code == 0
    assert dutch.out.startswith("Verslag voor de fysio\nAnna · Opbouw · 4\u00a0maart 2026")
    assert "Geen diagnose" in dutch.out
    assert cli("report", log, "--on", "2026-03-04").out.startswith("Report for the physio\na runner")


def test_the_report_is_written_as_at_most_two_pages_for_its_owner_alone(cli: Cli, log: Path, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    said = cli("report", log, "--on", "2026-03-04", "--lang", "nl", "--pdf", path)
    assert (said.code, said.err) == (0, "")
    assert str(path) in said.out
    page = Pdf(path.read_bytes())
    assert page.pages <= 2
    assert "Verslag voor de fysio" in page.text
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_log_that_cannot_be_read_is_said_so(cli: Cli, tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_text("", encoding="utf-8")
    said = cli("report", empty, "--on", "2026-03-04")
    assert said.code == 1
    assert "empty.jsonl" in said.err
