"""Changes to a week already shown: what was planned, what it becomes, and the runner's answer.

Until it is answered the more careful of the two holds. A smaller run holds at once, whatever the answer; a larger one
waits until the runner agrees. A step up earned by clean sessions is no proposal: doing the session is agreeing.
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, timedelta

from opbouw.core.case import Case
from opbouw.core.change import SHOWN_DAYS, held_minutes
from opbouw.core.decision import Planned
from opbouw.core.dose import proposed_minutes
from opbouw.core.events import Event
from opbouw.core.guides import guide_caps
from opbouw.core.permit import guide_holds
from opbouw.core.walk import Change, Day, Less, Walk

LESS_SHARE = 0.8  # derived: as much less as pain_rules.r_week_trend and model_params early_warning take off
UNDO_HOURS = 24  # interface.md, principles: undo for 24 hours
GUIDE_CHANGES = ("cap", "hold", "wait", "refuse", "sign", "ladder")


def with_change(case: Case, before: Walk, walk: Walk, at: Day) -> Walk:
    """The walk with the change that this day made to what was shown the day before, and with the answers to it."""
    code = _cause(case, before, walk, at)
    was = planned(case, before, before.day) if code is not None else None
    now = planned(case, walk, at.on) if code is not None else None
    if code is not None and was != now:
        name = str(uuid.uuid5(uuid.UUID(case.log.opened.episode), f"{at.on.isoformat()}:{code}"))
        more = was is not None and now is not None and now.run_minutes > was.run_minutes
        holds = (held_minutes(walk.change, at.on), was.run_minutes if was is not None and more else None)
        held = min((one for one in holds if one is not None), default=None)
        walk = replace(walk, change=Change(name, code, at.on, was, now, held))
    for event in case.log.by_day.get(at.on, ()):
        if event.type == "proposal_answered":
            walk = _answered(walk, event)
    return walk


def planned(case: Case, walk: Walk, day: date) -> Planned | None:
    """The step and its minutes as guides allow them; None outside the running phases and while a guide waits."""
    if not walk.running_phase or walk.steps is None or guide_holds(case, day):
        return None
    return Planned(walk.position + 1, min([proposed_minutes(case, walk, day), *guide_caps(case, day)]))


def _cause(case: Case, before: Walk, walk: Walk, at: Day) -> str | None:
    """What changed the plan today, if anything did but the runner's own progress."""
    if at.open_flags or not before.running_phase:
        return None
    response = walk.response
    if response is not None and response is not before.response and response.verdict in ("step_back", "repeat"):
        return response.matches[0].rule if response.matches else (response.code or response.verdict)
    words = (word for on, _, word in case.guide_words if on == at.on)
    return "guide" if any(word.decision in GUIDE_CHANGES for word in words) else None


def _answered(walk: Walk, event: Event) -> Walk:
    change = walk.change
    if change is None or event.data.proposal != change.id:
        return walk
    answer = event.data.answer
    if answer == "undo":
        late = change.answered_at is None or event.recorded_at - change.answered_at > timedelta(hours=UNDO_HOURS)
        if late:
            return walk
        left = tuple(one for one in walk.less if one.change != change.id)
        return replace(walk, change=replace(change, answer=None, answered_at=None), less=left)
    walk = replace(walk, change=replace(change, answer=answer, answered_at=event.recorded_at))
    if answer != "less":
        return walk
    smallest = min((one.run_minutes for one in (change.was, change.becomes) if one is not None), default=0.0)
    asked = Less(change.id, smallest * LESS_SHARE, change.on + timedelta(days=SHOWN_DAYS))
    return replace(walk, less=(*(one for one in walk.less if event.on < one.until), asked))
