"""Behind a decision, for a page: the proposal, each limit as bars, each point of the gate, each with its rule."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from opbouw import words
from opbouw.core.hard_limits import HARD_LIMITS
from opbouw.web.daily.day import language
from opbouw.web.daily.wording import capital
from opbouw.web.ui import say

RESOLVER = "https://doi.org/"
Decision = Mapping[str, Any]
SHAPES = {"met": ("yes", "circle-check"), "not_yet": ("no", "circle"), "unknown": ("unk", "question")}


def reasons(decision: Decision) -> list[dict[str, Any]]:
    """Every reason, the weightiest first, with the rule it stands on."""
    return [{**one, "rule": rule(words.standing(one["code"], language()))} for one in decision["reasons"]]


def rule(found: words.Standing) -> dict[str, Any]:
    """A rule as a reader can follow it: the sentence, how strong it is, where it comes from, and its row."""
    limits, rows = reverse("evidence_limits"), reverse("evidence")
    return {
        "id": found.id,
        "text": found.text,
        "grade": say.GRADES.get(found.grade, _("estimate")),
        "citations": [_citation(one) for one in found.published],
        "row": f"{limits}#{found.id}" if found.id in HARD_LIMITS else f"{rows}?{urlencode({'q': found.id})}",
    }


def _citation(text: str) -> dict[str, str]:
    """A citation, with the address of its publication where it has one."""
    head, _sign, doi = text.partition("doi:")
    doi = doi.split()[0].rstrip(".,;)") if doi else ""
    return {"text": head.rstrip(" ."), "doi": doi, "link": f"{RESOLVER}{doi}"}


def proposal(decision: Decision) -> list[tuple[str, str]]:
    """What would have been proposed if nothing limited it."""
    before = decision.get("before_limits") or {}
    shown = (
        (_("Step"), before.get("stage_n"), "step"),
        (_("Running"), before.get("run_minutes"), "min"),
        (_("Cross-training"), before.get("cross_minutes"), "min"),
    )
    return [(what, words.amount(value, unit, language())) for what, value, unit in shown if value is not None]


def limits(decision: Decision) -> list[dict[str, Any]]:
    """Every number that may be limited, as bars: the proposal, the limit that counts, and the others apart."""
    found = [_limit(one) for one in decision.get("limits", ())]
    return sorted(found, key=lambda one: not one["winner"])


def _limit(limit: Mapping[str, Any]) -> dict[str, Any]:
    lang, unit, winner = language(), limit["unit"], limit["winner"]
    others = sorted(limit["others"], key=lambda one: float(one["value"]))
    most = max([limit["original"], *(one["value"] for one in others)]) or 1
    rows = [{"who": _("The proposal"), "look": "was", **_bar(limit["original"], unit, most)}]
    rows += [_bound(winner, limit["value"], "wins", unit, most)] if winner else []
    return {
        "what": _name("limit", limit["id"]),
        "original": words.amount(limit["original"], unit, lang),
        "value": words.amount(limit["value"], unit, lang),
        "winner": _name("winner", winner) if winner else "",
        "rows": rows,
        "others": [_bound(one["id"], one["value"], "other", unit, most) for one in others],
    }


def _bound(id: str, value: float, look: str, unit: str, most: float) -> dict[str, Any]:
    found = rule(words.limit_standing(id, language()))
    return {"who": capital(_name("winner", id)), "look": look, "rule": found, **_bar(value, unit, most)}


def _bar(value: float, unit: str, most: float) -> dict[str, Any]:
    return {"value": words.amount(value, unit, language()), "share": round(100 * value / most)}


def gates(decision: Decision) -> list[dict[str, Any]]:
    """The gate of this phase first, then those to come; what lies behind is behind."""
    if decision["kind"] != "decision":
        return []
    now = say.PHASES.index(decision["phase"])
    ahead = [one for one in decision["gates"] if say.PHASES.index(one["from"]) >= now]
    return [_gate(one, here=one["from"] == decision["phase"]) for one in ahead]


def _gate(gate: Mapping[str, Any], *, here: bool) -> dict[str, Any]:
    needed = [one for one in gate["criteria"] if one["blocking"]]
    return {
        "to": say.phase_word(gate["to"]),
        "here": here,
        "open": gate["open"],
        "met": sum(one["status"] == "met" for one in needed),
        "total": len(needed),
        "points": [_point(one) for one in gate["criteria"]],
    }


def _point(one: Mapping[str, Any]) -> dict[str, Any]:
    css, icon = SHAPES[one["status"]]
    says_more = one["value"] is not None and one["unit"] not in ("bool", "count") and one["status"] == "not_yet"
    said = {key: words.amount(one[key], one["unit"], language()) for key in ("value", "needed")} if says_more else {}
    return {
        "css": css,
        "icon": icon,
        "status": _name("status", one["status"]),
        "text": _name("criterion", one["id"]),
        "measured": _("now %(value)s, needed %(needed)s") % said if said else "",
        "advice": not one["blocking"],
        "rule": rule(words.criterion_standing(one["id"])),
    }


def _name(kind: str, id: str) -> str:
    """The name of an id, or the id itself where only an older version knew it."""
    try:
        return words.name(kind, id, language())
    except KeyError:
        return id
