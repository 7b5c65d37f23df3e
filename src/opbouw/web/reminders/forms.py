"""The form about reminders."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from opbouw.web.reminders.models import Choice


def _hour(label: Any) -> forms.TimeField:
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "input"})
    return forms.TimeField(label=label, widget=widget, error_messages={"invalid": lazy("Write a time, such as 21:00.")})


class ChoiceForm(forms.ModelForm):  # type: ignore[type-arg] # Django's own class takes no type
    """Which reminders, and when it is quiet."""

    quiet_from = _hour(lazy("Quiet from"))
    quiet_until = _hour(lazy("Quiet until"))

    class Meta:
        model = Choice
        fields = ("morning", "session", "silence", "quiet_from", "quiet_until")
        labels = {
            "morning": lazy("The question of the morning after a run"),
            "session": lazy("What is planned for today"),
            "silence": lazy("A line after four silent days, and one after ten"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def ticks(self) -> list[Any]:
        """The fields that are ticked, for the page."""
        return [self[name] for name in ("morning", "session", "silence")]
