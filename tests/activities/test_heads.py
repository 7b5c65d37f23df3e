"""A table without names above its columns: told from one with names, and none of its rows lost."""

from datetime import date
from pathlib import Path

import pytest

from opbouw.activities import import_paths, look_at
from opbouw.activities.heads import table_of
from opbouw.activities.model import ActivityError
from opbouw.activities.tables import ColumnMapping, RowProblem, read, read_table
from opbouw.activities.told import key_to_correct

BARE = b"2026-03-02,los,5,45:00\n2026-03-04,duin,6,54:00\n2026-03-06,los,7,63:00\n"
MINE = ColumnMapping({"date": 0, "distance": 2, "seconds": 3}, sport="run")


def test_the_first_row_of_a_bare_table_counts_by_hand(tmp_path: Path) -> None:
    look = look_at(BARE)
    assert (look.headed, look.header, look.mapping) == (False, ("", "", "", ""), None)
    assert look.rows[0] == ("2026-03-02", "los", "5", "45:00")
    (tmp_path / "a.csv").write_bytes(BARE)
    (before,) = import_paths([tmp_path / "a.csv"])
    assert (before.status, before.table) == ("skipped", look.key)
    (after,) = import_paths([tmp_path / "a.csv"], mappings={look.key: MINE})
    found = [(one.local_date, one.distance_m, one.seconds) for one in after.activities]
    assert found == [
        (date(2026, 3, 2), 5000.0, 2700.0),
        (date(2026, 3, 4), 6000.0, 3240.0),
        (date(2026, 3, 6), 7000.0, 3780.0),
    ]


def test_a_bare_table_of_one_row_is_one_activity() -> None:
    one = BARE.splitlines()[0]
    assert key_to_correct(one) == look_at(BARE).key
    assert len(read_table(one, mapping=MINE).rows) == 1
    with pytest.raises(ActivityError, match="column names but no activities"):
        look_at(b"date,distance,time\n")


def test_a_later_table_of_the_same_kind_is_known_again_and_one_of_another_kind_is_not() -> None:
    later = b"2026-04-02,strand,8,71:00\n2026-04-04,los,6.5,54:30\n"
    assert look_at(later).key == look_at(BARE).key
    for other in (BARE.replace(b":00", b""), b"x,%b" % BARE.replace(b"\n", b"\nx,").removesuffix(b"x,")):
        assert not look_at(other).headed
        assert look_at(other).key != look_at(BARE).key


def test_rows_of_a_bare_table_keep_their_ids_when_it_grows_at_either_end() -> None:
    lines = BARE.splitlines(keepends=True)
    whole = [row.activity.id for row in read_table(BARE, mapping=MINE).rows]
    assert len(set(whole)) == 3
    assert [row.activity.id for row in read_table(b"".join(lines[1:]), mapping=MINE).rows] == whole[1:]


@pytest.mark.parametrize(
    "table",
    [
        "wat,wanneer,hoever\nlos,2026-03-02,5\n",
        # A name may be a day or a number: what stands below it is something else.
        "soort,2026-03-02,2026-03-03\nkm,5,6\n",
        "datum,km,1\n2026-03-02,5,6\n",
        "overzicht,2026-03-02,12\ndatum,soort,km\n2026-03-01,los,5\n2026-03-02,los,6\n",
    ],
)
def test_names_above_columns_are_no_activity(table: str) -> None:
    rows = [line.split(",") for line in table.splitlines()]
    found = table_of(rows)
    assert (found.headed, list(found.header), list(found.rows)) == (True, rows[0], rows[1:])


def test_rows_are_numbered_as_they_stand_in_the_file() -> None:
    table = table_of(
        [["2026-03-02", "los", "5"], ["?", "los", "5"], ["2026-03-04", "los", "6"], *[["2026-03-05", "los", "6"]] * 4]
    )
    mapping = ColumnMapping({"date": 0, "distance": 2})
    assert read(table.rows, mapping, first_row=table.first_row).problems == (RowProblem(2, "row_date"),)
