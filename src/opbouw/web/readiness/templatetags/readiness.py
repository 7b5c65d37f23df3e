"""A number as a script reads it."""

from django import template

register = template.Library()


@register.filter
def plain(value: float) -> str:
    """A number with a point and never a comma, whatever the language."""
    return f"{value:g}"
