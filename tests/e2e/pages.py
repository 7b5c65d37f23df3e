"""Every page in every state, one line each: its name, its address, whose it is, and what is pressed on it.

A new page needs one line in `PAGES`, and a person in people.py when nobody there is in its state yet. The sweep and
`make screenshots` both take the list as it stands.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from playwright.sync_api import Page

from opbouw.web.accounts.models import Account
from opbouw.web.daily.day import Day
from opbouw.web.store import selectors
from tests.e2e import files, people
from tests.e2e.people import Person, at_step

Address = str | Callable[[Account], str]


@dataclass(frozen=True)
class Shown:
    """One page in one state. ``who`` is None for nobody; ``press`` is done once it is open."""

    name: str
    path: Address
    who: Person | None = None
    press: Callable[[Page], None] | None = None
    status: int = 200

    def at(self, account: Account | None) -> str:
        """The address for this person."""
        if isinstance(self.path, str):
            return self.path
        if account is None:
            raise LookupError(f"{self.name} needs somebody to look for")
        return self.path(account)


def _day(account: Account) -> Day:
    episode = selectors.current_episode(account)
    if episode is None:
        raise LookupError("this person has no injury")
    return Day(account, episode, timezone.localdate(), "nl")


def session(kind: str, tail: str = "", *, day: str = "today") -> Callable[[Account], str]:
    """The address of the first planned session of this kind: today's, or one of the week."""

    def found(account: Account) -> str:
        one = next(one for one in _day(account).decision[day] if one["kind"] == kind)
        return f"/sessions/{one['id']}{tail}"

    return found


def move(account: Account) -> str:
    """Where the next run of the week can move to another day."""
    one = next(one for one in _day(account).decision["week"] if one["kind"] == "run")
    return f"/plan/sessions/{one['id']}/move"


def exercise(account: Account) -> str:
    """The library's page of the first exercise in the week."""
    one = next(one for one in _day(account).decision["week"] if one["exercises"])
    return f"/library/{one['exercises'][0]['id']}"


def event(kind: str, tail: str = "") -> Callable[[Account], str]:
    """The address of the newest fact of this type in the history."""

    def found(account: Account) -> str:
        return f"/history/{[one.id for one in _day(account).events if one.type == kind][-1]}{tail}"

    return found


def press(*names: str, seconds: int = 0) -> Callable[[Page], None]:
    """Press buttons of a player, past the seconds to get ready, and let time pass."""

    def pressed(page: Page) -> None:
        for name in names:
            page.locator(f'[data-press="{name}"]').first.click()
            page.clock.fast_forward(11_000 if name == "start" else 0)
        page.clock.fast_forward(seconds * 1000)
        page.clock.run_for(300)

    return pressed


def hurt(number: int) -> Callable[[Page], None]:
    """Start, go on into the first work, press the button for pain, and say how much."""

    def pressed(page: Page) -> None:
        press("start", "hurt")(page)
        page.locator("dialog .cells label").nth(number).click()

    return pressed


def send(button: str = "main form button.big") -> Callable[[Page], None]:
    """Send a form as it stands."""

    def pressed(page: Page) -> None:
        with page.expect_navigation():
            page.locator(button).first.click()

    return pressed


def unsent(page: Page) -> None:
    """Two answers wait on the phone: one for signal, as nobody answers at its address, and one that was refused."""
    page.evaluate(
        """async () => {
          const one = { who: document.querySelector('meta[name="opbouw"]').dataset.who, path: "https://nobody.invalid/",
            page: "/check-in", fields: [], day: "2026-11-23", at: "2026-11-23T07:12:00Z", title: "Check-in" };
          await self.opbouwQueue.add({ ...one, key: "waits" });
          await self.opbouwQueue.add({ ...one, key: "refused", refused: true });
        }"""
    )
    page.reload()
    page.locator("#waiting > li").nth(1).wait_for()


def unfold(page: Page) -> None:
    """Open everything that can be opened."""
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")


