"""The questions of a beginning, one form a screen. Nothing with a medical meaning is preselected."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

from opbouw.evidence import tables
from opbouw.web.onboarding import places
from opbouw.web.ui import choices as shared_choices
from opbouw.web.ui import say
from opbouw.web.ui.choices import IMAGING, SCOPES, any_of
from opbouw.web.ui.fields import NumberField, PaceField, PastDateField

DAYS = (
    ("mon", pgettext_lazy("in a list", "Monday")),
    ("tue", pgettext_lazy("in a list", "Tuesday")),
    ("wed", pgettext_lazy("in a list", "Wednesday")),
    ("thu", pgettext_lazy("in a list", "Thursday")),
    ("fri", pgettext_lazy("in a list", "Friday")),
    ("sat", pgettext_lazy("in a list", "Saturday")),
    ("sun", pgettext_lazy("in a list", "Sunday")),
)
EQUIPMENT = (
    ("mat", lazy("Mat")),
    ("band", lazy("Elastic band")),
    ("dumbbell", lazy("Dumbbells")),
    ("step", lazy("Step or stairs")),
    ("foam roller", lazy("Foam roller")),
    ("ball", lazy("Ball")),
    ("bench", lazy("Bench or sofa")),
    ("backpack", lazy("Backpack to fill")),
)
Answers = Mapping[str, Any]
one_of = partial(shared_choices.one_of, names_value=True)


class Question(forms.Form):
    """A form that knows the answers given before, and gives its own in a shape that can be kept."""

    def __init__(self, *args: Any, answers: Answers, **kwargs: Any) -> None:
        self.answers = answers
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.prepare()

    def prepare(self) -> None:
        """Add what depends on earlier answers."""

    def kept(self) -> dict[str, Any]:
        """The answers as JSON; what was left open is absent."""
        values = {name: value for name, value in self.cleaned_data.items() if value not in (None, "", [])}
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


class WelcomeForm(Question):
    """What Opbouw is and is not, and for whom."""

    understood = forms.BooleanField(
        label=lazy("I understand"), error_messages={"required": lazy("Tick this to go on.")}
    )
    adult = one_of(lazy("How old are you?"), [("yes", lazy("18 or older")), ("no", lazy("Younger than 18"))])


class WhereForm(Question):
    """A dot on the body, or the same from a list."""

    place = forms.ChoiceField(label=lazy("Place of the complaint"), required=False)
    place_list = forms.ChoiceField(label=lazy("Place"), required=False, widget=forms.Select(attrs={"class": "input"}))

    def prepare(self) -> None:
        """All dots; the list also has "both sides" and "not sure"."""
        found = [(dot.value, dot.label) for dot in places.dots()]
        paired = [(f"{a.id}:both", places.spoken(a.id, "both")) for a in places.AREAS.values() if a.paired]
        unknown = [("unknown:none", _("I do not know exactly where"))]
        self.fields["place"].choices = found + paired + unknown  # type: ignore[attr-defined]
        self.fields["place_list"].choices = [("", _("Choose a place")), *unknown, *sorted(found + paired, key=_by_word)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One place, from the map or from the list; the list is chosen on purpose, so it wins."""
        chosen = self.cleaned_data.get("place_list") or self.cleaned_data.get("place")
        if not chosen and not self.errors:
            self.add_error("place", ValidationError(_("Tap a spot, or choose one from the list."), code="required"))
        return {"place": chosen}


def _by_word(pair: tuple[str, Any]) -> str:
    return str(pair[1]).lower()


class WhatForm(Question):
    """Where precisely, what it is most like, and who says so."""

    def prepare(self) -> None:
        """Only what is felt at the chosen place."""
        area = self.answers["where"]["place"].split(":")[0]
        regions = places.regions_of(area)
        if len(regions) > 1:
            spots = [(region, say.named(tables.regions[region])) for region in regions]
            careful = {places.UNKNOWN: _("Then the most careful rules hold")}
            choices = [*spots, (places.UNKNOWN, _("I do not know"))]
            self.fields["region"] = one_of(_("Where precisely?"), choices, careful)
        names = places.injuries_at(area)
        felt = [name for name in names if not places.named_by_a_clinician(name)]
        bone = [name for name in names if places.named_by_a_clinician(name)]
        smalls = {name: say.in_language(tables.injury_texts[name], "feels") for name in names}
        smalls |= {name: _("Only when a professional named it. %(feels)s") % {"feels": smalls[name]} for name in bone}
        smalls[places.UNKNOWN_INJURY] = _("Then the most careful rules hold, until you know more")
        choices = [(name, places.plain(name)) for name in felt]
        choices += [(places.UNKNOWN_INJURY, _("I do not know, or none of these"))]
        choices += [(name, places.plain(name)) for name in bone]
        self.fields["injury"] = one_of(_("What is it most like?"), choices, smalls)
        self.fields["named_by"] = one_of(
            _("Who says so?"),
            [("self", _("I do")), ("physio", _("A physio")), ("doctor", _("A doctor")), ("trainer", _("A trainer"))],
        )

    def clean(self) -> dict[str, Any]:
        """A bone name needs a professional who gave it."""
        injury, by = self.cleaned_data.get("injury", ""), self.cleaned_data.get("named_by")
        if places.named_by_a_clinician(injury) and by in {"self", "trainer"}:
            text = _("Choose this only when a doctor or physio named it. If not, choose what it feels like.")
            self.add_error("injury", ValidationError(text, code="clinician"))
        return self.cleaned_data


