"""People in every state a page can show: each a log that was lived, on a clock that stands still.

A person is a function from a `World` to an account; the world makes everyone once. `weeks` is the example runner's log
as somebody's own; `told` takes a day out of a story of tests/scenarios.
"""

from __future__ import annotations

import json
import tomllib
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from itertools import count
from typing import Any
from unittest.mock import patch

from django.test import Client
from django.utils import timezone

from opbouw import demo
from opbouw.core.events import event_to_dict
from opbouw.web.accounts.models import Account
from opbouw.web.daily import screening
from opbouw.web.onboarding import steps
from opbouw.web.onboarding.models import Draft
from opbouw.web.store import selectors, services
from opbouw.web.store.actors import actor_for
from opbouw.web.store.models import Runner
from tests.scenarios import story
from tests.web.conftest import first_facts
from tests.web.daily.conftest import Runs
from tests.web.test_onboarding import answer

NOW = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)  # a Monday morning, half past eight in Amsterdam
Person = Callable[["World"], Account | None]


@contextmanager
def standing_still() -> Iterator[None]:
    """Everything the server knows about now comes from one function; here it always says the same morning.

    A microsecond goes by each time it is asked: of what is written down together, the log knows which came first.
    """
    asked = count()
    with patch.object(timezone, "now", lambda: NOW + timedelta(microseconds=next(asked))):
        selectors.forget_decisions()
        yield


@dataclass
class World:
    """The people there are, made when they are first asked for."""

    known: dict[Person, Account | None] = field(default_factory=dict)

    def who(self, person: Person) -> Account | None:
        """The account of this person, always the same one; None for nobody."""
        if person not in self.known:
            self.known[person] = person(self)
        return self.known[person]

    def new(self, name: str = "Anna") -> Account:
        """An account without an injury. The first one owns the server; a second Anna gets a number nobody sees."""
        number = Account.objects.count()
        account = Account.objects.create_account(f"{name} {number}", None, owner=number == 0)
        Runner.objects.create(account=account, display_name=name, language="nl", time_zone="Europe/Amsterdam")
        return account


@cache
def _example(today: date) -> str:
    return json.dumps(demo.events(today))


def _own(log: str, account: Account) -> list[dict[str, Any]]:
    """The same log with ids of its own: an id is somebody's once."""
    events: list[dict[str, Any]] = json.loads(log)
    for old in {events[0]["episode"], *(one["id"] for one in events)}:
        log = log.replace(old, str(uuid.uuid5(uuid.UUID(old), account.name)))
    own: list[dict[str, Any]] = json.loads(log)
    return own


def load(world: World, log: list[dict[str, Any]]) -> Runs:
    """A new runner with this log."""
    account = world.new()
    episode = services.load_log(Runner.objects.get(account=account), _own(json.dumps(log), account))
    return Runs(account, episode, Client())


def weeks(world: World, *, today: bool = False) -> Runs:
    """Somebody six weeks on, with a run and strength work planned today; ``today``: the check-in was done."""
    on = timezone.localdate()
    log: list[dict[str, Any]] = json.loads(_example(on))
    return load(world, [one for one in log if today or one["on"] < on.isoformat()])


def begun(world: World, days_ago: int = 0, **opened: Any) -> Runs:
    """Somebody whose injury was told here so many days ago."""
    account, on = world.new(), timezone.localdate() - timedelta(days=days_ago)
    at = timezone.make_aware(datetime.combine(on, datetime.min.time().replace(hour=8))).isoformat()
    onset = (on - timedelta(days=9)).isoformat()
    facts = first_facts(**{"onset_on": onset, "last_run_on": onset, **opened})
    facts = [{**one, "on": on.isoformat(), "recorded_at": at} for one in facts]
    return Runs(account, services.open_episode(actor_for(account), uuid.uuid4(), facts), Client())


