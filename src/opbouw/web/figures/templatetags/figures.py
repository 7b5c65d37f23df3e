"""Exercise figures in a template: {% figure "split_squat" %} moves, {% figure_still "split_squat" %} does not."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from opbouw.figures import Drawing, fallback, figures_of, movement
from opbouw.web.figures import files

register = template.Library()


@register.inclusion_tag("figures/figure.html")
def figure(exercise: str, side: str = "") -> dict[str, Any]:
    """The moving figure with pause, strip and second view, mirrored for the other side; or why there is none."""
    found, lang = figures_of(exercise), _language()
    if not found:
        return {"why_none": fallback(exercise, lang)}
    main, *others = found
    return {
        "moving": _animated(main.id, lang),
        "strip": _strip(main.id, lang),
        "others": [_strip(one.id, lang) for one in others],
        "keyframes": files.keyframes_address(main.id),
        "mirrored": main.mirrored_for(side),
        "marked": bool(main.highlight),
        "presses": main.presses,
        "spared": main.spare is not None,
        "checked": bool(main.reviewed_by and main.reviewed_on),
    }


@register.inclusion_tag("figures/still.html")
def figure_still(exercise: str, side: str = "") -> dict[str, Any]:
    """A small still for a list, beside the words that say the same; nothing where there is no figure."""
    found = figures_of(exercise)
    if not found:
        return {"still": ""}
    return {"still": _still(found[0].id, _language()), "mirrored": found[0].mirrored_for(side)}


@register.inclusion_tag("figures/row.html")
def figure_row(parts: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """Several movements in their order, each a still with its name."""
    lang = _language()
    return {
        "parts": [(_part(name, lang), words) for name, words in parts],
        "checked": all(movement(name).reviewed_by and movement(name).reviewed_on for name, _ in parts),
    }


def _language() -> str:
    return "nl" if (get_language() or "").startswith("nl") else "en"


def _drawing(name: str) -> Drawing:
    return Drawing(movement(name), files.outlines_address())


@lru_cache(maxsize=files.MOST_KEPT)
def _animated(name: str, lang: str) -> SafeString:
    return mark_safe(_drawing(name).animated(lang))  # our own drawing; its texts are escaped where it is made


@lru_cache(maxsize=files.MOST_KEPT)
def _strip(name: str, lang: str) -> SafeString:
    return mark_safe(_drawing(name).strip(lang))


@lru_cache(maxsize=files.MOST_KEPT)
def _still(name: str, lang: str) -> SafeString:
    return mark_safe(_drawing(name).still(lang, hidden=True))


@lru_cache(maxsize=files.MOST_KEPT)
def _part(name: str, lang: str) -> SafeString:
    return mark_safe(_drawing(name).still(lang))
