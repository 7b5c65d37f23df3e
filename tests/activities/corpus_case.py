"""What the corpora are made of: small files and, for each, the one right answer, worked out by hand."""

from dataclasses import dataclass

START = "2026-03-02T07:00:00Z"
DAY = "2026-03-02"
# From 52.0000 to 52.0001 degrees north on a ball of 6,371,008.8 m: 0.0001 / 180 x pi x radius.
STEP_M = 11.1195


@dataclass(frozen=True)
class One:
    """An activity as it must be read; `day` is the runner's own day, None is unknown."""

    sport: str = "run"
    day: str | None = DAY
    seconds: float | None = 40.0
    metres: float | None = 4 * STEP_M
    points: int = 5
    heart: bool = False
    indoor: bool | None = False


@dataclass(frozen=True)
class Taken:
    """A file, its activities in order, and what the reports remark."""

    data: bytes
    ones: tuple[One, ...]
    findings: tuple[str, ...] = ()


def taken(data: bytes | str, *ones: One, findings: tuple[str, ...] = ()) -> Taken:
    """A case; text becomes UTF-8."""
    return Taken(data.encode() if isinstance(data, str) else data, ones or (One(),), findings)
