"""Which page somebody looks for: injuries by the part of the body, and by words as people type them."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from opbouw.evidence import tables
from opbouw.web.learn.injury import sentence_start
from opbouw.words import name
from opbouw.words.looking import Wanted, folded, wanted

# By the first region of an injury, from the ground up.
PARTS: tuple[tuple[str | Promise, frozenset[str]], ...] = (
    (lazy("Foot and heel"), frozenset({"foot_plantar", "forefoot", "midfoot", "heel"})),
    (lazy("Ankle and Achilles"), frozenset({"ankle_lateral", "ankle_medial", "ankle_anterior", "achilles"})),
    (lazy("Lower leg"), frozenset({"calf", "shin_medial", "shin_anterior"})),
    (lazy("Knee"), frozenset({"knee_anterior", "knee_lateral", "knee_medial"})),
    (lazy("Thigh"), frozenset({"thigh_anterior", "thigh_posterior"})),
    (lazy("Hip, groin and pelvis"), frozenset({"groin", "hip_lateral", "hip_anterior", "buttock", "pelvis"})),
    (lazy("Back, and not clear yet"), frozenset({"low_back", "unknown"})),
)


def by_part(lang: str, typed: str = "") -> list[dict[str, Any]]:
    """Injuries by part of the body; only those with the words that were typed, where there are any."""
    looked_for = asked_for(lang, typed)
    found = []
    for part, regions in PARTS:
        rows = [
            {"id": row.id, "plain": sentence_start(name("injury", row.id, lang)), "formal": _formal(row.id, lang)}
            for row in tables.injuries.values()
            if row.body_regions[0] in regions and looked_for.stands_in(_searched(lang)[row.id])
        ]
        if rows:
            found.append({"part": str(part), "rows": rows})
    return found


def asked_for(lang: str, typed: str) -> Wanted:
    """What was typed, with what a slip of the finger is taken for."""
    return wanted(typed, tuple(_searched(lang).values()))


def _formal(injury: str, lang: str) -> str:
    return name("injury_name", injury, lang)


@cache
def _searched(lang: str) -> dict[str, str]:
    """Everything an injury may be looked for by: its names, how it feels, its places."""
    found = {}
    for row in tables.injuries.values():
        plain = tables.injury_texts[row.id]
        feels = plain.feels_nl if lang == "nl" else plain.feels_en
        places = [name("region", one, lang) for one in row.body_regions]
        parts = [name("injury", row.id, lang), row.name_nl, row.name_en, feels, *places, row.id]
        found[row.id] = folded(" ".join(parts))
    return found
