"""Every fact an episode can hold: one frozen type per event type, with units in the names."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from opbouw.core import fields as f
from opbouw.core.fields import EventError

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ROLES = ("runner", "trainer", "physio", "doctor", "import", "system")
PEOPLE = ("self", "trainer", "physio", "doctor")
SEVERITIES = ("niggle", "limits_running", "limits_daily_life", "cannot_bear")
KINDS = ("run", "walk", "cross", "mobility", "strength", "test")
MOVED_KINDS = ("run", "strength", "cross", "mobility")
COURSES = ("none", "warms_up", "returns", "stays", "builds_up", "after_only")
Extra = Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class EpisodeOpened:
    """A new injury of the runner."""

    injury: str = f.text(80, required=True)
    onset_on: date = f.day(required=True)
    side: str | None = f.choice("left", "right", "both", "none")
    spot: str | None = f.text(40)
    course: str | None = f.choice("sudden", "gradual", "after_one_session")
    last_run_on: date | None = f.day()
    severity: str | None = f.choice(*SEVERITIES)
    pain_starts_min: float | None = f.num(0, 600)
    named_by: str | None = f.choice(*PEOPLE)
    recurrence: bool | None = f.flag()
    extra: Extra = None


@dataclass(frozen=True, slots=True)
class ProfileSet:
    """A few words about the runner; all may be skipped."""

    birth_year: int | None = f.num(1900, 2100, whole=True)
    sex: str | None = f.choice("f", "m", "unknown")
    height_cm: float | None = f.num(100, 250)
    weight_kg: float | None = f.num(30, 300)
    years_running: float | None = f.num(0, 90)
    longest_race_km: float | None = f.num(0, 1000)
    pregnant_or_postpartum: bool | None = f.flag()
    extra: Extra = None


@dataclass(frozen=True, slots=True)
class BaselineSet:
    """The runner's old level: usual training before the injury."""

    weekly_km: float | None = f.num(0, 400)
    peak_weekly_km: float | None = f.num(0, 500)
    weekly_runs: float | None = f.num(0, 21)
    longest_km: float | None = f.num(0, 500)
    easy_pace_s_per_km: float | None = f.num(150, 1200)
    weeks_used: int | None = f.num(0, 520, whole=True)
    source: str | None = f.choice("archive", "typed")
    extra: Extra = None


@dataclass(frozen=True, slots=True)
class Screened:
    """Answers to the warning-sign questions."""

    answers: Mapping[str, str] = f.answers("yes", "no", "unknown", required=True)
    why: str | None = f.choice("first", "restart", "asked", "mistake")
    extra: Extra = None


@dataclass(frozen=True, slots=True)
class SpotPain:
    """Pain (0-10) at one more spot."""

    spot: str = f.text(40, required=True)
    pain: float | None = f.num(0, 10)
    extra: Extra = None


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """The daily or morning-after answers."""

    pain_rest: float | None = f.num(0, 10)
    pain_daily: float | None = f.num(0, 10)
    pain_morning: float | None = f.num(0, 10)
    stiffness_min: float | None = f.num(0, 1440)
    stiffness_spread: str | None = f.choice("one", "several")
    swelling: str | None = f.choice("none", "same", "more")
    limping: bool | None = f.flag()
    night_pain: bool | None = f.flag()
    ill: str | None = f.choice("none", "unwell", "fever", "chest")
    painkiller: bool | None = f.flag()
    spot: str | None = f.text(40)
    other_spots: tuple[SpotPain, ...] | None = f.items(SpotPain)
    new_spot: bool | None = f.flag()
    for_session: str | None = f.text(80)
    sleep_h: float | None = f.num(0, 24)
    energy: float | None = f.num(1, 5)
    mood: float | None = f.num(1, 5)
    note: str | None = f.text(2000)
    extra: Extra = None


@dataclass(frozen=True, slots=True)
class IntervalDone:
    """``reps`` times ``seconds`` of running or walking."""

    kind: str = f.choice("run", "walk", required=True)
    seconds: float = f.num(0, 86400, required=True)
    reps: int | None = f.num(1, 500, whole=True)
    extra: Extra = None


@dataclass(frozen=True, slots=True)
class ExerciseDone:
    """One exercise as it was done."""

    id: str = f.text(80, required=True)
    side: str | None = f.choice("left", "right", "both")
    sets: int | None = f.num(0, 50, whole=True)
    reps: int | None = f.num(0, 500, whole=True)
    hold_s: float | None = f.num(0, 3600)
    load_kg: float | None = f.num(0, 500)
    effort: float | None = f.num(0, 10)
    pain: float | None = f.num(0, 10)
    extra: Extra = None


