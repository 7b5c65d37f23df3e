"""A faithful runner: answers every question the decision asks and does what is planned, never more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from opbouw.core.decision import Decision, Session
from opbouw.core.events import data_to_dict
from opbouw.evidence import tables
from tests.core.making import Story

TWO_SIDED = {test.id for test in tables.readiness_tests.values() if test.both_sides}
GOOD_RESULT = {
    "heel_raise_single": 40,
    "heel_raise_bent_knee": 30,
    "walk_brisk_30": 45,
    "single_leg_squat": 12,
    "step_down": 12,
    "single_leg_bridge": 60,
    "hamstring_bridge_reps": 30,
    "side_plank": 60,
    "single_leg_stance": 40,
    "hop_in_place": 15,
    "hop_for_distance": 100,
    "hop_side": 20,
    "knee_to_wall": 10,
    "y_balance": 90,
    "straight_leg_raise": 80,
    "copenhagen_hold": 30,
    "arch_stays_up": 1,
    "knee_and_pelvis_steady": 1,
}  # every other test or check asks for 0: no pain, no swelling, no
WITH_DOCTOR: dict[str, Any] = {"with": "doctor"}
ALL_SCOPES = ("movement", "strength", "impact", "running")


@dataclass
class Life:
    """What a faithful runner lived through: the log, each day's decision, the days with a run."""

    story: Story
    days: list[Decision] = field(default_factory=list)
    ran: list[tuple[date, float]] = field(default_factory=list)

    def day_of(self, holds: Callable[[Decision], bool]) -> int | None:
        """The first day, counted from the onset, on which something holds."""
        return next(((one.on - self.story.onset).days for one in self.days if holds(one)), None)


def thirty_minutes(decision: Decision) -> bool:
    """Whether 30 minutes continuous is behind the runner."""
    return decision.stage is not None and decision.stage.ladder == "road_after_30"


def kept(decision: Decision) -> bool:
    """Whether the runner is in the phase after the return."""
    return decision.phase == "keep_running"


class Faithful:
    """One injury from onset on, lived day by day."""

    def __init__(self, injury: str, onset: str = "2022-08-24", **opened: Any) -> None:
        row = tables.injuries[injury]
        spot = next((one for one in row.body_regions if one != "unknown"), None)
        said = {"side": "left", "severity": "limits_running", "named_by": "physio", "spot": spot} | opened
        self.story = Story(injury, onset, **{key: value for key, value in said.items() if value is not None})
        story = self.story
        story.add("profile_set", 0, birth_year=1985, sex="f", years_running=8)
        story.add("baseline_set", 0, weekly_km=35, weekly_runs=3, longest_km=14, easy_pace_s_per_km=360)
        story.add("availability_set", 0, modalities=["cycling", "walking"], equipment=["band", "step"])
        story.screen(0, why="first")
        self._was_healed = False
        self._cleared_for: timedelta | None = None

    def live(self, days: int, until: Callable[[Decision], bool] | None = None, *, look_daily: bool = True) -> Life:
        """Live for at most ``days`` days; stops after the day on which ``until`` holds.

        Without ``look_daily`` the plan is not read on the rest days after a run, nor while only days have to pass; a
        doctor's clearance then holds for a year, so that no renewal falls on a day that is not looked at.
        """
        self._cleared_for = None if look_daily else timedelta(days=365)
        life = Life(self.story)
        for day in range(days + 1):
            self.story.check(day)
            if not look_daily and self._nothing_to_see(day, life):
                continue
            decision = self.story.decide(day)
            answered: set[str] = set()
            while self._answer(day, decision, answered):  # a walk that did not hurt asks for the hops after it
                decision = self.story.decide(day)
            life.days.append(decision)
            for session in decision.today:
                self._do(day, session, decision, life)
            if until is not None and until(decision):
                break
        return life

    def _nothing_to_see(self, day: int, life: Life) -> bool:
        if not life.days:
            return False
        last, today = life.days[-1], self.story.on(day)
        if last.phase in ("rebuild", "keep_running"):
            rest = tables.default_ladders[self.story.injury].min_rest_days if last.phase == "rebuild" else 0
            return bool(life.ran) and (today - life.ran[-1][0]).days <= rest
        gate = next(one for one in last.gates if one.start == last.phase)
        waits = [one.needed - (one.value or 0) for one in gate.criteria if one.unit == "days" and one.status != "met"]
        return (today - last.on).days < min(7.0, max(waits, default=0))

    # ---- answers

    def _answer(self, day: int, decision: Decision, answered: set[str]) -> bool:
        before = len(self.story.events)
        names = {one.id for one in decision.questions} - answered
        answered |= names
        if names & set(tables.red_flags) or "screening" in names:
            self.story.screen(day)
        if "causes" in names:
            self.story.add("causes_reviewed", day, role="doctor", outcome="none_found", **WITH_DOCTOR)
        if "clearance" in names:
            self._clear(day, decision)
        if "side" in names:
            opening = self.story.events[0]
            self.story.add("corrected", day, event=opening.id, data=data_to_dict(opening) | {"side": "left"})
        for one in decision.questions:
            if one.id == "signature" and one.id in names:
                self.story.add("guide_decided", day, role="physio", decision="sign", gate=one.about)
        for name in sorted(names):
            if name in tables.readiness_tests or self._is_check(name):
                self.story.test(day, name, GOOD_RESULT.get(name, 0), sides=name in TWO_SIDED)
        return len(self.story.events) > before

    @staticmethod
    def _is_check(name: str) -> bool:
        return any(row.kind == "check" and row.check == name for row in tables.criteria.values())

    def _clear(self, day: int, decision: Decision) -> None:
        high = tables.injuries[self.story.injury].risk_class == "high"
        healed = not high or decision.phase not in ("rest", "loosen") or self._was_healed
        self._was_healed = healed
        until = None if self._cleared_for is None else (self.story.on(day) + self._cleared_for).isoformat()
        self.story.add(
            "cleared",
            day,
            valid_until=until,
            injury=self.story.injury,
            seen_by="doctor",
            scope=list(ALL_SCOPES if healed else ALL_SCOPES[:2]),
            imaging="healed" if healed else "none",
            flags=list(decision.open_flags),
        )

    # ---- sessions

    def _do(self, day: int, session: Session, decision: Decision, life: Life) -> None:
        data: dict[str, Any] = {"kind": session.kind, "minutes": session.minutes, "planned": session.id}
        data |= {"pain_during": 0, "pain_after": 0, "effort_rpe": 3}
        if session.modality is not None:
            data["modality"] = session.modality
        if session.kind == "run":
            assert decision.running_allowed, f"a run stands in today's plan on a day without running: {decision.on}"
            data["run_minutes"] = session.run_minutes
            data["intervals"] = [
                {"kind": one.kind, "seconds": one.seconds, "reps": one.reps} for one in session.intervals
            ]
            life.ran.append((decision.on, session.run_minutes or 0))
        if session.exercises:
            data["exercises"] = [
                {"id": one.id, "sets": one.sets, "reps": one.reps, "pain": 0} for one in session.exercises
            ]
        self.story.add("session_done", day, **data)
