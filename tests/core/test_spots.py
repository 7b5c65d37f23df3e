"""Another sore spot is a watch of its own: its questions, its limits, asked every day, until it is quiet."""

from datetime import UTC, date, datetime, timedelta

from opbouw.core.spots import SOMEWHERE, Told, Watch, follow
from tests.core.making import Story, codes
from tests.scenarios.faithful import Faithful

DAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 8, tzinfo=UTC)


def _told(pain: float | None, *, new: bool = False, late: bool = False) -> Told:
    return Told(pain, AT, new, late)


def test_pain_elsewhere_begins_a_watch_and_nought_does_not() -> None:
    assert set(follow({}, {"heel": _told(2), "calf": _told(0)}, DAY)) == {"heel"}


def test_a_spot_without_a_number_counts_as_sore() -> None:
    watch = follow({}, {"heel": _told(None)}, DAY)["heel"]
    assert watch.sore
    assert watch.over(9)


def test_five_painless_days_in_a_row_end_it_and_a_day_untold_breaks_the_row() -> None:
    def live(days: tuple[int, ...]) -> dict[str, Watch]:
        watches = follow({}, {"heel": _told(2)}, DAY)
        for day in days:
            watches = follow(watches, {"heel": _told(0)}, DAY + timedelta(days=day))
        return watches

    assert live((1, 2, 3, 4))["heel"].quiet_days == 4
    assert live((1, 2, 3, 4, 5)) == {}
    assert live((1, 2, 3, 5, 6))["heel"].quiet_days == 2


def test_pain_again_or_a_late_word_makes_no_row() -> None:
    watches = follow({}, {"heel": _told(2)}, DAY)
    watches = follow(watches, {"heel": _told(0, late=True)}, DAY + timedelta(days=1))
    assert watches["heel"].pain == 2
    watches = follow(watches, {"heel": _told(0)}, DAY + timedelta(days=1))
    assert follow(watches, {"heel": _told(1)}, DAY + timedelta(days=2))["heel"].quiet_days == 0


def test_naming_the_place_ends_the_watch_of_an_unnamed_one() -> None:
    watches = follow({}, {SOMEWHERE: _told(None, new=True)}, DAY)
    assert set(follow(watches, {"heel": _told(2)}, DAY)) == {"heel"}


def _rebuilding() -> tuple[Story, int]:
    runner = Faithful("calf_strain_gastroc")
    lived = runner.live(60, lambda one: one.phase == "rebuild")
    return runner.story, (lived.days[-1].on - runner.story.onset).days


def test_a_new_spot_asks_its_own_questions_and_all_others_again() -> None:
    story, day = _rebuilding()
    story.check(day + 1, other_spots=[{"spot": "groin", "pain": 1}])
    decision = story.decide(day + 1)
    asked = {one.id for one in decision.questions}
    assert {"rf_bone_groin", "rf_fn_displaced", "screening"} <= asked
    assert not decision.running_allowed


def test_a_spot_where_bone_is_likely_gives_bone_limits_until_a_fingertip_finds_nothing() -> None:
    story, day = _rebuilding()
    story.check(day + 1, other_spots=[{"spot": "shin_medial", "pain": 1}])
    story.screen(day + 1, rf_high_risk_site="no")
    story.check(day + 2, other_spots=[{"spot": "shin_medial", "pain": 1}])
    decision = story.decide(day + 2)
    assert {"bone_palpation", "hop_in_place"} <= {one.id for one in decision.questions}
    assert "other_spot" in codes(decision), "any pain there is too much"
    assert not decision.running_allowed
    story.test(day + 2, "bone_palpation", 0, sides=True)
    story.test(day + 2, "hop_in_place", 15, sides=True)
    assert story.decide(day + 2).running_allowed


def test_a_spot_where_bone_is_not_likely_may_hurt_no_more_than_the_stricter_limit() -> None:
    """An unknown injury may hurt 2; this calf may hurt 1."""
    story, day = _rebuilding()
    story.check(day + 1, other_spots=[{"spot": "knee_anterior", "pain": 1}])
    story.screen(day + 1, rf_locked_knee="no", rf_fluoro="no")
    assert "other_spot" not in codes(story.decide(day + 1))
    story.check(day + 2, other_spots=[{"spot": "knee_anterior", "pain": 2}])
    assert "other_spot" in codes(story.decide(day + 2))


def test_a_spot_is_asked_about_every_day_until_it_is_quiet() -> None:
    story, day = _rebuilding()
    story.check(day + 1, other_spots=[{"spot": "knee_anterior", "pain": 2}])
    story.screen(day + 1, rf_locked_knee="no", rf_fluoro="no")
    story.check(day + 2)
    asked = [(one.id, one.about) for one in story.decide(day + 2).questions]
    assert ("other_spot", "knee_anterior") in asked
    for later in range(3, 8):
        story.check(day + later, other_spots=[{"spot": "knee_anterior", "pain": 0}])
    assert "other_spot" not in {one.id for one in story.decide(day + 7).questions}


def test_a_check_in_about_another_place_is_another_spot() -> None:
    story, day = _rebuilding()
    story.check(day + 1, spot="knee_anterior", pain_daily=1)
    assert "rf_locked_knee" in {one.id for one in story.decide(day + 1).questions}


def test_a_name_that_is_no_place_counts_as_a_place_unknown() -> None:
    story, day = _rebuilding()
    story.check(day + 1, other_spots=[{"spot": "elbow", "pain": 1}])
    assert "rf_cauda" in {one.id for one in story.decide(day + 1).questions}
