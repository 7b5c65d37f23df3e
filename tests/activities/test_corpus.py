"""Small hostile and friendly files, kept as files: each has exactly one right answer."""

import time
from pathlib import Path

import pytest

from opbouw.activities import Activity, ActivityError, import_paths, read_activity
from tests.activities.corpus_case import One
from tests.activities.make_corpus import CORPUS, accepted, files

CASES = accepted()
ACCEPT = sorted((CORPUS / "accept").iterdir())
REJECT = sorted((CORPUS / "reject").iterdir())
HOSTILE_ARCHIVES = (
    "archive_",
    "zip_bad_name",
    "zip_link",
    "zip_encrypted",
    "zip_damaged--size",
    "zip_damaged--another",
)
XML_ATTACKS = ("xml_entities", "xml_too_", "xml_encoding", "too_many_parts")
LONGEST_S = 2.0


def _seen(activity: Activity, metres: float | None) -> One:
    """What was read of an activity, with the expected metres where they are within half a metre."""
    near = activity.distance_m is not None and metres is not None and abs(activity.distance_m - metres) < 0.5
    return One(
        activity.sport,
        activity.local_date.isoformat() if activity.local_date else None,
        activity.seconds,
        metres if near else activity.distance_m,
        activity.samples,
        activity.heart_rate_bpm is not None,
        activity.indoor,
    )


@pytest.mark.parametrize("path", ACCEPT, ids=lambda path: path.name)
def test_a_file_in_accept_gives_exactly_its_activities(path: Path) -> None:
    case = CASES[path.name]
    reports = list(import_paths([path]))
    found = [activity for report in reports for activity in report.activities]
    metres = [one.metres for one in case.ones] + [None] * len(found)
    assert [_seen(activity, far) for activity, far in zip(found, metres, strict=False)] == list(case.ones)
    assert tuple(dict.fromkeys(warning for activity in found for warning in activity.warnings)) == case.findings
    assert not [report for report in reports if report.status == "refused"]


@pytest.mark.parametrize("path", REJECT, ids=lambda path: path.name)
def test_a_file_in_reject_is_named_with_its_own_reason_in_time(path: Path) -> None:
    begin = time.process_time()
    reports = list(import_paths([path]))
    assert time.process_time() - begin < LONGEST_S
    assert {report.reason_code for report in reports} == {path.name.partition("--")[0]}
    for report in reports:
        assert report.status in {"refused", "skipped"}
        assert report.activities == ()
        assert report.reason_in("nl") != report.reason_in("en")


@pytest.mark.parametrize("path", REJECT, ids=lambda path: path.name)
def test_reading_a_file_in_reject_raises_an_error_that_says_where(path: Path) -> None:
    with pytest.raises(ActivityError) as caught:
        read_activity(path)
    assert caught.value.where.startswith(str(path))
    assert caught.value.what


def test_the_corpus_is_what_its_maker_writes() -> None:
    for folder, wanted in files().items():
        assert {path.name for path in (CORPUS / folder).iterdir()} == wanted.keys()
        for name, data in wanted.items():
            # How tightly a file is packed depends on the library that packs it.
            assert data[:2] in {b"PK", b"\x1f\x8b"} or (CORPUS / folder / name).read_bytes() == data


def test_the_corpus_holds_enough_of_every_kind() -> None:
    assert min(len(ACCEPT), len(REJECT)) >= 60
    assert sum(one.indoor is True for case in CASES.values() for one in case.ones) >= 12
    assert sum(path.name.startswith(HOSTILE_ARCHIVES) for path in REJECT) >= 10
    assert sum(path.name.startswith(XML_ATTACKS) for path in REJECT) >= 6


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
