"""The id of a planned session."""

from __future__ import annotations

import uuid
from datetime import date

from opbouw.core.case import Case


def session_id(case: Case, day: date, kind: str) -> str:
    """The same session has the same id on every machine."""
    return str(uuid.uuid5(uuid.UUID(case.log.opened.episode), f"{day.isoformat()}:{kind}"))
