"""The walk along the road: every day of an episode, from the onset to today, one small step at a time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from opbouw.core import after30
from opbouw.core.case import Case, as_of, days_of_new_facts, last_run_before, limits_on
from opbouw.core.decision import Verdict
from opbouw.core.diary import Answers, Run, days_between
from opbouw.core.dose import after_fever, dose_bouts, guide_caps, room_for_running, run_dose, tired
from opbouw.core.events import Cleared
from opbouw.core.flags import FlagState, doctor_needed, flag_history, permission
from opbouw.core.gates import EDGES, Standing, gate_is_open
from opbouw.core.ladder import choose_ladder, entry_stage, round_down, steps_for, steps_of
from opbouw.core.limits import lowest_bound
from opbouw.core.pain import (
    STEP_BACK_ACTIONS,
    Match,
    after_48_hours,
    during,
    known_usual,
    next_morning,
    strongest,
    usual_morning,
    week_trend,
)
from opbouw.core.permit import blockers, bone_exit, exit_mornings, screening_due
from opbouw.core.walk import After, Day, Ran, Response, Walk
from opbouw.evidence import tables

GATE_FROM = {start: gate for gate, (start, _) in EDGES.items()}
DOUBLE_UPGRADE_DAYS = 7
ALTERG = "alterg"
ASSISTED_DESPITE = frozenset({"phase_without_running", "no_clearance_for_running"})


@dataclass(frozen=True, slots=True)
class Journey:
    """The state on the last day, with that day's signs and limits."""

    walk: Walk
    at: Day
    morning_walk: Walk
    history: tuple[tuple[date, FlagState], ...]


def walk_the_road(case: Case) -> Journey:
    """Every day from the opening to today; ``morning_walk`` is today before today's own runs."""
    first = min(case.onset, case.log.opened.on)
    whole, changes = case, days_of_new_facts(case)
    case = as_of(whole, first)
    history = flag_history(case.log, case.diary, case.injury, case.today)
    walk = Walk(day=first, phase="rest", since=first, tests_from=first, last_before=last_run_before(case))
    morning = walk
    at = _day(case, walk, first, history)
    for day in days_between(first, case.today):
        case = as_of(whole, day) if day in changes else case
        walk = replace(walk, day=day)
        at = _day(case, walk, day, history)
        morning = walk = _morning(case, walk, at)
        at = _day(case, walk, day, history)
        for run in case.diary.runs_on(day):
            walk = _ran(case, walk, at, run)
    at = _day(case, walk, case.today, history)
    return Journey(walk, at, morning, history)


def _day(case: Case, walk: Walk, day: date, history: tuple[tuple[date, FlagState], ...]) -> Day:
    index = bisect_right([on for on, _ in history], day) - 1
    flags = history[max(0, index)][1]
    allowed = permission(case.log, case.injury, day)
    referred = tuple(flag for flag, _ in walk.referred if flag not in flags.open)
    locked = case.injury.locked_until_clearance and not allowed.seen
    return Day(day, flags, allowed, limits_on(case, day), (*flags.open, *referred), locked)


def _morning(case: Case, walk: Walk, at: Day) -> Walk:
    """What a new day brings before any session: answers, signs, going back, gates."""
    walk = _usual_falls(case, walk, at)
    walk = replace(walk, flare_on=None) if exit_mornings(case, walk, at) else walk
    walk = _clear_referrals(case, walk, at)
    walk = _judge_waiting(case, walk, at)
    walk = _second_morning(case, walk, at)
    walk = _back_to_rest(walk, at)
    walk = _phase_back(case, walk, at)
    walk = _silence(case, walk, at)
    walk = _leave_bone_stop(case, walk, at)
    walk = _early_warning(case, walk, at)
    walk = _through_gate(case, walk, at)
    walk = _step_up(case, walk, at)
    return _ask_review(case, walk, at)


