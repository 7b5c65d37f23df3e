"""One episode, read once: everything the steps of a decision share and that no day changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import ceil

from opbouw.core.diary import RUNNING_SPORTS, Diary, read_diary
from opbouw.core.events import (
    SEVERITIES,
    ActivityImported,
    AvailabilitySet,
    BaselineSet,
    GoalSet,
    GuideDecided,
    ProfileSet,
    SessionMoved,
)
from opbouw.core.flags import bone_questions_for
from opbouw.core.log import Log
from opbouw.core.pain import PainLimits, pain_limits, stricter
from opbouw.core.spots import SPOT_LIMITS, Watch
from opbouw.evidence import tables
from opbouw.evidence.rows import Injury

SEVERITY_WORD = {
    "niggle": "mild",
    "limits_running": "moderate",
    "limits_daily_life": "severe",
    "cannot_bear": "severe",
    None: "unknown",
}
NO_SELF_HOP = frozenset({"groin", "hip_anterior", "hip_lateral", "pelvis", "thigh_anterior"})
GUIDES = ("trainer", "physio", "doctor")


@dataclass(frozen=True, slots=True)
class Case:
    """The episode with its newest profile, old level, availability and goal."""

    log: Log
    diary: Diary
    injury: Injury
    profile: ProfileSet
    baseline: BaselineSet
    availability: AvailabilitySet
    goal: GoalSet | None
    tried: tuple[SessionMoved, ...] = ()  # moves the runner is thinking of, after those that were said

    @property
    def today(self) -> date:
        """The day the log was read for."""
        return self.log.today

    @property
    def severity_index(self) -> int:
        """Column of the severity lists; unknown takes the most severe."""
        severity = self.log.start.severity
        return len(SEVERITIES) - 1 if severity is None else SEVERITIES.index(severity)

    @property
    def severity_word(self) -> str:
        """The severity as the gate table names it."""
        return SEVERITY_WORD[self.log.start.severity]

    @property
    def bone(self) -> bool:
        """Whether the injury is a bone stress injury."""
        return self.injury.id.startswith("bsi_")

    @property
    def tissue_key(self) -> str:
        """The tissue word of the parameter tables: bone, mtss, tendon, ..."""
        return "mtss" if self.injury.id == "mtss" else self.injury.tissue

    @property
    def named(self) -> bool:
        """Whether a physio or doctor gave the injury its name, so that bone is not asked about again."""
        return self.log.start.named_by in ("physio", "doctor") and self.injury.tissue != "unknown"

    @property
    def onset(self) -> date:
        """The day it began."""
        return self.log.start.onset_on

    @property
    def recurrence(self) -> bool:
        """Whether the runner said it came back."""
        return self.log.start.recurrence is True

    @property
    def guide_words(self) -> tuple[tuple[date, str, GuideDecided], ...]:
        """Decisions of guides with their day and role."""
        return tuple((e.on, e.by.role, d) for e, d in self.log.of(GuideDecided) if e.by.role in GUIDES)


KNOWN_BY_DAY = ("profile_set", "baseline_set", "availability_set", "goal_set")


def as_of(case: Case, day: date) -> Case:
    """The case with profile, old level, time and goal as known on a day; what is said later rewrites no past."""
    return read_case(case.log, case.diary, max(day, case.log.opened.on))


def read_case(log: Log, diary: Diary | None = None, until: date | None = None) -> Case:
    """Fold what the newest word of each kind says, up to a day."""
    return Case(
        log=log,
        diary=read_diary(log) if diary is None else diary,
        injury=tables.injuries[log.start.injury],
        profile=log.merged(ProfileSet, until) or ProfileSet(),
        baseline=log.merged(BaselineSet, until) or BaselineSet(),
        availability=log.merged(AvailabilitySet, until) or AvailabilitySet(),
        goal=log.merged(GoalSet, until),
    )


def last_run_before(case: Case) -> date:
    """The newest run the runner told or the watch recorded up to the onset; the onset where none is known."""
    recorded = [e.on for e, d in case.log.of(ActivityImported) if d.sport in RUNNING_SPORTS and e.on <= case.onset]
    told = case.log.start.last_run_on
    return max([*recorded, *([told] if told else [])], default=case.onset)


def runfree_days_needed(case: Case) -> int:
    """Minimum run-free days before the first run, by tissue and severity; never fewer than the injury's own row."""
    index, injury = case.severity_index, case.injury
    strict = tables.param("runfree_days_min_strict").value
    by_tissue = tables.param("runfree_days_min_by_tissue").value
    if case.bone:
        days = injury.min_runfree_days or int(tables.param("runfree_bone_rule").value["missing_days"])
    elif injury.id == "mtss" or injury.tissue == "unknown":
        days = int(strict["mtss" if injury.id == "mtss" else "unknown"][index])
    elif injury.tissue == "muscle":
        row = injury.min_runfree_days or int(tables.param("runfree_muscle_default_days").value)
        days = ceil(row * tables.param("runfree_muscle_multiplier").value[index])
    else:
        days = int(by_tissue[injury.tissue][index])
    factor = tables.param("recurrence").value["runfree_days_factor"] if case.recurrence else 1
    return ceil(max(days, injury.min_runfree_days or 0) * factor)


