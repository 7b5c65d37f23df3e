"""The phases that lie behind: when each was, found by walking the days before the phase of today."""

from datetime import date, timedelta

from opbouw.core.journey import Journey, first_day, walk_on
from opbouw.web.daily.day import AMENDMENTS, Day
from opbouw.web.store.decided import Remembered
from opbouw.web.store.selectors import name_of

Stretch = tuple[date, date]
_KNOWN = Remembered[dict[str, Stretch]](128)


def passed(day: Day) -> dict[str, Stretch]:
    """The first and last day of the newest stretch of each earlier phase.

    What was told after the present phase began changes nothing of it, unless it corrects something older: so it is
    walked once and remembered.
    """
    since = date.fromisoformat(day.decision["phase_since"])
    told = sum(event.on <= since or event.type in AMENDMENTS for event in day.events)
    return _KNOWN.get((name_of(day.episode), since, told), lambda: _walked(day, since - timedelta(days=1)))


def _walked(day: Day, last: date) -> dict[str, Stretch]:
    case = day.case
    days: list[Journey] = []
    if last < first_day(case):
        return {}
    walk_on(case, days, last)
    found: dict[str, Stretch] = {}
    before = ""
    for one in days:
        phase, on = one.walk.phase, one.at.on
        start = found[phase][0] if phase == before else on
        found[phase] = (start, on)
        before = phase
    return found
