"""The words of a reminder: no pain, no place, no verdict, nothing that a lock screen should not show."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy


class Text(NamedTuple):
    """What a reminder shows, and the page it opens."""

    title: str
    body: str
    url: str


_BODIES = {
    "morning": (lazy("One question about yesterday"), "morning"),
    "session": (lazy("Something is planned for today"), "today"),
    "silent_4": (lazy("Your plan is waiting for you"), "today"),
    "silent_10": (lazy("We have not heard from you. Your plan is waiting."), "today"),
    "test": (lazy("This is what a reminder looks like"), "reminders"),
}


def text_of(kind: str | None) -> Text:
    """The words of a kind in the language of the page; of no kind those that say the least."""
    if kind is None:
        return Text("Opbouw", _("Opbouw has a question"), reverse("today"))
    body, route = _BODIES[kind]
    return Text("Opbouw", str(body), reverse(route))


def all_texts() -> list[str]:
    """Every text a runner may get, for the preview."""
    return [str(body) for kind, (body, _route) in _BODIES.items() if kind != "test"]
