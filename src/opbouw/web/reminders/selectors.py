"""Reading reminders and the calendar."""

import uuid
from collections.abc import Iterator

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from opbouw.web.reminders.due import Went
from opbouw.web.reminders.models import Browser, CalendarAddress, Choice, Sent
from opbouw.web.reminders.push import Signer, signer
from opbouw.web.store.models import Runner


def signing() -> Signer | None:
    """How this server signs; None where its host set no key, and no reminder is sent."""
    return signer(settings.VAPID.key, settings.VAPID.contact) if settings.VAPID else None


def choice_of(runner: Runner) -> Choice:
    """What the runner chose; off when nothing was chosen."""
    return Choice.objects.filter(runner=runner).first() or Choice(runner=runner)


def was_asked(runner: Runner) -> bool:
    """Whether the runner was asked, whatever the answer."""
    return Choice.objects.filter(runner=runner).exists()


def wanting() -> Iterator[Choice]:
    """The choices of everybody who wants reminders and has a browser to be woken."""
    return (
        Choice.objects.filter(is_on=True, runner__browsers__isnull=False).select_related("runner").distinct().iterator()
    )


def sent_to(runner: Runner) -> list[Went]:
    """What went to this runner, the oldest first."""
    return [Went(row.kind, row.at) for row in Sent.objects.filter(runner=runner)]


def browsers_of(runner: Runner) -> list[Browser]:
    """The browsers this runner gets reminders in."""
    return list(Browser.objects.filter(runner=runner))


def token_of(name: uuid.UUID) -> str:
    """The part of a calendar's address that only this server can make."""
    return salted_hmac("opbouw.calendar", name.hex, algorithm="sha256").hexdigest()[:40]


def calendar_of(runner: Runner) -> CalendarAddress | None:
    """The runner's calendar, if there is one."""
    return CalendarAddress.objects.filter(runner=runner).first()


def runner_at(name: uuid.UUID, token: str) -> Runner | None:
    """Whose calendar stands at an address; None for one that is wrong or was renewed."""
    if not constant_time_compare(token_of(name), token):
        return None
    found = CalendarAddress.objects.filter(name=name).select_related("runner__account").first()
    return found.runner if found else None
