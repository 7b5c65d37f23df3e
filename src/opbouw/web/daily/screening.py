"""Warning-sign questions of a day: which are due, and whether a slip of the thumb can still be taken back."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from opbouw.core.events import CheckedIn, Cleared, Screened
from opbouw.core.flags import URGENCY, doctor_needed, questions_for
from opbouw.evidence import tables
from opbouw.web.daily.asked import clearance_question
from opbouw.web.daily.day import Day
from opbouw.web.ui import say

AGAIN_DAYS = 14  # a taken-back sign can be taken back once in this many days


def region_questions(day: Day) -> list[str]:
    """All questions of the injury's region."""
    return list(questions_for(day.injury, day.start.spot))


def due(day: Day) -> list[str]:
    """The questions that hold running now, the most urgent first; empty when none do."""
    if day.stopped:
        return []
    told = _unanswered_sign(day)
    asked = day.decision["questions"]
    wanted = set(_of_new_spots(day, told)) if told else set()
    if told or any(one["id"] == "screening" for one in asked):
        wanted |= set(region_questions(day))
    wanted |= {one["id"] for one in asked if one["about"] == "screening"}
    return by_urgency(wanted)


def holds_running(day: Day) -> bool:
    """Whether the questions hold running itself, not only the next step."""
    screens = [one["blocks"] for one in day.decision["questions"] if "screening" in (one["id"], one["about"])]
    return bool(due(day)) and (not screens or any(blocks not in {"stage_up", "gate"} for blocks in screens))


def by_urgency(flags: set[str]) -> list[str]:
    """Warning signs, the most urgent first, then in the order of the table."""
    order = list(tables.red_flags)
    return sorted(flags, key=lambda flag: (URGENCY.index(tables.red_flags[flag].urgency), order.index(flag)))


def _unanswered_sign(day: Day) -> list[CheckedIn]:
    """Check-ins with pain at night or something new after which the questions were not answered yet."""
    region = set(region_questions(day))
    screened = [event.recorded_at for event, data in day.log.of(Screened) if region <= set(data.answers)]
    last = max(screened, default=None)
    return [
        data
        for event, data in day.log.of(CheckedIn)
        if (data.night_pain or data.new_spot) and (last is None or event.recorded_at > last)
    ]


def _of_new_spots(day: Day, told: list[CheckedIn]) -> list[str]:
    """Questions of the places that were named; all questions while something new has no place yet."""
    spots = [one.spot for data in told for one in data.other_spots or ()]
    if not spots and any(data.new_spot for data in told):
        return list(tables.red_flags)
    return [flag for spot in spots for flag in questions_for(day.injury, spot)]


def open_signs(day: Day) -> list[dict[str, str]]:
    """The signs that stand, with what the runner answered and what to do."""
    return [
        {
            "id": flag,
            "question": say.in_language(tables.red_flags[flag], "question"),
            "what": say.in_language(tables.flag_texts[flag], "what"),
            "how_soon": say.in_language(tables.flag_texts[flag], "how_soon"),
        }
        for flag in day.decision.get("open_flags", ())
    ]


def urgency(day: Day) -> str:
    """How soon somebody must look: emergency, same_day or before_running."""
    return tables.red_flags[day.decision["open_flags"][0]].urgency


def needs_doctor(day: Day) -> bool:
    """Whether only a doctor's word counts."""
    flags = day.decision.get("open_flags", ())
    return any(doctor_needed(flag) for flag in flags) or bool(day.decision.get("locked")) or _review_by_doctor(day)


def _review_by_doctor(day: Day) -> bool:
    """Whether the plan asks to be looked at by a doctor, and by nobody less."""
    see = day.decision.get("see")
    return clearance_question(day, "review") is not None and see is not None and see["who"] == "doctor"


def reported_on(day: Day, flag: str) -> Any:
    """The day a sign was answered with yes since it was last cleared; None when the rules opened it themselves."""
    cleared = [event.on for event, data in day.log.of(Cleared) if flag in (data.flags or ())]
    since = max(cleared, default=None)
    said = [
        event.on
        for event, data in day.log.of(Screened)
        if data.answers.get(flag) == "yes" and (since is None or event.on >= since)
    ]
    return min(said, default=None)


def can_be_mistake(day: Day) -> bool:
    """Whether all signs were reported today and none of them was taken back in the last fortnight."""
    flags = day.decision.get("open_flags", ())
    taken_back = _taken_back(day)
    return bool(flags) and all(
        reported_on(day, flag) == day.today
        and not any(on > day.today - timedelta(days=AGAIN_DAYS) for on in taken_back.get(flag, ()))
        for flag in flags
    )


def _taken_back(day: Day) -> Mapping[str, list[Any]]:
    """The days on which each sign was taken back."""
    found: dict[str, list[Any]] = {}
    standing: set[str] = set()
    for event, data in day.log.of(Screened):
        if data.why == "mistake" and standing and all(said == "no" for said in data.answers.values()):
            for flag in standing:
                found.setdefault(flag, []).append(event.on)
            standing = set()
        standing |= {flag for flag, said in data.answers.items() if said == "yes"}
    return found
