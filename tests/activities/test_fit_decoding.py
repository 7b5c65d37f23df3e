"""Every way in which FIT writes a number, each in a file made by hand with the numbers worked out on paper."""

import struct

import numpy as np
import pytest

from opbouw.activities import read_activities, read_activity
from opbouw.activities.fit import FitFile, decode
from tests.activities.fitbytes import (
    BYTE,
    ENUM,
    FILE_ID,
    FLOAT32,
    HEART,
    SINT32,
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

NAN = float("nan")


def only(data: bytes) -> FitFile:
    """The one undamaged file in these bytes."""
    (file,) = decode(data)
    assert file.findings == ()
    return file


def column(data: bytes, number: int, name: str) -> list[float]:
    """A column of the one undamaged file in these bytes."""
    found = only(data).table(number).column(name)
    assert found is not None
    values: list[float] = found.tolist()
    return values


@pytest.mark.parametrize("order", ["<", ">"], ids=["little endian", "big endian"])
@pytest.mark.parametrize("header", [12, 14])
@pytest.mark.parametrize("count", [1, 40], ids=["few", "many"])
def test_values_are_scaled_in_either_byte_order_and_with_either_header(order: str, header: int, count: int) -> None:
    fields = [TIME, (0, 4, SINT32), (2, 2, UINT16), (5, 4, UINT32), (13, 1, 0x01)]
    values = (T0, -1_000, 3_000, 150_000, -5)
    data = fit_bytes([definition(20, fields, order=order), *[row(order + "IiHIb", *values)] * count], header=header)
    # altitude is raw / 5 - 500, distance raw / 100
    expected = {"timestamp": T0, "position_lat": -1000, "altitude": 100, "distance": 1500, "temperature": -5}
    for name, value in expected.items():
        assert column(data, 20, name) == [value] * count, name


@pytest.mark.parametrize("count", [1, 40], ids=["few", "many"])
def test_the_value_that_means_nothing_is_nothing(count: int) -> None:
    fields = [
        (0, 4, SINT32),
        (2, 2, UINT16),
        (3, 1, UINT8),
        (5, 4, UINT32),
        (13, 1, 0x01),
        (7, 2, 0x8B),
        (6, 4, FLOAT32),
    ]
    nothing = row("<iHBIbHf", 0x7FFFFFFF, 0xFFFF, 0xFF, 0xFFFFFFFF, 0x7F, 0, NAN)
    table = only(fit_bytes([definition(20, fields), *[nothing] * count])).table(20)
    for name in ("position_lat", "altitude", "heart_rate", "distance", "temperature", "power", "speed"):
        values = table.column(name)
        assert values is not None, name
        assert np.isnan(values).all(), name


def test_messages_of_two_layouts_stand_in_the_order_of_the_file() -> None:
    other = definition(20, [(3, 1, UINT8), TIME], local=1)
    rows = [row("<IB", T0, 100), row("<BI", 101, T0 + 1, local=1), row("<IB", T0 + 2, 102)]
    data = fit_bytes([HEART, other, *rows])
    assert column(data, 20, "heart_rate") == [100, 101, 102]
    assert column(data, 20, "timestamp") == [T0, T0 + 1, T0 + 2]


def test_a_definition_that_comes_back_is_the_same_layout() -> None:
    data = fit_bytes([part for i in range(5) for part in (HEART, row("<IB", T0 + i, 100 + i))])
    assert len(only(data).layouts) == 1
    assert column(data, 20, "heart_rate") == [100, 101, 102, 103, 104]


def test_a_long_row_of_equal_messages_broken_by_another_is_read_whole() -> None:
    event = definition(21, [(0, 1, ENUM)], local=1)
    beats = [row("<IB", T0 + i, i % 200) for i in range(3_000)]
    data = fit_bytes([HEART, event, *beats[:1_000], row("<B", 0, local=1), *beats[1_000:]])
    assert column(data, 20, "heart_rate") == [i % 200 for i in range(3_000)]
    assert column(data, 21, "event") == [0]


def test_chained_files_are_read_each_with_its_own_definitions() -> None:
    second = fit_bytes([definition(20, [(3, 1, UINT8)]), row("<B", 90)])
    first, other = decode(heart_file(3) + second)
    assert (first.messages, other.messages) == (4, 1)
    assert other.table(20).names() == ["heart_rate"]


def test_compressed_times_count_on_and_roll_over() -> None:
    layout = definition(20, [(3, 1, UINT8)], local=1)
    # From T0 with last bits 0: 5 -> 5; 31 -> 31; 2 is past the roll-over -> 34; 2 again -> 34; 1 -> 65.
    offsets, seconds = [5, 31, 2, 2, 1], [5, 31, 34, 34, 65]
    rows = [compressed(offset, "<B", 120, local=1) for offset in offsets]
    data = fit_bytes([HEART, row("<IB", T0, 119), layout, *rows])
    assert column(data, 20, "timestamp") == [T0, *(T0 + second for second in seconds)]
    assert column(data, 20, "heart_rate") == [119, 120, 120, 120, 120, 120]


def test_a_full_time_of_any_message_starts_the_compressed_times_anew() -> None:
    event = definition(21, [TIME, (0, 1, ENUM)])
    layout = definition(20, [(3, 1, UINT8)], local=1)
    data = fit_bytes(
        [
            event,
            layout,
            row("<IB", T0, 0),
            compressed(3, "<B", 100, local=1),
            row("<IB", T0 + 70, 0),
            compressed(9, "<B", 101, local=1),
        ]
    )
    # T0 + 70 ends in the bits 6, so 9 is three seconds later.
    assert column(data, 20, "timestamp") == [T0 + 3, T0 + 73]


def _stryd() -> list[bytes]:
    app = definition(207, [(3, 1, UINT8)], local=2) + row("<B", 0, local=2)
    described = definition(206, [(0, 1, UINT8), (1, 1, UINT8), (2, 1, UINT8), (3, 8, STRING)], local=3)
    return [app, described, row("<BBB8s", 0, 5, UINT16, b"Power", local=3)]


def test_the_power_of_stryd_is_a_developer_field() -> None:
    layout = definition(20, [TIME], developer=[(5, 2, 0)])
    rows = [row("<IH", T0 + i, watts) for i, watts in enumerate((250, 0xFFFF, 260))]
    data = fit_bytes([FILE_ID, *_stryd(), layout, *rows])
    power = column(data, 20, "developer Power")
    np.testing.assert_array_equal(power, [250, NAN, 260])
    assert read_activity(data).power_w == 255.0


def test_a_developer_field_without_description_is_stepped_over() -> None:
    layout = definition(20, [TIME, (3, 1, UINT8)], developer=[(9, 3, 7)])
    data = fit_bytes([layout, row("<IB3s", T0, 140, b"abc")])
    assert only(data).table(20).names() == ["timestamp", "heart_rate"]
    assert column(data, 20, "heart_rate") == [140]


def test_speed_and_distance_packed_in_three_bytes_are_two_columns() -> None:
    # 12 bits of speed in 1/100 m/s, then 12 bits of distance in 1/16 m that begin again at 4096 (256 m).
    def packed(speed: int, distance: int) -> bytes:
        return row("<3s", (speed | (distance & 0xFFF) << 12).to_bytes(3, "little"))

    rows = [packed(300, 160), packed(310, 4_000), packed(255, 4_160), packed(320, 8_200)]
    data = fit_bytes([definition(20, [(8, 3, BYTE)]), *rows, row("<3s", b"\xff\xff\xff")])
    assert column(data, 20, "speed")[:4] == [3.0, 3.1, 2.55, 3.2]
    assert column(data, 20, "enhanced_speed")[:4] == [3.0, 3.1, 2.55, 3.2]
    assert column(data, 20, "distance")[:4] == [10.0, 250.0, 260.0, 512.5]
    assert np.isnan(column(data, 20, "distance")[4])


def test_counters_of_cycles_and_power_count_on() -> None:
    rows = [row("<BH", *one) for one in ((250, 65_000), (4, 500), (0xFF, 0xFFFF), (3, 600))]
    data = fit_bytes([definition(20, [(18, 1, UINT8), (28, 2, UINT16)]), *rows])
    # 250; 4 is 260; nothing; 3 is 515. 65,000; 500 is 66,036; nothing; 600 is 66,136.
    np.testing.assert_array_equal(column(data, 20, "total_cycles"), [250, 260, NAN, 515])
    np.testing.assert_array_equal(column(data, 20, "accumulated_power"), [65_000, 66_036, NAN, 66_136])


def test_altitude_and_speed_are_also_their_enhanced_columns_and_the_enhanced_wins() -> None:
    fields = [(2, 2, UINT16), (6, 2, UINT16), (73, 4, UINT32)]
    rows = [row("<HHI", 2_600, 2_500, 0xFFFFFFFF), row("<HHI", 2_605, 2_500, 2_750)]
    data = fit_bytes([definition(20, fields), *rows])
    assert column(data, 20, "enhanced_altitude") == [20.0, 21.0]
    assert column(data, 20, "enhanced_speed") == [2.5, 2.75]


def test_intervals_between_beats_are_an_array() -> None:
    rows = [row("<5H", 800, 810, 0xFFFF, 0xFFFF, 0xFFFF), row("<5H", 790, 0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF)]
    table = only(fit_bytes([definition(78, [(0, 10, UINT16)]), *rows])).table(78)
    times = table.wide("time")
    assert times is not None
    np.testing.assert_array_equal(times, [[0.8, 0.81, NAN, NAN, NAN], [0.79, NAN, NAN, NAN, NAN]])


def _swim_with_strap() -> bytes:
    """Samples without heart rate, and behind them beats of a strap: at 0 s, 0.5 s, 1 s, ... 4 s, with 12-bit times."""
    start = 4_000  # 1/1024 s on the clock of the strap at T0, so that the 12 bits begin again on the way
    tied = definition(132, [TIME, (9, 4, UINT32), (6, 1, UINT8)], local=1) + row("<IIB", T0, start, 100, local=1)
    ticks = [(start + 512 * i) & 0xFFF for i in range(1, 9)]
    packed = sum(tick << 12 * i for i, tick in enumerate(ticks)).to_bytes(12, "little")
    beats = definition(132, [(10, 12, BYTE), (6, 8, UINT8)], local=2)
    beats += row("<12s8B", packed, *range(101, 109), local=2)
    samples = definition(20, [TIME, (5, 4, UINT32)]) + b"".join(row("<II", T0 + i, 100 * i) for i in range(12))
    return fit_bytes([FILE_ID, samples, tied, beats])


def test_beats_of_a_strap_with_times_of_twelve_bits_reach_the_samples() -> None:
    activity = read_activity(_swim_with_strap())
    # At T0 the beat of 100, each second two beats on; the last beat is 4 s after T0 and counts until 5 s after it.
    expected = [100, 102, 104, 106, 108, 108, 108, 108, 108, 108, NAN, NAN]
    np.testing.assert_array_equal(activity.columns["heart_rate_bpm"], expected)


def test_beats_in_a_file_chained_behind_belong_to_the_recording() -> None:
    tied = definition(132, [TIME, (9, 4, UINT32), (6, 1, UINT8)]) + row("<IIB", T0 + 1, 0, 90)
    samples = definition(20, [TIME]) + b"".join(row("<I", T0 + i) for i in range(3))
    (activity,) = read_activities(fit_bytes([FILE_ID, samples]) + fit_bytes([tied]))
    assert activity.heart_rate_bpm == 90.0


def test_steps_of_a_workout_are_read() -> None:
    workout = definition(26, [(4, 1, ENUM), (6, 2, UINT16), (8, 8, STRING)]) + row("<BH8s", 1, 2, b"Run 3x1")
    step = definition(27, [(254, 2, UINT16), (1, 1, ENUM), (2, 4, UINT32), (7, 1, ENUM)])
    data = fit_bytes([workout, step, row("<HBIB", 0, 0, 600_000, 2), row("<HBIB", 1, 1, 100_000, 0)])
    file = only(data)
    assert file.table(26).text("wkt_name") == ["Run 3x1"]
    assert column(data, 26, "num_valid_steps") == [2]
    assert column(data, 27, "duration_value") == [600_000, 100_000]
    assert column(data, 27, "intensity") == [2, 0]


def test_monitoring_unpacks_kind_and_intensity_and_its_short_times() -> None:
    full = definition(55, [TIME, (3, 4, UINT32), (24, 1, BYTE)]) + row("<IIB", T0, 200, 6 | 2 << 5)
    short = definition(55, [(26, 2, UINT16), (24, 1, BYTE)], local=1)
    # T0 ends in the 16 bits 51,712. 51,812 is 100 s later; 10 is past the roll-over: 65,536 + 10 - 51,712 = 13,834 s.
    data = fit_bytes([full, short, row("<HB", 51_812, 1, local=1), row("<HB", 10, 8 | 1 << 5, local=1)])
    assert column(data, 55, "activity_type") == [6, 1, 8]
    assert column(data, 55, "intensity") == [2, 0, 1]
    assert column(data, 55, "timestamp") == [T0, T0 + 100, T0 + 13_834]
    assert column(data, 55, "cycles")[0] == 100.0


def test_the_data_of_a_gear_change_are_four_columns_and_of_other_events_none() -> None:
    events = definition(21, [(0, 1, ENUM), (3, 4, UINT32)])
    gears = 11 | 28 << 8 | 2 << 16 | 50 << 24
    data = fit_bytes([events, row("<BI", 42, gears), row("<BI", 0, gears)])
    for name, value in {"rear_gear_num": 11, "rear_gear": 28, "front_gear_num": 2, "front_gear": 50}.items():
        np.testing.assert_array_equal(column(data, 21, name), [value, NAN])


def test_short_data_of_an_event_are_its_data() -> None:
    assert column(fit_bytes([definition(21, [(2, 2, UINT16)]), row("<H", 7)]), 21, "data") == [7]


def test_a_field_of_size_zero_and_a_size_that_does_not_fit_the_type_hurt_no_other_field() -> None:
    fields = [(3, 1, UINT8), (4, 0, UINT8), (5, 3, UINT32), (7, 2, UINT16)]
    table = only(fit_bytes([definition(20, fields), row("<B3sH", 140, b"abc", 250)])).table(20)
    assert [table.column(name) for name in ("cadence", "distance")] == [None, None]
    assert column(fit_bytes([definition(20, fields), row("<B3sH", 140, b"abc", 250)]), 20, "power") == [250]


def test_a_message_of_255_fields_and_255_developer_fields_is_read() -> None:
    fields = [(number, 1, UINT8) for number in range(253)] + [TIME, (254, 1, UINT8)]
    own = [(number, 1, 0) for number in range(255)]
    payload = bytes(range(253)) + struct.pack("<I", T0) + bytes([7]) + bytes(255)
    data = fit_bytes([definition(20, fields, developer=own), row(f"<{len(payload)}s", payload)])
    assert column(data, 20, "heart_rate") == [3]
    assert column(data, 20, "timestamp") == [T0]


def test_a_message_without_any_field_is_counted() -> None:
    data = fit_bytes([definition(20, []), *[b"\0"] * 50, HEART, row("<IB", T0, 99)])
    assert only(data).table(20).count == 51
    assert column(data, 20, "heart_rate")[50] == 99


def test_text_ends_at_its_first_zero_and_may_be_broken_utf_8() -> None:
    names = definition(0, [(8, 6, STRING)])
    table = only(fit_bytes([names, row("<6s", b"Fen\0ix"), row("<6s", b"\xffABCDE"), row("<6s", b"")])).table(0)
    assert table.text("product_name") == ["Fen", "\ufffdABCDE", None]


def test_messages_and_fields_that_the_profile_does_not_know_are_counted_and_left_alone() -> None:
    data = fit_bytes([definition(0xFF00, [(1, 2, UINT16)]), row("<H", 5), definition(20, [(250, 1, UINT8)]), b"\0\1"])
    file = only(data)
    assert file.numbers() == [0xFF00, 20]
    assert [file.table(number).names() for number in file.numbers()] == [[], []]


def test_asking_for_a_message_or_column_that_is_not_there_gives_nothing() -> None:
    table = only(heart_file()).table(18)
    assert (table.count, table.column("start_time"), table.wide("start_time")) == (0, None, None)
    assert table.text("start_time") == []
