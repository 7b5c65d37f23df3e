"""Choosing, sending and forgetting reminders, and renewing the address of the calendar."""

import uuid
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils import timezone

from opbouw.web.daily.day import Day
from opbouw.web.reminders import selectors
from opbouw.web.reminders.due import due
from opbouw.web.reminders.models import Browser, CalendarAddress, Choice, Sent
from opbouw.web.reminders.push import Outcome, is_service
from opbouw.web.store.models import Runner
from opbouw.web.store.selectors import current_episode

MOST_BROWSERS = 10
Wake = Callable[[str], Outcome]


class NotAServiceError(Exception):
    """The address is not one of a push service."""


def add_browser(runner: Runner, endpoint: str) -> None:
    """Remember a browser; one that had another runner before belongs to this one now. Raises `NotAServiceError`."""
    if not is_service(endpoint):
        raise NotAServiceError
    with transaction.atomic():
        Browser.objects.update_or_create(endpoint=endpoint, defaults={"runner": runner})
        kept = Browser.objects.filter(runner=runner).order_by("-since", "-pk").values_list("pk", flat=True)
        Browser.objects.filter(pk__in=list(kept[MOST_BROWSERS:])).delete()


def drop_browser(runner: Runner, endpoint: str) -> None:
    """Forget a browser of this runner."""
    Browser.objects.filter(runner=runner, endpoint=endpoint).delete()


def switch(runner: Runner, is_on: bool) -> None:
    """Switch reminders on or off; off forgets every browser."""
    Choice.objects.update_or_create(runner=runner, defaults={"is_on": is_on})
    if not is_on:
        Browser.objects.filter(runner=runner).delete()


def renew_calendar(runner: Runner) -> CalendarAddress:
    """A new address for the calendar; the old one is dead at once."""
    return CalendarAddress.objects.update_or_create(runner=runner, defaults={"name": uuid.uuid4()})[0]


def stop_calendar(runner: Runner) -> None:
    """No calendar any more."""
    CalendarAddress.objects.filter(runner=runner).delete()


def forget(runner: Runner) -> None:
    """Everything about reminders and the calendar of this runner, gone."""
    Choice.objects.filter(runner=runner).delete()
    Browser.objects.filter(runner=runner).delete()
    Sent.objects.filter(runner=runner).delete()
    CalendarAddress.objects.filter(runner=runner).delete()


def send_due(wake: Wake) -> Counter[str]:
    """Send every reminder that is due now, and count what came of it by the name of the outcome."""
    return Counter(outcome.value for choice in list(selectors.wanting()) for outcome in _send(choice, wake))


def _send(choice: Choice, wake: Wake) -> list[Outcome]:
    runner = choice.runner
    zone = ZoneInfo(runner.time_zone)
    now = timezone.now().astimezone(zone)
    episode = current_episode(runner.account)
    if episode is None:
        return []
    with timezone.override(zone):
        day = Day(runner.account, episode, now.date(), runner.language)
        kind = due(day, choice, selectors.sent_to(runner), now)
    # Written down first: a reminder that failed is not sent again, one that was sent never twice.
    return wake_all(runner, wake) if kind is not None and _note(runner, kind, now) else []


def _note(runner: Runner, kind: str, now: datetime) -> bool:
    number = Sent.objects.filter(runner=runner, on_date=now.date()).count() + 1
    try:
        with transaction.atomic():
            Sent.objects.create(runner=runner, on_date=now.date(), number=number, kind=kind, at=now)
    except IntegrityError:
        return False  # another sender was first
    return True


def wake_all(runner: Runner, wake: Wake) -> list[Outcome]:
    """Wake each browser of a runner; one that is gone is forgotten."""
    outcomes = []
    for browser in selectors.browsers_of(runner):
        outcome = wake(browser.endpoint)
        if outcome is Outcome.GONE:
            browser.delete()
        outcomes.append(outcome)
    return outcomes
