"""The id of a planned session."""

from __future__ import annotations

import uuid
from datetime import date
from functools import cache

from opbouw.core.case import Case


def session_id(case: Case, day: date, kind: str) -> str:
    """The same session has the same id on every machine."""
    return str(uuid.uuid5(_namespace(case.log.opened.episode), f"{day.isoformat()}:{kind}"))


@cache
def _namespace(episode: str) -> uuid.UUID:
    return uuid.UUID(episode)
