"""Two decisions side by side: what differs, and whether the second asks less or more of the spot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

Answer = Mapping[str, Any]
Kind = Literal["same", "same_load", "more_careful", "less_careful"]

VERDICTS = ("stop", "wait", "step_back", "repeat", "go_on")
PHASES = ("rest", "loosen", "strengthen", "rebuild", "keep_running")
URGENCY = ("emergency", "same_day", "before_running", "when_convenient", None)
NOT_ADVICE = ("rules_version",)


def kind_of_change(was: Answer, now: Answer) -> Kind:
    """How a decision differs from another of the same day and log.

    Less careful as soon as any load or freedom is larger, whatever else became smaller: the strict reading. The same
    load means other words, other work of the same size, or another gate.
    """
    before, after = _loads(was), _loads(now)
    if any(after[name] > before[name] for name in after):
        return "less_careful"
    if any(after[name] < before[name] for name in after):
        return "more_careful"
    return "same" if advice(was) == advice(now) else "same_load"


def stricter_somewhere(was: Answer, now: Answer) -> bool:
    """Whether the second asks less of the spot in any way."""
    before, after = _loads(was), _loads(now)
    return any(after[name] < before[name] for name in after)


def advice(answer: Answer) -> dict[str, Any]:
    """A decision without the mark of its rules and without sentences: what is compared."""
    made = {key: value for key, value in answer.items() if key not in NOT_ADVICE}
    made["reasons"] = [{key: value for key, value in one.items() if key != "text"} for one in answer["reasons"]]
    return made


def differences(was: Answer, now: Answer, *, same_day: bool = False) -> list[dict[str, Any]]:
    """What became other, the weightiest first: ``[{what, was, now}]``, each a value of the contract or a number.

    :param same_day: compare the planned work too; from one day to the next that differs by itself.
    """
    before, after = (summary(one) | (planned(one) if same_day else {}) for one in (was, now))
    return [{"what": what, "was": before[what], "now": after[what]} for what in after if before[what] != after[what]]


def summary(answer: Answer) -> dict[str, Any]:
    """What a runner would notice of a decision; unknown or not there is None."""
    stage, see = answer.get("stage"), answer.get("see")
    gate = next((one for one in answer.get("gates", ()) if one["from"] == answer["phase"]), None)
    needed = [one for one in gate["criteria"] if one["blocking"]] if gate else []
    return {
        "kind": answer["kind"],
        "verdict": answer.get("verdict"),
        "flags": list(answer.get("open_flags", ())),
        "see": {"who": see["who"], "how_soon": see["how_soon"]} if see else None,
        "locked": bool(answer.get("locked")),
        "phase": answer.get("phase"),
        "stage": stage and stage["n"],
        "most_minutes": _most_minutes(answer),
        "gate": {"met": sum(one["status"] == "met" for one in needed), "of": len(needed)} if gate else None,
    }


def planned(answer: Answer) -> dict[str, Any]:
    """What today allows and the seven days ask: running, cross-training and sets of exercises."""
    week, today = answer.get("week", ()), answer.get("today", ())
    return {
        "running_allowed": bool(answer.get("running_allowed")),
        "run_today": _minutes(today, "run", "run_minutes"),
        "run_week": _minutes(week, "run", "run_minutes"),
        "cross_week": _minutes(week, "cross", "minutes") + _minutes(week, "walk", "minutes"),
        "sets_week": float(sum(dose["sets"] or 1 for one in week for dose in one["exercises"])),
    }


def _loads(answer: Answer) -> dict[str, float]:
    """Everything of which more is less careful, as numbers; a refusal allows the least."""
    see, stage = answer.get("see"), answer.get("stage")
    decided = answer["kind"] == "decision"
    bouts = [part["seconds"] for one in answer.get("today", ()) for part in one["intervals"] if part["kind"] == "run"]
    return {
        **planned(answer),
        "verdict": VERDICTS.index(answer["verdict"]) if decided else -1,
        "phase": PHASES.index(answer["phase"]) if decided else -1,
        "stage": stage["n"] if stage else 0,
        "most_minutes": _most_minutes(answer) or 0,
        "bout": max(bouts, default=0),
        "flags": -len(answer.get("open_flags", ())),
        "locked": -1 if answer.get("locked") else 0,
        "see": URGENCY.index(see["how_soon"] if see else None) if decided else -1,
    }


def _most_minutes(answer: Answer) -> float | None:
    found = (float(one["value"]) for one in answer.get("limits", ()) if one["id"] == "run_minutes")
    return next(found, None)


def _minutes(sessions: Any, kind: str, field: str) -> float:
    return float(sum(one[field] or 0 for one in sessions if one["kind"] == kind))