class SinceForm(Question):
    """Since when, how it began, how bad it is now, and the last run."""

    course = one_of(
        lazy("How did it begin?"),
        [
            ("sudden", lazy("Suddenly")),
            ("gradual", lazy("Gradually")),
            ("after_one_session", lazy("After one session")),
        ],
    )
    severity = one_of(
        lazy("How bad is it now?"),
        [
            ("niggle", lazy("A niggle")),
            ("limits_running", lazy("It limits running")),
            ("limits_daily_life", lazy("It limits daily life")),
            ("cannot_bear", lazy("I cannot stand or walk on it")),
        ],
    )
    recurrence = one_of(
        lazy("Have you had this here before?"),
        [("yes", lazy("Yes")), ("no", lazy("No")), ("unknown", lazy("I do not know"))],
    )
    pain_starts_min = NumberField(
        label=lazy("After how many minutes of running does it hurt?"),
        low=0,
        high=600,
        required=False,
        help_text=lazy("0 when it hurts from the first step. Leave it open when you do not know."),
    )

    def prepare(self) -> None:
        """The dates come first; they reach back three years at most."""
        earliest = timezone.localdate() - timedelta(days=3 * 365)
        required = {"required": lazy("Choose a date, not later than today.")}
        onset = PastDateField(
            label=_("Since when?"), help_text=_("Roughly is fine."), earliest=earliest, error_messages=required
        )
        last_run = PastDateField(
            label=_("When was your last run?"),
            required=False,
            earliest=earliest,
            help_text=_("Running through it counts. Leave it open when you do not know."),
        )
        self.fields = {"onset_on": onset, **self.fields, "last_run_on": last_run}
        self.order_fields(["onset_on", "course", "severity", "last_run_on", "pain_starts_min", "recurrence"])

    def clean(self) -> dict[str, Any]:
        """A last run long before the onset is another story."""
        onset, last = self.cleaned_data.get("onset_on"), self.cleaned_data.get("last_run_on")
        if onset and last and (onset - last).days > 365:
            text = _("This is more than a year before the complaint began. Check both dates.")
            self.add_error("last_run_on", ValidationError(text, code="apart"))
        return self.cleaned_data


class SignsForm(Question):
    """Warning-sign questions of one urgency: yes, no, or don't know; each is answered."""

    urgency = ""

    def prepare(self) -> None:
        """The questions for the region; all of them when it is unknown."""
        for flag in self.flags():
            question = say.in_language(tables.red_flags[flag], "question")
            choices = [("yes", _("Yes")), ("no", _("No")), ("unknown", _("Don't know"))]
            self.fields[flag] = one_of(question, choices)
            self.fields[flag].error_messages["required"] = _("Answer yes, no or don't know.")

    def flags(self) -> list[str]:
        """The ids of the questions on this screen."""
        asked = places.flags_for(self.answers["what"]["injury"], region_of(self.answers))
        return [flag for flag in asked if tables.red_flags[flag].urgency == self.urgency]


class SignsNowForm(SignsForm):
    """Signs that cannot wait a moment."""

    urgency = "emergency"


class SignsSoonForm(SignsForm):
    """Signs to have seen the same day."""

    urgency = "same_day"


class SignsBeforeForm(SignsForm):
    """Signs to have seen before the next run."""

    urgency = "before_running"


class SeenForm(Question):
    """Who looked at it, what they said, and what they allow."""

    seen_by = one_of(
        lazy("Has somebody looked at it?"),
        [("none", lazy("Not yet")), ("physio", lazy("A physio")), ("doctor", lazy("A doctor"))],
    )
    seen_name = forms.CharField(
        label=lazy("Their name"), max_length=200, required=False, widget=forms.TextInput(attrs={"class": "input"})
    )
    said = forms.CharField(
        label=lazy("What did they say, in their words?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"class": "input", "rows": 3}),
    )
    scope = any_of(
        lazy("What do they allow?"),
        SCOPES,
        help_text=lazy("Tick only what they said. What is not ticked is not planned as allowed."),
    )
    imaging = one_of(
        lazy("Was a picture made (X-ray, MRI, echo)?"),
        IMAGING,
        required=False,
    )
    max_run_min = NumberField(
        label=lazy("At most how many minutes of running?"),
        low=0,
        high=600,
        required=False,
        help_text=lazy("Leave it open when nothing was said about it."),
    )
    not_before = forms.DateField(
        label=lazy("No running before"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "input medium"}),
        help_text=lazy("Leave it open when nothing was said about it."),
        error_messages={"invalid": lazy("Choose a date, such as 24-08-2026.")},
    )

    def prepare(self) -> None:
        """The day of the visit, not later than today."""
        self.fields["seen_on"] = PastDateField(label=_("When?"), required=False)

    def clean(self) -> dict[str, Any]:
        """A visit has a date; without a visit there is nothing else to tell."""
        if self.cleaned_data.get("seen_by") in {None, "none"}:
            return {"seen_by": self.cleaned_data.get("seen_by")}
        if not self.cleaned_data.get("seen_on") and "seen_on" not in self.errors:
            text = _("Choose the date of the visit, not later than today.")
            self.add_error("seen_on", ValidationError(text, code="required"))
        return self.cleaned_data


