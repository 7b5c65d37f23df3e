"""Writing what the runner says, with the moment in the runner's own zone."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from opbouw.core.fields import EventError
from opbouw.web.daily.day import Day
from opbouw.web.store import selectors, services
from opbouw.web.store.actors import actor_for
from opbouw.web.store.problems import DifferentContentError

Fact = Mapping[str, Any]


def keep(day: Day, facts: Sequence[Fact]) -> None:
    """Add facts to the log, all or none.

    Raises `EventError` for a fact that breaks the contract, `DifferentContentError` for an id that is used already.
    """
    now = timezone.localtime().isoformat()
    services.append_events(actor_for(day.account), day.episode, [{"recorded_at": now, **fact} for fact in facts])
    day.has_changed()


def already_kept(day: Day, key: uuid.UUID | None) -> bool:
    """Whether a form with this key was kept before: a second tap on the button changes nothing."""
    return key is not None and selectors.event_rows_of(day.account, day.episode).filter(event_id=key).exists()


def keep_form(request: HttpRequest, day: Day, form: Form, facts: Sequence[Fact]) -> bool:
    """Keep what a form says; False, with an error on the form, when the log cannot take it."""
    try:
        keep(day, facts)
    except EventError as problem:
        text = _("This could not be kept: %(field)s does not fit. Change it and send it again.")
        form.add_error(None, text % {"field": problem.field})
        return False
    except DifferentContentError:
        messages.info(request, _("This was kept before. Open it in your history to change it."))
    return True


def part_key(key: uuid.UUID, part: str) -> str:
    """The id of one more fact of the same form: the same form gives the same ids."""
    return str(uuid.uuid5(key, part))
