"""Every address, three people: whose it is, somebody else of the household, nobody. A new address needs a row here."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from opbouw.web.accounts.models import Account
from opbouw.web.activities.services import give
from opbouw.web.background.work import work_now
from opbouw.web.reminders.selectors import token_of
from opbouw.web.reminders.services import renew_calendar
from opbouw.web.store.actors import actor_for
from opbouw.web.store.models import ActivityRow, Episode, Runner, Upload
from opbouw.web.store.selectors import current_episode, decision_for, today_for
from opbouw.web.store.services import append_events
from tests.web.conftest import ClientOf, EpisodeOf

MARK = "Zevenblad"  # in everything that is the owner's and may be seen by nobody else
LOGIN = "login"  # sent to the log-in page
FRAME = frozenset(
    {"start", "example", "language", "theme", "motion", "health", "first_account", "login", "logout", "onboarding"}
)
FOR_ALL = frozenset(  # the rules and their sources, and the shell of the app: no runner stands on them
    {"figure_outlines", "figure_keyframes", "evidence", "evidence_limits", "worker", "manifest", "offline"}
    | {"learn", "learn_phase", "learn_injury", "learn_signs", "learn_deciding", "learn_not"}
)
BY_ADDRESS = frozenset({"calendar"})  # open to who has its secret address, and it says neither who nor what


@dataclass(frozen=True)
class Seen:
    """What each of the three gets: a status, or `login`."""

    owner: int
    other: int
    nobody: "int | str" = LOGIN
    method: str = "get"
    data: dict[str, Any] = field(default_factory=dict)
    path: Callable[[Account], dict[str, Any]] = lambda _owner: {}


def own_import(owner: Account) -> dict[str, Any]:
    """An import of the owner, as the parameters of an address."""
    runner = Runner.objects.get(account=owner)
    return {"import_id": give(runner, [SimpleUploadedFile(f"{MARK}.fit", MARK.encode())]).pk}


def own_table(owner: Account) -> dict[str, Any]:
    """A table in an import of the owner."""
    table = f"Sport,Datum,Afstand (km),Duur,{MARK}\nHardlopen,2026-03-02,5,30:00,{MARK}\n".encode()
    made = give(Runner.objects.get(account=owner), [SimpleUploadedFile(f"{MARK}.csv", table)])
    work_now()
    return {"import_id": made.pk, "line_id": made.lines.get().pk}


def own_recordings(owner: Account) -> dict[str, Any]:
    """Two recordings of the owner."""
    runner = Runner.objects.get(account=owner)
    give(runner, [SimpleUploadedFile(f"{MARK}.fit", MARK.encode())])
    upload = Upload.objects.get(runner=runner)
    ids = sorted((uuid.uuid4(), uuid.uuid4()))
    for one in ids:
        ActivityRow.objects.create(runner=runner, upload=upload, activity_id=one, sport="run", file_hash=str(one))
    return {"first": ids[0], "second": ids[1]}


def own_activity(owner: Account) -> dict[str, Any]:
    """An activity of the owner."""
    return {"activity_id": own_recordings(owner)["first"]}


def own_session(owner: Account) -> dict[str, Any]:
    """A planned session of the owner."""
    episode = current_episode(owner)
    assert episode is not None
    return {"session_id": decision_for(owner, episode, today_for(owner))["week"][0]["id"]}


def own_check_in(owner: Account) -> dict[str, Any]:
    """A check-in of the owner."""
    episode = current_episode(owner)
    assert episode is not None
    event = {"type": "checked_in", "on": today_for(owner).isoformat(), "data": {"pain_rest": 1, "note": MARK}}
    return {"event_id": append_events(actor_for(owner), episode, [event])[0].id}


def own_move(owner: Account) -> dict[str, Any]:
    """A session the owner moved to the day after."""
    episode = current_episode(owner)
    assert episode is not None
    today = today_for(owner)
    planned = decision_for(owner, episode, today)["week"][0]
    on = date.fromisoformat(planned["on"])
    data = {"kind": planned["kind"], "from_on": on.isoformat(), "to_on": (on + timedelta(days=1)).isoformat()}
    event = {"type": "session_moved", "on": today.isoformat(), "data": data}
    return {"event_id": append_events(actor_for(owner), episode, [event])[0].id}


def own_calendar(owner: Account) -> dict[str, Any]:
    """The address of the owner's calendar."""
    found = renew_calendar(Runner.objects.get(account=owner))
    return {"name": found.name, "token": token_of(found.name)}


