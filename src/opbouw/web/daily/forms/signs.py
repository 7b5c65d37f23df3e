"""Warning-sign questions, and the word of a professional that opens the plan again."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from opbouw.evidence import tables
from opbouw.web.daily.forms.fields import KeyedForm, known, words
from opbouw.web.ui import say
from opbouw.web.ui.choices import IMAGING, SCOPES, one_of, some_of
from opbouw.web.ui.fields import NumberField, PastDateField


class SignsForm(KeyedForm):
    """Yes, no or don't know for each question; none is skipped."""

    def __init__(self, *args: Any, flags: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.flags = tuple(flags)
        choices = [("yes", _("Yes")), ("no", _("No")), ("unknown", _("Don't know"))]
        for flag in self.flags:
            field = one_of(say.in_language(tables.red_flags[flag], "question"), choices)
            field.error_messages["required"] = _("Answer yes, no or don't know.")
            self.fields[flag] = field

    def questions(self) -> list[Any]:
        """The fields of the questions, for the page."""
        return [self[flag] for flag in self.flags]

    def facts(self, on: str, why: str) -> list[dict[str, Any]]:
        """The answers as one event."""
        answers = {flag: self.cleaned_data[flag] for flag in self.flags}
        return [{"id": str(self.fact_key()), "type": "screened", "on": on, "data": {"answers": answers, "why": why}}]

    def has_yes(self) -> bool:
        """Whether any question was answered with yes."""
        return any(self.cleaned_data[flag] == "yes" for flag in self.flags)


class ClearanceForm(KeyedForm):
    """Who looked, when, what they said, and what they allow."""

    seen_by = one_of(lazy("Who has seen you?"), [("physio", lazy("A physio")), ("doctor", lazy("A doctor"))])
    seen_name = forms.CharField(
        label=lazy("Their name"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )
    said = words(lazy("What did they say, in their words?"), rows=3)
    scope = some_of(
        lazy("What do they allow?"),
        SCOPES,
        help_text=lazy("Tick only what they said. Nothing allowed yet? Then the stop stays as it is."),
    )
    imaging = one_of(
        lazy("Was a picture made (X-ray, MRI, echo)?"),
        IMAGING,
        required=False,
    )
    max_run_min = NumberField(
        label=lazy("At most how many minutes of running?"), low=0, high=600, unit="min", required=False
    )
    body_weight_pct_max = NumberField(
        label=lazy("Anti-gravity treadmill: at most how much of your weight?"),
        low=20,
        high=100,
        unit="%",
        required=False,
    )
    not_before = forms.DateField(
        label=lazy("No running before"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "input medium"}),
        error_messages={"invalid": lazy("Choose a date, such as 24-08-2026.")},
    )

    def __init__(self, *args: Any, doctor_only: bool, earliest: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.doctor_only, self.since = doctor_only, earliest
        self.fields["seen_on"] = PastDateField(
            label=_("When?"), error_messages={"required": _("Choose the date of the visit, not later than today.")}
        )
        self.order_fields(["key", "seen_by", "seen_on", "seen_name", "scope", "said"])

    def clean_seen_by(self) -> str:
        """Some signs ask for a doctor."""
        seen_by = str(self.cleaned_data["seen_by"])
        if self.doctor_only and seen_by != "doctor":
            raise ValidationError(_("For what you reported only a doctor's word counts."), code="doctor")
        return seen_by

    def clean_seen_on(self) -> date:
        """A visit before the sign says nothing about it."""
        seen_on: date = self.cleaned_data["seen_on"]
        if self.since is not None and seen_on < self.since:
            text = _("Choose the date of a visit after you reported this, on %(day)s or later.")
            raise ValidationError(text % {"day": date_format(self.since, "j F Y")}, code="before")
        return seen_on

    def also_about(self, question: str) -> list[str]:
        """Running around a pregnancy is opened by a word about running, and by nothing less."""
        return ["rf_pregnant"] if question == "rf_pregnant" and "running" in self.cleaned_data["scope"] else []

    def facts(self, on: str, injury: str, flags: list[str]) -> list[dict[str, Any]]:
        """The clearance as one event. It is reported by the runner, and says so."""
        data = self.cleaned_data
        told = known(
            seen_by=data["seen_by"],
            seen_name=data.get("seen_name"),
            seen_on=data["seen_on"].isoformat(),
            scope=data["scope"],
            said=data.get("said"),
            imaging=data.get("imaging"),
            max_run_min=data.get("max_run_min"),
            body_weight_pct_max=data.get("body_weight_pct_max"),
            not_before=data["not_before"].isoformat() if data.get("not_before") else None,
        )
        told |= {"flags": flags, "injury": injury, "reported_by": "runner"}
        return [{"id": str(self.fact_key()), "type": "cleared", "on": on, "data": told}]
