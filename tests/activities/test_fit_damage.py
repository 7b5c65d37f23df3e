"""Damaged and hostile FIT: what stood before the damage is kept, words say so, and it takes little time and memory."""

import struct
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opbouw.activities import ActivityError, read_activities, read_activity
from opbouw.activities.fit import Finding, decode, read_fit
from opbouw.activities.fit.activity import MAX_LAPS, MAX_SESSIONS
from opbouw.activities.fit.crc import crc16
from opbouw.activities.fit.scan import MAX_LAYOUTS, MAX_MESSAGES
from opbouw.activities.reasons import PROBLEMS, REASONS, warning_text
from tests.activities.fitbytes import (
    BYTE,
    ENUM,
    FILE_ID,
    HEART,
    STRING,
    T0,
    TIME,
    UINT8,
    UINT16,
    UINT32,
    compressed,
    definition,
    fit_bytes,
    heart_file,
    row,
)
from tests.activities.making import fit

# The memory is that of a whole process, with the interpreter, NumPy and the largest file.
SECONDS, MEGABYTES = 2.0, 384
BEAT = row("<IB", T0, 140)


def codes(data: bytes) -> list[list[str]]:
    """The codes of the findings of each file."""
    return [[finding.code for finding in file.findings] for file in decode(data)]


@pytest.mark.parametrize("percent", [10, 50, 90])
def test_a_file_cut_off_keeps_every_whole_message_before_the_cut(percent: int) -> None:
    whole = heart_file(100)
    length = len(whole) * percent // 100
    # Header 14, file_id 9 + 2, definition 12; then messages of 6 bytes.
    kept = (length - 14 - 11 - 12) // 6
    (file,) = decode(whole[:length])
    assert file.table(20).count == kept
    assert [finding.code for finding in file.findings] == ["cut"]
    if kept:
        assert read_activity(whole[:length]).warnings == (f"cut_short:{kept}",)


def test_a_file_of_which_only_the_checksum_is_gone_is_cut_and_whole() -> None:
    assert codes(heart_file(10)[:-1]) == [["cut"]]
    assert read_activity(heart_file(10)[:-2]).warnings == ("cut_short:10",)


def test_a_wrong_checksum_is_told_and_all_is_kept() -> None:
    changed = bytearray(heart_file(10))
    changed[-3] ^= 1
    activity = read_activity(bytes(changed))
    assert (activity.samples, activity.warnings) == (10, ("checksum",))


def test_a_wrong_checksum_of_the_header_is_told_and_none_is_no_fault() -> None:
    whole = heart_file(10)
    assert codes(whole[:12] + b"\x01\x02" + whole[14:]) == [["checksum"]]
    body = whole[14:-2]
    without = whole[:12] + b"\0\0" + body
    assert codes(without + struct.pack("<H", crc16(without))) == [[]]


def test_a_recording_that_was_never_closed_is_read_to_its_end() -> None:
    data = fit_bytes([FILE_ID, HEART, BEAT, BEAT], stated=0)[:-2]
    activity = read_activity(data)
    assert (activity.samples, activity.warnings) == (2, ("never_closed:2",))


def test_a_recording_that_was_never_closed_ends_where_the_next_begins() -> None:
    first = fit_bytes([FILE_ID, HEART, BEAT, BEAT], stated=0)[:-2]
    assert [file.messages for file in decode(first + heart_file(3))] == [3, 4]


@pytest.mark.parametrize("stated", [5, 30, 10_000], ids=["in the file_id", "between messages", "beyond the end"])
def test_a_wrong_length_in_the_header_is_seen_by_the_content(stated: int) -> None:
    data = fit_bytes([FILE_ID, HEART, *[BEAT] * 20], stated=stated)
    (file,) = decode(data)
    assert (file.table(20).count, [finding.code for finding in file.findings]) == (20, ["length"])
    assert read_activity(data).warnings == ("wrong_length",)


def test_a_wrong_size_of_the_header_is_seen_by_the_definition_behind_it() -> None:
    data = heart_file(10)
    assert [file.table(20).count for file in decode(b"\x63" + data[1:])] == [10]


def test_a_message_without_definition_ends_the_file_and_not_the_chain() -> None:
    first = fit_bytes([FILE_ID, HEART, BEAT, BEAT, row("<B", 1, local=7), BEAT])
    damaged, whole = decode(first + heart_file(3))
    # Header 14, file_id 11, definition 12, two messages of 6.
    assert damaged.findings == (Finding("undefined", 49),)
    assert (damaged.table(20).count, whole.table(20).count, whole.findings) == (2, 3, ())


