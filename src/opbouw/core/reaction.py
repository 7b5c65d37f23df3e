"""What the body's reaction to a run asks: judged on the morning after, it steps back, repeats or counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import reduce

from opbouw.core import after30
from opbouw.core.bone import bone_pain, bone_sore, bone_stop, hurts_bone, pain_without_run
from opbouw.core.case import Case
from opbouw.core.diary import Answers, Run, careful
from opbouw.core.matches import Usual, after_48_hours, amber_again, during, next_morning
from opbouw.core.pain import STEP_BACK_ACTIONS, Match, matched, strongest, week_trend
from opbouw.core.walk import After, Day, Ran, Response, Walk
from opbouw.evidence import tables

SECOND_FLARE_BACK, SECOND_FLARE_REST_DAYS = 2, 3  # model_params flare_counts, two


def judge_waiting(case: Case, walk: Walk, at: Day) -> Walk:
    """Judge each run once its morning after is answered, the oldest first; until then it waits."""
    for run in walk.waiting:
        answers = _morning_after(case, run, at.on) if at.on > run.on else None
        if answers is not None:
            walk = _judge(case, walk, at, run, answers)
    return walk


def _judge(case: Case, walk: Walk, at: Day, run: Run, answers: Answers) -> Walk:
    matches = (
        *during(run, at.limits, case.diary),
        *next_morning(run, answers, usual_of(walk), at.limits, case.diary, at.flags.watches),
        *week_trend(case.diary, at.on, at.limits),
        *_less_sure(run, answers),
    )
    matches = (*matches, *amber_again(walk, run, matches))
    if answers.late and not STEP_BACK_ACTIONS & {match.action for match in matches}:
        return walk  # written down days later: it may tighten, it does not release
    if not answers.late:
        walk = replace(walk, waiting=tuple(one for one in walk.waiting if one.id != run.id))
    walk = replace(walk, ran=_mark(walk.ran, run.id, signs=tuple(match.rule for match in matches)))
    if _went_back_for(walk, run):
        return _deepen(walk, at, run, matches)
    return _respond(case, walk, at, run, matches)


def usual_of(walk: Walk) -> Usual:
    """The runner's own usual morning; nought before it is fixed."""
    return Usual(walk.usual or 0.0, walk.usual_stiffness or 0.0)


def _went_back_for(walk: Walk, run: Run) -> bool:
    """Whether this run already cost a step; the run remembers, whatever was said since."""
    return any(one.id == run.id and one.stepped_back for one in walk.ran)


def _less_sure(run: Run, answers: Answers) -> tuple[Match, ...]:
    """What keeps a good reaction from counting: answered late, pain not told, stopped early."""
    late = not answers.morning_in_time or answers.on != run.on + timedelta(days=1) or run.late
    checks = (("answered_late", late), ("pain_not_told", not run.answered), ("stopped_early", run.stopped_early))
    return tuple(Match(code, "repeat") for code, holds in checks if holds)


def _deepen(walk: Walk, at: Day, run: Run, matches: tuple[Match, ...]) -> Walk:
    """A run that already went back: the morning can add stages and days, and is no flare of its own."""
    _, back, rest = strongest(matches)
    last = walk.response if walk.response is not None and walk.response.run == run else None
    already, change = (back, 0) if last is None else (last.asked_back, last.change)
    index, after = after30.step_back(walk, max(0, back - already)) if back > already else (walk.index, walk.after)
    made = replace(walk, index=index, after=after)
    until = max(walk.rest_until or at.on, at.on + timedelta(days=rest + 1) if back > already else at.on)
    change += made.position - walk.position
    response = Response(at.on, "step_back", change, matches, run, asked_back=max(already, back))
    return replace(made, rest_until=until, response=response)


def _morning_after(case: Case, run: Run, day: date) -> Answers | None:
    """The answers that judge a run: those of the next day and those that name it, per field the more careful.

    When they were told is that of one morning alone: of the next day and in time, else one in time that names the run,
    else one written down late, which may tighten and releases nothing.
    """
    next_day = run.on + timedelta(days=1)
    named = [one for one in case.diary.for_run.get(run.id, ()) if run.on < one.on <= day]
    in_time = [one for one in (case.diary.timely.get(next_day), *named) if one is not None and not one.late]
    everything = [one for one in (case.diary.answers.get(next_day), *named) if one is not None]
    told = next((one for one in in_time if _told_by(one, day)), None)
    late = next((one for one in everything if _told_by(one, day)), None) if told is None else None
    first = told or late
    if first is None:
        return None
    return replace(reduce(careful, everything), on=first.on, late=told is None, morning_in_time=first.morning_in_time)


def _told_by(answers: Answers, day: date) -> bool:
    """Whether the morning in it was written down by the end of a day."""
    return answers.morning_told_on is not None and answers.morning_told_on <= day


def second_morning(case: Case, walk: Walk, at: Day) -> Walk:
    """48 hours after a run, still above usual: a step back."""
    run = next(iter(case.diary.runs_on(at.on - timedelta(days=2))), None)
    said = case.diary.answers.get(at.on)
    if run is None or said is None or not walk.running_phase or at.limits.bone:
        return walk
    matches = after_48_hours(said, usual_of(walk), at.limits)
    if not matches:
        return walk
    walk = replace(walk, ran=_mark(walk.ran, run.id, signs=("r_not_settled_48h",)))
    return walk if _went_back_for(walk, run) else _respond(case, walk, at, run, tuple(matches))