def bone_open_questions(case: Case, day: date) -> tuple[str, ...]:
    """What still has to be answered before bone is ruled out for a self-named injury; empty when it is.

    Bone questions must be answered no, a fingertip must not hurt, and hopping must be painless (never asked for groin
    and hip). Unknown counts as yes.
    """
    start = case.log.start
    if case.bone or case.named:
        return ()
    asked = bone_questions_for(case.injury, start.spot)
    if not asked:
        return ()
    answers = case.diary.flag_answers(day)
    open_ones = [flag for flag in sorted(asked) if answers.get(flag) != "no"]
    tests = [] if _painless(case, "bone_palpation", day) else ["bone_palpation"]
    if not _spots(case) & NO_SELF_HOP and not _painless(case, "hop_in_place", day):
        tests.append("hop_in_place")
    return (*open_ones, *tests)


def spot_bone_questions(case: Case, watches: Iterable[Watch], day: date) -> tuple[str, ...]:
    """What rules bone out at other sore spots: their questions, a fingertip and, where it may be tried, ten hops."""
    found: dict[str, None] = {}
    answers = case.diary.flag_answers(day)
    for watch in watches:
        row = tables.regions[watch.spot]
        if not row.palpation_bone_risk:
            continue
        found |= dict.fromkeys(flag for flag in sorted(row.bone_questions) if answers.get(flag) != "no")
        found |= dict.fromkeys(
            test
            for test in ("bone_palpation", "hop_in_place")
            if not (test == "hop_in_place" and {watch.spot, *_spots(case)} & (NO_SELF_HOP | {"unknown"}))
            and not _painless(case, test, day, watch.since)
        )
    return tuple(found)


def _spots(case: Case) -> set[str]:
    return {case.log.start.spot} if case.log.start.spot else set(case.injury.body_regions)


def _painless(case: Case, test: str, day: date, since: date | None = None) -> bool:
    """Whether the newest result of a test says it does not hurt at all, and nothing since asks for it again."""
    known = case.diary.tests_of(test).until(day)
    hurts = {one.on for one in known if (one.value if test == "bone_palpation" else one.pain) != 0}
    fine = [one.on for one in known if one.on not in hurts and not one.late]
    asked = case.diary.bone_alarm(day) if since is None else since
    return bool(fine) and max(fine) > max(asked, max(hurts, default=date.min))


def limits_on(case: Case, day: date, watches: tuple[Watch, ...]) -> PainLimits:
    """The pain limits that hold on a day; another sore spot makes them those of an unknown injury, or of bone."""
    suspected = bool(bone_open_questions(case, day) or spot_bone_questions(case, watches, day))
    limits = pain_limits(case.injury, bone_suspected=suspected)
    return stricter(limits, SPOT_LIMITS) if watches else limits
