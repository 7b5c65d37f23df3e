"""Tags of the clues: numbers inside a picture, and the causes that stand on the plan."""

from collections.abc import Mapping
from typing import Any

from django import template

from opbouw.core.log import LogRefused
from opbouw.web.clues.judged import standing

register = template.Library()


@register.filter
def svg(value: float) -> str:
    """A number inside a drawing: a point and never a comma, whatever the language."""
    return f"{value:g}"


@register.inclusion_tag("clues/on_plan.html", takes_context=True)
def causes_on_plan(context: Mapping[str, Any]) -> dict[str, Any]:
    """What the causes that are suspected or confirmed ask of the plan; nothing where none is."""
    day = getattr(context.get("request"), "day", None)
    try:
        return {"standing": standing(day) if day is not None else []}
    except LogRefused:
        return {"standing": []}
