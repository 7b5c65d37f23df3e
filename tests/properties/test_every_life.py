"""What must hold for every life (engine.md, must hold for every input)."""

from __future__ import annotations

import json
import os
import random
from itertools import pairwise
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from opbouw.core.decide import decide
from opbouw.core.decision import PHASES, Decision
from opbouw.core.reasons import CODES
from opbouw.core.serialize import decision_to_dict, dump_event, load_event
from tests.core.making import Story, codes
from tests.properties.making import Life, changed, indexes, lives, without
from tests.scenarios.story import planned_run

HARD = {
    "flag_open",
    "locked",
    "no_clearance_for_running",
    "flag_question",
    "screening_missing",
    "ill",
    "review",
    "bone_stop",
    "guide_hold",
}
VERDICTS = ("stop", "wait", "step_back", "repeat", "go_on")
SEARCH = 25 if os.environ.get("HYPOTHESIS_PROFILE") == "search" else 1
FEW = settings(max_examples=12 * SEARCH, deadline=None)
MANY = settings(max_examples=20 * SEARCH, deadline=None)
PAINS = ("pain_rest", "pain_daily", "pain_morning", "pain_during", "pain_after")


def _plain(answer: Any) -> str:
    return json.dumps(decision_to_dict(answer), sort_keys=True, allow_nan=False)


def _more(one: Decision, other: Decision) -> str | None:
    """How ``one`` gives more running than ``other`` on the same day; None when it does not."""
    if one.running_allowed and not other.running_allowed:
        return f"running allowed; the other: {codes(other)[:4]}"
    if planned_run(one) > planned_run(other):
        return f"{planned_run(one)} minutes, the other {planned_run(other)}: {codes(other)[:4]}"
    return None


def _told(story: Story) -> list[str]:
    return [f"{e.on} {e.type} {e.data}" for e in story.events[-14:]]


@FEW
@given(lives(), st.randoms(use_true_random=False))
def test_order_and_duplicates_change_nothing(life: Life, dice: random.Random) -> None:
    today = life.story.on(life.end + 6)
    shuffled = [*life.story.events, *dice.sample(life.story.events, 3)]
    dice.shuffle(shuffled)
    assert _plain(decide(shuffled, today)) == _plain(decide(life.story.events, today))


@FEW
@given(lives())
def test_writing_and_reading_the_log_changes_nothing(life: Life) -> None:
    today = life.story.on(life.end + 6)
    read = [load_event(dump_event(event)) for event in life.story.events]
    assert read == life.story.events
    assert _plain(decide(read, today)) == _plain(decide(life.story.events, today))


@FEW
@given(lives())
def test_an_open_sign_gives_no_running_and_a_referral(life: Life) -> None:
    for day in range(life.start, life.end + 2):
        decision = life.story.decide(day)
        if decision.open_flags:
            assert not decision.running_allowed
            assert decision.verdict == "stop"
            assert decision.see is not None
            assert decision.week == decision.today == ()


@FEW
@given(lives())
def test_no_run_is_planned_behind_what_holds_hard(life: Life) -> None:
    for day in range(life.start, life.end + 2):
        decision = life.story.decide(day)
        runs = [one for one in decision.week if one.kind == "run"]
        assert decision.running_allowed or not [one for one in decision.today if one.kind == "run"]
        assert not (HARD & set(codes(decision)) and runs), codes(decision)
        assert decision.phase in ("rebuild", "keep_running") or not runs


@FEW
@given(lives())
def test_planned_runs_are_48_hours_apart_and_within_every_limit(life: Life) -> None:
    for day in range(life.start, life.end + 2):
        decision = life.story.decide(day)
        runs = [one for one in decision.week if one.kind == "run"]
        told = life.story.told_by(day)
        done = [e.on for e in told if e.type == "session_done" and e.data.kind == "run" and e.on < decision.on]
        days = sorted({*(one.on for one in runs), *([max(done)] if done else [])})
        if decision.phase == "rebuild":
            assert all((later - earlier).days >= 2 for earlier, later in pairwise(days) if later >= decision.on)
        bounds = [one for one in decision.limits if one.id == "run_minutes"]
        for run in (one for one in decision.today if one.kind == "run"):
            assert (run.run_minutes or 0) > 0
            assert bounds, "a run without a limit"
            assert all((run.run_minutes or 0) <= one.value for one in bounds)
            assert all((run.run_minutes or 0) <= other.value for one in bounds for other in one.others)


@FEW
@given(lives())
def test_a_day_goes_forward_one_phase_and_one_step_at_most(life: Life) -> None:
    days = [life.story.decide(day) for day in range(life.start, life.end + 3)]
    for before, after in pairwise(days):
        assert PHASES.index(after.phase) - PHASES.index(before.phase) <= 1
        assert after.stage_change <= 1
        if before.stage and after.stage and before.stage.ladder == after.stage.ladder:
            assert after.stage.n - before.stage.n <= 1, (before.on, before.stage, after.stage)


