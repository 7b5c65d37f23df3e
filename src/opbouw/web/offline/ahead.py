"""What a day may still be without signal, decided beforehand by the core: never more than the plan that was shown.

A phone without signal decides nothing. It looks up the answers of its runner in a table made here: those with which the
core, asked beforehand, leaves the shown sessions standing. Every other answer means no session until there is signal.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import takewhile
from typing import Any

from django.utils import timezone

from opbouw.core.decide import decide_day
from opbouw.core.events import Event, parse_event
from opbouw.core.fold import Fold
from opbouw.core.serialize import decision_to_dict
from opbouw.web.daily import card, screening
from opbouw.web.daily.day import Day
from opbouw.web.daily.forms.check_in import PAINS, STIFF, still_asked
from opbouw.web.daily.views.check_in import copyable, gets_stiff, told_pains

Session = Mapping[str, Any]
Answers = Mapping[str, Sequence[str]]
INTENSITIES = ("easy", "steady", "hard")
AMOUNTS = ("minutes", "run_minutes", "rpe_max", "pain_limit", "body_weight_pct")
DOSES = ("sets", "reps", "hold_s", "load_kg")
QUIET: Answers = {"signs": ("none",), "stiffness_spread": ("one",)}


@dataclass(frozen=True, slots=True)
class Allowed:
    """A day without a connection: the sessions that stand, and by field of a form the answers they stand with.

    `needs` are the ways in which a check-in is whole, each a list of fields.
    """

    on: date
    sessions: tuple[Session, ...] = ()
    calm: Answers = field(default_factory=lambda: QUIET)
    needs: tuple[tuple[str, ...], ...] = ((*PAINS, "signs"),)


def allowed(day: Day, on: date) -> Allowed:
    """The sessions shown for this day (today or tomorrow) that a calm check-in leaves standing, and what calm is.

    Calm is what the core takes, and never above the pain limit of a session, also where the core takes more.
    """
    if day.decision["kind"] != "decision" or day.stopped or screening.holds_running(day):
        return Allowed(on)
    planned = card.open_sessions(day) if on == day.today else _shown_for(day, on)
    trial = _Trial(day, on, planned)
    stands = trial.stands(0, None)
    if not stands:
        return Allowed(on)
    stiff = trial.stiffness(stands) if gets_stiff(day) else ()
    limit = min(float(one["pain_limit"] or 0) for one in stands)
    calm_pains = _Trial(day, on, planned).pains(stands, int(stiff[-1]) if stiff else None)
    pains = tuple(pain for pain in calm_pains if float(pain) <= limit)
    rulers = (*PAINS, *(f"spot_{spot}" for spot in trial.watched))
    calm = {
        **QUIET,
        **dict.fromkeys(rulers, pains),
        "stiffness_min": stiff,
        "pain_during": pains,
        "pain_after": pains,
    }
    needs = ((*still_asked(told_pains(day, on)), "signs"),)
    return _with_yesterday(day, Allowed(on, stands, calm, needs), pains)


def _shown_for(day: Day, on: date) -> list[Session]:
    return [one for one in day.sessions() if one["on"] == on.isoformat()]


def _with_yesterday(day: Day, found: Allowed, pains: Sequence[str]) -> Allowed:
    """The button "same as yesterday", which a page of today may show, counts as the numbers it copies."""
    copied = copyable(day, day.today) if found.on == day.today else None
    if copied is None:
        return found
    same = ("1",) if all(str(int(value)) in pains for value in copied.values()) else ()
    return Allowed(found.on, found.sessions, {**found.calm, "same": same}, (*found.needs, ("same", "signs")))


class _Trial:
    """The log with answers that were not given yet. Of several answers on a day the more careful counts, so each next
    one here is worse than the one before."""

    def __init__(self, day: Day, on: date, planned: Sequence[Session]) -> None:
        self.day, self.on, self.planned = day, on, planned
        self.fold = Fold(day.events)
        asked = decision_to_dict(decide_day(self.fold, on)).get("questions", ())
        self.run = next((one["about"] for one in asked if one["id"] == "morning_after"), None)
        self.watched = tuple(one["about"] for one in asked if one["id"] == "other_spot")

    def stands(self, pain: int, stiff_min: int | None) -> tuple[Session, ...]:
        """The planned sessions the core leaves standing after a check-in with this pain everywhere and no sign."""
        self.fold.tell([self._check_in(pain, stiff_min)])
        return standing(self.planned, decision_to_dict(decide_day(self.fold, self.on)))

    def stiffness(self, stands: tuple[Session, ...]) -> tuple[str, ...]:
        """The answers about stiffness, from none on, with which everything stands."""
        return tuple(takewhile(lambda value: self._same(stands, 0, int(value)), (value for value, _word in STIFF)))

    def pains(self, stands: tuple[Session, ...], stiff_min: int | None) -> tuple[str, ...]:
        """The pains, from 0 on, with which everything stands beside the most stiffness that is calm."""
        calm = takewhile(lambda pain: self._same(stands, pain, stiff_min), range(11))
        return tuple(str(pain) for pain in calm)

    def _same(self, stands: tuple[Session, ...], pain: int, stiff_min: int | None) -> bool:
        return self.stands(pain, stiff_min) == stands

    def _check_in(self, pain: int, stiff_min: int | None) -> Event:
        noon = timezone.make_aware(datetime.combine(self.on, time(12)))
        said: dict[str, Any] = {
            **dict.fromkeys(PAINS, pain),
            "swelling": "none",
            "ill": "none",
            "limping": False,
            "night_pain": False,
            "new_spot": False,
        }
        more = {
            "spot": self.day.start.spot,
            "for_session": self.run,
            "stiffness_min": stiff_min,
            "other_spots": [{"spot": spot, "pain": pain} for spot in self.watched] or None,
        }
        fact = {
            "id": str(uuid.uuid4()),
            "episode": str(self.day.episode.pk),
            "type": "checked_in",
            "on": self.on.isoformat(),
            "recorded_at": noon.isoformat(),
            "by": {"role": "runner", "id": None},
            "v": 1,
            "data": said | {name: value for name, value in more.items() if value is not None},
        }
        return parse_event(fact)


def standing(planned: Iterable[Session], decided: Mapping[str, Any]) -> tuple[Session, ...]:
    """Of the planned sessions those the decision has too, each as the lesser of both; what cannot be compared goes."""
    if decided["kind"] != "decision" or decided.get("open_flags"):
        return ()
    now = {one["id"]: one for one in decided["today"] if one["kind"] != "run" or decided["running_allowed"]}
    pairs = [(one, now[one["id"]]) for one in planned if one["id"] in now]
    lesser = (a if no_more(a, b) else b if no_more(b, a) else None for a, b in pairs)
    return tuple(one for one in lesser if one is not None)


def no_more(one: Session, other: Session) -> bool:
    """Whether a session asks in no respect more than another; unknown in one of them is more, unless in both."""
    return (
        (one["kind"], one.get("modality")) == (other["kind"], other.get("modality"))
        and _up_to([one.get(name) for name in AMOUNTS], [other.get(name) for name in AMOUNTS])
        and _up_to([_rank(one)], [_rank(other)])
        and _up_to(_bouts(one), _bouts(other))
        and all(_listed(dose, other) for dose in one.get("exercises") or ())
    )


def _up_to(these: Sequence[float | None], those: Sequence[float | None]) -> bool:
    pairs = zip(these, those, strict=True)
    return all(a == b or (a is not None and b is not None and a <= b) for a, b in pairs)


def _rank(session: Session) -> int | None:
    named = session.get("intensity")
    return INTENSITIES.index(named) if named in INTENSITIES else None


def _bouts(session: Session) -> list[float | None]:
    """All seconds of running, and those of the longest bout."""
    runs = [part for part in session.get("intervals") or () if part["kind"] == "run"]
    return [sum(part["seconds"] * part["reps"] for part in runs), max((part["seconds"] for part in runs), default=0)]


def _listed(dose: Mapping[str, Any], other: Session) -> bool:
    """Whether the other session has this exercise, in at least this dose."""
    same = (row for row in other.get("exercises") or () if (row["id"], row["side"]) == (dose["id"], dose["side"]))
    return any(_up_to([dose.get(name) for name in DOSES], [row.get(name) for name in DOSES]) for row in same)