@dataclass(frozen=True, slots=True)
class SessionDone:
    """One session as it was done, planned or not."""

    kind: str = f.choice(*KINDS, required=True)
    modality: str | None = f.text(40)
    minutes: float | None = f.num(0, 1440)
    run_minutes: float | None = f.num(0, 1440)
    distance_km: float | None = f.num(0, 500)
    intervals: tuple[IntervalDone, ...] | None = f.items(IntervalDone)
    effort_rpe: float | None = f.num(0, 10)
    pain_during: float | None = f.num(0, 10)
    pain_after: float | None = f.num(0, 10)
    settled_min: float | None = f.num(0, 10080)
    pain_course: str | None = f.choice(*COURSES)
    pain_starts_min: float | None = f.num(0, 600)
    body_weight_pct: float | None = f.num(20, 100)
    sharp_pain: bool | None = f.flag()
    gait_changed: bool | None = f.flag()
    walked_home: bool | None = f.flag()
    stopped_early: bool | None = f.flag()
    painkiller_8h: bool | None = f.flag()
    exercises: tuple[ExerciseDone, ...] | None = f.items(ExerciseDone)
    planned: str | None = f.text(80)
    activity: str | None = f.text(80)
    extra: Extra = None


@dataclass(frozen=True, slots=True)
class ActivityImported:
    """What a watch recorded, in short."""

    id: str | None = f.text(80)
    start: datetime | None = f.instant()
    sport: str | None = f.text(40)
    indoor: bool | None = f.flag()
    seconds: float | None = f.num(0, 864000)
    distance_m: float | None = f.num(0, 1_000_000)
    ascent_m: float | None = f.num(0, 30000)
    cadence_spm: float | None = f.num(0, 400)
    heart_rate_bpm: float | None = f.num(0, 260)
    ground_contact_ms: float | None = f.num(0, 2000)
    balance_left_pct: float | None = f.num(0, 100)
    device: str | None = f.text(200)
    file_hash: str | None = f.text(80)
    extra: Extra = None


@dataclass(frozen=True, slots=True)
class Tested:
    """One readiness test or check; a yes or no is 1 or 0."""

    test: str = f.text(80, required=True)
    value: float | None = f.num(-1000, 10000)
    side: str | None = f.choice("left", "right", "both", "none")
    pain: float | None = f.num(0, 10)
    extra: Extra = None


@dataclass(frozen=True, slots=True)
class CauseJudged:
    """What someone thinks of one possible cause."""

    factor: str = f.text(40, required=True)
    verdict: str = f.choice("suspected", "confirmed", "ruled_out", "dealt_with", required=True)
    note: str | None = f.text(2000)
    extra: Extra = None


@dataclass(frozen=True, slots=True)
class CausesReviewed:
    """The causes have been looked into."""

    outcome: str = f.choice("found", "none_found", required=True)
    factors: tuple[str, ...] | None = f.texts(40)
    by_whom: str | None = f.choice(*PEOPLE)
    extra: Extra = None


@dataclass(frozen=True, slots=True)
class ShoeAdded:
    """A pair of shoes."""

    shoe: str = f.text(80, required=True)
    kind: str | None = f.text(80)
    drop_mm: float | None = f.num(-5, 30)
    first_used_on: date | None = f.day()
    km: float | None = f.num(0, 10000)
    extra: Extra = None


@dataclass(frozen=True, slots=True)
class ShoeUsed:
    """Which shoes were worn."""

    shoe: str = f.text(80, required=True)
    km: float | None = f.num(0, 500)
    extra: Extra = None


@dataclass(frozen=True, slots=True)
class GoalSet:
    """What the runner wants to get back to."""

    kind: str = f.choice("pain_free", "30_minutes", "old_level", "race", required=True)
    on: date | None = f.day()
    distance_km: float | None = f.num(0.1, 500)
    time_s: float | None = f.num(60, 864000)
    extra: Extra = None


@dataclass(frozen=True, slots=True)
class AvailabilitySet:
    """Which days, how long, with what."""

    weekdays: Mapping[str, float] | None = f.numbers(0, 1440, WEEKDAYS)
    modalities: tuple[str, ...] | None = f.texts(40)
    equipment: tuple[str, ...] | None = f.texts(40)
    likes: tuple[str, ...] | None = f.texts(80)
    dislikes: tuple[str, ...] | None = f.texts(80)
    extra: Extra = None


