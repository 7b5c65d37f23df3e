"""What a day's answers raise by themselves: warning-sign questions to ask now, and amber signs to ask again for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice
from statistics import fmean

from opbouw.core.diary import Answers, Diary
from opbouw.core.events import CheckedIn, Event, SessionDone
from opbouw.core.log import Log
from opbouw.evidence import tables
from opbouw.evidence.rows import Injury

LIMP_HOURS_DAYS = 2  # rf_limp_48h: still limping after 48 hours
REST_PAIN, BONE_REST_PAIN = 2, 0  # gate_criteria rl_rest_pain, rl_rest_pain_bone: above this rest pain is new
SEVERE_REST_PAIN = 7  # derived: "severe" of rf_acute_compartment on the scale of 0 to 10
STIFF_SEVERAL_MIN = 30  # rf_inflammatory: over 30-60 minutes; the careful end (r_morning_stiffness refers over 60)
NO_BETTER_DAYS, NO_BETTER_ANSWERS = 14, 3  # rf_no_improve; three answers a side is derived
ENERGY_LEAST_ANSWERS = 3  # derived: a week told of by one or two answers is not a week
GROIN_PATH = "rf_bone_groin"
# derived: a stab of pain after which the runner had to walk home asks at once for what came on suddenly
SUDDEN = (
    "rf_cant_bear",
    "rf_big_swelling",
    "rf_achilles_rupture",
    "rf_hamstring_avulsion",
    "rf_locked_knee",
    "rf_ottawa_ankle",
    "rf_fn_displaced",
    "rf_acute_compartment",
)


@dataclass(frozen=True, slots=True)
class Memory:
    """What earlier days leave behind for these questions."""

    rest_pain: float | None = None
    limping_since: date | None = None
    swelling: str | None = None
    no_better_asked_on: date | None = None
    energy_asked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """The injury, its regions and their questions; the bone questions where bone is not ruled out by a name."""

    injury: Injury
    regions: frozenset[str]
    questions: frozenset[str]
    bone_questions: frozenset[str]

    @property
    def bone(self) -> bool:
        """Whether it is a bone stress injury."""
        return self.injury.id.startswith("bsi_")

    def of_region(self, flag: str) -> bool:
        """Whether a question belongs to these regions by name, not only as one for all."""
        return bool(self.regions & set(tables.red_flags[flag].regions)) or "unknown" in self.regions


Raised = tuple[datetime, str]


def raised(before: Memory, log: Log, diary: Diary, place: Place, day: date) -> tuple[Memory, list[Raised]]:
    """Questions that a day raises, each with the instant of the first fact that raised it, and what to remember."""
    said = diary.answers.get(day)
    checks = [event for event in log.by_day.get(day, ()) if event.type == "checked_in"]
    memory = _remember(before, diary, day, said)
    found = list(_from_sessions(log.by_day.get(day, ()), place))
    if diary.rises_on(day) and place.bone_questions:
        told = [run.told_at for run in diary.runs_on(day) if run.told_at is not None]
        found += [(max(told), flag) for flag in sorted(place.bone_questions)]
    if said is not None:
        for flag, raises in _from_answers(before, memory, place, day, said):
            found.append((min([e.recorded_at for e in checks if raises(e.data)] or [checks[0].recorded_at]), flag))
        if _no_better(memory, log, diary, day):
            memory = replace(memory, no_better_asked_on=day)
            found.append((checks[0].recorded_at, "rf_no_improve"))
    if energy_low_week(diary, day) and _over(memory.energy_asked_on, day, _energy_days()):
        memory = replace(memory, energy_asked_on=day)
        found.append((checks[0].recorded_at if checks else log.by_day[day][0].recorded_at, "rf_reds"))
    return memory, [one for one in found if one[1] in place.questions]


def energy_low_week(diary: Diary, day: date) -> bool:
    """A week of low energy, told today (energy_hold): a day without a word about it neither helps nor harms.

    A better day that was written down late does not end it.
    """
    return any(_low_week(answers, day) for answers in (diary.answers, diary.timely))


def _low_week(answers: Mapping[date, Answers], day: date) -> bool:
    rule, days = tables.param("energy_hold").value, _energy_days()
    week = [answers.get(day - timedelta(days=n)) for n in range(days)]
    told = [(one.on, one.energy) for one in week if one is not None and one.energy is not None]
    low = len(told) >= ENERGY_LEAST_ANSWERS and all(energy <= rule["hold_at_or_below"] for _, energy in told)
    return low and told[0][0] == day and (day - told[-1][0]).days >= days - 1


def _energy_days() -> int:
    return int(tables.param("energy_hold").value["ask_after_days"])


def _over(asked: date | None, day: date, days: int) -> bool:
    return asked is None or (day - asked).days >= days


def _remember(before: Memory, diary: Diary, day: date, said: Answers | None) -> Memory:
    limps = bool(said and said.limping) or any(run.gait_changed for run in diary.runs_on(day))
    told = diary.timely.get(day)
    even = told is not None and told.limping is False and not limps  # written down late it ends no limp
    since = (before.limping_since or day) if limps else None if even else before.limping_since
    return replace(
        before,
        limping_since=since,
        rest_pain=before.rest_pain if said is None or said.pain_rest is None else said.pain_rest,
        swelling=before.swelling if said is None or said.swelling is None else said.swelling,
    )


def _from_answers(
    before: Memory, now: Memory, place: Place, day: date, said: Answers
) -> Iterator[tuple[str, Callable[[CheckedIn], bool]]]:
    calm = BONE_REST_PAIN if place.bone else REST_PAIN
    rest, known = said.pain_rest, before.rest_pain
    if said.night_pain:
        yield "rf_night_pain", lambda one: one.night_pain is True
    elif rest is not None and known is not None and known <= calm < rest:
        yield "rf_night_pain", lambda one: (one.pain_rest or 0) > calm
    if said.ill == "chest":
        yield "rf_chest", lambda one: one.ill == "chest"
        if place.of_region("rf_pe"):
            yield "rf_pe", lambda one: one.ill == "chest"
    if said.limping and now.limping_since is not None and (day - now.limping_since).days >= LIMP_HOURS_DAYS:
        yield "rf_limp_48h", lambda one: one.limping is True
    if said.night_pain or (said.limping and now.limping_since == day):
        yield GROIN_PATH, lambda one: bool(one.night_pain or one.limping)
    if said.stiffness_spread == "several" and (said.stiffness_min or 0) > STIFF_SEVERAL_MIN:
        yield "rf_inflammatory", lambda one: True
    swollen = said.swelling == "more" or (said.swelling == "same" and before.swelling == "none")
    if swollen and place.of_region("rf_dvt"):
        yield "rf_dvt", lambda one: one.swelling in ("same", "more")
    if said.swelling in ("same", "more") and said.ill in ("unwell", "fever"):
        yield "rf_hot_joint", lambda one: one.ill in ("unwell", "fever")
    if rest is not None and rest >= SEVERE_REST_PAIN and (known is None or rest > known):
        yield "rf_acute_compartment", lambda one: (one.pain_rest or 0) >= SEVERE_REST_PAIN


def _from_sessions(events: Iterable[Event], place: Place) -> Iterator[Raised]:
    for event in events:
        if event.type == "session_done":
            data: SessionDone = event.data
            if data.sharp_pain and data.walked_home:
                yield from ((event.recorded_at, flag) for flag in SUDDEN)
        elif event.type == "tested" and not place.bone:
            one_spot = event.data.test == "tibia_one_spot" and event.data.value == 1
            tender = event.data.test == "bone_palpation" and (event.data.value or 0) > 0
            if one_spot or tender:
                yield event.recorded_at, "rf_focal_bone"


def _no_better(memory: Memory, log: Log, diary: Diary, day: date) -> bool:
    """Two weeks without a run, and the last answers are no better than the first (rf_no_improve)."""
    told = log.start.last_run_on or log.start.onset_on
    ran = diary.runs.newest(day)
    since = max([log.start.onset_on, told, *([ran.on] if ran is not None else [])])
    if (day - since).days < NO_BETTER_DAYS or not _over(memory.no_better_asked_on, day, NO_BETTER_DAYS):
        return False
    return any(_as_sore(answers, since, day) for answers in (diary.answers, diary.timely))


def _as_sore(answers: Mapping[date, Answers], since: date, day: date) -> bool:
    window = range(NO_BETTER_DAYS)
    last = list(islice(_worst(answers, (day - timedelta(days=n) for n in window)), NO_BETTER_ANSWERS))
    if len(last) < NO_BETTER_ANSWERS or not any(last):
        return False
    first = list(islice(_worst(answers, (since + timedelta(days=n) for n in window)), NO_BETTER_ANSWERS))
    return len(first) == NO_BETTER_ANSWERS and fmean(last) >= fmean(first) > 0


def _worst(answers: Mapping[date, Answers], days: Iterable[date]) -> Iterator[float]:
    """The worst pain of each day that told one."""
    for day in days:
        said = answers.get(day)
        pains = [] if said is None else [p for p in (said.pain_morning, said.worst_by_day) if p is not None]
        if pains:
            yield max(pains)
