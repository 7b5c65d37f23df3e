"""Whether a session can be played, and the figure of an exercise where figures are installed."""

from typing import Any

from django import template
from django.apps import apps
from django.template import engines
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from opbouw.web.player.segments import segments, steady

register = template.Library()
FIGURES = "opbouw.web.figures"
_FIGURE = "{% load figures %}{% figure exercise %}"
_STYLES = '{% load static %}<link rel="stylesheet" href="{% static \'figures/figures.css\' %}">'


@register.filter
def playable(session: Any) -> bool:
    """Whether a player leads through this session: a run with blocks, exercises, or minutes at one effort."""
    if not session or session.get("exercises"):
        return bool(session)
    return bool(steady(session)) or (session["kind"] == "run" and bool(segments(session)))


@register.simple_tag
def exercise_figure(exercise: str, name: str) -> SafeString:
    """The moving figure of an exercise; a still box with its name where there are no figures."""
    if not apps.is_installed(FIGURES):
        return mark_safe(render_to_string("player/parts/no_figure.html", {"name": name}))  # a template escapes
    return mark_safe(engines["django"].from_string(_FIGURE).render({"exercise": exercise}))  # as the figure's own tag


@register.simple_tag
def figure_styles() -> SafeString:
    """The style sheet of the figures, where they are installed."""
    return mark_safe(engines["django"].from_string(_STYLES).render() if apps.is_installed(FIGURES) else "")
