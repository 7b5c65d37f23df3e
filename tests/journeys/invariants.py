"""What must hold on every day of every life, read from the log beside the core (engine.md, must hold for every input).

Each check looks at one decision, the one of the day before, and what was told by then. It shares no code with the
engine but its tables, so that a slip in the engine is no slip here. Names begin with the number of the invariant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from string import Formatter

from opbouw.core.decision import PHASES, Decision, Refusal, Session
from opbouw.core.events import Event
from opbouw.core.reasons import CODES
from opbouw.evidence import tables
from opbouw.words import LANGUAGES, limit_sentence, question_text
from opbouw.words.fill import texts
from tests.journeys.told import Told, ToldRun, is_late, region_is_high_risk

Answer = Decision | Refusal
SHORT_STEP_MIN = 3.0  # engine.md, order of work 6
CAP_SHARE = 1.10
FIRST_SESSION_MIN = 10.0
HOLDS_ANSWERS = ("emergency", "same_day")
ROUNDING = 0.01
MOST_REST_DAYS = 10
SPOKEN = ("run_minutes", "cross_minutes")  # numbers of the plan that is shown


@dataclass(frozen=True, slots=True)
class Seen:
    """One day: its decision, the one before, and all that was told by then."""

    was: Decision | None
    now: Decision
    told: Told

    @property
    def next_day(self) -> bool:
        """Whether the decision before is that of the day before."""
        return self.was is not None and (self.now.on - self.was.on).days == 1

    @property
    def runs(self) -> list[Session]:
        """Planned runs of the week."""
        return [one for one in self.now.week if one.kind == "run"]

    @property
    def run_today(self) -> float:
        """Run minutes of today's plan."""
        return sum(one.run_minutes or 0 for one in self.now.today if one.kind == "run")


def breaches(previous: Answer | None, decision: Answer, told: Told) -> tuple[str, ...]:
    """What a day breaks, in words; empty when all holds.

    :param previous: the decision of the day before, or None on the first day.
    :param told: what was told by the end of the day, or by the moment of the decision.
    """
    if isinstance(decision, Refusal):
        return () if decision.reasons else ("a refusal without a reason",)
    seen = Seen(previous if isinstance(previous, Decision) else None, decision, told)
    return tuple(f"{check.__name__}: {what}" for check in CHECKS for what in check(seen))


# ---- 1: nothing exceeds a hard limit; 8: every limited number names its winner


def limits_only_tighten(seen: Seen) -> Iterator[str]:
    """1: a limited number never exceeds its proposal nor any bound on it."""
    for one in seen.now.limits:
        if not 0 <= one.value <= one.original + ROUNDING:
            yield f"{one.id} {one.value} of {one.original}"
        if any(one.value > other.value + ROUNDING for other in one.others):
            yield f"{one.id} {one.value} above {one.others}"


def winners_are_named(seen: Seen) -> Iterator[str]:
    """8: a number that was lowered by more than rounding names the limit that did it, and says so."""
    said = {one.code for one in seen.now.reasons}
    for one in seen.now.limits:
        if one.winner is None and one.original - one.value >= 1:
            yield f"{one.id} went from {one.original} to {one.value} by nobody"
        if one.winner is not None and one.id in SPOKEN and f"limit_{one.winner}" not in said:
            yield f"{one.winner} won {one.id} and no reason says so"


def today_is_within_its_limit(seen: Seen) -> Iterator[str]:
    """1: today's run is within the limited minutes."""
    for one in seen.now.limits:
        if one.id == "run_minutes" and seen.run_today > one.value + ROUNDING:
            yield f"{seen.run_today} min planned, limit {one.value}"


def session_cap(seen: Seen) -> Iterator[str]:
    """1: a run is at most a tenth, or three minutes, above the longest of 30 days, whatever those runs were."""
    if not seen.run_today or seen.now.stage is None:
        return
    longest = seen.told.longest_since(seen.now.on - timedelta(days=30), seen.now.on)
    if longest is None:
        first = tables.ladders.get(seen.now.stage.ladder)
        most = min(FIRST_SESSION_MIN, first.stage[0].run_min) if first is not None else FIRST_SESSION_MIN
    else:
        most = max(longest * CAP_SHARE, longest + min(SHORT_STEP_MIN, longest))
    if seen.run_today > most + ROUNDING:
        yield f"{seen.run_today} min after a longest of {longest}"


