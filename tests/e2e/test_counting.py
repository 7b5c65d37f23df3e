"""What a test has come to, by the module that counts, on a clock of the test."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

READY = 5  # seconds to get ready, except where presses are counted
HOLD_30 = {"meter": "up", "seconds": 0, "enough": 30, "unit": "s"}
TO_THE_END = {"meter": "up", "seconds": 0, "enough": None, "unit": "s"}
WALK = {"meter": "up", "seconds": 0, "enough": 30, "unit": "min"}
HEEL = {"meter": "beat", "seconds": 2, "enough": None, "unit": "reps"}
HOPS = {"meter": "tap", "seconds": 0, "enough": 10, "unit": "reps"}
LINES = {"meter": "window", "seconds": 30, "enough": None, "unit": "reps"}
SQUEEZE = {"meter": "hold", "seconds": 5, "enough": None, "unit": "pain_0_10"}
Log = list[tuple[str, float]]


def counted(modules: Page, plan: dict[str, Any], log: Log, now: float) -> list[Any]:
    """The phase and the value; all moments in seconds, the start at 0."""
    rows = [{"what": what, "at": at * 1000} for what, at in [("start", 0.0), *log]]
    script = f"""async () => {{
      const c = await import("/count.js");
      const s = c.stateAt({json.dumps(plan)}, {json.dumps(rows)}, {now * 1000});
      return [s.phase, c.valueOf({json.dumps(plan)}, s)];
    }}"""
    found: list[Any] = modules.evaluate(script)
    return found


@pytest.mark.parametrize(
    ("plan", "log", "now", "found"),
    [
        (TO_THE_END, [], 4.9, ["ready", 0]),
        (TO_THE_END, [], READY + 12.9, ["going", 12]),
        (TO_THE_END, [("stop", READY + 12.9)], 500, ["ended", 12]),
        (HOLD_30, [], READY + 29.9, ["going", 29]),
        (HOLD_30, [], READY + 300, ["ended", 30]),
        (HOLD_30, [("hurt", READY + 8)], READY + 300, ["ended", 8]),
        (WALK, [("stop", READY + 29 * 60 + 59)], 4000, ["ended", 29.9]),
        (WALK, [], READY + 30 * 60, ["ended", 30]),
        (HEEL, [("stop", READY + 49.9)], 100, ["ended", 24]),
        (HEEL, [("stop", 3)], 100, ["ended", 0]),
        (HOPS, [("tap", one) for one in range(1, 10)], 20, ["going", 9]),
        (HOPS, [("tap", one) for one in range(1, 14)], 20, ["ended", 10]),
        (HOPS, [("tap", 1), ("tap", 2), ("untap", 3), ("untap", 4), ("untap", 5), ("tap", 6)], 7, ["going", 1]),
        (LINES, [("tap", READY + 1), ("tap", READY + 29), ("tap", READY + 31)], 60, ["ended", 2]),
        (LINES, [], 60, ["ended", None]),
        (SQUEEZE, [], READY + 5, ["ended", None]),
    ],
)
def test_a_side_ends_by_a_press_by_its_time_or_at_what_is_enough_and_is_rounded_down(
    modules: Page, plan: dict[str, Any], log: Log, now: float, found: list[Any]
) -> None:
    assert counted(modules, plan, log, now) == found


def test_the_sounds_to_come_are_the_start_each_beat_and_the_end(modules: Page) -> None:
    script = """async ({heel, hold}) => {
      const c = await import("/count.js");
      const of = (plan, now) => c.changes(plan, [{what: "start", at: 0}], now, 4).map((one) => [one.kind, one.in]);
      return [of(heel, 1000), of(hold, 8000), of(hold, 60000)];
    }"""
    assert modules.evaluate(script, {"heel": HEEL, "hold": HOLD_30}) == [
        [["go", 4000], ["count", 6000], ["count", 8000], ["count", 10000]],
        [["end", 27000]],
        [],
    ]