# The owner has an injury that has begun, the other has none.
ROUTES: dict[str, Seen] = {
    "start": Seen(200, 200, 200),
    "health": Seen(200, 200, 200),
    "figure_outlines": Seen(200, 200, 200, path=lambda _owner: {"version": "new"}),
    "figure_keyframes": Seen(200, 200, 200, path=lambda _owner: {"name": "bird_dog", "version": "new"}),
    "learn": Seen(200, 200, 200),
    "learn_phase": Seen(200, 200, 200, path=lambda _owner: {"phase": "rest"}),
    "learn_injury": Seen(200, 200, 200, path=lambda _owner: {"injury": "mtss"}),
    "learn_signs": Seen(200, 200, 200),
    "learn_deciding": Seen(200, 200, 200),
    "learn_not": Seen(200, 200, 200),
    "language": Seen(302, 302, 302, "post", {"language": "nl"}),
    "theme": Seen(302, 302, 302, "post", {"theme": "dark"}),
    "motion": Seen(302, 302, 302, "post", {"motion": "off"}),
    "login": Seen(200, 200, 200),
    "logout": Seen(302, 302, 302, "post"),
    "first_account": Seen(302, 302, LOGIN),
    "people": Seen(200, 403),
    "example": Seen(302, 302, 302, "post"),
    "onboarding": Seen(302, 302, LOGIN),
    "today_or_road": Seen(302, 302),
    "onboarding_step": Seen(302, 200, path=lambda _owner: {"slug": "welcome"}),
    "onboarding_stop": Seen(302, 302),
    "onboarding_letter": Seen(302, 302),
    "onboarding_letter_pdf": Seen(302, 302),
    "too_young": Seen(200, 200),
    "onboarding_upload": Seen(302, 302, method="post"),
    "onboarding_remove": Seen(302, 404, method="post", path=own_import),
    "road": Seen(302, 302),
    "today": Seen(200, 302),
    "week": Seen(302, 302),
    "plan": Seen(200, 302),
    "plan_changes": Seen(200, 302),
    "plan_move": Seen(200, 302, path=own_session),
    "plan_move_undo": Seen(302, 302, path=own_move),
    "plan_along": Seen(200, 302),
    "plan_week_pdf": Seen(200, 302),
    "plan_watch_file": Seen(404, 302, path=own_session),  # the first session of this owner is no run
    "why": Seen(200, 302),
    "why_on": Seen(302, 302, path=lambda owner: {"on": today_for(owner).isoformat()}),
    "check_in": Seen(200, 302),
    "morning": Seen(302, 302),  # no run of this owner waits for its morning
    "new_spot": Seen(200, 302),
    "signs": Seen(200, 302),
    "stop": Seen(302, 302),
    "letter": Seen(200, 302),
    "letter_pdf": Seen(200, 302),
    "report": Seen(200, 302),
    "report_pdf": Seen(200, 302),
    "clearance": Seen(200, 302),
    "log_session": Seen(200, 302),
    "session": Seen(200, 302, path=own_session),
    "play": Seen(302, 302, path=own_session),
    "not_done": Seen(302, 302, method="post", path=own_session),
    "gate": Seen(200, 302),
    "tests": Seen(200, 302),
    "test": Seen(200, 302, path=lambda _owner: {"test": "heel_raise_single"}),
    "causes": Seen(200, 302),
    "cause_questions": Seen(200, 302),
    "clues": Seen(302, 302),
    "running_history": Seen(200, 302),
    "history": Seen(200, 302),
    "progress": Seen(200, 302),
    "correct": Seen(200, 302, path=own_check_in),
    "withdraw": Seen(200, 302, path=own_check_in),
    "settings": Seen(200, 200),
    "availability": Seen(200, 302),
    "goal": Seen(200, 302),
    "profile": Seen(200, 302),
    "side": Seen(200, 302),
    "away": Seen(200, 302),
    "activities": Seen(200, 200),
    "activity": Seen(200, 404, path=own_activity),
    "activity_sport": Seen(302, 404, method="post", data={"sport": "walk"}, path=own_activity),
    "archive": Seen(200, 200),
    "archive_level": Seen(302, 404, method="post"),
    "archive_import": Seen(200, 404, path=own_import),
    "archive_cancel": Seen(302, 404, method="post", path=own_import),
    "archive_go_on": Seen(302, 404, method="post", path=own_import),
    "archive_columns": Seen(200, 404, path=own_table),
    "archive_undo": Seen(200, 404, path=own_import),
    "numbers": Seen(200, 200),
    "download": Seen(200, 200),
    "delete_all": Seen(200, 200),
    "recordings": Seen(200, 200),
    "recordings_say": Seen(302, 404, method="post", data={"verdict": "two"}, path=own_recordings),
    "evidence": Seen(200, 200, 200),
    "evidence_limits": Seen(200, 200, 200),
    "library": Seen(200, 200),
    "library_exercise": Seen(200, 200, path=lambda _owner: {"exercise": "bird_dog"}),
    "library_hide": Seen(302, 302, method="post", path=lambda _owner: {"exercise": "bird_dog"}),
    "library_sheet": Seen(200, 200),
    "library_pdf": Seen(422, 422),
    "answer_proposal": Seen(302, 302, method="post"),
    "worker": Seen(200, 200, 200),
    "manifest": Seen(200, 200, 200, path=lambda _owner: {"lang": "nl"}),
    "offline": Seen(200, 200, 200),
    "offline_day": Seen(200, 302),
    "offline_check_in": Seen(200, 302),
    "offline_state": Seen(200, 200),
    "saved": Seen(200, 200),
    "reminders": Seen(200, 200),
    "reminders_switch": Seen(302, 302, method="post"),
    "reminders_browser": Seen(422, 422, method="post", data={"endpoint": "https://elsewhere.example/x"}),
    "reminders_test": Seen(302, 302, method="post"),
    "reminders_text": Seen(200, 200),
    "calendar_address": Seen(200, 200),
    "calendar": Seen(200, 200, 200, path=own_calendar),
}


