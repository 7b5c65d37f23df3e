"""Going back: signs and locks, sore days, silence, and an early warning at the old spot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from opbouw.core import after30
from opbouw.core.bone import bone_sore, bone_stop
from opbouw.core.case import Case
from opbouw.core.clearances import RANK, closes, seen_on
from opbouw.core.diary import Answers
from opbouw.core.events import Cleared, GuideDecided
from opbouw.core.illness import CHEST
from opbouw.core.lighter import WARNING_DAYS
from opbouw.core.pain import known_stiffness, known_usual
from opbouw.core.reaction import steps_changed
from opbouw.core.referral import doctor_asked
from opbouw.core.sent_back import off_the_ladder
from opbouw.core.transitions import destination, leads_from
from opbouw.core.upkeep import stiffness_rises
from opbouw.core.walk import Day, Response, Walk, rebuilding
from opbouw.evidence import tables

WARNING_AGAIN_DAYS = 28  # model_params early_warning: twice in 28 days


def usual_falls(case: Case, walk: Walk, at: Day) -> Walk:
    """The usual morning is fixed when rebuilding starts; from then on it may only fall."""
    if walk.usual is None or not walk.running_phase:
        return walk
    known, stiff = known_usual(case.diary, at.on), known_stiffness(case.diary, at.on)
    if known is not None and known < walk.usual:
        walk = replace(walk, usual=known)
    if stiff is not None and walk.usual_stiffness is not None and stiff < walk.usual_stiffness:
        walk = replace(walk, usual_stiffness=stiff)
    return walk


def clear_referrals(case: Case, walk: Walk, at: Day) -> Walk:
    """A referral the plan made itself closes as a warning sign does: by a clearance that names it."""
    left = tuple(one for one in walk.referred if not _cleared(case, one[0], one[1], at.on))
    if walk.review_since is not None and _seen_since(case, walk, walk.review_since, at.on):
        walk = replace(walk, review_since=None, review_for=(), reviewed_on=at.on, gained_on=at.on)
    if len(left) == len(walk.referred):
        return walk
    return replace(off_the_ladder(walk, "sign_closed", at), referred=left, gained_on=None, step_backs=())


def _cleared(case: Case, flag: str, since: date, day: date) -> bool:
    told = (event for event, _ in case.log.of(Cleared) if since <= event.on <= day)
    doctor_only = case.injury.locked_until_clearance
    return any(closes(event, flag, since, doctor_only=doctor_only) for event in told)


def _seen_since(case: Case, walk: Walk, since: date, day: date) -> bool:
    """Whether a physio or doctor, or a doctor where that is asked, looked since."""
    doctor, after = doctor_asked(walk), _last_told(case, since)
    looks = [(e, d.seen_by) for e, d in case.log.of(Cleared) if since <= seen_on(e) and e.by.role != "trainer"]
    if CHEST not in walk.review_for:  # a word about training is no look at the chest
        looks += [(e, e.by.role) for e, _ in case.log.of(GuideDecided) if e.by.role in RANK]
    return any(since <= e.on <= day and e.recorded_at > after and (by == "doctor" or not doctor) for e, by in looks)


def _last_told(case: Case, day: date) -> datetime:
    """When the answers and sessions of a day were written down: who looked before did not know of them."""
    told = (one.recorded_at for one in case.log.by_day.get(day, ()) if one.type in ("checked_in", "session_done"))
    return max(told, default=datetime.min.replace(tzinfo=UTC))


def back_to_rest(walk: Walk, at: Day) -> Walk:
    """An open sign or a lock ends all phases; after it the road begins at rest again."""
    cleared_today = at.flags.cleared_on == at.on
    if (at.open_flags or at.locked or cleared_today) and (walk.phase != "rest" or cleared_today):
        return replace(off_the_ladder(walk, "sign_or_lock", at), gained_on=None)
    return walk


def phase_back(case: Case, walk: Walk, at: Day) -> Walk:
    """Rest pain, days of daily pain above the limit, or days of limping: back to loosening until that gate opens."""
    if not leads_from("rest_pain", walk.phase):
        return walk
    rule = tables.param("flare_to_phase_back").value
    said = case.diary.answers.get(at.on)
    if said is None:
        return walk
    rest_pain = said.pain_rest is not None and said.pain_rest > rule["rest_pain_over"]
    limit = daily_limit(case)
    daily = _row_of(case, at.on, int(rule["daily_pain_over_limit_days"]), lambda a: (a.pain_daily or 0) > limit)
    limp = _row_of(case, at.on, int(rule["limping_days"]), lambda a: bool(a.limping))
    if not (rest_pain or daily or limp):
        return walk
    code = "rest_pain" if rest_pain else ("daily_pain" if daily else "limping")
    window = int(tables.param("flare_window_days").value)
    flares = (*(on for on in walk.step_backs if 0 < (at.on - on).days <= window), at.on)
    back = replace(
        off_the_ladder(walk, code, at),
        step_backs=flares,
        referred=walk.sent_on("rf_no_improve", at.on) if len(flares) >= 3 else walk.referred,
        response=Response(at.on, "step_back", 0, (), None, code),
        flare_on=None,
        phase_back_code=code,
    )
    return bone_stop(back, at) if walk.running_phase and bone_sore(case, at) else back


def daily_limit(case: Case) -> float:
    """Daily pain (0-10) above which the runner is not past loosening: the number of that gate."""
    rows = [
        row
        for row in tables.criteria.values()
        if row.gate == "loosen_strengthen" and row.check == "pain_daily" and row.holds_for(case.injury.id)
    ]
    return min(row.value for row in rows)


def _row_of(case: Case, day: date, count: int, holds: Callable[[Answers], bool]) -> bool:
    days = [day - timedelta(days=n) for n in range(count)]
    answers = [case.diary.answers.get(one) for one in days]
    return all(a is not None and holds(a) for a in answers)


def silence(case: Case, walk: Walk, at: Day) -> Walk:
    """Days without a run while rebuilding: first the same step, then two back, then a new start.

    While a bone stop stands the days count as well, and the stop stays what the runner is told.
    """
    if not walk.running_phase or walk.rebuild_on is None:
        return walk
    silent = _silence(case, walk, walk.rebuild_on, at)
    return replace(silent, response=walk.response) if walk.bone_stopped else silent


def _silence(case: Case, walk: Walk, rebuild_on: date, at: Day) -> Walk:
    gap = (at.on - (walk.last_allowed_on or rebuild_on)).days
    repeat_from = int(tables.param("silence_repeat_days").value[0])
    two_from, two_to = (int(one) for one in tables.param("silence_two_back_days").value)
    today = walk.response if walk.response is not None and walk.response.on == at.on else None
    matches, run = (today.matches, today.run) if today is not None else ((), None)
    if gap == repeat_from and (today is None or today.verdict != "step_back"):
        return replace(walk, clean=0, response=Response(at.on, "repeat", 0, matches, run, "silence_repeat"))
    if gap == repeat_from:
        return replace(walk, clean=0)
    if gap == two_from:
        index, after = after30.step_back(walk, 2)
        return replace(
            walk,
            index=index,
            after=after,
            clean=0,
            response=Response(at.on, "step_back", steps_changed(walk, index, after), matches, run, "silence_two_back"),
        )
    if gap == two_to + 1:
        response = Response(at.on, "step_back", 0, matches, run, "silence_restart")
        return replace(off_the_ladder(walk, "silence_restart", at), first_done=False, gained_on=None, response=response)
    return walk


def early_warning(case: Case, walk: Walk, at: Day) -> Walk:
    """While keep running: pain or stiffness coming back at the spot gives a lighter week, twice a way back."""
    if walk.phase != "keep_running":
        return walk
    if not (after30.warning_holds(case, walk, at) or stiffness_rises(case, walk, at.on)):
        return walk
    if any((at.on - on).days < WARNING_DAYS for on in walk.warnings):
        return walk
    warnings = (*walk.warnings, at.on)
    if any(WARNING_DAYS <= (at.on - on).days < WARNING_AGAIN_DAYS for on in walk.warnings):
        index, after = after30.step_back(walk, 2)
        response = Response(at.on, "step_back", steps_changed(walk, index, after), (), None, "early_warning_again")
        return replace(
            rebuilding(walk, destination("early_warning_again", walk.phase), at.on),
            gained_on=at.on,
            index=index,
            after=after,
            warnings=warnings,
            response=response,
        )
    return replace(walk, warnings=warnings, response=Response(at.on, "repeat", 0, (), None, "early_warning"))
