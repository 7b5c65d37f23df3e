"""A runner in the middle of the return, on a phone whose clock is moved by hand and whose sounds are written down."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from django.utils import timezone

from opbouw import demo
from opbouw.web.accounts import services as accounts
from opbouw.web.accounts.models import Account
from opbouw.web.store import services
from opbouw.web.store.models import Runner
from tests.e2e.conftest import Phone
from tests.web.conftest import PASSWORD

# What the page asks of ears, hand and screen, written down instead of done.
LISTEN = """
window.heard = {tones: [], said: [], buzzed: [], awake: 0};
class Wave {
  constructor(sound) { this.sound = sound; this.frequency = {value: 0}; }
  connect(next) { return next; }
  start(at) { heard.tones.push([this.frequency.value, Math.round((at - this.sound.currentTime) * 10) / 10]); }
  stop() {}
}
class Sound {
  get currentTime() { return performance.now() / 1000; }
  destination = {};
  resume() {}
  createOscillator() { return new Wave(this); }
  createGain() {
    return {gain: {setValueAtTime() {}, linearRampToValueAtTime() {}}, connect: (next) => next};
  }
}
window.AudioContext = Sound;
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
const voices = [{lang: "nl-NL"}, {lang: "en-GB"}];
Object.defineProperty(window, "speechSynthesis", {value: {
  getVoices: () => voices, cancel() {}, speak(one) { heard.said.push([one.lang, one.text]); },
}});
Object.defineProperty(navigator, "vibrate", {value: (parts) => heard.buzzed.push(parts.join(" "))});
Object.defineProperty(navigator, "wakeLock", {value: {request: async () => {
  heard.awake += 1;
  const lock = new EventTarget();
  lock.release = () => { heard.awake -= 1; };
  return lock;
}}});
"""


Story = Callable[[date], list[dict[str, Any]]]


@cache
def log_of(today: date) -> list[dict[str, Any]]:
    """The log of the example runner on a day."""
    return demo.events(today)


def a_runner_on_the_way(phone: Phone, language: str = "nl", story: Story = log_of) -> Account:
    """Somebody six weeks on with a run and strength work today, or another story, logged in on this phone."""
    account = accounts.create_owner("Anna", PASSWORD, language)
    services.load_log(Runner.objects.get(account=account), story(timezone.localdate()))
    phone.page.add_init_script(LISTEN)
    phone.page.clock.install(time=datetime.combine(timezone.localdate(), time(9, 0)))
    phone.open("/login")
    phone.type("#id_name", "Anna")
    phone.type("#id_password", PASSWORD)
    phone.go("main button.big")
    return account


def later(phone: Phone, **much: float) -> None:
    """Let time pass on the phone, and give the page its next tick."""
    phone.page.clock.fast_forward(int(timedelta(**much) / timedelta(milliseconds=1)))
    phone.page.clock.run_for(300)


def heard(phone: Phone) -> dict[str, Any]:
    """What was sounded, said and buzzed since the last question."""
    found: dict[str, Any] = phone.page.evaluate("structuredClone(heard)")
    phone.page.evaluate("Object.assign(heard, {tones: [], said: [], buzzed: []})")
    return found
