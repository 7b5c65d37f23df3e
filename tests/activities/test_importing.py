"""Files and folders: every file gets a status and a reason, and no file stops the rest."""

import hashlib
import json
from pathlib import Path

import pytest

from opbouw.activities import (
    ActivityError,
    facts,
    import_paths,
    importing,
    leaves,
    read_activity,
    report_to_dict,
    summary,
)
from tests.activities.making import fit, gpx, gzipped, tcx, zipped


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a run in three formats, a letter, and a text that claims to be a run."""
    (tmp_path / "a.fit").write_bytes(fit())
    (tmp_path / "b.tcx").write_bytes(tcx())
    (tmp_path / "c.txt").write_text("a letter\n")
    (tmp_path / "d.fit").write_text("a letter\n")
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "e.gpx.gz").write_bytes(gzipped(gpx()))
    return tmp_path


def test_a_folder_is_read_deeply_and_every_file_has_a_status_and_a_reason(folder: Path) -> None:
    reports = list(import_paths([folder]))
    assert [report.status for report in reports] == ["taken", "taken", "skipped", "refused", "taken"]
    assert all(report.reason for report in reports)


def test_the_same_bytes_again_are_known_whatever_their_name_or_wrapping(tmp_path: Path) -> None:
    (tmp_path / "a.fit").write_bytes(fit())
    (tmp_path / "b.fit.gz").write_bytes(gzipped(fit()))
    (tmp_path / "c.zip").write_bytes(zipped({"d.fit": fit()}))
    assert [report.status for report in import_paths([tmp_path])] == ["taken", "known", "known"]


def test_a_hash_of_an_earlier_import_is_known(tmp_path: Path) -> None:
    path = tmp_path / "a.fit"
    path.write_bytes(fit())
    known = frozenset({hashlib.sha256(fit()).hexdigest()})
    (report,) = import_paths([path], known)
    assert (report.status, report.activities) == ("known", ())


def test_an_archive_that_was_read_before_is_known_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"a.fit": fit(), "b.gpx": gpx()}))
    known = frozenset({hashlib.sha256(path.read_bytes()).hexdigest()})
    assert [report.status for report in import_paths([path], known)] == ["known"]


@pytest.mark.parametrize("name", ["nowhere.fit", "no\0where", "a" * 5000])
def test_a_path_that_does_not_exist_is_named(tmp_path: Path, name: str) -> None:
    (report,) = import_paths([tmp_path / name])
    assert report.status == "refused"
    assert report.reason_code in {"not_found", "unreadable"}


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    (report,) = import_paths([tmp_path])
    assert report.reason_code == "empty_folder"


def test_a_file_larger_than_any_activity_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaves, "MAX_MEMBER_BYTES", 100)
    path = tmp_path / "a.fit"
    path.write_bytes(fit())
    (report,) = import_paths([path])
    assert report.reason_code == "file_too_large"


def test_a_fault_of_a_reader_is_a_refused_file_and_the_next_is_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(data: bytes) -> list[object]:
        raise RecursionError

    monkeypatch.setitem(importing._READERS, "tcx", broken)
    reports = list(import_paths([folder]))
    assert [report.reason_code for report in reports][:3] == ["taken", "unexpected", "not_activity_file"]


def test_the_id_is_the_same_on_every_import_and_for_every_wrapping(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"inner/a.fit.gz": gzipped(fit())}))
    assert read_activity(path).id == read_activity(fit()).id
    assert read_activity(fit()).file_hash == hashlib.sha256(fit()).hexdigest()


def test_the_machine_form_has_exactly_the_fields_of_the_contract(folder: Path) -> None:
    forms = [report_to_dict(report) for report in import_paths([folder])]
    wanted = "path status reason format sport start seconds distance_m samples activities"
    assert all(list(form) == wanted.split() for form in forms)
    assert forms[0] == {
        "path": str(folder / "a.fit"),
        "status": "taken",
        "reason": "Read.",
        "format": "fit",
        "sport": "run",
        "start": "2026-03-02T07:00:00Z",
        "seconds": 600.0,
        "distance_m": 1500.0,
        "samples": 61,
        "activities": 1,
    }
    assert forms[3]["seconds"] is None
    json.dumps(forms, allow_nan=False)


def test_the_summary_counts_files_activities_and_distance(folder: Path) -> None:
    counted = summary(import_paths([folder]))
    assert (counted["files"], counted["taken"], counted["refused"], counted["activities"]) == (5, 3, 1, 3)
    assert counted["sports"] == {"run": 3}
    assert counted["seconds"] == 1800.0
    assert counted["first"] == counted["last"] == "2026-03-02T07:00:00Z"


def test_the_facts_are_the_activity_without_its_samples() -> None:
    activity = read_activity(fit())
    light = facts(activity)
    assert (light.id, light.seconds, light.balance_left_pct) == (activity.id, 600.0, 51.5)
    assert not hasattr(light, "columns")


def test_an_error_says_what_it_is_where_it_is_and_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "letter.fit"
    path.write_text("a letter\n")
    with pytest.raises(ActivityError) as caught:
        read_activity(str(path))
    error = caught.value
    assert (error.code, error.where) == ("not_what_name_says", str(path))
    assert error.what == "The name ends in .fit but the content is not fit."
    assert error.todo == "Export the activity again from the watch or its app."
    assert str(error) == f"{path}: {error.what} {error.todo}"


def test_an_activity_without_a_day_is_told_in_the_line_of_its_file(tmp_path: Path) -> None:
    (tmp_path / "old.gpx").write_bytes(gpx().replace(b"2026-03-02", b"1989-12-31"))
    rows = ["Activity ID,Activity Date,Activity Type,Elapsed Time,Distance"]
    rows += [f'{number},"Mar 2, {year}, 7:00:00 AM",Run,600,1.5' for number, year in enumerate((1971, 2026, 2199))]
    (tmp_path / "rows.csv").write_text("\n".join(rows))
    said = {Path(report.path).name: report.reason for report in import_paths([tmp_path])}
    assert said["old.gpx"].endswith("(a clock that was never set, or is ahead): 1.")
    assert said["rows.csv"].endswith("(a clock that was never set, or is ahead): 2.")
