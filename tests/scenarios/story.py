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
exercise    one exercise of a strength session, without pain but for what is said
test        test and value; ``sides`` for left and right alike
cleared     what a professional allowed; ``by=`` who wrote it down
set         any other event type with its fields
correct     ``correct $x pain_during=4``: the event named x said again, but for what is changed
withdraw    ``withdraw $x``: the event named x is taken back
again       ``again $x``: the event named x arrives a second time, the same but for what is said
foreign     an event of another episode
==========  =====================================================================================

``spot.heel=2`` is pain at another spot.
``by=doctor`` says who, ``late=4`` how many days later it was written down, ``at=23:50`` at what time of the day and
``zone=-10`` in which zone (hours from UTC); ``name=x`` gives a name that ``$x`` finds. ``-2 run 40``: two days before.
``$opening`` is the event that opened the episode.

Beside the lines a story may hold ``[also]``, a second injury of the same runner, its lines counted in the same days;
``[[turned_away]]``, lines that the log does not take, with the code and the field of the error; and ``order``
(``backwards``, ``twice``), how the events reach the plan. ``hazards`` names what could go wrong (docs/hazards).
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from typing import Any

from opbouw.core.decide import decide
from opbouw.core.decision import Decision, Refusal
from opbouw.core.events import Event, data_to_dict, event_to_dict, parse_data
from opbouw.core.fields import EventError
from opbouw.core.together import decide_all
from opbouw.evidence import tables
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
    hazards: tuple[str, ...]
    also: Story | None
    order: str
    turned_away: tuple[str, ...]

    def answer(self, expected: dict[str, Any]) -> Decision | Refusal:
        """The answer of a day on what was told by its end; ``told = "everything"`` gives the whole log."""
        today = self.story.on(self.start + expected["day"])
        everything = expected.get("told") == "everything"
        logs = [self.in_order(_told_by(one, today, everything)) for one in (self.story, self.also) if one is not None]
        return decide(logs[0], today) if self.also is None else decide_all(logs, today)[0]

    def in_order(self, events: list[Event]) -> list[Event]:
        """The events as they reach the plan: as told, backwards, or each of them twice."""
        ways = {"as_told": events, "backwards": events[::-1], "twice": [*events, *events]}
        return ways[self.order]


def _told_by(story: Story, today: date, everything: bool) -> list[Event]:
    if everything:
        return story.events
    return [one for one in story.events if one.on <= today and one.recorded_at.date() <= today]