def test_a_compressed_message_without_definition_ends_the_file() -> None:
    assert codes(fit_bytes([HEART, BEAT, compressed(3, "<B", 1, local=2)])) == [["undefined"]]


def test_a_link_cut_out_of_the_middle_of_a_chain_leaves_the_next_one_whole() -> None:
    data = heart_file(50)[:100] + heart_file(3)
    cut, whole = decode(data)
    assert (cut.table(20).count > 0, whole.table(20).count) == (True, 3)
    assert cut.damage is not None
    assert whole.findings == ()


def test_something_else_behind_a_recording_is_left_out() -> None:
    activity = read_activity(heart_file(10) + b"not FIT at all, not at all")
    assert (activity.samples, activity.warnings) == (10, ("bytes_behind",))


@pytest.mark.parametrize("length", [0, 1, 11, 12, 13, 14, 15, 20])
def test_a_file_cut_off_in_its_beginning_is_refused_by_name(length: int) -> None:
    with pytest.raises(ActivityError) as caught:
        read_fit(heart_file(10)[:length])
    assert caught.value.code == "fit_damaged"
    assert caught.value.params["problem"] in PROBLEMS


def test_what_stopped_the_reading_is_said_in_both_languages() -> None:
    assert "it ends in the middle of a message" in str(ActivityError("fit_damaged", problem="cut"))
    assert all(english != dutch for english, dutch in PROBLEMS.values())
    assert "2 metingen" in warning_text("never_closed:2", "nl")


def test_more_sessions_and_laps_than_any_recording_has_are_left_out_and_told() -> None:
    session = definition(18, [(2, 4, UINT32)], local=1)
    lap = definition(19, [(2, 4, UINT32)], local=2)
    sessions = [row("<I", T0 + i, local=1) for i in range(MAX_SESSIONS + 3)]
    laps = [row("<I", T0 + i, local=2) for i in range(MAX_LAPS + 2)]
    activities = read_activities(fit_bytes([FILE_ID, HEART, BEAT, session, *sessions, lap, *laps]))
    assert len(activities) == MAX_SESSIONS
    assert sum(len(activity.laps) for activity in activities) == MAX_LAPS
    assert activities[-1].warnings == ("sessions_left_out:3", "laps_left_out:2")


def _definitions() -> bytes:
    wide = [(number, 255, BYTE) for number in range(255)]
    return fit_bytes([HEART, BEAT] + [definition(20, wide[i % 200 :], local=i % 16) for i in range(5_000)])