def running_days_a_week(seen: Seen) -> Iterator[str]:
    """1: no seven days with a planned run hold more running days than the bounds say.

    The days a runner has bound what is planned only: a run moved to another day leaves the next week as it was.
    """
    limit = next((one for one in seen.now.limits if one.id == "running_days"), None)
    if limit is None:
        return
    done = {one.on for one in seen.told.sure_runs()}
    planned = {one.on for one in seen.runs}
    bounds = [one.value for one in limit.others]
    most = min(bounds, default=limit.value) if limit.winner == "availability" else limit.value
    for day in planned:
        week = {day - timedelta(days=n) for n in range(7)}
        if len(week & (done | planned)) > most:
            yield f"{len(week & (done | planned))} running days to {day}, limit {most}"
    if len(planned) > limit.value:
        yield f"{len(planned)} runs planned in seven days, limit {limit.value}"


def guides_cap(seen: Seen) -> Iterator[str]:
    """14: the newest cap in minutes of each guide holds until its day."""
    caps: dict[str, float] = {}
    for one in seen.told.of("guide_decided"):
        word = one.data
        known = one.by.role in ("trainer", "physio", "doctor") and one.id not in seen.told.amended
        if known and word.decision == "cap" and word.cap is not None and (word.unit or "min") == "min":
            caps.pop(one.by.role, None)
            if word.until is None or seen.now.on <= word.until:
                caps[one.by.role] = word.cap
    if seen.run_today > min(caps.values(), default=seen.run_today):
        yield f"{seen.run_today} min planned, guides say {caps}"


# ---- 4 and 15: warning signs and locks


def open_signs_stop(seen: Seen) -> Iterator[str]:
    """4: an open sign gives a stop, nothing planned, and whom to see."""
    now = seen.now
    if now.open_flags and (now.verdict != "stop" or now.running_allowed or now.week or now.today or now.see is None):
        yield f"{now.open_flags}: {now.verdict}, running {now.running_allowed}, {len(now.week)} sessions, {now.see}"


def a_yes_stays_open(seen: Seen) -> Iterator[str]:
    """15: a sign answered yes is open until a clearance names it, or the questions are all asked again that day."""
    told = seen.told
    for event in told.of("screened"):
        for flag in (name for name, answer in event.data.answers.items() if answer == "yes"):
            cleared = any(one.on >= event.on and flag in (data.flags or ()) for one, data in told.clearances())
            mistake = any(one.data.why == "mistake" and one.on == event.on for one in told.of("screened"))
            known = flag in tables.red_flags and event.on <= seen.now.on
            if known and not cleared and not mistake and flag not in seen.now.open_flags:
                yield f"{flag} was answered yes on {event.on} and is not open"


def signs_close_by_name(seen: Seen) -> Iterator[str]:
    """15: what was open closes by a clearance of now that names it, or as a mistake on a day without running."""
    for flag in set(seen.was.open_flags if seen.was else ()) - set(seen.now.open_flags):
        named = any(flag in (data.flags or ()) for _, data in seen.told.clearances())
        mistake = any(one.data.why == "mistake" for one in seen.told.of("screened") if one.on == seen.now.on)
        amended = seen.told.amended_today(seen.now.on)
        if not named and not amended and (not mistake or seen.now.running_allowed):
            yield f"{flag} closed by nothing"


def a_lock_stays_shut(seen: Seen) -> Iterator[str]:
    """15: a locked injury is locked until a doctor's clearance of it; locked waits."""
    if not tables.injuries[seen.told.injury].locked_until_clearance:
        return
    told = seen.told.clearances()
    cleared = any(data.seen_by == "doctor" and data.injury == seen.told.injury for _, data in told)
    if not cleared and not seen.now.locked:
        yield "no doctor cleared it, and it is not locked"
    if seen.now.locked and (seen.now.verdict not in ("wait", "stop") or seen.now.see is None):
        yield f"locked and {seen.now.verdict}, see {seen.now.see}"