@dataclass(frozen=True, slots=True)
class Cleared:
    """A professional has looked and said what is allowed."""

    seen_by: str = f.choice("physio", "doctor", required=True)
    flags: tuple[str, ...] | None = f.texts(80)
    injury: str | None = f.text(80)
    scope: tuple[str, ...] | None = f.choices("movement", "strength", "impact", "running")
    seen_name: str | None = f.text(200)
    seen_on: date | None = f.day()
    reported_by: str | None = f.choice("runner", "self")
    imaging: str | None = f.choice("healed", "none", "unknown")
    max_run_min: float | None = f.num(0, 600)
    not_before: date | None = f.day()
    modalities: tuple[str, ...] | None = f.texts(40)
    body_weight_pct_max: float | None = f.num(20, 100)
    valid_until: date | None = f.day()
    extra: Extra = None


@dataclass(frozen=True, slots=True)
class GuideDecided:
    """A guide signs a gate, sets a limit, holds or chooses a programme."""

    decision: str = f.choice("sign", "refuse", "wait", "cap", "hold", "ladder", required=True)
    gate: str | None = f.text(80)
    cap: float | None = f.num(0, 10000)
    unit: str | None = f.text(40)
    until: date | None = f.day()
    ladder: str | None = f.text(80)
    reason: str | None = f.text(2000)
    extra: Extra = None


@dataclass(frozen=True, slots=True)
class AskedFor:
    """A wish of the runner; it is answered, it changes nothing."""

    kind: str | None = f.text(40)
    on: date | None = f.day()
    run_minutes: float | None = f.num(0, 1440)
    distance_km: float | None = f.num(0, 500)
    intensity: str | None = f.choice("easy", "steady", "hard")
    hilly: bool | None = f.flag()
    note: str | None = f.text(2000)
    extra: Extra = None


@dataclass(frozen=True, slots=True)
class AwaySet:
    """Days without training; ``from`` is a word of Python, so the first day is ``start`` here and ``from`` in JSON."""

    start: date = f.day(required=True)
    to: date = f.day(required=True)
    why: str | None = f.choice("ill", "holiday", "other")
    extra: Extra = None


@dataclass(frozen=True, slots=True)
class SessionMoved:
    """A session the runner wants on another day; followed where the rules of that day allow it."""

    kind: str = f.choice(*MOVED_KINDS, required=True)
    from_on: date = f.day(required=True)
    to_on: date = f.day(required=True)
    extra: Extra = None


@dataclass(frozen=True, slots=True)
class ProposalAnswered:
    """The runner's answer to a proposed change."""

    proposal: str = f.text(80, required=True)
    answer: str = f.choice("agree", "less", "decline", "undo", required=True)
    extra: Extra = None


@dataclass(frozen=True, slots=True)
class Corrected:
    """``data`` replaces the data of an earlier event; the first version stays in the log."""

    event: str = f.text(80, required=True)
    data: Mapping[str, Any] = f.anything(required=True)
    reason: str | None = f.text(2000)
    extra: Extra = None


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """An earlier event is taken back."""

    event: str = f.text(80, required=True)
    reason: str | None = f.text(2000)
    extra: Extra = None


@dataclass(frozen=True, slots=True)
class EpisodeClosed:
    """The end of an episode."""

    outcome: str | None = f.text(80)
    extra: Extra = None


TYPES: Mapping[str, type] = MappingProxyType(
    {
        "episode_opened": EpisodeOpened,
        "profile_set": ProfileSet,
        "baseline_set": BaselineSet,
        "screened": Screened,
        "checked_in": CheckedIn,
        "session_done": SessionDone,
        "activity_imported": ActivityImported,
        "tested": Tested,
        "cause_judged": CauseJudged,
        "causes_reviewed": CausesReviewed,
        "shoe_added": ShoeAdded,
        "shoe_used": ShoeUsed,
        "goal_set": GoalSet,
        "availability_set": AvailabilitySet,
        "away_set": AwaySet,
        "cleared": Cleared,
        "guide_decided": GuideDecided,
        "asked_for": AskedFor,
        "session_moved": SessionMoved,
        "proposal_answered": ProposalAnswered,
        "corrected": Corrected,
        "withdrawn": Withdrawn,
        "episode_closed": EpisodeClosed,
    }
)
IN_JSON = {"away_set": {"start": "from"}, "causes_reviewed": {"by_whom": "with"}}


@dataclass(frozen=True, slots=True)
class By:
    """Who wrote a fact down; the role comes from the log-in, never from a form."""

    role: str = f.choice(*ROLES, required=True)
    id: str | None = f.text(200)
    extra: Extra = None


