"""What a person types on the command line, read into the data of events: a goal, training days, screening answers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from opbouw.cli.problems import Problem
from opbouw.cli.tablefind import nearest
from opbouw.core.events import WEEKDAYS
from opbouw.evidence import tables

DEFAULT_MINUTES = 60.0
MOST_SCREEN_BYTES = 1_000_000
DAYS_NL = dict(zip(("ma", "di", "wo", "do", "vr", "za", "zo"), WEEKDAYS, strict=True))
MONTHS = (
    "january januari, february februari, march maart, april april, may mei, june juni, july juli, august augustus, "
    "september september, october oktober, november november, december december"
)
MONTH_OF = {name: n for n, names in enumerate(MONTHS.split(", "), start=1) for name in names.split()}
DISTANCES_KM = {
    "half marathon": 21.0975,
    "halve marathon": 21.0975,
    "marathon": 42.195,
}
KINDS = {
    "pain free": "pain_free",
    "pain-free": "pain_free",
    "pijnvrij": "pain_free",
    "30 minutes": "30_minutes",
    "30 minuten": "30_minutes",
    "30 min": "30_minutes",
    "old level": "old_level",
    "oude niveau": "old_level",
    "oud niveau": "old_level",
}
GOALS = '"10 km on 2027-04-18", "10 km in 50:00 on 2027-04-18", "half marathon on 2027-04-18", "30 minutes", '
GOALS += '"old level" or "pain free"'
WORDS = {
    "yes": "yes", "ja": "yes", "true": "yes", "no": "no", "nee": "no", "false": "no",
    "unknown": "unknown", "onbekend": "unknown",
}  # fmt: skip


def goal_from(said: str, today: date) -> dict[str, Any]:
    """The data of a ``goal_set`` event from words, English or Dutch.

    :raises Problem: when the words are no goal, or the day has passed.
    """
    what, _, day = re.sub(r"\s+", " ", said.strip().lower()).replace(" op ", " on ").partition(" on ")
    what, _, time = what.partition(" in ")
    made = _wanted(what.removeprefix("the ").removeprefix("mijn ").removeprefix("my "), said)
    if day:
        on = _day(day, said)
        if on < today:
            raise Problem(f"--goal {said!r} is on a day before {today}; give a day that is still to come.")
        made["on"] = on.isoformat()
    if time:
        made["time_s"] = _seconds(time, said)
    return made


def _wanted(what: str, said: str) -> dict[str, Any]:
    if what in KINDS:
        return {"kind": KINDS[what]}
    if what in DISTANCES_KM:
        return {"kind": "race", "distance_km": DISTANCES_KM[what]}
    found = re.fullmatch(r"(\d+(?:[.,]\d+)?) ?(km|k|kilometer|kilometers|kilometre|kilometres|mile|miles|mijl)", what)
    if found is None:
        raise Problem(f"--goal {said!r} is not understood; write {GOALS}.")
    factor = 1.609344 if found[2].startswith(("mil", "mij")) else 1.0
    kilometres = round(float(found[1].replace(",", ".")) * factor, 4)
    if not 0.1 <= kilometres <= 500:
        raise Problem(f"--goal {said!r} is {kilometres} km; give a distance from 0.1 to 500 km.")
    return {"kind": "race", "distance_km": kilometres}


def _day(text: str, said: str) -> date:
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text)
        if found := re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if (found := re.fullmatch(r"(\d{1,2}) ([a-z]+) (\d{4})", text)) and found[2] in MONTH_OF:
            return date(int(found[3]), MONTH_OF[found[2]], int(found[1]))
    except ValueError:
        pass
    raise Problem(f"--goal {said!r}: {text!r} is no date; write it as 2027-04-18.")


def _seconds(text: str, said: str) -> int:
    """A finish time such as 50:00, 3:30:00 or 50 minutes; under an hour of colons it is minutes and seconds."""
    if found := re.fullmatch(r"(?:(\d{1,2}):)?(\d{1,2}):(\d{2})", text):
        return int(found[1] or 0) * 3600 + int(found[2]) * 60 + int(found[3])
    if found := re.fullmatch(r"(\d{1,4}) ?(?:min|minutes|minuten)", text):
        return int(found[1]) * 60
    raise Problem(f"--goal {said!r}: {text!r} is no time; write it as 50:00 or 3:45:00.")


def days_from(said: str) -> dict[str, float]:
    """Weekdays with minutes from words such as ``mon,wed,sat=90``; an hour where no minutes are given.

    :raises Problem: naming what is no day.
    """
    found: dict[str, float] = {}
    for part in filter(None, (one.strip().lower() for one in said.split(","))):
        word, _, minutes = part.partition("=")
        day = next((one for one in WEEKDAYS if word.startswith(one)), DAYS_NL.get(word[:2]))
        if day is None or not word.isalpha():
            raise Problem(
                f"--days has {part!r}, which is no weekday; choose from {', '.join(WEEKDAYS)}, as mon,wed,sat=90."
            )
        found[day] = _minutes(minutes, part) if minutes else DEFAULT_MINUTES
    if not found:
        raise Problem("--days names no day; write them as mon,wed,sat=90.")
    return found


def _minutes(text: str, part: str) -> float:
    if not re.fullmatch(r"\d{1,4}", text) or int(text) > 1440:
        raise Problem(f"--days has {part!r}; give whole minutes from 0 to 1440, as sat=90.")
    return float(text)


def screen_from(path: Path) -> dict[str, str]:
    """Answers to the warning-sign questions from a file; see ``answers_from``."""
    return answers_from(path, "--screen", list(tables.red_flags), "`opbouw injuries ID` lists them.")


def answers_from(path: Path, option: str, known: list[str], where_listed: str) -> dict[str, str]:
    """Yes, no or unknown by question, from a JSON object, JSON Lines, or lines such as ``rf_chest = no``.

    :raises Problem: naming the file, the line or question, and what it must hold.
    """
    example = f"write lines such as {known[0]} = no."
    found: dict[str, str] = {}
    for where, question, said in _pairs(f"{option} {path}", _text_of(path, option, example), example):
        answer = WORDS.get(str(said).strip().lower())
        if question not in known:
            near = nearest(question, known)
            closest = f"; closest: {near}" if near else ""
            raise Problem(f"{where}: {question!r} is no question{closest}. {where_listed}")
        if answer is None:
            raise Problem(f"{where}: {question} is {said!r}; answer yes, no or unknown.")
        if found.setdefault(question, answer) != answer:
            raise Problem(f"{where}: {question} is answered twice, {found[question]} and {answer}; keep one answer.")
    if not found:
        raise Problem(f"{option} {path}: no answers in it; {example}")
    return found


def _text_of(path: Path, option: str, example: str) -> str:
    try:
        with path.open("rb") as file:
            return file.read(MOST_SCREEN_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Problem(f"{option} {path}: this is no text; {example}") from None


def _pairs(name: str, text: str, example: str) -> Iterable[tuple[str, str, Any]]:
    whole = _json(text)
    if whole is not None:
        yield from ((name, question, said) for question, said in _answers(whole))
        return
    for number, raw in enumerate(text.splitlines(), start=1):
        where, line = f"{name}, line {number}", raw.partition("#")[0].strip()
        if not line:
            continue
        one = _json(line)
        if one is not None:
            yield from ((where, question, said) for question, said in _answers(one))
            continue
        question, sign, said = line.partition("=" if "=" in line else ":")
        if not sign:
            raise Problem(f"{where}: {line[:60]!r} is no answer; {example}")
        yield where, question.strip(), said


def _json(text: str) -> Mapping[str, Any] | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _answers(found: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    """Pairs of an object: answers by question, the data of a ``screened`` event, or one question with its answer."""
    if isinstance(found.get("answers"), dict):
        return _answers(found["answers"])
    if isinstance(found.get("data"), dict):
        return _answers(found["data"])
    if "flag" in found and "answer" in found:
        return [(str(found["flag"]), found["answer"])]
    return list(found.items())
