"""One piece of evidence: a code with numbers and dates; sentences live in ``cause_texts.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Value = str | int | float | date


@dataclass(frozen=True, slots=True)
class Finding:
    """A code and its parameters: kilometres, minutes, days, percent and dates."""

    code: str
    params: Mapping[str, Value] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The finding in plain JSON values, dates as ISO text."""
        plain = {k: v.isoformat() if isinstance(v, date) else v for k, v in self.params.items()}
        return {"code": self.code, "params": plain}


@dataclass(frozen=True, slots=True)
class Clue:
    """What one detector found: strength 0-1 with evidence for and against; ``known`` False when the data cannot say."""

    strength: float = 0.0
    found: tuple[Finding, ...] = ()
    against: tuple[Finding, ...] = ()
    known: bool = True


CANNOT_SEE = Clue(known=False)
