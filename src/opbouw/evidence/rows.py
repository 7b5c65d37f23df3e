"""One frozen type per table row; every attribute carries the name of its column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Recovery:
    """What one source reports about time to recovery, days; never a promise."""

    source_id: tuple[str, ...]
    confidence: str
    population: str | None = None
    definition: str | None = None
    median_days: float | None = None
    iqr_width_days: float | None = None
    mean_days: float | None = None
    sd_days: float | None = None
    range_low_days: float | None = None
    range_high_days: float | None = None


@dataclass(frozen=True, slots=True)
class ReturnCriterion:
    """One return-to-running criterion in words, as its source gives it."""

    test: str
    threshold: str
    source_id: tuple[str, ...]
    confidence: str


@dataclass(frozen=True, slots=True)
class Injury:
    """One injury: its tissue, pain limits (0-10), locks and what drives its load."""

    id: str
    name_en: str
    name_nl: str
    body_regions: tuple[str, ...]
    tissue: str
    risk_class: str
    pain_policy: str
    pain_progress_max: int
    pain_hold_max: int
    pain_next_morning_max: int
    clearance: str
    locked_until_clearance: bool
    min_rest_days_between_runs: int
    load_drivers: Mapping[str, int]
    crosstraining_ok: tuple[str, ...]
    crosstraining_avoid: tuple[str, ...]
    red_flags: tuple[str, ...]
    amber_flags: tuple[str, ...]
    preferred_protocols: tuple[str, ...]
    readiness_tests: tuple[str, ...]
    notes: str
    evidence_level: str
    confidence: str
    source: str
    source_id: tuple[str, ...]
    min_runfree_days: int | None = None
    recovery: tuple[Recovery, ...] = ()
    rtr_criterion: tuple[ReturnCriterion, ...] = ()


@dataclass(frozen=True, slots=True)
class InjuryText:
    """An injury in the runner's words."""

    id: str
    plain_en: str
    plain_nl: str
    feels_en: str
    feels_nl: str


