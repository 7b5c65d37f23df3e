"""What every page of the day starts from: who asks, which injury, which day, its log and its decision."""

from collections.abc import Callable, Hashable, Mapping
from datetime import date, timedelta
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from opbouw import words
from opbouw.core.case import Case, read_case
from opbouw.core.decide import decide
from opbouw.core.diary import Diary, Run, read_diary
from opbouw.core.events import EpisodeOpened, Event
from opbouw.core.log import Log, LogRefused, read_log
from opbouw.core.serialize import decision_to_dict
from opbouw.evidence import tables
from opbouw.evidence.rows import Injury
from opbouw.web.accounts.models import Account
from opbouw.web.store import selectors
from opbouw.web.store.decided import Remembered
from opbouw.web.store.models import Episode
from opbouw.web.store.record import keep_shown

AMENDMENTS = frozenset({"corrected", "withdrawn"})
EDITABLE_DAYS = 14  # how far back a day can be filled in or corrected
Rest = ParamSpec("Rest")
_DRAWN = Remembered[SafeString](64)


class Day:
    """One runner's day in one injury. What is asked twice is read once."""

    def __init__(self, account: Account, episode: Episode, today: date, language: str) -> None:
        self.account, self.episode, self.today, self.language = account, episode, today, language

    @cached_property
    def newest(self) -> int:
        """The number of the last event; asked before anything is read, so what is remembered by it is never older."""
        return selectors.newest_of(self.account, self.episode)

    @property
    def key(self) -> tuple[Hashable, ...]:
        """What follows from the log alone is the same while this is: log, newest event, day, language and clock."""
        zone = timezone.get_current_timezone_name()
        return (selectors.name_of(self.episode), self.newest, self.today, self.language, zone)

    def drawn(self, part: str, draw: Callable[[], SafeString], *by: Hashable) -> SafeString:
        """A part of a page, drawn once for as long as it stays the same.

        :param by: what it follows from besides the log.
        """
        return _DRAWN.get((part, self.key, by), draw)

    def has_changed(self) -> None:
        """Something was told: what was not read yet is read with it."""
        self.__dict__.pop("newest", None)

    @cached_property
    def events(self) -> list[Event]:
        """The whole log as it was written."""
        return selectors.events_of(self.account, self.episode, self.newest)

    @cached_property
    def amendments(self) -> Mapping[str, list[Event]]:
        """What corrects or takes back each event, by its id."""
        found: dict[str, list[Event]] = {}
        for event in self.events:
            if event.type in AMENDMENTS:
                found.setdefault(event.data.event, []).append(event)
        return found

    @cached_property
    def told(self) -> tuple[Log, Diary]:
        """The log and the diary, read together."""
        return selectors.told_for(self.account, self.episode, self.today, self.newest)

    @property
    def log(self) -> Log:
        """The log with corrections applied. Raises `LogRefused` where nothing can be decided."""
        return self.told[0]

    @property
    def diary(self) -> Diary:
        """Answers by day, runs and other work."""
        return self.told[1]

    @cached_property
    def case(self) -> Case:
        """The log and the diary with the newest profile, old level, time and goal."""
        return read_case(self.log, self.diary)

    @cached_property
    def decision(self) -> dict[str, Any]:
        """Today's decision or refusal in the shape of the contract, with words."""
        return selectors.decision_for(self.account, self.episode, self.today, self.language, self.newest)

    @property
    def start(self) -> EpisodeOpened:
        """How the injury began."""
        return self.log.start

    @property
    def injury(self) -> Injury:
        """The row of the injury."""
        return tables.injuries[self.start.injury]

    @property
    def stopped(self) -> bool:
        """Whether a warning sign stands: nothing is planned until a professional has looked."""
        return bool(self.decision.get("open_flags"))

    @property
    def earliest(self) -> date:
        """The first day that can still be filled in."""
        return max(self.today - timedelta(days=EDITABLE_DAYS), self.start.onset_on)

    @property
    def waiting_run(self) -> Run | None:
        """The run of an earlier day that waits for its morning answer."""
        found = next((one for one in self.decision["questions"] if one["id"] == "morning_after"), None)
        run = next((one for one in self.diary.runs if found and one.id == found["about"]), None)
        return run if run is not None and run.on < self.today else None

    def sessions(self) -> list[Mapping[str, Any]]:
        """The planned sessions of the week."""
        return list(self.decision["week"])

    def asks(self, question: str) -> bool:
        """Whether this question is open today."""
        return any(one["id"] == question for one in self.decision["questions"])

    def earlier(self, day: date) -> "Day":
        """The same injury as it stood on an earlier day: what came later is left out."""
        return _Past(self, day, [event for event in self.events if event.on <= day])

    def before_work(self, day: date) -> "Day":
        """The same injury on a day as it stood before that day's sessions were told."""
        told = [event for event in self.events if event.on <= day]
        return _Past(self, day, [event for event in told if event.on < day or event.type != "session_done"])


class _Past(Day):
    """A day that is over, on a part of the log: read anew, for it is asked seldom."""

    def __init__(self, of: Day, day: date, events: list[Event]) -> None:
        super().__init__(of.account, of.episode, day, of.language)
        self.events = events

    @property
    def key(self) -> tuple[Hashable, ...]:
        return (*super().key, len(self.events))

    @cached_property
    def told(self) -> tuple[Log, Diary]:
        log = read_log(self.events, self.today)
        return log, read_diary(log)

    @cached_property
    def decision(self) -> dict[str, Any]:
        return words.decision_in_words(decision_to_dict(decide(self.events, self.today)), self.language)


def language() -> str:
    """The language of the page: nl or en."""
    return "nl" if (get_language() or "").startswith("nl") else "en"


def day_of(request: HttpRequest) -> Day | None:
    """The day of who asks, read once a request; None for nobody and for who has no injury here."""
    known: Day | None = getattr(request, "day", None)
    account = getattr(request, "user", None)
    if known is not None or not isinstance(account, Account):
        return known
    episode = selectors.current_episode(account)
    if episode is None:
        return None
    found = Day(account, episode, timezone.localdate(), language())  # the zone is the runner's: `RunnerZone`
    request.day = found  # type: ignore[attr-defined] # carried to the template
    return found


View = Callable[Concatenate[HttpRequest, Day, Rest], HttpResponse]


def of_the_day(view: View[Rest]) -> Callable[Concatenate[HttpRequest, Rest], HttpResponse]:
    """A view that gets the runner's day. Without an injury it goes to the start; a refusal is said in words."""

    @login_required
    @wraps(view)
    def asked(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        day = day_of(request)
        if day is None:
            return redirect("start")
        if request.method == "GET":
            # Every page of the day shows today's decision or a part of it, and what new rules changed in it.
            keep_shown(day.account, day.episode, day.today, day.newest)
        try:
            if day.decision["kind"] == "refusal":
                return render(request, "daily/refused.html", {"decision": day.decision, "here": "today"})
            return view(request, day, *args, **kwargs)
        except LogRefused:
            return render(request, "daily/refused.html", {"decision": day.decision, "here": "today"})

    return asked
