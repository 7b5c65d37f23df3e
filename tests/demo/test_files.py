from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta

import pytest

from opbouw.activities import read_activity
from opbouw.demo.files import archive, archive_zip, recordings
from opbouw.demo.story import INJURY, onset_of
from opbouw.history import baseline, causes, layoffs

TODAY = date(2026, 11, 22)
ONSET = onset_of(TODAY)


def test_the_archive_is_the_same_every_time_and_another_with_another_seed() -> None:
    assert archive(TODAY) == archive(TODAY)
    assert archive(TODAY, seed=8) != archive(TODAY)


def test_the_archive_moves_along_with_today() -> None:
    later = [made.facts.local_date for made in recordings(TODAY + timedelta(3))]
    assert later == [made.facts.local_date + timedelta(3) for made in recordings(TODAY) if made.facts.local_date]


def test_the_archive_holds_three_formats_and_each_name_once() -> None:
    names = [name for name, _ in archive(TODAY)]
    assert len(set(names)) == len(names)
    kinds = {kind: sum(name.endswith(kind) for name in names) for kind in (".fit", ".tcx", ".gpx")}
    assert kinds[".fit"] > len(names) / 2
    assert kinds[".tcx"] > 3
    assert kinds[".gpx"] > 3


def test_everything_is_from_before_the_complaint_and_spans_half_a_year() -> None:
    days = [made.facts.local_date for made in recordings(TODAY) if made.facts.local_date]
    assert max(days) == ONSET - timedelta(2)
    assert (ONSET - min(days)).days == 182  # the first run is seven days into the first of 26 weeks


def test_the_old_level_is_that_of_a_marathon_build() -> None:
    found = baseline([made.facts for made in recordings(TODAY)], ONSET)
    assert found is not None
    assert 33 < (found.weekly_km or 0) < 40
    assert 38 < (found.peak_weekly_km or 0) < 44
    assert (found.weekly_runs, found.longest_km, found.weeks_used) == (4, 26.0, 12)


def test_the_long_run_too_many_is_the_first_clue() -> None:
    first = causes([made.facts for made in recordings(TODAY)], ONSET, INJURY)
    spike = next(cause for cause in first if cause.factor == "session_spike")
    # 26 km three days before onset against 19 km: 26 / 19 = 1.368
    assert spike.evidence_for[0].params["percent"] == 37
    assert spike.evidence_for[0].params["on"] == ONSET - timedelta(3)


def test_there_is_no_pause_before_the_complaint() -> None:
    assert layoffs([made.facts for made in recordings(TODAY)], ONSET) == ()


@pytest.mark.parametrize("kind", ["fit", "tcx", "gpx"])
def test_our_own_readers_read_every_file_back(kind: str) -> None:
    for made in recordings(TODAY):
        if made.name.endswith(kind):
            read = read_activity(made.content)
            assert read.file_hash == made.facts.file_hash
            assert read.id == made.facts.id
            assert read.start == made.facts.start
            assert read.seconds == pytest.approx(made.facts.seconds, abs=1.5)
            assert read.distance_m == pytest.approx(made.facts.distance_m, rel=0.01)
            assert read.local_date == made.facts.local_date


def test_the_zip_holds_the_same_files_and_is_byte_for_byte_the_same() -> None:
    packed = archive_zip(TODAY)
    assert packed == archive_zip(TODAY)
    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        assert opened.testzip() is None
        inside = [(name.removeprefix("activities/"), opened.read(name)) for name in opened.namelist()]
    assert inside == archive(TODAY)


def test_the_archive_is_small() -> None:
    assert sum(len(content) for _, content in archive(TODAY)) < 1_500_000