def locked_work(seen: Seen) -> Iterator[str]:
    """15: behind a lock no running, no impact and no strength; at high risk nothing at all."""
    if not seen.now.locked:
        return
    if seen.now.running_allowed:
        yield "running allowed behind a lock"
    for one in seen.now.week:
        row = tables.modalities.get(one.modality or "")
        impact = row is not None and row.impact_level > 0
        if one.kind in ("run", "strength") or impact or region_is_high_risk(seen.told.injury):
            yield f"{one.kind} {one.modality} behind a lock"


def unknown_signs_hold(seen: Seen) -> Iterator[str]:
    """3: an unknown on an urgent sign, asked last, holds running."""
    newest: dict[str, str] = {}
    for event in seen.told.of("screened"):
        newest |= event.data.answers
    cleared = {flag for _, data in seen.told.clearances() for flag in data.flags or ()}
    for flag, answer in newest.items():
        urgent = flag in tables.red_flags and tables.red_flags[flag].urgency in HOLDS_ANSWERS
        if urgent and answer == "unknown" and flag not in cleared and seen.now.running_allowed:
            yield f"{flag} is unknown and running is allowed"


# ---- 3: an unknown answer never gives a run


def a_missing_morning_holds(seen: Seen) -> Iterator[str]:
    """3, 5: a run whose morning after was never answered holds the next run, and is no reason to go on."""
    running = [one for one in seen.told.sure_runs() if one.on < seen.now.on]
    last: ToldRun | None = max(running, key=lambda one: one.on, default=None)
    if last is None or seen.now.phase not in ("rebuild", "keep_running") or seen.told.morning_told(last):
        return
    if last.on < seen.now.phase_since or _joined_to_another(last, running) or _hurt_a_bone(seen, last):
        return
    if seen.now.running_allowed or seen.now.verdict == "go_on":
        yield f"the morning after {last.on} is not told: {seen.now.verdict}, running {seen.now.running_allowed}"


def _joined_to_another(run: ToldRun, runs: list[ToldRun]) -> bool:
    """A run told and recorded is one run, and may be answered under either name."""
    return sum(one.on == run.on for one in runs) > 1


def a_bone_that_hurt_waits_for_its_exit(seen: Seen) -> Iterator[str]:
    """3: after a run that hurt a bone nobody runs before its rest days and the painless days in a row since."""
    hurt = [one for one in seen.told.sure_runs() if one.on < seen.now.on and _hurt_a_bone(seen, one)]
    if not hurt or not seen.now.running_allowed:
        return
    rule, last = tables.param("bone_stop_exit").value, max(one.on for one in hurt)
    calm = {one.on for one in seen.told.of("checked_in") if last < one.on and _painless(one)}
    row = int(rule["painfree_walk_days"])
    in_a_row = any(all(day - timedelta(days=n) in calm for n in range(row)) for day in calm)
    if not in_a_row or (seen.now.on - last).days <= int(rule["rest_days_min"]):
        yield f"running after the bone hurt on {last}, painless days {sorted(calm)[-row:]}"


def _hurt_a_bone(seen: Seen, run: ToldRun) -> bool:
    data = run.event.data
    told = run.event.type == "session_done" and (data.pain_during or data.pain_after)
    return seen.told.injury.startswith("bsi_") and bool(told)


def _painless(event: Event) -> bool:
    said = event.data
    values = (said.pain_rest, said.pain_daily, said.pain_morning)
    return not is_late(event) and not said.limping and all(one == 0 for one in values)


def sore_days_have_no_run(seen: Seen) -> Iterator[str]:
    """3: who limps, is ill or was woken by pain does not run that day."""
    for one in seen.told.of("checked_in"):
        if one.on != seen.now.on or one.id in seen.told.amended or not seen.now.running_allowed:
            continue
        if one.data.limping or one.data.night_pain or one.data.ill not in (None, "none"):
            yield f"running allowed on a day with {one.data}"


