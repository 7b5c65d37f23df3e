"""The check-in: three rulers, one multiple choice and each other sore spot; after a run it is that run's answer too.

The morning after a run can be told by itself as well, in one number.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from opbouw.core.spots import SOMEWHERE
from opbouw.evidence import tables
from opbouw.web.daily.forms.fields import FROM_0_TO_10, KeyedForm, Ruler, known
from opbouw.web.ui import say
from opbouw.web.ui.choices import one_of, some_of

PAINS = ("pain_rest", "pain_daily", "pain_morning")
STIFF = (
    ("0", "0"),
    ("5", "5"),
    ("15", "15"),
    ("30", "30"),
    ("60", "60"),
    ("90", lazy("longer")),
)


def still_asked(told: Collection[str]) -> tuple[str, ...]:
    """The rulers a check-in has when these have an answer that day: the others; all again when none is left."""
    return tuple(name for name in PAINS if name not in told) or PAINS


class CheckInForm(KeyedForm):
    """How it is; `yesterday` (three pains) allows "same as yesterday", `swollen` asks whether a swelling grew.

    `watched` are other sore spots that are followed, each with a ruler that may stay open. `told` are the rulers that
    have an answer today: only the others are asked; when none is left, a number for one of the sore spots is enough.
    """

    pain_rest = Ruler(label=lazy("At rest"))
    pain_daily = Ruler(label=lazy("With ordinary things"), help_text=lazy("stairs, walking"))
    pain_morning = Ruler(label=lazy("First steps out of bed"))
    signs = some_of(
        lazy("Is any of this the case?"),
        [
            ("none", lazy("None of this")),
            ("limping", lazy("I limp")),
            ("swelling", lazy("Swelling or warm")),
            ("night", lazy("Pain at night")),
            ("new", lazy("Something new")),
            ("ill", lazy("I am ill")),
        ],
    )
    swelling = one_of(
        lazy("The swelling is"), [("same", lazy("the same as before")), ("more", lazy("more"))], required=False
    )
    ill = one_of(
        lazy("What kind of ill?"),
        [
            ("unwell", lazy("A cold, not quite well")),
            ("fever", lazy("Fever")),
            ("chest", lazy("Chest: pain, tight, short of breath")),
        ],
        required=False,
    )
    stiffness_min = one_of(lazy("How many minutes were you stiff?"), STIFF, required=False)
    stiffness_spread = one_of(
        lazy("Stiff where?"), [("one", lazy("only here")), ("several", lazy("in several joints"))], required=False
    )

    def __init__(
        self,
        *args: Any,
        yesterday: Mapping[str, float] | None = None,
        swollen: bool = False,
        stiff: bool = False,
        watched: Iterable[str] = (),
        told: Collection[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.yesterday, self.watched = yesterday, tuple(watched)
        self.pains = still_asked(told)
        self.only_spots = bool(self.watched) and set(PAINS) <= set(told)
        for name in set(PAINS).difference(self.pains):
            del self.fields[name]
        for spot in self.watched:
            self.fields[f"spot_{spot}"] = _spot_ruler(spot)
        if not swollen:
            del self.fields["swelling"]
        if not stiff:
            del self.fields["stiffness_min"], self.fields["stiffness_spread"]
        for name in (*self.pains, "signs") if self.only_spots else self.pains if self.is_same else ():
            self.fields[name].required = False

    @property
    def asks_the_rest(self) -> bool:
        """Whether a part of the day was told, and only the other numbers are asked."""
        return self.pains != PAINS

    def rulers(self) -> list[Any]:
        """The rulers of the spot itself, for the page."""
        return [self[name] for name in self.pains]

    def copied(self) -> str:
        """Yesterday's numbers that "same as yesterday" copies, in the order of the rulers."""
        return ", ".join(str(self.yesterday[name]) for name in self.pains) if self.yesterday else ""

    def spots(self) -> list[Any]:
        """The rulers of the other sore spots, for the page."""
        return [self[f"spot_{spot}"] for spot in self.watched]

    @property
    def is_same(self) -> bool:
        """Whether the button "same as yesterday" sent this form, and yesterday can be copied."""
        return bool(self.yesterday) and "same" in self.data

    def clean(self) -> dict[str, Any]:
        """One tick beside "none of this" is the more careful reading; a chosen sign may ask one thing more."""
        data = self.cleaned_data
        signs = set(data.get("signs") or ())
        if "ill" in signs and not data.get("ill") and "ill" not in self.errors:
            self.add_error("ill", ValidationError(_("Choose what kind of ill."), code="required"))
        if "swelling" in signs and "swelling" in self.fields and not data.get("swelling"):
            self.add_error("swelling", ValidationError(_("Choose whether it is more."), code="required"))
        if self.is_same:
            for name in self.pains:
                told, copied = data.get(name), (self.yesterday or {}).get(name)
                data[name] = max((value for value in (told, copied) if value is not None), default=None)
        if self.only_spots and not self.errors and not data.get("signs") and not self._numbers():
            self.add_error(f"spot_{self.watched[0]}", ValidationError(FROM_0_TO_10, code="required"))
        return data

    def _numbers(self) -> list[float]:
        names = (*PAINS, *(f"spot_{spot}" for spot in self.watched))
        return [value for name in names if (value := self.cleaned_data.get(name)) is not None]

    def facts(self, on: str, spot: str | None, for_session: str | None) -> list[dict[str, Any]]:
        """The check-in as one event."""
        data = self.cleaned_data
        signs = set(data["signs"])
        spots = [(spot, data.get(f"spot_{spot}")) for spot in self.watched]
        minutes = data.get("stiffness_min")
        said = known(
            **{name: data.get(name) for name in PAINS},
            other_spots=[{"spot": spot, "pain": pain} for spot, pain in spots if pain is not None],
            stiffness_min=int(minutes) if minutes else None,
            stiffness_spread=data.get("stiffness_spread"),
            spot=spot,
            for_session=for_session,
        )
        told = self._signs(signs) if signs else {}
        return [{"id": str(self.fact_key()), "type": "checked_in", "on": on, "data": {**said, **told}}]

    def _signs(self, signs: set[str]) -> dict[str, Any]:
        """Every sign as present or absent."""
        data = self.cleaned_data
        return {
            "swelling": (data.get("swelling") or "more") if "swelling" in signs else "none",
            "ill": data["ill"] if "ill" in signs else "none",
            "limping": "limping" in signs,
            "night_pain": "night" in signs,
            "new_spot": "new" in signs,
        }


