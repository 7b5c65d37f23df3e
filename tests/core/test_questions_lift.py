"""Whenever running waits for an answer, a question that lifts it is asked."""

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings

from opbouw.core.case import read_case
from opbouw.core.decision import Decision
from opbouw.core.journey import walk_the_road
from opbouw.core.log import read_log
from opbouw.core.permit import blockers
from opbouw.evidence import tables
from tests.core.making import Story
from tests.core.test_referral import begun
from tests.properties.making import Life, lives

Asked = set[tuple[str, str | None]]


def _any(*ids: str) -> Callable[[Asked], bool]:
    return lambda asked: any(name in ids for name, _ in asked)


def _screening(asked: Asked) -> bool:
    return any(name in tables.red_flags or name == "screening" for name, _ in asked)


LIFTS: dict[str, Callable[[Asked], bool]] = {
    "open_flag": _any("clearance"),
    "locked": _any("clearance"),
    "pregnant": _any("clearance"),
    "review": _any("clearance"),
    "flag_question": _screening,
    "screening_missing": _screening,
    "screening_due": _any("screening"),
    "morning_missing": _any("morning_after"),
    "other_spot": _any("other_spot", "check_in", "bone_palpation"),
    "check_in_old": _any("check_in"),
}


def missing(story: Story, day: int) -> list[str]:
    """Blockers of a day that no question of it lifts."""
    case = read_case(read_log(story.told_by(day), story.on(day)))
    journey = walk_the_road(case)
    decision: Decision = story.decide(day)
    asked = {(one.id, one.about) for one in decision.questions}
    blocked = blockers(journey.case, journey.walk, journey.at)
    if "open_flag" in blocked:
        return [] if LIFTS["open_flag"](asked) else ["open_flag"]
    told = {one.spot for one in journey.at.flags.watches if one.told_on == journey.at.on}
    found = []
    for code in blocked:
        lifted = code not in LIFTS or LIFTS[code](asked)
        own = code == "other_spot" and told == {one.spot for one in journey.at.flags.watches}  # told today: no lack
        if not lifted and not own:
            found.append(code)
    said = case.diary.answers.get(journey.at.on)
    if "mornings_not_usual" in blocked and (said is None or said.pain_morning is None) and not _any("check_in")(asked):
        found.append("mornings_not_usual")
    if "ill" in blocked and (said is None or said.ill is None) and not _any("well_again")(asked):
        found.append("ill")
    return found


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(lives(6))
def test_whenever_running_waits_for_an_answer_it_is_asked(life: Life) -> None:
    for day in range(life.start, life.end + 3):
        assert missing(life.story, day) == [], (day, [f"{e.on} {e.type} {e.data}" for e in life.story.events[-8:]])


def _begun() -> Story:
    story = Story("pfp", spot="knee_anterior", side="left", named_by="physio")
    story.screen(0)
    return story


def test_a_check_in_without_its_three_numbers_is_asked_again() -> None:
    story = _begun()
    story.check(0, pain_morning=None)
    assert "check_in" in {one.id for one in story.decide(0).questions}
    story.check(0)
    assert "check_in" not in {one.id for one in story.decide(0).questions}


def test_a_limp_without_any_pain_counts_and_is_asked_about() -> None:
    story = _begun()
    story.check(0, limping=True)
    assert "limp_without_pain" in {one.id for one in story.decide(0).questions}
    story.check(0, limping=True, pain_daily=2)
    assert "limp_without_pain" not in {one.id for one in story.decide(0).questions}


def test_an_illness_without_a_word_today_is_asked_about() -> None:
    story = _begun()
    story.check(0, ill="unwell")
    story.check(1, ill=None)
    assert "well_again" in {one.id for one in story.decide(1).questions}
    story.check(1)
    assert "well_again" not in {one.id for one in story.decide(1).questions}


def test_a_clearance_without_running_asks_for_one_with_it() -> None:
    story, day = begun("pfp")
    story.add("cleared", day + 1, injury="pfp", seen_by="physio", scope=["movement", "strength"])
    story.check(day + 1)
    decision = story.decide(day + 1)
    assert not decision.running_allowed
    assert ("clearance", "pfp") in {(one.id, one.about) for one in decision.questions}
