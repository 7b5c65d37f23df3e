"""A watched folder: a file is taken once it stopped growing, once, and stays where it is."""

from datetime import date
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from opbouw.web import environment
from opbouw.web.activities import undoing, watching
from opbouw.web.activities.models import Import, SeenFile
from opbouw.web.activities.watching import SETTLED_S, Folder
from opbouw.web.background.work import work_now
from opbouw.web.environment import SettingError
from opbouw.web.store.models import ActivityRow, Runner
from tests.web.test_uploads import gpx

pytestmark = pytest.mark.django_db


class Clock:
    """Seconds that pass when told."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """The clock of the folder."""
    return Clock()


@pytest.fixture
def folder(tmp_path: Path, clock: Clock) -> Folder:
    """An empty folder that is watched."""
    (tmp_path / "watch").mkdir()
    return Folder(tmp_path / "watch", clock)


def look(folder: Folder, clock: Clock, runner: Runner) -> Import | None:
    """Look, wait until what is there has settled, and look again."""
    watching.take(runner, folder.settled())
    clock.now += SETTLED_S
    made = watching.take(runner, folder.settled())
    work_now()
    return made


def test_a_new_file_is_taken_and_stays_where_it_is(folder: Folder, clock: Clock, runner: Runner) -> None:
    path = folder.path / "deeper" / "run.gpx"
    path.parent.mkdir()
    path.write_bytes(gpx(date(2026, 3, 2)))
    made = look(folder, clock, runner)
    assert made is not None
    assert made.source == "folder"
    assert path.read_bytes() == gpx(date(2026, 3, 2))
    assert ActivityRow.objects.count() == 1
    assert look(folder, clock, runner) is None


def test_a_file_that_still_grows_is_left_alone(folder: Folder, clock: Clock) -> None:
    path, whole = folder.path / "run.gpx", gpx(date(2026, 3, 2))
    for size in (100, 200, len(whole)):
        path.write_bytes(whole[:size])
        assert folder.settled() == []
        clock.now += SETTLED_S - 1
    assert folder.settled() == []
    clock.now += 1
    assert [found for found, _mark in folder.settled()] == [path]


@pytest.mark.parametrize("name", [".hidden.gpx", "~run.gpx", "run.gpx.part", "run.gpx.crdownload", "run.tmp"])
def test_what_is_not_finished_or_hidden_is_no_file_yet(name: str, folder: Folder, clock: Clock) -> None:
    (folder.path / name).write_bytes(b"x")
    folder.settled()
    clock.now += SETTLED_S
    assert folder.settled() == []


def test_after_a_restart_nothing_is_taken_twice_and_what_was_taken_back_does_not_return(
    folder: Folder, clock: Clock, runner: Runner
) -> None:
    (folder.path / "run.gpx").write_bytes(gpx(date(2026, 3, 2)))
    made = look(folder, clock, runner)
    assert made is not None
    undoing.undo(made)
    assert look(Folder(folder.path, clock), clock, runner) is None
    assert not ActivityRow.objects.exists()


def test_a_file_that_changed_later_is_taken_as_it_is_then(folder: Folder, clock: Clock, runner: Runner) -> None:
    path = folder.path / "run.gpx"
    path.write_bytes(gpx(date(2026, 3, 2)))
    look(folder, clock, runner)
    path.write_bytes(gpx(date(2026, 3, 4)))
    assert look(folder, clock, runner) is not None
    assert (ActivityRow.objects.count(), SeenFile.objects.count()) == (2, 1)


def test_a_copy_under_another_name_is_known_without_an_import(folder: Folder, clock: Clock, runner: Runner) -> None:
    (folder.path / "run.gpx").write_bytes(gpx(date(2026, 3, 2)))
    look(folder, clock, runner)
    (folder.path / "copy.gpx").write_bytes(gpx(date(2026, 3, 2)))
    assert look(folder, clock, runner) is None


def test_the_server_looks_in_the_folders_of_its_settings(
    folder: Folder, runner: Runner, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "SETTLED_S", 0.0)
    (folder.path / "run.gpx").write_bytes(gpx(date(2026, 3, 2)))
    settings.WATCHED = (("anna", folder.path), ("nobody", folder.path))
    watching.look()
    work_now()
    assert Import.objects.get().runner == runner
    assert ActivityRow.objects.count() == 1


def test_the_setting_names_accounts_and_folders(tmp_path: Path) -> None:
    env = {"OPBOUW_WATCH": f"Anna={tmp_path}; Bram = {tmp_path} "}
    assert environment.watched(env) == (("Anna", tmp_path), ("Bram", tmp_path))
    assert environment.watched({}) == ()


@pytest.mark.parametrize(
    ("said", "why"),
    [("/srv/anna", "Write the name"), ("Anna=here", "a full path"), ("Anna=/not/there", "is no folder here")],
)
def test_a_setting_that_makes_no_sense_is_refused_with_what_to_do(said: str, why: str) -> None:
    with pytest.raises(SettingError, match=why):
        environment.watched({"OPBOUW_WATCH": said})
