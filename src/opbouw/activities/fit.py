"""FIT -> Activity. Garmin, Coros, Suunto, Wahoo, Stryd, Zwift and others write the same messages in their own order."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

import numpy as np
import numpy.typing as npt

from opbouw.activities.fitencode import FIT_EPOCH_UNIX
from opbouw.activities.fitmessages import FitFile, Values, checksum_matches, read_messages
from opbouw.activities.model import Activity, ActivityError, Column, Lap, from_unix
from opbouw.activities.sanitize import Draft, build, number, sane_instant
from opbouw.activities.sports import sport_of_fit

_DEGREES = 180.0 / 2**31
# Smaller timestamps count from switching on the device, not from the epoch.
_SMALLEST_DATE = 0x10000000
_SKIPPED = {
    "workout": "fit_workout",
    "schedules": "fit_workout",
    "course": "fit_course",
    "segment": "fit_course",
    "segment_list": "fit_course",
    "settings": "fit_settings",
    "device": "fit_settings",
    "sport": "fit_settings",
    "weight": "fit_weight",
    "monitoring_a": "fit_monitoring",
    "monitoring_b": "fit_monitoring",
    "monitoring_daily": "fit_monitoring",
}
_COLUMNS: tuple[tuple[str, tuple[str, ...], float], ...] = (
    ("lat", ("position_lat",), _DEGREES),
    ("lon", ("position_long",), _DEGREES),
    ("distance_m", ("distance",), 1.0),
    ("altitude_m", ("enhanced_altitude", "altitude"), 1.0),
    ("speed_m_s", ("enhanced_speed", "speed"), 1.0),
    ("heart_rate_bpm", ("heart_rate",), 1.0),
    ("power_w", ("power", "developer Power"), 1.0),
    ("temperature_c", ("temperature",), 1.0),
    ("ground_contact_ms", ("stance_time", "developer Ground Time"), 1.0),
    ("vertical_oscillation_mm", ("vertical_oscillation",), 1.0),
    ("balance_left_pct", ("stance_time_balance",), 1.0),
)
_SCALARS: tuple[tuple[str, str], ...] = (
    ("seconds", "total_timer_time"),
    ("elapsed_s", "total_elapsed_time"),
    ("distance_m", "total_distance"),
    ("ascent_m", "total_ascent"),
    ("descent_m", "total_descent"),
    ("heart_rate_bpm", "avg_heart_rate"),
    ("max_heart_rate_bpm", "max_heart_rate"),
    ("power_w", "avg_power"),
    ("ground_contact_ms", "avg_stance_time"),
    ("vertical_oscillation_mm", "avg_vertical_oscillation"),
    ("balance_left_pct", "avg_stance_time_balance"),
)


def read_fit(data: bytes, now: datetime | None = None) -> list[Activity]:
    """The activities of a FIT file: one for each session, over all the files chained in it.

    Damage after the first measurements is survived and told in `warnings`. Raises ActivityError when nothing could
    be read (fit_damaged) or when the file is no activity (`skipped` true: workout, course, settings, ...).
    """
    files = read_messages(data)
    groups = _join_chain(files)
    drafts: list[Draft] = []
    for group in groups:
        drafts += _drafts(group)
    if not drafts:
        raise _nothing_in(files)
    if files[-1].problem:
        drafts[-1].warnings.append(f"cut_short:{sum(draft.times.size for draft in drafts)}")
    elif not checksum_matches(data):
        drafts[0].warnings.append("checksum")
    digest = hashlib.sha256(data).hexdigest()
    return [build(draft, digest, index, now) for index, draft in enumerate(drafts)]


def _join_chain(files: Sequence[FitFile]) -> list[FitFile]:
    """Links that only hold heart rate belong to the activity before them; another activity stands on its own."""
    groups: list[FitFile] = []
    for file in files:
        own = file.sessions or file.count or file.kind not in (None, "activity")
        if own or not groups:
            groups.append(file)
        else:
            groups[-1].hr += file.hr
    return groups


def _nothing_in(files: Sequence[FitFile]) -> ActivityError:
    problem = files[-1].problem
    kind = files[0].kind
    if problem and kind in (None, "activity"):
        return ActivityError("fit_damaged", problem=problem)
    if kind in _SKIPPED:
        return ActivityError(_SKIPPED[kind], skipped=True)
    if kind in (None, "activity"):
        return ActivityError("fit_no_activity", skipped=True)
    return ActivityError("fit_other", skipped=True, kind=kind)


def _drafts(file: FitFile) -> list[Draft]:
    if file.kind not in (None, "activity") or not (file.sessions or file.count):
        return []
    times = _times(file)
    sessions = file.sessions or [_session_of_laps(file)]
    sessions.sort(key=lambda session: _unix(session.get("start_time")) or 0.0)
    edges = [-np.inf, *(_unix(session.get("start_time")) or np.inf for session in sessions[1:]), np.inf]
    drafts = []
    for i, session in enumerate(sessions):
        with np.errstate(invalid="ignore"):
            inside = (
                (times >= edges[i]) & (times < edges[i + 1])
                if len(sessions) > 1
                else np.full(times.size, fill_value=True)
            )
        laps = [lap for lap in file.laps if _starts_within(lap, edges[i], edges[i + 1])]
        drafts.append(_draft(file, session, times, inside, laps))
    return drafts


def _session_of_laps(file: FitFile) -> Values:
    """A recording cut off before its session was written still has laps and measurements."""
    session: Values = dict(file.sport)
    totals = [number(lap.get("total_timer_time"), 0.0) for lap in file.laps]
    known = [total for total in totals if total is not None]
    if known and not file.problem:
        session["total_timer_time"] = sum(known)
    return session


def _draft(
    file: FitFile, session: Values, times: Column, inside: npt.NDArray[np.bool_], laps: Sequence[Values]
) -> Draft:
    raw = {name: column[inside] for name, column in file.columns.items()}
    sport, indoor = sport_of_fit(
        session.get("sport", file.sport.get("sport")), session.get("sub_sport", file.sport.get("sub_sport"))
    )
    draft = Draft(format="fit", sport=sport, indoor=indoor, start=_instant(session.get("start_time")))
    draft.times = times[inside]
    draft.columns = _columns(raw)
    draft.cadence = _cadence(raw)
    draft.scalars = {ours: number(session.get(theirs)) for ours, theirs in _SCALARS}
    draft.scalars["cadence_spm"] = _mean_cadence(session)
    draft.laps = [_lap(lap) for lap in laps]
    draft.utc_offset_s = _offset(file.activity)
    draft.device = _device(file)
    if "heart_rate_bpm" not in draft.columns and file.hr:
        _join_heart_rate(draft, file.hr)
    return draft


def _unix(timestamp: object) -> float | None:
    value = number(timestamp, _SMALLEST_DATE)
    return None if value is None else value + FIT_EPOCH_UNIX


def _instant(timestamp: object) -> datetime | None:
    unix = _unix(timestamp)
    return None if unix is None else sane_instant(from_unix(unix))


def _times(file: FitFile) -> Column:
    stamps = file.columns.get("timestamp", np.full(file.count, np.nan))
    with np.errstate(invalid="ignore"):
        return np.where(stamps >= _SMALLEST_DATE, stamps, np.nan) + FIT_EPOCH_UNIX


def _columns(raw: Mapping[str, Column]) -> dict[str, Column]:
    columns: dict[str, Column] = {}
    for ours, names, scale in _COLUMNS:
        for name in names:
            if name in raw:
                column = raw[name] * scale
                known = columns.get(ours, np.full(column.size, np.nan))
                columns[ours] = np.where(np.isfinite(known), known, column)
    return columns


def _cadence(raw: Mapping[str, Column]) -> Column | None:
    for name in ("cadence", "developer Cadence"):
        if name in raw and np.isfinite(raw[name]).any():
            part = raw.get("fractional_cadence", np.zeros(raw[name].size))
            return raw[name] + np.where(np.isfinite(part), part, 0.0)
    return None


def _mean_cadence(session: Values) -> float | None:
    whole = number(session.get("avg_running_cadence", session.get("avg_cadence")))
    part = number(session.get("avg_fractional_cadence"), 0.0, 1.0)
    return None if whole is None else whole + (part or 0.0)


def _starts_within(lap: Values, begin: float, end: float) -> bool:
    start = _unix(lap.get("start_time", lap.get("timestamp")))
    return begin == -np.inf if start is None else begin <= start < end


def _lap(lap: Values) -> Lap:
    return Lap(
        start=_instant(lap.get("start_time")),
        seconds=number(lap.get("total_timer_time")),
        distance_m=number(lap.get("total_distance")),
        heart_rate_bpm=number(lap.get("avg_heart_rate")),
        cadence_spm=_mean_cadence(lap),
    )


def _offset(activity: Values) -> int | None:
    utc = number(activity.get("timestamp"), _SMALLEST_DATE)
    local = number(activity.get("local_timestamp"), _SMALLEST_DATE)
    return None if utc is None or local is None else round(local - utc)


def _device(file: FitFile) -> str | None:
    own: Values = next((item for item in file.devices if item.get("device_index") in ("creator", 0)), {})
    values = {**own, **file.file_id}
    maker = str(values.get("manufacturer", ""))
    product = values.get("product_name", values.get("garmin_product"))
    named = [part for part in (maker, str(product or "")) if part and not part.isdigit()]
    return " ".join(dict.fromkeys(named)).replace("_", " ") or None


def _join_heart_rate(draft: Draft, messages: Sequence[Values]) -> None:
    """Heart rate a chest strap sent after a swim: each sample takes the beat measured nearest, within 5 seconds."""
    seconds, beats = _beats(messages)
    if not seconds.size or not draft.times.size:
        return
    after = np.clip(np.searchsorted(seconds, draft.times), 1, max(seconds.size - 1, 1))
    after = np.minimum(after, seconds.size - 1)
    before = np.maximum(after - 1, 0)
    nearest = np.where(draft.times - seconds[before] <= seconds[after] - draft.times, before, after)
    with np.errstate(invalid="ignore"):
        close = np.abs(seconds[nearest] - draft.times) <= 5.0
    column = np.where(close, beats[nearest], np.nan)
    if np.isfinite(column).any():
        draft.columns["heart_rate_bpm"] = column


def _beats(messages: Sequence[Values]) -> tuple[Column, Column]:
    """Unix seconds and beats per minute. Event times are 1/1024 s in 12 bits that wrap, counted on from a full one."""
    seconds: list[float] = []
    beats: list[float] = []
    anchor: float | None = None
    clock = 0
    for values in messages:
        ticks: list[int] = []
        bpm = values.get("filtered_bpm")
        rates = bpm if isinstance(bpm, tuple) else (bpm,)
        stamp, full = _unix(values.get("timestamp")), values.get("event_timestamp")
        if stamp is not None and isinstance(full, (int, float)):
            anchor, clock = stamp - full, round(full * 1024)
            ticks = [clock]
        else:
            ticks = _unwrap(values.get("event_timestamp_12"), clock)
            clock = ticks[-1] if ticks else clock
        if anchor is None:
            continue
        for tick, rate in zip(ticks, rates, strict=False):
            if isinstance(rate, (int, float)):
                seconds.append(anchor + tick / 1024)
                beats.append(float(rate))
    order = np.argsort(np.array(seconds), kind="stable")
    return np.array(seconds)[order], np.array(beats)[order]


def _unwrap(packed: object, clock: int) -> list[int]:
    if not isinstance(packed, (tuple, bytes)):
        return []
    raw = [byte if isinstance(byte, int) else 0 for byte in packed]
    ticks = []
    for i in range(0, len(raw) - 2, 3):
        for part in (raw[i] | (raw[i + 1] & 0x0F) << 8, raw[i + 1] >> 4 | raw[i + 2] << 4):
            clock += (part - clock) % 4096
            ticks.append(clock)
    return ticks
