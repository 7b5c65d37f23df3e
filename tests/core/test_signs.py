"""Warning signs day by day: what opens them, what asks again, and what closes a question."""

from datetime import date, datetime, timedelta, timezone

import pytest

from opbouw.core.amber import amber
from opbouw.core.case import read_case
from opbouw.core.flags import Pending
from opbouw.core.journey import walk_the_road
from opbouw.core.log import read_log
from opbouw.core.spots import SOMEWHERE, Told, told_spots
from opbouw.evidence import tables
from tests.core.cases import case_of
from tests.core.making import Story

ZONE = timezone(timedelta(hours=1))


def test_night_pain_asks_nothing_that_stands_open_already() -> None:
    story = Story("pfp")
    story.screen(0, rf_night_pain="yes")
    story.check(1, night_pain=True)
    decision = story.decide(1)
    assert decision.open_flags == ("rf_night_pain",)
    assert "rf_night_pain" not in {one.about for one in decision.questions if one.id == "red_flag"}


def test_an_answer_to_a_question_of_another_version_is_kept_and_changes_nothing() -> None:
    story = Story("pfp")
    story.screen(0)
    before = story.decide(0)
    story.add("screened", 0, answers={"rf_of_a_later_version": "yes"}, why="asked")
    assert story.decide(0) == before


def _unsure() -> Story:
    """A question that stands unanswered: unknown about an emergency holds all running."""
    story = Story("pfp")
    story.screen(0, rf_chest="unknown")
    return story


@pytest.mark.parametrize(
    ("by", "flags", "waits"), [("doctor", ["rf_chest"], False), ("doctor", [], True), ("physio", ["rf_chest"], True)]
)
def test_a_doctor_who_names_the_question_answers_it(by: str, flags: list[str], waits: bool) -> None:
    """An emergency is a doctor's to close; a look that names nothing answers nothing."""
    story = _unsure()
    story.add("cleared", 1, role=by, seen_by=by, flags=flags)
    story.check(1)
    assert ("flag_question" in {one.code for one in story.decide(1).reasons}) is waits


def test_a_spot_no_better_after_a_fortnight_is_asked_about_again() -> None:
    """14 days after it was first told, as sore as then: no improvement after 14 days (rf_no_improve)."""
    story = Story("calf_strain_gastroc")
    story.screen(0)
    for day in range(1, 16):
        story.check(day, other_spots=[{"spot": "knee_anterior", "pain": 2}])
    pending = [{one.id for one in case_signs(story, day)} for day in (14, 15)]
    assert ["rf_no_improve" in one for one in pending] == [False, True]


def test_a_spot_that_eased_is_not_asked_about_again() -> None:
    story = Story("calf_strain_gastroc")
    story.screen(0)
    for day in range(1, 16):
        story.check(day, other_spots=[{"spot": "knee_anterior", "pain": 2 if day < 10 else 1}])
    assert "rf_no_improve" not in {one.id for one in case_signs(story, 15)}


def case_signs(story: Story, day: int) -> tuple[Pending, ...]:
    """The questions that wait on a day."""
    return walk_the_road(read_case(read_log(story.told_by(day), story.on(day)))).at.flags.pending


# ---- spots of one day


def test_the_worst_of_what_one_day_said_of_a_spot_counts() -> None:
    story = Story("pfp")
    story.check(1, other_spots=[{"spot": "heel", "pain": 1}, {"spot": "heel"}, {"spot": "calf"}], new_spot=True)
    story.check(1, late=4, other_spots=[{"spot": "heel", "pain": 3}])
    first, later = story.events[-2:]
    told = told_spots([first, later], story.events[0].data, tables.injuries["pfp"])
    assert told["heel"] == Told(3, first.recorded_at, new=True, late=False)
    assert told["calf"].pain is None


def test_a_new_spot_without_a_name_is_somewhere() -> None:
    story = Story("pfp")
    story.check(1, new_spot=True)
    told = told_spots(story.events[1:], story.events[0].data, tables.injuries["pfp"])
    assert told == {SOMEWHERE: Told(None, datetime(2026, 3, 3, 8, 0, 1, tzinfo=ZONE), new=True, late=False)}


# ---- amber signs


@pytest.mark.parametrize(
    ("born", "minutes", "shows"),
    [(None, 31, True), (None, 30, False), (1990, 31, True), (1986, 31, True), (1985, 31, False)],
)
def test_a_back_stiff_for_more_than_half_an_hour_is_amber_under_forty(
    born: int | None, minutes: float, shows: bool
) -> None:
    """Born in 1986 one may still be 39 in 2026; born in 1985 one is 40 or 41. An unknown age counts as young."""
    story = Story("low_back_pain")
    if born is not None:
        story.add("profile_set", 0, birth_year=born)
    story.check(1, stiffness_min=minutes)
    case = case_of(story, 1)
    assert amber(case.log, case.diary, "low_back_pain", date(2026, 3, 3)) is shows
