"""Back from a pause, and how much time the return was given."""

from __future__ import annotations

from datetime import date, timedelta
from statistics import median

from opbouw.history.detectors.past import Past, percent_more
from opbouw.history.finding import CANNOT_SEE, Clue, Finding, Value
from opbouw.history.gaps import Layoff
from opbouw.history.params import on_line, param


def layoff_before(past: Past) -> Clue:
    """A pause of two weeks or more that ended in the 12 weeks before onset, by its length, the time and the return."""
    ended = [(gap, gap.next_run) for gap in past.layoffs if gap.next_run is not None]
    near = [(gap, back) for gap, back in ended if (past.onset - back).days <= param("layoff_window_days")]
    if not near:
        if past.covered_days < param("layoff_window_days") - param("layoff_days"):
            return CANNOT_SEE
        return Clue(against=(Finding("layoff_none", {"weeks": param("layoff_window_days") // 7}),))
    weighed = [(_layoff_strength(past, gap, back), back, gap) for gap, back in near]
    strength, back, gap = max(weighed, key=lambda item: item[:2])
    numbers: dict[str, Value] = {"from": gap.last_run, "to": back, "days": gap.days}
    since: dict[str, Value] = {"days": (past.onset - back).days, "needed": 2 * gap.days}
    if strength == 0:
        return Clue(against=(Finding("layoff_long_back", numbers | {"since": since["days"]}),))
    found = (Finding("layoff_pause", numbers), Finding("layoff_short_back", since))
    share = _return_share(past, gap, back)
    if share is None:
        return Clue(strength, found)
    level = Finding("layoff_level", {"percent": percent_more(share) + 100})
    gentle = on_line(param("layoff_return"), share) < 1
    return Clue(strength, found if gentle else (*found, level), (level,) if gentle else ())


def _layoff_strength(past: Past, gap: Layoff, back: date) -> float:
    """By length, fading once half of twice the pause has passed (the two-weeks-per-week rule of thumb)."""
    passed = (past.onset - back).days / (2 * gap.days)
    share = _return_share(past, gap, back)
    fast = 1.0 if share is None else on_line(param("layoff_return"), share)
    return float(on_line(param("layoff_strength"), gap.days) * on_line(param("layoff_fade"), passed) * fast)


def _return_share(past: Past, gap: Layoff, back: date) -> float | None:
    """The week with most running since the return, as a share of the usual week before the pause."""
    before = past.at(gap.last_run + timedelta(1)).weeks[: param("usual_weeks") - param("peak_weeks")]
    usual = median(week.minutes or week.km for week in before) if before else 0.0
    since = [run for run in past.runs if run.on >= back]
    most = max(sum(r.minutes or r.km or 0.0 for r in since if 0 <= (r.on - one.on).days < 7) for one in since)
    return most / usual if usual else None
