"""Shoes and nights of imported files, laid beside the runs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from opbouw.activities import Shoe, WellnessDay
from opbouw.history import causes
from opbouw.history.beside import Beside, Night, Worn, imported, together
from tests.history.making import ONSET, steady

DAY = date(2026, 1, 5)


def test_a_wellness_day_is_a_night_in_hours_and_what_is_unknown_stays_unknown() -> None:
    found = imported([WellnessDay(DAY, 50.0, 40.0, "rmssd", 27_000.0), WellnessDay(DAY + timedelta(1), None)], [])
    assert found.nights == (Night(DAY, 7.5, 50.0, 40.0, "rmssd"), Night(DAY + timedelta(1)))


def test_the_shoes_of_an_export_are_worn_by_day_with_undated_kilometres_before_them() -> None:
    found = imported([], [Shoe("Blue", ((DAY, 10.0), (DAY + timedelta(2), 0.0)), 120.0, 14)])
    assert found == Beside((Worn(DAY, "Blue", 10.0),), (), (("Blue", 120.0),))


def test_two_exports_of_the_same_account_wear_a_pair_once() -> None:
    first, second = Shoe("Blue", ((DAY, 10.0),), 20.0, 3), Shoe("Blue", ((DAY, 10.0), (DAY + timedelta(7), 8.0)))
    found = imported([], [first, second])
    assert [(one.on, one.km) for one in found.worn] == [(DAY, 10.0), (DAY + timedelta(7), 8.0)]
    assert found.km_before == (("Blue", 20.0),)


def test_what_the_runner_told_goes_before_a_file_and_a_file_fills_what_was_not_told() -> None:
    log = Beside((Worn(DAY, "Blue", 5.0, "minimal", 0.0),), (Night(DAY, 6.0),))
    file = Beside((Worn(DAY, "Blue", 9.0),), (Night(DAY, 7.5, 52.0, 40.0, "sdnn"),))
    found = together(log, file)
    assert found.nights == (Night(DAY, 6.0, 52.0, 40.0, "sdnn"),)
    assert found.worn == (Worn(DAY, "Blue", 9.0, "minimal", 0.0),)


def _nights(recent_ms: float, before_ms: float, kind: str = "rmssd") -> Beside:
    return Beside(
        nights=tuple(
            Night(
                ONSET - timedelta(ago),
                hrv_ms=(recent_ms if ago < 14 else before_ms) + ago % 3,
                hrv_kind=kind if ago < 14 else "rmssd",
            )
            for ago in range(70)
        )
    )


def _sleep(beside: Beside) -> tuple[float, list[str], list[str]]:
    one = next(one for one in causes(steady(12), ONSET, beside=beside) if one.factor == "sleep_energy")
    return one.strength, [f.code for f in one.evidence_for], [f.code for f in one.evidence_against]


def test_two_weeks_of_lower_variability_are_a_clue_and_higher_is_none() -> None:
    # 59 to 60 over 41: a third less is half way between 0.25 at a fifth and 0.4 at two fifths
    strength, found, _ = _sleep(_nights(39, 59))
    assert found == ["hrv_worse"]
    assert strength == pytest.approx(0.25 + 0.15 * (20 / 60 - 0.2) / 0.2, abs=0.01)
    assert _sleep(_nights(80, 59)) == (0, [], ["hrv_same"])


def test_two_ways_of_counting_variability_are_not_compared() -> None:
    assert _sleep(_nights(20, 60, "sdnn")) == (0, [], [])
