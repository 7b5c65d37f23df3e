"""Small FIT recordings of any sport, without positions."""

from opbouw.activities.fitencode import Field, file_bytes, fit_time, message
from tests.activities.making import START


def recording(sport: int, sub_sport: int, seconds: int = 600) -> bytes:
    """Five samples with 140 beats over `seconds`, and a session of this sport (numbers of the FIT profile)."""
    first = fit_time(START)
    body = [message(0, [Field(0, "enum", 4), Field(4, "uint32", first)], local=0)]
    for number in range(5):
        fields = [Field(253, "uint32", first + number * seconds // 4), Field(3, "uint8", 140)]
        body.append(message(20, fields, local=1))
    session = [
        Field(253, "uint32", first + seconds),
        Field(2, "uint32", first),
        Field(5, "enum", sport),
        Field(6, "enum", sub_sport),
        Field(7, "uint32", seconds * 1000),
        Field(8, "uint32", seconds * 1000),
    ]
    return file_bytes([*body, message(18, session, local=2)])


def only_laps() -> bytes:
    """Two laps of 300 s and 750 m on a treadmill: no session, and not one sample."""
    first = fit_time(START)
    body = [message(0, [Field(0, "enum", 4), Field(4, "uint32", first)], local=0)]
    body.append(message(12, [Field(0, "enum", 1), Field(1, "enum", 1)], local=1))
    for begin in (first, first + 300):
        end, length, metres = Field(253, "uint32", begin + 300), 300 * 1000, 750 * 100
        lap = [end, Field(2, "uint32", begin), Field(7, "uint32", length), Field(8, "uint32", length)]
        body.append(message(19, [*lap, Field(9, "uint32", metres)], local=2))
    return file_bytes(body)
