"""May this runner run on this day? Every reason why not, the heaviest first."""

from __future__ import annotations

from datetime import date, timedelta

from opbouw.core.case import Case
from opbouw.core.clearances import seen_on
from opbouw.core.events import AwaySet, Cleared, ProfileSet
from opbouw.core.guides import UNITS_RUNS, guide_caps, held
from opbouw.core.illness import ILLNESS_LOOKBACK_DAYS, ill
from opbouw.core.walk import Day, Walk
from opbouw.evidence import tables

SWELLS_UNTIL_GONE = "meniscal"  # injuries.meniscal: effusion after a run, no running until gone


def blockers(case: Case, walk: Walk, at: Day) -> tuple[str, ...]:
    """Codes of all that keeps this day free of running; empty when running may be proposed."""
    checks = (
        ("open_flag", bool(at.open_flags)),
        ("locked", at.locked),
        ("no_clearance_for_running", not_cleared(case, at)),
        ("pregnant", pregnant_unseen(case, at.on)),
        ("flag_question", bool(at.flags.pending)),
        ("screening_missing", at.flags.screened_on is None),
        ("screening_due", screening_due(walk, at)),
        ("flag_mistake_today", at.flags.mistake_on == at.on),
        ("ill", ill(case, at.on)),
        ("phase_without_running", not walk.running_phase),
        ("review", walk.review_since is not None),
        ("bone_stop", walk.bone_stopped),
        ("morning_missing", bool(walk.waiting)),
        ("pain_today", pain_today(case, walk, at)),
        ("other_spot", sore_spot(at)),
        ("swelling_not_gone", swelling_not_gone(case, walk, at.on)),
        ("rest_after_step_back", walk.rest_until is not None and at.on < walk.rest_until),
        ("mornings_not_usual", walk.flare_on is not None),
        ("day_between_runs", _too_soon(case, walk, at)),
        ("running_days", _week_full(case, walk, at)),
        ("check_in_old", _stale(case, at.on)),
        ("guide_hold", guide_holds(case, at.on)),
        ("away", away_on(case, at.on)),
    )
    return tuple(code for code, holds in checks if holds)


def screening_due(walk: Walk, at: Day) -> bool:
    """A new spot or a bone stop asks every warning-sign question of the region again."""
    screened = at.flags.screened_on
    after_stop = bool(walk.bone_stops) and screened is not None and screened < walk.bone_stops[-1]
    return at.flags.new_spot or after_stop


def screening_again(walk: Walk, at: Day) -> bool:
    """A step back or an amber sign after which the warning-sign questions were not answered: asked, and no step up."""
    screened, back = at.flags.screened_on, max(walk.step_backs, default=None)
    return at.flags.amber_on is not None or (screened is not None and back is not None and screened < back)


def sore_spot(at: Day) -> bool:
    """Another spot hurts more than an unknown injury may and still run; unknown counts as more."""
    return any(one.over(at.limits.progress) for one in at.flags.watches)


def swelling_not_gone(case: Case, walk: Walk, day: date) -> bool:
    """A meniscus that swelled after a run: no running until the swelling is told to be gone (its amber sign)."""
    if case.injury.id != SWELLS_UNTIL_GONE or not any("r_swelling" in one.signs for one in walk.ran):
        return False
    back = (case.diary.answers.get(day - timedelta(days=n)) for n in range(ILLNESS_LOOKBACK_DAYS))
    told = next((one.swelling for one in back if one is not None and one.swelling is not None), None)
    return told != "none"


def not_cleared(case: Case, at: Day) -> bool:
    """A clearance that keeps running shut: none where one is needed, one without running, or not before a later day."""
    early = at.allowed.not_before is not None and at.on < at.allowed.not_before
    without = bool(at.allowed.scope) and "running" not in at.allowed.scope
    return early or without or (case.injury.locked_until_clearance and "running" not in at.allowed.scope)


def pregnant_unseen(case: Case, day: date) -> bool:
    """Pregnant or within a year after birth, and no professional has said since that running is allowed."""
    if not case.profile.pregnant_or_postpartum:
        return False
    known = max(day, case.log.opened.on)
    said = max(
        (e.on for e, data in case.log.of(ProfileSet) if data.pregnant_or_postpartum and e.on <= known),
        default=case.onset,
    )
    days = int(tables.param("valid_days_clearance").value["other"])
    return not any(
        said <= seen_on(event) <= event.on <= day <= (data.valid_until or seen_on(event) + timedelta(days=days))
        and event.by.role != "trainer"
        and (data.not_before is None or data.not_before <= day)
        and ("rf_pregnant" in (data.flags or ()) or ("running" in (data.scope or ()) and data.injury == case.injury.id))
        for event, data in case.log.of(Cleared)
    )


