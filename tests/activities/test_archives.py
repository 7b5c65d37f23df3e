"""Archives are not trusted: budgets, names, depth, and nothing of theirs is written to disk under a name."""

import random
import zipfile
from pathlib import Path

import pytest

from opbouw.activities import archive, import_paths
from opbouw.activities.archive import Budget, gunzip, system_file, unsafe_name
from opbouw.activities.model import ActivityError
from tests.activities.making import fit, gpx, gzipped, tcx, zipped


def _codes(path: Path) -> list[str]:
    return [report.reason_code for report in import_paths([path])]


def _file(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("name", ["../run.fit", "/etc/run.fit", "..\\run.fit", "C:\\run.fit", "a/../../run.fit"])
def test_a_name_that_points_outside_is_refused_and_the_other_member_is_read(tmp_path: Path, name: str) -> None:
    path = _file(tmp_path, "hostile.zip", zipped({name: fit(), "good.fit": fit()}))
    refused, taken = import_paths([path])
    assert (refused.status, refused.reason_code) == ("refused", "zip_bad_name")
    assert (taken.status, taken.path) == ("taken", f"{path}!good.fit")
    assert [found.name for found in tmp_path.iterdir()] == ["hostile.zip"]


@pytest.mark.parametrize(("name", "unsafe"), [("a/b.fit", False), ("a..b.fit", False), ("a/..", True), ("\\a", True)])
def test_only_a_way_out_is_unsafe(name: str, unsafe: bool) -> None:
    assert unsafe_name(name) is unsafe


def test_a_zip_bomb_stops_at_the_ratio(tmp_path: Path) -> None:
    path = _file(tmp_path, "bomb.zip", zipped({"zeros.fit": bytes(20 * 2**20)}))
    assert _codes(path) == ["archive_bomb"]


def test_a_gzip_bomb_stops_at_the_ratio(tmp_path: Path) -> None:
    assert _codes(_file(tmp_path, "bomb.gz", gzipped(bytes(20 * 2**20)))) == ["archive_bomb"]


def test_a_bomb_in_the_middle_does_not_stop_the_rest(tmp_path: Path) -> None:
    path = _file(tmp_path, "mixed.zip", zipped({"1.fit": fit(), "2.fit": bytes(20 * 2**20), "3.gpx": gpx()}))
    assert _codes(path) == ["taken", "archive_bomb", "taken"]


def test_the_total_budget_ends_the_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_TOTAL_BYTES", 10)
    monkeypatch.setattr(Budget.__init__, "__defaults__", (archive.MAX_MEMBERS, len(fit()) + 10))
    path = _file(tmp_path, "large.zip", zipped({"1.fit": fit(), "2.tcx": tcx(), "3.gpx": gpx()}))
    assert _codes(path) == ["taken", "archive_too_large"]


def test_too_many_members_end_the_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Budget.__init__, "__defaults__", (2, archive.MAX_TOTAL_BYTES))
    path = _file(tmp_path, "many.zip", zipped({"1.fit": fit(), "2.tcx": tcx(), "3.gpx": gpx(), "4.txt": b"x"}))
    assert _codes(path) == ["taken", "taken", "archive_too_many"]


def test_archives_within_archives_end_at_a_depth(tmp_path: Path) -> None:
    data = zipped({"run.fit": fit()})
    for _ in range(archive.MAX_DEPTH):
        data = zipped({"inner.zip": data})
    assert _codes(_file(tmp_path, "deep.zip", data)) == ["archive_too_deep"]


def test_an_archive_in_an_archive_that_is_larger_than_a_file_may_be_is_read_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = zipped({"run.fit": fit(), "notes.bin": random.Random(1).randbytes(40_000)})
    path = _file(tmp_path, "out.zip", zipped({"in.zip": inner}))
    monkeypatch.setattr(archive, "IN_MEMORY_BYTES", 1_000)
    monkeypatch.setattr(archive, "MAX_MEMBER_BYTES", 20_000)
    seen = [(report.path, report.status) for report in import_paths([path], scratch=tmp_path) if report.activities]
    assert seen == [(f"{path}!in.zip!run.fit", "taken")]
    assert [found.name for found in tmp_path.iterdir()] == ["out.zip"]


