"""Stories by other ways: with a keyboard alone, without script, through a hurt week, and back to what was told."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from opbouw.web.accounts import services as accounts
from opbouw.web.daily.day import Day
from opbouw.web.store import selectors, services
from opbouw.web.store.models import EventRow, Runner
from tests.e2e.conftest import MOST_MS, MoveClock, Phone
from tests.e2e.playing import log_of
from tests.e2e.test_stories import a_runner_who_begins, answer_all, begin, check_in, tell_the_injury
from tests.web.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_TABS = 120
HERE = """() => { const one = document.activeElement;
    return [one.tagName, one.type ?? "", one.name ?? "", one.value ?? "",
    Boolean(one.closest("main") && one.matches("button.big, a.btn.big"))]; }"""


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer) -> Iterator[Phone]:
    """A phone that always waits for the server: on a busy machine its copy of today would come first."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="nl-NL", service_workers="block")
    page = context.new_page()
    page.set_default_timeout(MOST_MS)
    yield Phone(page, live_server.url)
    context.close()


def typed(day: date) -> str:
    """A date as it is typed in a date field."""
    return day.strftime("%m%d%Y")


def by_keys(page: Page, said: dict[str, str]) -> None:
    """Go through a screen with Tab, arrows and space, answer what ``said`` names, "no" to signs, and press the button.

    A name and a value are for radios and boxes; the name of a field alone is typed in it.
    """
    for _tab in range(MOST_TABS):
        page.keyboard.press("Tab")
        tag, kind, name, value, last = page.evaluate(HERE)
        if last:
            with page.expect_navigation(timeout=MOST_MS):
                page.keyboard.press("Enter")
            return
        if kind == "checkbox" and said.get(name) == value:
            page.keyboard.press("Space")
        elif kind == "radio" and (name in said or name.startswith("rf_")):
            _reach(page, said.get(name, "no"))
        elif tag == "INPUT" and kind not in {"checkbox", "radio", "submit", "file"} and name in said:
            page.keyboard.type(said[name])
    raise AssertionError(f"no button was reached on {page.url}")


def _reach(page: Page, wanted: str) -> None:
    page.keyboard.press("Space")
    for _step in range(40):
        if page.evaluate(HERE)[3] == wanted:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{wanted} was not reached on {page.url}")


def test_with_a_keyboard_alone_from_the_first_visit_to_todays_card_and_through_the_check_in(phone: Phone) -> None:
    page, onset = phone.page, typed(timezone.localdate() - timedelta(days=9))
    page.goto(phone.address)
    by_keys(page, {})
    by_keys(page, {"name": "Anna", "password": PASSWORD})
    by_keys(page, {"understood": "on", "adult": "yes"})
    by_keys(page, {"place": "achilles:right"})
    by_keys(page, {"injury": "achilles_midportion", "named_by": "self"})
    since = {"course": "gradual", "severity": "limits_running", "recurrence": "no"}
    by_keys(page, {"onset_on": onset, "last_run_on": onset, **since})
    for _screen in range(3):
        by_keys(page, {})
    by_keys(page, {"seen_by": "none"})
    by_keys(page, {})  # no files
    by_keys(page, {})  # no old level
    by_keys(page, {"days": "mon", "minutes": "45", "modalities": "cycling"})
    by_keys(page, {"birth_year": "1985"})
    assert phone.path == "/plan"
    phone.open("/today")
    assert "Je eerste dag" in phone.text()
    by_keys(page, {})
    assert phone.path == "/check-in"
    by_keys(page, {"pain_rest": "0", "pain_daily": "1", "pain_morning": "2", "signs": "none"})
    assert phone.path == "/today"
    assert "Waarom dit?" in phone.text()
    assert EventRow.objects.get(type="checked_in").data["pain_morning"] == 2


class Plain(Phone):
    """A phone that runs no script: axe is one, so pages are only read."""

    def look(self) -> None:
        """Nothing can be asked of the page itself."""


