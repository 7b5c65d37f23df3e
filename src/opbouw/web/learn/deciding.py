"""How Opbouw decides, as a page: the careful rule, what only tightens, and who may clear what."""

from __future__ import annotations

from typing import Any

from opbouw.core.decision import RULES_VERSION
from opbouw.core.flags import URGENCY, doctor_needed, most_urgent_first
from opbouw.core.hard_limits import HARD_LIMITS
from opbouw.evidence import tables
from opbouw.evidence.tables import plain_rows
from opbouw.web.learn.injury import URGENCIES, sentence_start
from opbouw.web.learn.proof import of_row, of_sources
from opbouw.web.ui import say
from opbouw.words import name
from opbouw.words.register import register

Said = dict[str, Any]


def page_of(lang: str) -> Said:
    """What the page counts and quotes."""
    clearance: Any = tables.param("valid_days_clearance").value
    signable = [row for row in tables.criteria.values() if row.signable_by]
    return {
        "limits": len(HARD_LIMITS),
        "numbers": len(register()),
        "injuries": len(tables.injuries),
        "signs": len(tables.red_flags),
        "criteria": len(tables.criteria),
        "signable": len(signable),
        "locked": sum(row.locked_until_clearance for row in tables.injuries.values()),
        "doctor_only": sum(doctor_needed(flag) for flag in tables.red_flags),
        "valid": int(clearance["other"]),
        "valid_bone": int(clearance["bone"]),
        "valid_row": of_row("params:valid_days_clearance", lang),
        "strictest": _strictest(lang),
        "version": RULES_VERSION,
    }


def _strictest(lang: str) -> str:
    """The sentence by which several pain rules become one answer."""
    return str(plain_rows("pain_rules.toml", "combination")[0][f"text_{lang}"])


def signs(lang: str) -> list[Said]:
    """Every warning sign with what it says, how soon, who may clear it, and its sources."""
    ordered = most_urgent_first(tuple(tables.red_flags))
    return [
        {
            "urgency": urgency,
            "word": str(URGENCIES[urgency]),
            "rows": [_sign(flag, lang) for flag in ordered if tables.red_flags[flag].urgency == urgency],
        }
        for urgency in URGENCY
    ]


def _sign(flag: str, lang: str) -> Said:
    row, text = tables.red_flags[flag], tables.flag_texts[flag]
    places = [name("region", one, lang) for one in row.regions if one in tables.regions]
    return {
        "id": flag,
        "short": sentence_start(name("flag_short", flag, lang)),
        "question": name("flag_question", flag, lang),
        "what": name("flag", flag, lang),
        "how_soon": sentence_start(say.in_language(text, "how_soon")),
        "places": ", ".join(places),
        "doctor": doctor_needed(flag),
        "proof": of_sources("derived", row.source_id, lang),
    }
