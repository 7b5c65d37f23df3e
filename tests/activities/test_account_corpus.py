"""Small exports and tables of accounts, kept as files: each has exactly one right answer."""

import time
from pathlib import Path

import pytest

from opbouw.activities import ActivityError, import_paths, read_activity
from tests.activities.make_account_corpus import CORPUS, files

ACCEPT = sorted((CORPUS / "accept").iterdir())
REJECT = sorted((CORPUS / "reject").iterdir())
LONGEST_S = 2.0


@pytest.mark.parametrize("path", ACCEPT, ids=lambda path: path.name)
def test_every_layout_of_the_same_run_gives_that_run_once(path: Path) -> None:
    reports = list(import_paths([path]))
    (run,) = [activity for report in reports for activity in report.activities]
    assert (run.sport, str(run.local_date), run.seconds, run.distance_m) == ("run", "2026-03-02", 600.0, 1500.0)
    assert not [report for report in reports if report.status == "refused"]


@pytest.mark.parametrize("path", REJECT, ids=lambda path: path.name)
def test_a_file_in_reject_is_named_with_its_own_reason_in_time(path: Path) -> None:
    begin = time.process_time()
    (report,) = import_paths([path])
    assert time.process_time() - begin < LONGEST_S
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
    for folder, wanted in files().items():
        assert {path.name for path in (CORPUS / folder).iterdir()} == wanted.keys()
        for name, data in wanted.items():
            # How tightly a file is packed depends on the library that packs it.
            assert data[:2] in {b"PK", b"\x1f\x8b"} or (CORPUS / folder / name).read_bytes() == data
