"""Uploaded bytes are kept by their hash, read file by file, and one bad file never stops the others."""

import hashlib
import stat
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from opbouw.web.accounts.models import Account
from opbouw.web.activities import services
from opbouw.web.activities.models import Import, Line
from opbouw.web.background.work import work_now
from opbouw.web.onboarding import drafts
from opbouw.web.onboarding.finish import found_level
from opbouw.web.store import selectors, uploads
from opbouw.web.store.erasure import erase_everything
from opbouw.web.store.models import ActivityRow, Episode, EventRow, Runner, Upload
from opbouw.web.ui.say import pace
from tests.activities import making
from tests.web.conftest import ClientOf, EpisodeOf
from tests.web.test_onboarding import answer, answer_until

pytestmark = pytest.mark.django_db
POINT = '<trkpt lat="{lat:.5f}" lon="5.1"><ele>2</ele><time>{day}T07:{minute:02d}:00Z</time></trkpt>'


def gpx(day: date, minutes: int = 30) -> bytes:
    """A run of some minutes with a point a minute, straight north at 6 minutes a kilometre."""
    points = "".join(
        POINT.format(lat=52 + minute * 0.0015, day=day.isoformat(), minute=minute) for minute in range(minutes + 1)
    )
    head = (
        '<gpx version="1.1" creator="test" xmlns="http://www.topografix.com/GPX/1/1"><trk><type>running</type><trkseg>'
    )
    return f'<?xml version="1.0"?>{head}{points}</trkseg></trk></gpx>'.encode()


def zipped(**members: bytes) -> bytes:
    """A zip with these members, the same bytes whenever it is made."""
    return making.zipped(members)


def file(name: str, data: bytes) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, data)


@pytest.fixture
def browser(owner: Account, client_of: ClientOf) -> Client:
    """A beginning that has come to the archive."""
    client = client_of(owner)
    answer_until(client, "seen")
    return client


def send(client: Client, *files: Any) -> str:
    """Upload files and return the page with the report."""
    response = client.post("/start/before/files", {"files": list(files)})
    assert response["Location"] == "/start/before"
    work_now()
    return client.get("/start/before").content.decode()


def give(runner: Runner, files: list[SimpleUploadedFile]) -> Import:
    """Give files and have them read."""
    made = services.give(runner, files)
    work_now()
    return Import.objects.get(pk=made.pk)


def test_the_bytes_are_kept_as_they_came_for_nobody_else_to_read(runner: Runner) -> None:
    data = b"these bytes"
    upload, fresh = uploads.keep(runner, file("a.fit", data))
    kept = uploads.path_of(hashlib.sha256(data).hexdigest())
    assert fresh
    assert (upload.sha256, upload.size_bytes) == (hashlib.sha256(data).hexdigest(), 11)
    assert kept.read_bytes() == data
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_the_same_bytes_are_kept_once_whatever_their_name(runner: Runner) -> None:
    first, _ = uploads.keep(runner, file("a.fit", b"same"))
    second, fresh = uploads.keep(runner, file("b.fit", b"same"))
    assert (second.pk, fresh) == (first.pk, False)


def test_a_name_with_a_path_is_only_a_name(runner: Runner, settings: Any) -> None:
    upload, _ = uploads.keep(runner, file("../../etc/passwd", b"x"))
    assert upload.name == "passwd"
    assert [path for path in Path(settings.UPLOADS_DIR).rglob("*") if path.is_file()] == [
        uploads.path_of(upload.sha256)
    ]


def test_taking_a_file_back_leaves_the_same_bytes_of_another(
    runner: Runner, other: Account, django_capture_on_commit_callbacks: Any
) -> None:
    mine, _ = uploads.keep(runner, file("a.fit", b"same"))
    theirs, _ = uploads.keep(Runner.objects.get(account=other), file("b.fit", b"same"))
    with django_capture_on_commit_callbacks(execute=True):
        uploads.forget(mine)
    assert uploads.path_of(theirs.sha256).exists()
    with django_capture_on_commit_callbacks(execute=True):
        uploads.forget(theirs)
    assert not uploads.path_of(theirs.sha256).exists()


