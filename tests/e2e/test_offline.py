"""A phone without signal: what it shows, what it keeps, and that it sends everything once."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from opbouw.web.accounts import services as accounts
from opbouw.web.accounts.models import Account
from opbouw.web.environment import Vapid
from opbouw.web.reminders.push import new_key
from opbouw.web.store import services
from opbouw.web.store.actors import actor_for
from opbouw.web.store.models import EventRow
from tests.e2e.conftest import MoveClock, Phone
from tests.web.conftest import PASSWORD, first_facts

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RULERS = ("pain_rest", "pain_daily", "pain_morning")
KEPT = """async () => {
    const meta = await self.opbouwQueue.kept();
    return Boolean(meta && meta.mark && navigator.serviceWorker.controller);
}"""
EMPTY = "async () => (await self.opbouwQueue.all()).length === 0"
WAITING = "async () => (await self.opbouwQueue.all()).length"
LEFT = """async () => {
    const named = (await indexedDB.databases()).some((one) => one.name === "opbouw");
    const pages = (await caches.keys()).includes("opbouw-pages");
    if (!named) return { pages, waiting: 0 };
    const opened = await new Promise((done) => {
        const request = indexedDB.open("opbouw");
        request.onsuccess = () => done(request.result);
    });
    if (!opened.objectStoreNames.contains("items")) return { pages, waiting: 0 };
    const waiting = await new Promise((done) => {
        const request = opened.transaction("items").objectStore("items").count();
        request.onsuccess = () => done(request.result);
    });
    return { pages, waiting };
}"""
FIVE_TAPS = """() => {
    const form = document.querySelector("form[data-queue]");
    for (let tap = 0; tap < 5; tap += 1) form.requestSubmit(form.querySelector("button.big"));
}"""
SENT_FIVE_TIMES = """async () => {
    const item = self.waiting;
    const { token } = await self.opbouwQueue.state();
    const headers = { "X-Opbouw-Queue": "1", "X-CSRFToken": token };
    const body = new URLSearchParams(item.fields);
    const states = [];
    for (let time = 0; time < 5; time += 1) {
        states.push((await (await fetch(item.path, { method: "POST", headers, body })).json()).state);
    }
    return states;
}"""


def wait_for(phone: Phone, question: str) -> None:
    """Ask the page until it says yes."""
    for _try in range(100):
        if phone.page.evaluate(question):
            return
        phone.page.wait_for_timeout(100)
    raise AssertionError(question)


def log_in(phone: Phone) -> None:
    """Log in, and wait until the phone keeps the day."""
    phone.page.goto(f"{phone.address}/login?next=/today")
    phone.page.fill("#id_name", "Anna")
    phone.page.fill("#id_password", PASSWORD)
    with phone.page.expect_navigation():
        phone.page.click("main button.big")
    wait_for(phone, KEPT)


def a_runner() -> Account:
    """A runner who begins today, as the server's clock has it."""
    account = accounts.create_owner("Anna", PASSWORD, "nl")
    services.open_episode(actor_for(account), uuid.uuid4(), first_facts())
    return account


@pytest.fixture
def phone(keeping_phone: Phone) -> Phone:
    """Every phone here keeps the day."""
    return keeping_phone


@pytest.fixture
def anna(phone: Phone) -> Account:
    """A runner who began today."""
    return a_runner()


def signal(phone: Phone, there: bool) -> None:
    """Take the signal away, or give it back."""
    phone.page.context.set_offline(not there)


def fill_in(phone: Phone, pain: str = "0", sign: str = "none") -> None:
    """Fill in the check-in, without sending it."""
    for name in RULERS:
        phone.choose(name, pain)
    phone.choose("signs", sign)


def check_in(phone: Phone, pain: str = "0", sign: str = "none") -> None:
    """A whole check-in on a phone without signal."""
    phone.page.goto(f"{phone.address}/check-in")
    fill_in(phone, pain, sign)
    with phone.page.expect_navigation():
        phone.tap("main button.big")