def _usual_falls(case: Case, walk: Walk, at: Day) -> Walk:
    """The usual morning is fixed when rebuilding starts; from then on it may only fall."""
    if walk.usual is None or not walk.running_phase:
        return walk
    known = known_usual(case.diary, at.on)
    return walk if known is None or known >= walk.usual else replace(walk, usual=known)


# ---- signs and locks


def _clear_referrals(case: Case, walk: Walk, at: Day) -> Walk:
    """A referral the plan made itself closes as a warning sign does: by a clearance that names it."""
    left = tuple(one for one in walk.referred if not _cleared(case, one[0], one[1], at.on))
    seen = walk.review_since is not None and _seen_since(case, walk.review_since, at.on)
    if seen:
        walk = replace(walk, review_since=None, gained_on=at.on)
    if len(left) == len(walk.referred):
        return walk
    rested = replace(walk, referred=left, phase="rest", since=at.on, tests_from=at.on, steps=None, after=None)
    return replace(rested, gained_on=None, step_backs=())


def _cleared(case: Case, flag: str, since: date, day: date) -> bool:
    needs_doctor = doctor_needed(flag) or case.bone
    return any(
        since <= event.on <= day
        and event.by.role != "trainer"
        and flag in (data.flags or ())
        and (data.seen_on or event.on) >= since
        and (data.seen_by == "doctor" or not needs_doctor)
        for event, data in case.log.of(Cleared)
    )


def _seen_since(case: Case, since: date, day: date) -> bool:
    words = any(since <= on <= day for on, _, _ in case.guide_words)
    return words or any(since <= e.on <= day and e.by.role != "trainer" for e, _ in case.log.of(Cleared))


def _back_to_rest(walk: Walk, at: Day) -> Walk:
    """An open sign or a lock ends all phases; after it the road begins at rest again."""
    cleared_today = at.flags.cleared_on == at.on
    if (at.open_flags or at.locked or cleared_today) and (walk.phase != "rest" or cleared_today):
        rested = replace(walk, phase="rest", since=at.on, tests_from=at.on, steps=None, after=None, clean=0)
        return replace(rested, waiting=(), gained_on=None)
    return walk


# ---- the response to a run


def _judge_waiting(case: Case, walk: Walk, at: Day) -> Walk:
    """Judge each run once its morning after is answered, the oldest first; until then it waits."""
    for run in walk.waiting:
        answers = _morning_after(case, run, at.on) if at.on > run.on else None
        if answers is not None:
            walk = _judge(case, walk, at, run, answers)
    return walk


def _judge(case: Case, walk: Walk, at: Day, run: Run, answers: Answers) -> Walk:
    matches = (
        *during(run, at.limits),
        *next_morning(run, answers, walk.usual or 0.0, at.limits, case.diary),
        *week_trend(case.diary, at.on, at.limits),
        *_less_sure(run, answers),
    )
    if answers.late and not STEP_BACK_ACTIONS & {match.action for match in matches}:
        return walk  # written down days later: it may tighten, it does not release
    if not answers.late:
        walk = replace(walk, waiting=tuple(one for one in walk.waiting if one.id != run.id))
    if _went_back_for(walk, run):
        return _deepen(walk, at, run, matches)
    return _respond(case, walk, at, run, matches)


def _went_back_for(walk: Walk, run: Run) -> bool:
    response = walk.response
    return response is not None and response.run is not None and response.run.id == run.id and response.asked_back > 0


def _less_sure(run: Run, answers: Answers) -> tuple[Match, ...]:
    """What keeps a good reaction from counting: answered late, pain not told, stopped early."""
    late = not answers.morning_in_time or answers.on != run.on + timedelta(days=1) or run.late
    checks = (("answered_late", late), ("pain_not_told", not run.answered), ("stopped_early", run.stopped_early))
    return tuple(Match(code, "repeat") for code, holds in checks if holds)


