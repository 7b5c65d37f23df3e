"""Parts of pages as tags, loaded in every template: icons, marks, fields, rulers, reasons, road, week, verdict."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, lru_cache
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opbouw.web.ui import say
from opbouw.web.ui.context import Tab, tabs

MANY_ALIKE = 6  # a list of more of the same is longer than the screen
register = template.Library()


@register.simple_tag
@cache  # a page has dozens, and their address stays the same while the server runs
def icon(name: str, size: str = "") -> SafeString:
    """An icon from the sprite, always beside a word: {% icon "spot" %} or, small, {% icon "spot" "s" %}."""
    symbol = name if name.startswith("i-") else f"i-{name}"
    extra = " i-s" if size == "s" else ""
    address = static("ui/sprite.svg")
    return format_html(
        '<svg class="i{}" viewBox="0 0 24 24" aria-hidden="true"><use href="{}#{}"/></svg>', extra, address, symbol
    )


@register.simple_tag
def mark(look: str, size: str = "") -> SafeString:
    """The mark of a verdict (go, repeat, back, wait, stop), never without its word beside it; size "", "m" or "s"."""
    address = static("ui/sprite.svg")
    return format_html(
        '<svg class="mark {} v-{}" viewBox="0 0 48 48" aria-hidden="true"><use href="{}#m-{}"/></svg>',
        size,
        look,
        address,
        look,
    )


@register.simple_tag
def fixed(name: str, **by: Any) -> SafeString:
    """A part of every page, drawn once: a template that follows from these values and the language alone."""
    return _fixed(name, get_language(), tuple(by.items()))


@lru_cache(maxsize=256)
def _fixed(name: str, _language: str | None, by: tuple[tuple[str, Any], ...]) -> SafeString:
    return render_to_string(name, dict(by))


@register.simple_tag(name="tabs")
def all_tabs() -> list[Tab]:
    """The items of the bar."""
    return tabs()


@register.simple_tag
def logo() -> SafeString:
    """The four steps and the sun."""
    return format_html(
        '<svg viewBox="0 0 40 40" aria-hidden="true"><use href="{}#logo"/></svg>', static("ui/sprite.svg")
    )


@register.inclusion_tag("ui/parts/field.html")
def field(bound: BoundField, unit: str = "", optional: bool = False) -> dict[str, Any]:
    """A labelled field with its hint, unit and error."""
    parts = [f"{bound.auto_id}_hint"] if bound.help_text else []
    parts += [f"{bound.auto_id}_error"] if bound.errors else []
    attrs: dict[str, Any] = {"aria-describedby": " ".join(parts)} if parts else {}
    if bound.errors:
        attrs["aria-invalid"] = "true"
    return {"field": bound, "widget": bound.as_widget(attrs=attrs), "unit": unit, "optional": optional}


@register.inclusion_tag("ui/parts/choices.html")
def choices(bound: BoundField, layout: str = "", hide_legend: bool = False, extra: str = "") -> dict[str, Any]:
    """Radios or checkboxes as whole-width targets; layout "", "one", "two" or "three". Nothing is preselected.

    The field may carry `smalls`, a mapping of value to a second line.
    """
    smalls: Mapping[str, str] = getattr(bound.field, "smalls", {})
    options = [
        {
            "id": option.id_for_label,
            "type": option.data["type"],
            "value": option.data["value"],
            "label": option.choice_label,
            "checked": option.data["selected"],
            "small": smalls.get(str(option.data["value"]), ""),
        }
        for option in bound.subwidgets
        if str(option.data["value"]) != ""
    ]
    return {"field": bound, "options": options, "layout": layout, "hide_legend": hide_legend, "extra": extra}


@register.inclusion_tag("ui/parts/ruler.html")
def ruler(bound: BoundField, ends: bool | str = False) -> dict[str, Any]:
    """Eleven radios, 0 to 10; nothing is preselected. ``ends`` names 0 and 10: of pain, or of "effort"."""
    value = bound.value()
    chosen = "" if value is None else str(value)
    cells = [{"value": number, "checked": chosen == str(number)} for number in range(11)]
    return {"field": bound, "cells": cells, "ends": ends}


@register.inclusion_tag("ui/parts/reasons.html")
def reasons(
    found: Iterable[Mapping[str, Any]], verdict: str = "go_on", most: int = 3, look: str = ""
) -> dict[str, Any]:
    """The weightiest reasons with source and grade; ``look`` where a card looks otherwise than its verdict."""
    return {"reasons": list(found)[:most], "look": look or say.look(verdict)}


@register.inclusion_tag("ui/parts/verdict.html")
def verdict(
    decision: Mapping[str, Any], dose: str = "", facts: Iterable[tuple[str, str]] = (), most: int = 3
) -> dict[str, Any]:
    """The card with today's verdict; shape, glyph, word and colour together."""
    name = decision["verdict"]
    return {
        "look": say.look(name),
        "word": say.verdict_word(name),
        "sentence": say.verdict_sentence(name, decision["phase"]),
        "dose": dose,
        "facts": list(facts),
        "reasons": list(decision.get("reasons", ()))[:most],
    }


@register.inclusion_tag("ui/parts/road_art.html")
def road_art(phase: str) -> dict[str, Any]:
    """The road with its five stops, you at one of them."""
    return say.road_picture(phase)


@register.inclusion_tag("ui/parts/week.html")
def week(sessions: Iterable[Mapping[str, Any]], today: date) -> dict[str, Any]:
    """Seven rows from today, each with what is planned."""
    return {"days": say.week_rows(sessions, today)}


@register.filter
def grade_word(grade: str) -> str:
    """How strong the evidence is, in a plain word."""
    return str(say.GRADES.get(grade, _("estimate")))


@register.filter
def minutes(value: float | None) -> str:
    """Minutes, with the number kept to its unit."""
    return "" if value is None else _("%(number)s min") % {"number": say.number(value)}


@register.filter
def verdict_look(verdict_name: str) -> str:
    """The class of a verdict."""
    return say.look(verdict_name)


@register.filter
def verdict_text(decision: Mapping[str, Any]) -> str:
    """Word and sentence of the verdict of a decision."""
    name = decision["verdict"]
    return f"{say.verdict_word(name)}. {say.verdict_sentence(name, decision['phase'])}"


@register.filter
def faults(form: BaseForm) -> int:
    """How many sentences the summary above a form has: a field, and the form as a whole, may have several."""
    return sum(len(said) for said in form.errors.values())


@register.filter
def ends(label: str) -> str:
    """A label with a colon, unless it ends in a sign of its own."""
    text = str(label)
    return text if text[-1:] in "?.:" else f"{text}:"


@register.filter
def alike(form: BaseForm) -> dict[str, Any] | None:
    """The one sentence said of many fields and the first of them; nothing where the sentences differ or are few."""
    said = {str(one) for errors in form.errors.values() for one in errors}
    if len(said) > 1 or len(form.errors) < MANY_ALIKE:
        return None
    return {"text": said.pop(), "first": next(one for one in form if one.errors)}


@register.filter
def source_names(ids: Iterable[str] | None) -> str:
    """The sources of a reason by authors and year."""
    return say.source_names(ids or ())
