"""A table whose columns the runner checks: seen, tried, kept for every such file, read again without doubles."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from opbouw.core.events import ActivityImported
from opbouw.core.log import read_log
from opbouw.web.accounts.models import Account
from opbouw.web.activities.models import Import, Line, TableTold
from opbouw.web.background.work import work_now
from opbouw.web.store import selectors
from opbouw.web.store.erasure import erase_everything
from opbouw.web.store.models import ActivityRow, Episode, EventRow, Runner
from tests.activities.making import gzipped, zipped
from tests.web.conftest import ClientOf, EpisodeOf
from tests.web.test_uploads import file, give

pytestmark = pytest.mark.django_db
UNITS = {
    "time": "s",
    "two_parts": "minutes",
    "order": "day",
    "comma": "",
    "clock": "own",
    "sport": "",
    "distance": "km",
}


def day(back: int) -> date:
    """A day before today."""
    return timezone.localdate() - timedelta(days=back)


def unsure(*backs: int) -> bytes:
    """A log in English of five in three quarters of an hour: kilometres at a jog, or miles at 5.59 a kilometre."""
    rows = [f"Run,{day(back)} 08:00:00,5.0,00:45:00" for back in backs]
    return "\n".join(["Type,Date,Distance,Time", *rows, ""]).encode()


def odd(*backs: int) -> bytes:
    """A log whose column names say nothing."""
    return "\n".join(["wat,wanneer,hoever,hoelang", *(f"los,{day(back)},5,40" for back in backs), ""]).encode()


def address(batch: Import, name: str = "") -> str:
    """The page about the columns of the table in an import."""
    line = Line.objects.get(batch=batch, path__endswith=name)
    return f"/settings/archive/{batch.pk}/columns/{line.pk}"


def columns(*roles: str, **units: str) -> dict[str, str]:
    """What the form sends: a role for each column, and the units."""
    return {**UNITS, **{f"column_{at}": role for at, role in enumerate(roles)}, **units}


PLAIN = ("sport", "date", "distance", "seconds")


def post(client: Client, where: str, do: str, said: dict[str, str]) -> Any:
    """Send the form and have what it asks for done."""
    answer = client.post(where, {**said, "do": do})
    work_now()
    return answer


def metres() -> list[float | None]:
    """The distances in the archive, by day."""
    return list(ActivityRow.objects.order_by("local_date").values_list("distance_m", flat=True))


def test_a_table_that_leaves_a_doubt_is_read_once_its_columns_are_told(
    owner: Account, client_of: ClientOf, runner: Runner
) -> None:
    batch, client = give(runner, [file("log.csv", unsure(40, 38, 36))]), client_of(owner)
    assert (batch.taken, batch.skipped) == (0, 1)
    assert f'href="{address(batch)}"' in client.get(f"/settings/archive/{batch.pk}").content.decode()
    page = client.get(address(batch)).content.decode()
    assert "Kilometres or miles?" in page
    assert "5\u00a0km" in page
    tried = post(client, address(batch), "look", columns(*PLAIN, distance="mi")).content.decode()
    # Five miles of 1,609.344 m.
    assert "8.05\u00a0km" in tried
    assert metres() == []
    assert post(client, address(batch), "save", columns(*PLAIN, distance="mi")).status_code == 302
    assert metres() == [pytest.approx(8046.72)] * 3
    again = Import.objects.get(pk=batch.pk)
    assert (again.state, again.taken, again.skipped, again.why) == ("done", 1, 0, "columns")
    assert "3 activities are new." in client.get("/settings/archive").content.decode()


def test_what_was_told_holds_for_later_files_with_the_same_columns_and_for_no_others(
    owner: Account, client_of: ClientOf, runner: Runner
) -> None:
    batch = give(runner, [file("log.csv", unsure(40))])
    post(client_of(owner), address(batch), "save", columns(*PLAIN, distance="mi"))
    later = give(runner, [file("later.csv", unsure(20, 18))])
    assert (later.taken, len(metres())) == (1, 3)
    other = give(runner, [file("other.csv", unsure(10).replace(b"Time", b"Duration"))])
    assert (other.taken, other.skipped) == (0, 1)


def test_told_anew_the_same_runs_say_something_else_and_none_is_there_twice(
    owner: Account, client_of: ClientOf, runner: Runner
) -> None:
    batch, client = give(runner, [file("log.csv", unsure(40, 38))]), client_of(owner)
    post(client, address(batch), "save", columns(*PLAIN, distance="mi"))
    ids = set(ActivityRow.objects.values_list("activity_id", flat=True))
    post(client, address(batch), "save", columns(*PLAIN, distance="km"))
    assert metres() == [5000.0, 5000.0]
    assert set(ActivityRow.objects.values_list("activity_id", flat=True)) == ids
    page = client.get(f"/settings/archive/{batch.pk}").content.decode()
    assert "2 activities say something else now: distance." in page


def test_the_log_of_the_injury_is_corrected_and_counts_each_run_once(
    owner: Account, client_of: ClientOf, runner: Runner, episode_of: EpisodeOf
) -> None:
    episode: Episode = episode_of(owner)
    batch, client = give(runner, [file("log.csv", unsure(1, 5))]), client_of(owner)
    post(client, address(batch), "save", columns(*PLAIN, distance="km"))
    post(client, address(batch), "save", columns(*PLAIN, distance="mi"))
    assert EventRow.objects.filter(type="corrected").count() == 2
    assert EventRow.objects.filter(type="activity_imported").count() == 2
    log = read_log(selectors.events_of(owner, episode), selectors.today_for(owner))
    counted = [(event.on, round(data.distance_m or 0)) for event, data in log.of(ActivityImported)]
    # Of the run of five days ago both versions stay, as the core keeps them; it counts the larger.
    assert sorted(counted) == [(day(5), 5000), (day(5), 8047), (day(1), 8047)]
    page = client.get("/settings/archive").content.decode()
    assert "Your plan was decided again with 2 corrected activities." in page


def test_a_table_whose_names_say_nothing_is_mapped_by_hand(owner: Account, client_of: ClientOf, runner: Runner) -> None:
    batch, client = give(runner, [file("log.csv", odd(40, 38))]), client_of(owner)
    assert batch.skipped == 1
    assert "Say which columns hold the day" in client.get(address(batch)).content.decode()
    said = columns("", "date", "distance", "seconds", time="min", sport="run")
    post(client, address(batch), "save", said)
    assert list(ActivityRow.objects.values_list("sport", "seconds")) == [("run", 2400.0), ("run", 2400.0)]
    post(client, address(batch), "save", {**said, "distance": "mi"})
    assert metres() == [pytest.approx(8046.72)] * 2


def test_a_table_without_names_loses_no_row_and_a_later_one_is_known(
    owner: Account, client_of: ClientOf, runner: Runner
) -> None:
    def bare(*backs: int) -> bytes:
        return odd(*backs).partition(b"\n")[2]

    batch, client = give(runner, [file("log.csv", bare(40, 38))]), client_of(owner)
    page = client.get(address(batch)).content.decode()
    assert "the first row counts as well" in page
    assert "Column 4" in page
    said = columns("", "date", "distance", "seconds", time="min", sport="run")
    tried = post(client, address(batch), "look", said).content.decode()
    assert tried.count("40\u00a0min") == 2
    post(client, address(batch), "save", said)
    assert list(ActivityRow.objects.order_by("local_date").values_list("local_date", flat=True)) == [day(40), day(38)]
    assert give(runner, [file("later.csv", bare(20))]).taken == 1
    assert len(metres()) == 3


def test_what_cannot_be_is_said_beside_the_column_and_nothing_is_kept(
    owner: Account, client_of: ClientOf, runner: Runner
) -> None:
    batch, client = give(runner, [file("log.csv", unsure(40))]), client_of(owner)
    twice = post(client, address(batch), "save", columns("date", "date", "distance", "seconds")).content.decode()
    assert "Another column holds this too." in twice
    none = post(client, address(batch), "save", columns("sport", "", "", "")).content.decode()
    assert "Say which column holds the day." in none
    assert "Say which column holds the distance, or the time." in none
    assert not TableTold.objects.exists()


def test_taken_back_the_table_is_read_by_a_guess_and_its_runs_go_when_that_has_doubts(
    owner: Account, client_of: ClientOf, runner: Runner
) -> None:
    batch, client = give(runner, [file("log.csv", unsure(40))]), client_of(owner)
    post(client, address(batch), "save", columns(*PLAIN))
    assert len(metres()) == 1
    post(client, address(batch), "forget", {})
    assert (metres(), TableTold.objects.count()) == ([], 0)
    assert "1 activity is not found any more." in client.get(f"/settings/archive/{batch.pk}").content.decode()


@pytest.mark.parametrize(
    ("name", "around"),
    [
        ("out.zip", lambda inner: zipped({"in.zip": inner})),
        ("out.zip.gz", gzipped),
        ("out.zip", lambda inner: zipped({"in.zip.gz": gzipped(inner)})),
    ],
)
def test_a_table_in_an_archive_in_an_archive_is_found(
    owner: Account, client_of: ClientOf, runner: Runner, name: str, around: Callable[[bytes], bytes]
) -> None:
    inner = zipped({"deep/log.csv": odd(40), "deep/notes.txt": b"nothing"})
    batch, client = give(runner, [file(name, around(inner))]), client_of(owner)
    post(client, address(batch, "log.csv"), "save", columns("", "date", "distance", "seconds", time="min", sport="run"))
    assert len(metres()) == 1


def test_a_table_without_days_or_numbers_is_not_offered(owner: Account, client_of: ClientOf, runner: Runner) -> None:
    batch = give(runner, [file("contacts.csv", b"name,city,phone\nAnna,Utrecht,none\nBram,Gouda,none\n")])
    assert "Check the columns" not in client_of(owner).get(f"/settings/archive/{batch.pk}").content.decode()


def test_the_page_asks_the_database_little_and_is_light(
    owner: Account,
    client_of: ClientOf,
    runner: Runner,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    wide = b"date,distance (km)," + b",".join(b"extra %d" % n for n in range(60)) + b"\n"
    batch = give(runner, [file("wide.csv", wide + b"2026-03-02,5," + b",".join([b"1"] * 60) + b"\n")])
    client = client_of(owner)
    with django_assert_max_num_queries(12):
        answer = client.get(address(batch), headers={"accept-encoding": "gzip"})
    assert answer.status_code == 200
    assert len(answer.content) < 14_000


def test_bytes_that_are_gone_are_said_in_words(owner: Account, client_of: ClientOf, runner: Runner) -> None:
    batch, client = give(runner, [file("log.csv", unsure(40))]), client_of(owner)
    part = batch.parts.get()
    part.name = "elsewhere.csv"
    part.save()
    answer = client.get(address(batch), follow=True)
    assert "cannot be read any more" in answer.content.decode()


def test_who_leaves_leaves_no_word_about_tables(owner: Account, client_of: ClientOf, runner: Runner) -> None:
    batch = give(runner, [file("log.csv", unsure(40))])
    post(client_of(owner), address(batch), "save", columns(*PLAIN))
    erase_everything(owner)
    assert not TableTold.objects.exists()
