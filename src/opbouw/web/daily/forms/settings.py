"""What can be set: days and means, the goal, a few words about you, phone numbers, days away, and deleting all."""

import re
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from opbouw.core.events import Event, event_to_dict
from opbouw.evidence import tables
from opbouw.web.daily.forms.fields import KeyedForm, known
from opbouw.web.daily.models import PhoneNumbers
from opbouw.web.onboarding.forms import DAYS, EQUIPMENT
from opbouw.web.ui import say
from opbouw.web.ui.choices import one_of
from opbouw.web.ui.fields import NumberField

BAD_DATE = dict.fromkeys(("invalid", "required"), lazy("Choose a date, such as 24-08-2026."))
YEARS_AHEAD = 5


def _date(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "input medium"})
    formats = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"]
    return forms.DateField(label=label, widget=widget, input_formats=formats, error_messages=BAD_DATE, **more)


def _any_of(label: Any, choices: Any, **more: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple, **more
    )


class SettingForm(KeyedForm):
    """A setting that is part of the log."""

    def facts(self, on: str) -> list[dict[str, Any]]:
        """What was set, as events."""
        raise NotImplementedError


class AvailabilityForm(SettingForm):
    """Minutes on each day, other sports, and what is at home."""

    equipment = _any_of(lazy("What do you have at home?"), EQUIPMENT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for day, name in DAYS:
            self.fields[f"minutes_{day}"] = NumberField(label=name, low=0, high=600, whole=True, required=False)
        sports = [(row.id, say.named(row)) for row in tables.modalities.values()]
        self.fields["modalities"] = _any_of(_("What else can you do?"), sports)

    def weekdays(self) -> list[Any]:
        """The fields with minutes."""
        return [self[f"minutes_{day}"] for day, _name in DAYS]

    def clean(self) -> dict[str, Any]:
        """At least one day has minutes."""
        data = self.cleaned_data
        if not self.errors and not any(data.get(f"minutes_{day}") for day, _name in DAYS):
            raise ValidationError(_("Give at least one day some minutes."), code="empty")
        return data

    def facts(self, on: str) -> list[dict[str, Any]]:
        """The days as one event."""
        data = self.cleaned_data
        days = {day: data.get(f"minutes_{day}") or 0 for day, _name in DAYS}
        said = {"weekdays": days, "modalities": data["modalities"], "equipment": data["equipment"]}
        return [{"id": str(self.fact_key()), "type": "availability_set", "on": on, "data": said}]


class GoalForm(SettingForm):
    """What to get back to, and by when."""

    kind = one_of(
        lazy("What do you want to get back to?"),
        [
            ("pain_free", lazy("Daily life without pain")),
            ("30_minutes", lazy("30 minutes of running")),
            ("old_level", lazy("My old level")),
            ("race", lazy("A race")),
        ],
    )
    distance_km = NumberField(label=lazy("Distance of the race"), low=0.1, high=500, unit="km", required=False)
    by = _date(lazy("On which date?"), required=False)

    def clean(self) -> dict[str, Any]:
        """A race has a distance; a goal lies ahead."""
        data, today = self.cleaned_data, timezone.localdate()
        if data.get("kind") == "race" and not data.get("distance_km") and "distance_km" not in self.errors:
            self.add_error("distance_km", ValidationError(_("Fill in the distance of the race."), code="required"))
        if data.get("by") and not today <= data["by"] <= today + timedelta(days=YEARS_AHEAD * 365):
            self.add_error("by", ValidationError(_("Choose a date from today, within five years."), code="past"))
        return data

    def facts(self, on: str) -> list[dict[str, Any]]:
        """The goal as one event."""
        data = self.cleaned_data
        by = data["by"].isoformat() if data.get("by") else None
        km = data.get("distance_km") if data["kind"] == "race" else None
        said = known(kind=data["kind"], on=by, distance_km=km)
        return [{"id": str(self.fact_key()), "type": "goal_set", "on": on, "data": said}]


class SideForm(SettingForm):
    """Which side is sore: a correction of how the injury was opened."""

    side = one_of(
        lazy("Which side is it?"), [("left", lazy("Left")), ("right", lazy("Right")), ("both", lazy("Both sides"))]
    )

    def __init__(self, *args: Any, opened: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opened = opened
        self.initial.setdefault("side", opened.data.side)

    def facts(self, on: str) -> list[dict[str, Any]]:
        """The opening once more, with this side."""
        told = {**event_to_dict(self.opened)["data"], "side": self.cleaned_data["side"]}
        said = {"event": self.opened.id, "data": told}
        return [{"id": str(self.fact_key()), "type": "corrected", "on": on, "data": said}]


class ProfileForm(SettingForm):
    """A few words about the runner; all may stay open."""

    sex = one_of(
        lazy("Sex"), [("f", lazy("Woman")), ("m", lazy("Man")), ("unknown", lazy("Rather not say"))], required=False
    )
    height_cm = NumberField(label=lazy("Height"), low=100, high=250, unit="cm", required=False)
    weight_kg = NumberField(label=lazy("Weight"), low=30, high=300, unit="kg", required=False)
    years_running = NumberField(label=lazy("How many years have you been running?"), low=0, high=90, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year = timezone.localdate().year
        self.fields["birth_year"] = NumberField(
            label=_("Year of birth"), low=year - 110, high=year - 18, whole=True, required=False, grouped=False
        )
        self.order_fields(["key", "birth_year", "sex", "height_cm", "weight_kg", "years_running"])

    def facts(self, on: str) -> list[dict[str, Any]]:
        """What was told as one event; nothing when nothing was told."""
        names = ("birth_year", "sex", "height_cm", "weight_kg", "years_running")
        said = known(**{name: self.cleaned_data.get(name) for name in names})
        event = {"id": str(self.fact_key()), "type": "profile_set", "on": on, "data": said}
        return [event] if said else []


class AwayForm(SettingForm):
    """Days without training."""

    why = one_of(lazy("Why?"), [("holiday", lazy("Holiday")), ("ill", lazy("Ill")), ("other", lazy("Something else"))])
    first = _date(lazy("First day"))
    last = _date(lazy("Last day"))

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first, and not years away."""
        data = self.cleaned_data
        first, last = data.get("first"), data.get("last")
        if first and last and not first <= last <= first + timedelta(days=365):
            text = _("Choose a last day on or after the first, within a year.")
            self.add_error("last", ValidationError(text, code="before"))
        return data

    def facts(self, on: str) -> list[dict[str, Any]]:
        """The days away as one event."""
        data = self.cleaned_data
        said = {"from": data["first"].isoformat(), "to": data["last"].isoformat(), "why": data["why"]}
        return [{"id": str(self.fact_key()), "type": "away_set", "on": on, "data": said}]


class NumbersForm(forms.ModelForm):  # type: ignore[type-arg]
    """Phone numbers for a moment in a hurry."""

    class Meta:
        model = PhoneNumbers
        fields = ("doctor_name", "doctor", "out_of_hours", "emergency")
        labels = {
            "doctor_name": lazy("Name of your doctor"),
            "doctor": lazy("Their phone number"),
            "out_of_hours": lazy("Doctor in the evening and weekend"),
            "emergency": lazy("Emergency number"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for name, field in self.fields.items():
            phone = name != "doctor_name"
            field.widget.attrs |= {"class": "input medium", "autocomplete": "off", **({"type": "tel"} if phone else {})}

    def clean(self) -> dict[str, Any]:
        """A phone number has digits, spaces, dashes, brackets and a plus, and nothing else."""
        for name in ("doctor", "out_of_hours", "emergency"):
            value = self.cleaned_data.get(name, "")
            if value and not re.fullmatch(r"\+?[0-9][0-9 ()\-]{1,18}", value):
                self.add_error(name, ValidationError(_("Write a phone number, such as 020 123 4567."), code="phone"))
        return self.cleaned_data


class DeleteForm(forms.Form):
    """A typed word and the password."""

    word = forms.CharField(
        label=lazy("Type the word to confirm"),
        max_length=40,
        widget=forms.TextInput(attrs={"class": "input medium", "autocomplete": "off"}),
    )
    password = forms.CharField(
        label=lazy("Your password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"class": "input medium", "autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, account: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.account = account

    @staticmethod
    def wanted() -> str:
        """The word to type, in the language of the page."""
        return _("delete")

    def clean_word(self) -> str:
        """The word itself, whatever the capitals."""
        word = str(self.cleaned_data["word"]).strip()
        if word.casefold() != self.wanted().casefold():
            raise ValidationError(_("Type: %(word)s") % {"word": self.wanted()}, code="word")
        return word

    def clean_password(self) -> str:
        """The password of who asks."""
        password = str(self.cleaned_data["password"])
        if not self.account.check_password(password):
            raise ValidationError(_("This is not your password. Try again."), code="password")
        return password
