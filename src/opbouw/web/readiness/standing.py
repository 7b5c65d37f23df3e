"""The tests of a gate as a list: each with its state, what it must show, the last result and the way to it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from opbouw.evidence import tables
from opbouw.web.daily import gate_words
from opbouw.web.daily.day import Day
from opbouw.web.daily.wording import named
from opbouw.web.readiness.askable import askable, test_of
from opbouw.web.readiness.form import sides_of
from opbouw.web.readiness.results import Last, last_of, last_words, too_sore, until_words
from opbouw.web.readiness.ways import figure_of
from opbouw.web.ui import say

Status = Mapping[str, Any]
ORDER = ("not_yet", "expired", "unknown", "met")
LOOKS = {**gate_words.SHAPES, "expired": ("unk", "clock")}


def of_gate(day: Day, gate: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every test and own check of a gate, what is open first."""
    may = askable(day)
    by_test: dict[str, list[Status]] = {}
    for one in gate["criteria"]:
        by_test.setdefault(test_of(tables.criteria[one["id"]]), []).append(one)
    shown = [_row(day, test, found, gate, test in may) for test, found in by_test.items() if test]
    return sorted(shown, key=lambda row: ORDER.index(row["state"]))


def gate_of_now(day: Day) -> Mapping[str, Any] | None:
    """The gate at the end of this phase; None where every gate is behind."""
    return next((one for one in day.decision["gates"] if one["from"] == day.decision["phase"]), None)


def next_with_tests(day: Day) -> Mapping[str, Any] | None:
    """The first gate still ahead, beyond this phase's, that asks for tests."""
    now = say.PHASES.index(day.decision["phase"])
    later = (one for one in day.decision["gates"] if say.PHASES.index(one["from"]) > now)
    return next((one for one in later if any(test_of(tables.criteria[row["id"]]) for row in one["criteria"])), None)


def points_of(day: Day, test: str) -> list[dict[str, Any]]:
    """What the gate of this phase asks of one test, each as its list shows it."""
    gate = gate_of_now(day)
    rows = zip(gate["criteria"], gate_words.points(day, gate), strict=True) if gate else ()
    return [point for one, point in rows if test_of(tables.criteria[one["id"]]) == test]


def asked_of(day: Day, test: str) -> list[Status]:
    """The criteria of this phase's gate that look at one test."""
    gate = gate_of_now(day)
    return [one for one in gate["criteria"] if test_of(tables.criteria[one["id"]]) == test] if gate else []


def state_of(statuses: Sequence[Status], last: Last | None, day: Day) -> str:
    """One state for all points of a test: not yet, expired, not measured or met."""
    found = {one["status"] for one in statuses if one["blocking"]} or {one["status"] for one in statuses}
    if "not_yet" in found:
        return "not_yet"
    if "unknown" not in found:
        return "met"
    return "expired" if last is not None and whole(statuses, last, day) else "unknown"


def whole(statuses: Sequence[Status], last: Last, day: Day) -> bool:
    """Whether every side was measured; where its points are still unknown, time or a flare-up undid it."""
    test = test_of(tables.criteria[statuses[0]["id"]])
    return last.old(day.today) or len(last.results) == len(sides_of(day, test))


def _row(day: Day, test: str, statuses: list[Status], gate: Mapping[str, Any], may: bool) -> dict[str, Any]:
    rows = [tables.criteria[one["id"]] for one in statuses]
    last = last_of(day, test, sides_of(day, test), rows)
    state = state_of(statuses, last, day)
    standing = {one["id"]: one["status"] for one in gate["criteria"]}
    css, icon = LOOKS[state]
    return {
        "id": test,
        "name": name_of(test),
        "figure": figure_of(test),
        "state": state,
        "word": _("Expired") if state == "expired" else named("status", state),
        "css": css,
        "icon": icon,
        "points": [say.in_language(row, "label") for row in rows],
        "advice": not any(one["blocking"] for one in statuses),
        "last": last_words(day, test, last) if last else "",
        "sore": too_sore(day, last, rows) if last and state == "not_yet" else "",
        "until": until_words(day, last, counts=state != "expired") if last else "",
        "url": reverse("test", kwargs={"test": test}) if may else "",
        "go": _("Measure again") if last else _("Measure it"),
        "waits": "" if may or state == "met" else _waits_for(rows, standing),
    }


def name_of(test: str) -> str:
    """A test by its name, an own check by its question."""
    return named("test" if test in tables.readiness_tests else "question", test)


def _waits_for(rows: Sequence[Any], standing: Mapping[str, str]) -> str:
    waits = [name for row in rows for name in row.requires if standing.get(name) != "met"]
    if waits:
        return _("First: %(what)s") % {"what": say.in_language(tables.criteria[waits[0]], "label")}
    return _("Not asked now: another point of the gate comes first.")
