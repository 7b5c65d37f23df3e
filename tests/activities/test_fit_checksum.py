"""The checksum of FIT: the same by the wheel, by NumPy and bit by bit."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opbouw.activities.fit import crc


def bit_by_bit(data: bytes, value: int = 0) -> int:
    """CRC-16 with polynomial 0x8005 reflected, by its definition."""
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = (value >> 1) ^ 0xA001 if value & 1 else value >> 1
    return value


def test_the_nine_digits_have_the_published_check_value() -> None:
    # CRC-16/ARC of 123456789 is 0xBB3D.
    assert (crc.crc16(b"123456789"), crc.crc16_numpy(b"123456789")) == (0xBB3D, 0xBB3D)


@given(st.binary(max_size=70), st.integers(0, 0xFFFF))
def test_short_data_are_summed_as_bit_by_bit(data: bytes, value: int) -> None:
    assert crc.crc16_numpy(data, value) == crc.crc16(data, value) == bit_by_bit(data, value)


@pytest.mark.parametrize("size", [511, 512, 513, 514, 1_023, 1_026, 4_097, 65_535, 65_536, 65_537, 66_050, 131_587])
def test_blocks_are_joined_as_bit_by_bit(size: int) -> None:
    data = random.Random(size).randbytes(size)
    assert crc.crc16_numpy(memoryview(data), 0x1234) == bit_by_bit(data, 0x1234)


def test_the_sum_goes_on_from_a_sum() -> None:
    data = random.Random(1).randbytes(3_000)
    for cut in (0, 1, 600, 1_501, 3_000):
        assert crc.crc16_numpy(data[cut:], crc.crc16_numpy(data[:cut])) == crc.crc16_numpy(data)
