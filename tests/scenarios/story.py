"""Reads a story file: short lines a physiotherapist can follow, turned into whole events of the contract.

A line is ``days word what``: ``3 run 7 pain_during=2``, ``4-9 check``, ``0 screen rf_dvt=yes``. Days count from the
onset, or, where the story has ``[before]``, from the day a faithful runner got that far (who did that day's sessions).

==========  =====================================================================================
check       a calm check-in (all pain 0, no swelling, no limp, well) but for what is said; ``x=?`` leaves x out
says        a check-in with only what is said
screen      every warning-sign question of the spot answered no, but for what is said
run         minutes of running without pain, but for what is said
do          the run that the plan of that day shows, without pain but for what is said
cross       modality and minutes
test        test and value; ``sides`` for left and right alike
cleared     what a professional allowed; ``by=`` who wrote it down
set         any other event type with its fields
foreign     an event of another episode
==========  =====================================================================================

``by=doctor`` says who, ``late=4`` how many days later it was written down, ``name=x`` gives a name that ``$x`` finds.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from opbouw.core.decision import Decision
from tests.core.making import Story
from tests.scenarios.faithful import Faithful, thirty_minutes

FOLDER = Path(__file__).parent / "stories"
LISTS = {"flags", "scope", "modalities", "equipment", "factors"}


@dataclass(frozen=True)
class Told:
    """A story as it stands in its file."""

    id: str
    title: str
    happens: str
    rule: str
    story: Story
    start: int
    expect: tuple[dict[str, Any], ...]


def read_story(path: Path) -> Told:
    """A story file with all its events made."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    story, start = _begin(raw)
    for line in raw.get("lines", []):
        _line(story, start, line)
    return Told(path.stem, raw["title"], raw["happens"], raw["rule"], story, start, tuple(raw["expect"]))


def _begin(raw: dict[str, Any]) -> tuple[Story, int]:
    opened = dict(raw["opened"])
    injury, onset = opened.pop("injury"), opened.pop("onset", "2026-03-02")
    if "before" not in raw:
        return Story(injury, onset, **opened), 0
    runner = Faithful(injury, onset, **opened)
    if "goal" in raw["before"]:
        runner.story.add("goal_set", 0, kind=raw["before"]["goal"])
    life = runner.live(400, REACHED[raw["before"]["until"]], look_daily=raw["before"].get("look_daily", True))
    return life.story, (life.days[-1].on - life.story.onset).days


REACHED: dict[str, Callable[[Decision], bool]] = {
    "rest": lambda one: one.phase == "rest",
    "loosen": lambda one: one.phase == "loosen",
    "strengthen": lambda one: one.phase == "strengthen",
    "rebuild": lambda one: one.phase == "rebuild",
    "stage_3": lambda one: one.stage is not None and one.stage.n >= 3,
    "stage_4": lambda one: one.stage is not None and one.stage.n >= 4,
    "30_minutes": thirty_minutes,
    "keep_running": lambda one: one.phase == "keep_running",
}


def _value(word: str, story: Story) -> Any:
    if word.startswith("$"):
        return story.ids[word[1:]]
    named = {"true": True, "false": False, "?": None}
    if word in named:
        return named[word]
    try:
        number = float(word)
    except ValueError:
        return word
    return int(number) if number == int(number) else number


def _line(story: Story, start: int, line: str) -> None:
    days, word, *rest = line.split()
    said: dict[str, Any] = {}
    plain: list[str] = []
    for part in rest:
        name, is_said, value = part.partition("=")
        if not is_said:
            plain.append(part)
        elif name in LISTS:
            said[name] = value.split("+")
        else:
            said[name] = _value(value, story)
    for day in _days(days):
        WORDS[word](story, start + day, plain, dict(said))


def _days(text: str) -> list[int]:
    found: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return found


def _check(story: Story, day: int, plain: list[str], said: dict[str, Any]) -> None:
    story.check(day, **said)


def _says(story: Story, day: int, plain: list[str], said: dict[str, Any]) -> None:
    story.add("checked_in", day, **said)


def _screen(story: Story, day: int, plain: list[str], said: dict[str, Any]) -> None:
    story.screen(day, why=said.pop("why", "asked"), **said)


def _run(story: Story, day: int, plain: list[str], said: dict[str, Any]) -> None:
    name = said.pop("name", None)
    made = story.run(day, float(plain[0]), **said)
    if name is not None:
        story.ids[name] = made


def _do(story: Story, day: int, plain: list[str], said: dict[str, Any]) -> None:
    minutes = planned_run(story.decide(day))
    assert minutes > 0, f"no run stands in the plan of day {day}"
    _run(story, day, [str(minutes)], said)


def _cross(story: Story, day: int, plain: list[str], said: dict[str, Any]) -> None:
    story.add("session_done", day, kind="cross", modality=plain[0], minutes=float(plain[1]), **said)


def _test(story: Story, day: int, plain: list[str], said: dict[str, Any]) -> None:
    story.test(day, plain[0], float(plain[1]), sides="sides" in plain, **said)


def _cleared(story: Story, day: int, plain: list[str], said: dict[str, Any]) -> None:
    role = said.pop("by", "runner")
    story.add("cleared", day, role=role, **said)


def _set(story: Story, day: int, plain: list[str], said: dict[str, Any]) -> None:
    role = said.pop("by", "runner")
    story.add(plain[0], day, role=role, **said)


def _foreign(story: Story, day: int, plain: list[str], said: dict[str, Any]) -> None:
    story.check(day)
    story.events[-1] = replace(story.events[-1], episode="0b9d7a52-5a0c-4d8a-9a2f-51f6f7c8a001")


WORDS: dict[str, Callable[[Story, int, list[str], dict[str, Any]], None]] = {
    "foreign": _foreign,
    "check": _check,
    "says": _says,
    "screen": _screen,
    "run": _run,
    "do": _do,
    "cross": _cross,
    "test": _test,
    "cleared": _cleared,
    "set": _set,
}


# ---- what must be true


def planned_run(decision: Decision) -> float:
    """Run minutes of today's plan; 0 without a run."""
    return sum(one.run_minutes or 0 for one in decision.today if one.kind == "run")


FACTS: dict[str, Callable[[Decision], Any]] = {
    "phase": lambda d: d.phase,
    "verdict": lambda d: d.verdict,
    "stage_change": lambda d: d.stage_change,
    "running_allowed": lambda d: d.running_allowed,
    "stage": lambda d: d.stage.n if d.stage else "none",
    "clean": lambda d: d.stage.clean if d.stage else None,
    "needed": lambda d: d.stage.needed if d.stage else None,
    "ladder": lambda d: d.stage.ladder if d.stage else None,
    "see": lambda d: [d.see.who, d.see.how_soon] if d.see else [],
    "planned_run": planned_run,
    "runs_in_week": lambda d: sum(one.kind == "run" for one in d.week),
    "sessions_today": lambda d: len(d.today),
    "sessions_in_week": lambda d: len(d.week),
    "locked": lambda d: d.locked,
    "open_flags": lambda d: list(d.open_flags),
}
