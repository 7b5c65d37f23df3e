"""Small hostile and friendly files, kept as files: each has exactly one right answer."""

from pathlib import Path

import pytest

from opbouw.activities import ActivityError, import_paths, read_activity
from tests.activities.make_corpus import CORPUS, accepted, rejected

ACCEPT = sorted((CORPUS / "accept").iterdir())
REJECT = sorted((CORPUS / "reject").iterdir())


@pytest.mark.parametrize("path", ACCEPT, ids=lambda path: path.name)
def test_a_file_in_accept_gives_at_least_one_activity(path: Path) -> None:
    reports = list(import_paths([path]))
    assert sum(len(report.activities) for report in reports) >= 1
    assert not [report for report in reports if report.status == "refused"]


@pytest.mark.parametrize("path", REJECT, ids=lambda path: path.name)
def test_a_file_in_reject_is_named_with_its_own_reason(path: Path) -> None:
    (report,) = import_paths([path])
    assert report.reason_code == path.name.partition("--")[0]
    assert report.status in {"refused", "skipped"}
    assert report.activities == ()
    assert report.reason_in("nl") != report.reason_in("en")


@pytest.mark.parametrize("path", REJECT, ids=lambda path: path.name)
def test_reading_a_file_in_reject_raises_an_error_that_says_where(path: Path) -> None:
    with pytest.raises(ActivityError) as caught:
        read_activity(path)
    assert caught.value.where == str(path)
    assert caught.value.what


def test_the_corpus_is_what_its_maker_writes() -> None:
    for folder, files in (("accept", accepted()), ("reject", rejected())):
        assert {path.name for path in (CORPUS / folder).iterdir()} == files.keys()
        for name, data in files.items():
            # How tightly a file is packed depends on the library that packs it.
            assert data[:2] in {b"PK", b"\x1f\x8b"} or (CORPUS / folder / name).read_bytes() == data


@pytest.mark.parametrize(
    ("name", "samples", "warning"),
    [
        # 1,126 of 2,253 bytes: header 14, file_id 21 + 21, definition of a record 45; then 32 of 32 bytes each.
        ("truncated-half.fit", 32, "cut_short:32"),
        ("wrong-checksum.fit", 61, "checksum"),
        ("never-closed.fit", 61, "never_closed:61"),
    ],
)
def test_a_damaged_file_keeps_its_samples_and_says_so(name: str, samples: int, warning: str) -> None:
    activity = read_activity(CORPUS / "accept" / name)
    assert (activity.samples, activity.warnings) == (samples, (warning,))


def test_a_latitude_that_is_no_number_is_missing_and_the_sample_stays() -> None:
    activity = read_activity(CORPUS / "accept" / "nan-latitude.gpx")
    assert activity.samples == 4
    assert [bool(value == value) for value in activity.columns["lat"]] == [True, False, True, True]


def test_a_run_without_position_is_a_run() -> None:
    activity = read_activity(CORPUS / "accept" / "indoor-without-position.tcx")
    assert "lat" not in activity.columns
    assert (activity.sport, activity.seconds, activity.distance_m) == ("run", 600.0, 1500.0)