class BeforeForm(Question):
    """The archive comes in on this screen by its own form; going on asks nothing."""


class LevelForm(Question):
    """The old level, found in the archive or typed, and a goal if there is one."""

    weekly_km = NumberField(label=lazy("Kilometres in a usual week"), low=0, high=400, unit="km", required=False)
    peak_weekly_km = NumberField(
        label=lazy("Kilometres a week in the last month before"), low=0, high=500, unit="km", required=False
    )
    weekly_runs = NumberField(label=lazy("Runs in a usual week"), low=0, high=21, required=False)
    longest_km = NumberField(label=lazy("Longest run"), low=0, high=500, unit="km", required=False)
    easy_pace_s_per_km = PaceField(
        label=lazy("Easy pace, minutes per kilometre"), required=False, help_text=lazy("Such as 6:10.")
    )
    goal = one_of(
        lazy("What do you want to get back to?"),
        [
            ("pain_free", lazy("Daily life without pain")),
            ("30_minutes", lazy("30 minutes of running")),
            ("old_level", lazy("My old level")),
            ("race", lazy("A race")),
        ],
        required=False,
    )
    goal_km = NumberField(label=lazy("Distance of the race"), low=0.1, high=500, unit="km", required=False)
    goal_on = forms.DateField(
        label=lazy("On which date?"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "input medium"}),
        error_messages={"invalid": lazy("Choose a date, such as 24-08-2026.")},
    )

    def clean(self) -> dict[str, Any]:
        """A race has a distance; a goal lies ahead; the longest run fits a week's running."""
        data = self.cleaned_data
        if data.get("goal") == "race" and not data.get("goal_km") and "goal_km" not in self.errors:
            self.add_error("goal_km", ValidationError(_("Fill in the distance of the race."), code="required"))
        goal_on = data.get("goal_on")
        if goal_on and not timezone.localdate() <= goal_on <= timezone.localdate() + timedelta(days=5 * 365):
            self.add_error("goal_on", ValidationError(_("Choose a date from today, within five years."), code="past"))
        return data


class PossibleForm(Question):
    """Days, minutes, other training, and what is at home."""

    days = forms.MultipleChoiceField(
        label=lazy("Which days can you train?"),
        choices=DAYS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": lazy("Choose at least one day.")},
    )
    equipment = any_of(lazy("What do you have at home?"), EQUIPMENT, help_text=lazy("Nothing is fine too."))

    def prepare(self) -> None:
        """How long, and other training by the names of the tables; two kinds are for the winter."""
        lengths = [(str(number), _("%(n)s minutes") % {"n": number}) for number in (20, 30, 45, 60, 90)]
        self.fields["minutes"] = one_of(_("How long, mostly?"), lengths)
        rows = tables.modalities.values()
        winter = {row.id: _("in winter") for row in rows if "all" not in row.season}
        self.fields["modalities"] = any_of(
            _("What else can you do?"),
            [(row.id, say.named(row)) for row in rows],
            winter,
            help_text=_("Tick what you have at hand and like. It is planned only as long as it does not hurt."),
        )
        for day, name in DAYS:
            self.fields[f"minutes_{day}"] = NumberField(label=name, low=0, high=600, whole=True, required=False)

    def weekdays(self) -> list[Any]:
        """The fields for other minutes on a day."""
        return [self[f"minutes_{day}"] for day, _name in DAYS]


class YouForm(Question):
    """A few words about the runner; all may stay open, and open takes the careful branch."""

    sex = one_of(
        lazy("Sex"), [("f", lazy("Woman")), ("m", lazy("Man")), ("unknown", lazy("Rather not say"))], required=False
    )
    years_running = NumberField(label=lazy("How many years have you been running?"), low=0, high=90, required=False)

    def prepare(self) -> None:
        """The year of birth, for adults only."""
        year = timezone.localdate().year
        self.fields["birth_year"] = NumberField(
            label=_("Year of birth"), low=year - 110, high=year, whole=True, required=False, grouped=False
        )
        self.order_fields(["birth_year", "sex", "years_running"])


def region_of(answers: Answers) -> str:
    """The region the answers point at; `unknown` where they do not."""
    area = answers.get("where", {}).get("place", "unknown:none").split(":")[0]
    regions = places.regions_of(area)
    if len(regions) == 1:
        return regions[0]
    return str(answers.get("what", {}).get("region", places.UNKNOWN))
