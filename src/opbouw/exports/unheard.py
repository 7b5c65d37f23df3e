"""Answers to warning signs that no table has: a yes to a misspelt sign must not go by unheard."""

from __future__ import annotations

from opbouw.core.events import Event, Screened
from opbouw.core.fields import EventError
from opbouw.core.log import nearest
from opbouw.evidence import tables


def heard(event: Event) -> Event:
    """The same event. A no to a question of another version is kept and changes nothing.

    :raises EventError: when it answers yes or unknown to a question that does not exist, with the names most like it.
    """
    answers = event.data.answers if isinstance(event.data, Screened) else {}
    for asked, answer in answers.items():
        if answer != "no" and asked not in tables.red_flags:
            near = nearest(asked, list(tables.red_flags))
            raise EventError("unknown_choice", "data.answers", got=asked, choices=near)
    return event
