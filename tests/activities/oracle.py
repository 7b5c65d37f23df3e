"""What fitdecode, a reader written by others, says about a FIT file: the judge of our own decoder."""

import warnings
from collections import defaultdict
from collections.abc import Mapping, Sequence

import fitdecode
import numpy as np
from fitdecode.reader import FitReader

from opbouw.activities.fit import FitFile, decode
from opbouw.activities.fit.profile import messages

# message -> the fields of each message by name, as single values or tuples of them
Told = dict[int, list[dict[str, object]]]

# The judge counts on from another start, or starts again at each definition; ours are checked by hand-made files.
OTHER_COUNTING = {(132, "event_timestamp"), (20, "total_cycles"), (20, "accumulated_power")}

# The judge leaves the short times of monitoring as they are.
ONLY_OURS = {(55, "timestamp")}


def told(data: bytes) -> list[Told] | None:
    """What fitdecode reads in each link, by message number; None where it cannot read the file to its end."""
    links: list[Told] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with FitReader(
                data,
                processor=None,
                check_crc=fitdecode.CrcCheck.DISABLED,
                error_handling=fitdecode.ErrorHandling.IGNORE,
            ) as reader:
                for frame in reader:
                    if frame.frame_type == fitdecode.FIT_FRAME_HEADER:
                        links.append(defaultdict(list))
                    elif frame.frame_type == fitdecode.FIT_FRAME_DATA:
                        links[-1][frame.def_mesg.global_mesg_num].append(_fields(frame))
        except Exception:  # noqa: BLE001 - on unusual bytes every kind of exception comes through
            return None
    return links


def _fields(frame: fitdecode.records.FitDataMessage) -> dict[str, object]:
    values: dict[str, object] = {}
    for item in frame.fields:
        if item.field is None or item.field.name is None:
            continue
        whole = item.parent_field or item.field
        developer = item.field_def is not None and item.field_def.is_dev
        scaled = item.field_def is not None and not developer
        value = FitReader._apply_scale_offset(whole, item.raw_value) if scaled else item.raw_value
        name = f"developer {whole.name}" if developer else whole.name
        if value is not None or name not in values:
            values[name] = value
    return values


def differences(data: bytes) -> list[str] | None:
    """Where our decoder says something else about the file than the judge; None where the judge cannot read it."""
    theirs = told(data)
    if theirs is None:
        return None
    ours = [file for file in decode(data) if file.layouts]
    if len(ours) != len(theirs):
        return [f"{len(ours)} links, not {len(theirs)}"]
    return [one for mine, link in zip(ours, theirs, strict=True) for one in _compared(mine, link)]


def _compared(file: FitFile, link: Told) -> list[str]:
    found: list[str] = []
    for number, rows in link.items():
        table = file.table(number)
        if table.count != len(rows):
            found.append(f"message {number}: {table.count}, not {len(rows)}")
        elif number in messages():
            names = {name for row in rows for name in row}
            found += [f"{number} {name}: {why}" for name in names if (why := _unlike(file, number, name, rows))]
    return found


def _unlike(file: FitFile, number: int, name: str, rows: Sequence[Mapping[str, object]]) -> str:
    if (number, name) in OTHER_COUNTING:
        return ""
    values = [row.get(name) for row in rows]
    table = file.table(number)
    if any(isinstance(value, str) for value in values):
        return "" if table.text(name) == values else f"{table.text(name)[:3]}, not {values[:3]}"
    wide = any(isinstance(value, tuple) for value in values)
    mine = table.wide(name) if wide else table.column(name)
    expected = _grid(values) if wide else np.array([np.nan if value is None else value for value in values], float)
    if mine is None:
        return "missing" if np.isfinite(expected).any() else ""
    if mine.shape != expected.shape:
        return f"{mine.shape}, not {expected.shape}"
    same = np.isclose(mine, expected, rtol=1e-12, atol=0.0, equal_nan=True)
    if (number, name) in ONLY_OURS:
        same |= np.isnan(expected)
    return "" if same.all() else f"{mine[~same][:3]}, not {expected[~same][:3]}"


def _grid(values: list[object]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    tuples = [value if isinstance(value, tuple) else (value,) for value in values]
    grid = np.full((len(tuples), max(map(len, tuples))), np.nan)
    for row, items in zip(grid, tuples, strict=True):
        row[: len(items)] = [np.nan if item is None else item for item in items]
    return grid
