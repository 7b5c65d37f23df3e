"""Fixtures of the web part: three people, their clients, and an episode that has begun."""

import io
import logging
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings
from structlog.stdlib import ProcessorFormatter

from opbouw.web.accounts import services as accounts
from opbouw.web.accounts.models import Account
from opbouw.web.store import selectors, services
from opbouw.web.store.actors import actor_for
from opbouw.web.store.models import Episode, Runner

PASSWORD = "three calm words"
ClientOf = Callable[[Account | None], Client]
EpisodeOf = Callable[..., Episode]
Logged = Callable[[], str]


@pytest.fixture(autouse=True)
def own_folder(settings: Settings, tmp_path: Path) -> None:
    """Uploads of a test go to its own folder, and passwords cost no time."""
    settings.UPLOADS_DIR = tmp_path / "uploads"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def no_known_decisions() -> None:
    """What an earlier test decided is not remembered: its events had the same numbers."""
    selectors.forget_decisions()
    selectors.READ.clear()


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Logged:
    """What the server writes to its log during the test, as an operator would read it."""
    stream = io.StringIO()
    for name in ("", "django", "django.request"):
        for handler in logging.getLogger(name or None).handlers:
            if isinstance(handler, logging.StreamHandler) and isinstance(handler.formatter, ProcessorFormatter):
                monkeypatch.setattr(handler, "stream", stream)
    return stream.getvalue


@pytest.fixture
def transactional_db(transactional_db: None) -> Iterator[None]:
    """The log cannot be flushed like other tables: its episodes are erased first, the way a person would."""
    yield transactional_db
    for episode in Episode.objects.all():
        services.erase_episode(episode)


@pytest.fixture
def owner(db: None) -> Account:
    """Who made the first account."""
    return accounts.create_owner("Anna", PASSWORD, "en")


@pytest.fixture
def other(owner: Account) -> Account:
    """Somebody else in the same household."""
    return accounts.create_person("Bram", PASSWORD, "en")


@pytest.fixture
def client_of() -> ClientOf:
    """A browser, in English, in which this person is logged in; nobody for None."""

    def made(account: Account | None, **headers: Any) -> Client:
        client = Client(headers={"accept-language": "en", **headers})
        if account is not None:
            client.force_login(account)
        return client

    return made


@pytest.fixture
def runner(owner: Account) -> Runner:
    """The owner as a runner."""
    return Runner.objects.get(account=owner)


@pytest.fixture
def browser(owner: Account, client_of: ClientOf) -> Client:
    """The owner's browser."""
    return client_of(owner)


def first_facts(days_ago: int = 9, **opened: Any) -> list[dict[str, Any]]:
    """The facts an episode begins with: an Achilles complaint, all warning signs answered with no."""
    from opbouw.core.flags import questions_for
    from opbouw.evidence import tables

    today = timezone.localdate()
    onset = (today - timedelta(days=days_ago)).isoformat()
    data = {
        "injury": "achilles_midportion",
        "side": "right",
        "spot": "achilles",
        "onset_on": onset,
        "course": "gradual",
        "severity": "limits_running",
        "last_run_on": onset,
        **opened,
    }
    asked = questions_for(tables.injuries[data["injury"]], data["spot"])
    week = {"mon": 45, "wed": 45, "sat": 60}
    said = (
        ("episode_opened", data),
        ("screened", {"answers": dict.fromkeys(asked, "no"), "why": "first"}),
        ("availability_set", {"weekdays": week, "modalities": ["cycling", "walking"], "equipment": ["band"]}),
    )
    return [{"type": kind, "on": today.isoformat(), "data": values} for kind, values in said]


@pytest.fixture
def episode_of() -> EpisodeOf:
    """An episode of this person that has begun; more facts about the opening may be given by name."""

    def made(account: Account, **opened: Any) -> Episode:
        return services.open_episode(actor_for(account), uuid.uuid4(), first_facts(**opened))

    return made