def _deepen(walk: Walk, at: Day, run: Run, matches: tuple[Match, ...]) -> Walk:
    """A run that already went back: the morning can add stages and days, and is no flare of its own."""
    _, back, rest = strongest(matches)
    already, change = (walk.response.asked_back, walk.response.change) if walk.response else (0, 0)
    index, after = after30.step_back(walk, max(0, back - already)) if back > already else (walk.index, walk.after)
    made = replace(walk, index=index, after=after)
    until = max(walk.rest_until or at.on, at.on + timedelta(days=rest + 1) if back > already else at.on)
    change += made.position - walk.position
    response = Response(at.on, "step_back", change, matches, run, asked_back=max(already, back))
    return replace(made, rest_until=until, response=response)


def _morning_after(case: Case, run: Run, day: date) -> Answers | None:
    """The answers that judge a run: those of the next day, or later ones that name it; told in time goes first."""
    next_day = run.on + timedelta(days=1)
    named = case.diary.for_run.get(run.id)
    by_name = named if named is not None and run.on < named.on <= day else None
    found = (case.diary.timely.get(next_day), by_name, case.diary.answers.get(next_day))
    told = [one for one in found if one is not None and one.morning_told_on is not None and one.morning_told_on <= day]
    everything = case.diary.answers.get(next_day)
    if not told or everything is None or told[0].on != next_day:
        return told[0] if told else None
    return replace(everything, late=told[0].late, morning_in_time=told[0].morning_in_time)


def _second_morning(case: Case, walk: Walk, at: Day) -> Walk:
    """48 hours after a run, still above usual: a step back."""
    run = next(iter(case.diary.runs_on(at.on - timedelta(days=2))), None)
    said = case.diary.answers.get(at.on)
    if run is None or said is None or not walk.running_phase or at.limits.bone:
        return walk
    matches = after_48_hours(said, walk.usual or 0.0, at.limits)
    return walk if not matches or _went_back_for(walk, run) else _respond(case, walk, at, run, tuple(matches))


def _respond(case: Case, walk: Walk, at: Day, run: Run, matches: tuple[Match, ...]) -> Walk:
    """Turn the matching rules into a verdict and a change on the ladder."""
    action, back, rest = strongest(matches)
    if action in STEP_BACK_ACTIONS and walk.running_phase:
        return _step_back(case, walk, at, run, matches, max(1, back), rest)
    if action in STEP_BACK_ACTIONS:
        until = at.on + timedelta(days=rest + 1)
        return replace(walk, response=Response(at.on, "step_back", 0, matches, run), rest_until=until)
    if action == "progress":
        return _clean(walk, at, run)
    verdict: Verdict = "repeat"
    rest_until = at.on + timedelta(days=rest + 1) if rest else walk.rest_until
    return replace(walk, response=Response(at.on, verdict, 0, matches, run), rest_until=rest_until)


def _step_back(case: Case, walk: Walk, at: Day, run: Run, matches: tuple[Match, ...], back: int, rest: int) -> Walk:
    """A flare: stages back, days without running; the second and third within 28 days ask for more."""
    window = int(tables.param("flare_window_days").value)
    flares = [on for on in walk.step_backs if (at.on - on).days < window]
    rows = [on for on in flares if on != at.on]
    referred = walk.referred
    if len(rows) + 1 == 2:
        back, rest = max(back, 2), max(rest, 3)
    if len(rows) + 1 >= 3:
        rest = max(rest, tables.pain_rules["r_third_flare"].rest_days)
        referred = (*referred, ("rf_no_improve", at.on))
        matches = (*matches, Match("r_third_flare", "stop_and_refer", 0, rest))
    index, after = after30.step_back(walk, back)
    bone = any(one.rule == "r_bone_any_pain" for one in matches)
    made = replace(
        walk,
        index=index,
        after=after,
        clean=0,
        step_backs=(*rows, at.on),
        rest_until=max(at.on + timedelta(days=rest + 1), walk.rest_until or at.on),
        referred=referred,
        response=Response(at.on, "step_back", _change(walk, index, after), matches, run, asked_back=back),
        ran=_mark(walk.ran, run.id, stepped_back=True),
        flare_on=at.on,
        tests_from=at.on,
    )
    return _bone_stop(made, at) if bone else made