@pytest.fixture
def plain(browser: Browser, live_server: LiveServer) -> Iterator[Plain]:
    """A browser in which script is switched off."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}, locale="nl-NL")
    page = context.new_page()
    page.set_default_timeout(MOST_MS)
    yield Plain(page, live_server.url)
    context.close()


def test_without_script_from_the_first_question_to_the_check_in_and_a_ride_told(plain: Plain) -> None:
    begin(plain)
    tell_the_injury(plain)
    for _screen in range(3):
        answer_all(plain, "no")
        plain.go("main button.big")
    plain.choose("seen_by", "none")
    plain.go("main button.big")
    plain.go("main form:not([enctype]) button.big")
    plain.go("main button.big")
    plain.choose("days", "mon")
    plain.choose("minutes", "45")
    plain.choose("modalities", "cycling")
    plain.go("main button.big")
    plain.go("main button.big")
    assert plain.path == "/plan"
    plain.open("/check-in")
    check_in(plain, "1")
    assert plain.path == "/today"
    assert "Waarom dit?" in plain.text()
    plain.open("/sessions/new?kind=cross")
    plain.choose("sport", "cycling")
    plain.type("#id_minutes", "20")
    plain.choose("pain_during", "0")
    plain.choose("effort_rpe", "2")
    plain.go("main button.big")
    assert plain.path == "/today"
    assert "Fietsen" in plain.text()


@pytest.fixture
def anna(phone: Phone) -> Runner:
    """Somebody six weeks on, logged in on this phone."""
    account = accounts.create_owner("Anna", PASSWORD, "nl")
    runner = Runner.objects.get(account=account)
    services.load_log(runner, log_of(timezone.localdate()))
    phone.open("/login")
    phone.type("#id_name", "Anna")
    phone.type("#id_password", PASSWORD)
    phone.go("main button.big")
    return runner


def tell_a_run(phone: Phone, pain: str, sign: str = "none") -> None:
    """A run by hand, with its worst pain."""
    phone.open("/sessions/new?kind=run")
    phone.type("#id_run_minutes", "18")
    phone.type("#id_minutes", "30")
    phone.choose("pain_during", pain)
    phone.choose("effort_rpe", "4")
    phone.choose("signs", sign)
    phone.go("main button.big")


def test_a_run_that_hurt_repeats_the_step_and_a_bad_morning_goes_one_back_and_never_to_the_start(
    phone: Phone, anna: Runner, move_clock: MoveClock
) -> None:
    before = stage(anna)
    tell_a_run(phone, "4")
    move_clock(timedelta(days=1))
    phone.open("/check-in")
    check_in(phone, "1")
    assert "Herhalen" in phone.text()
    assert stage(anna) == before
    move_clock(timedelta(days=2))
    tell_a_run(phone, "6", "gait")
    move_clock(timedelta(days=1))
    phone.open("/check-in")
    check_in(phone, "5")
    phone.open("/signs")
    answer_all(phone, "no")
    phone.go("main button.big")
    phone.open("/today")
    assert "Stap terug" in phone.text()
    assert "fase 1 van 5" not in phone.text()


def stage(runner: Runner) -> int:
    """The step of the ladder that the plan is on today."""
    episode = selectors.current_episode(runner.account)
    assert episode is not None
    return int(Day(runner.account, episode, timezone.localdate(), "nl").decision["stage"]["n"])


def test_what_was_told_yesterday_is_changed_and_the_first_version_stays_to_be_seen(
    phone: Phone, move_clock: MoveClock
) -> None:
    a_runner_who_begins(phone)
    phone.open("/check-in")
    check_in(phone, "0")
    move_clock(timedelta(days=1))
    phone.open("/history")
    assert "Check-in" in phone.text(), phone.text()
    phone.go('.past-day a[href^="/history/"]')
    phone.type("#id_pain_morning", "3")
    phone.type("#id_reason", "de trap vergeten")
    phone.go("main button.big")
    assert phone.path == "/history"
    assert "gewijzigd" in phone.text() or "veranderd" in phone.text()
    assert "de trap vergeten" in phone.text()
    assert [row.data.get("pain_morning") for row in EventRow.objects.filter(type="checked_in")] == [0]