def part(phone: Phone) -> str:
    """The one part of the day that the phone shows."""
    phone.page.wait_for_selector("[data-standing]:not([hidden])")
    phone.page.wait_for_timeout(150)
    found = phone.page.locator("[data-standing]:not([hidden])")
    assert found.count() == 1
    return found.get_attribute("data-standing") or ""


def shows(phone: Phone, path: str, wanted: str) -> None:
    """A path shows this part of the day; what it says is read by axe as well."""
    phone.page.goto(phone.address + path)
    assert part(phone) == wanted
    phone.look()


def test_a_morning_and_a_session_without_signal_are_kept_and_sent_in_order_when_it_is_back(
    phone: Phone, anna: Account
) -> None:
    log_in(phone)
    signal(phone, False)
    phone.open("/today")
    assert "Geen bereik" in phone.text()
    check_in(phone)
    assert phone.path == "/offline/day"
    assert part(phone) == "planned"
    assert EventRow.objects.filter(type="checked_in").count() == 0

    phone.page.goto(f"{phone.address}/sessions/new?kind=walk")
    phone.type("#id_minutes", "20")
    phone.choose("pain_during", "0")
    phone.choose("effort_rpe", "2")
    with phone.page.expect_navigation():
        phone.tap("main button.big")
    phone.page.wait_for_selector(".sync [data-save=waiting]:not([hidden])")
    assert phone.page.locator(".sync [data-save=waiting] b").inner_text() == "2"
    phone.open("/saved")
    assert "Hoe is het vanochtend?" in phone.text()
    assert "Wacht op bereik" in phone.text()

    signal(phone, True)
    phone.page.evaluate("window.dispatchEvent(new Event('online'))")
    wait_for(phone, EMPTY)
    kinds = EventRow.objects.filter(type__in=["checked_in", "session_done"]).order_by("seq")
    assert [row.type for row in kinds] == ["checked_in", "session_done"]


def test_an_answer_from_a_page_opened_with_signal_says_its_own_day(
    phone: Phone, anna: Account, move_clock: MoveClock
) -> None:
    today = timezone.localdate()
    log_in(phone)
    phone.page.goto(f"{phone.address}/check-in")
    fill_in(phone)
    signal(phone, False)
    with phone.page.expect_navigation():
        phone.tap("main button.big")
    assert part(phone) == "planned", "an answer of today does not hide the plan of today"
    phone.open("/saved")  # the day itself goes to Today as soon as the answer is sent

    move_clock(timedelta(days=1))
    signal(phone, True)
    phone.page.evaluate("window.dispatchEvent(new Event('online'))")
    wait_for(phone, EMPTY)
    assert [row.on_date for row in EventRow.objects.filter(type="checked_in")] == [today], "sent a day later"


def test_the_same_answer_sent_five_times_is_one_event(phone: Phone, anna: Account) -> None:
    log_in(phone)
    signal(phone, False)
    phone.page.goto(f"{phone.address}/check-in")
    fill_in(phone)
    with phone.page.expect_navigation():
        phone.page.evaluate(FIVE_TAPS)
    phone.page.goto(f"{phone.address}/saved")
    assert phone.page.evaluate(WAITING) == 1
    phone.page.evaluate("async () => { [self.waiting] = await self.opbouwQueue.all(); }")
    signal(phone, True)
    assert phone.page.evaluate(SENT_FIVE_TIMES) == ["kept"] * 5
    phone.page.reload()
    wait_for(phone, EMPTY)
    assert EventRow.objects.filter(type="checked_in").count() == 1


def test_at_sign_out_the_phone_forgets_everything_and_says_so_when_something_was_not_sent(
    phone: Phone, anna: Account
) -> None:
    log_in(phone)
    signal(phone, False)
    check_in(phone)
    phone.page.goto(f"{phone.address}/offline/day")
    with phone.page.expect_navigation():
        phone.page.click('footer form[action="/logout"] button')
    assert phone.path == "/saved#leave"
    assert "Uitloggen en weggooien" in phone.text()
    assert phone.page.evaluate(WAITING) == 1

    with phone.page.expect_navigation():
        phone.page.click("form[data-throw-away] button")
    assert "niet op je telefoon" in phone.text()
    assert phone.page.evaluate(LEFT) == {"pages": False, "waiting": 0}
    phone.page.goto(f"{phone.address}/today")
    assert "niet op je telefoon" in phone.text()