def _change(walk: Walk, index: int, after: After | None) -> int:
    """Steps gained or lost by a move; nothing is lost at the first step."""
    return replace(walk, index=index, after=after).position - walk.position


def _bone_stop(walk: Walk, at: Day) -> Walk:
    """Bone pain stops running until its exit; the second time in 14 days ends self-management."""
    window = int(tables.param("bone_second_stop_window_days").value)
    again = any(0 < (at.on - on).days <= window for on in walk.bone_stops)
    referred = (*walk.referred, ("rf_focal_bone", at.on)) if again else walk.referred
    half = float(tables.param("bone_stop_exit").value["restart_fraction_of_last_clean_dose_max"])
    tolerated = next((one.minutes for one in reversed(walk.ran) if one.clean), None)
    stops = walk.bone_stops if at.on in walk.bone_stops else (*walk.bone_stops, at.on)
    cap = tolerated * half if tolerated is not None else None
    return replace(walk, bone_stops=stops, bone_stopped=True, bone_cap_min=cap, referred=referred, waiting=())


def _leave_bone_stop(case: Case, walk: Walk, at: Day) -> Walk:
    if not walk.bone_stopped or not bone_exit(case, walk, at):
        return walk
    return replace(walk, bone_stopped=False)


def _mark(ran: tuple[Ran, ...], id: str, *, clean: bool = False, stepped_back: bool = False) -> tuple[Ran, ...]:
    return tuple(
        replace(one, clean=one.clean or clean, stepped_back=one.stepped_back or stepped_back) if one.id == id else one
        for one in ran
    )


def _clean(walk: Walk, at: Day, run: Run) -> Walk:
    """A clean response; it counts only when the run was allowed, within its cap, and the dose that was shown."""
    counted = next((one for one in walk.ran if one.id == run.id), None)
    if counted is None or not counted.allowed or not counted.within_cap:
        response = Response(at.on, "repeat", 0, (Match("run_did_not_count", "repeat"),), run)
        return replace(walk, response=response)
    if not counted.as_shown or _last_step_cut(walk, counted):
        code = "less_than_shown" if not counted.as_shown else "last_step_short"
        return replace(walk, response=Response(at.on, "repeat", 0, (Match(code, "repeat"),), run))
    ran = _mark(walk.ran, run.id, clean=True)
    after = replace(walk.after, clean=walk.after.clean + 1) if walk.after else None
    response = Response(at.on, "go_on", 0, (), run)
    return replace(walk, clean=walk.clean + 1, ran=ran, after=after, response=response, bone_cap_min=None)


def _last_step_cut(walk: Walk, ran: Ran) -> bool:
    """The road after 30 minutes opens on sessions that really were 30 minutes."""
    if walk.steps is None or walk.after is not None or walk.index + 1 < len(walk.steps.stages):
        return False
    return ran.minutes < walk.steps.stages[-1].run_min


# ---- going back


def _phase_back(case: Case, walk: Walk, at: Day) -> Walk:
    """Rest pain, days of daily pain above the limit, or days of limping: back to loosening until that gate opens."""
    if walk.phase in ("rest", "loosen"):
        return walk
    rule = tables.param("flare_to_phase_back").value
    said = case.diary.answers.get(at.on)
    if said is None:
        return walk
    rest_pain = said.pain_rest is not None and said.pain_rest > rule["rest_pain_over"]
    limit = _daily_limit(case)
    daily = _row_of(case, at.on, int(rule["daily_pain_over_limit_days"]), lambda a: (a.pain_daily or 0) > limit)
    limp = _row_of(case, at.on, int(rule["limping_days"]), lambda a: bool(a.limping))
    if not (rest_pain or daily or limp):
        return walk
    code = "rest_pain" if rest_pain else ("daily_pain" if daily else "limping")
    window = int(tables.param("flare_window_days").value)
    flares = (*(on for on in walk.step_backs if 0 < (at.on - on).days < window), at.on)
    third = (("rf_no_improve", at.on),) if len(flares) >= 3 else ()
    return replace(
        walk,
        phase="loosen",
        since=at.on,
        tests_from=at.on,
        steps=None,
        after=None,
        clean=0,
        waiting=(),
        step_backs=flares,
        referred=(*walk.referred, *third),
        response=Response(at.on, "step_back", 0, (), None, code),
        flare_on=None,
        phase_back_code=code,
    )