@dataclass(frozen=True, slots=True)
class Event:
    """One immutable fact: ``on`` is the runner's local date it is about, ``recorded_at`` when it was written down."""

    id: str
    episode: str
    type: str
    on: date
    recorded_at: datetime
    by: By
    v: int
    data: Any
    extra: Extra = None


ENVELOPE = ("id", "episode", "type", "on", "recorded_at", "by", "v", "data")


def _identifier(raw: Mapping[str, Any], name: str) -> str:
    if raw.get(name) is None:
        raise EventError("missing", name)
    try:
        return str(uuid.UUID(raw[name]))
    except (ValueError, AttributeError, TypeError):
        raise EventError("not_an_id", name, got=raw[name]) from None


def _type_of(raw: Mapping[str, Any]) -> str:
    name = raw.get("type")
    if name is None:
        raise EventError("missing", "type")
    if not isinstance(name, str) or name not in TYPES:
        raise EventError("unknown_type", "type", got=name, choices=", ".join(TYPES))
    return name


def parse_data(type_name: str, raw: Any) -> Any:
    """The data of one event type.

    :raises EventError: naming the field.
    """
    renamed = IN_JSON.get(type_name, {})
    if renamed and isinstance(raw, Mapping):
        raw = {name: value for name, value in raw.items() if name not in renamed} | {
            inner: raw[outer] for inner, outer in renamed.items() if outer in raw
        }
        raw = {name: value for name, value in raw.items() if name not in renamed.values()}
    try:
        return f.build(TYPES[type_name], raw, "data")
    except EventError as problem:
        inner = problem.field.removeprefix("data.")
        raise EventError(problem.code, f"data.{renamed.get(inner, inner)}", **problem.params) from None


def parse_event(raw: Mapping[str, Any]) -> Event:
    """One event from its JSON object.

    :raises EventError: naming the field, what it held and what it must hold.
    """
    if not isinstance(raw, Mapping):
        raise EventError("wrong_type", "event", got=type(raw).__name__, wanted="an object")
    type_name = _type_of(raw)
    for name in ("on", "recorded_at", "by", "data"):
        if raw.get(name) is None:
            raise EventError("missing", name)
    if raw.get("v", 1) != 1 or isinstance(raw.get("v", 1), bool):
        raise EventError("unknown_version", "v", got=raw["v"])
    return Event(
        id=_identifier(raw, "id"),
        episode=_identifier(raw, "episode"),
        type=type_name,
        on=f.read_day(raw["on"], "on"),
        recorded_at=f.read_instant(raw["recorded_at"], "recorded_at"),
        by=f.build(By, raw["by"], "by"),
        v=1,
        data=parse_data(type_name, raw["data"]),
        extra=f.read_only({name: value for name, value in raw.items() if name not in ENVELOPE}),
    )


def data_to_dict(event: Event) -> dict[str, Any]:
    """The data of an event as plain JSON."""
    made: dict[str, Any] = f.plain(event.data)
    for inner, outer in IN_JSON.get(event.type, {}).items():
        if inner in made:
            made[outer] = made.pop(inner)
    return made


def event_to_dict(event: Event) -> dict[str, Any]:
    """An event as its JSON object; unknown fields that came in go out again."""
    return {
        "id": event.id,
        "episode": event.episode,
        "type": event.type,
        "on": event.on.isoformat(),
        "recorded_at": event.recorded_at.isoformat(),
        "by": f.plain(event.by),
        "v": event.v,
        "data": data_to_dict(event),
    } | {name: f.plain(value) for name, value in (event.extra or {}).items()}


def event_schema() -> dict[str, Any]:
    """The JSON Schema of one event."""
    common: dict[str, Any] = {
        "id": {"type": "string", "format": "uuid"},
        "episode": {"type": "string", "format": "uuid"},
        "on": {"type": "string", "format": "date"},
        "recorded_at": {"type": "string", "format": "date-time"},
        "by": f.object_schema(By),
        "v": {"const": 1},
    }
    kinds = []
    for name, kind in TYPES.items():
        data = f.object_schema(kind)
        for inner, outer in IN_JSON.get(name, {}).items():
            data["properties"][outer] = data["properties"].pop(inner)
            if inner in data.get("required", []):
                data["required"] = [outer if one == inner else one for one in data["required"]]
        kinds.append({"properties": {"type": {"const": name}, "data": data}})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Opbouw event",
        "type": "object",
        "properties": common | {"type": {"enum": list(TYPES)}, "data": {"type": "object"}},
        "required": ["id", "episode", "type", "on", "recorded_at", "by", "data"],
        "additionalProperties": True,
        "oneOf": kinds,
    }
