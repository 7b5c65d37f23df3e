"""The day in one short line: what to do and how much."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opbouw.core.decision import Session
from opbouw.core.serialize import to_plain
from opbouw.words.fill import NBSP, Amount, amount, lower_first, number, texts
from opbouw.words.names import name
from opbouw.words.sentences import Answer, modality_word, plain

MOST_WORDS = 12
URGENT = ("emergency", "same_day")
ASKED_FIRST = frozenset({"flag_question", "screening_missing", "morning_missing", "pain_not_told"})
WHY_NOTHING = {"ill": "ill", "away": "away", **dict.fromkeys(ASKED_FIRST, "answer_first")}


def headline(decision: Answer, lang: str) -> str:
    """The day's dose in at most twelve words; what to do instead when there is none."""
    answer, said = plain(decision), texts(lang)["headline"]
    if answer["kind"] == "refusal":
        return said["refused"]
    see = answer["see"]["how_soon"] if answer["see"] else None
    if see in URGENT or (see and not answer["today"]):
        return said[f"see_{see}"]
    if answer["verdict"] == "stop":
        return said[f"see_{see}" if see else "stop"]
    if answer["today"]:
        return _dose(answer["today"][0], lang)
    codes = (one["code"] for one in answer["reasons"])
    return said[next((WHY_NOTHING[code] for code in codes if code in WHY_NOTHING), "nothing")]


def session_line(session: Session | Mapping[str, Any], lang: str) -> str:
    """One session in one line: what it is, how much, how hard."""
    row = session if isinstance(session, Mapping) else to_plain(session)
    said, what = texts(lang)["line"], _what(row, lang)
    parts = [what[:1].upper() + what[1:], *_much(row, lang)]
    if row.get("body_weight_pct") is not None:
        parts.append(said["body_weight"].format(pct=amount(row["body_weight_pct"], "pct", lang)))
    if row["kind"] in ("run", "walk", "cross") and row.get("intensity"):
        parts.append(name("intensity", row["intensity"], lang))
    if row.get("depends_on"):
        parts.append(name("depends_on", row["depends_on"], lang))
    return ", ".join(part for part in parts if part)


def _much(row: Mapping[str, Any], lang: str) -> tuple[str, ...]:
    said, minutes = texts(lang)["line"], _minutes(row, lang)
    if row.get("intervals"):
        total = said["total"].format(minutes=Amount(row["minutes"], lang)) if minutes else ""
        return _bouts(row, "line", lang), total
    if row.get("exercises"):
        return said["exercises"].format(count=Amount(len(row["exercises"]), lang)), minutes
    return (minutes,)


def _minutes(row: Mapping[str, Any], lang: str) -> str:
    return "" if row.get("minutes") is None else amount(row["minutes"], "min", lang)


def _what(row: Mapping[str, Any], lang: str) -> str:
    """The work itself: the way of cross-training where there is one, else the kind of session."""
    modality = row.get("modality")
    if modality and modality != "run":
        return modality_word(modality, lang)
    return lower_first(name("session", row["kind"], lang))


def _dose(row: Mapping[str, Any], lang: str) -> str:
    said, what = texts(lang)["headline"], _what(row, lang)
    if row.get("intervals"):
        bouts = _bouts(row, "headline", lang)
        on_foot = row.get("modality") in (None, "run")
        return bouts if on_foot else f"{what[:1].upper()}{what[1:]}: {bouts}"
    if row.get("minutes") is None:
        return said["doing_open"].format(what=what)
    count = len(row.get("exercises") or ())
    key = "exercises" if count else "doing"
    return said[key].format(what=what, minutes=Amount(row["minutes"], lang), count=Amount(count, lang))


def _bouts(row: Mapping[str, Any], table: str, lang: str) -> str:
    """The running of a session and the walking between it; the walks before and after belong to the total."""
    said, steps = texts(lang)[table], row["intervals"]
    places = [n for n, one in enumerate(steps) if one["kind"] == "run"]
    if len(places) != 1:
        return said["run_parts"].format(minutes=Amount(row["run_minutes"], lang))
    run = steps[places[0]]
    after = steps[places[0] + 1] if places[0] + 1 < len(steps) else None
    times = f"{run['reps']}{NBSP}×{NBSP}" if run["reps"] > 1 else ""
    bout = times + _length(run["seconds"], lang)
    if after is not None and run["reps"] > 1 and after["reps"] == run["reps"]:
        return said["run_walk"].format(run=bout, walk=_length(after["seconds"], lang))
    return said["run_only"].format(run=bout)


def _length(seconds: int, lang: str) -> str:
    """Seconds under a minute, else minutes; parts other than halves as 1:45."""
    if seconds < 60:
        return amount(seconds, "s", lang)
    if seconds % 30:
        return f"{seconds // 60}:{seconds % 60:02d}{NBSP}min"
    return f"{number(seconds / 60, lang)}{NBSP}min"
