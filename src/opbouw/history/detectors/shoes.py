"""Shoes: another kind, and how far they went."""

from __future__ import annotations

from datetime import date, timedelta

from opbouw.history.beside import Worn
from opbouw.history.detectors.past import Past
from opbouw.history.finding import CANNOT_SEE, Clue, Finding, Value
from opbouw.history.params import on_line, param


def shoe_change(past: Past) -> Clue:
    """The share of distance in a pair new in the weeks before onset; another kind counts, a new pair of the usual not.

    Without a kind or a heel drop on record a new pair is a weak clue at most.
    """
    since = past.onset - timedelta(param("shoe_window_days"))
    recent = [one for one in past.beside.worn if one.on >= since]
    before = [one for one in past.beside.worn if one.on < since]
    if not recent or not before:
        return CANNOT_SEE
    known = {one.shoe for one in before}
    fresh = [one for one in recent if one.shoe not in known]
    if not fresh:
        return Clue(against=(Finding("shoes_same"),))
    first = min(one.on for one in fresh)
    share = sum(one.km for one in fresh) / sum(one.km for one in recent if one.on >= first)
    other = [one for one in fresh if _is_other(one, before)]
    unsure = all(one.kind is None and one.drop_mm is None for one in fresh)
    numbers: dict[str, Value] = {"on": first, "percent": round(share * 100)}
    if not other and not unsure:
        return Clue(against=(Finding("shoes_new_pair", numbers),))
    strength = float(on_line(param("shoe_change_strength"), share)) * (1 if other else param("shoe_kind_unknown"))
    code = "shoes_other_kind" if other else "shoes_new_unknown"
    return (
        Clue(strength, (Finding(code, numbers),)) if strength else Clue(against=(Finding("shoes_new_pair", numbers),))
    )


def _is_other(one: Worn, before: list[Worn]) -> bool:
    kinds = {worn.kind for worn in before if worn.kind}
    drops = [worn.drop_mm for worn in before if worn.drop_mm is not None]
    lower = one.drop_mm is not None and bool(drops) and min(drops) - one.drop_mm >= param("shoe_drop_less_mm")
    return lower or (one.kind is not None and bool(kinds) and one.kind not in kinds)


def shoe_age(past: Past) -> Clue:
    """Kilometres on the pair that was worn most in the last four weeks."""
    start = past.onset - timedelta(param("recent_days"))
    recent: dict[str, float] = {}
    for one in past.beside.worn:
        if one.on >= start:
            recent[one.shoe] = recent.get(one.shoe, 0.0) + one.km
    if not recent:
        return CANNOT_SEE
    shoe = max(recent, key=lambda name: (recent[name], name))
    earlier = dict(past.beside.km_before).get(shoe, 0.0)
    km = earlier + sum(one.km for one in past.beside.worn if one.shoe == shoe)
    numbers: dict[str, Value] = {"km": round(km), "on": _first(past, shoe)}
    strength = float(on_line(param("shoe_age_strength"), km))
    return (
        Clue(strength, (Finding("shoes_old", numbers),))
        if strength
        else Clue(against=(Finding("shoes_fresh", numbers),))
    )


def _first(past: Past, shoe: str) -> date:
    return min(one.on for one in past.beside.worn if one.shoe == shoe)