# ---- 5: forward one at a time


def one_phase_at_a_time(seen: Seen) -> Iterator[str]:
    """5: at most one phase forward from one day to the next."""
    if seen.was is not None and PHASES.index(seen.now.phase) - PHASES.index(seen.was.phase) > 1 and seen.next_day:
        yield f"from {seen.was.phase} to {seen.now.phase}"


def one_stage_at_a_time(seen: Seen) -> Iterator[str]:
    """5: at most one step up a day, and the change says so."""
    was, now = seen.was.stage if seen.was else None, seen.now.stage
    if seen.now.stage_change > 1:
        yield f"a change of {seen.now.stage_change}"
    if was is None or now is None or not seen.next_day or (now.ladder != was.ladder and now.ladder != "road_after_30"):
        return
    if now.n - was.n > 1:
        yield f"from step {was.n} to {now.n}"
    if now.n > was.n and now.ladder == was.ladder != "road_after_30" and was.clean + 1 < was.needed:
        yield f"step {now.n} after {was.clean} of {was.needed} clean sessions"


def steps_need_a_morning(seen: Seen) -> Iterator[str]:
    """5: a step or a phase forward never on a missing morning answer.

    A morning may be told up to two days later: then the phase began on its own day, and that morning counts.
    """
    if not seen.next_day or seen.was is None:
        return
    forward = PHASES.index(seen.now.phase) > PHASES.index(seen.was.phase)
    was, now = seen.was.stage, seen.now.stage
    up = forward or (was is not None and now is not None and was.ladder == now.ladder and now.n > was.n)
    begun = seen.now.phase_since if forward else seen.now.on
    days = (begun, begun - timedelta(days=1))
    if up and not any(day in seen.told.mornings for day in days):
        yield f"forward to {seen.now.phase} step {now.n if now else 0} without a morning answer"


def minimum_days_pass(seen: Seen) -> Iterator[str]:
    """5: rebuilding begins no earlier than the run-free days of the injury."""
    if seen.was is None or seen.was.phase != "strengthen" or seen.now.phase != "rebuild":
        return
    needed = tables.injuries[seen.told.injury].min_runfree_days or 0
    runs = [one.on for one in seen.told.sure_runs() if one.on < seen.now.on and not _assisted(one)]
    last = max([*runs, seen.told.opened.data.onset_on])
    if (seen.now.on - last).days < needed:
        yield f"rebuilding {(seen.now.on - last).days} days after a run, {needed} needed"


def _assisted(run: ToldRun) -> bool:
    return run.event.type == "session_done" and run.event.data.modality == "alterg"


# ---- 12: 48 hours and rest days


def runs_are_48_hours_apart(seen: Seen) -> Iterator[str]:
    """12: two days between one run and the next until 30 minutes continuous."""
    stage = seen.now.stage
    if seen.now.phase == "rebuild" and stage is not None and stage.ladder != "road_after_30":
        near = [one.on for one in seen.told.sure_runs() if 0 <= (seen.now.on - one.on).days < 2]
        if near and seen.now.running_allowed:
            yield f"running is allowed on {seen.now.on} after a run on {max(near)}"
    if not seen.runs or seen.now.phase == "keep_running" or (stage is not None and stage.ladder == "road_after_30"):
        return
    done = [one.on for one in seen.told.sure_runs() if one.on <= seen.now.on]
    days = sorted({*([max(done)] if done else []), *(one.on for one in seen.runs)})
    for one, other in pairwise(days):
        if (other - one).days < 2:
            yield f"runs on {one} and {other}"


def rest_days_are_kept(seen: Seen) -> Iterator[str]:
    """12: no run before the day that a step back named."""
    if seen.was is None or seen.told.amended_today(seen.now.on):
        return
    for one in seen.was.reasons:
        if one.code == "rest_after_step_back" and seen.now.on < date.fromisoformat(one.params["until"]):
            early = [run.on for run in seen.runs if run.on < date.fromisoformat(one.params["until"])]
            if seen.now.running_allowed or early:
                yield f"rest until {one.params['until']}, running {seen.now.running_allowed}, runs {early}"