@dataclass(frozen=True, slots=True)
class InjuryExercises:
    """Which exercises belong to an injury, by phase and level (``phase3`` has keys level1 to level5)."""

    id: str
    needs_agreement: bool
    phase2: tuple[str, ...]
    phase3: Mapping[str, tuple[str, ...]]
    upkeep: tuple[str, ...]
    locked_until_clearance: tuple[str, ...]
    avoid: tuple[str, ...]
    why_en: str
    why_nl: str


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise with its starting dose; ``hold_s`` in seconds, ``tempo`` down-hold-up in seconds or a word."""

    id: str
    name_en: str
    name_nl: str
    phase: int
    level: int
    exercise_group: tuple[str, ...]
    muscle_group: tuple[str, ...]
    target_region: tuple[str, ...]
    avoid_regions: tuple[str, ...]
    contraindicated_injuries: tuple[str, ...]
    sets: int | None
    reps: int | None
    hold_s: int | None
    tempo_down_hold_up: str
    frequency_per_week: int | None
    progression_of: tuple[str, ...]
    next: tuple[str, ...]
    equipment: tuple[str, ...]
    key_cue_en: str
    key_cue_nl: str
    source: str
    source_id: tuple[str, ...]
    confidence: str
    dose_confidence: str
    impact: int


@dataclass(frozen=True, slots=True)
class Bout:
    """``reps`` times running ``run_s`` seconds and then walking ``walk_s`` seconds."""

    run_s: int
    walk_s: int
    reps: int


@dataclass(frozen=True, slots=True)
class LadderStage:
    """One step of a run-walk ladder; minutes are run minutes and total minutes."""

    n: int
    bouts: tuple[Bout, ...]
    warmup_walk_s: int
    cooldown_walk_s: int
    run_min: float
    total_min: float
    effort_rpe_max: int


@dataclass(frozen=True, slots=True)
class Joins:
    """Where a ladder goes on after its last stage."""

    ladder: str
    at: int


@dataclass(frozen=True, slots=True)
class Ladder:
    """One executable run-walk ladder."""

    id: str
    name_en: str
    name_nl: str
    protocol: str
    suits: tuple[str, ...]
    min_rest_days: int
    clean_needed: int
    offer: str
    evidence_level: str
    confidence: str
    basis: str
    source_id: tuple[str, ...]
    stage: tuple[LadderStage, ...]
    speed_fraction_of_usual_max: float | None = None
    requires_clearance: bool = False
    surface: str | None = None
    joins: Joins | None = None


@dataclass(frozen=True, slots=True)
class DefaultLadder:
    """The ladder an injury starts on and the alternatives a guide may choose."""

    injury: str
    ladder: str
    alternatives: tuple[str, ...]
    start_stage_rule: str
    min_rest_days: int
    requires_clearance: bool
    source_id: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExcludedProtocol:
    """A published programme that is reading only, and why."""

    protocol: str
    reason: str
    confidence: str
    source_id: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RedFlag:
    """One warning-sign question; ``urgency`` is emergency, same_day or before_running."""

    id: str
    urgency: str
    regions: tuple[str, ...]
    question_en: str
    question_nl: str
    trigger: str
    action: str
    reason_en: str
    reason_nl: str
    source: str
    source_id: tuple[str, ...]
    confidence: str


@dataclass(frozen=True, slots=True)
class FlagText:
    """What a warning sign says on screen, who to see and how soon."""

    id: str
    urgency: str
    who: str
    how_soon: str
    how_soon_en: str
    how_soon_nl: str
    what_en: str
    what_nl: str


@dataclass(frozen=True, slots=True)
class PainModel:
    """A pain model: zone edges and limits (0-10) for the tissues it applies to."""

    id: str
    name_en: str
    name_nl: str
    applies_to: tuple[str, ...]
    zones: tuple[Mapping[str, Any], ...]
    during_max: int
    after_session_max: int
    evidence_level: str
    confidence: str
    source_id: tuple[str, ...]

    def zone_top(self, zone: str) -> int | None:
        """The highest pain (0-10) of a zone, or None where the model has no such zone."""
        return next((int(one["high"]) for one in self.zones if one["zone"] == zone), None)


@dataclass(frozen=True, slots=True)
class PainRule:
    """One pain rule: the action it asks for, stages back and rest days."""

    id: str
    priority: int
    action: str
    stages_back: int
    rest_days: int
    refer: bool | str
    scope: tuple[str, ...]
    text_en: str
    text_nl: str
    evidence_level: str
    source: str
    source_id: tuple[str, ...]
    confidence: str
    stages_back_if_next_morning_bad: int | None = None
    reduce_pct: int | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """One computable gate criterion."""

    id: str
    gate: str
    injuries: tuple[str, ...]
    kind: str
    op: str
    value: float
    unit: str
    against: str
    days_in_row: int
    valid_days: int
    signable_by: tuple[str, ...]
    label_en: str
    label_nl: str
    source_id: tuple[str, ...]
    evidence_level: str
    confidence: str
    basis: str
    transcribes: tuple[str, ...] = ()
    check: str | None = None
    test: str | None = None
    value_by_severity: Mapping[str, float] | None = None
    pain_max: float | None = None
    requires: tuple[str, ...] = ()
    requires_any: tuple[str, ...] = ()
    requires_no: tuple[str, ...] = ()
    record: tuple[str, ...] = ()
    blocking: bool = True

    def holds_for(self, injury: str) -> bool:
        """Whether the criterion is asked for this injury."""
        return self.injuries == ("*",) or injury in self.injuries


@dataclass(frozen=True, slots=True)
class Norm:
    """What a source reports for a test in one group."""

    source_id: tuple[str, ...]
    confidence: str
    sex: str | None = None
    age_min: int | None = None
    age_max: int | None = None
    median: float | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class ReadinessTest:
    """One functional test with its instructions and norms."""

    id: str
    name_en: str
    name_nl: str
    how_en: str
    how_nl: str
    unit: str
    both_sides: bool
    pass_criterion: str
    relevant_injuries: tuple[str, ...]
    evidence_level: str
    source: str
    source_id: tuple[str, ...]
    confidence: str
    norm: tuple[Norm, ...] = ()


@dataclass(frozen=True, slots=True)
class Modality:
    """One way of cross-training; ``impact_level`` 0 none to 2 moderate."""

    id: str
    name_en: str
    name_nl: str
    impact_level: int
    season: tuple[str, ...]
    allowed_regions: tuple[str, ...]
    avoid_regions: tuple[str, ...]
    run_minute_equivalent: float
    notes: str
    evidence_level: str
    confidence: str
    source: str
    source_id: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ModalityForInjury:
    """Whether a modality suits an injury: ok, avoid, ask or after_clearance."""

    injury: str
    modality: str
    status: str
    impact_level: int
    note_en: str
    note_nl: str
    basis: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Region:
    """One body region with its neighbours and the bone questions that belong to it."""

    id: str
    name_en: str
    name_nl: str
    body_map_side: tuple[str, ...]
    adjacent: tuple[str, ...]
    loosen_around: tuple[str, ...]
    palpation_bone_risk: bool
    bone_questions: tuple[str, ...]
    other_questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Param:
    """One derived constant of the engine; ``value`` has the shape its ``unit`` tells."""

    id: str
    value: Any
    unit: str
    used_in: tuple[str, ...]
    why: str
    basis: str
    evidence_level: str
    confidence: str
    source_id: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecoveryFallback:
    """One lognormal spread per injury, for the road's date ranges only."""

    injury: str
    median_days: float
    sigma_log: float
    p10_days: float
    p90_days: float
    source_id: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LayoffFitness:
    """Share of fitness left after ``days`` without running, with and without cross-training."""

    days: int
    fvdot_no_crosstraining: float
    fvdot_with_crosstraining: float
    source_id: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpikeBand:
    """Hazard by session distance against the longest of the previous 30 days."""

    band: str
    min_ratio: float
    max_ratio: float
    hrr: float
    evidence_level: str
    source: str
    source_id: tuple[str, ...]
    confidence: str
    label: str = ""
    ci95: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class SpeedStep:
    """One step of the way back to speed."""

    n: int
    kind: str
    reps: int
    work_s: int
    rest_s: int
    effort_rpe_max: int
    top_speed_pct_max: int
    max_share: float
    min_clean_sessions: int