def _daily_limit(case: Case) -> float:
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


def _silence(case: Case, walk: Walk, at: Day) -> Walk:
    """Days without a run while rebuilding: first the same step, then two back, then a new start."""
    if not walk.running_phase or walk.rebuild_on is None or walk.bone_stopped:
        return walk
    gap = (at.on - (walk.last_allowed_on or walk.rebuild_on)).days
    repeat_from = int(tables.param("silence_repeat_days").value[0])
    two_from, two_to = (int(one) for one in tables.param("silence_two_back_days").value)
    if gap == repeat_from:
        return replace(walk, clean=0, response=Response(at.on, "repeat", 0, (), None, "silence_repeat"))
    if gap == two_from:
        index, after = after30.step_back(walk, 2)
        return replace(
            walk,
            index=index,
            after=after,
            clean=0,
            response=Response(at.on, "step_back", _change(walk, index, after), (), None, "silence_two_back"),
        )
    if gap == two_to + 1:
        response = Response(at.on, "step_back", 0, (), None, "silence_restart")
        return replace(
            walk,
            phase="strengthen",
            since=at.on,
            tests_from=at.on,
            steps=None,
            after=None,
            clean=0,
            first_done=False,
            gained_on=None,
            waiting=(),
            response=response,
        )
    return walk


# ---- going on


def standing(case: Case, walk: Walk, at: Day) -> Standing:
    """What the gates ask of the state."""
    return Standing(
        day=at.on,
        phase_since=walk.since,
        last_run_on=walk.last_run_on,
        usual=walk.usual if walk.usual is not None else usual_morning(case.diary, at.on),
        limits=at.limits,
        flags=replace(at.flags, open=at.open_flags),
        allowed=at.allowed,
        tests_from=walk.tests_from,
        step_backs=walk.step_backs,
        days_at_goal=after30.days_at_goal(case, walk, at.on),
    )


def _through_gate(case: Case, walk: Walk, at: Day) -> Walk:
    """Forward one phase when its gate is open; never with a sign, a lock or a question, or on a clearance's day."""
    gate = GATE_FROM.get(walk.phase)
    if gate is None or at.open_flags or at.locked or at.flags.pending or walk.bone_stopped or screening_due(walk, at):
        return walk
    if any(event.on == at.on for event, _ in case.log.of(Cleared)) or at.flags.mistake_on == at.on:
        return walk
    if walk.waiting or not gate_is_open(case, gate, standing(case, walk, at)):
        return walk
    to = EDGES[gate][1]
    if to == "rebuild":
        return _start_rebuilding(case, walk, at)
    return replace(walk, phase=to, since=at.on, phase_back_code=None)


def _start_rebuilding(case: Case, walk: Walk, at: Day) -> Walk:
    days_off = (at.on - walk.last_run_on).days
    steps = steps_for(case, choose_ladder(case, days_off, at.on))
    usual = usual_morning(case.diary, at.on)
    return replace(
        walk,
        phase="rebuild",
        since=at.on,
        rebuild_on=at.on,
        steps=steps,
        index=entry_stage(case, steps, days_off) if walk.rebuild_on is None else 0,
        clean=0,
        gained_on=walk.gained_on or at.on,
        usual=usual if walk.usual is None else min(usual, walk.usual),
        first_done=False,
        after=None,
        response=None,
        phase_back_code=None,
    )


