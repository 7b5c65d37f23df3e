"""Random plausible lives: a faithful beginning with a known injury, then days on which anything may be told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from hypothesis import strategies as st

from opbouw.core.decision import Decision
from opbouw.core.events import Event
from opbouw.core.flags import questions_for
from opbouw.evidence import tables
from tests.core.making import Story
from tests.scenarios.faithful import Faithful
from tests.scenarios.story import REACHED, planned_run

BEGINNINGS = (
    ("achilles_midportion", "rebuild"),
    ("calf_strain_gastroc", "stage_3"),
    ("bsi_tibia_posteromedial", "stage_3"),
    ("mtss", "stage_4"),
    ("hamstring_strain", "stage_4"),
    ("pfp", "strengthen"),
    ("unknown_overuse", "loosen"),
    ("bsi_femoral_neck", "rest"),
    ("plantar_fasciopathy", "30_minutes"),
)
PAIN = st.sampled_from([0, 0, 0, 1, 2, 3, 4, 6, 10])
MAYBE_PAIN = st.one_of(st.none(), PAIN)
CHECK = st.fixed_dictionaries(
    {},
    optional={
        "pain_rest": MAYBE_PAIN,
        "pain_daily": MAYBE_PAIN,
        "pain_morning": MAYBE_PAIN,
        "stiffness_min": st.sampled_from([None, 0, 5, 20, 45, 90]),
        "stiffness_spread": st.sampled_from(["one", "several"]),
        "swelling": st.sampled_from([None, "none", "same", "more"]),
        "limping": st.sampled_from([None, False, True]),
        "night_pain": st.sampled_from([None, False, True]),
        "ill": st.sampled_from([None, "none", "unwell", "fever", "chest"]),
        "sleep_h": st.sampled_from([3, 5, 7, 8]),
        "energy": st.sampled_from([1, 2, 3, 5]),
    },
)
RUN = st.fixed_dictionaries(
    {"minutes": st.sampled_from([0, 1, 4, 7, 12, 30, 75])},
    optional={
        "pain_during": MAYBE_PAIN,
        "pain_after": MAYBE_PAIN,
        "pain_course": st.sampled_from(["none", "warms_up", "returns", "stays", "builds_up", "after_only"]),
        "sharp_pain": st.booleans(),
        "gait_changed": st.booleans(),
        "stopped_early": st.booleans(),
        "painkiller_8h": st.booleans(),
        "run_minutes": st.sampled_from([None, 0, 3, 20]),
    },
)
ONE_FIELD = st.one_of(
    [st.fixed_dictionaries({name: PAIN}) for name in ("pain_rest", "pain_daily", "pain_morning")]
) | st.sampled_from(
    [
        {"limping": True},
        {"swelling": "more"},
        {"ill": "fever"},
        {"ill": "unwell"},
        {"sleep_h": 5},
        {"energy": 2},
        {"stiffness_min": 45},
        {"night_pain": True},
        {"pain_morning": None},
    ]
)
SORE_RUN = st.fixed_dictionaries({"pain_during": st.sampled_from([1, 2, 3, 4, 6])})
GOOD_DAY = st.fixed_dictionaries({"check": st.just({}), "run": st.just("planned")})
SOME_DAY = st.fixed_dictionaries(
    {"check": st.one_of(st.just({}), st.none(), ONE_FIELD), "run": st.one_of(st.just("planned"), SORE_RUN)},
    optional={"late": st.sampled_from([0, 1, 3])},
)
WILD_DAY = st.fixed_dictionaries(
    {
        "check": st.one_of(st.just({}), st.none(), CHECK),
        "run": st.one_of(st.none(), st.just("planned"), RUN),
    },
    optional={
        "screen": st.sampled_from(["no", "no", "yes", "unknown", "mistake"]),
        "flag": st.integers(0, 30),
        "test": st.sampled_from(["walk_brisk_30", "hop_in_place", "heel_raise_single", "bone_palpation"]),
        "test_pain": PAIN,
        "clear": st.sampled_from(["physio", "doctor", "trainer"]),
        "guide": st.sampled_from(["sign", "wait", "hold", "cap", "refuse"]),
        "late": st.sampled_from([0, 0, 1, 3, 5]),
    },
)
DAY = st.one_of(GOOD_DAY, GOOD_DAY, GOOD_DAY, GOOD_DAY, SOME_DAY, SOME_DAY, WILD_DAY)


@dataclass(frozen=True)
class Life:
    """A story with the day on which the random days begin and the last of them."""

    story: Story
    start: int
    end: int


@cache
def beginning(injury: str, until: str) -> tuple[tuple[Event, ...], int]:
    """The events of a faithful runner up to a point, and its day."""
    runner = Faithful(injury)
    lived = runner.live(200, REACHED[until])
    return tuple(runner.story.events), len(lived.days) - 1


def story_until(injury: str, until: str) -> tuple[Story, int]:
    events, day = beginning(injury, until)
    story = Story(injury, events[0].data.onset_on)
    story.events = list(events)
    return story, day


@st.composite
def lives(draw: st.DrawFn, most_days: int = 14) -> Life:
    """A faithful beginning and up to ``most_days`` random days."""
    injury, until = draw(st.sampled_from(BEGINNINGS))
    story, day = story_until(injury, until)
    days = draw(st.lists(DAY, min_size=3, max_size=most_days))
    for number, told in enumerate(days, start=1):
        _tell(story, day + number, told)
    return Life(story, day, day + len(days))


def _tell(story: Story, day: int, told: dict[str, Any]) -> None:
    late = told.get("late", 0)
    if told["check"] is not None:
        story.check(day, late=late, **told["check"])
    if "screen" in told:
        _screen(story, day, told["screen"], told.get("flag", 0))
    if "test" in told:
        story.test(day, told["test"], 30 if told["test"] != "bone_palpation" else 0, pain=told.get("test_pain", 0))
    if "clear" in told:
        _clear(story, day, told["clear"], told.get("flag", 0))
    if "guide" in told:
        story.add("guide_decided", day, role="physio", decision=told["guide"], cap=5, unit="min")
    if told["run"] is not None:
        _run(story, day, told["run"], late)


def _screen(story: Story, day: int, answer: str, flag: int) -> None:
    asked = questions_for(tables.injuries[story.injury], story.spot)
    if answer in ("no", "mistake"):
        story.screen(day, why="mistake" if answer == "mistake" else "asked")
    else:
        story.screen(day, **{asked[flag % len(asked)]: answer})


def _clear(story: Story, day: int, who: str, flag: int) -> None:
    asked = questions_for(tables.injuries[story.injury], story.spot)
    seen_by = "doctor" if who == "trainer" else who
    scope = ["movement", "strength", "impact", "running"]
    role = "trainer" if who == "trainer" else "runner"
    story.add(
        "cleared", day, role=role, injury=story.injury, seen_by=seen_by, scope=scope, imaging="healed",
        flags=[asked[flag % len(asked)]],
    )  # fmt: skip


def _run(story: Story, day: int, told: Any, late: int) -> None:
    if told != "planned" and "minutes" in told:
        story.run(day, late=late, **told)
        return
    answer = story.answer(day)
    minutes = planned_run(answer) if isinstance(answer, Decision) else 0
    if minutes:
        story.run(day, minutes, **({} if told == "planned" else told))


def changed(story: Story, index: int, **fields: Any) -> Story:
    """The same story with other data in one event."""
    other = Story(story.injury, story.onset)
    other.events = list(story.events)
    event = other.events[index]
    other.events[index] = replace(event, data=replace(event.data, **fields))
    return other


def without(story: Story, index: int) -> Story:
    """The same story without one event."""
    other = Story(story.injury, story.onset)
    other.events = [one for n, one in enumerate(story.events) if n != index]
    return other


def indexes(story: Story, start: int, *types: str) -> list[int]:
    """Where events of some types stand after the beginning."""
    first = story.on(start)
    return [n for n, one in enumerate(story.events) if one.type in types and one.on > first]
