"""Warning signs, what is easily overlooked: their place, spots told together, and answers at one time."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from opbouw.core.diary import read_diary
from opbouw.core.events import parse_event
from opbouw.core.flags import FlagState, Pending, bone_questions_for, questions_for
from opbouw.core.log import read_log
from opbouw.core.noticed import Place
from opbouw.core.signs import Signs, signs_after
from opbouw.evidence import tables
from tests.core.making import ZONE, Story, event_dict

NIGHT, CHEST = "rf_night_pain", "rf_chest"


def _state(story: Story, day: int) -> FlagState:
    told = story.told_by(day)
    log = read_log(told, story.on(day))
    diary, injury = read_diary(log), tables.injuries[story.injury]
    signs = Signs(injury, log.start.spot, named=True)
    for number in range(day + 1):
        signs = signs_after(signs, log, diary, injury, story.on(number))
    return signs.state


def _screened(injury: str = "pfp", **opened: Any) -> Story:
    story = Story(injury, **opened)
    story.screen(0)
    return story


# ---- the place


@pytest.mark.parametrize("spot", [None, "knee_anterior", "groin"])
def test_the_questions_are_those_of_the_injury_and_of_its_spot(spot: str | None) -> None:
    """A kneecap with its spot in the groin: the questions of both, and those of bone in the groin."""
    injury = tables.injuries["pfp"]
    signs = Signs(injury, spot)
    questions, bone = frozenset(questions_for(injury, spot)), bone_questions_for(injury, spot)
    regions = frozenset(injury.body_regions if spot is None else [spot])
    assert (signs.region, signs.bone) == (questions, bone)
    assert signs.place == Place(injury, regions, questions, bone)
    assert ("rf_bone_groin" in signs.region) is (spot == "groin")
    assert ("rf_bone_groin" in signs.bone) is (spot == "groin")


def test_bone_is_asked_apart_only_where_neither_a_name_nor_the_injury_says_what_it_is() -> None:
    injury, bone = tables.injuries["adductor_strain"], tables.injuries["bsi_femoral_neck"]
    assert Signs(injury, "groin").place.bone_questions == bone_questions_for(injury, "groin") != frozenset()
    assert Signs(injury, "groin", named=True).place.bone_questions == frozenset()
    assert bone_questions_for(bone, "groin") != frozenset()
    assert Signs(bone, "groin").place.bone_questions == frozenset()


# ---- answers


def test_a_question_of_tomorrow_hides_none_after_it() -> None:
    story = _screened()
    story.add("screened", 1, answers={"rf_a_of_tomorrow": "yes", CHEST: "yes"}, why="asked")
    assert _state(story, 1).open == (CHEST,)


def test_a_mistake_that_says_yes_is_an_answer_as_any_other() -> None:
    story = _screened()
    story.add("screened", 3, answers={NIGHT: "yes"}, why="mistake")
    state = _state(story, 3)
    assert (state.open, state.mistake_on) == ((NIGHT,), None)


def test_taking_back_answers_every_question_of_the_region_that_day() -> None:
    story = _screened()
    story.add("screened", 3, answers={NIGHT: "yes"}, why="asked")
    story.screen(3, why="mistake")
    state = _state(story, 3)
    assert (state.open, state.mistake_on, state.screened_on) == ((), story.on(3), story.on(3))


def test_the_age_of_an_old_back_keeps_long_stiffness_from_being_amber() -> None:
    for born, shown in ((1950, None), (2000, 3)):
        story = _screened("low_back_pain")
        story.add("profile_set", 1, birth_year=born)
        story.check(3, stiffness_min=31)
        assert _state(story, 3).amber_on == (None if shown is None else story.on(shown))


# ---- other spots


def test_a_check_in_about_another_place_follows_that_place() -> None:
    story = _screened(spot="knee_anterior")
    story.check(2, spot="heel", pain_daily=3)
    assert [(one.spot, one.pain) for one in _state(story, 2).watches] == [("heel", 3)]
    for same in ("knee_anterior", tables.injuries["pfp"].body_regions[-1]):
        own = _screened(spot="knee_anterior")
        own.check(2, spot=same, pain_daily=3)
        assert _state(own, 2).watches == ()


def test_a_spot_that_is_followed_already_is_not_asked_about_anew() -> None:
    story = _screened()
    story.check(1, other_spots=[{"spot": "calf", "pain": 2}])
    answers = dict.fromkeys(questions_for(tables.injuries["pfp"], "calf"), "no")
    story.add("screened", 2, answers=answers, why="asked")
    story.check(3, other_spots=[{"spot": "calf", "pain": 2}])
    state = _state(story, 3)
    assert ([one.spot for one in state.watches], state.pending, state.new_spot) == (["calf"], (), False)


def test_two_spots_of_one_day_ask_the_questions_of_both() -> None:
    story = _screened()
    story.check(1, other_spots=[{"spot": "calf", "pain": 2}, {"spot": "groin", "pain": 2}])
    injury, asked = tables.injuries["pfp"], {one.id for one in _state(story, 1).pending}
    region = set(questions_for(injury, None))
    calf, groin = (set(questions_for(injury, spot)) - region for spot in ("calf", "groin"))
    assert calf - groin
    assert groin - calf
    assert asked == calf | groin


def test_a_spot_written_down_last_has_the_last_word_whichever_day_it_is_about() -> None:
    """Told on day 7 of day 2, and on day 3 of day 3; the questions were answered on day 4, between the two."""
    story = _screened()
    story.check(2, late=5, other_spots=[{"spot": "heel", "pain": 3}])
    story.check(3, other_spots=[{"spot": "calf", "pain": 2}])
    story.screen(4)
    assert _state(story, 6).new_spot is False
    assert _state(story, 7).new_spot is True


@pytest.mark.parametrize(("seconds", "asks"), [(-1, True), (0, False), (1, False)])
def test_answers_of_the_same_instant_have_seen_what_was_told_with_them(seconds: int, asks: bool) -> None:
    """A spot told at nine; the questions answered a second before, at nine, a second after."""
    story = _screened()
    nine = datetime(2026, 3, 5, 9, tzinfo=ZONE)
    said = {"other_spots": [{"spot": "calf", "pain": 2}]}
    answers = dict.fromkeys(questions_for(tables.injuries["pfp"], None), "no")
    told = event_dict(90, "checked_in", story.on(3), said, recorded_at=nine)
    screen = {"answers": answers, "why": "asked"}
    answered = event_dict(91, "screened", story.on(3), screen, recorded_at=nine + timedelta(seconds=seconds))
    story.events += [parse_event(told), parse_event(answered)]
    assert _state(story, 3).new_spot is asks


def test_answers_of_the_same_instant_have_seen_an_amber_sign_too() -> None:
    story = _screened()
    answers = dict.fromkeys(questions_for(tables.injuries["pfp"], None), "no")
    nine = datetime(2026, 3, 5, 9, tzinfo=ZONE)
    swollen = event_dict(90, "checked_in", story.on(3), {"swelling": "more"}, recorded_at=nine)
    answered = event_dict(91, "screened", story.on(3), {"answers": answers, "why": "asked"}, recorded_at=nine)
    story.events.append(parse_event(swollen))
    assert _state(story, 3).amber_on == story.on(3)
    story.events.append(parse_event(answered))
    assert _state(story, 3).amber_on is None


@pytest.mark.parametrize(("first", "then"), [(None, 2), (2, None), (None, None)])
def test_a_spot_without_a_number_is_no_better_after_a_fortnight(first: float | None, then: float | None) -> None:
    """Told from day 1 on; 14 days later no improvement can be shown, and that is asked about."""
    story = _screened()
    for day in range(1, 16):
        pain = first if day == 1 else then
        story.check(day, other_spots=[{"spot": "buttock"} | ({} if pain is None else {"pain": pain})])
    assert Pending("rf_no_improve", story.on(15)) in _state(story, 15).pending
    assert "rf_no_improve" not in {one.id for one in _state(story, 14).pending}
