"""Questions with choices that several forms ask: how they are drawn, and the answers about a clearance."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

CHOOSE = lazy("Choose one of these.")
SCOPES = (
    ("movement", lazy("Moving without load: cycling, swimming")),
    ("strength", lazy("Strength work")),
    ("impact", lazy("Hopping and jumping")),
    ("running", lazy("Running")),
)
IMAGING = (
    ("none", lazy("No")),
    ("healed", lazy("Yes, and the bone is mended")),
    ("unknown", lazy("Yes, or I do not know what it showed")),
)


def one_of(
    label: Any,
    options: Iterable[tuple[str, Any]],
    smalls: Mapping[str, Any] | None = None,
    *,
    names_value: bool = False,
    **more: Any,
) -> forms.ChoiceField:
    """Radios, with an optional second line for each choice; ``names_value`` repeats an answer that is none of them."""
    messages = {"required": CHOOSE} if names_value else {"required": CHOOSE, "invalid_choice": CHOOSE}
    widget = forms.RadioSelect
    field = forms.ChoiceField(label=label, choices=list(options), widget=widget, error_messages=messages, **more)
    field.smalls = smalls or {}  # type: ignore[attr-defined] # read by the `choices` tag
    return field


def some_of(
    label: Any, options: Iterable[tuple[str, Any]], smalls: Mapping[str, Any] | None = None, **more: Any
) -> forms.MultipleChoiceField:
    """Checkboxes of which at least one is ticked, unless `required` is False."""
    field = forms.MultipleChoiceField(
        label=label,
        choices=list(options),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": lazy("Choose what fits."), "invalid_choice": lazy("Choose what fits.")},
        **more,
    )
    field.smalls = smalls or {}  # type: ignore[attr-defined] # read by the `choices` tag
    return field


def any_of(
    label: Any, options: Iterable[tuple[str, Any]], smalls: Mapping[str, Any] | None = None, **more: Any
) -> forms.MultipleChoiceField:
    """Checkboxes; none is an answer."""
    return some_of(label, options, smalls, required=False, **more)
