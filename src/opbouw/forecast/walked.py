"""The days of an episode as they were walked, each with what held on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from opbouw.core.case import read_case
from opbouw.core.fold import Fold
from opbouw.core.journey import Journey, walk_on
from opbouw.core.log import read_log
from opbouw.core.walk import Ran

Days = tuple[Journey, ...]


class Walked(Fold):
    """A fold that also gives the days before today, which it has walked already."""

    def days(self, today: date) -> Days:
        """Every day from the first to ``today``.

        :raises LogRefused: the log cannot be decided on that day.
        """
        last = self.journey(today)
        known = self._days
        place = (today - known[0].at.on).days if known else -1
        if 0 <= place < len(known) and known[place] is last:
            return tuple(known[: place + 1])
        fresh: list[Journey] = []
        walk_on(read_case(read_log(self._told, today)), fresh, today)
        return tuple(fresh)


def as_counted(days: Sequence[Journey]) -> dict[str, Ran]:
    """Each run by its id as it counted in the end: a run is judged on the morning after."""
    return {one.id: one for day in days for one in day.walk.ran}