def test_a_run_is_read_into_its_facts(runner: Runner) -> None:
    give(runner, [file("run.gpx", gpx(date(2026, 3, 2)))])
    row = ActivityRow.objects.get()
    assert (row.sport, row.local_date, row.seconds) == ("run", date(2026, 3, 2), 1800)
    # 30 steps of 0.0015 degrees of latitude, 111.2 km a degree: 5.0 km
    assert row.distance_m == pytest.approx(5004, abs=10)


def test_a_bad_file_is_named_and_the_good_one_is_read(browser: Client) -> None:
    page = send(browser, file("bad.fit", b"no fit at all"), file("run.gpx", gpx(date(2026, 3, 2))))
    assert "1 activity" in page
    assert "1 not readable" in page
    assert "bad.fit" in page
    assert ActivityRow.objects.count() == 1


def test_the_reason_is_in_the_language_of_the_page(owner: Account, client_of: ClientOf) -> None:
    client = client_of(owner, **{"accept-language": "nl"})
    answer_until(client, "seen")
    page = send(client, file("bad.fit", b"no fit at all"))
    assert "niet leesbaar" in page
    assert "De naam eindigt op .fit" in page


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.zip", zipped()),
        ("empty.fit", b""),
        ("up.zip", zipped(**{"../up.gpx": gpx(date(2026, 3, 2))})),
        ("text.fit", b"hello"),
        ("cut.zip", zipped(**{"a.gpx": gpx(date(2026, 3, 2))})[:60]),
    ],
    ids=["an empty archive", "an empty file", "a name that climbs out", "text called fit", "a cut archive"],
)
def test_an_odd_file_gets_a_reason_and_never_an_error_page(browser: Client, name: str, data: bytes) -> None:
    page = send(browser, file(name, data))
    report = list(Line.objects.all())
    assert report
    assert all(line.status in {"refused", "skipped"} and line.reason_code for line in report)
    assert "File by file" in page


def test_the_members_of_an_archive_are_read_one_by_one(browser: Client) -> None:
    archive = zipped(**{"one.gpx": gpx(date(2026, 3, 2)), "two.gpx": gpx(date(2026, 3, 4)), "notes.txt": b"nothing"})
    page = send(browser, file("export.zip", archive))
    assert "2 activities" in page
    assert Line.objects.order_by("pk")[0].path == "export.zip!one.gpx"


def test_days_of_rest_are_kept_with_the_report_and_said_on_the_page(browser: Client) -> None:
    page = send(browser, file("rest.csv", b"Date,Resting HR,Sleep (h)\n2026-03-02,50,7.5\n2026-03-03,51,\n"))
    assert "2 days with resting heart rate, heart rate variability or sleep" in page
    assert Line.objects.get().wellness == [
        ["2026-03-02", 50.0, None, None, 27000.0],
        ["2026-03-03", 51.0, None, None, None],
    ]
    assert not ActivityRow.objects.exists()


def test_a_table_has_the_runners_own_clock_and_its_doubts_are_words(browser: Client, runner: Runner) -> None:
    runs = b"Sport;Datum;Afstand (km);Tijd\nHardlopen;02-03-2026 23:30;10,02;1:00:30\n"
    page = send(browser, file("log.csv", runs), file("doubt.csv", b"Sport,Date,Distance (km)\nRun,02/03/2026,10\n"))
    row = ActivityRow.objects.get()
    assert runner.time_zone == "Europe/Amsterdam"
    assert (row.local_date, row.start) == (date(2026, 3, 2), datetime(2026, 3, 2, 22, 30, tzinfo=UTC))
    assert "Day or month first? Write dates as 2026-03-02." in page


def test_the_same_file_again_is_already_here(browser: Client) -> None:
    send(browser, file("run.gpx", gpx(date(2026, 3, 2))))
    page = send(browser, file("again.gpx", gpx(date(2026, 3, 2))))
    assert "1 already here" in page
    assert (Upload.objects.count(), ActivityRow.objects.count()) == (1, 1)


def test_a_file_of_the_same_name_does_not_hide_another(runner: Runner) -> None:
    give(runner, [file("run.gpx", gpx(date(2026, 3, 2))), file("run.gpx", gpx(date(2026, 3, 4)))])
    assert ActivityRow.objects.count() == 2


def test_no_files_is_said_and_nothing_breaks(browser: Client) -> None:
    assert "Choose one or more files first." in send(browser)


