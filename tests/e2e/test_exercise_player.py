"""Exercises set by set on a phone: sides in turn, too heavy, and the log at the end."""

from datetime import timedelta

import pytest
from django.utils import timezone

from opbouw.core.events import SessionDone
from opbouw.web.accounts.models import Account
from opbouw.web.daily.day import Day
from opbouw.web.store.selectors import current_episode
from tests.e2e.conftest import MoveClock, Phone
from tests.e2e.playing import a_runner_on_the_way, heard, later

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def on_a_monday(move_clock: MoveClock) -> None:
    """The plan of the example hangs on the day of the week, so each story begins on the same one."""
    move_clock(timedelta(days=-timezone.localdate().weekday() % 7))


def day_of(account: Account) -> Day:
    """Today of this runner."""
    episode = current_episode(account)
    assert episode is not None
    return Day(account, episode, timezone.localdate(), "nl")


def begin(phone: Phone, account: Account) -> list[str]:
    """The first second of today's strength work; the ids of its exercises."""
    session = next(one for one in day_of(account).decision["today"] if one["exercises"])
    phone.open(f"/sessions/{session['id']}/play")
    phone.tap('[data-press="start"]')
    later(phone, seconds=6)
    return [one["id"] for one in session["exercises"]]


def shows(phone: Phone, name: str) -> str:
    """A part of the screen of the player."""
    return phone.page.locator(f'[data-at="{name}"]').inner_text()


def last_work(account: Account) -> SessionDone:
    """The last session of today as the log holds it."""
    day = day_of(account)
    return [data for event, data in day.log.of(SessionDone) if event.on == day.today][-1]


# The example on a Monday: two exercises one leg at a time and one with both, each 1 time 12, left first.
def test_the_weaker_side_goes_first_the_switch_is_spoken_and_the_sets_are_kept(phone: Phone) -> None:
    account = a_runner_on_the_way(phone)
    first, second, third = begin(phone, account)
    phone.look()
    assert phone.page.locator(".sides .on").inner_text() == "links"
    heard(phone)
    phone.tap('[data-press="done"]')
    phone.page.clock.run_for(300)
    assert heard(phone)["said"] == [["nl-NL", "Wissel van kant. rechts"]]
    assert phone.page.locator(".sides .on").inner_text() == "rechts"
    phone.tap('[data-press="less"]')
    assert shows(phone, "last-reps") == "11"
    later(phone, seconds=9)
    phone.tap('[data-press="done"]')
    later(phone, seconds=31)
    assert "Oefening 2 van 3" in phone.text()
    phone.tap('[data-press="hurt"]')
    phone.look()
    phone.page.locator("dialog .cells label", has_text="6").click()
    assert not phone.page.locator('[data-press="fewer"]').is_visible()
    phone.tap('[data-press="drop"]')
    later(phone, seconds=31)
    phone.tap('[data-press="done"]')
    phone.page.clock.run_for(300)
    assert "Klaar." in phone.text()
    phone.choose("pain_during", "6")
    phone.choose("effort_rpe", "4")
    phone.go('[data-at="form"] button.big')
    told = last_work(account).exercises or ()
    assert [(one.id, one.side, one.sets, one.reps, one.pain) for one in told] == [
        (first, "both", 1, 11, None),
        (second, "both", 0, 0, 6),
        (third, "both", 1, 12, None),
    ]


def test_too_heavy_offers_the_easier_form_of_the_engine_and_a_reload_stands_where_it_was(phone: Phone) -> None:
    account = a_runner_on_the_way(phone)
    first, *_rest = begin(phone, account)
    phone.tap('[data-press="hurt"]')
    easier = shows(phone, "easier-name")
    phone.tap('[data-press="easier"]')
    phone.page.clock.run_for(300)
    assert phone.page.locator("article:visible h2").inner_text() == easier
    phone.tap('[data-press="done"]')
    phone.page.clock.run_for(300)
    phone.page.reload()
    assert phone.page.locator("article:visible h2").inner_text() == easier
    assert phone.page.locator(".sides .on").inner_text() == "rechts"
    phone.tap('[data-press="stop"]')
    assert "Minder mag altijd." in phone.text()
    phone.choose("pain_during", "0")
    phone.choose("effort_rpe", "2")
    phone.go('[data-at="form"] button.big')
    (one,) = last_work(account).exercises or ()
    assert one.id != first
    assert (one.side, one.sets, one.pain) == ("left", 1, 0)


def test_the_exercise_player_fits_small_and_wide_screens_in_english(phone: Phone) -> None:
    begin(phone, a_runner_on_the_way(phone, "en"))
    assert "repetition" in phone.text()
    for width, height in ((320, 640), (844, 390), (1280, 800)):
        phone.page.set_viewport_size({"width": width, "height": height})
        phone.look()
    phone.page.set_viewport_size({"width": 390, "height": 844})
    phone.page.evaluate("document.documentElement.style.fontSize = '200%'")
    phone.look()
