"""Short texts of the daily screens that are put together from names and numbers."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from opbouw import words
from opbouw.evidence.rows import Exercise
from opbouw.web.daily.day import language
from opbouw.web.ui import say
from opbouw.words import exercises
from opbouw.words.headline import headline as words_headline


def named(kind: str, id: str) -> str:
    """What an id is called in the language of the page."""
    return words.name(kind, id, language())


def capital(text: str) -> str:
    """A text with a capital in front."""
    return text[:1].upper() + text[1:]


def headline(decision: Mapping[str, Any]) -> str:
    """Today in at most a dozen words."""
    return words_headline(decision, language())


def with_side(place: str, side: str | None) -> str:
    """A place in words with its side, such as "Achilles tendon right"."""
    return {
        "right": _("%(place)s right") % {"place": place},
        "left": _("%(place)s left") % {"place": place},
        "both": _("%(place)s, both sides") % {"place": place},
    }.get(side or "", place)


def kind_word(kind: str) -> str:
    """A kind of session in a word."""
    return say.session_title({"kind": kind})


def see_word(see: Mapping[str, Any]) -> str:
    """Whom to see and how soon, in one sentence."""
    who, soon = named("who", see["who"]), named("how_soon", see["how_soon"])
    if see["who"] == "emergency":
        return _("Call %(who)s, %(soon)s.") % {"who": who, "soon": soon}
    return _("See %(who)s, %(soon)s.") % {"who": who, "soon": soon}


def dose(row: Mapping[str, Any]) -> str:
    """The dose of one exercise: 3 × 12, each side."""
    return exercises.dose(row, language())


def cue(row: Exercise, pain_limit: float | None) -> str:
    """The one thing to mind in an exercise, never with more pain than the limit (0-10)."""
    return exercises.cue(row, language(), pain_limit)


def planned(run: Mapping[str, Any] | None) -> str:
    """The next run of a proposal: its step and its minutes of running."""
    if run is None or not run["run_minutes"]:
        return _("no running")
    minutes = f"{say.number(run['run_minutes'])}{say.NBSP}min"
    return _("step %(n)s, %(minutes)s of running") % {"n": run["n"], "minutes": minutes}


def blocks(session: Mapping[str, Any]) -> list[dict[str, str]]:
    """The blocks of a run in order, a run and its walk between joined in one row."""
    parts = list(session.get("intervals") or ())
    rows, at = [], 0
    while at < len(parts):
        one = parts[at]
        following = parts[at + 1] if at + 1 < len(parts) else None
        if following is not None and _belongs(one, following):
            rows.append(_pair(one, following))
            at += 2
        else:
            rows.append(_single(one))
            at += 1
    return rows


def _belongs(run: Mapping[str, Any], walk: Mapping[str, Any]) -> bool:
    return bool(run["kind"] == "run" and walk["kind"] == "walk" and walk["reps"] == run["reps"] > 1)


def _pair(run: Mapping[str, Any], walk: Mapping[str, Any]) -> dict[str, str]:
    said = {"reps": run["reps"], "run": clock(run["seconds"]), "walk": clock(walk["seconds"])}
    return {"kind": "run", "text": _("%(reps)s times: %(run)s running, %(walk)s walking") % said}


def _single(part: Mapping[str, Any]) -> dict[str, str]:
    said = {"time": clock(part["seconds"])}
    text = _("%(time)s running") % said if part["kind"] == "run" else _("%(time)s walking") % said
    return {"kind": part["kind"], "text": text if part["reps"] == 1 else f"{part['reps']}{say.NBSP}× {text}"}


def clock(seconds: float) -> str:
    """Minutes, or seconds under a minute and a half that are no whole minute."""
    whole = round(seconds)
    if whole % 60 == 0 or whole > 90:
        return f"{say.number(whole / 60)}{say.NBSP}min"
    return f"{whole}{say.NBSP}s"