@MANY
@given(lives(), st.data())
def test_more_pain_never_gives_more_running(life: Life, data: st.DataObject) -> None:
    found = indexes(life.story, life.start, "checked_in", "session_done")
    told = [
        (index, name)
        for index in found
        for name in PAINS
        if getattr(life.story.events[index].data, name, None) is not None
    ]
    assume(told)
    index, name = data.draw(st.sampled_from(told))
    was = getattr(life.story.events[index].data, name)
    sorer = changed(life.story, index, **{name: data.draw(st.sampled_from([v for v in (1, 2, 4, 7, 10) if v >= was]))})
    for day in range((life.story.events[index].on - life.story.onset).days, life.end + 4):
        wrong = _more(sorer.decide(day), life.story.decide(day))
        assert wrong is None, (day, name, wrong, _told(sorer))


@MANY
@given(lives(), st.data())
def test_an_unknown_answer_never_gives_more_than_the_best_answer(life: Life, data: st.DataObject) -> None:
    best = {
        "pain_rest": 0,
        "pain_daily": 0,
        "pain_morning": 0,
        "limping": False,
        "night_pain": False,
        "swelling": "none",
        "ill": "none",
        "sleep_h": 9,
        "energy": 5,
        "pain_during": 0,
        "pain_after": 0,
    }
    found = indexes(life.story, life.start, "checked_in", "session_done")
    told = [(index, name) for index in found for name in best if hasattr(life.story.events[index].data, name)]
    assume(told)
    index, name = data.draw(st.sampled_from(told))
    unknown = changed(life.story, index, **{name: None})
    known = changed(life.story, index, **{name: best[name]})
    for day in range((life.story.events[index].on - life.story.onset).days, life.end + 3):
        wrong = _more(unknown.decide(day), known.decide(day))
        assert wrong is None, (day, name, wrong, _told(unknown))


@MANY
@given(lives(), st.data())
def test_a_check_in_that_is_left_out_never_gives_more(life: Life, data: st.DataObject) -> None:
    found = indexes(life.story, life.start, "checked_in")
    assume(found)
    index = data.draw(st.sampled_from(found))
    event = life.story.events[index]
    calm = changed(life.story, index, **dict.fromkeys(PAINS[:3], 0), limping=False, night_pain=False, ill="none",
                   swelling="none", stiffness_min=0, stiffness_spread=None, sleep_h=None, energy=None)  # fmt: skip
    silent = without(life.story, index)
    for day in range((event.on - life.story.onset).days, life.end + 3):
        wrong = _more(silent.decide(day), calm.decide(day))
        assert wrong is None, (day, wrong, _told(silent))


@MANY
@given(lives(), st.data())
def test_what_is_written_down_late_can_only_tighten(life: Life, data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(["check", "run", "test", "cross"]))
    day = data.draw(st.integers(max(0, life.start - 6), life.end))
    later = Story(life.story.injury, life.story.onset)
    later.events = list(life.story.events)
    late = data.draw(st.integers(3, 6))
    if kind == "check":
        later.check(day, late=late)
    elif kind == "run":
        later.run(day, data.draw(st.sampled_from([1, 5, 10, 30])), late=late)
    elif kind == "cross":
        later.add("session_done", day, late=late, kind="cross", modality="cycling", minutes=30)
    else:
        later.add("tested", day, late=late, test="hop_in_place", value=20, pain=0)
    for on in range(day + late, max(life.end, day + late) + 4):
        wrong = _more(later.decide(on), life.story.decide(on))
        assert wrong is None, (on, kind, day, wrong, _told(later))


@FEW
@given(lives())
def test_every_reason_is_a_known_code_with_its_parameters(life: Life) -> None:
    for day in range(life.start, life.end + 2):
        decision = life.story.decide(day)
        assert decision.reasons
        for one in decision.reasons:
            assert set(one.params) == set(CODES[one.code].params)
            assert one.source_ids
        assert decision.verdict in VERDICTS


@FEW
@given(lives())
def test_every_number_that_was_limited_names_its_winner(life: Life) -> None:
    for day in range(life.start, life.end + 2):
        for limit in life.story.decide(day).limits:
            assert limit.value <= limit.original
            assert limit.value >= 0
            if limit.winner is None:
                assert limit.original - limit.value < 1, limit
            assert all(limit.value <= other.value + 0.01 for other in limit.others), limit


@FEW
@given(lives())
def test_a_run_that_was_not_allowed_never_helps(life: Life) -> None:
    """Invariant 16: an extra run on a day without running never gives more than leaving it out."""
    last = life.story.decide(life.end)
    assume(not last.running_allowed)
    more = Story(life.story.injury, life.story.onset)
    more.events = list(life.story.events)
    more.run(life.end, 20)
    for day in range(life.end, life.end + 5):
        wrong = _more(more.decide(day), life.story.decide(day))
        assert wrong is None, (day, wrong, _told(more))
