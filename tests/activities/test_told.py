"""What the runner told of the columns of a table: found by the header, kept as JSON, and no second activity by it."""

from dataclasses import replace
from pathlib import Path

import pytest

from opbouw.activities import bytes_of, header_key, import_paths, look_at, mapping_from_dict, mapping_to_dict
from opbouw.activities.columns import MILES
from opbouw.activities.model import ActivityError
from opbouw.activities.tables import ColumnMapping, read_table
from opbouw.activities.told import as_told, key_to_correct
from tests.activities.making import gzipped, zipped

LOG = b"Type,Date,Distance,Time\nRun,2026-03-02 08:00,5.0,00:45:00\nRun,2026-03-04 08:00,6.0,00:54:00\n"
DIARY = b"wat,wanneer,hoever\nlos,2026-03-02,5\nlos,2026-03-04,6\n"
SAMPLES = b"time,bpm\n" + b"".join(b"2026-03-02 08:00:%02d,140\n" % second for second in range(30))
MINE = ColumnMapping({"date": 1, "distance": 2}, sport="run")


def test_a_header_is_the_same_whatever_spaces_and_empty_columns_it_has() -> None:
    assert header_key(["Date ", "  Total   distance", "", ""]) == header_key(["Date", "Total distance"])
    assert header_key(["Date", "Distance"]) != header_key(["Distance", "Date"])


def test_a_mapping_is_the_same_after_it_was_kept() -> None:
    guessed = look_at(LOG).mapping
    assert guessed is not None
    assert guessed.doubts == ("doubt_distance_unit",)
    assert mapping_from_dict(mapping_to_dict(guessed)) == as_told(guessed)


@pytest.mark.parametrize(
    ("data", "offered"),
    [
        (LOG, True),
        (DIARY, True),
        (SAMPLES, False),  # one activity, second by second
        (b"name,since,city\nAnna,2026-03-02,Gouda\n", False),  # a day, but nothing that can be a distance or a time
        (b"name,price,city\nShoe,120,Gouda\n", False),  # a number, but no day
        (b"date,distance\n", False),
    ],
)
def test_columns_are_offered_for_correction_where_they_can_hold_activities(data: bytes, offered: bool) -> None:
    assert (key_to_correct(data) is not None) is offered


def test_the_import_reads_a_table_as_was_told_of_its_columns(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(DIARY)
    (before,) = import_paths([tmp_path / "a.csv"])
    assert (before.status, before.table) == ("skipped", look_at(DIARY).key)
    (after,) = import_paths([tmp_path / "a.csv"], mappings={look_at(DIARY).key: MINE})
    assert [(one.sport, one.distance_m) for one in after.activities] == [("run", 5000.0), ("run", 6000.0)]


def test_other_units_change_activities_and_make_no_other_ones() -> None:
    guessed = look_at(LOG).mapping
    assert guessed is not None
    ids = {
        tuple(
            row.activity.id for row in read_table(LOG, mapping=replace(as_told(guessed), distance_factor=factor)).rows
        )
        for factor in (1000.0, 1.0, MILES)
    }
    assert len(ids) == 1


def test_rows_that_no_guess_can_read_keep_their_ids_under_another_mapping() -> None:
    by_km, by_mile = (
        read_table(DIARY, mapping=replace(MINE, distance_factor=factor)).rows for factor in (1000.0, MILES)
    )
    assert [row.activity.id for row in by_km] == [row.activity.id for row in by_mile]
    assert len({row.activity.id for row in by_km}) == 2


def test_a_member_is_found_by_its_way_also_through_names_that_hold_the_mark(tmp_path: Path) -> None:
    inner = zipped({"a!b.csv": LOG, "packed.csv.gz": gzipped(DIARY)})
    path = tmp_path / "out.zip"
    path.write_bytes(zipped({"in!side.zip": inner, "other.csv": b"x"}))
    assert bytes_of(path, "in!side.zip!a!b.csv") == LOG
    assert bytes_of(path, "in!side.zip!packed.csv.gz") == DIARY
    with pytest.raises(ActivityError) as caught:
        bytes_of(path, "in!side.zip!nothing.csv")
    assert caught.value.code == "not_found"


NESTED = {
    "log.csv.gz": gzipped(LOG),
    "log.csv.gz.gz": gzipped(gzipped(LOG)),
    "log.zip.gz": gzipped(zipped({"log.csv": LOG})),
    "gz-in-zip.zip": zipped({"log.csv.gz": gzipped(LOG)}),
    "zip-in-gz-in-zip.zip": zipped({"in.zip.gz": gzipped(zipped({"deep/log.csv": LOG}))}),
    "twice-in-gz.zip": zipped({"in.gz": gzipped(gzipped(zipped({"log.csv": LOG})))}),
    "a-name-before-it.zip": zipped({"log": b"x", "log!a.csv": LOG}),
}


@pytest.mark.parametrize("name", NESTED)
def test_a_table_is_found_again_wherever_the_import_read_it(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(NESTED[name])
    (way,) = [report.path for report in import_paths([path]) if report.table == look_at(LOG).key]
    assert bytes_of(path, way.removeprefix(str(path)).removeprefix("!")) == LOG


def test_gzip_in_gzip_has_an_end(tmp_path: Path) -> None:
    path, data = tmp_path / "deep.gz", LOG
    for _layer in range(6):
        data = gzipped(data)
    path.write_bytes(data)
    with pytest.raises(ActivityError) as caught:
        bytes_of(path)
    assert caught.value.code == "archive_too_deep"
