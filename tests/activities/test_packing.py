"""Columns in few bytes: the same numbers come out, unknown stays unknown, and damage is named."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from opbouw.activities import pack, unpack

NUMBERS = st.one_of(st.floats(-1e6, 1e6), st.just(float("nan")), st.just(float("inf")))


@given(arrays.arrays(np.float64, st.integers(0, 40), elements=NUMBERS))
def test_what_was_packed_comes_out_to_the_hundredth_and_unknown_stays_unknown(
    values: "np.ndarray[tuple[int], np.dtype[np.float64]]",
) -> None:
    found = unpack(pack({"power_w": values, "altitude_m": values[::-1]}))
    wanted = np.where(np.isfinite(values), values, np.nan)
    np.testing.assert_allclose(found["power_w"], wanted, rtol=0, atol=0.0051)
    np.testing.assert_allclose(found["altitude_m"], wanted[::-1], rtol=0, atol=0.0051)


def test_places_are_kept_to_a_centimetre_and_times_to_a_millisecond() -> None:
    columns = {"lat": np.array([52.0907374, -33.8567844]), "time_s": np.array([0.0, 0.125])}
    found = unpack(pack(columns))
    assert found["lat"].tolist() == pytest.approx([52.0907374, -33.8567844], abs=5e-8)
    assert found["time_s"].tolist() == [0.0, 0.125]


def test_an_hour_of_steady_running_takes_less_than_a_byte_a_value() -> None:
    seconds = np.arange(3600.0)
    columns = {
        "time_s": seconds,
        "distance_m": seconds * 2.5,
        "heart_rate_bpm": 140 + np.round(5 * np.sin(seconds / 60)),
    }
    assert len(pack(columns)) < 3 * 3600


def test_an_activity_without_columns_has_none_after() -> None:
    assert unpack(pack({})) == {}


def test_what_comes_out_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        unpack(pack({"power_w": np.array([1.0])}))["power_w"][0] = 2


@pytest.mark.parametrize("data", [b"", b"hello", pack({"power_w": np.array([1.0])})[:-4]])
def test_bytes_that_are_no_columns_are_refused_by_name(data: bytes) -> None:
    with pytest.raises(ValueError, match="no packed columns"):
        unpack(data)


def test_another_layout_is_refused_by_its_number() -> None:
    with pytest.raises(ValueError, match="layout 9; this version reads 1"):
        unpack(b"\x09" + pack({"power_w": np.array([1.0])})[1:])
