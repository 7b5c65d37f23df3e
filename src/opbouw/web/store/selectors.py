"""Reading from the store. Every function starts from the account that asks, so nobody sees another's."""

import uuid
from collections.abc import Callable
from dataclasses import fields
from datetime import date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AnonymousUser
from django.db.models import Max, QuerySet
from django.utils import timezone

from opbouw.activities import ActivityFacts, grouped_facts, merge_facts
from opbouw.core.diary import Diary, read_diary
from opbouw.core.events import Event
from opbouw.core.log import Log, read_log
from opbouw.forecast import Days
from opbouw.web.accounts.models import Account
from opbouw.web.store.decided import Made, Remembered, in_words, standing
from opbouw.web.store.following import Followed
from opbouw.web.store.models import ActivityRow, DecisionRow, Episode, EventRow, Runner, Upload
from opbouw.web.twice.said import said_by

T = TypeVar("T")
Asker = Account | AnonymousUser
Name = tuple[uuid.UUID, datetime]
_MADE = Remembered[Made](128)
_FOLLOWED = Remembered[Followed](64)
_TOLD = Remembered[tuple[Log, Diary]](64)
KEPT = Remembered[None](512)  # decisions of which the record is known to hold what was shown
READ: set[Name] = set()  # the logs of which this process may remember something


def runner_of(account: Asker) -> Runner | None:
    """The runner this account is, if it is one."""
    return Runner.objects.filter(account_id=account.pk).first() if account.pk else None


def today_for(account: Asker) -> date:
    """The date it is now for this runner."""
    runner = runner_of(account)
    return timezone.localdate(timezone=ZoneInfo(runner.time_zone) if runner else None)


def episodes_of(account: Asker) -> QuerySet[Episode]:
    """This account's injuries, the newest first."""
    return Episode.objects.filter(runner__account_id=account.pk) if account.pk else Episode.objects.none()


def current_episode(account: Asker) -> Episode | None:
    """The injury the screens are about: the newest one."""
    return episodes_of(account).first()


def event_rows_of(account: Asker, episode: Episode) -> QuerySet[EventRow]:
    """The rows of an episode in the order they were written; empty when the episode is somebody else's."""
    if not account.pk:
        return EventRow.objects.none()
    return EventRow.objects.filter(episode=episode, episode__runner__account_id=account.pk)


def events_of(account: Asker, episode: Episode, newest: int | None = None) -> list[Event]:
    """The episode as events, ready for the core."""
    return _followed(account, episode, newest).events()


def _followed(account: Asker, episode: Episode, newest: int | None = None) -> Followed:
    """The log as this process follows it, brought up to date.

    :param newest: the number of the last event, by who asked for it a moment ago.
    """
    rows = event_rows_of(account, episode)
    last = rows.aggregate(last=Max("seq"))["last"] if newest is None else newest
    if last is None or last < 0:
        return Followed()
    READ.add(name_of(episode))
    followed = _FOLLOWED.get(name_of(episode), Followed)
    if followed.seq < last:
        followed.read(list(rows.filter(seq__gt=followed.seq).values_list("seq", "original")))
    return followed


def name_of(episode: Episode) -> Name:
    """What a memory knows a log by: one that was erased and is kept again under its id is another log."""
    return (episode.pk, episode.opened_at)


def newest_of(account: Asker, episode: Episode) -> int:
    """The number of the last event: while it is the same, nothing was told. -1 where there is none."""
    return _followed(account, episode).seq


def decision_for(
    account: Asker, episode: Episode, today: date, language: str = "en", newest: int | None = None
) -> dict[str, Any]:
    """The decision of a day in the shape of the contract with its reasons in words; to be read, not changed."""
    return made_for(account, episode, today, newest).told[language]


def made_for(account: Asker, episode: Episode, today: date, newest: int | None = None) -> Made:
    """The decision that holds for a day, with what it saw.

    The log only grows, so a decision stands as long as the last event is the same: it is made once and remembered.
    """
    followed = _followed(account, episode, newest)

    def made() -> Made:
        return standing(in_words(*followed.decide(today)), shown_on(account, episode, today).last())

    return _MADE.get((followed.seq, today), made) if followed.seq >= 0 else made()


def told_for(account: Asker, episode: Episode, today: date, newest: int | None = None) -> tuple[Log, Diary]:
    """The log with corrections applied and its diary, read once while nothing is told; to be read, not changed.

    :raises LogRefused: the log cannot be decided on that day.
    """
    followed = _followed(account, episode, newest)

    def read() -> tuple[Log, Diary]:
        log = read_log(followed.events(), today)
        return log, read_diary(log)

    return _TOLD.get((followed.seq, today), read) if followed.seq >= 0 else read()


def over_days_for(account: Asker, episode: Episode, today: date, make: Callable[[Days], T]) -> T:
    """What is made of every day of an episode up to today.

    :raises LogRefused: the log cannot be decided on that day.
    """
    return _followed(account, episode).over_days(today, make)


def shown_on(account: Asker, episode: Episode, day: date) -> QuerySet[DecisionRow]:
    """The decisions of a day as the runner was shown them, the first first."""
    return decisions_of(account, episode).filter(on_date=day)


def decisions_of(account: Asker, episode: Episode) -> QuerySet[DecisionRow]:
    """Every decision of an episode that was shown, the first first; none of somebody else's."""
    if not account.pk:
        return DecisionRow.objects.none()
    return DecisionRow.objects.filter(episode=episode, episode__runner__account_id=account.pk)


def forget_decisions() -> None:
    """Drop what is remembered of decisions and of what was made of them, after an erasure."""
    Remembered.clear_all()


def uploads_of(account: Asker) -> QuerySet[Upload]:
    """What this account uploaded."""
    return Upload.objects.filter(runner__account_id=account.pk) if account.pk else Upload.objects.none()


def activities_of(account: Asker) -> QuerySet[ActivityRow]:
    """The facts of this account's activities, oldest first."""
    return ActivityRow.objects.filter(runner__account_id=account.pk) if account.pk else ActivityRow.objects.none()


def own_upload(account: Asker, upload_id: uuid.UUID) -> Upload | None:
    """One upload of this account."""
    return uploads_of(account).filter(pk=upload_id).first()


def recordings_of(account: Asker) -> list[ActivityFacts]:
    """The same facts in the shape that history works on, each recording on its own."""
    names = [field.name for field in fields(ActivityFacts) if field.name != "id"]
    rows = activities_of(account).values_list("activity_id", *names)
    return [ActivityFacts(id=str(name), **dict(zip(names, row, strict=True))) for name, *row in rows]


def grouped_of(account: Asker) -> list[tuple[ActivityFacts, frozenset[str]]]:
    """Each activity of this account once, with the ids of all its recordings."""
    return grouped_facts(recordings_of(account), said_by(account.pk))


def history_of(account: Asker) -> list[ActivityFacts]:
    """An activity that two devices recorded counts once, unless the runner said that these are two."""
    return merge_facts(recordings_of(account), said_by(account.pk))
