"""Two logs that differ in one answer, or in one event, and never the worse of them gives more (2, 3, 6, 13, 14, 16)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from opbouw.core.decision import Refusal
from opbouw.core.events import Event
from tests.core.making import CALM
from tests.journeys.told import told_run
from tests.journeys.writing import Writer
from tests.properties.breaking import Log, gives_more, holds
from tests.properties.following import answer, known_by
from tests.properties.incidents import FIRST_NUMBER, writer_for
from tests.properties.lives import Life

PAIN = (0.0, 1.0, 2.0, 3.0, 4.0, 6.0, 10.0)
NO_YES = (False, True)
CHANGED_DAYS, LOOKED_AT_DAYS, SILENT_DAYS = 5, 4, 7
AFTER_SILENCE = ("review", "silence_repeat", "silence_two_back", "silence_restart")
Change = Callable[[Log], tuple[Log, Log]]

# From the best to the worst answer; the order is the claim.
CHECK_IN: Mapping[str, tuple[Any, ...]] = {
    "pain_rest": PAIN,
    "pain_daily": PAIN,
    "pain_morning": PAIN,
    "stiffness_min": (0.0, 10.0, 25.0, 45.0, 90.0),
    "stiffness_spread": ("one", "several"),
    "swelling": ("none", "same", "more"),
    "limping": NO_YES,
    "night_pain": NO_YES,
    "ill": ("none", "unwell", "fever", "chest"),
    "painkiller": NO_YES,
    "new_spot": NO_YES,
    "sleep_h": (9.0, 7.0, 6.0, 4.0, 2.0),
    "energy": (5.0, 3.0, 2.0, 1.0),
}
RUN: Mapping[str, tuple[Any, ...]] = {
    "pain_during": PAIN,
    "pain_after": PAIN,
    "pain_starts_min": (60.0, 10.0, 1.0),
    "settled_min": (0.0, 60.0, 2000.0),
    "pain_course": ("none", "after_only", "warms_up", "stays"),
    "sharp_pain": NO_YES,
    "gait_changed": NO_YES,
    "walked_home": NO_YES,
    "stopped_early": NO_YES,
    "painkiller_8h": NO_YES,
}
OPENING: Mapping[str, tuple[Any, ...]] = {
    "severity": ("niggle", "limits_running", "limits_daily_life", "cannot_bear"),
    "pain_starts_min": (60.0, 20.0, 5.0, 0.0),
    "recurrence": NO_YES,
    "last_run_on": tuple(date(2026, 3, 2) - timedelta(days=n) for n in (0, 10, 40, 120)),
    "named_by": ("physio", "self"),
}
NEW: Mapping[str, dict[str, Any]] = {
    "checked_in": dict(CALM),
    "session_done": {"kind": "run", "run_minutes": 5.0, "minutes": 5.0, "pain_during": 0.0, "pain_after": 0.0},
}


def one_event(life: Life, data: st.DataObject, type: str) -> tuple[Log, Event]:
    """A log with an event to change: one of the last days, or a new one among them."""
    found = [one for one in life.newest(CHANGED_DAYS, type) if type != "session_done" or told_run(one) is not None]
    which = data.draw(st.integers(-2, len(found) - 1)) if found else -1
    if which >= 0:
        return life.log, found[which]
    writer = writer_for(life.log)
    writer.written = 2 * FIRST_NUMBER  # ids of its own
    day = (life.today - writer.onset).days - data.draw(st.integers(0, CHANGED_DAYS))
    event = writer.write(type, day, NEW[type])
    return (*life.log, event), event


def with_data(log: Log, event: Event, **fields: Any) -> Log:
    """The log with other answers in one event."""
    return tuple(replace(one, data=replace(one.data, **fields)) if one.id == event.id else one for one in log)


def without(log: Log, event: Event) -> Log:
    """The log without one event."""
    return tuple(one for one in log if one.id != event.id)


def added(life: Life, data: st.DataObject, type: str, told: dict[str, Any], *, role: str = "runner", late: int = 0,
          back: int = CHANGED_DAYS) -> tuple[Log, Event]:  # fmt: skip
    """The log with one more event on one of the last days."""
    writer: Writer = writer_for(life.log)
    writer.written = 3 * FIRST_NUMBER
    day = (life.today - writer.onset).days - data.draw(st.integers(0, back))
    event = writer.write(type, day, told, role=role, late=late, hour=20)
    return (*life.log, event), event


def later(event: Event, life: Life, data: st.DataObject) -> date:
    """A day on which the difference may show: the day of the life, or one of the first after the event."""
    first = max(event.on, event.recorded_at.date())
    if data.draw(st.booleans()):
        return max(first, life.today)
    return first + timedelta(days=data.draw(st.integers(0, LOOKED_AT_DAYS)))


def never_more(log: Log, event: Event, day: date, worse: dict[str, Any], better: dict[str, Any]) -> None:
    """The worse answers in one event never give more than the better ones."""
    holds(log, lambda one: gives_more(with_data(one, event, **worse), with_data(one, event, **better), day))


def never_sooner(log: Log, event: Event, day: date, worse: dict[str, Any], better: dict[str, Any]) -> None:
    """As ``never_more``, up to a week after rebuilding could begin: nobody runs, and silence has rules of its own."""

    def check(one: Log) -> str | None:
        free = answer(with_data(one, event, **better), day)
        if isinstance(free, Refusal) or any(code.code in AFTER_SILENCE for code in free.reasons):
            return None
        if free.phase == "rebuild" and (day - free.phase_since).days > SILENT_DAYS:
            return None
        return gives_more(with_data(one, event, **worse), with_data(one, event, **better), day)

    holds(log, check)


def worse_answer(type: str, field: str, scale: tuple[Any, ...]) -> Callable[[Life, st.DataObject], None]:
    """Any worse answer to a question against any better one."""

    def body(life: Life, data: st.DataObject) -> None:
        log, event = one_event(life, data, type)
        low = data.draw(st.integers(0, len(scale) - 2))
        high = data.draw(st.integers(low + 1, len(scale) - 1))
        never_more(log, event, later(event, life, data), {field: scale[high]}, {field: scale[low]})

    return body


def unknown_answer(type: str, scales: Mapping[str, tuple[Any, ...]]) -> Callable[[Life, st.DataObject], None]:
    """No answer to a question against the best one."""

    def body(life: Life, data: st.DataObject) -> None:
        field = data.draw(st.sampled_from(sorted(scales)))
        log, event = one_event(life, data, type)
        never_more(log, event, later(event, life, data), {field: None}, {field: scales[field][0]})

    return body


def opening_answer(field: str, scale: tuple[Any, ...]) -> Callable[[Life, st.DataObject], None]:
    """Another beginning of the same life; without the runs, for these would have been others."""

    def body(life: Life, data: st.DataObject) -> None:
        runs = {one.id for one in life.log if told_run(one) is not None}
        log = tuple(one for one in life.log if one.id not in runs)
        low = data.draw(st.integers(0, len(scale) - 2))
        high = data.draw(st.integers(low + 1, len(scale) - 1))
        day = log[0].on + timedelta(days=data.draw(st.integers(1, (life.today - log[0].on).days)))
        never_sooner(known_by(log, day), log[0], day, {field: scale[high]}, {field: scale[low]})

    return body


def unknown_opening(scales: Mapping[str, tuple[Any, ...]]) -> Callable[[Life, st.DataObject], None]:
    """Nothing said at the beginning against the best that could be said."""

    def body(life: Life, data: st.DataObject) -> None:
        field = data.draw(st.sampled_from(sorted(scales)))
        runs = {one.id for one in life.log if told_run(one) is not None}
        log = tuple(one for one in life.log if one.id not in runs)
        day = log[0].on + timedelta(days=data.draw(st.integers(1, (life.today - log[0].on).days)))
        never_sooner(known_by(log, day), log[0], day, {field: None}, {field: scales[field][0]})

    return body