def test_without_signal_yesterdays_plan_stands_only_with_calm_answers_and_no_older_plan_stands_at_all(
    phone: Phone, move_clock: MoveClock
) -> None:
    move_clock(timedelta(days=-1))
    a_runner()
    log_in(phone)
    session = phone.page.evaluate("async () => (await self.opbouwQueue.kept()).guarded[0]")
    signal(phone, False)
    shows(phone, "/today", "ask")
    shows(phone, session, "ask")
    check_in(phone, "8")
    assert part(phone) == "hold"
    shows(phone, session, "hold")
    check_in(phone, "0", "limping")
    shows(phone, "/today", "sign")
    assert phone.page.locator('[data-standing="sign"] a[href="tel:112"]').is_visible()


def test_a_plan_of_days_ago_is_not_offered(phone: Phone, move_clock: MoveClock) -> None:
    move_clock(timedelta(days=-2))
    a_runner()
    log_in(phone)
    session = phone.page.evaluate("async () => (await self.opbouwQueue.kept()).guarded[0]")
    signal(phone, False)
    shows(phone, "/today", "old")
    shows(phone, session, "old")
    check_in(phone)
    assert part(phone) == "old"


def test_the_pages_of_reminders_and_calendar_are_open_to_everybody(
    phone: Phone, anna: Account, settings: Settings
) -> None:
    settings.VAPID = Vapid(new_key(), "mailto:host@example.org")
    log_in(phone)
    phone.open("/settings/reminders")
    assert "Eén vraag over gisteren" in phone.text()
    phone.open("/settings/calendar")
    phone.go("main .card button.big")
    assert phone.page.input_value("#url").endswith(".ics")
    phone.open("/settings")


def test_an_answer_that_was_not_kept_is_changed_on_the_phone_and_sent_again(phone: Phone, anna: Account) -> None:
    log_in(phone)
    signal(phone, False)
    phone.page.goto(f"{phone.address}/sessions/new?kind=walk")
    phone.choose("pain_during", "0")
    phone.choose("effort_rpe", "2")
    with phone.page.expect_navigation():
        phone.tap("main button.big")
    signal(phone, True)
    phone.page.goto(f"{phone.address}/saved")
    phone.page.wait_for_selector('[data-is="refused"]:not([hidden])')
    phone.look()
    assert EventRow.objects.filter(type="session_done").count() == 0
    with phone.page.expect_navigation():
        phone.tap("[data-open]:visible")
    phone.type("#id_minutes", "20")
    assert phone.page.locator('input[name="effort_rpe"]:checked').get_attribute("value") == "2"
    with phone.page.expect_navigation():
        phone.tap("main button.big")
    assert EventRow.objects.get(type="session_done").data["minutes"] == 20
    assert phone.page.evaluate(WAITING) == 0


def test_answers_of_one_runner_are_not_sent_as_those_of_another(phone: Phone, anna: Account) -> None:
    bram = accounts.create_person("Bram", PASSWORD, "nl")
    services.open_episode(actor_for(bram), uuid.uuid4(), first_facts())
    log_in(phone)
    signal(phone, False)
    check_in(phone)
    signal(phone, True)
    phone.page.context.clear_cookies()
    phone.page.goto(f"{phone.address}/login?next=/saved")
    phone.page.fill("#id_name", "Bram")
    phone.page.fill("#id_password", PASSWORD)
    with phone.page.expect_navigation():
        phone.page.click("main button.big")
    phone.page.wait_for_selector("[data-if-others]:not([hidden])")
    wait_for(phone, "async () => (await self.opbouwQueue.kept())?.mark?.length > 0")
    phone.look()
    assert EventRow.objects.filter(type="checked_in").count() == 0
    assert phone.page.evaluate(WAITING) == 1

    phone.page.context.clear_cookies()
    log_in(phone)
    wait_for(phone, EMPTY)
    assert EventRow.objects.get(type="checked_in").episode.runner.account == anna