def bad_runs_bring_rest(seen: Seen) -> Iterator[str]:
    """12: after a run with sharp pain, a changed gait or pain above the limit come the rest days of its rule."""
    limit = tables.injuries[seen.told.injury].pain_hold_max
    for run in seen.told.sure_runs() if seen.now.running_allowed else ():
        days = (seen.now.on - run.on).days
        if 0 <= days <= MOST_REST_DAYS and run.on >= seen.now.phase_since and run.event.type == "session_done":
            said = run.event.data
            held = (
                ("r_sharp", said.sharp_pain),
                ("r_limp", said.gait_changed or said.walked_home),
                ("r_above_hold", said.pain_during is not None and said.pain_during > limit),
            )
            for rule, holds in held:
                if holds and days <= tables.pain_rules[rule].rest_days:
                    yield f"running is allowed {days} days after {rule}"


def a_stop_has_no_run(seen: Seen) -> Iterator[str]:
    """12: a stop keeps the whole week free of running."""
    if seen.now.verdict == "stop" and (seen.now.running_allowed or seen.runs):
        yield f"running {seen.now.running_allowed}, {len(seen.runs)} runs on a stop"


def a_run_needs_leave(seen: Seen) -> Iterator[str]:
    """12: today's plan has a run only when running is allowed, in a phase with running."""
    for one in seen.runs:
        if one.modality == "alterg":
            continue
        if seen.now.phase not in ("rebuild", "keep_running") or (
            one.on == seen.now.on and not seen.now.running_allowed
        ):
            yield f"a run on {one.on} in {seen.now.phase}, running {seen.now.running_allowed}"


def a_wait_has_no_run(seen: Seen) -> Iterator[str]:
    """12: waiting is no running."""
    if seen.now.verdict == "wait" and seen.run_today and seen.now.running_allowed:
        yield "a run on a day that waits"


# ---- 11 and the shape of a decision


@cache
def _wordless(code: str) -> str | None:
    """What keeps a code from being said in both languages with its own words to fill in; None when nothing does."""
    if code not in CODES:
        return "no such code"
    wanted = set(CODES[code].params)
    for lang in LANGUAGES:
        sentence = texts(lang)["reason"].get(code, "")
        if not sentence or {name for _, name, _, _ in Formatter().parse(sentence) if name is not None} != wanted:
            return f"no sentence with {sorted(wanted)} in {lang}"
    return None


def reasons_speak(seen: Seen) -> Iterator[str]:
    """11: every reason is a known code with its parameters and a source, and the first says why."""
    if not seen.now.reasons:
        yield "no reason at all"
    for one in seen.now.reasons:
        wrong = _wordless(one.code)
        if wrong is not None or set(one.params) != set(CODES[one.code].params) or not one.source_ids:
            yield f"{one.code} {dict(one.params)}: {wrong}"


@cache
def _asked(id: str, about: str | None, due: date) -> bool:
    asked = {"id": id, "about": about, "due": due.isoformat(), "blocks": None}
    return all(question_text(asked, lang) for lang in LANGUAGES)


def questions_speak(seen: Seen) -> Iterator[str]:
    """11: every question has its words in both languages."""
    for one in seen.now.questions:
        try:
            spoken = _asked(one.id, one.about, seen.told.opened.on)
        except KeyError:
            spoken = False
        if not spoken:
            yield f"{one.id} about {one.about} has no words"


@cache
def _limit_words(id: str, unit: str, winner: str | None) -> bool:
    row = {"id": id, "unit": unit, "original": 9.0, "value": 8.0, "winner": winner, "others": []}
    return all(limit_sentence(row, lang) for lang in LANGUAGES)


