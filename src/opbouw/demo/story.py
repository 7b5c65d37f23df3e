"""Who the example runner is, and when things happened, counted in days before today."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

NAME = "Sanne"
AGE = 39
INJURY = "achilles_midportion"
SIDE = "left"
SPOT = "achilles"
WEEKS_OF_ARCHIVE = 26
ONSET_AGO = 71
NAMESPACE = uuid.UUID("3c0f4b52-8a55-5d0e-9a2b-6d5f0c7e1a39")


def onset_of(today: date) -> date:
    """The day the complaint began."""
    return today - timedelta(ONSET_AGO)


def episode_of(today: date, seed: int) -> str:
    """The id of the example episode: the same for the same day and seed."""
    return str(uuid.uuid5(NAMESPACE, f"{today}:{seed}"))
