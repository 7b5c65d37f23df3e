"""Words and shapes the pages share: verdicts, phases, sessions, numbers. What a rule says comes from `opbouw.words`."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from textwrap import shorten
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from opbouw.evidence import tables

NBSP = "\u00a0"
PHASES = ("rest", "loosen", "strengthen", "rebuild", "keep_running")
_LOOKS = {"go_on": "go", "repeat": "repeat", "step_back": "back", "wait": "wait", "stop": "stop"}
_VERDICTS = {
    "go_on": (lazy("Go on"), lazy("Your body reacted well.")),
    "repeat": (lazy("Repeat"), lazy("The same step once more; that is part of it.")),
    "step_back": (lazy("Step back"), lazy("Lighter for a while, then on again.")),
    "wait": (lazy("Waiting"), lazy("We are waiting for an answer, a date or a signature.")),
    "stop": (lazy("Stop, have it seen"), lazy("No running. A doctor or physiotherapist first.")),
}
_PHASE_WORDS = {
    "rest": (lazy("Rest from running"), lazy("Rest")),
    "loosen": (lazy("Loosening"), lazy("Loosen")),
    "strengthen": (lazy("Strengthening"), lazy("Strong")),
    "rebuild": (lazy("Rebuilding"), lazy("Rebuild")),
    "keep_running": (lazy("Keep running"), lazy("Keep")),
}
_PHASE_AIMS = {
    "rest": lazy("The sore spot gets time. Heart and lungs stay trained in other ways, as long as it does not hurt."),
    "loosen": lazy("Looser muscles around the spot, never hard on the spot itself."),
    "strengthen": lazy("Stronger step by step, so that the spot can carry running again."),
    "rebuild": lazy("Short bits of running with walking between. Your body decides when the next step comes."),
    "keep_running": lazy("Running again, strength twice a week, and an eye on early signs."),
}
GRADES = {
    "trial": lazy("strong"),
    "meta_analysis": lazy("strong"),
    "cohort": lazy("fair"),
    "biomechanics": lazy("fair"),
    "consensus": lazy("consensus"),
    "clinical_convention": lazy("common practice"),
    "derived": lazy("estimate"),
}
_KINDS = {
    "run": (lazy("Running"), "i-run"),
    "walk": (lazy("Walking"), "i-walk"),
    "cross": (lazy("Cross-training"), "i-bike"),
    "mobility": (lazy("Loosening"), "i-stretch"),
    "strength": (lazy("Strength"), "i-strong"),
    "test": (lazy("Tests"), "i-check"),
}
_MODALITY_ICONS = {"swimming": "i-swim", "aqua_jogging": "i-swim", "walking": "i-walk", "alterg": "i-run"}
_OWN_SOURCES = frozenset({"derived", "practice"})
_AUTHOR = re.compile(r"((?:[a-z]{2,4} )?[A-Z][\w'’-]+(?: [A-Z][a-z]+)?) [A-Z]{1,3}(?:[,.]| et al| \()")
_YEAR = re.compile(r".{,90}?\b((?:19|20)\d\d)\b")
_PLACES = ((32, 92), (106, 84), (180, 73), (254, 59), (328, 51))
_WAY = (
    "M8 95C18 94 26 93 32 92",
    "C58 90 80 87 106 84",
    "C132 81 154 77 180 73",
    "C206 69 228 63 254 59",
    "C282 55 302 53 328 51",
)


def number(value: float, places: int = 1) -> str:
    """A number as it is written here: comma or point, and no decimals where there are none."""
    rounded = round(float(value), places)
    return str(number_format(int(rounded) if rounded.is_integer() else rounded, use_l10n=True))


def pace(seconds_per_km: float) -> str:
    """A pace such as 6:05."""
    whole = round(seconds_per_km)
    return f"{whole // 60}:{whole % 60:02d}"


def named(row: Any) -> str:
    """The name of a row of the evidence tables in the language of the page."""
    return str(row.name_nl if (get_language() or "").startswith("nl") else row.name_en)


def in_language(row: Any, stem: str) -> str:
    """A sentence of a row, such as `plain` or `question`, in the language of the page."""
    return str(getattr(row, f"{stem}_{'nl' if (get_language() or '').startswith('nl') else 'en'}"))


def source_names(ids: Iterable[str]) -> str:
    """The sources of a rule, each by its first author and year; what this project derived itself has none."""
    rows = (tables.sources.get(source) for source in ids if source not in _OWN_SOURCES)
    return ", ".join(dict.fromkeys(_short(row.citation) for row in rows if row))


def _short(citation: str) -> str:
    author, dated = _AUTHOR.match(citation), _YEAR.match(citation)
    who = (
        author[1]
        if author
        else shorten(re.split(r"[,(:]|\. ", citation)[0], 48, placeholder=" …", break_on_hyphens=False)
    )
    return f"{who} {dated[1]}" if dated and dated[1] not in who else who


def look(verdict: str) -> str:
    """The class of a verdict: go, repeat, back, wait or stop."""
    return _LOOKS[verdict]


def verdict_word(verdict: str) -> str:
    """The word of a verdict."""
    return str(_VERDICTS[verdict][0])


def verdict_sentence(verdict: str, phase: str = "rebuild") -> str:
    """The one sentence of a verdict; before running there is no reaction to speak of yet."""
    if verdict == "go_on" and phase in PHASES[:3]:
        return _("What is planned today is fine.")
    return str(_VERDICTS[verdict][1])


def phase_word(phase: str) -> str:
    """The name of a phase."""
    return str(_PHASE_WORDS[phase][0])


def phase_aim(phase: str) -> str:
    """What a phase is for."""
    return str(_PHASE_AIMS[phase])


def road_picture(phase: str) -> dict[str, Any]:
    """The stops of the road for the drawing, and the sentence that says the same; no phase shows the road alone."""
    now = PHASES.index(phase) if phase else -1
    stops = [
        {
            "x": x,
            "y": y,
            "tick_x": x - 4,
            "text_y": y + 29,
            "short": _PHASE_WORDS[name][1],
            "state": "past" if index < now else "now" if index == now else "next",
        }
        for index, (name, (x, y)) in enumerate(zip(PHASES, _PLACES, strict=True))
    ]
    names = ", ".join(phase_word(name) for name in PHASES)
    here = {"phase": phase_word(phase), "n": now + 1} if phase else {}
    sentence = _("Five stops. You are at %(phase)s, stop %(n)s of 5.") % here if here else _("Five stops: ") + names
    return {"stops": stops, "done": "".join(_WAY[: now + 1]) or "M8 95", "sentence": sentence}


def session_title(session: Mapping[str, Any]) -> str:
    """A planned session in a few words: what, and how much."""
    word = str(_KINDS[session["kind"]][0])
    modality = tables.modalities.get(session.get("modality") or "")
    if modality is not None and session["kind"] in {"cross", "walk"}:
        word = named(modality)
    bouts = [part for part in session.get("intervals") or () if part["kind"] == "run"]
    if bouts:
        between = " {} ".format(_("and"))
        return f"{word}, {between.join(_bout(part) for part in bouts)}"
    if session.get("minutes") is not None:
        return f"{word}, {number(session['minutes'], 0)}{NBSP}min"
    return word


def _bout(part: Mapping[str, Any]) -> str:
    """One stretch of running; how often is only said when it is more than once."""
    times = f"{part['reps']}{NBSP}×{NBSP}" if part["reps"] > 1 else ""
    return f"{times}{number(part['seconds'] / 60)}{NBSP}min"


def session_detail(session: Mapping[str, Any]) -> str:
    """A second line: total minutes for running, the exercises, how hard."""
    parts = []
    if session.get("intervals") and session.get("minutes") is not None:
        parts.append(f"{number(session['minutes'], 0)}{NBSP}min")
    count = len(session.get("exercises") or ())
    if count:
        parts.append(ngettext("%(n)s exercise", "%(n)s exercises", count) % {"n": count})
    effort = {"easy": _("talking is easy"), "steady": _("talking in short sentences"), "hard": _("brisk")}
    if session["kind"] in {"run", "cross", "walk"} and session.get("intensity") in effort:
        parts.append(effort[session["intensity"]])
    return ", ".join(parts)


def session_icon(session: Mapping[str, Any]) -> str:
    """The icon of a session."""
    fallback = _KINDS[session["kind"]][1]
    return _MODALITY_ICONS.get(session.get("modality") or "", fallback) if session["kind"] == "cross" else fallback


def exercise_name(exercise_id: str) -> str:
    """The name of an exercise."""
    row = tables.exercises.get(exercise_id)
    return named(row) if row else exercise_id


def week_rows(sessions: Iterable[Mapping[str, Any]], today: date) -> list[dict[str, Any]]:
    """Seven days from today with their sessions."""
    by_day: dict[str, list[Mapping[str, Any]]] = {}
    for session in sessions:
        by_day.setdefault(str(session["on"]), []).append(session)
    days = (today + timedelta(days=offset) for offset in range(7))
    return [_day_row(day, by_day.get(day.isoformat(), []), today) for day in days]


def _day_row(day: date, sessions: list[Mapping[str, Any]], today: date) -> dict[str, Any]:
    shown = [
        {"title": session_title(s), "detail": session_detail(s), "icon": session_icon(s), "session": s}
        for s in sessions
    ]
    conditional = any(not session.get("firm", True) for session in sessions)
    return {"on": day, "is_today": day == today, "sessions": shown, "conditional": conditional}