def limp_later(case: Case, walk: Walk, at: Day) -> Walk:
    """A limp on any later day counts for the run before it (r_limp: limping at any time); once for each run."""
    said = case.diary.answers.get(at.on)
    last = walk.ran[-1] if walk.ran else None
    if said is None or not said.limping or not walk.running_phase or last is None or last.stepped_back:
        return walk
    run = next((one for one in case.diary.runs_on(last.on) if one.id == last.id), None)
    if run is None or last.on < walk.since or last.on == at.on or any(one.id == run.id for one in walk.waiting):
        return walk
    return _respond(case, walk, at, run, (matched("r_limp"),))


def _respond(case: Case, walk: Walk, at: Day, run: Run, matches: tuple[Match, ...]) -> Walk:
    """Turn the matching rules into a verdict and a change on the ladder."""
    action, back, rest = strongest(matches)
    if action in STEP_BACK_ACTIONS and walk.running_phase:
        return step_back(case, walk, at, run, matches, max(1, back), rest)
    if action in STEP_BACK_ACTIONS:
        walk = replace(walk, response=Response(at.on, "step_back", 0, matches, run), rest_until=_rest(walk, at, rest))
        return bone_pain(walk, at) if hurts_bone(matches) else walk
    if action == "progress":
        return _clean(walk, at, run)
    rest_until = _rest(walk, at, rest) if rest else walk.rest_until
    return replace(walk, response=Response(at.on, "repeat", 0, matches, run), rest_until=rest_until)


def _rest(walk: Walk, at: Day, days: int) -> date:
    """The first day after so many days of rest; a longer rest that was asked before stays."""
    return max(at.on + timedelta(days=days + 1), walk.rest_until or at.on)


def bone_hurts(case: Case, walk: Walk, at: Day) -> Walk:
    """Bone that hurts in a test, in other work or in daily life stops running as a run that hurts does."""
    if not walk.running_phase or walk.bone_stopped or not bone_sore(case, at):
        return walk
    matches = (matched("r_bone_any_pain", pain_without_run(case, at.on), 0),)
    _, back, rest = strongest(matches)
    return step_back(case, walk, at, None, matches, max(1, back), rest)


def step_back(
    case: Case, walk: Walk, at: Day, run: Run | None, matches: tuple[Match, ...], back: int, rest: int
) -> Walk:
    """A flare: stages back, days without running; the second and third within 28 days ask for more."""
    window = int(tables.param("flare_window_days").value)
    flares = [on for on in walk.step_backs if (at.on - on).days <= window]
    rows = [on for on in flares if on != at.on]
    referred = walk.referred
    if len(rows) + 1 == 2:
        back, rest = max(back, SECOND_FLARE_BACK), max(rest, SECOND_FLARE_REST_DAYS)
    if len(rows) + 1 >= 3:
        rest = max(rest, tables.pain_rules["r_third_flare"].rest_days)
        referred = walk.sent_on("rf_no_improve", at.on)
        matches = (*matches, Match("r_third_flare", "stop_and_refer", 0, rest))
    index, after = after30.step_back(walk, back)
    made = replace(
        walk,
        index=index,
        after=after,
        clean=0,
        step_backs=(*rows, at.on),
        rest_until=_rest(walk, at, rest),
        referred=referred,
        response=Response(at.on, "step_back", steps_changed(walk, index, after), matches, run, asked_back=back),
        ran=_mark(walk.ran, run.id if run else "", stepped_back=True, signs=tuple(match.rule for match in matches)),
        flare_on=at.on,
        tests_from=at.on,
    )
    return bone_stop(made, at) if hurts_bone(matches) else made


def steps_changed(walk: Walk, index: int, after: After | None) -> int:
    """Steps gained or lost by a move; nothing is lost at the first step."""
    return replace(walk, index=index, after=after).position - walk.position


def _mark(
    ran: tuple[Ran, ...], id: str, *, clean: bool = False, stepped_back: bool = False, signs: tuple[str, ...] = ()
) -> tuple[Ran, ...]:
    return tuple(
        replace(
            one,
            clean=one.clean or clean,
            stepped_back=one.stepped_back or stepped_back,
            signs=tuple(dict.fromkeys((*one.signs, *signs))),
        )
        if one.id == id
        else one
        for one in ran
    )


def _clean(walk: Walk, at: Day, run: Run) -> Walk:
    """A clean response; it counts only when the run was allowed, within its cap, and the dose that was shown."""
    counted = next((one for one in walk.ran if one.id == run.id), None)
    others = [one for one in walk.ran if one.on == run.on and one.id != run.id]
    beside = any(not one.allowed or not one.within_cap or one.stepped_back for one in others)
    if counted is None or not counted.allowed or not counted.within_cap or beside:
        code = "run_did_not_count" if counted is not None and counted.allowed else "run_without_leave"
        return replace(walk, response=Response(at.on, "repeat", 0, (Match(code, "repeat"),), run))
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