def _step_up(case: Case, walk: Walk, at: Day) -> Walk:
    """One step up when its clean sessions are reached and nothing holds the step."""
    if walk.steps is None or walk.phase not in ("rebuild", "keep_running"):
        return walk
    if walk.after is not None:
        return walk if holds_on_step(case, walk, at) else after30.move_on(case, walk, at)
    if walk.clean < walk.steps.clean_needed or holds_on_step(case, walk, at):
        return walk
    response = replace(walk.response, on=at.on, verdict="go_on", change=1, code=None) if walk.response else None
    ups = (*(on for on in walk.ups if (at.on - on).days < 60), at.on)
    if walk.index + 1 >= len(walk.steps.stages):
        return replace(
            walk, after=after30.start(case), clean=0, ups=ups, gained_on=at.on, response=response, reached_30_on=at.on
        )
    return replace(walk, index=walk.index + 1, clean=0, ups=ups, gained_on=at.on, response=response)


def holds_on_step(case: Case, walk: Walk, at: Day) -> tuple[str, ...]:
    """Codes of what keeps the runner on this step although its clean sessions are in."""
    window = [on for on in walk.ups if (at.on - on).days < 7]
    screened = at.flags.screened_on
    old = screened is None or (at.on - screened).days > int(tables.param("valid_days_screening").value)
    checks = (
        ("stage_ups_per_7_days", walk.after is None and len(window) >= ups_allowed(case, walk)),
        ("sleep_energy", tired(case, at.on)),
        ("after_fever", after_fever(case, at.on)),
        ("week_trend", bool(week_trend(case.diary, at.on, at.limits))),
        ("strength_raised", strength_raised(case, at.on)),
        ("screening_old", old or screening_due(walk, at)),
        ("flag_question", bool(at.flags.pending)),
        ("morning_missing", bool(walk.waiting)),
        ("last_response", walk.response is None or walk.response.verdict != "go_on"),
    )
    return tuple(code for code, holds in checks if holds)


def ups_allowed(case: Case, walk: Walk) -> int:
    """Steps up in seven days: one for slow tissue and the gentle ladder, else two."""
    rule = tables.param("stage_ups_per_7_days").value
    names = [case.tissue_key, "bone" if case.bone else "", walk.steps.ladder if walk.steps else ""]
    return min(int(rule.get(name, rule["default"])) for name in names)


def strength_raised(case: Case, day: date) -> bool:
    """Whether the load of an exercise went up in the last seven days: running waits."""
    best: dict[str, float] = {}
    raised = False
    for work in case.diary.work:
        for done in work.data.exercises or ():
            if work.on > day or done.load_kg is None:
                continue
            before = best.get(done.id)
            if before is not None and done.load_kg > before and (day - work.on).days < DOUBLE_UPGRADE_DAYS:
                raised = True
            best[done.id] = max(before or 0.0, done.load_kg)
    return raised


def _ask_review(case: Case, walk: Walk, at: Day) -> Walk:
    """No step gained for weeks on the ladder: wait and have it looked at."""
    if walk.phase != "rebuild" or walk.after is not None or walk.gained_on is None or walk.review_since is not None:
        return walk
    rule = tables.param("no_progress_days").value
    days = int(rule.get(case.tissue_key, rule["other"]))
    newest_clean = max([one.on for one in walk.ran if one.clean and one.on >= walk.since], default=walk.gained_on)
    since = max(walk.gained_on, newest_clean) if walk.clean else walk.gained_on
    return replace(walk, review_since=at.on) if (at.on - since).days > days else walk


def _early_warning(case: Case, walk: Walk, at: Day) -> Walk:
    """While keep running: pain or stiffness coming back at the spot gives a lighter week, twice a way back."""
    if walk.phase != "keep_running" or not after30.warning_holds(case, walk, at):
        return walk
    if any((at.on - on).days < 7 for on in walk.warnings):
        return walk
    warnings = (*walk.warnings, at.on)
    if any(7 <= (at.on - on).days < 28 for on in walk.warnings):
        index, after = after30.step_back(walk, 2)
        response = Response(at.on, "step_back", _change(walk, index, after), (), None, "early_warning_again")
        return replace(
            walk,
            phase="rebuild",
            since=at.on,
            rebuild_on=at.on,
            gained_on=at.on,
            index=index,
            after=after,
            warnings=warnings,
            response=response,
        )
    return replace(walk, warnings=warnings, response=Response(at.on, "repeat", 0, (), None, "early_warning"))


