"""An import: read behind the page, followed, cancelled, taken up again, known when given again, taken back whole."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from opbouw.activities import READER_VERSION, import_paths, unpack
from opbouw.core.events import ActivityImported
from opbouw.core.log import read_log
from opbouw.web.accounts.models import Account
from opbouw.web.activities import keeping, levels, reading, services, undoing
from opbouw.web.activities.models import Import, Line, Samples
from opbouw.web.activities.selectors import reason_of
from opbouw.web.background import reaper
from opbouw.web.background.models import Pulse
from opbouw.web.background.queue import STOPPING
from opbouw.web.background.work import work_now
from opbouw.web.store import selectors, uploads
from opbouw.web.store.actors import actor_for
from opbouw.web.store.models import ActivityRow, Episode, EventRow, Runner, Upload
from opbouw.web.store.services import append_events
from tests.web.conftest import ClientOf, EpisodeOf
from tests.web.test_uploads import file, give, gpx, zipped

pytestmark = pytest.mark.django_db
ClockAt = Callable[[str], None]
MORNING = "2026-11-23 10:00+01:00"


@pytest.fixture
def three(runner: Runner) -> Import:
    """An import of three runs in a zip, waiting to be read."""
    runs = {f"{day}.gpx": gpx(date(2026, 3, day)) for day in (2, 4, 6)}
    return services.give(runner, [file("three.zip", zipped(**runs))])


def again(batch: Import) -> Import:
    """The import as it stands in the database."""
    return Import.objects.get(pk=batch.pk)


def days_ago(days: int) -> date:
    """A day before today."""
    return timezone.localdate() - timedelta(days=days)


def counted(account: Account, episode: Episode) -> int:
    """How many imported activities the log of an injury counts."""
    log = read_log(selectors.events_of(account, episode), selectors.today_for(account))
    return len(log.of(ActivityImported))


def tomorrow(clock_at: ClockAt) -> None:
    """Let the night go by, in which what waited is told to the logs."""
    clock_at("2026-11-24 00:01+01:00")
    work_now()


def leave_after(monkeypatch: pytest.MonkeyPatch, files: int) -> None:
    """Have the reading stop as a killed worker does, after so many files were kept one by one."""
    monkeypatch.setattr(reading, "MOST_A_STEP", 1)
    keep = keeping.keep
    left = [files]

    def kept(*args: Any) -> None:
        if left[0] == 0:
            raise SystemExit  # no step of the reading catches this, as none catches a kill
        keep(*args)
        left[0] -= 1

    monkeypatch.setattr(keeping, "keep", kept)


def be_silent() -> None:
    """Let the time pass after which a worker that says nothing is gone."""
    long_ago = timezone.now() - timedelta(seconds=reaper.STALE_S + 1)
    Pulse.objects.update(beat_at=long_ago)
    DBTaskResult.objects.update(started_at=long_ago, enqueued_at=long_ago)


def test_giving_files_reads_nothing_and_says_so(
    owner: Account, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: Any) -> None:
        raise AssertionError("a page read a file")

    monkeypatch.setattr(reading, "import_paths", never)
    answer = client_of(owner).post(
        "/settings/archive", {"files": [file("run.gpx", gpx(date(2026, 3, 2)))]}, follow=True
    )
    batch = Import.objects.get()
    assert answer.redirect_chain == [(f"/settings/archive/{batch.pk}", 302)]
    assert "Waiting to be read" in answer.content.decode()
    assert "Look again" in answer.content.decode()
    assert (batch.state, batch.read, ActivityRow.objects.count()) == ("waiting", 0, 0)


def test_what_was_read_is_told_file_by_file_in_both_languages(
    owner: Account, client_of: ClientOf, runner: Runner
) -> None:
    batch = give(runner, [file("run.gpx", gpx(date(2026, 3, 2))), file("bad.fit", b"no fit at all")])
    page = client_of(owner).get(f"/settings/archive/{batch.pk}").content.decode()
    assert "2 of 2 files, 1 activity" in page
    assert "1 not readable" in page
    assert "5\N{NO-BREAK SPACE}km, 30\N{NO-BREAK SPACE}min" in page
    dutch = client_of(owner, **{"accept-language": "nl"}).get(f"/settings/archive/{batch.pk}").content.decode()
    assert "2 van 2 bestanden, 1 activiteit" in dutch
    assert "De naam eindigt op .fit" in dutch


def test_an_import_has_its_counts_and_its_files_and_the_columns_of_each_run(three: Import) -> None:
    work_now()
    batch = again(three)
    assert (batch.state, batch.files, batch.taken, batch.activities) == ("done", 3, 3, 3)
    assert sorted(Line.objects.values_list("path", flat=True)) == [f"three.zip!{day}.gpx" for day in (2, 4, 6)]
    samples = Samples.objects.first()
    assert samples is not None
    columns = unpack(bytes(samples.packed))
    # 31 points, a minute apart, from 52 degrees north in steps of 0.0015
    assert samples.count == len(columns["time_s"]) == 31
    assert columns["time_s"][-1] == 1800
    assert columns["lat"][30] == pytest.approx(52.045, abs=1e-7)


def test_a_reading_that_was_killed_goes_on_where_it_was(three: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        leave_after(patched, 2)
        with pytest.raises(SystemExit):
            work_now()
    half = again(three)
    assert (half.state, half.taken, half.activities, ActivityRow.objects.count()) == ("reading", 2, 2, 2)
    be_silent()
    steps: list[Any] = []
    bare = keeping.keep

    def counting(*args: Any) -> None:
        steps.extend(args[1])
        bare(*args)

    monkeypatch.setattr(keeping, "keep", counting)
    work_now()
    assert len(steps) == 1
    assert (again(three).state, again(three).taken, Line.objects.count(), ActivityRow.objects.count()) == (
        "done", 3, 3, 3,
    )  # fmt: skip


def test_a_task_that_is_alive_is_left_alone(three: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        leave_after(patched, 1)
        with pytest.raises(SystemExit):
            work_now()
    assert reaper.reap() == 0
    assert DBTaskResult.objects.get().status == "RUNNING"


def test_a_worker_that_was_thought_dead_writes_nothing_more(three: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_A_STEP", 1)
    bare = keeping.keep

    def taken_away(*args: Any) -> None:
        bare(*args)
        row = DBTaskResult.objects.get()
        DBTaskResult.objects.update(worker_ids=[*row.worker_ids, "another"])

    monkeypatch.setattr(keeping, "keep", taken_away)
    work_now()
    row = DBTaskResult.objects.get()
    assert (row.status, row.worker_ids[-1]) == ("RUNNING", "another")
    assert (Line.objects.count(), again(three).finished_at) == (1, None)


def test_after_three_tries_without_one_more_file_it_is_given_up_and_a_person_can_have_it_tried_again(
    owner: Account, client_of: ClientOf, three: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        leave_after(patched, 0)
        for number in range(reaper.MOST_TRIES):
            DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
            with pytest.raises(SystemExit):
                work_now()
            assert Pulse.objects.get().tries == number + 1
            be_silent()
            reaper.reap()
    assert again(three).state == "stopped"
    assert not reaper.due()
    page = client_of(owner).get(f"/settings/archive/{three.pk}").content.decode()
    assert "Stopped by itself" in page
    client_of(owner).post(f"/settings/archive/{three.pk}/go-on")
    work_now()
    assert (again(three).state, again(three).taken) == ("done", 3)


def test_a_failure_is_tried_again_later_and_progress_gives_all_tries_back(
    three: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any) -> None:
        raise ValueError("no room")

    monkeypatch.setattr(keeping, "keep", fails)
    work_now()
    assert (DBTaskResult.objects.get().status, again(three).state) == ("FAILED", "waiting")
    assert reaper.reap() == 1
    assert DBTaskResult.objects.get().status == "READY"
    assert Pulse.objects.get().tries == 1
    monkeypatch.undo()
    work_now()
    assert Pulse.objects.get().tries == 0
    assert again(three).state == "done"


def test_a_worker_that_stops_gives_its_task_back_as_it_stands(three: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_A_STEP", 1)
    bare = keeping.keep

    def asked_to_stop(*args: Any) -> None:
        bare(*args)
        STOPPING.set()

    monkeypatch.setattr(keeping, "keep", asked_to_stop)
    try:
        work_now()
    finally:
        STOPPING.clear()
    assert (DBTaskResult.objects.get().status, again(three).state, Line.objects.count()) == ("READY", "waiting", 1)
    monkeypatch.undo()
    work_now()
    assert (again(three).taken, Line.objects.count()) == (3, 3)


def test_cancelled_while_reading_it_keeps_what_was_read_and_goes_on_when_asked(
    owner: Account, client_of: ClientOf, three: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = keeping.keep
    client = client_of(owner)
    with monkeypatch.context() as patched:
        patched.setattr(reading, "MOST_A_STEP", 1)
        patched.setattr(
            keeping, "keep", lambda *args: (bare(*args), client.post(f"/settings/archive/{three.pk}/cancel"))
        )
        work_now()
    half = again(three)
    assert (half.state, half.taken, ActivityRow.objects.count()) == ("cancelled", 1, 1)
    client.post(f"/settings/archive/{three.pk}/go-on")
    work_now()
    assert (again(three).state, again(three).taken, ActivityRow.objects.count()) == ("done", 3, 3)


def test_cancelled_before_it_began_it_is_never_read(three: Import) -> None:
    services.cancel(three)
    work_now()
    assert (again(three).state, Line.objects.count()) == ("cancelled", 0)


def test_the_same_bytes_again_are_known_and_nothing_is_doubled(runner: Runner, three: Import) -> None:
    work_now()
    runs = {f"{day}.gpx": gpx(date(2026, 3, day)) for day in (2, 4, 6)}
    whole = give(runner, [file("other name.zip", zipped(**runs))])
    more = give(
        runner, [file("more.zip", zipped(**{"old.gpx": gpx(date(2026, 3, 2)), "new.gpx": gpx(date(2026, 3, 8))}))]
    )
    twice = give(runner, [file("a.gpx", gpx(date(2026, 3, 9))), file("b.gpx", gpx(date(2026, 3, 9)))])
    assert (whole.known, whole.taken) == (1, 0)
    assert (more.known, more.taken) == (1, 1)
    assert (twice.known, twice.taken) == (1, 1)
    assert ActivityRow.objects.count() == 5


def test_the_same_unreadable_file_twice_at_once_is_refused_twice_for_the_same_reason(runner: Runner) -> None:
    batch = give(runner, [file("a.fit", b"no fit"), file("b.fit", b"no fit"), file("a.fit", b"no fit")])
    assert (batch.refused, batch.known, batch.found) == (3, 0, 3)
    assert len({(line.status, line.reason_code, str(line.params)) for line in batch.lines.all()}) == 1
    assert sorted((line.path, line.again) for line in batch.lines.all()) == [("a.fit", 0), ("a.fit", 1), ("b.fit", 0)]


def test_the_same_file_twice_at_once_is_named_by_the_first(runner: Runner) -> None:
    batch = give(runner, [file("a.gpx", gpx(date(2026, 3, 9))), file("b.gpx", gpx(date(2026, 3, 9)))])
    (line,) = batch.lines.filter(status="known")
    assert reason_of(line) == "The same file as a.gpx, so it counts once."


def test_a_file_that_gave_nothing_is_no_known_run_when_it_is_given_again(runner: Runner) -> None:
    for _time in range(2):
        batch = services.give(runner, [file("cut.fit", b"Dear diary"), file("run.gpx", gpx(date(2026, 3, 2)))])
        work_now()
    assert (again(batch).refused, again(batch).known, again(batch).taken) == (1, 1, 0)


def test_members_of_one_name_are_two_files(runner: Runner) -> None:
    batch = give(runner, [file("run.gpx", gpx(date(2026, 3, 2))), file("run.gpx", gpx(date(2026, 3, 4)))])
    assert sorted(batch.lines.values_list("path", flat=True)) == ["run (2).gpx", "run.gpx"]


def test_the_log_of_the_injury_follows_and_the_plan_is_decided_again(
    owner: Account, runner: Runner, episode_of: EpisodeOf
) -> None:
    episode = episode_of(owner)
    before = selectors.made_for(owner, episode, selectors.today_for(owner)).events
    give(runner, [file("a.gpx", gpx(days_ago(20))), file("b.gpx", gpx(days_ago(1)))])
    found = EventRow.objects.filter(episode=episode, type="activity_imported")
    assert list(found.values_list("by_role", flat=True)) == ["import", "import"]
    assert selectors.made_for(owner, episode, selectors.today_for(owner)).events == before + 2


def test_a_run_that_two_devices_recorded_comes_into_the_log_once(
    owner: Account, runner: Runner, episode_of: EpisodeOf
) -> None:
    episode = episode_of(owner)
    run = gpx(days_ago(20))
    give(runner, [file("phone.gpx", run)])
    give(runner, [file("watch.gpx", run + b"<!-- the same run again -->")])
    assert (ActivityRow.objects.count(), counted(owner, episode)) == (2, 1)


def test_a_day_to_come_waits_for_its_day(owner: Account, runner: Runner, episode_of: EpisodeOf) -> None:
    episode = episode_of(owner)
    give(runner, [file("a.gpx", gpx(days_ago(-1)))])
    assert (ActivityRow.objects.count(), counted(owner, episode)) == (1, 0)


def test_taken_back_everything_of_it_goes_and_the_log_only_grows(
    owner: Account,
    client_of: ClientOf,
    runner: Runner,
    episode_of: EpisodeOf,
    django_capture_on_commit_callbacks: Callable[..., Any],
    clock_at: ClockAt,
) -> None:
    clock_at(MORNING)
    episode = episode_of(owner)
    batch = give(runner, [file("a.gpx", gpx(days_ago(20))), file("b.gpx", gpx(days_ago(1)))])
    path, events = uploads.path_of(Upload.objects.all()[0].sha256), EventRow.objects.count()
    page = client_of(owner).get(f"/settings/archive/{batch.pk}/take-back").content.decode()
    assert "1 activity is older than two days." in page
    assert ActivityRow.objects.count() == 2
    with django_capture_on_commit_callbacks(execute=True):
        client_of(owner).post(f"/settings/archive/{batch.pk}/take-back")
    assert (again(batch).state, again(batch).taken) == ("undone", 2)
    assert not any(model.objects.exists() for model in (ActivityRow, Samples, Line, Upload))
    assert not path.exists()
    tomorrow(clock_at)
    assert EventRow.objects.count() == events + 2
    # the run of yesterday is gone; that of 20 days ago was told late, and late words only tighten
    assert counted(owner, episode) == 1


def test_a_taking_back_that_fails_leaves_nothing_in_memory_that_was_never_told(
    owner: Account, runner: Runner, episode_of: EpisodeOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    episode = episode_of(owner)
    batch = give(runner, [file("a.gpx", gpx(days_ago(20)))])
    told = selectors.events_of(owner, episode)

    def fails(_ids: object) -> None:
        fact = {"type": "profile_set", "on": days_ago(0).isoformat(), "data": {"height_cm": 181}}
        append_events(actor_for(owner), episode, [fact])
        assert len(selectors.events_of(owner, episode)) > len(told)
        raise RuntimeError

    monkeypatch.setattr(services, "read_again", fails)
    with pytest.raises(RuntimeError):
        undoing.undo(batch)
    assert selectors.events_of(owner, episode) == told


def test_taking_back_twice_is_taking_back_once(
    owner: Account, runner: Runner, episode_of: EpisodeOf, clock_at: ClockAt
) -> None:
    clock_at(MORNING)
    episode_of(owner)
    batch = give(runner, [file("b.gpx", gpx(days_ago(1)))])
    undoing.undo(batch)
    undoing.undo(batch)
    tomorrow(clock_at)
    assert EventRow.objects.filter(type="withdrawn").count() == 1


def test_given_again_after_it_was_taken_back_each_run_counts_once(
    owner: Account, runner: Runner, episode_of: EpisodeOf, clock_at: ClockAt
) -> None:
    clock_at(MORNING)
    episode = episode_of(owner)
    for _time in range(3):
        batch = give(runner, [file("a.gpx", gpx(days_ago(20))), file("b.gpx", gpx(days_ago(1)))])
        assert (batch.taken, counted(owner, episode)) == (2, 2)
        undoing.undo(batch)
    tomorrow(clock_at)
    assert counted(owner, episode) == 1


def test_taken_back_a_run_that_another_file_recorded_stays_in_the_log(
    owner: Account, runner: Runner, episode_of: EpisodeOf
) -> None:
    episode = episode_of(owner)
    run = gpx(days_ago(1))
    batch = give(runner, [file("phone.gpx", run)])
    give(runner, [file("watch.gpx", run + b"<!-- the same run again -->")])
    undoing.undo(batch)
    assert not EventRow.objects.filter(type="withdrawn").exists()
    assert counted(owner, episode) == 1


def test_taken_back_a_file_that_another_archive_holds_as_well_is_read_there(runner: Runner) -> None:
    first = give(runner, [file("a.gpx", gpx(date(2026, 3, 2)))])
    other = give(runner, [file("b.zip", zipped(**{"a.gpx": gpx(date(2026, 3, 2)), "b.gpx": gpx(date(2026, 3, 4))}))])
    assert (other.known, other.taken) == (1, 1)
    undoing.undo(first)
    assert ActivityRow.objects.count() == 1
    work_now()
    assert (again(other).known, again(other).taken, ActivityRow.objects.count()) == (0, 2, 2)


def test_taken_back_the_same_bytes_that_another_import_gave_stay(runner: Runner) -> None:
    first = give(runner, [file("a.gpx", gpx(date(2026, 3, 2)))])
    give(runner, [file("again.gpx", gpx(date(2026, 3, 2)))])
    undoing.undo(first)
    assert (Upload.objects.count(), ActivityRow.objects.count()) == (1, 1)


def test_taken_back_while_it_is_read_nothing_of_it_comes_after(three: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_A_STEP", 1)
    bare = keeping.keep
    done: list[int] = []

    def once(*args: Any) -> None:
        bare(*args)
        done.append(1)
        if len(done) == 2:
            undoing.undo(three)

    monkeypatch.setattr(keeping, "keep", once)
    work_now()
    assert (len(done), again(three).state, ActivityRow.objects.count(), Line.objects.count()) == (2, "undone", 0, 0)


def test_better_readers_read_again_from_the_bytes_and_what_they_no_longer_find_goes(
    runner: Runner, three: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    work_now()
    monkeypatch.setattr("opbouw.web.activities.reading.READER_VERSION", READER_VERSION + 1)
    monkeypatch.setattr("opbouw.web.activities.keeping.READER_VERSION", READER_VERSION + 1)
    monkeypatch.setattr(reading, "import_paths", lambda *args: list(import_paths(*args))[:2])
    services.read_again([three.pk])
    assert (again(three).state, again(three).read) == ("waiting", 0)
    work_now()
    assert (again(three).taken, again(three).reader) == (2, READER_VERSION + 1)
    assert (Line.objects.count(), Samples.objects.count()) == (2, 2)
    assert set(ActivityRow.objects.values_list("reader", flat=True)) == {READER_VERSION + 1}
    assert ActivityRow.objects.count() == 2


def runs_before(days: int) -> list[Any]:
    """A run of 5 km every other day of the eight weeks before the injury began, nine days ago."""
    return [file(f"{back}.gpx", gpx(days_ago(9 + back))) for back in range(1, days, 2)]


def test_another_level_in_the_archive_is_offered_and_set_only_when_asked(
    owner: Account, client_of: ClientOf, runner: Runner, episode_of: EpisodeOf
) -> None:
    episode = episode_of(owner)
    batch = give(runner, runs_before(57))
    assert levels.now(owner, episode) is None
    client = client_of(owner)
    assert "Your archive says something else" in client.get(f"/settings/archive/{batch.pk}").content.decode()
    client.post("/settings/archive/level")
    level = levels.now(owner, episode)
    assert level is not None
    assert level["longest_km"] == pytest.approx(5.0, abs=0.05)
    assert "Your archive says something else" not in client.get(f"/settings/archive/{batch.pk}").content.decode()


def test_the_level_of_an_archive_goes_with_it(
    owner: Account, client_of: ClientOf, runner: Runner, episode_of: EpisodeOf
) -> None:
    episode = episode_of(owner)
    batch = give(runner, runs_before(57))
    levels.accept(owner, episode)
    page = client_of(owner).get(f"/settings/archive/{batch.pk}/take-back").content.decode()
    assert "Longest run" in page
    assert "not known" in page
    undoing.undo(batch)
    assert levels.now(owner, episode) is None
    assert EventRow.objects.filter(type="baseline_set").count() == 1


def test_the_list_says_what_was_given_and_when(owner: Account, client_of: ClientOf, three: Import) -> None:
    work_now()
    page = client_of(owner).get("/settings/archive").content.decode()
    assert "3 activities, from 2 March 2026 to 6 March 2026" in page
    assert "Read: 3 files, 3 activities" in page
    undoing.undo(three)
    assert "Taken back: 3 files, 3 activities" in client_of(owner).get("/settings/archive").content.decode()


def test_a_full_disk_is_said_and_nothing_is_half_kept(
    owner: Account, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(uploads, "_copy", full)
    answer = client_of(owner).post("/settings/archive", {"files": [file("a.gpx", b"x")]}, follow=True)
    assert "may be full" in answer.content.decode()
    assert not Import.objects.exists()


def test_nobody_reads_the_files_of_somebody_else(other: Account, client_of: ClientOf, three: Import) -> None:
    client = client_of(other)
    assert client.get(f"/settings/archive/{three.pk}").status_code == 404
    assert client.post(f"/settings/archive/{three.pk}/take-back").status_code == 404
    assert client.get(f"/settings/archive/{uuid4()}").status_code == 404
    assert "three.zip" not in client.get("/settings/archive").content.decode()


def test_erased_in_the_middle_the_reading_ends_quietly(three: Import) -> None:
    Import.objects.all().delete()
    work_now()
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


@pytest.mark.slow
def test_all_recordings_go_through_the_page_as_one_upload(owner: Account, client_of: ClientOf, shared: Path) -> None:
    folder = shared / "data" / "activities"
    given = sorted(path for path in folder.rglob("*") if path.is_file())
    odd = {path.name for path in given if "odd" in path.relative_to(folder).parts}
    client: Client = client_of(owner)
    answer = client.post("/settings/archive", {"files": [file(path.name, path.read_bytes()) for path in given]})
    assert answer.status_code == 302
    work_now()
    batch = Import.objects.get()
    told = {path.partition("!")[0] for path in batch.lines.values_list("path", flat=True)}
    assert batch.state == "done"
    assert batch.parts.count() == len(given)
    assert {part.name for part in batch.parts.all()} <= told
    assert batch.read == batch.lines.count() >= len(given)
    refused = batch.lines.filter(status="refused").values_list("path", flat=True)
    assert {path.partition("!")[0] for path in refused} <= odd
    assert client.get(f"/settings/archive/{batch.pk}").status_code == 200


def test_the_command_reads_again_what_older_readers_read(three: Import, capsys: pytest.CaptureFixture[str]) -> None:
    work_now()
    call_command("read_again")
    assert "Imports to be read again: 0." in capsys.readouterr().out
    Import.objects.update(reader=0)
    call_command("read_again")
    assert "Imports to be read again: 1." in capsys.readouterr().out
    work_now()
    assert (again(three).state, again(three).taken, again(three).reading, Line.objects.count()) == ("done", 3, 2, 3)


def test_the_command_reads_everything_again_when_asked(three: Import, capsys: pytest.CaptureFixture[str]) -> None:
    work_now()
    call_command("read_again", "--all")
    assert "Imports to be read again: 1." in capsys.readouterr().out
