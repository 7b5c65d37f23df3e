"""Each detector by hand: twelve weeks of like runs, and one thing changed in the last four."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from opbouw.core.events import Event, parse_event
from opbouw.history import Cause, causes
from opbouw.history.beside import Beside, Night, Worn, beside
from opbouw.history.detectors import DETECTORS, past_of
from opbouw.history.detectors.change import changed, outside, ranked_outside, share_outside
from opbouw.history.earlier import seen_before
from tests.history.archives import Recording
from tests.history.making import ONSET

WOBBLE = (0.97, 1.03, 1.0)  # no two runs alike, as in life


def twelve_weeks(recent: Callable[[Recording], Recording] = lambda one: one, weeks: int = 12) -> list[Recording]:
    """Three runs a week of 5, 6 and 12 km at 6:00, flat, with a full watch; ``recent`` changes the last four weeks."""
    made = []
    for week in range(weeks):
        for place, km in enumerate((5, 6, 12)):
            ago, wobble = 7 * week + 6 - 2 * place, WOBBLE[(week + place) % 3]
            one = Recording(
                id=f"{week}-{place}",
                local_date=ONSET - timedelta(ago),
                sport="run",
                seconds=km * 360 * wobble,
                distance_m=km * 1000,
                ascent_m=20 * km / 10 * wobble,
                cadence_spm=170 * wobble,
                heart_rate_bpm=150 * wobble,
                ground_contact_ms=250 * wobble,
                balance_left_pct=50 + wobble - 1,
            )
            made.append(recent(one) if week < 4 else one)
    return made


def by(factor: str, facts: list[Recording], **how: Any) -> Cause:
    return next(one for one in causes(facts, ONSET, **how) if one.factor == factor)


def said(found: Cause) -> list[str]:
    return [one.code for one in found.evidence_for]


def test_like_weeks_with_a_full_watch_give_no_clue() -> None:
    assert {one.factor for one in causes(twelve_weeks(), ONSET) if one.strength > 0} == set()


def test_seven_times_the_climb_is_a_clue_to_hills() -> None:
    # 2 metres a kilometre before, 14 now: 12 more, on the line from 0.4 at 6 to 0.7 at 18 that is 0.55
    found = by("hills", twelve_weeks(lambda one: replace(one, ascent_m=(one.ascent_m or 0) * 7)))
    assert said(found) == ["hills_more", "hills_top"]
    assert found.strength == 0.55


def test_without_altitude_in_any_run_hills_are_not_known() -> None:
    flat = [replace(one, ascent_m=0.0) for one in twelve_weeks()]
    assert not by("hills", flat).known


def test_a_flat_runner_who_goes_up_is_seen() -> None:
    flat = [replace(one, ascent_m=0.0) for one in twelve_weeks()]
    up = [
        replace(one, ascent_m=100.0) if one.local_date and (ONSET - one.local_date).days <= 28 else one for one in flat
    ]
    assert by("hills", up).strength > 0.3


@pytest.mark.parametrize(("factor", "code"), [(1.08, "cadence_up"), (0.92, "cadence_down")])
def test_another_rhythm_at_the_same_speed_is_a_clue_either_way(factor: float, code: str) -> None:
    found = by("cadence", twelve_weeks(lambda one: replace(one, cadence_spm=(one.cadence_spm or 0) * factor)))
    assert said(found) == [code]
    assert found.strength >= 0.5


def test_a_rhythm_that_follows_the_speed_is_no_change_of_style() -> None:
    # steps of 80 + 32 a metre per second: 10 percent faster gives 5 percent more, as every run before showed
    def stepped(one: Recording, faster: float) -> Recording:
        seconds = (one.seconds or 0) / faster
        return replace(one, seconds=seconds, cadence_spm=80 + 32 * (one.distance_m or 0) / seconds)

    facts = [stepped(one, 1.1 if (ONSET - (one.local_date or ONSET)).days <= 28 else 1) for one in twelve_weeks()]
    assert by("cadence", facts).strength == 0


def test_only_a_longer_time_on_the_ground_counts() -> None:
    def times(factor: float) -> Cause:
        return by(
            "ground_contact",
            twelve_weeks(lambda one: replace(one, ground_contact_ms=(one.ground_contact_ms or 0) * factor)),
        )

    assert said(times(1.1)) == ["contact_longer"]
    assert times(0.9).strength == 0


def test_a_shift_to_one_leg_is_a_clue_and_back_to_the_middle_less() -> None:
    away = by("asymmetry", twelve_weeks(lambda one: replace(one, balance_left_pct=52.0)))
    crooked = [replace(one, balance_left_pct=52.0) for one in twelve_weeks()]
    back = [
        replace(one, balance_left_pct=50.0) if one.local_date and (ONSET - one.local_date).days <= 28 else one
        for one in crooked
    ]
    assert said(away) == ["balance_shifted"]
    assert 0 < by("asymmetry", back).strength < away.strength


def test_from_the_road_to_a_treadmill_is_a_clue_with_its_first_day() -> None:
    found = by("surface", twelve_weeks(lambda one: replace(one, sport="treadmill", ascent_m=None)))
    assert said(found) == ["surface_treadmill"]
    assert found.evidence_for[0].params == {"then_pct": 0, "now_pct": 100, "on": ONSET - timedelta(27)}


def test_four_weeks_of_the_same_run_are_monotony_only_for_who_varied() -> None:
    same = by("monotony", twelve_weeks(lambda one: replace(one, distance_m=8000.0, seconds=2880.0)))
    always = by("monotony", [replace(one, distance_m=8000.0, seconds=2880.0) for one in twelve_weeks()])
    assert said(same) == ["monotony_same"]
    assert same.strength == 0.6  # no spread at all
    assert always.strength == 0
    assert [one.code for one in always.evidence_against] == ["monotony_always"]


def test_a_higher_heart_at_the_same_pace_speaks_for_harder_running() -> None:
    found = by("speed", twelve_weeks(lambda one: replace(one, heart_rate_bpm=175.0)))
    assert said(found) == ["speed_heart"]
    assert found.strength == 0.55


def test_a_clue_that_was_as_clear_in_other_months_weighs_less() -> None:
    def on_trails(one: Recording) -> Recording:
        return replace(one, sport="trail")

    once = twelve_weeks(on_trails, weeks=40)
    often = [
        on_trails(one) if one.local_date and (ONSET - one.local_date).days // 28 in (0, 3, 6, 9) else one
        for one in twelve_weeks(weeks=40)
    ]
    fresh, usual = by("surface", once), by("surface", often)
    assert usual.strength < fresh.strength / 2
    assert "seen_before" in [one.code for one in usual.evidence_against]


def test_what_came_before_another_pause_is_not_held_against_a_clue() -> None:
    trail = [
        replace(one, sport="trail") if one.local_date and (ONSET - one.local_date).days // 28 in (0, 4) else one
        for one in twelve_weeks(weeks=40)
    ]
    # the trails of four periods back were followed by three weeks without a run
    paused = [one for one in trail if one.local_date and not 90 <= (ONSET - one.local_date).days <= 111]
    past, then_paused = past_of(trail, ONSET), past_of(paused, ONSET)
    assert "seen_before" in [one.code for one in seen_before(DETECTORS["surface"], past).against]
    assert "seen_before" not in [one.code for one in seen_before(DETECTORS["surface"], then_paused).against]


def worn(shoe: str, first: int, last: int, kind: str | None, drop: float | None = 8) -> list[Worn]:
    return [Worn(ONSET - timedelta(ago), shoe, 10, kind, drop) for ago in range(last, first, 2)]


def test_another_kind_of_shoe_is_a_clue_and_a_new_pair_of_the_usual_is_not() -> None:
    facts, old = twelve_weeks(), worn("a", 84, 22, "daily")
    minimal = by("shoe_change", facts, beside=Beside((*old, *worn("b", 22, 1, "minimal", 0))))
    usual = by("shoe_change", facts, beside=Beside((*old, *worn("b", 22, 1, "daily"))))
    nameless = by("shoe_change", facts, beside=Beside((*old, *worn("b", 22, 1, None, None))))
    assert said(minimal) == ["shoes_other_kind"]
    assert minimal.strength == 0.65  # all of the distance since it came
    assert usual.strength == 0
    assert said(nameless) == ["shoes_new_unknown"]
    assert nameless.strength < minimal.strength


def test_the_kilometres_of_a_pair_count_from_before_the_log() -> None:
    pair = tuple(worn("a", 84, 1, "daily"))  # 42 days of 10 km
    fresh, old = Beside(pair), Beside(pair, km_before=(("a", 430.0),))
    assert by("shoe_age", twelve_weeks(), beside=fresh).strength == 0
    found = by("shoe_age", twelve_weeks(), beside=old)
    assert found.evidence_for[0].params["km"] == 850
    assert found.strength == 0.25


def test_two_weeks_of_short_nights_are_a_clue() -> None:
    nights = tuple(
        Night(ONSET - timedelta(ago), (6.0 if ago < 14 else 8.0) + (ago % 3 - 1) / 10, 50.0 + ago % 2)
        for ago in range(70)
    )
    found = by("sleep_energy", twelve_weeks(), beside=Beside(nights=nights))
    assert said(found) == ["sleep_worse"]
    assert found.strength == pytest.approx(0.6, abs=0.01)  # two hours less
    assert [one.code for one in found.evidence_against] == ["resting_same"]


def event(number: int, kind: str, ago: int, data: dict[str, Any]) -> Event:
    return parse_event(
        {
            "id": str(UUID(int=number)),
            "episode": str(UUID(int=99)),
            "type": kind,
            "on": (ONSET - timedelta(ago)).isoformat(),
            "recorded_at": "2026-03-02T08:00:00+01:00",
            "by": {"role": "runner"},
            "v": 1,
            "data": data,
        }
    )


def test_a_log_tells_of_shoes_and_nights() -> None:
    log = [
        event(1, "shoe_added", 30, {"shoe": "a", "kind": "minimal", "drop_mm": 0, "km": 120}),
        event(2, "shoe_used", 3, {"shoe": "a", "km": 8}),
        event(3, "shoe_used", 2, {"shoe": "b", "km": 5}),
        event(4, "shoe_used", 1, {"shoe": "b"}),
        event(5, "checked_in", 1, {"sleep_h": 6.5}),
    ]
    found = beside(log)
    day = timedelta(1)
    assert found.worn == (Worn(ONSET - 3 * day, "a", 8, "minimal", 0), Worn(ONSET - 2 * day, "b", 5))
    assert found.nights == (Night(ONSET - day, 6.5),)
    assert found.km_before == (("a", 120),)


def test_a_change_is_weighed_in_standard_errors() -> None:
    # 4 and 16 values of spread 2: the error is 2 x sqrt(1/4 + 1/16) = 1.118; 2.795 is two and a half of those
    assert outside(2.795, 2, 4, 16) == pytest.approx(0.2 + 0.8 / 3, abs=0.001)
    assert outside(1.0, 2, 4, 16) == 0
    assert outside(5.0, 2, 4, 16) == 1
    assert outside(0.0, 0, 4, 16) == 0


def test_shares_and_ranks_are_weighed_alike() -> None:
    # half of 8 against none of 16: together a sixth, error sqrt(5/36 x (1/8 + 1/16)) = 0.1614, 3.098 of those
    assert share_outside(0, 0.5, 8, 16) == pytest.approx(0.2 + 0.8 * 1.098 / 1.5, abs=0.001)
    # all 5 above all 7: half of 35 over sqrt(35 x 13 / 12) = 6.158 is 2.842
    assert ranked_outside([1.0] * 7, [2.0] * 5) == pytest.approx(0.2 + 0.8 * 0.842 / 1.5, abs=0.001)
    assert ranked_outside([1.0] * 7, [1.0] * 5) == 0


def test_too_few_values_give_no_level() -> None:
    assert changed([1.0] * 5, [2.0] * 4) is None
    assert changed([1.0] * 6, [2.0] * 3) is None
