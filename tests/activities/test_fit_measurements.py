"""The fast half of FIT gives what the decoding library gives, or leaves the file to the library."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opbouw.activities import ActivityError
from opbouw.activities.fitencode import Field, crc16, file_bytes, message
from opbouw.activities.fitmessages import FitFile, _read_fast, _read_slowly
from opbouw.activities.fitrecords import split
from tests.activities.making import fit


def _same(ours: FitFile, theirs: FitFile) -> None:
    assert ours.count == theirs.count
    for name in ours.columns.keys() | theirs.columns.keys():
        if name.startswith("enhanced_") and name not in ours.columns:
            continue  # the library copies altitude and speed to a second name
        nothing = np.full(ours.count, np.nan)
        np.testing.assert_allclose(ours.columns.get(name, nothing), theirs.columns.get(name, nothing), rtol=1e-9)
    for name in ("kind", "file_id", "sessions", "laps", "activity", "sport", "devices", "hr"):
        assert getattr(ours, name) == getattr(theirs, name), name


def test_an_undamaged_file_is_read_fast_and_the_same() -> None:
    fast = _read_fast(fit() + fit())
    assert fast is not None
    for ours, theirs in zip(fast, _read_slowly(fit() + fit()), strict=True):
        _same(ours, theirs)


def test_the_measurements_are_taken_out_of_what_the_library_reads() -> None:
    parts = split(fit())
    assert parts is not None
    rest, (measured,) = parts
    assert measured.count == 61
    # 61 measurements of 32 bytes and their definition of 45 bytes are gone.
    assert len(fit()) - len(rest) == 61 * 32 + 45


@pytest.mark.parametrize(
    "data",
    [
        fit()[:-3],
        fit() + b"junk",
        file_bytes([message(20, [Field(8, "uint32", 1)], local=0)]),
        fit()[:14] + b"\x85" + fit()[15:],
        fit()[:14] + b"\x01" + fit()[15:],
    ],
    ids=["cut off", "junk behind", "speed and distance packed together", "compressed time stamp", "no definition"],
)
def test_an_unusual_file_is_left_to_the_library(data: bytes) -> None:
    assert _read_fast(data) is None


@given(st.lists(st.tuples(st.integers(14, len(fit()) - 3), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_changed_file_is_read_as_the_library_reads_it(changes: list[tuple[int, int]]) -> None:
    data = bytearray(fit())
    for place, value in changes:
        data[place] = value
    fast = _read_fast(bytes(data))
    if fast is None:
        return
    try:
        slow = _read_slowly(bytes(data))
    except ActivityError:
        pytest.fail("the library could not read it at all")
    for ours, theirs in zip(fast, slow, strict=True):
        _same(ours, theirs)


@given(st.binary(max_size=60))
def test_the_checksum_two_bytes_at_a_time_is_the_one_bit_by_bit(data: bytes) -> None:
    value = 0
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = (value >> 1) ^ 0xA001 if value & 1 else value >> 1
    assert crc16(data) == value


@pytest.mark.shared
@pytest.mark.slow
def test_every_recording_of_a_watch_is_read_as_the_library_reads_it(shared: Path) -> None:
    compared = 0
    for path in sorted((shared / "data" / "activities").rglob("*.fit")):
        data = path.read_bytes()
        fast = _read_fast(data) if len(data) < 300_000 else None
        if fast is None:
            continue
        compared += 1
        for ours, theirs in zip(fast, _read_slowly(data), strict=True):
            _same(ours, theirs)
    assert compared > 55