def _layouts_of_one_field() -> bytes:
    parts = [definition(20, [(3, 1, UINT8), (i % 250, 1 + i // 250, BYTE)]) + bytes(3 + i // 250) for i in range(2_000)]
    return fit_bytes([HEART, BEAT, *parts])


def _empty_messages() -> bytes:
    return fit_bytes([HEART, BEAT, definition(20, []), bytes(20_000_000)])


def _turns() -> bytes:
    return fit_bytes([HEART, BEAT, definition(20, []), definition(21, [], local=1), b"\0\1" * 3_000_000])


def _arrays() -> bytes:
    wide = definition(78, [(0, 254, UINT16)]) + bytes(255)
    return fit_bytes([HEART, BEAT, wide, definition(78, [(0, 2, UINT16)]), bytes(3 * 900_000)])


def _beats() -> bytes:
    tied = definition(132, [TIME, (9, 4, UINT32), (6, 1, UINT8)]) + row("<IIB", T0, 0, 90)
    packed = definition(132, [(10, 12, BYTE), (6, 8, UINT8)])
    samples = definition(20, [TIME], local=1) + row("<I", T0, local=1) * 10
    return fit_bytes([FILE_ID, samples, tied, packed, bytes(21 * 300_000)])


def _texts() -> bytes:
    return fit_bytes([HEART, BEAT, definition(23, [(0, 1, UINT8), (27, 2, STRING)]), bytes(4 * 900_000)])


def _descriptions() -> bytes:
    described = definition(206, [(0, 1, UINT8), (1, 1, UINT8), (2, 1, UINT8), (3, 2, STRING)], local=3)
    power = definition(20, [TIME], developer=[(5, 2, 0)])
    rows = [row("<BBB2s", 0, 5, UINT16, b"P\0", local=3)] * 100_000
    return fit_bytes([described, *rows, *[power + row("<IH", T0, 250)] * 20_000])


def _chain() -> bytes:
    return heart_file(2) * 20_000


def _never_ending_chain() -> bytes:
    return fit_bytes([HEART, BEAT], stated=2**31) * 20_000


HOSTILE: list[Callable[[], bytes]] = [
    _definitions,
    _layouts_of_one_field,
    _empty_messages,
    _turns,
    _arrays,
    _beats,
    _texts,
    _descriptions,
    _chain,
    _never_ending_chain,
]


@pytest.mark.slow
@pytest.mark.parametrize("make", HOSTILE, ids=lambda make: make.__name__.strip("_"))
def test_a_hostile_file_is_read_in_little_time_and_memory(make: Callable[[], bytes]) -> None:
    data = make()
    begin = time.process_time()
    activities = read_activities(data)
    spent = time.process_time() - begin
    assert sum(activity.samples for activity in activities) >= 1
    assert spent < SECONDS


@pytest.mark.slow
def test_the_hostile_files_one_after_another_fit_in_little_memory(root: Path) -> None:
    code = (
        "from tests.activities.test_fit_damage import HOSTILE, read_fit\n"
        "from tests.memory import peak_bytes\n"
        "for make in HOSTILE: read_fit(make())\n"
        "print(peak_bytes())\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert int(done.stdout) < MEGABYTES * 2**20


def test_limits_are_named() -> None:
    parts = [definition(20, [(3, 1, UINT8), (i % 250, 1 + i // 250, BYTE)]) for i in range(MAX_LAYOUTS + 1)]
    assert codes(fit_bytes([FILE_ID, HEART, BEAT, *parts])) == [["limit"]]
    (file,) = decode(_empty_messages())
    assert [finding.code for finding in file.findings] == ["limit"]
    assert file.messages <= 3 * MAX_MESSAGES


CHANGES = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=20)
RICH = fit_bytes(
    [
        FILE_ID,
        definition(207, [(3, 1, UINT8)], local=2) + row("<B", 0, local=2),
        definition(206, [(0, 1, UINT8), (1, 1, UINT8), (2, 1, UINT8), (3, 6, STRING)], local=3),
        row("<BBB6s", 0, 5, UINT16, b"Power", local=3),
        definition(20, [TIME, (3, 1, UINT8), (8, 3, BYTE)], developer=[(5, 2, 0)], order=">"),
        *[row(">IB3sH", T0 + i, 120 + i, bytes([i, 0x10, i]), 200 + i) for i in range(8)],
        definition(20, [(3, 1, UINT8)], local=1),
        *[compressed(9 + i, "<B", 128 + i, local=1) for i in range(8)],
        definition(132, [TIME, (9, 4, UINT32), (6, 1, UINT8)], local=4) + row("<IIB", T0, 100, 90, local=4),
        definition(132, [(10, 12, BYTE), (6, 8, UINT8)], local=4) + row("<12s8B", bytes(12), *range(8), local=4),
        definition(18, [TIME, (2, 4, UINT32), (5, 1, ENUM), (7, 4, UINT32)], local=5),
        row("<IIBI", T0 + 20, T0, 1, 20_000, local=5),
    ]
)


def _every_column(data: bytes) -> None:
    for file in decode(data):
        for number in file.numbers():
            table = file.table(number)
            for name in table.names():
                column, wide = table.column(name), table.wide(name)
                assert column is None or column.shape == (table.count,)
                assert wide is None or wide.shape[0] == table.count
                assert len(table.text(name)) == table.count


def _activity_or_named_problem(data: bytes) -> None:
    problem, activities = None, []
    try:
        activities = read_activities(data)
    except ActivityError as error:
        problem = error.code
    assert problem is None or problem in REASONS
    assert all(warning_text(warning, "nl") for activity in activities for warning in activity.warnings)


@pytest.mark.parametrize("whole", [RICH, fit(), RICH + heart_file(3)], ids=["rich", "run", "chain"])
@given(changes=CHANGES)
def test_a_changed_file_gives_columns_of_one_length_and_an_activity_or_a_named_problem(
    whole: bytes, changes: list[tuple[int, int]]
) -> None:
    data = bytearray(whole)
    for place, value in changes:
        data[place % len(data)] = value
    _every_column(bytes(data))
    _activity_or_named_problem(bytes(data))


@given(st.integers(0, len(RICH)), st.integers(0, len(RICH)), st.binary(max_size=40))
def test_a_file_with_a_piece_replaced_gives_an_activity_or_a_named_problem(begin: int, length: int, new: bytes) -> None:
    data = RICH[:begin] + new + RICH[begin + length :]
    _every_column(data)
    _activity_or_named_problem(data)