@dataclass(frozen=True, slots=True)
class RunThroughStep:
    """One step of run-throughs, for muscle in place of strides."""

    n: int
    reps: int
    distance_m: int
    top_speed_pct_max: int
    min_rest_s: int
    min_clean_sessions: int


@dataclass(frozen=True, slots=True)
class RoadGroup:
    """What comes in which order after 30 minutes, for a group of injuries."""

    id: str
    injuries: tuple[str, ...]
    order: tuple[str, ...]
    last: str
    most_careful: tuple[str, ...]
    text_en: str
    text_nl: str
    uphill_slope_pct_max: float
    downhill_slope_pct_max: float
    consecutive_days_allowed_keep_running: bool = False
    step_factor: Mapping[str, float] | None = None
    min_clean_sessions: Mapping[str, int] | None = None
    min_clean_sessions_other: int = 2


@dataclass(frozen=True, slots=True)
class Protocol:
    """A published programme, shown as reading."""

    id: str
    name_en: str
    name_nl: str
    progress_when: str
    repeat_when: str
    step_back_when: str
    stages_exact: bool
    suits: tuple[str, ...]
    notes: str
    evidence_level: str
    source: str
    source_id: tuple[str, ...]
    confidence: str


@dataclass(frozen=True, slots=True)
class Reference:
    """One citation."""

    id: str
    citation: str
    seen: str
