"""A runner whose days are written by hand, and the example runner's six weeks as somebody's own."""

import uuid
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from opbouw.demo.log import events as demo_events
from opbouw.web.accounts.models import Account
from opbouw.web.daily.day import Day
from opbouw.web.store import selectors, services
from opbouw.web.store.actors import actor_for
from opbouw.web.store.models import Episode, Runner
from tests.web.conftest import ClientOf, first_facts

CALM = {
    "pain_rest": 0,
    "pain_daily": 0,
    "pain_morning": 0,
    "swelling": "none",
    "limping": False,
    "night_pain": False,
    "ill": "none",
}
Form = Mapping[str, Any]


def today() -> date:
    """The runner's day."""
    return timezone.localdate()


@cache
def _demo(on: date) -> list[dict[str, Any]]:
    return demo_events(on)


class Runs:
    """One runner's log and browser. Days are counted back from today."""

    def __init__(self, account: Account, episode: Episode, client: Client) -> None:
        self.account, self.episode, self.client = account, episode, client

    def write(self, kind: str, days_ago: int = 0, /, **data: Any) -> str:
        """Write a fact about a day, on that day at noon; returns its id."""
        on = today() - timedelta(days=days_ago)
        noon = timezone.make_aware(datetime.combine(on, time(12)))
        moment = timezone.localtime() if days_ago == 0 else noon
        fact = {"type": kind, "on": on.isoformat(), "recorded_at": moment.isoformat(), "data": data}
        return services.append_events(actor_for(self.account), self.episode, [fact])[0].id

    def calm(self, days_ago: int = 0, **more: Any) -> str:
        """A check-in without complaints, with exceptions."""
        return self.write("checked_in", days_ago, **{**CALM, **more})

    def ran(self, days_ago: int = 0, **more: Any) -> str:
        """A short run without complaints, with exceptions."""
        said = {"kind": "run", "minutes": 20, "run_minutes": 10, "pain_during": 0, "effort_rpe": 3}
        return self.write("session_done", days_ago, **{**said, **more})

    def day(self) -> Day:
        """Today as the screens see it."""
        return Day(self.account, self.episode, today(), "en")

    def text(self, path: str) -> str:
        """A page in words."""
        response = self.client.get(path)
        assert response.status_code == 200, (path, response.status_code)
        return str(response.content.decode())

    def facts(self, kind: str) -> list[dict[str, Any]]:
        """The data of all events of one type, in the order they were written."""
        rows = selectors.event_rows_of(self.account, self.episode).filter(type=kind)
        return [dict(row.data) for row in rows]

    def send(self, path: str, form: Form) -> Any:
        """Send a form with a key of its own, unless it has one."""
        return self.client.post(path, {"key": str(uuid.uuid4()), **form})


RunnerWith = Callable[..., Runs]


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """The numbers of a log that was rolled back come again: decisions of the test before are not those of this one."""
    selectors.forget_decisions()


@pytest.fixture
def runner_with(owner: Account, client_of: ClientOf) -> RunnerWith:
    """A runner whose injury began so many days ago in this app; more about the opening by name."""

    def made(opened: int = 0, account: Account | None = None, **opening: Any) -> Runs:
        who = account or owner
        on = today() - timedelta(days=opened)
        noon = timezone.make_aware(datetime.combine(on, time(8)))
        onset = (on - timedelta(days=9)).isoformat()
        dates = {"onset_on": onset, "last_run_on": onset}
        facts = first_facts(**{**dates, **opening})
        facts = [{**fact, "on": on.isoformat(), "recorded_at": noon.isoformat()} for fact in facts]
        if opened == 0:
            facts = [{name: value for name, value in fact.items() if name != "recorded_at"} for fact in facts]
        episode = services.open_episode(actor_for(who), uuid.uuid4(), facts)
        return Runs(who, episode, client_of(who))

    return made


@pytest.fixture
def weeks_on(owner: Account, client_of: ClientOf) -> Runs:
    """Somebody six weeks into the return, with today still open."""
    runner = Runner.objects.get(account=owner)
    return Runs(owner, services.load_log(runner, _demo(today())), client_of(owner))


def checked_in(*signs: str, pain: int = 0, **more: Any) -> dict[str, Any]:
    """The check-in form as it is sent."""
    numbers = dict.fromkeys(("pain_rest", "pain_daily", "pain_morning"), str(pain))
    return {**numbers, "signs": list(signs) or ["none"], **more}