def pain_today(case: Case, walk: Walk, at: Day) -> bool:
    """Today's own answers are too sore for a run: limping, a bad morning, or daily pain above the limit."""
    said = case.diary.answers.get(at.on)
    if said is None:
        return False
    usual = walk.usual or 0.0
    over = int(tables.param("morning_bad_points_over_usual").value)
    morning, worst = said.pain_morning, said.worst_by_day
    bad_morning = morning is not None and (morning > max(at.limits.morning, usual) or morning >= usual + over)
    sore = worst is not None and worst > max(at.limits.progress, 0)
    return bool(said.limping) or bad_morning or sore or bool(said.night_pain) or said.swelling == "more"


def exit_mornings(case: Case, walk: Walk, at: Day) -> bool:
    """After a flare: usual mornings in a row, all of them after it."""
    if walk.flare_on is None:
        return True
    wanted = exit_mornings_needed(case)
    usual = (walk.usual or 0.0) + at.limits.tolerance
    for start in (at.on, at.on - timedelta(days=1)):
        days = [start - timedelta(days=n) for n in range(wanted)]
        answers = [case.diary.timely.get(day) for day in days]
        calm = all(a is not None and a.pain_morning is not None and a.pain_morning <= usual for a in answers)
        if calm and min(days) > walk.flare_on:
            return True
    return False


def exit_mornings_needed(case: Case) -> int:
    """Two usual mornings before the next run; three for bone, mtss and unknown (model_params flare_exit)."""
    strict = case.bone or case.tissue_key in ("mtss", "unknown")
    return 3 if strict else int(tables.param("flare_exit_usual_mornings").value)


def rest_days(case: Case, walk: Walk) -> int:
    """Run-free days between two runs."""
    if walk.phase == "keep_running" and _consecutive_allowed(case):
        return 0
    if walk.after is not None:
        return case.injury.min_rest_days_between_runs
    return walk.steps.min_rest_days if walk.steps else 1


def _consecutive_allowed(case: Case) -> bool:
    group = next((one for one in tables.road_groups if case.injury.id in one.injuries), None)
    return group is not None and group.consecutive_days_allowed_keep_running and not case.bone


def running_days(case: Case, walk: Walk, first: date, last: date) -> set[date]:
    """Days with a run, from ``first`` to ``last``; a run on the anti-gravity treadmill is a run."""
    counted = {one.on for one in walk.ran if first <= one.on <= last}
    return counted | {run.on for run in case.diary.runs.between(first, last)}


def _too_soon(case: Case, walk: Walk, at: Day) -> bool:
    before = running_days(case, walk, at.on - timedelta(days=6), at.on - timedelta(days=1))
    last = max([walk.last_run_on, *before])
    since = (at.on - last).days
    if since <= rest_days(case, walk) and walk.running_phase and (walk.ran or last > case.onset):
        return True
    two_days = {at.on - timedelta(days=1), at.on - timedelta(days=2)}
    return walk.phase == "keep_running" and two_days <= {one.on for one in walk.ran}


def days_per_week(case: Case, walk: Walk, day: date) -> int:
    """The most running days in seven."""
    most = walk.after.days_per_week if walk.after else int(tables.param("running_days_per_week_default").value)
    return min([most, *(int(cap) for cap in guide_caps(case, day, UNITS_RUNS))])


def _week_full(case: Case, walk: Walk, at: Day) -> bool:
    days = running_days(case, walk, at.on - timedelta(days=6), at.on - timedelta(days=1))
    today = {one.on for one in walk.ran if one.on == at.on}
    return len(days | today) >= days_per_week(case, walk, at.on)


def _stale(case: Case, day: date) -> bool:
    days = int(tables.param("stale_checkin_days").value)
    return not any(day - timedelta(days=n) in case.diary.timely for n in range(days + 1))


def guide_holds(case: Case, day: date) -> bool:
    """Whether a guide holds running altogether."""
    return held(case, None, day)


def away_on(case: Case, day: date) -> bool:
    """Whether the runner said to be away."""
    return any(data.start <= day <= data.to for _, data in case.log.of(AwaySet))