def test_a_file_can_be_taken_back_with_what_was_read_from_it(browser: Client) -> None:
    send(browser, file("run.gpx", gpx(date(2026, 3, 2))))
    browser.post(f"/start/before/files/{Import.objects.get().pk}/remove")
    assert not Upload.objects.exists()
    assert not ActivityRow.objects.exists()


def test_what_was_read_can_be_made_again_from_the_bytes(runner: Runner) -> None:
    give(runner, [file("run.gpx", gpx(date(2026, 3, 2)))])
    before = ActivityRow.objects.values_list("activity_id", "distance_m").get()
    ActivityRow.objects.all().delete()
    services.read_again(runner.imports.values_list("pk", flat=True))
    work_now()
    assert ActivityRow.objects.values_list("activity_id", "distance_m").get() == before


def test_the_old_level_is_found_and_shown(browser: Client, owner: Account) -> None:
    onset = timezone.localdate() - timedelta(days=9)
    runs = [file(f"{days}.gpx", gpx(onset - timedelta(days=days))) for days in range(1, 57, 2)]
    send(browser, *runs)
    answer(browser, "before")
    page = browser.get("/start/level").content.decode()
    assert "We found this in your archive" in page
    # one run of 5.0 km every other day: 3 or 4 runs, so 15 to 20 km a week
    found = drafts.draft_of(Runner.objects.get(account=owner))
    assert "found" not in found.answers.get("level", {})
    answer(browser, "level", weekly_km=None, weekly_runs=None, longest_km=None, easy_pace_s_per_km=None)
    level = drafts.draft_of(Runner.objects.get(account=owner)).answers["level"]["found"]
    assert 15 <= level["weekly_km"] <= 20
    assert level["longest_km"] == pytest.approx(5.0, abs=0.05)
    assert level["easy_pace_s_per_km"] == pytest.approx(360, abs=2)


@pytest.mark.parametrize(("weekly_km", "source"), [(None, "archive"), ("31", "typed")])
def test_the_archive_comes_along_in_the_log_and_the_level_says_its_source(
    weekly_km: str | None, source: str, browser: Client, owner: Account
) -> None:
    onset = timezone.localdate() - timedelta(days=9)
    send(browser, *[file(f"{days}.gpx", gpx(onset - timedelta(days=days))) for days in range(1, 57, 2)])
    answer(browser, "before")
    found = level_of(owner)
    typed = {**found, "easy_pace_s_per_km": pace(found["easy_pace_s_per_km"])}
    browser.post("/start/level", typed if weekly_km is None else {**typed, "weekly_km": weekly_km})
    answer(browser, "possible")
    answer(browser, "you")
    imported = EventRow.objects.filter(type="activity_imported")
    assert imported.count() == 28
    assert set(imported.values_list("by_role", flat=True)) == {"import"}
    assert EventRow.objects.get(type="baseline_set").data["source"] == source


def level_of(owner: Account) -> dict[str, Any]:
    """What the archive says, as the form would show it."""
    draft = drafts.draft_of(Runner.objects.get(account=owner))
    found = found_level(owner, draft.answers)
    return found.to_event_data() if found else {}


def test_erasing_everything_leaves_nothing_of_one_and_all_of_another(
    owner: Account, other: Account, runner: Runner, episode_of: EpisodeOf, django_capture_on_commit_callbacks: Any
) -> None:
    episode_of(owner)
    kept = episode_of(other)
    give(runner, [file("run.gpx", gpx(date(2026, 3, 2)))])
    drafts.draft_of(runner)
    path = uploads.path_of(Upload.objects.get().sha256)
    with django_capture_on_commit_callbacks(execute=True):
        erase_everything(owner)
    assert list(Episode.objects.all()) == [kept]
    assert not selectors.uploads_of(owner).exists()
    assert not ActivityRow.objects.exists()
    assert not path.exists()
    assert Account.objects.filter(pk=owner.pk).exists()


def test_a_run_that_two_devices_recorded_counts_once(browser: Client, owner: Account) -> None:
    phone = gpx(date(2026, 3, 2))
    send(browser, file("phone.gpx", phone), file("watch.gpx", phone + b"<!-- the same run again -->"))
    assert selectors.activities_of(owner).count() == 2
    assert len(selectors.history_of(owner)) == 1
