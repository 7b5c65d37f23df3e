"""The example runner: a log made by the project's own generator, opened for looking by anyone at the door."""

from datetime import date

from django.conf import settings
from django.db import transaction

from opbouw.demo import events
from opbouw.web.accounts.models import Account
from opbouw.web.store import services
from opbouw.web.store.models import Runner

NAME = "Sanne"


def open_example(today: date, language: str) -> Account:
    """The example runner's account with a log that runs to today; made, or made anew, when needed."""
    with transaction.atomic():
        account = Account.objects.filter(kind=Account.Kind.EXAMPLE).first() or _new_account()
        runner, _ = Runner.objects.select_for_update().get_or_create(
            account=account,
            defaults={"display_name": NAME, "language": language, "time_zone": settings.TIME_ZONE},
        )
        if runner.example_on != today:
            _reload(runner, today)
    return account


def _new_account() -> Account:
    name = next(name for name in _names() if not Account.objects.filter(name__iexact=name).exists())
    return Account.objects.create_account(name, None, Account.Kind.EXAMPLE)


def _names() -> "list[str]":
    return [f"{NAME} (example)", *(f"{NAME} (example {number})" for number in range(2, 100))]


def _reload(runner: Runner, today: date) -> None:
    for episode in runner.episodes.all():
        services.erase_episode(episode)
    services.load_log(runner, events(today))
    runner.example_on = today
    runner.save(update_fields=["example_on"])
