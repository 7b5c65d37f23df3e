"""A planned run on a watch: what two readers that did not write the file find in it is the session, step by step."""

import io
from collections.abc import Iterable
from datetime import date
from typing import Any

import fitdecode
import numpy as np
import pytest

from opbouw.activities.fit import decode
from opbouw.core.decision import Session
from opbouw.core.ladder import as_intervals, steps_of
from opbouw.evidence import tables
from opbouw.exports.workout import NoBlocksError, workout

WORKOUT, STEP = 26, 27  # FIT profile: the numbers of the messages
BY_TIME, AGAIN = 0, 6  # FIT profile: how long a step lasts
ID = "08697658-7c50-5b48-b879-9324e4209faa"
RUN_WALK = {
    "id": ID,
    "on": "2026-11-23",
    "intervals": [
        {"kind": "walk", "seconds": 300, "reps": 1},
        {"kind": "run", "seconds": 90, "reps": 3},
        {"kind": "walk", "seconds": 60, "reps": 3},
        {"kind": "walk", "seconds": 240, "reps": 1},
    ],
}
IN_ORDER = [300, 90, 60, 90, 60, 90, 60, 240]
ON_THE_WATCH = ["warmup", "active", "recovery", "active", "recovery", "active", "recovery", "cooldown"]
ROLES = {0: "active", 2: "warmup", 3: "cooldown", 4: "recovery"}
Read = list[tuple[str, float]]
Row = tuple[int, float, float, str]  # how long a step lasts, its value, its repeats, what it is


def done(rows: Iterable[Row]) -> Read:
    """The steps as a watch does them: a step back to an earlier one repeats what stands between."""
    found: list[Read] = []
    for lasts, value, times, role in rows:
        if lasts == AGAIN:
            again = [one for step in found[int(value) :] for one in step] * int(times)
            found = [*found[: int(value)], again, []]
        else:
            found.append([(role, value)])
    return [one for step in found for one in step]


def by_our_decoder(data: bytes) -> Read:
    (file,) = decode(data)
    assert file.findings == ()
    table = file.table(STEP)
    names = ("duration_type", "duration_value", "target_value", "intensity")
    columns = [table.column(name) for name in names]
    rows = zip(*(column.tolist() for column in columns if column is not None), strict=True)
    return done(
        (int(lasts), value / (1 if lasts == AGAIN else 1000), times, "" if np.isnan(role) else ROLES[int(role)])
        for lasts, value, times, role in rows
    )


def by_fitdecode(data: bytes) -> Read:
    rows = [
        message
        for message in fitdecode.FitReader(io.BytesIO(data), check_crc=fitdecode.CrcCheck.RAISE)
        if isinstance(message, fitdecode.FitDataMessage) and message.name == "workout_step"
    ]
    assert [row.get_value("message_index") for row in rows] == list(range(len(rows)))
    return done(_row(row) for row in rows)


def _row(message: Any) -> Row:
    if message.get_value("duration_type") == "time":
        return BY_TIME, message.get_value("duration_time"), 0, message.get_value("intensity")
    assert message.get_value("duration_type") == "repeat_until_steps_cmplt"
    return AGAIN, message.get_value("duration_step"), message.get_value("repeat_steps"), ""


@pytest.mark.parametrize("read", [by_our_decoder, by_fitdecode])
def test_both_readers_find_every_step_of_a_run_with_walks_between(read: Any) -> None:
    assert read(workout(RUN_WALK, "en")) == list(zip(ON_THE_WATCH, map(float, IN_ORDER), strict=True))


@pytest.mark.parametrize("ladder", sorted(tables.ladders))
def test_every_step_of_every_ladder_reads_back_as_it_was_planned(ladder: str) -> None:
    for n, stage in enumerate(steps_of(ladder)):
        intervals = as_intervals(stage.bouts, 300, 300)
        session = Session(ID, date(2026, 11, 23), "run", intervals=intervals)
        read = by_our_decoder(workout(session, "nl"))
        runs = [seconds for role, seconds in read if role == "active"]
        assert runs == [bout.run_s for bout in stage.bouts for _time in range(bout.reps)], (ladder, n)
        assert sum(seconds for _, seconds in read) == sum(one.seconds * one.reps for one in intervals), (ladder, n)
        assert [role for role, _ in read][:: len(read) - 1] == ["warmup", "cooldown"], (ladder, n)


def test_runs_without_a_walk_between_follow_each_other() -> None:
    session = {**RUN_WALK, "intervals": [{"kind": "run", "seconds": 60, "reps": 2}]}
    assert by_fitdecode(workout(session, "en")) == [("active", 60.0), ("active", 60.0)]


def test_the_file_is_a_running_workout_with_a_short_name_and_no_target() -> None:
    messages = {
        message.name: message
        for message in fitdecode.FitReader(io.BytesIO(workout(RUN_WALK, "nl")))
        if isinstance(message, fitdecode.FitDataMessage)
    }
    assert messages["file_id"].get_value("type") == "workout"
    assert messages["workout"].get_value("wkt_name") == "Opbouw 23-11"
    assert messages["workout"].get_value("sport") == "running"
    assert messages["workout"].get_value("num_valid_steps") == 5
    assert messages["workout_step"].get_value("wkt_step_name") == "Wandelen"
    assert messages["workout_step"].get_value("target_type") == "open"


def test_the_same_session_gives_the_same_bytes_and_another_one_another_number() -> None:
    other = {**RUN_WALK, "id": "18697658-7c50-5b48-b879-9324e4209faa"}
    assert workout(RUN_WALK, "en") == workout(RUN_WALK, "en")
    assert workout(RUN_WALK, "en") != workout(other, "en")


def test_a_session_without_blocks_of_running_is_refused_by_name() -> None:
    with pytest.raises(NoBlocksError, match="choose a run"):
        workout({**RUN_WALK, "intervals": []}, "en")
    with pytest.raises(NoBlocksError):
        workout({**RUN_WALK, "intervals": [{"kind": "walk", "seconds": 300, "reps": 1}]}, "en")
