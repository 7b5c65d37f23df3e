"""Two thousand hurt files of every format: an activity or a named problem, each within 2 s, all within 256 MB."""

import os
from pathlib import Path

import pytest

from opbouw.activities import importing
from tests.activities import fuzz
from tests.activities.make_corpus import CORPUS

COUNT = 2_000
SHARE = {"quick": 0.15, "search": 10}


@pytest.mark.slow
def test_a_hurt_file_is_an_activity_or_a_named_problem_within_time_and_memory() -> None:
    count = int(COUNT * SHARE.get(os.environ.get("HYPOTHESIS_PROFILE", ""), 1))
    assert fuzz.main(count) == []


def test_the_same_number_is_the_same_file_and_other_numbers_are_others() -> None:
    assert fuzz.hurt(7) == fuzz.hurt(7)
    assert len({fuzz.hurt(number)[1] for number in range(50)}) > 45


def test_hurt_files_are_of_every_format_and_many_still_hold_an_activity(tmp_path: Path) -> None:
    seen: set[str] = set()
    taken = 0
    for number in range(120):
        name, data = fuzz.hurt(number)
        (tmp_path / name).write_bytes(data)
        reports = list(importing.import_paths([tmp_path / name]))
        seen |= {str(report.format) for report in reports}
        taken += any(report.status == "taken" for report in reports)
    assert {"fit", "gpx", "tcx", "zip", "gzip", "strava"} <= seen
    assert 20 < taken < 110


@pytest.mark.parametrize("fault", [ValueError, MemoryError, fuzz.TooSlowError])
def test_a_reader_that_fails_is_seen(monkeypatch: pytest.MonkeyPatch, fault: type[BaseException]) -> None:
    def failing(_: bytes) -> list[object]:
        raise fault

    monkeypatch.setitem(importing._READERS, "gpx", failing)
    monkeypatch.setattr(fuzz, "hurt", lambda number: (f"{number}.gpx", (CORPUS / "accept/run.gpx").read_bytes()))
    assert len(fuzz.batch(2, 0)) == 2
