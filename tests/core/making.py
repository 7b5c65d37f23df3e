"""Logs by hand for the tests of the core: each line is one event, with ids that are the same on every machine."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

from opbouw.core.decide import decide_day
from opbouw.core.decision import Decision, Refusal
from opbouw.core.events import Event, parse_event
from opbouw.core.flags import questions_for
from opbouw.core.fold import Fold
from opbouw.evidence import tables

ZONE = timezone(timedelta(hours=1))
EPISODE = "6f1c2c1e-5a50-4b7e-9a53-0d8c6a4b1f10"
CALM: Mapping[str, Any] = {
    "pain_rest": 0,
    "pain_daily": 0,
    "pain_morning": 0,
    "stiffness_min": 0,
    "swelling": "none",
    "limping": False,
    "night_pain": False,
    "ill": "none",
}


def event_dict(
    number: int, type: str, on: date, data: Mapping[str, Any], role: str = "runner", recorded_at: datetime | None = None
) -> dict[str, Any]:
    """One event in the shape of the contract; written down at 08:00 +01:00 of its day unless said."""
    return {
        "id": str(uuid.uuid5(uuid.UUID(EPISODE), f"{number}")),
        "episode": EPISODE,
        "type": type,
        "on": on.isoformat(),
        "recorded_at": (recorded_at or datetime.combine(on, time(8), ZONE)).isoformat(),
        "by": {"role": role},
        "v": 1,
        "data": dict(data),
    }


class Story:
    """A log that grows line by line; ``day`` counts from the onset."""

    def __init__(self, injury: str, onset: str | date = "2026-03-02", **opened: Any) -> None:
        self.injury = injury
        self.onset = date.fromisoformat(onset) if isinstance(onset, str) else onset
        self.events: list[Event] = []
        self.ids: dict[str, str] = {}
        self._fold, self._followed = Fold(), set[str]()
        self.add("episode_opened", 0, injury=injury, onset_on=self.onset.isoformat(), **opened)

    def on(self, day: int | date) -> date:
        """The date of a day of the story."""
        return day if isinstance(day, date) else self.onset + timedelta(days=day)

    def add(
        self, type: str, day: int | date, *, role: str = "runner", late: float = 0, name: str | None = None, **data: Any
    ) -> str:
        """One event; ``late`` days after its day; ``name`` to find its id again."""
        on = self.on(day)
        # one minute a line keeps the order in which the lines stand
        moment = datetime.combine(on, time(8), ZONE) + timedelta(days=late, seconds=len(self.events) % 600)
        event = parse_event(event_dict(len(self.events), type, on, data, role, moment))
        self.events.append(event)
        if name is not None:
            self.ids[name] = event.id
        return event.id

    def screen(self, day: int | date, *, why: str = "asked", **changed: str) -> str:
        """Every warning-sign question of the region answered no, but for those named."""
        answers = dict.fromkeys(questions_for(tables.injuries[self.injury], self.spot), "no") | changed
        return self.add("screened", day, answers=answers, why=why)

    @property
    def spot(self) -> str | None:
        """The spot the episode was opened with."""
        spot: str | None = self.events[0].data.spot
        return spot

    def check(self, day: int | date, *, late: float = 0, **said: Any) -> str:
        """A check-in: calm but for what is said; None leaves a field out."""
        answers: dict[str, Any] = {key: value for key, value in {**CALM, **said}.items() if value is not None}
        return self.add("checked_in", day, late=late, **answers)

    def checks(self, first: int, last: int, **said: Any) -> None:
        """The same check-in on each day from ``first`` to ``last``."""
        for day in range(first, last + 1):
            self.check(day, **said)

    def run(self, day: int | date, minutes: float, *, late: float = 0, **said: Any) -> str:
        """A run without pain but for what is said."""
        data: dict[str, Any] = {"kind": "run", "modality": "run", "minutes": minutes, "run_minutes": minutes}
        data |= {"pain_during": 0, "pain_after": 0} | said
        return self.add("session_done", day, late=late, **{key: v for key, v in data.items() if v is not None})

    def test(self, day: int | date, test: str, value: float, *, sides: bool = False, pain: float = 0) -> None:
        """A test without pain, on both sides alike where ``sides``."""
        for side in ("left", "right") if sides else ("none",):
            self.add("tested", day, test=test, value=value, pain=pain, side=side)

    def decide(self, day: int | date) -> Decision:
        """The decision of a day on what was told up to that day; fails when it is a refusal."""
        answer = self.answer(day)
        assert isinstance(answer, Decision), [(one.code, dict(one.params)) for one in answer.reasons]
        return answer

    def answer(self, day: int | date) -> Decision | Refusal:
        """The decision or refusal of a day on the events recorded by its end."""
        told = self.told_by(day)
        known = {event.id for event in told}
        if not self._followed <= known:
            self._fold, self._followed = Fold(), set()
        self._fold.tell([event for event in told if event.id not in self._followed])
        self._followed = known
        return decide_day(self._fold, self.on(day))

    def told_by(self, day: int | date) -> list[Event]:
        """The events about a day or before that were recorded by its end."""
        today = self.on(day)
        return [e for e in self.events if e.on <= today and e.recorded_at.astimezone(ZONE).date() <= today]


def codes(decision: Decision | Refusal) -> list[str]:
    """Codes of the reasons, in order."""
    return [one.code for one in decision.reasons]
