"""One virtual runner from the onset on: every day told, decided, checked, and lived."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from opbouw.core.decide import decide
from opbouw.core.decision import Decision, Refusal, Session
from opbouw.core.events import MOVED_KINDS, SEVERITIES, data_to_dict
from opbouw.evidence import tables
from tests.journeys.answering import answer, first_screening
from tests.journeys.body import Body
from tests.journeys.daily import Daily
from tests.journeys.invariants import CHECKS, breaches
from tests.journeys.runners import STYLES, Style
from tests.journeys.writing import Writer

INJURIES = tuple(tables.injuries)
FIRST_ONSET = date(2022, 1, 3)
DAYS = 180
COLD_EVERY_DAYS = 60  # the decision day by day is that of the whole log at once


@dataclass
class Lived:
    """What came of a journey."""

    seed: int
    style: str
    injury: str
    days: int = 0
    checked: int = 0
    phases: dict[str, int] = field(default_factory=dict)
    breaches: list[tuple[date, str]] = field(default_factory=list)
    running: list[date] = field(default_factory=list)


class Runner:
    """One seed: an injury, a side, a severity, a style, a body."""

    def __init__(self, seed: int, onset: date | None = None, *, checked: bool = True) -> None:
        self.seed, self.dice, self.checked = seed, Random(seed), checked
        self.injury = INJURIES[seed % len(INJURIES)]
        self.style: Style = STYLES[seed // len(INJURIES) % len(STYLES)]
        self.severity = SEVERITIES[seed // (len(INJURIES) * len(STYLES)) % len(SEVERITIES)]
        self.severity = self.dice.choice([self.severity, *SEVERITIES])
        drawn = FIRST_ONSET + timedelta(days=self.dice.randrange(1400))
        self.writer = Writer(f"journey {seed}", onset or drawn)
        self.body = Body.of(self.injury, self.severity, self.dice)
        self.daily = Daily()
        self.silent_until = self.away_until = self.ill_until = -1

    def live(self, days: int = DAYS) -> Lived:
        """Live for some days; every breach of an invariant is kept with its day."""
        lived = Lived(self.seed, self.style.name, self.injury)
        self._open()
        before: Decision | Refusal | None = None
        for day in range(days + 1):
            before = self._day(day, before, lived)
            lived.days += 1
        return lived

    def _open(self) -> None:
        row, dice = tables.injuries[self.injury], self.dice
        spot = dice.choice([None, *(one for one in row.body_regions if one != "unknown")])
        opened: dict[str, Any] = {
            "injury": self.injury,
            "onset_on": self.writer.onset.isoformat(),
            "severity": dice.choice([self.severity, self.severity, self.severity, None]),
            "side": dice.choice(["left", "right", "left", "right", "both", "none"]),
            "spot": spot,
            "named_by": dice.choice(["physio", "doctor", "self", "trainer"]),
            "recurrence": dice.random() < 0.2,
            "pain_starts_min": dice.choice([None, 2, 10, 25]),
            "last_run_on": dice.choice([None, self.writer.on(-dice.randint(0, 20)).isoformat()]),
        }
        self.writer.write("episode_opened", 0, opened)
        self.writer.write("profile_set", 0, _profile(dice))
        self.writer.write("baseline_set", 0, _baseline(dice))
        if dice.random() < 0.8:
            self.writer.write("availability_set", 0, _availability(dice))
        self.writer.write("goal_set", 0, {"kind": dice.choice(["pain_free", "30_minutes", "old_level"])})
        first_screening(self.writer, self.injury, spot, self.style, dice)

    # ---- a day

    def _day(self, day: int, before: Decision | Refusal | None, lived: Lived) -> Decision | Refusal:
        self.body.sleep()
        self._happens(day)
        quiet = day <= self.silent_until
        if not quiet:
            self._check_in(day)
        self.daily.tell(*self.writer.told_by(day))
        decision = self._decided(day, before, lived)
        if quiet or isinstance(decision, Refusal):
            return decision
        answer(self.writer, day, decision, self.body, self.style, self.dice)
        more = self.writer.told_by(day)
        if more:
            self.daily.tell(*more)
            decision = self._decided(day, before, lived)
        if isinstance(decision, Decision):
            self._act(day, decision)
        return decision

    def _decided(self, day: int, before: Decision | Refusal | None, lived: Lived) -> Decision | Refusal:
        on = self.writer.on(day)
        decision = self.daily.decide(on)
        if self.checked:
            found = [*breaches(before, decision, self.daily.told), *self._cold(day, decision)]
            lived.breaches += [(on, one) for one in found]
            lived.checked += len(CHECKS)
        if isinstance(decision, Decision):
            lived.running += [on] if decision.running_allowed else []
            lived.phases[decision.phase] = lived.phases.get(decision.phase, 0) + 1
        return decision

    def _cold(self, day: int, decision: Decision | Refusal) -> Iterator[str]:
        if day and day % COLD_EVERY_DAYS == 0 and decide(self.daily.told.events, self.writer.on(day)) != decision:
            yield "day by day is another decision than the whole log at once"

    def _happens(self, day: int) -> None:
        """What life brings: illness, holidays, silence, guides, wishes, second thoughts."""
        style, dice, on = self.style, self.dice, self.writer.on
        if dice.random() < style.falls_ill:
            self.ill_until = day + dice.randint(1, 9)
        if dice.random() < style.away:
            self.away_until = day + dice.randint(2, 25)
            span = {"from": on(day).isoformat(), "to": on(self.away_until).isoformat()}
            self.writer.write("away_set", day, span | {"why": dice.choice(["holiday", "other", "ill"])})
        if dice.random() < style.silent:
            self.silent_until = day + dice.randint(3, 40)
        if dice.random() < style.guide:
            self._guide(day)
        if dice.random() < style.wishes:
            self.writer.write("asked_for", day, {"kind": "run", "run_minutes": dice.choice([None, 20, 60])})
            one, other = on(day + dice.randint(0, 3)).isoformat(), on(day + dice.randint(0, 6)).isoformat()
            moved = {"kind": dice.choice(MOVED_KINDS), "from_on": one, "to_on": other}
            self.writer.write("session_moved", day, moved)
        if dice.random() < style.takes_back:
            self._second_thoughts(day)

    def _guide(self, day: int) -> None:
        dice = self.dice
        word: dict[str, Any] = {"decision": dice.choice(["cap", "hold", "wait", "sign", "ladder"])}
        if word["decision"] == "cap":
            word |= {"cap": dice.choice([0, 3, 10, 25]), "unit": "min"}
        if word["decision"] == "ladder":
            word["ladder"] = dice.choice(list(tables.ladders))
        if word["decision"] != "sign":
            word["until"] = self.writer.on(day + dice.randint(1, 25)).isoformat()
        self.writer.write("guide_decided", day, word, role=dice.choice(["trainer", "physio", "doctor"]))

    def _second_thoughts(self, day: int) -> None:
        recent = [e for e in self.daily.told.events[-20:] if e.type in ("checked_in", "session_done", "tested")]
        if not recent:
            return
        event = self.dice.choice(recent)
        if self.dice.random() < 0.5:
            self.writer.write("withdrawn", day, {"event": event.id})
            return
        data = data_to_dict(event)
        pains = [name for name in data if name.startswith("pain_") and isinstance(data[name], float)]
        changed = {name: float(self.dice.choice([0, 1, 3])) for name in pains}
        self.writer.write("corrected", day, {"event": event.id, "data": data | changed})

    # ---- what is told and done

    def _late(self) -> int:
        return self.dice.choice([1, 2, 3, 5]) if self.dice.random() < self.style.back_dates else 0

    def _check_in(self, day: int) -> None:
        dice, style = self.dice, self.style
        felt = self.body.morning()
        if dice.random() < style.skips:
            return
        said = {name: self._shaded(name, value) for name, value in felt.items() if dice.random() >= style.leaves_out}
        if day <= self.ill_until:
            said["ill"] = dice.choice(["unwell", "unwell", "fever"])
        if dice.random() < 0.3:
            said |= {"sleep_h": float(dice.choice([4, 6, 7, 8])), "energy": float(dice.choice([2, 3, 4, 5]))}
        if dice.random() < style.painkillers:
            said["painkiller"] = True
        if dice.random() < 0.002:
            said |= {"new_spot": True, "other_spots": [{"spot": "heel", "pain": 2}]}
        self.writer.write("checked_in", day, said, late=self._late())

    def _shaded(self, name: str, value: object) -> object:
        if isinstance(value, float) and name.startswith("pain_"):
            return max(0.0, value - self.style.shades)
        return False if self.style.shades and isinstance(value, bool) else value

    def _act(self, day: int, decision: Decision) -> None:
        if day <= self.away_until or day <= self.ill_until:
            return
        for session in decision.today:
            if self.dice.random() >= self.style.skips / 2:
                self._do(day, session)
        if not any(one.kind == "run" for one in decision.today) and self.dice.random() < self.style.extra_runs:
            self._run(day, float(self.dice.choice([3, 8, 20, 45])), {})

    def _do(self, day: int, session: Session) -> None:
        if session.kind == "run":
            longer = self.style.longer if self.dice.random() < 0.3 else 1.0
            planned = {"planned": session.id, "modality": session.modality, "body_weight_pct": session.body_weight_pct}
            self._run(day, float(session.run_minutes or 0) * longer, planned)
            return
        data: dict[str, Any] = {"kind": session.kind, "minutes": session.minutes, "planned": session.id}
        data |= {
            "modality": session.modality,
            "pain_during": self._shaded("pain_", self.body.felt(self.body.irritation / 2)),
        }
        if session.exercises:
            data["exercises"] = [{"id": one.id, "sets": one.sets, "reps": one.reps} for one in session.exercises]
        self.writer.write("session_done", day, data, hour=18, late=self._late())

    def _run(self, day: int, minutes: float, planned: dict[str, Any]) -> None:
        dice, style = self.dice, self.style
        pain = self._shaded("pain_during", self.body.run(minutes))
        if dice.random() < style.recorded_only:
            self.writer.write(
                "activity_imported", day, {"sport": "run", "seconds": minutes * 60}, role="import", hour=19
            )
            return
        data: dict[str, Any] = {"kind": "run", "minutes": minutes, "run_minutes": minutes, "modality": "run"} | planned
        if dice.random() >= style.leaves_out:
            data |= {"pain_during": pain, "pain_after": pain, "effort_rpe": 3.0}
            data["pain_course"] = dice.choice(["none", "warms_up", "builds_up"]) if pain else "none"
            data["sharp_pain"] = self.body.during >= 6 and not style.shades
            data["gait_changed"] = self.body.during >= 5 and not style.shades
        if dice.random() < style.painkillers:
            data["painkiller_8h"] = True
        self.writer.write("session_done", day, data, hour=18, late=self._late())


def _profile(dice: Random) -> dict[str, Any]:
    return {
        "birth_year": dice.choice([None, 1950, 1985, 1998]),
        "sex": dice.choice(["f", "m", "unknown"]),
        "years_running": dice.choice([None, 0.5, 3, 20]),
        "height_cm": dice.choice([None, 175]),
        "weight_kg": dice.choice([None, 60, 110]),
        "pregnant_or_postpartum": True if dice.random() < 0.02 else None,
    }


def _baseline(dice: Random) -> dict[str, Any]:
    return {
        "weekly_km": dice.choice([None, 10, 25, 60]),
        "weekly_runs": dice.choice([None, 1, 3, 5]),
        "longest_km": dice.choice([None, 6, 14, 30]),
        "easy_pace_s_per_km": dice.choice([None, 300, 400]),
    }


def _availability(dice: Random) -> dict[str, Any]:
    days = {name: dice.choice([0, 30, 60, 90]) for name in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
    return {
        "modalities": dice.choice([None, ["cycling", "walking"], ["swimming", "alterg"]]),
        "equipment": dice.choice([None, ["band", "step"]]),
        "weekdays": days if dice.random() < 0.5 else None,
    }
