"""Three stories at phone size: the first day, an ordinary day with its morning after, and a warning sign."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from opbouw.web.accounts import services as accounts
from opbouw.web.store import services
from opbouw.web.store.actors import actor_for
from tests.e2e.conftest import MoveClock, Phone
from tests.web.conftest import PASSWORD, first_facts

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

THREE_MINUTES = 180
FIVE_TAPS = 5
TWO_TAPS = 2
RULERS = ("pain_rest", "pain_daily", "pain_morning")


def day_ago(days: int) -> str:
    """A date as a date field takes it."""
    return (timezone.localdate() - timedelta(days=days)).isoformat()


def answer_all(phone: Phone, value: str, but: dict[str, str] | None = None) -> None:
    """The same answer to every question of the page, with exceptions."""
    fields = phone.page.locator('main input[type="radio"]')
    names = dict.fromkeys(fields.nth(at).get_attribute("name") or "" for at in range(fields.count()))
    for name in names:
        phone.choose(name, (but or {}).get(name, value))


def begin(phone: Phone) -> None:
    """From the first page to the account of a new runner."""
    phone.open("/")
    phone.go('a[href="/start"]')
    phone.type("#id_name", "Anna")
    phone.type("#id_password", PASSWORD)
    phone.go("main button.big")


def tell_the_injury(phone: Phone) -> None:
    """The first two of the six questions."""
    phone.tap("#id_understood")
    phone.choose("adult", "yes")
    phone.go("main button.big")
    phone.choose("place", "achilles:right")
    phone.go("main button.big")
    phone.choose("injury", "achilles_midportion")
    phone.choose("named_by", "self")
    phone.go("main button.big")
    phone.type("#id_onset_on", day_ago(9))
    phone.choose("course", "gradual")
    phone.choose("severity", "limits_running")
    phone.type("#id_last_run_on", day_ago(9))
    phone.choose("recurrence", "no")
    phone.go("main button.big")


def check_in(phone: Phone, pain: str = "0", sign: str = "none") -> None:
    """The whole check-in: three rulers, one choice, done."""
    for name in RULERS:
        phone.choose(name, pain)
    phone.choose("signs", sign)
    phone.go("main button.big")


def a_runner_who_begins(phone: Phone) -> None:
    """Somebody who filled in the six questions yesterday, logged in on this phone."""
    account = accounts.create_owner("Anna", PASSWORD, "nl")
    services.open_episode(actor_for(account), uuid.uuid4(), first_facts())
    phone.open("/login")
    phone.type("#id_name", "Anna")
    phone.type("#id_password", PASSWORD)
    phone.go("main button.big")


def test_a_new_runner_gets_from_the_first_page_to_todays_card_within_three_minutes_of_tapping(phone: Phone) -> None:
    begin(phone)
    tell_the_injury(phone)
    for _screen in range(3):
        answer_all(phone, "no")
        phone.go("main button.big")
    phone.choose("seen_by", "none")
    phone.go("main button.big")
    phone.go("main form:not([enctype]) button.big")
    phone.go("main button.big")
    for day in ("mon", "wed", "sat"):
        phone.choose("days", day)
    phone.choose("minutes", "45")
    phone.choose("modalities", "cycling")
    phone.go("main button.big")
    phone.type("#id_birth_year", "1985")
    phone.go("main button.big")
    assert phone.path == "/plan"
    phone.go('a[href="/today"], a[href="/day"]')
    assert phone.path == "/today"
    assert "Je eerste dag" in phone.text()
    assert phone.seconds < THREE_MINUTES, (phone.taps, phone.letters)


def tell_a_run(phone: Phone) -> None:
    """A calm run of ten minutes, told by hand."""
    phone.open("/sessions/new?kind=run")
    phone.type("#id_run_minutes", "10")
    phone.type("#id_minutes", "12,5")
    phone.choose("pain_during", "1")
    phone.choose("effort_rpe", "3")
    phone.choose("signs", "none")
    phone.go("main button.big")


def test_a_day_goes_from_check_in_to_session_to_the_question_of_the_next_morning(
    phone: Phone, move_clock: MoveClock
) -> None:
    a_runner_who_begins(phone)
    phone.open("/check-in")
    assert not phone.scrolls()
    phone.choose("signs", "limping")
    phone.choose("signs", "none")
    assert phone.page.locator('input[name="signs"]:checked').count() == 1
    phone.open("/check-in")
    before = phone.taps
    check_in(phone)
    assert phone.taps - before <= FIVE_TAPS
    assert phone.path == "/today"
    assert "Waarom dit?" in phone.text()

    tell_a_run(phone)
    assert phone.path == "/today"
    assert "Morgenochtend één vraag" in phone.text()

    move_clock(timedelta(days=1))
    phone.open("/today")
    assert "Eén vraag over je laatste loop" in phone.text()
    before = phone.taps
    phone.choose("pain_morning", "1")
    phone.go("main button.big")
    assert phone.taps - before == TWO_TAPS
    assert phone.path == "/today"
    assert "Eén vraag over je laatste loop" not in phone.text()

    tell_a_run(phone)
    move_clock(timedelta(days=1))
    phone.open("/today")
    phone.go('main a[href="/check-in"]')
    assert "De ochtend na je loop" in phone.text()
    before = phone.taps
    check_in(phone)
    assert phone.taps - before <= FIVE_TAPS
    phone.open("/today")
    assert "Eén vraag over je laatste loop" not in phone.text()


def test_a_warning_sign_leads_to_the_stop_page_and_there_is_no_way_around_it(phone: Phone) -> None:
    a_runner_who_begins(phone)
    phone.open("/check-in")
    check_in(phone, "2", "night")
    assert phone.path == "/signs"
    phone.open("/today")
    assert "Eerst een paar vragen" in phone.text()
    phone.open("/signs")
    answer_all(phone, "no", {"rf_night_pain": "yes"})
    phone.go("main button.big")
    assert phone.path == "/stop"
    assert "Stop. Laat ernaar kijken" in phone.text()
    assert phone.page.locator("main button").count() == phone.page.locator("main .foot button").count()

    phone.open("/today")
    assert phone.path == "/stop"
    for path in ("/plan", "/history", "/settings", "/why"):
        phone.open(path)
        assert "Er staat een alarmsignaal" in phone.text(), path
    phone.open("/letter")
    assert "Brief voor huisarts of fysio" in phone.text()
    phone.open("/clearance")
    phone.choose("seen_by", "physio")
    phone.type("#id_seen_on", timezone.localdate().isoformat())
    phone.choose("scope", "running")
    phone.go("main button.big")
    assert "telt alleen het woord van een arts" in phone.text()
    phone.open("/today")
    assert phone.path == "/stop"

    phone.open("/clearance")
    phone.choose("seen_by", "doctor")
    phone.type("#id_seen_on", timezone.localdate().isoformat())
    phone.choose("scope", "movement")
    phone.go("main button.big")
    assert phone.path == "/today"
    assert "Er staat een alarmsignaal" not in phone.text()
