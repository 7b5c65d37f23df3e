"""A run with its walks on a phone: from start to log, pain, pause and skip, a reload half-way, and sign-out."""

import pytest
from django.utils import timezone

from opbouw.core.events import SessionDone
from opbouw.web.accounts.models import Account
from opbouw.web.daily.day import Day
from opbouw.web.store.selectors import current_episode
from tests.e2e.conftest import Phone
from tests.e2e.playing import a_runner_on_the_way, heard, later

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Today's run of the example: 5 min walking, 4 times 5 min running with 1 min between, 6 min home.
TICKS_S = 5  # what the browser itself takes between two steps of a story
NBSP = "\u00a0"
READY_S, WARM_S, RUN_S = 10, 300, 300
START = "main a.big[href$='/play']"


def last_run(account: Account) -> SessionDone:
    """The last session of today as the log holds it."""
    episode = current_episode(account)
    assert episode is not None
    day = Day(account, episode, timezone.localdate(), "nl")
    return [data for event, data in day.log.of(SessionDone) if event.on == day.today][-1]


def press(phone: Phone, what: str) -> None:
    """A button of the player."""
    phone.tap(f'[data-press="{what}"]')


def shows(phone: Phone, name: str) -> str:
    """A part of the screen of the player."""
    return phone.page.locator(f'[data-at="{name}"]').inner_text().replace(NBSP, " ")


def left(phone: Phone) -> int:
    """The seconds on the timer; the clock of the phone also runs by itself while the test works."""
    minutes, seconds = shows(phone, "timer").split(":")
    return int(minutes) * 60 + int(seconds)


def running(phone: Phone) -> bool:
    """Whether the screen is that of running."""
    return bool(phone.page.evaluate("document.body.classList.contains('running')"))


def begin(phone: Phone) -> None:
    """From Today to the first second of the countdown."""
    phone.open("/today")
    phone.go(START)
    press(phone, "start")


def test_a_run_goes_from_todays_card_to_the_log_with_its_own_screens_and_sounds(phone: Phone) -> None:
    account = a_runner_on_the_way(phone)
    begin(phone)
    assert shows(phone, "word") == "Klaar voor de start"
    found = heard(phone)
    assert found["said"] == [["nl-NL", "Klaar voor de start"]]
    assert found["awake"] == 1
    # Three ticks and one low tone for walking, three ticks and two rising ones for running, to the end of the session.
    assert [tone for tone, _at in found["tones"]][:9] == [880, 880, 880, 220, 880, 880, 880, 440, 659.25]
    assert [at for _tone, at in found["tones"]][3:9] == pytest.approx([10, 307, 308, 309, 310, 310.2], abs=0.3)
    later(phone, seconds=READY_S)
    assert shows(phone, "word") == "Wandelen"
    assert not running(phone)
    later(phone, seconds=WARM_S - 1)
    heard(phone)
    phone.page.clock.run_for(2_000)
    found = heard(phone)
    assert found["said"] == [["nl-NL", "Hardlopen. 5 minuten."]]
    assert found["buzzed"] == ["120 90 120"]
    assert (shows(phone, "word"), shows(phone, "ahead")) == ("Hardlopen", "Straks: 1 min wandelen")
    assert running(phone)
    phone.look()
    later(phone, minutes=40)
    assert "Klaar." in phone.text()
    assert heard(phone)["awake"] == 0
    phone.look()
    phone.choose("pain_during", "1")
    phone.choose("effort_rpe", "3")
    phone.choose("signs", "none")
    phone.go('[data-at="form"] button.big')
    assert phone.path == "/today"
    done = last_run(account)
    assert (done.run_minutes, done.pain_during, done.stopped_early) == (20, 1, False)
    assert [(one.kind, one.seconds, one.reps) for one in done.intervals or ()][1:3] == [
        ("run", 300, 4),
        ("walk", 60, 4),
    ]


def test_pain_above_the_limit_stops_calmly_and_is_told_once(phone: Phone) -> None:
    account = a_runner_on_the_way(phone)
    begin(phone)
    later(phone, seconds=READY_S + WARM_S + 90)
    taps = phone.taps
    press(phone, "hurt")
    phone.look()
    assert not running(phone)
    phone.page.locator("dialog .cells label", has_text="5").click()
    phone.taps += 1
    assert "we stoppen hier" in shows(phone, "pain")
    assert not phone.page.locator('[data-press="pain-walk"]').is_visible()
    press(phone, "pain-stop")
    assert phone.taps - taps == 3
    assert "Goed dat je stopte." in phone.text()
    assert shows(phone, "runs") == "0"
    assert phone.page.locator('input[name="pain_during"]:checked').input_value() == "5"
    phone.look()
    phone.choose("effort_rpe", "4")
    phone.go('[data-at="form"] button.big')
    done = last_run(account)
    assert (done.pain_during, done.stopped_early) == (5, True)
    assert done.run_minutes == pytest.approx(1.5, abs=TICKS_S / 60)
    assert done.minutes == pytest.approx(6.5, abs=TICKS_S / 60)
    (walk, run) = done.intervals or ()
    assert (walk.kind, walk.seconds, run.kind) == ("walk", 300, "run")
    assert run.seconds / 60 == done.run_minutes


