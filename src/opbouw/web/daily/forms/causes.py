"""The interview about causes, and what the runner makes of each clue."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from opbouw.history.cause_texts import factor_name
from opbouw.history.interview import headings, questions
from opbouw.web.daily.day import language
from opbouw.web.daily.forms.fields import KeyedForm
from opbouw.web.daily.services import part_key
from opbouw.web.ui.choices import one_of

TAKEN = ("suspected", "confirmed", "dealt_with")
SURE = ("confirmed", "dealt_with")  # a clue that only may be one is honestly no cause found; it stays on the plan


def _lang() -> Any:
    return language()


class InterviewForm(KeyedForm):
    """Questions under training, technique, recovery and material. What stays open is not known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("yes", _("Yes")), ("no", _("No")), ("unknown", _("Don't know"))]
        for question in questions().values():
            text = question.text_nl if language() == "nl" else question.text_en
            self.fields[question.id] = one_of(text, choices, required=False)

    def answers(self) -> dict[str, str]:
        """What was answered."""
        return {name: value for name, value in self.cleaned_data.items() if name in questions() and value}

    def groups(self) -> list[dict[str, Any]]:
        """The fields under their headings, for the page."""
        nl = language() == "nl"
        return [
            {"name": names[nl], "questions": [self[one.id] for one in questions().values() if one.heading == heading]}
            for heading, names in headings().items()
        ]


class JudgeForm(InterviewForm):
    """The same answers, carried along, and a word about each clue."""

    def __init__(self, *args: Any, factors: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.factors = tuple(factors)
        verdicts = [
            ("suspected", _("May be")),
            ("confirmed", _("This was it")),
            ("ruled_out", _("Not this")),
            ("dealt_with", _("Dealt with")),
        ]
        for factor in self.factors:
            self.fields[f"judge_{factor}"] = one_of(factor_name(factor, _lang()), verdicts, required=False)

    def judged(self) -> dict[str, str]:
        """A verdict for each factor that got one."""
        found = {factor: self.cleaned_data.get(f"judge_{factor}") for factor in self.factors}
        return {factor: verdict for factor, verdict in found.items() if verdict}

    def facts(self, on: str) -> list[dict[str, Any]]:
        """The verdicts, and that the causes were looked into."""
        judged: Mapping[str, str] = self.judged()
        found = [factor for factor, verdict in judged.items() if verdict in TAKEN]
        sure = any(verdict in SURE for verdict in judged.values())
        outcome = {"outcome": "found" if sure else "none_found", "factors": found, "with": "self"}
        review = {"id": str(self.fact_key()), "type": "causes_reviewed", "on": on}
        return [
            *(
                {"id": part_key(self.fact_key(), factor), "type": "cause_judged", "on": on}
                | {"data": {"factor": factor, "verdict": verdict}}
                for factor, verdict in judged.items()
            ),
            {**review, "data": {**outcome, "answers": self.answers()}},
        ]