def limits_speak(seen: Seen) -> Iterator[str]:
    """11: every limit and its winner have their words in both languages."""
    for one in seen.now.limits:
        try:
            spoken = _limit_words(one.id, one.unit, one.winner)
        except KeyError:
            spoken = False
        if not spoken:
            yield f"{one.id} won by {one.winner} has no words"


def the_week_is_a_week(seen: Seen) -> Iterator[str]:
    """Sessions lie in seven days, each with its own id, and today is the first of them."""
    now = seen.now
    if any(not 0 <= (one.on - now.on).days < 7 for one in now.week) or len({one.id for one in now.week}) < len(
        now.week
    ):
        yield "a session outside the week, or one id twice"
    if tuple(one for one in now.week if one.on == now.on) != now.today:
        yield "today is not the first day of the week"
    if any((one.minutes or 0) <= 0 or (one.run_minutes or 0) > (one.minutes or 0) + ROUNDING for one in now.week):
        yield f"minutes that cannot be: {[(one.kind, one.minutes, one.run_minutes) for one in now.week]}"


def avoided_work_is_out(seen: Seen) -> Iterator[str]:
    """1: no exercise or modality that the injury has to avoid."""
    plan = tables.injury_exercises[seen.told.injury]
    for one in seen.now.week:
        wrong = [dose.id for dose in one.exercises if dose.id in plan.avoid]
        row = tables.modality_matrix.get((seen.told.injury, one.modality or ""))
        if wrong or (one.kind in ("cross", "walk") and row is not None and row.status == "avoid"):
            yield f"{one.kind} {one.modality} {wrong}"


def strength_has_days_between(seen: Seen) -> Iterator[str]:
    """No two strength sessions on one spot on consecutive days."""
    days = sorted(one.on for one in seen.now.week if one.kind == "strength")
    if any((other - one).days < 2 for one, other in pairwise(days)):
        yield f"strength on {days}"


def away_is_away(seen: Seen) -> Iterator[str]:
    """Nothing is planned on days the runner is away."""
    for event in seen.told.of("away_set"):
        for one in seen.now.week if event.id not in seen.told.amended else ():
            if event.data.start <= one.on <= event.data.to and event.on <= seen.now.on:
                yield f"{one.kind} on {one.on}, away from {event.data.start} to {event.data.to}"


def the_road_runs_forward(seen: Seen) -> Iterator[str]:
    """Ranges of the road run from early to late."""
    for one in seen.now.road:
        ends = [end for end in (one.to_low, one.to_mid, one.to_high) if end is not None]
        if ends != sorted(ends):
            yield f"{one.phase}: {ends}"


def gates_tell_the_truth(seen: Seen) -> Iterator[str]:
    """5: a gate ahead stands open only with every blocking criterion met."""
    passed = PHASES.index(seen.now.phase)
    for gate in seen.now.gates:
        unmet = [one.id for one in gate.criteria if one.blocking and one.status != "met"]
        if gate.open and PHASES.index(gate.start) >= passed and unmet:
            yield f"{gate.start} to {gate.to} is open without {unmet}"


CHECKS: tuple[Callable[[Seen], Iterator[str]], ...] = (
    limits_only_tighten,
    winners_are_named,
    today_is_within_its_limit,
    session_cap,
    running_days_a_week,
    guides_cap,
    open_signs_stop,
    a_yes_stays_open,
    signs_close_by_name,
    a_lock_stays_shut,
    locked_work,
    unknown_signs_hold,
    a_missing_morning_holds,
    a_bone_that_hurt_waits_for_its_exit,
    sore_days_have_no_run,
    one_phase_at_a_time,
    one_stage_at_a_time,
    steps_need_a_morning,
    minimum_days_pass,
    runs_are_48_hours_apart,
    rest_days_are_kept,
    bad_runs_bring_rest,
    a_stop_has_no_run,
    a_run_needs_leave,
    a_wait_has_no_run,
    reasons_speak,
    questions_speak,
    limits_speak,
    the_week_is_a_week,
    avoided_work_is_out,
    strength_has_days_between,
    away_is_away,
    the_road_runs_forward,
    gates_tell_the_truth,
)