def _spot_ruler(spot: str) -> Ruler:
    """The ruler of another sore spot, named by its place."""
    row = tables.regions[spot]
    if spot == SOMEWHERE:
        return Ruler(label=_("The other sore spot"), required=False)
    return Ruler(label=say.named(row), help_text=_("the other sore spot"), required=False)


class MorningForm(KeyedForm):
    """The morning after a run in one number; stiff tissue is asked for minutes beside it, which may stay open.

    It says nothing of signs: those stay unknown, and the check-in of the day still asks them.
    """

    pain_morning = Ruler(label=lazy("First steps out of bed"))
    stiffness_min = one_of(lazy("How many minutes were you stiff?"), STIFF, required=False)

    def __init__(self, *args: Any, stiff: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not stiff:
            del self.fields["stiffness_min"]

    def facts(self, on: str, spot: str | None, for_session: str | None) -> list[dict[str, Any]]:
        """The morning as one event."""
        minutes = self.cleaned_data.get("stiffness_min")
        said = known(
            pain_morning=self.cleaned_data["pain_morning"],
            stiffness_min=int(minutes) if minutes else None,
            spot=spot,
            for_session=for_session,
        )
        return [{"id": str(self.fact_key()), "type": "checked_in", "on": on, "data": said}]


class NewSpotForm(KeyedForm):
    """Where the new pain is, and how much."""

    spot = forms.ChoiceField(label=lazy("Where is it?"), widget=forms.Select(attrs={"class": "input"}))
    pain = Ruler(label=lazy("How much does it hurt there?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(row.id, say.named(row)) for row in tables.regions.values() if row.id != "unknown"]
        choices = [("", _("Choose a place")), ("unknown", say.named(tables.regions["unknown"])), *named]
        self.fields["spot"].choices = choices  # type: ignore[attr-defined]
        self.fields["spot"].error_messages["required"] = _("Choose a place, or that you are not sure.")

    def facts(self, on: str, spot: str | None) -> list[dict[str, Any]]:
        """The new place as a check-in of today."""
        data = self.cleaned_data
        new = {"new_spot": True, "other_spots": [{"spot": data["spot"], "pain": data["pain"]}]}
        return [{"id": str(self.fact_key()), "type": "checked_in", "on": on, "data": {**known(spot=spot), **new}}]
