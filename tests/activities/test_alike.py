"""Points read by a pattern say exactly what they say element by element; times read at once are those read singly."""

from functools import partial
from random import Random

import numpy as np
import pytest

from opbouw.activities import Activity, ActivityError, gpx, tcx, xmlread, xmlstream
from opbouw.activities.xmlread import times, to_unix
from tests.activities import corpus_gpx, corpus_tcx
from tests.activities.corpus_gpx import HEART, point, segment, track

CASES = [("gpx", name, case.data) for name, case in corpus_gpx.accepted().items()]
CASES += [("tcx", name, case.data) for name, case in corpus_tcx.accepted().items()]
BYTES = b"<>&\"'/ 0aZ\xe9\x00!-;:="


def _said(kind: str, data: bytes) -> list[object]:
    """All that is read of these bytes, in a form that can be compared."""
    read = {"gpx": gpx.read_gpx, "tcx": tcx.read_tcx}[kind]
    try:
        return [_flat(activity) for activity in read(data)]
    except ActivityError as error:
        return [error.code, error.params]


def _flat(activity: Activity) -> dict[str, object]:
    columns = {name: column.tobytes() for name, column in activity.columns.items()}
    return {name: getattr(activity, name) for name in Activity.__slots__ if name != "columns"} | columns


def _both(kind: str, data: bytes, monkeypatch: pytest.MonkeyPatch) -> tuple[list[object], list[object]]:
    quick = _said(kind, data)
    with monkeypatch.context() as patched:
        for module in (gpx, tcx):
            patched.setattr(module, "read_xml", partial(xmlstream.read_xml, alike=False))
        return quick, _said(kind, data)


@pytest.mark.parametrize(("kind", "name", "data"), CASES, ids=lambda value: value if isinstance(value, str) else "")
def test_a_pattern_reads_what_the_stream_reads_also_of_a_hurt_file(
    kind: str, name: str, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = Random(name)
    for changes in (0, 1, 1, 1, 2, 3):
        hurt = bytearray(data)
        for _ in range(changes):
            hurt[random.randrange(len(hurt))] = random.choice(BYTES)
        quick, slow = _both(kind, bytes(hurt), monkeypatch)
        assert quick == slow, bytes(hurt)


def test_nearly_all_points_of_a_long_file_are_read_by_patterns(monkeypatch: pytest.MonkeyPatch) -> None:
    singly = 0
    close = gpx._Gpx._close_point

    def counted(self: gpx._Gpx) -> None:
        nonlocal singly
        singly += 1
        close(self)

    monkeypatch.setattr(gpx._Gpx, "_close_point", counted)
    inside = "".join(point(number % 360, HEART if number % 3 else "") for number in range(3_000))
    (activity,) = gpx.read_gpx(corpus_gpx.gpx(track(segment(inside))).encode())
    assert activity.samples == 3_000
    assert singly < 10


def test_more_points_than_ten_days_by_the_second_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xmlread, "MAX_POINTS", 4)
    with pytest.raises(ActivityError) as caught:
        gpx.read_gpx(corpus_gpx.run().encode())
    assert (caught.value.code, caught.value.params) == ("too_many_points", {"limit": 4})


def test_a_long_text_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    data = corpus_gpx.run().replace("Morning", "long " * 400_000).encode()
    assert [one.samples for one in gpx.read_gpx(data)] == [5]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        # 2026-03-02T07:00:00Z is 1,772,434,800: 20,514 days of 86,400 s and seven hours.
        ([b"2026-03-02T07:00:00Z", b"2026-03-02T07:00:01Z"], [1772434800.0, 1772434801.0]),
        ([b"2026-03-02T07:00:00.250Z"], [1772434800.25]),
        ([b"2026-03-02T09:00:00+02:00"], [1772434800.0]),
        ([b"2026-03-02T07:00:00Z", None, b"", b"2026-03-02T07:00:00.5Z"], [1772434800.0, None, None, 1772434800.5]),
        ([b"1969-12-31T23:59:59Z"], [-1.0]),
        ([b"2024-02-29T00:00:00Z"], [1709164800.0]),
        ([b"2023-02-29T00:00:00Z"], [None]),
        ([b"2026-13-01T00:00:00Z"], [None]),
        ([b"2026-00-10T00:00:00Z"], [None]),
        ([b"2026-03-02T24:00:01Z"], [None]),
        ([b"2026/03/02T07:00:00Z"], [None]),
        ([b"\xc3\xa9"], [None]),
    ],
)
def test_a_time_is_its_seconds_or_unknown(texts: list[bytes | None], expected: list[float | None]) -> None:
    wanted = np.array([np.nan if value is None else value for value in expected])
    np.testing.assert_array_equal(times(texts), wanted)


def test_times_read_at_once_are_those_read_singly() -> None:
    random = Random(4)
    for _ in range(300):
        form = random.choice(
            ["{:04d}-{:02d}-{:02d}T{:02d}:{:02d}:{:02d}Z", "{:04d}-{:02d}-{:02d}T{:02d}:{:02d}:{:02d}.123Z"]
        )
        numbers = [
            (random.randrange(1, 2400), *(random.randrange(most) for most in (14, 33, 25, 61, 61)))
            for _ in range(random.randrange(1, 4))
        ]
        texts = [form.format(*one) for one in numbers]
        singly = [to_unix(text) for text in texts]
        np.testing.assert_array_equal(times([text.encode() for text in texts]), singly)
