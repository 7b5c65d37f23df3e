"""The history in one view, in words: level, breaks, returns, longest runs, paces, shoes, and what is not known."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opbouw.history import Overview, Return
from opbouw.history.baseline import Baseline
from opbouw.history.cause_texts import cause_text
from opbouw.history.days import Run
from opbouw.history.overview import Hills, Pace, ShoeLife
from opbouw.history.pictures import Picture, Point
from opbouw.web.clues.drawing import drawn
from opbouw.web.daily.day import Day
from opbouw.web.ui import say

MOST_RETURNS, MOST_BREAKS, MOST_SHOES = 6, 12, 8
SHOWN_WEEKS = (1, 4, 8, 12)
DAYS_A_MONTH, DAYS_A_YEAR = 30.4, 365.25


def told(found: Overview, day: Day) -> dict[str, Any]:
    """Everything the page shows; a value nobody knows is said so, never 0."""
    lang: Any = day.language
    return {
        "runs": found.runs,
        "first": found.first_on,
        "last": found.last_on,
        "level": _level(found.level),
        "walked_between": found.level.walked_between if found.level else 0,
        "without_km": found.level.without_km if found.level else 0,
        "weeks": drawn(_weeks(found), "weeks", found.until) if found.weeks else None,
        "longest": [_run(one) for one in found.longest],
        "recent_longest": _run(found.longest_30_days) if found.longest_30_days else None,
        "paces": [_pace(one) for one in found.paces],
        "by_heart": bool(found.paces) and found.paces[0].by == "heart",
        "days": _days(found),
        "hills": _hills(found.hills),
        "breaks": [_break(one.last_run, one.next_run, one.days) for one in reversed(found.breaks)][:MOST_BREAKS],
        "returns": [_return(one) for one in reversed(found.returns)][:MOST_RETURNS],
        "return_weeks": SHOWN_WEEKS,
        "shoes": [_shoe(one) for one in found.shoes][:MOST_SHOES],
        "unknown": [cause_text(one, lang) for one in found.unknown],
    }


def _weeks(found: Overview) -> Picture:
    """The weeks of the old level, the oldest first; one without data is not known."""
    known = {week.back: week.km for week in found.weeks}
    backs = range(11, -1, -1)
    return Picture(
        "weeks",
        "history_km",
        tuple(Point(found.until - timedelta(7 * (back + 1)), known.get(back)) for back in backs),
    )


def _level(level: Baseline | None) -> list[tuple[str, str]] | None:
    if level is None:
        return None
    pace = (
        None if level.easy_pace_s_per_km is None else _("%(pace)s a km") % {"pace": say.pace(level.easy_pace_s_per_km)}
    )
    return [
        (_("Usual week"), _km(level.weekly_km)),
        (_("Mean of the last four weeks"), _km(level.peak_weekly_km)),
        (_("Running days a week"), str(level.weekly_runs)),
        (_("Longest run of these weeks"), _km(level.longest_km)),
        (_("Easy pace"), pace or _("not known")),
        (_("Weeks with data"), str(level.weeks_used)),
    ]


def _km(value: float | None) -> str:
    return _("not known") if value is None else f"{say.number(value)}{say.NBSP}km"


def _run(run: Run) -> dict[str, Any]:
    size = _km(run.run_km) if run.run_km is not None else _minutes(run.run_minutes)
    pace = run.pace_s_per_km
    return {"on": run.on, "size": size, "pace": say.pace(pace) if pace is not None else None, "id": run.id}


def _minutes(value: float | None) -> str:
    return _("not known") if value is None else f"{say.number(value, 0)}{say.NBSP}min"


def _pace(one: Pace) -> dict[str, Any]:
    word = {"easy": _("easy"), "steady": _("steady"), "hard": _("hard")}[one.effort]
    return {"word": word, "pace": say.pace(one.s_per_km), "runs": one.runs}


def _days(found: Overview) -> str:
    if found.days_a_week is None or found.streak_days is None:
        return _("not known")
    return _("%(days)s a week; most days in a row in the year before: %(streak)s.") % {
        "days": say.number(found.days_a_week),
        "streak": found.streak_days,
    }


def _hills(hills: Hills | None) -> str:
    if hills is None:
        return _("not known")
    most = {"m": say.number(hills.most.ascent_m or 0, 0), "day": date_format(hills.most.on, "j F Y")}
    return _("%(mean)s m of climb a km; most in one run: %(m)s m on %(day)s.") % {
        "mean": say.number(hills.m_per_km),
        **most,
    }


def _break(last: date, back: date | None, days: int) -> dict[str, Any]:
    return {"from": last, "to": back, "length": _length(days)}


def _length(days: int) -> str:
    if days < 2 * DAYS_A_MONTH:
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    if days < 2 * DAYS_A_YEAR:
        months = round(days / DAYS_A_MONTH)
        return ngettext("%(n)s month", "%(n)s months", months) % {"n": months}
    return _("%(n)s years") % {"n": say.number(days / DAYS_A_YEAR)}


def _return(one: Return) -> dict[str, Any]:
    return {
        "back": one.gap.next_run,
        "pause": _length(one.gap.days),
        "before": _km(one.before_km),
        "shares": [_share(one.weeks, week) for week in SHOWN_WEEKS],
        "outcome": _outcome(one),
    }


def _share(weeks: Sequence[float | None], week: int) -> str:
    share = weeks[week - 1] if week <= len(weeks) else None
    return "?" if share is None else f"{share * 100:.0f}{say.NBSP}%"


def _outcome(one: Return) -> str:
    said = []
    if one.weeks_to_level is not None:
        said.append(_("At the level of before in week %(week)s.") % {"week": one.weeks_to_level})
    elif len(one.weeks) == SHOWN_WEEKS[-1] and None not in one.weeks:
        said.append(_("Not at the level of before within %(weeks)s weeks.") % {"weeks": len(one.weeks)})
    if one.next_pause is not None and one.gap.next_run is not None:
        weeks = (one.next_pause.last_run - one.gap.next_run).days // 7 + 1
        said.append(_("Then a new break, from week %(week)s.") % {"week": weeks})
    return " ".join(said)


def _shoe(one: ShoeLife) -> dict[str, Any]:
    return {
        "name": one.name,
        "km": _km(one.km),
        "age": _length(one.age_days),
        "first": one.first_on,
        "last": one.last_on,
    }