def test_an_inner_archive_counts_for_the_total_before_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Budget.__init__, "__defaults__", (archive.MAX_MEMBERS, 30_000))
    inner = zipped({"noise.bin": random.Random(2).randbytes(40_000)})
    path = _file(tmp_path, "out.zip", zipped({"in.zip": inner, "run.fit": fit()}))
    assert _codes(path) == ["archive_too_large"]


def test_an_inner_archive_for_which_the_disk_has_no_room_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _file(tmp_path, "out.zip", zipped({"in.zip": zipped({"run.fit": fit()}), "run.fit": fit()}))
    monkeypatch.setattr(archive, "IN_MEMORY_BYTES", 10)
    assert [
        (report.reason_code, "/nowhere" in report.reason)
        for report in import_paths([path], scratch=tmp_path / "nowhere")
    ] == [("no_room", False), ("taken", False)]


def test_a_bomb_of_an_inner_archive_stops_at_the_ratio(tmp_path: Path) -> None:
    inner = zipped({"zeros.bin": bytes(20 * 2**20)}) + bytes(20 * 2**20)
    assert _codes(_file(tmp_path, "out.zip", zipped({"in.zip": inner}))) == ["archive_bomb"]


def test_gzip_within_gzip_ends_at_a_depth(tmp_path: Path) -> None:
    data = fit()
    for _ in range(archive.MAX_DEPTH + 1):
        data = gzipped(data)
    assert _codes(_file(tmp_path, "deep.gz", data)) == ["archive_too_deep"]


def test_a_member_of_a_zip_in_a_zip_shows_its_whole_way(tmp_path: Path) -> None:
    path = _file(tmp_path, "out.zip", zipped({"in/side.zip": zipped({"deep/run.fit.gz": gzipped(fit())})}))
    (report,) = import_paths([path])
    assert (report.path, report.status) == (f"{path}!in/side.zip!deep/run.fit.gz", "taken")


def test_a_member_with_a_password_is_named(tmp_path: Path) -> None:
    data = bytearray(zipped({"run.fit": fit()}))
    central = data.find(b"PK\x01\x02")
    data[6] |= 1
    data[central + 8] |= 1
    assert _codes(_file(tmp_path, "secret.zip", bytes(data))) == ["zip_encrypted"]


def test_a_damaged_member_does_not_stop_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "damaged.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("1.fit", fit())
        made.writestr("2.gpx", gpx())
    data = bytearray(path.read_bytes())
    data[400] ^= 0xFF
    path.write_bytes(bytes(data))
    assert _codes(path) == ["zip_damaged", "taken"]


def test_a_gzip_file_that_is_cut_off_gives_what_came_before() -> None:
    whole = gpx()
    part = gunzip(gzipped(whole)[:400], Budget())
    assert 0 < len(part) < len(whole)
    assert whole.startswith(part)


def test_gzip_files_one_after_the_other_are_one_file() -> None:
    assert gunzip(gzipped(b"<gpx>") + gzipped(b"</gpx>"), Budget()) == b"<gpx></gpx>"


def test_junk_after_a_gzip_header_is_damage() -> None:
    with pytest.raises(ActivityError) as caught:
        gunzip(b"\x1f\x8b\x08\x00junkjunkjunk", Budget())
    assert caught.value.code == "gzip_damaged"


@pytest.mark.parametrize(
    ("name", "is_system"),
    [("__MACOSX/a.fit", True), (".DS_Store", True), ("a/._b.fit", True), ("a/b.fit", False), ("Thumbs.db", True)],
)
def test_files_a_computer_added_are_recognised(name: str, is_system: bool) -> None:
    assert system_file(name) is is_system
