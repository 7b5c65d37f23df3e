"""One phase as a page: what it is for, what you do, which limits hold, what opens the gate and what leads back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from opbouw.core.transitions import GATE_FROM, GATES, TABLE, Edge
from opbouw.evidence import tables
from opbouw.web.learn.injury import point
from opbouw.web.learn.proof import limit_address, of_row, row_address
from opbouw.web.ui import say
from opbouw.words import name
from opbouw.words.evidence import entry
from opbouw.words.hard_limits import limit_name
from opbouw.words.register import by_ref

Said = dict[str, Any]
Sentences = "tuple[str | Promise, ...]"
EVERYBODY = ("*",)
# What you do, in the words of the method; the numbers stand below it, in the rows named after it.
DO: Mapping[str, tuple[str | Promise, ...]] = {
    "rest": (
        lazy(
            "You do not run. How long depends on the injury and on how bad it is: light overload is not a torn muscle."
        ),
        lazy("Rest from running is not standing still. Heart and lungs stay trained in other ways, without pain."),
        lazy(
            "Cross-training counts for your fitness. It never counts as load that the sore spot has learned to carry."
        ),
    ),
    "loosen": (
        lazy("You stretch, move and massage the muscles around the spot, never hard on the spot itself."),
        lazy("An exercise that hurts makes way for another one."),
        lazy("Cross-training goes on."),
    ),
    "strengthen": (
        lazy(
            "You make the muscles around the spot stronger in five levels: light, heavier, and running-like work last."
        ),
        lazy("The dose grows with what you did and how it felt, not with the calendar."),
        lazy("In this phase you also look for the cause. Without dealing with it, it comes back more easily."),
    ),
    "rebuild": (
        lazy("Short bits of running with walking between, at a pace at which you can talk."),
        lazy("Your body decides: by pain during, after and the next morning you go on, repeat, step back or stop."),
        lazy("The pitfall: your fitness is ahead of what the spot can carry. Only the spot sets the dose."),
    ),
    "keep_running": (
        lazy("You run again. The spot stays vulnerable for a while, so you keep doing a few exercises for it."),
        lazy("The check-in watches for early signs at the old spot. Then you do less for a week, and that is all."),
        lazy(
            "After 30 minutes without stops, more days, longer runs, hills and speed come one at a time, in that order."
        ),
    ),
}
LIMITS: Mapping[str, tuple[str, ...]] = {
    "rest": ("min_days", "ill", "cross_first_session", "cross_step", "cross_week", "cross_session_cap"),
    "loosen": ("phase_without_running", "cross_step", "cross_week"),
    "strengthen": ("phase_without_running", "strength_raised"),
    "rebuild": (
        "first_session",
        "first_week",
        "session_cap",
        "weekly_governor",
        "new_longest_per_7_days",
        "day_between_runs",
        "running_days_per_week",
        "stage_ups_per_7_days",
        "morning_missing",
        "old_longest",
    ),
    "keep_running": ("early_warning", "down_week", "hills_last", "speed_last", "silence_repeat", "silence_restart"),
}
ROWS: Mapping[str, tuple[str, ...]] = {
    "strengthen": (
        "params:strength_sessions_per_week",
        "params:strength_min_hours_between_same_region",
        "params:strength_raise_after_sessions",
        "params:strength_raise_pct",
        "params:strength_tendon_min_weeks",
    ),
    "keep_running": (
        "params:keep_running_weeks",
        "params:keep_running_strength_per_week",
        "params:keep_running_checkin_per_week",
    ),
}
RUNNING = ("rebuild", "keep_running")
OF_THE_SPOT = ("r_redflag", "r_illness", "r_no_double_upgrade")  # told elsewhere on these pages


def page_of(phase: str, lang: str) -> Said:
    """Everything the page of one phase shows."""
    number = say.PHASES.index(phase) + 1
    return {
        "id": phase,
        "number": number,
        "title": say.phase_word(phase),
        "aim": say.phase_aim(phase),
        "do": [str(one) for one in DO[phase]],
        "cross": _modalities(lang) if phase == "rest" else [],
        "limits": [_limit(one, lang) for one in LIMITS[phase]],
        "rows": [_row(ref, lang) for ref in ROWS.get(phase, ())],
        "rules": _rules(lang) if phase in RUNNING else [],
        "gate": _gate(phase, lang),
        "back": _back(phase, lang),
        "before": say.PHASES[number - 2] if number > 1 else "",
        "next": say.PHASES[number] if number < len(say.PHASES) else "",
    }


def _modalities(lang: str) -> list[tuple[str, str]]:
    return [(name("modality", one, lang), row_address(f"modalities:{one}")) for one in tables.modalities]


def _limit(id: str, lang: str) -> Said:
    return {"text": limit_name(id, lang), "address": limit_address(id)}


def _row(ref: str, lang: str) -> Said:
    found = entry(by_ref()[ref], lang)
    amounts = [f"{_label(one.label, found.title)}{one.value} {one.unit}" for one in found.figures if not one.english]
    return {"text": f"{found.title}: {'; '.join(amounts)}.", "proof": of_row(ref, lang)}


def _label(label: str, title: str) -> str:
    return "" if label in ("", title, "value", "waarde") else f"{label} "


def _rules(lang: str) -> list[Said]:
    """The pain rules in their own words, the strongest first."""
    rules = sorted(tables.pain_rules.values(), key=lambda row: row.priority)
    return [
        {"text": say.in_language(row, "text"), "proof": of_row(f"pain_rules:{row.id}", lang)}
        for row in rules
        if row.id not in OF_THE_SPOT
    ]


def _gate(phase: str, lang: str) -> Said | None:
    """The points that hold for everybody and how many an injury adds; nothing after the last phase."""
    gate = next((gate for start, gate in GATE_FROM.items() if start == phase), None)
    if gate is None:
        return None
    rows = [row for row in tables.criteria.values() if row.gate == gate]
    asked = [sum(row.holds_for(one) for row in rows) for one in tables.injuries]
    return {
        "to": say.phase_word(GATES[gate][1]),
        "points": [point(row, lang) for row in rows if row.injuries == EVERYBODY],
        "fewest": min(asked),
        "most": max(asked),
    }


def _back(phase: str, lang: str) -> list[Said]:
    """What leads back from here, each rule once with where it leads."""
    edges = [edge for edge in TABLE if not edge.forward and phase in edge.start and edge.to != phase]
    shown: dict[str, Said] = {}
    for edge in edges:
        shown.setdefault(edge.rule if edge.kind != "gate" else "guide", _edge(edge, lang))
    return list(shown.values())


def _edge(edge: Edge, lang: str) -> Said:
    if edge.kind == "gate":
        return {"text": _("A guide closes the gate behind you, with a reason."), "to": "", "address": ""}
    ref = f"pain_rules:{edge.rule}" if edge.kind == "pain_rule" else f"params:{edge.rule}"
    return {"text": _why_back(edge, lang), "to": say.phase_word(edge.to), "address": row_address(ref)}


def _why_back(edge: Edge, lang: str) -> str:
    """What leads back, with the numbers of its row."""
    if edge.kind == "pain_rule":
        return say.in_language(tables.pain_rules[edge.rule], "text").rstrip(".")
    value: Any = tables.param(edge.rule).value
    if edge.rule == "silence_restart_after_days":
        return _("More than %(days)s days without a run") % {"days": value}
    if edge.rule == "early_warning":
        return _("An early warning at the old spot, for the second time in a few weeks")
    numbers = {"rest": value["rest_pain_over"], "daily": value["daily_pain_over_limit_days"]}
    text = _("Pain at rest above %(rest)s, daily pain over your limit for %(daily)s days, or limping for %(limp)s days")
    return text % {**numbers, "limp": value["limping_days"]}
