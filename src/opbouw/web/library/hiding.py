"""Hide an exercise or bring it back: the runner's dislikes, as a fact about what is available; the plan follows."""

from typing import Any

from opbouw.core.events import AvailabilitySet
from opbouw.web.daily.day import Day
from opbouw.web.daily.forms.fields import KeyedForm


class HideForm(KeyedForm):
    """The key of one tap."""

    def facts(self, day: Day, exercise: str, hidden: bool) -> list[dict[str, Any]]:
        """The dislikes with or without this one; nothing where they say so already."""
        said = day.log.merged(AvailabilitySet) or AvailabilitySet()
        before = tuple(said.dislikes or ())
        others = [one for one in before if one != exercise]
        after = [*others, exercise] if hidden else others
        if set(after) == set(before):
            return []
        on = day.today.isoformat()
        return [{"id": str(self.fact_key()), "type": "availability_set", "on": on, "data": {"dislikes": after}}]
