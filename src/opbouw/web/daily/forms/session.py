"""A session as it was done: planned or not, in under twenty seconds for the usual case."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from opbouw.core.doses import STRENGTHENING
from opbouw.evidence import tables
from opbouw.web.daily.forms.counted import Bouts, Played, played_of, running_minutes
from opbouw.web.daily.forms.fields import KeyedForm, Ruler, known
from opbouw.web.ui import say
from opbouw.web.ui.choices import one_of, some_of
from opbouw.web.ui.fields import NumberField, PastDateField

HOW = (("as_planned", lazy("As planned")), ("shorter", lazy("Shorter")), ("longer", lazy("Longer")))
COURSES = (  # asked only where there was pain
    ("warms_up", lazy("It wore off while warming up")),
    ("returns", lazy("It wore off and came back later")),
    ("stays", lazy("It stayed the same")),
    ("builds_up", lazy("It built up")),
    ("after_only", lazy("Only afterwards")),
)
SETTLED = (  # minutes; "longer" is any number above two days
    ("0", lazy("At once, when I stopped")),
    ("60", lazy("Within an hour")),
    ("240", lazy("Within four hours")),
    ("1440", lazy("Within a day")),
    ("2880", lazy("Within two days")),
    ("2881", lazy("Longer than two days")),
    ("not_yet", lazy("It has not settled yet")),
)
ROUNDED_MIN = 0.06  # a player shows minutes with one decimal
KINDS = ("run", "cross", "strength", "mobility", "walk")
_Session = Mapping[str, Any]


class SessionForm(KeyedForm):
    """What every session has: the day, how long, the worst pain, the effort."""

    kind = ""
    how = one_of(lazy("How did it go?"), HOW)
    minutes = NumberField(label=lazy("Minutes in all"), low=0, high=1440, unit="min", required=False)
    pain_during = Ruler(label=lazy("Pain, at its worst"))
    effort_rpe = Ruler(label=lazy("How hard was it?"), help_text=lazy("0 is nothing, 10 is all you have"))

    def __init__(self, *args: Any, planned: _Session | None, earliest: date, today: date, **kwargs: Any) -> None:
        self.planned, self.today = planned, today
        super().__init__(*args, **kwargs)
        self.fields["on"] = PastDateField(label=_("Which day?"), earliest=earliest, required=False)
        self.initial.setdefault("on", today)
        if planned is None:
            del self.fields["how"]
        self.prepare()

    def prepare(self) -> None:
        """Add what this kind of session has more."""

    @property
    def as_planned(self) -> bool:
        """Whether the numbers of the plan are what was done."""
        return self.planned is not None and self.cleaned_data.get("how") == "as_planned"

    def clean(self) -> dict[str, Any]:
        """Without "as planned" the minutes are asked."""
        asked = self.needs_minutes and not self.as_planned and not {"minutes", "how"} & set(self.errors)
        if asked and self.cleaned_data.get("minutes") is None:
            self.add_error("minutes", ValidationError(_("Fill in the minutes."), code="required"))
        return self.cleaned_data

    @property
    def needs_minutes(self) -> bool:
        """Whether this kind is told in minutes."""
        return True

    def told_minutes(self, name: str = "minutes") -> float | None:
        """Minutes as they were done: those of the plan, or those typed."""
        typed = self.cleaned_data.get(name)
        if self.as_planned and self.planned is not None and typed is None:
            return self.planned.get(name)
        return None if typed is None else float(typed)

    def day(self) -> date:
        """The day it was done; today unless another was chosen."""
        return self.cleaned_data.get("on") or self.today

    def said(self) -> dict[str, Any]:
        """The data of the event."""
        return known(
            kind=self.kind,
            modality=self.modality(),
            minutes=self.told_minutes(),
            pain_during=self.cleaned_data.get("pain_during"),
            effort_rpe=self.cleaned_data.get("effort_rpe"),
            planned=self.planned["id"] if self.planned else None,
        )

    def modality(self) -> str | None:
        """The kind of cross-training, or of running."""
        return self.planned.get("modality") if self.planned else None

    def facts(self) -> list[dict[str, Any]]:
        """The session as one event."""
        event = {"id": str(self.fact_key()), "type": "session_done", "on": self.day().isoformat()}
        return [{**event, "data": self.said()}]


class RunForm(SessionForm):
    """A run: minutes of running, the worst pain, and what a run can say more."""

    kind = "run"
    run_minutes = NumberField(label=lazy("Minutes of running"), low=0, high=1440, unit="min", required=False)
    signs = some_of(
        lazy("Was any of this the case?"),
        [
            ("none", lazy("None of this")),
            ("gait", lazy("I ran or walked differently")),
            ("sharp", lazy("Sharp or stabbing pain")),
            ("early", lazy("I stopped early")),
            ("painkiller", lazy("Painkiller in the 8 hours before")),
        ],
    )
    pain_after = Ruler(label=lazy("Pain in the hours after"), required=False)
    pain_course = one_of(lazy("How did the pain go?"), COURSES, required=False)
    pain_starts_min = NumberField(
        label=lazy("After how many minutes did it begin?"), low=0, high=600, unit="min", required=False
    )
    settled_min = one_of(lazy("How long until it settled?"), SETTLED, required=False)
    distance_km = NumberField(label=lazy("Distance"), low=0, high=500, unit="km", required=False)
    body_weight_pct = NumberField(
        label=lazy("Share of body weight on the treadmill"), low=20, high=100, unit="%", required=False
    )
    bouts = Bouts(widget=forms.HiddenInput, required=False)

    def prepare(self) -> None:
        """The share of body weight is asked on the anti-gravity treadmill only, and there always."""
        if self.modality() != "alterg":
            del self.fields["body_weight_pct"]

    def clean(self) -> dict[str, Any]:
        """The running fits in the whole; shorter is shorter."""
        data = super().clean()
        run, whole = data.get("run_minutes"), data.get("minutes")
        if not self.as_planned and run is None and not {"run_minutes", "how"} & set(self.errors):
            self.add_error("run_minutes", ValidationError(_("Fill in the minutes of running."), code="required"))
        if run is not None and whole is not None and run > whole:
            text = _("Running cannot take longer than the whole. Change one of the two.")
            self.add_error("run_minutes", ValidationError(text, code="longer"))
        self._agrees(data)
        return data

    def _agrees(self, data: Mapping[str, Any]) -> None:
        """Without pain nothing began, and nothing had to settle; of two answers that differ one has to change."""
        during, after = data.get("pain_during"), data.get("pain_after")
        text = _("You told no pain. Change that number, or take this answer back.")
        if during == 0 and data.get("pain_starts_min") is not None:
            self.add_error("pain_starts_min", ValidationError(text, code="no_pain"))
        if during == 0 and not after and (data.get("settled_min") or "0") != "0":
            self.add_error("settled_min", ValidationError(text, code="no_pain"))

    def said(self) -> dict[str, Any]:
        """The run with what the body said."""
        data, signs = self.cleaned_data, set(self.cleaned_data["signs"])
        settled = data.get("settled_min") or ""
        more = known(
            run_minutes=self._ran(),
            pain_after=data.get("pain_after"),
            pain_course=data.get("pain_course"),
            pain_starts_min=data.get("pain_starts_min"),
            settled_min=int(settled) if settled.isdecimal() else None,
            distance_km=data.get("distance_km"),
            body_weight_pct=self._weight(),
            intervals=self._bouts(),
        )
        told = {
            "gait_changed": "gait" in signs,
            "sharp_pain": "sharp" in signs,
            "stopped_early": "early" in signs,
            "painkiller_8h": "painkiller" in signs,
        }
        return {**super().said(), **more, **told}

    def _ran(self) -> float | None:
        """Minutes of running; those of the bouts where a player told them, which are exact."""
        played = self._played()
        return running_minutes(played) if played else self.told_minutes("run_minutes")

    def _bouts(self) -> list[dict[str, Any]] | None:
        """The bouts as a player told them, or those of the plan when the run went as planned."""
        if not self.as_planned:
            return self._played()
        if self.planned is None or self.cleaned_data.get("run_minutes") is not None:
            return None
        return [dict(one) for one in self.planned.get("intervals") or ()] or None

    def _played(self) -> list[dict[str, Any]] | None:
        """The bouts of a player, unless the run went as planned or the minutes were changed by hand after it."""
        told, typed = self.cleaned_data.get("bouts"), self.cleaned_data.get("run_minutes")
        if self.as_planned or not told or typed is None:
            return None
        return told if abs(running_minutes(told) - typed) <= ROUNDED_MIN else None

    def _weight(self) -> float | None:
        typed = self.cleaned_data.get("body_weight_pct")
        if typed is None and self.as_planned and self.planned is not None:
            return self.planned.get("body_weight_pct")
        return None if typed is None else float(typed)


class CrossForm(SessionForm):
    """Cross-training: what, how long, how hard, and whether it hurt."""

    kind = "cross"

    def prepare(self) -> None:
        """The sport is asked when no plan says it."""
        if self.planned is None:
            sports = [(row.id, say.named(row)) for row in tables.modalities.values() if row.id != "alterg"]
            self.fields["sport"] = one_of(_("Which sport?"), sports)
            self.order_fields(["key", "sport"])

    def modality(self) -> str | None:
        """The sport of the plan, or the one chosen."""
        return super().modality() or self.cleaned_data.get("sport")


class WalkForm(SessionForm):
    """A walk."""

    kind = "walk"

    def modality(self) -> str | None:
        """Walking, unless the plan says more."""
        return super().modality() or "walking"


class WorkForm(SessionForm):
    """Strength or loosening: each exercise done or not, how much of it, with what weight, and its pain."""

    kind = "strength"
    played = Played(widget=forms.HiddenInput, required=False)

    def prepare(self) -> None:
        """A tick, an amount and a pain for each exercise of the plan; a weight where one may be held."""
        pains = [("", "–"), *((str(number), str(number)) for number in range(11))]
        as_planned = self.initial.get("how") == "as_planned"
        for row in self.exercises():
            self.fields[f"did_{row['id']}"] = forms.BooleanField(
                label=say.exercise_name(row["id"]), required=False, initial=as_planned
            )
            self.fields[f"pain_{row['id']}"] = forms.TypedChoiceField(
                label=_("Pain with %(exercise)s") % {"exercise": say.exercise_name(row["id"])},
                choices=pains,
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.Select(attrs={"class": "input short"}),
                error_messages={"invalid_choice": _("Choose a number from 0 to 10.")},
            )
            self._amounts(row)

    def _amounts(self, row: Mapping[str, Any]) -> None:
        name = {"exercise": say.exercise_name(row["id"])}
        counted, held = row.get("reps"), row.get("hold_s")
        if counted or held:
            label = _("Repetitions in a set of %(exercise)s") if counted else _("Seconds of %(exercise)s")
            most = 500 if counted else 3600
            self.fields[f"much_{row['id']}"] = NumberField(
                label=label % name, low=0, high=most, whole=True, required=False
            )
            self.initial.setdefault(f"much_{row['id']}", counted or held)
        if may_hold_weight(row["id"]):
            label = _("Weight with %(exercise)s") % name
            self.fields[f"kg_{row['id']}"] = NumberField(label=label, low=0, high=500, unit="kg", required=False)
            self.initial.setdefault(f"kg_{row['id']}", row.get("load_kg"))

    def exercises(self) -> list[Mapping[str, Any]]:
        """The exercises of the plan."""
        return list(self.planned.get("exercises") or ()) if self.planned else []

    def rows(self) -> list[dict[str, Any]]:
        """Exercise, tick, amount and pain, for the page."""
        return [
            {
                "dose": row,
                "did": self[f"did_{row['id']}"],
                "much": self._field(f"much_{row['id']}"),
                "unit": _("times") if row.get("reps") else _("seconds"),
                "pain": self[f"pain_{row['id']}"],
            }
            for row in self.exercises()
        ]

    def weights(self) -> list[dict[str, Any]]:
        """The exercises in which a weight may be held, for the page."""
        found = ((row, self._field(f"kg_{row['id']}")) for row in self.exercises())
        return [{"name": say.exercise_name(row["id"]), "kg": kg} for row, kg in found if kg is not None]

    def _field(self, name: str) -> forms.BoundField | None:
        return self[name] if name in self.fields else None

    @property
    def needs_minutes(self) -> bool:
        """Minutes are asked when no exercises tell what was done."""
        return not self.exercises()

    def clean(self) -> dict[str, Any]:
        """As planned is every exercise; otherwise at least one is ticked."""
        data = super().clean()
        done = any(data.get(f"did_{row['id']}") for row in self.exercises())
        if self.exercises() and not self.as_planned and not done and "how" not in self.errors:
            self.add_error(None, ValidationError(_("Tick at least one exercise that you did."), code="none"))
        return data

    def said(self) -> dict[str, Any]:
        """The session with its exercises."""
        rows = [row for row in self.exercises() if self._did(row)]
        return {**super().said(), **known(exercises=[one for row in rows for one in self._done(row)])}

    def _did(self, row: Mapping[str, Any]) -> bool:
        return self.as_planned or bool(self.cleaned_data.get(f"did_{row['id']}"))

    def _done(self, row: Mapping[str, Any]) -> list[dict[str, Any]]:
        """One exercise with the dose of the plan, what was typed, or what a player counted of it and its easier form.

        No pain in the whole is no pain in the part.
        """
        pain = self.cleaned_data.get(f"pain_{row['id']}")
        if pain is None and self.cleaned_data.get("pain_during") == 0:
            pain = 0
        weight = self.cleaned_data.get(f"kg_{row['id']}")
        if weight is None and self.as_planned:
            weight = row.get("load_kg")
        told = [] if self.as_planned else played_of(self.cleaned_data.get("played") or (), row)
        doses = told or [{name: row.get(name) for name in ("id", "side", "sets", "reps", "hold_s")}]
        typed = self.cleaned_data.get(f"much_{row['id']}")
        for dose in doses:
            own = dose["id"] == row["id"]
            if own and typed is not None and not self.as_planned:
                dose["reps" if row.get("reps") else "hold_s"] = typed
            dose.update(load_kg=weight if own else None, pain=pain)
        return [known(**dose) for dose in doses]


class LooseForm(WorkForm):
    """Loosening work."""

    kind = "mobility"


def may_hold_weight(exercise: str) -> bool:
    """Whether an exercise can be made heavier by hand: strengthening work without a jump."""
    row = tables.exercises.get(exercise)
    return row is not None and row.phase == STRENGTHENING and row.impact == 0


FORMS: dict[str, type[SessionForm]] = {
    "run": RunForm,
    "cross": CrossForm,
    "walk": WalkForm,
    "strength": WorkForm,
    "mobility": LooseForm,
}