def test_pain_within_the_limit_goes_on_with_a_walk_and_no_answer_stops_as_well(phone: Phone) -> None:
    a_runner_on_the_way(phone)
    begin(phone)
    later(phone, seconds=READY_S + WARM_S + 30)
    press(phone, "hurt")
    phone.page.locator("dialog .cells label", has_text="2").click()
    press(phone, "pain-walk")
    assert shows(phone, "word") == "Wandelen"
    press(phone, "hurt")
    press(phone, "pain-stop")
    assert "Goed dat je stopte." in phone.text()
    assert phone.page.locator('input[name="pain_during"]:checked').input_value() == "2"


def test_a_pause_stands_still_skipping_a_walk_asks_once_and_stopping_early_is_fine(phone: Phone) -> None:
    a_runner_on_the_way(phone)
    begin(phone)
    press(phone, "next")
    later(phone, seconds=20)
    press(phone, "pause")
    phone.look()
    later(phone, minutes=10)
    assert left(phone) == pytest.approx(280, abs=TICKS_S)
    press(phone, "pause")
    press(phone, "next")
    assert "Druk nog een keer" in phone.text()
    assert shows(phone, "word") == "Wandelen"
    press(phone, "next")
    assert shows(phone, "word") == "Hardlopen"
    later(phone, seconds=60)
    press(phone, "back")
    assert shows(phone, "word") == "Wandelen"
    press(phone, "next")
    assert left(phone) == pytest.approx(240, abs=TICKS_S)
    press(phone, "pause")
    press(phone, "stop")
    assert "Minder mag altijd" in phone.text()
    assert phone.page.locator('input[name="signs"]:checked').count() == 0


def test_a_reload_half_way_stands_where_it_was_and_asks_about_the_time_between(phone: Phone) -> None:
    a_runner_on_the_way(phone)
    begin(phone)
    later(phone, seconds=READY_S + WARM_S + 60)
    phone.page.reload()
    later(phone, minutes=2)
    assert shows(phone, "word") == "Hardlopen"
    assert left(phone) == pytest.approx(240, abs=TICKS_S)
    assert "Je bent terug waar je was." in phone.text()
    phone.page.reload()
    press(phone, "pause")
    later(phone, seconds=10)
    assert left(phone) == pytest.approx(230, abs=TICKS_S)
    phone.page.goto("about:blank")
    phone.page.clock.fast_forward(60_000)
    phone.page.go_back()
    press(phone, "kept-going")
    phone.page.clock.run_for(300)
    assert left(phone) == pytest.approx(170, abs=TICKS_S)
    press(phone, "pause")
    press(phone, "stop")
    key = phone.page.locator('[data-at="form"] input[name="key"]').input_value()
    phone.page.reload()
    assert phone.page.locator('[data-at="form"] input[name="key"]').input_value() == key


def test_signing_out_leaves_nothing_of_a_session_on_the_phone(phone: Phone) -> None:
    a_runner_on_the_way(phone)
    begin(phone)
    phone.tap('[data-at="close"]')
    phone.page.wait_for_url("**/today")
    kept = "Object.keys(localStorage).filter((key) => key.startsWith('opbouw')).length"
    assert phone.page.evaluate(kept) == 1
    phone.go("form[data-sign-out] button")
    assert phone.page.evaluate(kept) == 0


def test_the_player_fits_small_large_wide_and_lying_screens_in_english(phone: Phone) -> None:
    a_runner_on_the_way(phone, "en")
    begin(phone)
    later(phone, seconds=READY_S + WARM_S + 5)
    assert shows(phone, "word") == "Running"
    for width, height in ((320, 640), (844, 390), (1280, 800)):
        phone.page.set_viewport_size({"width": width, "height": height})
        phone.look()
        hurt = phone.page.locator(".hurt").bounding_box()
        assert hurt is not None
        assert hurt["height"] >= 60
        assert hurt["y"] + hurt["height"] <= height
    phone.page.set_viewport_size({"width": 390, "height": 844})
    phone.page.evaluate("document.documentElement.style.fontSize = '200%'")
    phone.look()


def test_without_script_the_page_is_a_list_of_steps_and_the_form(phone: Phone) -> None:
    a_runner_on_the_way(phone)
    phone.open("/today")
    path = phone.page.locator(START).get_attribute("href")
    cookies = phone.page.context.cookies()
    browser = phone.page.context.browser
    assert browser is not None
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}, locale="nl-NL")
    context.add_cookies([{"name": one["name"], "value": one["value"], "url": phone.address} for one in cookies])
    page = context.new_page()
    page.goto(f"{phone.address}{path}")
    steps = [text.replace(NBSP, " ") for text in page.locator(".steps li").all_inner_texts()]
    assert steps[:3] == ["5 min wandelen", "5 min hardlopen", "1 min wandelen"]
    assert not page.locator("[data-press]").first.is_visible()
    page.locator('label:has(input[name="how"][value="as_planned"])').click()
    for name, value in (("pain_during", "0"), ("effort_rpe", "3"), ("signs", "none")):
        page.locator(f'label:has(input[name="{name}"][value="{value}"])').click()
    page.locator('[data-at="form"] button.big').click()
    assert page.url == f"{phone.address}/today"
    context.close()
