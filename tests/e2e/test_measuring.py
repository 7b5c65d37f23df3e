"""A timed test on a phone: the sound leg, then the sore one, what was felt, and what it did to the gate."""

from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

import pytest
from django.utils import timezone

from opbouw import demo
from opbouw.core import events
from opbouw.web.accounts.models import Account
from opbouw.web.daily.day import Day
from opbouw.web.store.selectors import current_episode
from tests.e2e.conftest import Phone
from tests.e2e.playing import a_runner_on_the_way, heard, later

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# The live server has one connection to the database: pages fetched ahead while a form is sent would share it.
NO_WORKER = "if (navigator.serviceWorker) navigator.serviceWorker.register = () => new Promise(() => {});"
BEFORE_REBUILDING = timedelta(days=48)  # so much of the example's story is still to come


@cache
def story(on: date) -> list[dict[str, Any]]:
    """The example runner in the weeks of strengthening, the left leg sore."""
    now = on.isoformat()
    found = demo.events(on + BEFORE_REBUILDING)
    return [one for one in found if one["on"] <= now and one["recorded_at"][:10] <= now]


def results(account: Account, test: str) -> list[tuple[Any, ...]]:
    """What the log holds of a test of today: side, value, pain."""
    episode = current_episode(account)
    assert episode is not None
    day = Day(account, episode, timezone.localdate(), "nl")
    done = [data for event, data in day.log.of(events.Tested) if event.on == day.today and data.test == test]
    return [(data.side, data.value, data.pain) for data in done]


def stand_still(phone: Phone, hour: int) -> None:
    """From here the phone's time moves only by hand."""
    phone.page.clock.pause_at(datetime.combine(timezone.localdate(), time(hour)))


# Heel raises at one in two seconds, after five seconds to get ready: 24 take 48 seconds, 22 take 44.
def test_a_test_is_timed_on_the_sound_leg_and_then_the_sore_one_and_the_gate_answers_at_once(phone: Phone) -> None:
    phone.page.add_init_script(NO_WORKER)
    account = a_runner_on_the_way(phone, story=story)
    phone.open("/tests/heel_raise_single")
    assert phone.page.locator("section.side").first.inner_text().startswith("Rechts")
    assert not phone.page.locator("[data-side=left]").is_visible()
    stand_still(phone, 11)
    phone.tap("[data-side=right] [data-press=start]")
    later(phone, seconds=6)
    assert heard(phone)["awake"] == 1
    later(phone, seconds=48)
    assert phone.page.locator('[data-at="number"]').inner_text() == "24"
    phone.tap('[data-press="stop"]')
    assert heard(phone)["awake"] == 0
    assert phone.page.locator("#id_value_right").input_value() == "24"
    phone.tap("[data-side=right] [data-press=less]")
    assert phone.page.locator("#id_value_right").input_value() == "23"
    phone.tap("[data-side=right] [data-press=more]")
    phone.choose("pain_right", "0")
    phone.page.clock.resume()
    phone.page.reload()
    phone.look()
    assert phone.page.locator("#id_value_right").input_value() == "24", "a reload keeps what was measured"
    phone.tap("[data-press=next]")
    stand_still(phone, 12)
    phone.tap("[data-side=left] [data-press=start]")
    assert phone.page.locator(".sides .on").inner_text() == "links"
    later(phone, seconds=50)
    phone.page.clock.resume()
    phone.look()
    stand_still(phone, 13)
    phone.tap('[data-press="hurt"]')
    phone.type("#id_value_left", "22")
    phone.choose("pain_left", "1")
    phone.page.clock.resume()
    phone.look()
    phone.go('[data-at="save"] button')
    assert sorted(results(account, "heel_raise_single")) == [("left", 22, 1), ("right", 24, 0)]
    assert phone.path == "/tests"
    assert "Gehaald: Kuitheffen: zere kant minstens 90 % van de andere." in phone.text()
