"""FIT -> Activity. Garmin, Coros, Suunto, Wahoo, Stryd, Zwift and others write the same messages in their own order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import numpy as np
import numpy.typing as npt

from opbouw.activities.fit.beats import heart_rate
from opbouw.activities.fit.columns import Table
from opbouw.activities.fit.decode import FitFile, decode
from opbouw.activities.fit.device import device_name
from opbouw.activities.fit.profile import FIT_EPOCH_UNIX, HR, LAP, RECORD, SESSION, name_of
from opbouw.activities.fit.rows import Values, last_row, rows
from opbouw.activities.model import Activity, ActivityError, Column, Lap, from_unix
from opbouw.activities.sanitize import Draft, build, number, sane_instant
from opbouw.activities.sports import sport_of_fit

MAX_FIT_BYTES = 64 * 2**20
MAX_SESSIONS = 100
MAX_LAPS = 5_000

_FILE_ID, _SPORT, _ACTIVITY = 0, 12, 34
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
    ("altitude_m", ("enhanced_altitude",), 1.0),
    ("speed_m_s", ("enhanced_speed",), 1.0),
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
_MEANS = ("start_time", "sport", "sub_sport", "avg_cadence", "avg_fractional_cadence")
_SESSION_FIELDS = (*_MEANS, *(theirs for _, theirs in _SCALARS))
_LAP_FIELDS = (*_MEANS, "timestamp", "total_timer_time", "total_elapsed_time", "total_distance", "avg_heart_rate")
_WARNINGS = {
    "checksum": "checksum",
    "length": "wrong_length",
    "header": "bytes_behind",
    "never_closed": "never_closed:{}",
    "cut": "cut_short:{}",
    "undefined": "cut_short:{}",
    "limit": "cut_short:{}",
}


def read_fit(data: bytes, now: datetime | None = None) -> list[Activity]:
    """The activities of a FIT file: one for each session, over all the files chained in it.

    Damage after the first measurements is survived and told in `warnings`. Raises ActivityError when nothing could
    be read (fit_damaged, file_too_large) or when the file is no activity (`skipped` true: workout, course, ...).
    """
    if len(data) > MAX_FIT_BYTES:
        raise ActivityError("file_too_large", limit_mb=MAX_FIT_BYTES // 2**20)
    files = decode(data)
    drafts: list[Draft] = []
    for recording in _join_chain(files):
        drafts += _drafts(recording)
    if not drafts:
        raise _nothing_in(files)
    digest = hashlib.sha256(data).hexdigest()
    return [build(draft, digest, index, now) for index, draft in enumerate(drafts)]


def _join_chain(files: Sequence[FitFile]) -> list[list[FitFile]]:
    """Links that only hold heart rate belong to the activity before them; another activity stands on its own."""
    groups: list[list[FitFile]] = []
    for file in files:
        if not groups or _has_activity(file) or _kind(file) not in (None, "activity"):
            groups.append([file])
        else:
            groups[-1].append(file)
    return groups


def _has_activity(file: FitFile) -> bool:
    return any(file.table(kind).count for kind in (SESSION, RECORD, LAP))


def _kind(file: FitFile) -> str | None:
    return name_of("file", last_row(file.table(_FILE_ID), ("type",)).get("type"))


def _nothing_in(files: Sequence[FitFile]) -> ActivityError:
    damage = next((file.damage for file in files if file.damage), None)
    kind = _kind(files[0])
    if kind in _SKIPPED:
        return ActivityError(_SKIPPED[kind], skipped=True)
    if kind not in (None, "activity"):
        return ActivityError("fit_other", skipped=True, kind=kind)
    if damage:
        return ActivityError("fit_damaged", problem=damage.code)
    return ActivityError("fit_no_activity", skipped=True)


def _drafts(recording: Sequence[FitFile]) -> list[Draft]:
    """A draft for each session of a file; `recording` is that file and the links of heart rate behind it."""
    file = recording[0]
    if _kind(file) not in (None, "activity") or not _has_activity(file):
        return []
    times = _times(file.table(RECORD))
    laps = rows(file.table(LAP), _LAP_FIELDS, MAX_LAPS)
    sessions = rows(file.table(SESSION), _SESSION_FIELDS, MAX_SESSIONS) or [_session_of_laps(file, laps)]
    sessions.sort(key=lambda session: _unix(session.get("start_time")) or 0.0)
    edges = [-np.inf, *(_unix(session.get("start_time")) or np.inf for session in sessions[1:]), np.inf]
    sport = last_row(file.table(_SPORT), ("sport", "sub_sport"))
    drafts = []
    for session, begin, end in zip(sessions, edges, edges[1:], strict=False):
        inside = (times >= begin) & (times < end) if len(sessions) > 1 else slice(None)
        own = [_lap(lap) for lap in laps if _starts_within(lap, begin, end)]
        drafts.append(_draft(recording, {**sport, **session}, times, inside, own))
    drafts[-1].warnings += _warnings(recording, sum(draft.times.size for draft in drafts))
    return drafts


def _warnings(recording: Sequence[FitFile], samples: int) -> Iterable[str]:
    for file in recording:
        yield from (_WARNINGS[finding.code].format(samples) for finding in file.findings)
    for kind, limit, code in ((SESSION, MAX_SESSIONS, "sessions_left_out"), (LAP, MAX_LAPS, "laps_left_out")):
        if (more := recording[0].table(kind).count - limit) > 0:
            yield f"{code}:{more}"


def _session_of_laps(file: FitFile, laps: Sequence[Values]) -> Values:
    """A recording cut off before its session was written still has laps and measurements. Without measurements the
    laps are all there is."""
    names = ("total_timer_time", "total_elapsed_time", "total_distance")
    known = {name: [found for lap in laps if (found := number(lap.get(name), 0.0)) is not None] for name in names}
    sums = {name: sum(values) for name, values in known.items() if values}
    if not file.table(RECORD).count:
        return sums | {name: laps[0][name] for name in ("start_time",) if name in laps[0]}
    return {} if file.damage else {name: value for name, value in sums.items() if name == "total_timer_time"}


def _draft(
    recording: Sequence[FitFile],
    session: Values,
    times: Column,
    inside: npt.NDArray[np.bool_] | slice,
    laps: list[Lap],
) -> Draft:
    file = recording[0]
    sport, indoor = sport_of_fit(name_of("sport", session.get("sport")), name_of("sub_sport", session.get("sub_sport")))
    draft = Draft(format="fit", sport=sport, indoor=indoor, start=_instant(session.get("start_time")))
    draft.times = times[inside]
    draft.columns = _columns(file.table(RECORD), inside)
    draft.cadence = _cadence(file.table(RECORD), inside)
    draft.scalars = {ours: number(session.get(theirs)) for ours, theirs in _SCALARS}
    draft.scalars["cadence_spm"] = _mean_cadence(session)
    draft.laps = laps
    draft.utc_offset_s = _offset(last_row(file.table(_ACTIVITY), ("timestamp", "local_timestamp")))
    draft.device = device_name(file)
    if not np.isfinite(draft.columns.get("heart_rate_bpm", np.nan)).any():
        beats = heart_rate(draft.times - FIT_EPOCH_UNIX, [one.table(HR) for one in recording])
        draft.columns |= {} if beats is None else {"heart_rate_bpm": beats}
    return draft


def _unix(timestamp: float | None) -> float | None:
    value = number(timestamp, _SMALLEST_DATE)
    return None if value is None else value + FIT_EPOCH_UNIX


def _instant(timestamp: float | None) -> datetime | None:
    unix = _unix(timestamp)
    return None if unix is None else sane_instant(from_unix(unix))


def _times(records: Table) -> Column:
    stamps = records.column("timestamp")
    if stamps is None:
        return np.full(records.count, np.nan)
    return np.where(stamps >= _SMALLEST_DATE, stamps, np.nan) + FIT_EPOCH_UNIX


def _columns(records: Table, inside: npt.NDArray[np.bool_] | slice) -> dict[str, Column]:
    columns: dict[str, Column] = {}
    for ours, names, scale in _COLUMNS:
        for name in names:
            column = records.column(name)
            if column is not None:
                found = column[inside] * scale
                known = columns.get(ours)
                columns[ours] = found if known is None else np.where(np.isfinite(known), known, found)
    return columns


def _cadence(records: Table, inside: npt.NDArray[np.bool_] | slice) -> Column | None:
    for name in ("cadence", "developer Cadence"):
        column = records.column(name)
        if column is not None and np.isfinite(column[inside]).any():
            part = records.column("fractional_cadence")
            return column[inside] + (0.0 if part is None else np.nan_to_num(part[inside], posinf=0.0, neginf=0.0))
    return None


def _mean_cadence(values: Mapping[str, float]) -> float | None:
    whole = number(values.get("avg_cadence"))
    part = number(values.get("avg_fractional_cadence"), 0.0, 1.0)
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
