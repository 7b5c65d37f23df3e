"""Where a session of exercises is, by the module of the player itself, on a clock of the test."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

# Two sets of four repetitions of three seconds, the right leg first; then two holds of twenty seconds with both.
HEEL = {"id": "heel", "sets": 2, "reps": 4, "hold": None, "tempo": [1, 1, 1], "sides": ["right", "left"], "rest": 45}
PLANK = {"id": "plank", "sets": 2, "reps": None, "hold": 20, "tempo": [20], "sides": ["both"], "rest": 45}
EASY = {"id": "easy", "sets": 2, "reps": 6, "hold": None, "tempo": [], "sides": ["right", "left"], "rest": 45}
PLAN = [{**HEEL, "change": 30, "easier": {**EASY, "change": 30}}, {**PLANK, "change": 30, "easier": None}]
READY, SWITCH, CHANGE = 5, 8, 30
Log = list[tuple[str, float]]


def work(modules: Page, log: Log, now: float) -> dict[str, Any]:
    """Where the session is; all moments in seconds, the start at 0."""
    rows = [{"what": what, "at": at * 1000} for what, at in [("start", 0.0), *log]]
    script = f"""async () => {{
      const t = await import("/sets.js");
      const s = t.stateAt({json.dumps(PLAN)}, {json.dumps(rows)}, {now * 1000});
      const step = s.ended ? null : s.steps[s.index];
      const beat = s.ended ? null : t.beat(s);
      const left = s.length === null ? null : (s.length - s.passed) / 1000;
      return {{step: step && [step.kind, step.ex, step.set, step.side], left,
        ended: s.ended, beat: beat && [beat.rep, beat.part, beat.over], done: t.done(s), planned: t.asPlanned(s),
        changes: t.changes(s).map((c) => [c.kind, c.in / 1000])}};
    }}"""
    found: dict[str, Any] = modules.evaluate(script)
    return found


def whole_heel() -> Log:
    """All four sets of the first exercise, each told ten seconds after it began."""
    at, log = float(READY), []
    for _set in range(4):
        at += 10
        log.append(("done", at))
        at += SWITCH
    return log


def test_sides_take_turns_within_a_set_and_begin_with_the_first(modules: Page) -> None:
    assert work(modules, [], 2)["step"] == ["ready", 0, 1, "right"]
    assert work(modules, [], 6)["step"] == ["set", 0, 1, "right"]
    log = whole_heel()
    assert work(modules, log[:1], 16)["step"] == ["switch", 0, 1, "left"]
    assert work(modules, log[:1], 24)["step"] == ["set", 0, 1, "left"]
    assert work(modules, log[:2], 34)["step"] == ["switch", 0, 2, "right"]


def test_repetitions_are_counted_by_the_tempo_and_wait_for_a_press_at_the_end(modules: Page) -> None:
    assert work(modules, [], READY + 4)["beat"] == [2, 1, False]
    found = work(modules, [], READY + 60)
    assert found["step"] == ["set", 0, 1, "right"]
    assert found["beat"] == [4, 2, True]
    assert work(modules, [], READY + 4)["changes"] == [["count", 2], ["count", 5], ["rest", 8]]


def test_a_hold_ends_by_its_time_and_a_rest_follows(modules: Page) -> None:
    log = whole_heel()
    begin = log[-1][1] + CHANGE
    assert work(modules, log, begin - 1)["step"] == ["change", 1, 1, "both"]
    assert work(modules, log, begin + 5)["left"] == 15
    assert work(modules, log, begin + 21)["step"] == ["rest", 1, 2, "both"]
    done = work(modules, log, begin + 20 + 45 + 20)
    assert (done["ended"], done["planned"]) == (True, True)
    assert done["done"] == [
        {"for": "heel", "id": "heel", "side": "both", "sets": 2, "reps": 4},
        {"for": "plank", "id": "plank", "side": "both", "sets": 2, "hold_s": 20},
    ]


def test_fewer_repetitions_count_and_more_than_planned_cannot_be_told(modules: Page) -> None:
    log = [("done", 15.0), ("less", 16.0), ("less", 16.5), ("more", 17.0)]
    assert work(modules, [*log, ("end", 18.0)], 20)["done"][0]["reps"] == 3
    assert work(modules, [*log[:1], ("more", 16.0), ("end", 18.0)], 20)["done"][0]["reps"] == 4


def test_one_side_alone_is_told_as_that_side(modules: Page) -> None:
    assert work(modules, [("done", 15.0), ("end", 18.0)], 20)["done"] == [
        {"for": "heel", "id": "heel", "side": "right", "sets": 1, "reps": 4}
    ]


def test_a_hold_that_was_let_go_counts_its_whole_seconds(modules: Page) -> None:
    log = whole_heel()
    begin = log[-1][1] + CHANGE
    done = work(modules, [*log, ("done", begin + 7.6), ("end", begin + 8)], begin + 9)
    assert done["done"][1] == {"for": "plank", "id": "plank", "side": "both", "sets": 1, "hold_s": 7}
    assert not done["planned"]


def test_easier_takes_the_place_from_then_on_and_both_are_told(modules: Page) -> None:
    log = [("done", 15.0), ("done", 33.0), ("easier", 36.0), ("done", 55.0), ("done", 75.0), ("end", 76.0)]
    assert [(row["id"], row["sets"], row["reps"]) for row in work(modules, log, 80)["done"]] == [
        ("heel", 1, 4),
        ("easy", 1, 6),
    ]


def test_a_set_fewer_and_leaving_out_shorten_and_never_add(modules: Page) -> None:
    assert work(modules, [("fewer", 7.0), ("done", 15.0), ("done", 33.0)], 34)["step"] == ["change", 1, 1, "both"]
    assert work(modules, [("drop", 7.0)], 8)["step"] == ["change", 1, 1, "both"]
    assert work(modules, [("drop", 7.0), ("drop", 8.0)], 9)["ended"]
    assert work(modules, [("skip", 7.0)], 8)["step"] == ["switch", 0, 1, "left"]


def test_a_break_can_be_cut_to_three_seconds_and_a_pause_stands_still(modules: Page) -> None:
    assert work(modules, [("done", 15.0), ("done", 16.0)], 17)["left"] == 2
    assert work(modules, [("done", 15.0), ("pause", 17.0)], 500)["left"] == 6
    assert work(modules, [("done", 15.0), ("pause", 17.0), ("resume", 500.0)], 502)["left"] == 4