# ---- a run of the day


def _ran(case: Case, walk: Walk, at: Day, run: Run) -> Walk:
    """Take a run as it was done: what it counts for, and what its own answers ask at once."""
    if assisted(case, walk, at, run):
        return _assisted(walk, at, run)
    dose = run_dose(case, walk, at)
    allowed = not blockers(case, walk, at) and dose.value > 0 and not run.late
    known = run.load_minutes
    minutes = dose.value if known is None else known
    within = known is not None and round_down(minutes) <= max(dose.value, lowest_bound(dose))
    room = room_for_running(case, walk, at.on)
    shown = min(dose.value, room) if room else dose.value
    enough = run.run_minutes is not None and minutes >= shown and _bout_fits(case, walk, run, shown)
    counted = Ran(
        on=run.on,
        id=run.id,
        minutes=minutes,
        distance_km=run.distance_km,
        allowed=allowed,
        within_cap=within,
        as_shown=enough,
    )
    walk = replace(walk, ran=(*walk.ran, counted), first_done=walk.first_done or (allowed and walk.running_phase))
    if run.on < case.log.opened.on:
        return walk  # history: it counts for the run-free days, and nobody can say any more how the morning after was
    matches = tuple(during(run, at.limits))
    action, back, rest = strongest(matches)
    walk = replace(walk, waiting=(*walk.waiting, run))
    if not walk.running_phase:
        return replace(walk, tests_from=max(walk.tests_from, run.on), response=Response(at.on, "wait", 0, matches, run))
    if action in STEP_BACK_ACTIONS:
        return _step_back(case, walk, at, run, matches, max(1, back), rest)
    return replace(walk, response=Response(at.on, "wait", 0, matches, run, "morning_after_due"))


def assisted(case: Case, walk: Walk, at: Day, run: Run) -> bool:
    """A run on the anti-gravity treadmill as a clearance allows it: no run on the ground, no days start anew."""
    share, minutes = at.allowed.body_weight_pct_max, run.load_minutes
    if run.modality != ALTERG or share is None or minutes is None or run.body_weight_pct is None:
        return False
    free = not set(blockers(case, walk, at)) - ASSISTED_DESPITE
    return free and run.body_weight_pct <= share and minutes <= assisted_minutes(case, walk, at)


def assisted_minutes(case: Case, walk: Walk, at: Day) -> float:
    """Minutes on the anti-gravity treadmill: the first step of the ladder, within the clearance and guides' caps."""
    if ALTERG not in at.allowed.modalities:
        return 0.0
    first = steps_of(choose_ladder(case, (at.on - walk.last_run_on).days, at.on))[0]
    caps = [*guide_caps(case, at.on), *([] if at.allowed.max_run_min is None else [at.allowed.max_run_min])]
    early = at.allowed.not_before is not None and at.on < at.allowed.not_before
    return 0.0 if early else min([float(first.run_min), *caps])


def _assisted(walk: Walk, at: Day, run: Run) -> Walk:
    """Its response is asked and judged as of any run; it counts for no step. Bone pain stops it as well."""
    matches = tuple(during(run, at.limits))
    walk = replace(walk, waiting=(*walk.waiting, run))
    if any(one.rule == "r_bone_any_pain" for one in matches):
        return _bone_stop(replace(walk, response=Response(at.on, "step_back", 0, matches, run)), at)
    return replace(walk, response=Response(at.on, "wait", 0, matches, run, "morning_after_due"))


def _bout_fits(case: Case, walk: Walk, run: Run, shown: float) -> bool:
    """A run told in intervals counts for the stage only with bouts as long as the stage's longest."""
    if run.longest_bout_s is None or walk.steps is None or walk.after is not None:
        return True
    longest = max((bout.run_s for bout in dose_bouts(case, walk, shown)), default=0)
    return run.longest_bout_s >= longest