PAGES: tuple[Shown, ...] = (
    # The door.
    Shown("start", "/"),
    Shown("account-new", "/account/new"),
    Shown("login", "/login", people.nobody_logged_in),
    Shown("login-error", "/login", people.nobody_logged_in, send()),
    Shown("people", "/people", people.nobody_yet),
    Shown("not-found", "/nothing-here", people.going_on, status=404),
    Shown("not-found-nobody", "/nothing-here", status=404),
    # The beginning.
    *(Shown(f"begin-{slug}", f"/start/{slug}", at_step(slug)) for slug in people.STEPS),
    Shown("begin-where-filled", "/start/where", people.all_but_last),
    Shown("begin-possible-filled", "/start/possible", people.all_but_last),
    Shown("begin-since-error", "/start/since", at_step("since"), send()),
    Shown("begin-signs-error", "/start/signs-before", at_step("signs-before"), send()),
    Shown("begin-stop", "/start/stop", people.stopped_at_start),
    Shown("begin-letter", "/start/stop/letter", people.stopped_at_start),
    Shown("begin-younger", "/start/younger", people.nobody_yet),
    Shown("plan-first", "/plan", people.first_day),
    # Today.
    Shown("today-first", "/today", people.first_day),
    Shown("today-check-in", "/today", people.not_checked_in),
    Shown("today-morning", "/today", people.morning_after),
    Shown("today-go", "/today", people.going_on, unfold),
    Shown("today-repeat", "/today", people.repeating),
    Shown("today-flare", "/today", people.flaring),
    Shown("today-review", "/today", people.without_a_step),
    Shown("today-done", "/today", people.done),
    Shown("today-rest", "/today", people.resting),
    Shown("today-ill", "/today", people.ill),
    Shown("today-away", "/today", people.away),
    Shown("today-tell-run", "/today", people.told_by_watch),
    Shown("today-locked", "/today", people.locked),
    Shown("today-keep-running", "/today", people.keeps_running),
    Shown("today-signs", "/today", people.asked_for_signs),
    Shown("today-mistake", "/today", people.mistaken),
    Shown("today-refused", "/today", people.too_young),
    # Stop and refer.
    Shown("signs", "/signs", people.asked_for_signs),
    Shown("signs-error", "/signs", people.asked_for_signs, send()),
    Shown("stop-emergency", "/stop", people.emergency),
    Shown("stop-same-day", "/stop", people.same_day),
    Shown("stop-before-running", "/stop", people.before_running),
    Shown("stop-third-flare", "/stop", people.third_flare),
    Shown("stop-strip", "/settings", people.before_running),
    Shown("clearance", "/clearance", people.before_running),
    Shown("clearance-error", "/clearance", people.before_running, send()),
    Shown("letter", "/letter", people.before_running),
    # The day.
    Shown("check-in", "/check-in", people.not_checked_in),
    Shown("check-in-morning", "/check-in", people.morning_after),
    Shown("morning", "/check-in/morning", people.morning_after),
    Shown("morning-error", "/check-in/morning", people.morning_after, send()),
    Shown("check-in-first", "/check-in", people.first_day),
    Shown("check-in-again", "/check-in", people.going_on),
    Shown("check-in-error", "/check-in", people.not_checked_in, send()),
    Shown("new-spot", "/check-in/new", people.going_on),
    Shown("gate", "/gate", people.going_on),
    Shown("tests", "/tests", people.going_on),
    Shown("test", "/tests/heel_raise_single", people.going_on),
    Shown("why", "/why", people.going_on),
    Shown("why-repeat", "/why", people.repeating),
    Shown("session-run", session("run"), people.going_on),
    Shown("session-strength", session("strength"), people.going_on),
    Shown("log", "/sessions/new", people.going_on),
    Shown("log-run", "/sessions/new?kind=run", people.going_on),
    Shown("log-strength", "/sessions/new?kind=strength", people.going_on),
    Shown("log-cross", "/sessions/new?kind=cross", people.going_on),
    Shown("log-error", "/sessions/new?kind=run", people.going_on, send()),
    # The plan.
    Shown("plan", "/plan", people.going_on, unfold),
    Shown("plan-repeat", "/plan", people.repeating),
    Shown("plan-stopped", "/plan", people.before_running),
    Shown("plan-locked", "/plan", people.locked),
    Shown("plan-keep-running", "/plan", people.keeps_running),
    Shown("plan-changes", "/plan/changes", people.going_on),
    Shown("plan-along", "/plan/along", people.going_on),
    Shown("move", move, people.going_on),
    # The library.
    Shown("library", "/library", people.going_on),
    Shown("library-found", "/library?q=kuit", people.going_on),
    Shown("library-nothing", "/library?q=zzzz", people.going_on),
    Shown("exercise", exercise, people.going_on, unfold),
    Shown("exercise-sheet", "/library/sheet", people.going_on),
    # The players.
    Shown("run-before", session("run", "/play"), people.going_on),
    Shown("run-walking", session("run", "/play"), people.going_on, press("start", seconds=40)),
    Shown("run-running", session("run", "/play"), people.going_on, press("start", "next", "next", seconds=40)),
    Shown("run-paused", session("run", "/play"), people.going_on, press("start", "next", "next", "pause")),
    Shown("run-pain", session("run", "/play"), people.going_on, hurt(5)),
    Shown("run-after", session("run", "/play"), people.going_on, press("start", seconds=2700)),
    Shown("work-before", session("strength", "/play"), people.going_on),
    Shown("work-set", session("strength", "/play"), people.going_on, press("start")),
    Shown("work-pain", session("strength", "/play"), people.going_on, hurt(4)),
    Shown("work-after", session("strength", "/play"), people.going_on, press("start", "pause", "stop")),
    Shown("ride-before", session("cross", "/play"), people.riding),
    Shown("ride-going", session("cross", "/play"), people.riding, press("start", seconds=200)),
    Shown("ride-pain", session("cross", "/play"), people.riding, hurt(2)),
    Shown("ride-after", session("cross", "/play"), people.riding, press("start", "pause", "stop")),
    # History, clues and recordings.
    Shown("history", "/history", people.going_on),
    Shown("history-first", "/history", people.first_day),
    Shown("history-correct", event("checked_in"), people.going_on),
    Shown("history-take-back", event("checked_in", "/take-back"), people.going_on),
    Shown("running-history", "/history/running", people.going_on),
    Shown("running-history-empty", "/history/running", people.first_day),
    Shown("progress", "/progress", people.going_on, unfold),
    Shown("progress-first", "/progress", people.first_day),
    Shown("progress-stopped", "/progress", people.before_running),
    Shown("progress-keep-running", "/progress", people.keeps_running),
    Shown("causes", "/causes", people.going_on),
    Shown("causes-first", "/causes", people.first_day),
    Shown("interview", "/causes/questions", people.going_on),
    Shown("recordings", "/recordings", files.with_two_devices),
    Shown("recordings-empty", "/recordings", people.first_day),
    Shown("activities", "/activities", files.with_two_devices),
    Shown("activities-empty", "/activities", people.first_day),
    Shown("activity", files.an_activity, files.with_two_devices),
    Shown("activity-named", files.an_activity, files.with_a_word),
    Shown("archive", "/settings/archive", files.with_two_devices),
    Shown("archive-empty", "/settings/archive", people.first_day),
    Shown("import-waiting", files.newest_import, files.with_waiting_files),
    Shown("import-read", files.newest_import, files.with_two_devices),
    Shown("import-tables", files.newest_import, files.with_tables),
    Shown("columns", files.columns_of("log.csv"), files.with_tables),
    Shown("columns-told", files.columns_of("told.csv"), files.with_tables),
    Shown("columns-error", files.columns_of("bare.csv"), files.with_tables, send()),
    Shown("import-take-back", files.take_back, files.with_two_devices),
    # To read, and to hand over.
    Shown("learn", "/learn", people.going_on),
    Shown("learn-nobody", "/learn"),
    Shown("learn-found", "/learn?q=hiel", people.going_on),
    Shown("learn-phase", "/learn/phases/rebuild", people.going_on),
    Shown("learn-injury", "/learn/injuries/achilles_midportion", people.going_on),
    Shown("learn-bone", "/learn/injuries/bsi_femoral_neck", people.going_on),
    Shown("learn-signs", "/learn/signs", people.going_on),
    Shown("learn-deciding", "/learn/deciding", people.going_on),
    Shown("learn-not", "/learn/what-it-is-not", people.going_on),
    Shown("report", "/report", people.going_on),
    Shown("report-stopped", "/report", people.before_running),
    # More.
    Shown("settings", "/settings", people.going_on),
    Shown("settings-no-injury", "/settings", people.nobody_yet),
    Shown("settings-days", "/settings/days", people.going_on),
    Shown("settings-goal", "/settings/goal", people.going_on),
    Shown("settings-profile", "/settings/profile", people.going_on),
    Shown("settings-side", "/settings/side", people.going_on),
    Shown("settings-away", "/settings/away", people.going_on),
    Shown("settings-away-error", "/settings/away", people.going_on, send()),
    Shown("settings-numbers", "/settings/numbers", people.going_on),
    Shown("settings-delete", "/settings/delete", people.going_on),
    Shown("reminders", "/settings/reminders", people.going_on),
    Shown("calendar", "/settings/calendar", people.going_on),
    Shown("evidence", "/evidence", people.going_on),
    Shown("evidence-limits", "/evidence/limits", people.going_on),
    Shown("evidence-nobody", "/evidence"),
    # Without signal.
    Shown("offline", "/offline"),
    Shown("offline-day", "/offline/day", people.going_on),
    Shown("offline-check-in", "/offline/check-in", people.going_on),
    Shown("saved", "/saved", people.going_on),
    Shown("saved-waiting", "/saved", people.done, unsent),
)
