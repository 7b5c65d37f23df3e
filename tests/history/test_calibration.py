"""The cause finder against archives with a known cause, or with none: the bars hold with room to spare."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from opbouw.history import causes
from opbouw.history.detectors import DETECTORS
from tests.history.archives import PLANTS, archive
from tests.history.calibrating import Tallies, false_alarms, made_archives, share, tallied

SEED, EACH = "suite", 12


@pytest.fixture(scope="module")
def found() -> Tallies:
    return tallied(made_archives(SEED, EACH))


def test_the_planted_cause_stands_first_in_four_of_five_with_room_to_spare(found: Tallies) -> None:
    assert share(found, "first") >= 0.85


def test_the_planted_cause_is_among_three_in_nineteen_of_twenty(found: Tallies) -> None:
    assert share(found, "among_three") >= 0.95


def test_with_nothing_planted_nothing_stands_out_in_nine_of_ten(found: Tallies) -> None:
    assert found[None].archives == 72
    assert false_alarms(found) <= 0.10


def test_no_cause_is_found_by_luck_alone(found: Tallies) -> None:
    weak = [name for name, tally in found.items() if name is not None and tally.first < tally.archives / 2]
    assert weak == []


def test_every_detector_has_a_planted_cause() -> None:
    assert set(PLANTS) == set(DETECTORS)


def test_an_archive_is_the_same_for_the_same_seed_and_another_for_another() -> None:
    assert archive("a", "hills") == archive("a", "hills")
    assert archive("a", "hills") != archive("b", "hills")


def test_archives_reach_no_further_than_the_day_before_onset() -> None:
    for planted in [*PLANTS, None]:
        made = archive("days", planted)
        days = [one.local_date for one in made.facts if one.local_date is not None]
        assert max(days) < made.onset
        assert made.onset - min(days) <= timedelta(7 * 104)


def test_cut_to_four_weeks_every_archive_is_thin_and_nothing_is_sure() -> None:
    for number, planted in enumerate(PLANTS):
        made = archive(f"thin-{number}", planted)
        last = [one for one in made.facts if one.local_date and (made.onset - one.local_date).days <= 28]
        ranked = causes(last, made.onset, beside=made.beside)
        assert {one.confidence for one in ranked} == {"low"}
        assert max(one.strength for one in ranked) <= 0.4


def test_styles_and_lengths_of_archives_differ() -> None:
    made = [archive(f"style-{number}", None) for number in range(40)]
    assert len(Counter(one.style for one in made)) == 6
    assert len({len(one.facts) for one in made}) > 30
