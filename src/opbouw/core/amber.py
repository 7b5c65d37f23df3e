"""Amber signs of the injuries: no warning sign, but the warning-sign questions are asked again before a step up.

Transcribed by hand from ``amber_flags`` of injuries.toml; what no answer can show stands in ``NOT_TOLD`` with why.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from opbouw.core.diary import Answers, Diary
from opbouw.core.events import ProfileSet
from opbouw.core.log import Log
from opbouw.core.pain import starts_earlier

Holds = Callable[[Log, Diary, date], bool]
YOUNG_YEARS, LONG_STIFF_MIN = 40, 30  # low_back_pain: morning stiffness over 30 min, age under 40


def _rising(read: Callable[[Answers], float | None]) -> Holds:
    """Three answers on three days in a row, each higher than the one before."""

    def holds(log: Log, diary: Diary, day: date) -> bool:
        said = [diary.answers.get(day - timedelta(days=n)) for n in (2, 1, 0)]
        values = [None if one is None else read(one) for one in said]
        known = [value for value in values if value is not None]
        return len(known) == 3 and known[0] < known[1] < known[2]

    return holds


def _tested(test: str, above: float) -> Holds:
    """A test of the day that hurts, or counts, more than a number."""

    def holds(log: Log, diary: Diary, day: date) -> bool:
        results = diary.tests_of(test).on(day)
        return any(max(one.value if one.value is not None else 0, one.pain or 0) > above for one in results)

    return holds


def _hurts_in(test: str, above: float) -> Holds:
    """A test of the day in which the pain was above a number."""

    def holds(log: Log, diary: Diary, day: date) -> bool:
        return any((one.pain or 0) > above for one in diary.tests_of(test).on(day))

    return holds


def _swells(log: Log, diary: Diary, day: date) -> bool:
    """A swelling that is new or growing."""
    said = diary.answers.get(day)
    before = diary.answers.get(day - timedelta(days=1))
    if said is None or said.swelling in (None, "none"):
        return False
    return said.swelling == "more" or before is None or before.swelling in (None, "none")


def _swollen_twice(log: Log, diary: Diary, day: date) -> bool:
    """Swollen on the day after each of the last two runs."""
    runs = diary.runs.between(day - timedelta(days=28), day - timedelta(days=1))[-2:]
    after = [diary.answers.get(run.on + timedelta(days=1)) for run in runs]
    told = all(one is not None and one.swelling in ("same", "more") for one in after)
    return len(after) == 2 and told and runs[-1].on == day - timedelta(days=1)


def _starts_earlier(log: Log, diary: Diary, day: date) -> bool:
    """In-run pain began earlier than in the run before it that hurt."""
    return any(starts_earlier(diary, run) is not None for run in diary.runs_on(day))


def _stiff_and_young(log: Log, diary: Diary, day: date) -> bool:
    said = diary.answers.get(day)
    if said is None or (said.stiffness_min or 0) <= LONG_STIFF_MIN:
        return False
    profile = log.merged(ProfileSet, max(day, log.opened.on))
    born = None if profile is None else profile.birth_year
    return born is None or day.year - born <= YOUNG_YEARS  # the birthday of this year may still be to come


AMBER: Mapping[str, Mapping[str, Holds]] = MappingProxyType(
    {
        "achilles_midportion": {
            "morning stiffness rising for 3 or more days": _rising(lambda one: one.stiffness_min),
        },
        "plantar_fasciopathy": {"first-step pain score rising over 3 mornings": _rising(lambda one: one.pain_morning)},
        "patellar_tendinopathy": {
            "pain on single-leg decline squat above 5/10 the day after loading": _tested("decline_squat_pain", 5),
        },
        "tibialis_posterior_tendinopathy": {"swelling behind the inner ankle": _swells},
        "peroneal_tendinopathy": {"swelling after every run": _swollen_twice},
        "mtss": {
            "tender zone shrinking to one spot": _tested("tibia_one_spot", 0),
            "pain starts earlier every run": _starts_earlier,
        },
        "pfp": {
            "swelling after a run": _swells,
            "pain on stairs above 3/10 next day": _tested("stairs_painfree", 3),
        },
        "itbs": {"pain now appears at a shorter distance than last time": _starts_earlier},
        "ankle_sprain_lateral": {
            "giving way": _tested("giving_way", 0),
            "swelling after every session": _swollen_twice,
        },
        "calf_strain_gastroc": {"tenderness to palpation": _tested("pain_press_muscle", 0)},
        "hamstring_strain": {"pain on straight-leg raise above 2/10": _hurts_in("straight_leg_raise", 2)},
        "quadriceps_strain": {"pain on heel-to-buttock stretch": _tested("pain_prone_knee_bend", 0)},
        "adductor_strain": {"squeeze test pain above 4/10": _tested("adductor_squeeze", 4)},
        "low_back_pain": {
            "pain spreading below the knee": _tested("pain_spreading_into_leg", 0),
            "morning stiffness over 30 min easing with activity, age under 40": _stiff_and_young,
        },
        "morton_neuroma": {"tingling persisting after the run": _tested("tingling_after_walk", 0)},
    }
)
BUILT_ELSEWHERE: Mapping[str, str] = MappingProxyType(
    {
        "pain above 5/10 during running": "r_above_hold",
        "night pain lying on the side increasing": "rf_night_pain is asked at any night pain",
        "any bone ache in the 24 h after a session: drop back, not hold": "r_bone_any_pain",
        "effusion after a run: no running until gone": "a day without running: swelling_not_gone",
        "tight cramp at a fixed time that settles within minutes of stopping": "rf_cecs; the injury is locked",
        "not clearly better after 14 days of relative rest": "rf_no_improve is asked",
        "third pain episode at the same spot": "r_third_flare",
    }
)
NOT_TOLD: Mapping[str, str] = MappingProxyType(
    {
        "visible tendon thickening that is new": "no answer tells what can be seen",
        "stretching the calf hard makes it worse the next day (compression)": "what made it worse is not asked",
        "pain from heel counter of the shoe": "what made it hurt is not asked",
        "sitting tolerance getting shorter": "sitting is tested for the gate, not followed",
        "pain on driving rising week to week": "driving is not asked; the mornings are followed",
        "standing on one leg 30 s increasingly painful": "standing is tested for the gate, not followed",
        "lace pressure reproduces pain": "what made it hurt is not asked",
        "catching or clicking with pain": "no answer tells it",
        "loss of rotation": "needs hands to measure",
        "cramp or tightness returning in the same spot": "tightness is not asked; pain is",
        "deep ache returning after long easy runs": "pain after and the next morning are judged after every run",
        "fear or feeling of grabbing at speed": "no answer tells it",
        "front-of-hip clunk with pain": "no answer tells it",
    }
)


def amber(log: Log, diary: Diary, injury: str, day: date) -> bool:
    """Whether an amber sign of the injury shows on a day."""
    return any(holds(log, diary, day) for holds in AMBER.get(injury, {}).values())
