"""Back from a pause, and how much time the return was given."""

from __future__ import annotations

from datetime import date

from opbouw.history.detectors.past import Past
from opbouw.history.finding import CANNOT_SEE, Clue, Finding, Value
from opbouw.history.gaps import Layoff
from opbouw.history.params import on_line, param


def layoff_before(past: Past) -> Clue:
    """A pause of two weeks or more that ended in the 12 weeks before onset, weighed by the time since."""
    ended = [(gap, gap.next_run) for gap in past.layoffs if gap.next_run is not None]
    near = [(gap, back) for gap, back in ended if (past.onset - back).days <= param("layoff_window_days")]
    if not near:
        covered = (past.onset - past.runs[0].on).days if past.runs else 0
        if covered < param("layoff_window_days") - param("layoff_days"):
            return CANNOT_SEE
        return Clue(against=(Finding("layoff_none", {"weeks": param("layoff_window_days") // 7}),))
    weighed = [(_layoff_strength(gap, back, past.onset), back, gap) for gap, back in near]
    strength, back, gap = max(weighed, key=lambda item: item[:2])
    numbers: dict[str, Value] = {"from": gap.last_run, "to": back, "days": gap.days}
    since: dict[str, Value] = {"days": (past.onset - back).days, "needed": 2 * gap.days}
    if strength == 0:
        return Clue(against=(Finding("layoff_long_back", numbers | {"since": since["days"]}),))
    return Clue(strength, (Finding("layoff_pause", numbers), Finding("layoff_short_back", since)))


def _layoff_strength(gap: Layoff, back: date, onset: date) -> float:
    """By length, fading to nothing once twice the pause has passed (the two-weeks-per-week rule of thumb)."""
    passed = (onset - back).days / (2 * gap.days)
    return on_line(param("layoff_strength"), gap.days) * max(0.0, 1 - passed)
