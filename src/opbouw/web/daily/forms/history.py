"""Correcting what was told: pains and amounts. The first version stays in the log."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from opbouw.core.events import CheckedIn, SessionDone, Tested
from opbouw.web.daily.forms.fields import KeyedForm, words
from opbouw.web.ui.fields import NumberField

PAIN = {"low": 0, "high": 10}
EDITABLE: dict[type, tuple[tuple[str, Any, dict[str, Any]], ...]] = {
    CheckedIn: (
        ("pain_rest", lazy("At rest"), PAIN),
        ("pain_daily", lazy("With ordinary things"), PAIN),
        ("pain_morning", lazy("First steps out of bed"), PAIN),
        ("stiffness_min", lazy("Minutes of stiffness"), {"low": 0, "high": 1440}),
    ),
    SessionDone: (
        ("minutes", lazy("Minutes in all"), {"low": 0, "high": 1440}),
        ("run_minutes", lazy("Minutes of running"), {"low": 0, "high": 1440}),
        ("distance_km", lazy("Distance in kilometres"), {"low": 0, "high": 500}),
        ("effort_rpe", lazy("How hard was it?"), PAIN),
        ("pain_during", lazy("Pain, at its worst"), PAIN),
        ("pain_after", lazy("Pain in the hours after"), PAIN),
    ),
    Tested: (
        ("value", lazy("What you measured"), {"low": 0, "high": 3600}),
        ("pain", lazy("Pain"), PAIN),
    ),
}


class CorrectForm(KeyedForm):
    """The numbers of one event; what was not told may stay open."""

    reason = words(lazy("Why? (may stay empty)"))

    def __init__(self, *args: Any, data: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = []
        for name, label, bounds in EDITABLE[type(data)]:
            value = getattr(data, name)
            if name == "run_minutes" and data.kind != "run":
                continue
            self.names.append(name)
            self.fields[name] = NumberField(label=label, required=value is not None, **bounds)
            self.fields[name].error_messages["required"] = _("Fill in a number; what was told cannot become unknown.")
            self.initial.setdefault(name, value)
        self.order_fields(["key", *self.names, "reason"])

    def numbers(self) -> list[Any]:
        """The fields with numbers, for the page."""
        return [self[name] for name in self.names]

    def facts(self, on: str, event_id: str, kept: dict[str, Any]) -> list[dict[str, Any]]:
        """The correction as one event: the whole data, with the changed numbers in it."""
        changed = {name: self.cleaned_data[name] for name in self.names if self.cleaned_data[name] is not None}
        said: dict[str, Any] = {"event": event_id, "data": {**kept, **changed}}
        if self.cleaned_data.get("reason"):
            said["reason"] = self.cleaned_data["reason"]
        return [{"id": str(self.fact_key()), "type": "corrected", "on": on, "data": said}]


class WithdrawForm(KeyedForm):
    """Taking one event back."""

    reason = words(lazy("Why? (may stay empty)"))

    def facts(self, on: str, event_id: str) -> list[dict[str, Any]]:
        """The withdrawal as one event."""
        said = {"event": event_id, **({"reason": self.cleaned_data["reason"]} if self.cleaned_data["reason"] else {})}
        return [{"id": str(self.fact_key()), "type": "withdrawn", "on": on, "data": said}]