def patterns(found: Any = None) -> Iterator[URLPattern]:
    """Every address of the site."""
    for pattern in (found or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern)
        else:
            yield pattern


def ask(client: Client, name: str, owner: Account) -> Any:
    """The answer to one request."""
    seen = ROUTES[name]
    return getattr(client, seen.method)(reverse(name, kwargs=seen.path(owner)), seen.data)


@pytest.fixture
def marked(owner: Account, episode_of: EpisodeOf) -> Episode:
    """The owner's name and episode, recognisable."""
    Runner.objects.filter(account=owner).update(display_name=MARK)
    return episode_of(owner)


def test_every_address_has_a_name_and_a_row_here() -> None:
    names = {pattern.name or str(pattern.pattern) for pattern in patterns()}
    assert names == set(ROUTES)


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_the_owner_gets_it(name: str, owner: Account, marked: Episode, client_of: ClientOf) -> None:
    assert ask(client_of(owner), name, owner).status_code == ROUTES[name].owner


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_somebody_else_gets_only_their_own(
    name: str, owner: Account, other: Account, marked: Episode, client_of: ClientOf
) -> None:
    response = ask(client_of(other), name, owner)
    assert response.status_code == ROUTES[name].other
    assert MARK not in response.content.decode()
    assert str(marked.pk) not in response.content.decode()


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_nobody_gets_the_way_in(name: str, owner: Account, marked: Episode, client_of: ClientOf) -> None:
    response = ask(client_of(None), name, owner)
    if ROUTES[name].nobody == LOGIN:
        assert response.status_code == 302
        assert response["Location"].startswith("/login")
    else:
        assert response.status_code == ROUTES[name].nobody
    assert MARK not in response.content.decode()


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_a_form_from_elsewhere_is_refused(name: str, owner: Account, marked: Episode) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)
    response = client.post(reverse(name, kwargs=ROUTES[name].path(owner)), ROUTES[name].data)
    assert response.status_code in {403, 405}


@pytest.mark.parametrize("name", sorted(set(ROUTES) - FRAME - FOR_ALL - BY_ADDRESS))
def test_only_what_is_meant_is_open_to_nobody(name: str) -> None:
    assert ROUTES[name].nobody == LOGIN
