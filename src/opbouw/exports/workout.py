"""A planned run as a workout for a watch: the blocks of the session as steps by time, in a FIT file.

No pace, no heart rate and no place to be better than yesterday: only how long to run and how long to walk.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from opbouw.core.decision import Session
from opbouw.core.serialize import to_plain
from opbouw.words.fill import texts

MANUFACTURER_DEVELOPMENT = 255  # FIT profile: a maker without a number of its own
NAME_BYTES = 24  # what the screens of watches show of a name
MS = 1000


class NoBlocksError(ValueError):
    """The session has no blocks of running and walking, so there is nothing for a watch to count."""


@dataclass(frozen=True, slots=True)
class Step:
    """``seconds`` of running or walking; ``role`` is what a watch calls it: warmup, active, recovery or cooldown."""

    kind: str
    seconds: int
    role: str


@dataclass(frozen=True, slots=True)
class Block:
    """Steps done one after another, ``times`` times."""

    steps: tuple[Step, ...]
    times: int = 1


def blocks_of(session: Session | Mapping[str, Any]) -> tuple[Block, ...]:
    """The session as a watch counts it: a run and its walk that take turns are one block.

    :raises NoBlocksError: for a session without running in blocks.
    """
    row = session if isinstance(session, Mapping) else to_plain(session)
    parts = [part for part in row.get("intervals") or () if part["seconds"] > 0 and part["reps"] > 0]
    if not any(part["kind"] == "run" for part in parts):
        raise NoBlocksError("this session has no blocks of running; choose a run")
    found, at = [], 0
    while at < len(parts):
        one, after = parts[at], parts[at + 1] if at + 1 < len(parts) else None
        turns = after is not None and (one["kind"], after["kind"], one["reps"]) == ("run", "walk", after["reps"])
        turn = [one, after] if turns and after is not None else [one]
        first, last = at == 0, at + len(turn) == len(parts)
        found.append(Block(tuple(_step(part, first=first, last=last) for part in turn), int(one["reps"])))
        at += len(turn)
    return tuple(found)


def _step(part: Mapping[str, Any], *, first: bool, last: bool) -> Step:
    walk = "warmup" if first else "cooldown" if last else "recovery"
    return Step(part["kind"], int(part["seconds"]), "active" if part["kind"] == "run" else walk)


def workout(session: Session | Mapping[str, Any], lang: str) -> bytes:
    """The FIT file of one planned run; the same session gives the same bytes.

    :param session: a session of the plan, or its plain form.
    :param lang: the language of the names of the steps, nl or en.
    :raises NoBlocksError: for a session without running in blocks.
    """
    row = session if isinstance(session, Mapping) else to_plain(session)
    blocks = blocks_of(row)
    # The library is large and only this needs it.
    from fit_tool.fit_file_builder import FitFileBuilder

    builder = FitFileBuilder(auto_define=True, min_string_size=NAME_BYTES)
    builder.add(_file_id(row))
    steps = _steps(blocks, lang)
    builder.add(_head(row, len(steps), lang))
    builder.add_all(steps)
    return bytes(builder.build_bytes())


def _file_id(row: Mapping[str, Any]) -> Any:
    from fit_tool.profile.messages.file_id_message import FileIdMessage
    from fit_tool.profile.profile_type import FileType

    made = FileIdMessage()
    made.type = FileType.WORKOUT
    made.manufacturer = MANUFACTURER_DEVELOPMENT
    made.product = 0
    made.serial_number = UUID(str(row["id"])).int % (2**32 - 1) or 1  # another one for every session
    day = datetime.combine(date.fromisoformat(str(row["on"])), time(12), UTC)
    made.time_created = round(day.timestamp() * MS)
    return made


def _head(row: Mapping[str, Any], count: int, lang: str) -> Any:
    from fit_tool.profile.messages.workout_message import WorkoutMessage
    from fit_tool.profile.profile_type import Sport

    made = WorkoutMessage()
    on = date.fromisoformat(str(row["on"]))
    made.workout_name = f"Opbouw {on:%d-%m}"
    made.sport = Sport.RUNNING
    made.num_valid_steps = count
    return made


def _steps(blocks: Iterable[Block], lang: str) -> list[Any]:
    """The messages of the steps; a block of several times ends with a step that goes back to its first."""
    made: list[Any] = []
    for block in blocks:
        first = len(made)
        made += [_timed(step, first + at, lang) for at, step in enumerate(block.steps)]
        if block.times > 1:
            made.append(_again(len(made), first, block.times))
    return made


def _timed(step: Step, index: int, lang: str) -> Any:
    from fit_tool.profile.messages.workout_step_message import WorkoutStepMessage
    from fit_tool.profile.profile_type import Intensity, WorkoutStepDuration, WorkoutStepTarget

    made = WorkoutStepMessage()
    made.message_index = index
    made.workout_step_name = texts(lang)["interval"][step.kind].capitalize()
    made.duration_type = WorkoutStepDuration.TIME
    made.duration_time = float(step.seconds)
    made.target_type = WorkoutStepTarget.OPEN
    made.target_value = 0
    made.intensity = Intensity[step.role.upper()]
    return made


def _again(index: int, first: int, times: int) -> Any:
    from fit_tool.profile.messages.workout_step_message import WorkoutStepMessage
    from fit_tool.profile.profile_type import WorkoutStepDuration, WorkoutStepTarget

    made = WorkoutStepMessage()
    made.message_index = index
    made.duration_type = WorkoutStepDuration.REPEAT_UNTIL_STEPS_CMPLT
    made.duration_step = first
    made.target_type = WorkoutStepTarget.OPEN
    made.target_repeat_steps = times
    return made
