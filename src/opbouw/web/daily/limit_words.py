"""Limits in words: which number was limited, by what, and what it would have been."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from opbouw import words
from opbouw.web.daily.day import language
from opbouw.web.daily.wording import named


def shown(limit: Mapping[str, Any]) -> dict[str, Any]:
    """One limit as a row of a table."""
    unit = limit["unit"]
    return {
        "what": named("limit", limit["id"]),
        "original": words.amount(limit["original"], unit, language()),
        "value": words.amount(limit["value"], unit, language()),
        "winner": named("winner", limit["winner"]) if limit["winner"] else _("nothing limited it"),
        "others": [
            f"{named('winner', one['id'])}: {words.amount(one['value'], unit, language())}" for one in limit["others"]
        ],
    }
