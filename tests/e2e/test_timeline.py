"""Where a run is, by the module of the player itself: run in a browser, on a clock of the test."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

# One minute to get warm, two runs of two minutes with a minute between, and a minute home.
PLAN = [("walk", 60), ("run", 120), ("walk", 60), ("run", 120), ("walk", 60)]
READY = 10
Log = list[tuple[str, float]]
Ask = Any


def run(modules: Page, log: Log, now: float, plan: list[tuple[str, int]] = PLAN) -> dict[str, Any]:
    """Where the session is; all moments in seconds, the start at 0."""
    rows = [{"what": what, "at": at * 1000} for what, at in [("start", 0.0), *log]]
    blocks = [{"kind": kind, "seconds": seconds} for kind, seconds in plan]
    script = f"""async () => {{
      const t = await import("/timeline.js");
      const s = t.stateAt({json.dumps(blocks)}, {json.dumps(rows)}, {now * 1000});
      const told = t.bouts(s).map((b) => [b.kind, b.seconds]);
      return {{index: s.index, left: s.left / 1000, ended: s.ended, paused: s.paused, bouts: told,
        ran: t.spent(s, "run") / 1000, all: t.spent(s) / 1000, toGo: t.toGo(s) / 1000, whole: t.wholeRuns(s),
        planned: t.asPlanned(s), back: t.canGoBack(s), changes: t.changes(s).map((c) => [c.kind, c.in / 1000])}};
    }}"""
    found: dict[str, Any] = modules.evaluate(script)
    return found


@pytest.mark.parametrize(
    ("now", "index", "left"),
    [(0, -1, 10), (9.5, -1, 0.5), (10, 0, 60), (69, 0, 1), (70, 1, 120), (100, 1, 90), (190, 2, 60), (370, 4, 60)],
)
def test_the_block_follows_from_the_moment_alone(modules: Page, now: float, index: int, left: float) -> None:
    found = run(modules, [], now)
    assert (found["index"], found["left"], found["ended"]) == (index, left, False)


def test_after_the_last_block_it_is_done_as_planned_however_late_the_page_looks(modules: Page) -> None:
    for now in (430, 4_000):
        found = run(modules, [], now)
        assert (found["ended"], found["planned"], found["whole"], found["ran"], found["all"]) == (
            True,
            True,
            2,
            240,
            420,
        )


def test_a_pause_stands_still_and_is_told_as_two_bouts(modules: Page) -> None:
    log: Log = [("pause", 100.0), ("resume", 500.0)]
    assert run(modules, log[:1], 480)["left"] == 90
    assert run(modules, log, 501)["left"] == 89
    done = run(modules, log, 2_000)
    assert done["bouts"] == [["walk", 60], ["run", 30], ["run", 90], ["walk", 60], ["run", 120], ["walk", 60]]
    assert not done["planned"]


def test_going_back_gives_more_walking_and_never_more_running(modules: Page) -> None:
    log: Log = [("back", 100.0)]
    assert run(modules, log, 100)["index"] == 0
    assert run(modules, log, 165)["left"] == 85  # 120 - 30 run before - 5 run since
    done = run(modules, [("back", 100.0), ("back", 170.0), ("back", 290.0)], 3_000)
    assert done["ran"] == 240
    assert done["whole"] == 2


def test_going_back_in_a_walk_begins_the_walk_anew_and_before_a_first_run_there_is_nothing(modules: Page) -> None:
    assert run(modules, [("back", 40.0)], 40)["left"] == 60
    no_walk = [("run", 60), ("walk", 60)]
    found = run(modules, [("back", 20.0)], 20, no_walk)
    assert (found["index"], found["left"], found["back"]) == (0, 50, False)


def test_a_skipped_walk_makes_one_long_bout_of_two_runs(modules: Page) -> None:
    done = run(modules, [("next", 190.0)], 2_000)
    assert done["bouts"] == [["walk", 60], ["run", 240], ["walk", 60]]
    assert not done["planned"]


def test_a_run_cut_short_counts_for_what_was_run(modules: Page) -> None:
    done = run(modules, [("next", 130.0), ("end", 160.0)], 9_000)
    assert (done["ended"], done["ran"], done["all"], done["whole"], done["toGo"]) == (True, 60, 150, 0, 0)
    assert done["bouts"] == [["walk", 60], ["run", 60], ["walk", 30]]


def test_the_turns_to_come_are_known_ahead_and_none_while_it_stands_still(modules: Page) -> None:
    turns = [["walk", 5], ["run", 65], ["walk", 185], ["run", 245], ["walk", 365], ["end", 425]]
    assert run(modules, [], 5)["changes"] == turns
    assert run(modules, [("back", 100.0)], 130)["changes"] == [
        ["run", 30],
        ["walk", 120],
        ["run", 180],
        ["walk", 300],
        ["end", 360],
    ]
    assert run(modules, [("pause", 5.0)], 50)["changes"] == []


def test_presses_after_the_end_change_nothing(modules: Page) -> None:
    assert run(modules, [("end", 100.0), ("resume", 120.0), ("next", 130.0)], 200) == run(
        modules, [("end", 100.0)], 200
    )


@pytest.mark.parametrize(
    ("jumps", "awake", "passed"),
    [
        ([(1, 1), (1, 1)], False, 2),
        ([(1, 1), (-3600, 1)], False, 2),  # the clock of the phone is set back an hour
        ([(1, 1), (3601, 1)], True, 2),  # set forward while the screen was kept on
        ([(1, 1), (3600, 1)], False, 3601),  # the phone slept for an hour
    ],
)
def test_a_clock_that_is_set_does_not_move_the_session_and_sleep_does(
    modules: Page, jumps: list[tuple[int, int]], awake: bool, passed: int
) -> None:
    script = """async ([jumps, held]) => {
      const { makeClock } = await import("/clock.js");
      let wall = 1e12, steady = 0;
      const clock = makeClock({ wall: () => wall, steady: () => steady, awake: () => held });
      const start = clock.now();
      for (const [seen, gone] of jumps) { wall += seen * 1000; steady += gone * 1000; clock.now(); }
      return (clock.now() - start) / 1000;
    }"""
    assert modules.evaluate(script, [jumps, awake]) == passed


def test_after_a_reload_time_has_not_gone_back(modules: Page) -> None:
    script = """async () => {
      const { makeClock } = await import("/clock.js");
      return makeClock({ shift: 0, since: 5_000, wall: () => 1_000, steady: () => 0 }).now();
    }"""
    assert modules.evaluate(script) == 5_000
