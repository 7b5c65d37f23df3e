"""The sheet to print: which exercises, in which language, with which name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from opbouw.evidence import tables
from opbouw.exports.exercises import MOST, For, Sheet, Wanted, sheet_of
from opbouw.web.library.asked import stops_of
from opbouw.web.library.own import Own
from opbouw.web.store.selectors import runner_of, today_for
from opbouw.web.ui import letters, say

TODAY, WEEK, PICKED = "today", "week", "picked"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which exercises (of today, of the week, or those picked), and what is chosen of language and name."""

    what: str
    picked: tuple[str, ...]
    choice: letters.Choice


def asked(query: QueryDict, language: str) -> Asked:
    """Read the address; what no table has counts as not picked."""
    picked = tuple(one for one in dict.fromkeys(query.getlist("pick")) if one in tables.exercises)
    what = query.get("what", "")
    return Asked(
        what=what if what in (TODAY, WEEK, PICKED) else PICKED if picked else "",
        picked=picked,
        choice=letters.Choice.of(query, language),
    )


def chosen(wanted: Asked, own: Own | None) -> list[Wanted]:
    """The exercises for the sheet with their doses in the plan, in the order of the plan or of the tables."""
    planned = own.planned if own else {}
    if wanted.what == PICKED:
        names: Sequence[str] = wanted.picked
    elif wanted.what == TODAY and own:
        names = [name for name, turns in planned.items() if any(one.on == own.day.today for one in turns)]
    else:
        names = list(planned)
    turns = {name: planned.get(name, ()) for name in names}
    if wanted.what == TODAY and own:
        turns = {name: tuple(one for one in mine if one.on == own.day.today) for name, mine in turns.items()}
    return [Wanted(name, tuple((one.on, one.dose) for one in mine)) for name, mine in turns.items()]


def problem(chosen: Sequence[Wanted], own: Own | None) -> str:
    """Why no sheet can be made of this, and what to do; empty where it can."""
    if own and own.refused:
        return _("There is no plan for you now, so nothing is printed. Today says why.")
    if own and own.day.stopped:
        return _("A warning sign is open. Nothing is planned or printed until somebody has looked.")
    if not chosen:
        return _("There is no exercise on this sheet yet. Choose one or more.")
    if len(chosen) > MOST:
        return _("At most %(most)s exercises fit on a sheet. Choose fewer.") % {"most": MOST}
    return ""


def today(request: HttpRequest) -> date:
    """The runner's day."""
    return today_for(request.user)


def made(request: HttpRequest, chosen: Sequence[Wanted], wanted: Asked, own: Own | None, on: date) -> Sheet:
    """The sheet in words and pictures."""
    runner = runner_of(request.user)
    name = letters.shown_name(runner.display_name if runner else "", wanted.choice)
    to = For(name, own.injury if own else None, own.pain_limit if own else None)
    return sheet_of(chosen, wanted.choice.lang, on, to)


def form(wanted: Asked, own: Own | None) -> dict[str, Any]:
    """What the page of the choice shows: counts of today and of the week, and every exercise to tick."""
    today_count, week_count = (len(chosen(Asked(what, (), wanted.choice), own)) for what in (TODAY, WEEK))
    preset = TODAY if today_count else WEEK if week_count else PICKED
    ticked = set(wanted.picked or (own.planned if own else ()))
    return {
        "what": wanted.what or preset,
        "today_count": today_count,
        "week_count": week_count,
        "most": MOST,
        "groups": [(say.phase_word(stop), _rows(stop, ticked)) for stop in ("loosen", "strengthen", "rebuild")],
        **letters.choices(wanted.choice),
    }


def _rows(stop: str, ticked: set[str]) -> list[dict[str, Any]]:
    rows = [row for row in tables.exercises.values() if stop in stops_of(row)]
    shown = [{"id": row.id, "name": say.named(row), "ticked": row.id in ticked} for row in rows]
    return sorted(shown, key=lambda one: str(one["name"]).casefold())
