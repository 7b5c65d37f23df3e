"""What ``decide`` answers: one frozen type per part of the contract, with units in the names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Literal

from opbouw.evidence.fingerprint import fingerprint

Phase = Literal["rest", "loosen", "strengthen", "rebuild", "keep_running"]
Verdict = Literal["go_on", "repeat", "step_back", "wait", "stop"]
PHASES: tuple[Phase, ...] = ("rest", "loosen", "strengthen", "rebuild", "keep_running")
EDITION = "2026.1"
# The edition for people; behind it what the rules and their numbers are made of, so that no change goes unseen.
RULES_VERSION = f"{EDITION}+{fingerprint('opbouw.core', 'opbouw.evidence')}"


@dataclass(frozen=True, slots=True)
class Reason:
    """A code with parameters that explains; sentences live in the translation files."""

    code: str
    params: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    source_ids: tuple[str, ...] = ()
    grade: str = "derived"


@dataclass(frozen=True, slots=True)
class Interval:
    """``reps`` times ``seconds`` of running or walking."""

    kind: Literal["run", "walk"]
    seconds: int
    reps: int = 1


@dataclass(frozen=True, slots=True)
class Dose:
    """One exercise with its dose; ``first_side`` is the leg to begin with where it trains one at a time."""

    id: str
    side: str | None = None
    sets: int | None = None
    reps: int | None = None
    hold_s: int | None = None
    load_kg: float | None = None
    tempo: str | None = None
    first_side: str | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """One planned session; ``minutes`` in all, ``run_minutes`` of it running."""

    id: str
    on: date
    kind: str
    modality: str | None = None
    minutes: float | None = None
    run_minutes: float | None = None
    intensity: str | None = None
    rpe_max: int | None = None
    intervals: tuple[Interval, ...] = ()
    exercises: tuple[Dose, ...] = ()
    pain_limit: int = 0
    firm: bool = True
    depends_on: str | None = None
    body_weight_pct: float | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the runner stands on the run-walk ladder."""

    ladder: str
    n: int
    of: int
    clean: int
    needed: int
    last_tolerated_run_min: float | None


@dataclass(frozen=True, slots=True)
class RoadStretch:
    """One phase on the road: from a date to a range of dates."""

    phase: Phase
    start: date | None
    to_low: date | None
    to_mid: date | None
    to_high: date | None
    basis: str


@dataclass(frozen=True, slots=True)
class RuleOfThumb:
    """Two weeks of return for each week off: a line to compare with."""

    weeks_off: float
    back_on: date


@dataclass(frozen=True, slots=True)
class CriterionStatus:
    """One criterion of a gate and how it stands."""

    id: str
    status: Literal["met", "not_yet", "unknown"]
    value: float | None
    needed: float
    unit: str
    on: date | None
    signable_by: tuple[str, ...]
    source_ids: tuple[str, ...]
    blocking: bool = True
    signed_by: str | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """The criteria between two phases."""

    start: Phase
    to: Phase
    open: bool
    criteria: tuple[CriterionStatus, ...]


@dataclass(frozen=True, slots=True)
class OtherLimit:
    """A limit that did not win."""

    id: str
    value: float


@dataclass(frozen=True, slots=True)
class Limit:
    """A number that was limited: what it would have been, what it is, and which limit won."""

    id: str
    unit: str
    original: float
    value: float
    winner: str | None
    others: tuple[OtherLimit, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """Something the plan needs to know; ``blocks`` says what waits for it."""

    id: str
    about: str | None
    due: date
    blocks: str | None


@dataclass(frozen=True, slots=True)
class Planned:
    """The next run as it is or was planned: its step, and minutes of running."""

    n: int
    run_minutes: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change to a week already shown; None where no running was or is planned."""

    id: str
    was: Planned | None
    becomes: Planned | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """What is feasible instead of the goal."""

    kind: str
    on: date | None
    distance_km: float | None


@dataclass(frozen=True, slots=True)
class Goal:
    """The goal and whether it fits."""

    kind: str
    on: date | None
    verdict: Literal["feasible", "tight", "not_feasible", "unknown"]
    earliest_on: date | None
    alternatives: tuple[Alternative, ...]
    distance_km: float | None = None


@dataclass(frozen=True, slots=True)
class OldLevel:
    """The runner's usual training before the injury."""

    weekly_km: float | None
    peak_weekly_km: float | None
    weekly_runs: float | None
    longest_km: float | None
    easy_pace_s_per_km: float | None
    weeks_used: int | None
    source: str | None


@dataclass(frozen=True, slots=True)
class Fitness:
    """Share of fitness left, percent, by the lay-off table; a picture, never a reason for more."""

    pct: float
    days_off: int
    cross_share: float
    basis: str


@dataclass(frozen=True, slots=True)
class See:
    """Whom to see and how soon."""

    who: str
    how_soon: str


@dataclass(frozen=True, slots=True)
class BeforeLimits:
    """What would have been proposed if nothing limited it."""

    stage_n: int | None
    run_minutes: float | None
    cross_minutes: float | None


@dataclass(frozen=True, slots=True)
class Decision:
    """Today's answer."""

    on: date
    episode: str
    injury: str
    phase: Phase
    phase_since: date
    verdict: Verdict
    stage_change: int
    running_allowed: bool
    stage: Stage | None
    today: tuple[Session, ...]
    week: tuple[Session, ...]
    road: tuple[RoadStretch, ...]
    rule_of_thumb: RuleOfThumb | None
    gates: tuple[Gate, ...]
    limits: tuple[Limit, ...]
    reasons: tuple[Reason, ...]
    questions: tuple[Question, ...]
    proposal: Proposal | None
    goal: Goal | None
    baseline: OldLevel | None
    fitness: Fitness | None
    see: See | None
    before_limits: BeforeLimits
    open_flags: tuple[str, ...] = ()
    locked: bool = False
    rules_version: str = RULES_VERSION
    kind: Literal["decision"] = "decision"


@dataclass(frozen=True, slots=True)
class Refusal:
    """What cannot be decided, and why."""

    on: date
    reasons: tuple[Reason, ...]
    see: See | None = None
    rules_version: str = RULES_VERSION
    kind: Literal["refusal"] = "refusal"
