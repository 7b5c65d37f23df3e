"""What stands in the letter for a doctor or physio: only what the runner told, in a fixed order."""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from opbouw.evidence import tables
from opbouw.web.daily import screening
from opbouw.web.daily.day import Day
from opbouw.web.daily.wording import named, with_side
from opbouw.web.store.models import Runner
from opbouw.web.ui import say

WEEKS = 4
Line = tuple[str, str]


def lines(day: Day, runner: Runner | None) -> list[Line]:
    """Pairs of a heading and what was told; what is not known is left out."""
    found: list[Line | None] = [
        (_("Runner"), runner.display_name if runner else ""),
        (_("Place"), with_side(say.named(tables.regions[day.start.spot or "unknown"]), day.start.side)),
        (_("Since"), _since(day)),
        _pain(day),
        _standing(day),
        _signs(day),
        (_("Running"), _weeks(day)),
        _name(day),
    ]
    return [line for line in found if line is not None and line[1]]


def _since(day: Day) -> str:
    began = date_format(day.start.onset_on, "j F Y")
    return f"{began}, {named('course', day.start.course)}" if day.start.course else began


def _pain(day: Day) -> Line | None:
    answered = sorted(on for on in day.diary.answers if on <= day.today)
    if not answered:
        return None
    said = day.diary.answers[answered[-1]]
    parts = [
        (_("at rest"), said.pain_rest),
        (_("in daily things"), said.pain_daily),
        (_("first steps"), said.pain_morning),
    ]
    told = [f"{word} {say.number(value)}" for word, value in parts if value is not None]
    told += [_("at night: yes")] if said.night_pain else []
    when = date_format(said.on, "j F")
    return (_("Pain (0 to 10)"), f"{', '.join(told)} ({when})") if told else None


def _standing(day: Day) -> Line | None:
    severity = day.start.severity
    return (_("At the beginning"), named("severity", severity)) if severity else None


def _signs(day: Day) -> Line | None:
    signs = [one["question"] for one in screening.open_signs(day)]
    return (_("Answered with yes"), " ".join(signs)) if signs else None


def _weeks(day: Day) -> str:
    """Running minutes of the last four weeks, the oldest first; empty when nothing is known of any of them."""
    starts = [day.today - timedelta(days=7 * week - 1) for week in range(WEEKS, 0, -1)]
    totals = [_week(day, first) for first in starts]
    if not any(totals):
        return ""
    told = ", ".join(total or _("unknown") for total in totals)
    return _("last four weeks: %(minutes)s minutes") % {"minutes": told}


def _week(day: Day, first: date) -> str:
    """The minutes of a week; empty for a week before anything was told, in which nothing was recorded either."""
    runs = [run for run in day.diary.runs if first <= run.on < first + timedelta(days=7)]
    gaps = first < _told_from(day)
    if gaps and not runs:
        return ""
    known = say.number(sum(run.load_minutes or 0.0 for run in runs), 0)
    more = gaps or any(run.load_minutes is None for run in runs)
    return _("%(minutes)s and more") % {"minutes": known} if more else known


def _told_from(day: Day) -> date:
    """From this day on every run is known: the opening, or the day after the last run that was told at it."""
    last = day.start.last_run_on
    return min(day.log.opened.on, last + timedelta(days=1)) if last is not None else day.log.opened.on


def _name(day: Day) -> Line | None:
    by = day.start.named_by
    if by in (None, "self"):
        return None
    row = tables.injury_texts[day.injury.id]
    told = _("%(name)s, named by %(who)s") % {"name": say.in_language(row, "plain"), "who": named("role", by)}
    return _("Earlier"), told