def read_story(path: Path) -> Told:
    """A story file with all its events made."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    story, start = _begin(raw)
    for line in raw.get("lines", []):
        _line(story, start, line)
    return Told(
        path.stem,
        raw["title"],
        raw["happens"],
        raw["rule"],
        story,
        start,
        tuple(raw.get("expect", ())),
        tuple(raw.get("hazards", ())),
        _second(raw["also"], story.on(start)) if "also" in raw else None,
        raw.get("order", "as_told"),
        tuple(_turned_away(story, start, one) for one in raw.get("turned_away", ())),
    )


def _second(raw: dict[str, Any], first_day: date) -> Story:
    story, _ = _begin(raw | {"opened": {"onset": first_day.isoformat()} | raw["opened"]})
    for line in raw.get("lines", []):
        _line(story, (first_day - story.onset).days, line)
    return story


def _turned_away(story: Story, start: int, bad: dict[str, Any]) -> str:
    """What is wrong with how a line was turned away; empty when it was, by the code and field that were asked."""
    before = list(story.events)
    try:
        _line(story, start, bad["line"])
    except EventError as problem:
        story.events = before
        got = (problem.code, problem.field)
        return "" if got == (bad["code"], bad["field"]) else f"{bad['line']}: {got}"
    return f"{bad['line']}: taken"


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
        return story.events[0].id if word == "$opening" else story.ids[word[1:]]
    named = {"true": True, "false": False, "?": None}
    if word in named:
        return named[word]
    try:
        number = float(word)
    except ValueError:
        return word
    return int(number) if number.is_integer() else number


def _line(story: Story, start: int, line: str) -> None:
    days, word, *rest = line.split()
    said: dict[str, Any] = {}
    plain: list[str] = []
    for part in rest:
        name, is_said, value = part.partition("=")
        if not is_said:
            plain.append(part)
        elif name.startswith("spot."):
            said.setdefault("other_spots", []).append({"spot": name[5:], "pain": _value(value, story)})
        elif name in LISTS:
            said[name] = value.split("+")
        else:
            said[name] = _value(value, story)
    name, moment, zone = said.pop("name", None), said.pop("at", None), said.pop("zone", None)
    for day in _days(days):
        known = len(story.events)
        WORDS[word](story, start + day, plain, dict(said))
        story.events[known:] = [_written(one, moment, zone) for one in story.events[known:]]
    if name is not None:
        story.ids[name] = story.events[-1].id


def _written(event: Event, moment: str | None, zone: float | None) -> Event:
    """The event as written down at another time of its day or in another zone."""
    told = event.recorded_at
    if moment is not None:
        told = datetime.combine(told.date(), time.fromisoformat(moment), told.tzinfo)
    if zone is not None:
        told = told.replace(tzinfo=timezone(timedelta(hours=zone)))
    return replace(event, recorded_at=told)


def _days(text: str) -> list[int]:
    found: list[int] = []
    for part in text.split(","):
        first, _, last = part.removeprefix("-").partition("-")
        found += [-int(first)] if part.startswith("-") else range(int(first), int(last or first) + 1)
    return found


def _check(story: Story, day: int, plain: list[str], said: dict[str, Any]) -> None:
    story.check(day, **said)


def _says(story: Story, day: int, plain: list[str], said: dict[str, Any]) -> None:
    story.add("checked_in", day, **said)


def _screen(story: Story, day: int, plain: list[str], said: dict[str, Any]) -> None:
    story.screen(day, why=said.pop("why", "asked"), **said)


def _run(story: Story, day: int, plain: list[str], said: dict[str, Any]) -> None:
    story.run(day, float(plain[0]), **said)


def _do(story: Story, day: int, plain: list[str], said: dict[str, Any]) -> None:
    minutes = planned_run(story.decide(day))
    assert minutes > 0, f"no run stands in the plan of day {day}"
    _run(story, day, [str(minutes)], said)


def _cross(story: Story, day: int, plain: list[str], said: dict[str, Any]) -> None:
    story.add("session_done", day, kind="cross", modality=plain[0], minutes=float(plain[1]), **said)


def _exercise(story: Story, day: int, plain: list[str], said: dict[str, Any]) -> None:
    done = {"id": plain[0], "sets": 3, "reps": 10, "pain": 0} | said
    story.add("session_done", day, kind="strength", minutes=20, exercises=[done])


def _test(story: Story, day: int, plain: list[str], said: dict[str, Any]) -> None:
    if plain[-1] in ("left", "right"):
        story.add("tested", day, test=plain[0], value=float(plain[1]), side=plain[-1], **{"pain": 0} | said)
    else:
        story.test(day, plain[0], float(plain[1]), sides="sides" in plain, **said)


def _cleared(story: Story, day: int, plain: list[str], said: dict[str, Any]) -> None:
    role = said.pop("by", "runner")
    story.add("cleared", day, role=role, **said)


def _set(story: Story, day: int, plain: list[str], said: dict[str, Any]) -> None:
    role = said.pop("by", "runner")
    story.add(plain[0], day, role=role, **said)


def _correct(story: Story, day: int, plain: list[str], said: dict[str, Any]) -> None:
    target, late, role = _value(plain[0], story), said.pop("late", 0), said.pop("by", "runner")
    first = next(one for one in story.events if one.id == target)
    data = {name: value for name, value in (data_to_dict(first) | said).items() if value is not None}
    story.add("corrected", day, event=target, data=data, late=late, role=role)


def _withdraw(story: Story, day: int, plain: list[str], said: dict[str, Any]) -> None:
    story.add("withdrawn", day, event=_value(plain[0], story), **said)


def _again(story: Story, day: int, plain: list[str], said: dict[str, Any]) -> None:
    target = _value(plain[0], story)
    first = next(one for one in story.events if one.id == target)
    story.events.append(replace(first, data=parse_data(first.type, data_to_dict(first) | said)))


def _foreign(story: Story, day: int, plain: list[str], said: dict[str, Any]) -> None:
    story.check(day)
    story.events[-1] = replace(story.events[-1], episode="0b9d7a52-5a0c-4d8a-9a2f-51f6f7c8a001")


WORDS: dict[str, Callable[[Story, int, list[str], dict[str, Any]], None]] = {
    "foreign": _foreign,
    "correct": _correct,
    "withdraw": _withdraw,
    "again": _again,
    "check": _check,
    "says": _says,
    "screen": _screen,
    "run": _run,
    "do": _do,
    "cross": _cross,
    "exercise": _exercise,
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
    "kinds_today": lambda d: sorted(one.kind for one in d.today),
    "kinds_in_week": lambda d: sorted({one.kind for one in d.week}),
    "modalities": lambda d: sorted({one.modality for one in d.week if one.modality}),
    "intensities": lambda d: sorted({one.intensity for one in d.week if one.kind == "run"}),
    "efforts": lambda d: sorted({one.intensity for one in d.week}),
    "strength_today": lambda d: sum(one.kind == "strength" for one in d.today),
    "strength_in_week": lambda d: sum(one.kind == "strength" for one in d.week),
    "run_modalities": lambda d: sorted({one.modality for one in d.week if one.kind == "run" and one.modality}),
    "runs_apart": lambda d: min((b - a).days for a, b in pairwise(one.on for one in d.week if one.kind == "run")),
    "run_rpe_max": lambda d: max((one.rpe_max or 0 for one in d.week if one.kind == "run"), default=0),
    "longest_bout_s": lambda d: max(
        (i.seconds for one in d.today for i in one.intervals if i.kind == "run"), default=0
    ),
    "jumps_in_week": lambda d: sum(tables.exercises[dose.id].impact > 0 for one in d.week for dose in one.exercises),
    "pain_limit": lambda d: min((one.pain_limit for one in d.week), default=None),
    "first_reason": lambda d: d.reasons[0].code,
    "goal": lambda d: d.goal.verdict if d.goal else "none",
}


def criteria_of(decision: Decision) -> dict[str, str]:
    """How each criterion of the gate ahead stands."""
    ahead = next((one for one in decision.gates if one.start == decision.phase), None)
    return {one.id: one.status for one in ahead.criteria} if ahead else {}


def exercises_of(decision: Decision) -> set[str]:
    """Ids of the exercises of the week."""
    return {dose.id for one in decision.week for dose in one.exercises}


def kept_fields(story: Story) -> dict[str, Any]:
    """All data of the log as it would be written out again, merged."""
    found: dict[str, Any] = {}
    for event in story.events:
        found |= event_to_dict(event)["data"]
    return found
