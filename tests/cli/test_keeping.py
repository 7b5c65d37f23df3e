"""Backup, restore, verify, export and doctor, on a data folder of their own."""

from __future__ import annotations

import json
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import EPISODE, Cli, line, own_environment

pytestmark = pytest.mark.slow
OPENED = {"injury": "achilles_midportion", "onset_on": "2026-03-01"}
# A person with one episode of two events, of which one decision was shown, and one upload.
FILL = """
import sys, django
from datetime import date
django.setup()
from django.core.management import call_command
from django.core.files.uploadedfile import SimpleUploadedFile
call_command("migrate", verbosity=0)
from opbouw.web.accounts import services as accounts
from opbouw.web.store import services, uploads
from opbouw.core.events import event_to_dict
from opbouw.exports.logs import read_log
account = accounts.create_owner("Anna", "three calm words", "en")
from opbouw.web.store.record import keep_shown
episode = services.load_log(account.runner, [event_to_dict(event) for event in read_log(sys.argv[1])])
keep_shown(account, episode, date(2026, 3, 3))
uploads.keep(account.runner, SimpleUploadedFile("run.gpx", b"<gpx/>"))
"""


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which somebody keeps an episode and an upload; never changed, only copied."""
    folder = tmp_path_factory.mktemp("prepared")
    log = folder / "log.jsonl"
    lines = [line("episode_opened", "2026-03-02", OPENED, 1), line("checked_in", "2026-03-03", {"pain_rest": 1}, 2)]
    log.write_text("\n".join(lines), encoding="utf-8")
    env = own_environment(folder / "data") | {"DJANGO_SETTINGS_MODULE": "opbouw.web.settings"}
    subprocess.run([sys.executable, "-c", FILL, str(log)], check=True, env=env, timeout=60)
    return folder / "data"


@pytest.fixture
def filled(prepared: Path, tmp_path: Path) -> Path:
    """The data folder of the program in this test, with an episode and an upload in it."""
    return shutil.copytree(prepared, tmp_path / "data")


def uploads_in(folder: Path) -> list[Path]:
    """The kept bytes in a data folder."""
    return sorted(path for path in (folder / "uploads").rglob("*") if path.is_file())


@pytest.mark.parametrize("form", [(), ("--portable",)], ids=["database", "rows"])
def test_a_backup_comes_back_whole_in_an_empty_folder_and_replaces_only_when_told(
    program: Cli, cli: Cli, filled: Path, tmp_path: Path, form: tuple[str, ...]
) -> None:
    kept = tmp_path / "kept.zip"
    made = program("backup", kept, *form)
    assert (made.code, made.err) == (0, "")
    assert "1 episodes, 2 events, 1 uploads" in made.out
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    other = {"OPBOUW_DATA_DIR": str(tmp_path / "other")}
    assert program("restore", kept, **other).code == 0
    found = {"uploads": 1, "events": 2, "episodes": 1, "undecided": 0, "decisions": 1, "by_other_rules": 0}
    assert program("verify", "--json", **other).json == found
    assert [path.read_bytes() for path in uploads_in(tmp_path / "other")] == [b"<gpx/>"]
    again = program("restore", kept, **other)
    assert again.code == 1
    assert "--replace" in again.err
    assert program("restore", kept, "--replace", **other).code == 0
    log = tmp_path / "out.jsonl"
    assert program("export", EPISODE, log, **other).code == 0
    assert log.read_text(encoding="utf-8").splitlines() != []
    assert cli("decide", log, "--on", "2026-03-03").code == 0


def test_a_backup_that_was_touched_is_named_and_changes_nothing(program: Cli, filled: Path, tmp_path: Path) -> None:
    kept, touched = tmp_path / "kept.zip", tmp_path / "touched.zip"
    assert program("backup", kept).code == 0
    with zipfile.ZipFile(kept) as source, zipfile.ZipFile(touched, "w") as target:
        for name in source.namelist():
            target.writestr(name, b"<gpx!>" if name.startswith("uploads/") else source.read(name))
    (tmp_path / "cut.zip").write_bytes(kept.read_bytes()[:2000])
    (tmp_path / "text.zip").write_text("no backup", encoding="utf-8")
    for name, words in (("touched", "not what was written"), ("cut", "no archive"), ("text", "no archive")):
        path = tmp_path / f"{name}.zip"
        for command in (("verify", path), ("restore", path, "--replace")):
            said = program(*command)
            assert said.code == 1
            assert words in said.err
            assert str(path) in said.err
    assert program("verify", "--json").json["events"] == 2


def test_an_upload_that_changed_on_the_disk_is_found(program: Cli, filled: Path) -> None:
    (upload,) = uploads_in(filled)
    upload.write_bytes(b"other")
    said = program("verify")
    assert said.code == 1
    assert upload.name in said.err


def test_a_backup_goes_into_a_folder_under_a_date_and_over_nothing(program: Cli, filled: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    assert program("backup", folder).code == 0
    (made,) = folder.iterdir()
    assert made.name.startswith("opbouw-2")
    before = made.read_bytes()
    again = program("backup", made)
    assert (again.code, made.read_bytes()) == (1, before)


def test_decisions_that_were_shown_are_exported_and_made_again(program: Cli, filled: Path, tmp_path: Path) -> None:
    log, shown = tmp_path / "log.jsonl", tmp_path / "shown.jsonl"
    assert program("export", EPISODE, log).code == 0
    said = program("export", EPISODE, shown, "--decisions")
    assert (said.code, said.out.splitlines()[0][:20]) == (0, "1 decisions are in /"[:20])
    again = program("replay", log, "--record", shown)
    assert again.code == 0
    assert "Stored decisions: 1. The same: 1;" in again.out


def test_everything_is_exported_with_hashes(program: Cli, filled: Path, tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    assert program("export", "--all", path).code == 0
    with zipfile.ZipFile(path) as made:
        names = made.namelist()
        assert f"episodes/{EPISODE}.jsonl" in names
        assert len([name for name in names if name.startswith("uploads/")]) == 1
        assert json.loads(made.read("manifest.json"))["kind"] == "opbouw-export"
    assert program("verify", path).code == 1


def test_an_unknown_episode_is_answered_with_those_there_are(program: Cli, filled: Path, tmp_path: Path) -> None:
    said = program("export", "nobody", tmp_path / "out.jsonl")
    assert said.code == 1
    assert EPISODE in said.err
    assert not (tmp_path / "out.jsonl").exists()


def test_the_doctor_finds_a_good_installation_and_names_a_bad_setting(program: Cli, filled: Path) -> None:
    good = program("doctor", "--json")
    assert good.code == 0
    assert all(one["ok"] for one in good.json)
    filled.chmod(0o755)
    open_folder = program("doctor")
    assert open_folder.code == 1
    assert f"chmod 700 {filled}" in open_folder.out
    filled.chmod(0o700)
    bad = program("doctor", OPBOUW_TIME_ZONE="Mars/Base")
    assert bad.code == 1
    assert "OPBOUW_TIME_ZONE" in bad.out
    for command in (("serve", "--port", "8999"), ("verify",)):
        assert "OPBOUW_TIME_ZONE" in program(*command, OPBOUW_TIME_ZONE="Mars/Base").err