def told(world: World, name: str, day: int) -> Runs:
    """The runner of a story file on the evening of one of its days, which is today."""
    raw = tomllib.loads((story.FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    start = story.read_story(story.FOLDER / f"{name}.toml").start
    onset = timezone.localdate() - timedelta(days=start + day)
    lived, start = story._begin({**raw, "opened": {**raw["opened"], "onset": onset.isoformat()}})
    for line in raw["lines"]:
        story._line(lived, start, line)
    events = [event_to_dict(one) for one in lived.events if one.on <= timezone.localdate()]
    return load(world, events)


# ---------- Today ----------


def first_day(world: World) -> Account:
    """The injury was told a moment ago."""
    return begun(world).account


def not_checked_in(world: World) -> Account:
    """A morning before the check-in."""
    return weeks(world).account


def morning_after(world: World) -> Account:
    """Yesterday was a run, and its morning is not told yet."""
    runner = weeks(world)
    runner.ran(1)
    return runner.account


def going_on(world: World) -> Account:
    """A green day with a run."""
    return weeks(world, today=True).account


def repeating(world: World) -> Account:
    """Yesterday's run hurt a little too much: the same step again."""
    runner = weeks(world)
    runner.ran(1, pain_during=4)
    runner.calm(pain_morning=2)
    return runner.account


def flaring(world: World) -> Account:
    """A run that hurt, and a bad morning after it."""
    runner = weeks(world)
    runner.ran(1, pain_during=6, gait_changed=True)
    runner.calm(pain_morning=5, pain_daily=3)
    return runner.account


def riding(world: World) -> Account:
    """The first days: no running, a ride."""
    runner = begun(world, 4)
    runner.calm()
    return runner.account


def done(world: World) -> Account:
    """Today's run is told."""
    runner = weeks(world, today=True)
    runner.ran(0, minutes=31, run_minutes=15)
    return runner.account


def resting(world: World) -> Account:
    """A day without time for anything."""
    runner = weeks(world)
    runner.write("availability_set", 0, weekdays={"mon": 0, "wed": 45, "sat": 60}, modalities=["cycling"])
    runner.calm()
    return runner.account


def ill(world: World) -> Account:
    """A day with a fever."""
    runner = weeks(world)
    runner.calm(ill="fever")
    return runner.account


def away(world: World) -> Account:
    """A week of holiday."""
    runner = weeks(world)
    runner.calm()
    on = timezone.localdate()
    runner.write(
        "away_set",
        0,
        **{"from": on.isoformat(), "to": (on + timedelta(days=6)).isoformat(), "why": "holiday"},
    )
    return runner.account


def told_by_watch(world: World) -> Account:
    """A run that only the watch knows."""
    runner = weeks(world)
    runner.write("activity_imported", 0, sport="run", seconds=1500, distance_m=4000)
    runner.calm()
    return runner.account


def locked(world: World) -> Account:
    """A bone injury that waits for a doctor."""
    runner = begun(world, 4, injury="bsi_femoral_neck", spot="groin", named_by="doctor")
    runner.calm()
    return runner.account


def third_flare(world: World) -> Account:
    """The third flare at one spot in four weeks."""
    return told(world, "third_flare", 10).account


def without_a_step(world: World) -> Account:
    """Four weeks on the same step."""
    return told(world, "no_progress_for_four_weeks", 30).account


def keeps_running(world: World) -> Account:
    """Back at the old level, with an early sign."""
    return told(world, "early_warning_after_the_return", 4).account


def too_young(world: World) -> Account:
    """Somebody for whom no plan is made."""
    runner = begun(world)
    runner.write("profile_set", 0, birth_year=timezone.localdate().year - 15)
    return runner.account


# ---------- warning signs ----------


def asked_for_signs(world: World) -> Account:
    """Pain at night: first the questions."""
    runner = weeks(world)
    runner.calm(night_pain=True)
    return runner.account


def stopped(world: World, flag: str) -> Account:
    """A warning sign answered with yes."""
    runner = weeks(world)
    runner.calm(pain_rest=3, pain_daily=4, night_pain=flag == "rf_night_pain")
    answers = {**dict.fromkeys(screening.region_questions(runner.day()), "no"), flag: "yes"}
    runner.write("screened", 0, answers=answers, why="asked")
    return runner.account


emergency = partial(stopped, flag="rf_chest")
same_day = partial(stopped, flag="rf_dvt")
before_running = partial(stopped, flag="rf_night_pain")


def mistaken(world: World) -> Account:
    """A warning sign that was taken back the same day."""
    runner = weeks(world)
    runner.calm()
    answers = dict.fromkeys(screening.region_questions(runner.day()), "no")
    runner.write("screened", 0, answers={**answers, "rf_night_pain": "yes"}, why="asked")
    runner.write("screened", 0, answers=answers, why="mistake")
    return runner.account


# ---------- beginning ----------

STEPS = steps.ORDER


def nobody_logged_in(world: World) -> None:
    """A server that has its first account, and nobody logged in."""
    world.who(nobody_yet)


def nobody_yet(world: World) -> Account:
    """An account without an injury."""
    return world.new()


def _answers(world: World) -> dict[str, Any]:
    """What somebody answered to all questions but the last, as a draft keeps it."""
    account = world.new()
    client = Client()
    client.force_login(account)
    for slug in steps.ORDER[:-1]:
        answer(client, slug)
    return dict(Draft.objects.get(runner__account=account).answers)


def all_but_last(world: World) -> Account:
    """Somebody whose answers others begin with."""
    account = world.new()
    Draft.objects.create(runner=Runner.objects.get(account=account), answers=_answers(world))
    return account


@cache
def at_step(slug: str) -> Person:
    """Somebody who answered everything before this question."""

    def person(world: World) -> Account:
        account = world.new()
        answers = Draft.objects.get(runner__account=world.who(all_but_last)).answers
        before = {one: answers[one] for one in steps.ORDER[: steps.ORDER.index(slug)] if one in answers}
        Draft.objects.create(runner=Runner.objects.get(account=account), answers=before)
        return account

    return person


def stopped_at_start(world: World) -> Account:
    """A warning sign before there is a plan."""
    account = world.new()
    answers = json.loads(json.dumps(Draft.objects.get(runner__account=world.who(all_but_last)).answers))
    before = {one: answers[one] for one in steps.ORDER[: steps.ORDER.index("seen")]}
    said = next(slug for slug in steps.SIGNS if "rf_night_pain" in before[slug])
    before[said]["rf_night_pain"] = "yes"
    Draft.objects.create(runner=Runner.objects.get(account=account), answers=before)
    return account
