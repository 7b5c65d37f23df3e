"""Why a decision is other than the one before it: its new reasons, or the points of the gate that moved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opbouw.exports.comparing import differences
from opbouw.words import name
from opbouw.words.fill import lower_first

WHY = 2


def why(before: Mapping[str, Any] | None, now: Mapping[str, Any], lang: str) -> list[str]:
    """The heaviest reasons that the day before did not have; without a new one, the heaviest of all.

    Where only the gate moved: its points that did.
    """
    if before is not None and [one["what"] for one in differences(before, now)] == ["gate"]:
        return _points_moved(before, now, lang)
    known = {one["code"] for one in before["reasons"]} if before is not None else set()
    fresh = [one["text"] for one in now["reasons"] if one["code"] not in known]
    return (fresh or [one["text"] for one in now["reasons"]])[:WHY]


def _points_moved(before: Mapping[str, Any], now: Mapping[str, Any], lang: str) -> list[str]:
    was = {one["id"]: one["status"] for gate in before["gates"] for one in gate["criteria"]}
    gate = next(one for one in now["gates"] if one["from"] == now["phase"])
    moved = [one for one in gate["criteria"] if one["blocking"] and was.get(one["id"]) != one["status"]]
    return [
        f"{name('criterion', one['id'], lang)}: {lower_first(name('status', one['status'], lang))}." for one in moved
    ]
