"""Another day for a session: each day of the week with what the week becomes, or why not; and taking a move back."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from opbouw import words
from opbouw.core import moving
from opbouw.core.events import SessionMoved
from opbouw.core.moves import KIND_OF
from opbouw.core.serialize import to_plain
from opbouw.web.daily import services
from opbouw.web.daily.card import still_planned
from opbouw.web.daily.day import Day, of_the_day
from opbouw.web.daily.forms.fields import KeyedForm
from opbouw.web.ui import say

Session = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Shift:
    """One session that stands elsewhere after the move: what, on which day it was, and becomes; empty is none."""

    kind: str
    title: str
    was: str
    becomes: str


@dataclass(frozen=True, slots=True)
class Option:
    """One day: open with what shifts of this kind of work and of the other work, or shut with the reason."""

    on: date
    shifts: tuple[Shift, ...] = ()
    others: tuple[Shift, ...] = ()
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """A move that still lies ahead, in words, with the event to take back."""

    event: str
    text: str


@require_http_methods(["GET", "POST"])
@of_the_day
def move(request: HttpRequest, day: Day, session_id: uuid.UUID) -> HttpResponse:
    """The days a planned session can move to, and moving it."""
    if day.stopped:
        return redirect("stop")
    form = KeyedForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and services.already_kept(day, form.sent_key()):
        return redirect("plan")
    session = _movable(day, str(session_id))
    options = options_for(day, session)
    if request.method == "POST" and form.is_valid():
        chosen = next((one for one in options if one.on.isoformat() == request.POST.get("to")), None)
        if chosen is not None and not chosen.why_not:
            services.keep(day, [_fact(day, session, chosen.on, form)])
            messages.success(request, _("Moved to %(day)s.") % {"day": words.when(chosen.on, day.language)})
            return redirect(f"{reverse('plan')}#week")
        messages.error(request, _("That day does not work any more. Choose another one."))
    context = {
        "here": "plan",
        "day": day,
        "session": session,
        "title": say.session_title(session),
        "on": date.fromisoformat(session["on"]),
        "open": [one for one in options if not one.why_not],
        "shut": [one for one in options if one.why_not],
        "key": form["key"],
    }
    return render(request, "plan/move.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
@of_the_day
def undo(request: HttpRequest, day: Day, event_id: uuid.UUID) -> HttpResponse:
    """Take a move back: the session stands where the planner would have put it."""
    key = services.part_key(event_id, "undo")
    if services.already_kept(day, uuid.UUID(key)):
        return redirect(f"{reverse('plan')}#week")
    if str(event_id) not in {one.event for one in moves_ahead(day)}:
        raise Http404
    if request.method == "POST":
        data = {"event": str(event_id)}
        services.keep(day, [{"id": key, "type": "withdrawn", "on": day.today.isoformat(), "data": data}])
        messages.success(request, _("Undone. The plan is as it was."))
    return redirect(f"{reverse('plan')}#week")


def moves_ahead(day: Day) -> list[Moved]:
    """The moves that the plan still speaks of: followed, or waiting for a day with room."""
    said = {
        (one["params"]["kind"], one["params"]["from_on"], one["params"]["to_on"]): one["text"]
        for one in day.decision["reasons"]
        if one["code"] in ("session_moved", "move_waits")
    }
    found = {}
    for event, data in day.log.of(SessionMoved):
        key = (data.kind, data.from_on.isoformat(), data.to_on.isoformat())
        if key in said:
            found[key] = Moved(event.id, said[key])
    return list(found.values())


def options_for(day: Day, session: Session) -> list[Option]:
    """Every other day of these seven, in order."""
    on = date.fromisoformat(session["on"])
    found = moving.choices([day.events], day.today, session["kind"], on)
    return [_option(day, _kind(session), one) for one in found]


def _option(day: Day, kind: str, choice: moving.Choice) -> Option:
    if choice.why_not is not None:
        return Option(choice.day, why_not=words.say(choice.why_not.code, choice.why_not.params, day.language))
    found = list(shifts(day.sessions(), [to_plain(one) for one in choice.week]))
    own = tuple(one for one in found if one.kind == kind)
    return Option(choice.day, own, tuple(one for one in found if one.kind != kind))


def shifts(was: Iterable[Session], becomes: Iterable[Session]) -> Iterator[Shift]:
    """What stands on another day, or is other, when one week becomes another: kind by kind, in order of the days."""
    before, after = _by_kind(was), _by_kind(becomes)
    for kind in dict.fromkeys((*before, *after)):
        these, those = before.get(kind, []), after.get(kind, [])
        for n in range(max(len(these), len(those))):
            one = these[n] if n < len(these) else None
            other = those[n] if n < len(those) else None
            if _place(one) != _place(other):
                yield Shift(kind, _title(one, other), _when(one), _when(other))


def _by_kind(week: Iterable[Session]) -> dict[str, list[Session]]:
    found: dict[str, list[Session]] = {}
    for one in week:
        found.setdefault(_kind(one), []).append(one)
    return found


def _kind(session: Session) -> str:
    kind = str(session["kind"])
    return KIND_OF.get(kind, kind)


def _place(session: Session | None) -> tuple[str, str] | None:
    return (str(session["on"]), say.session_title(session)) if session is not None else None


def _title(one: Session | None, other: Session | None) -> str:
    """What it is; where the amount becomes other, both."""
    titles = dict.fromkeys(say.session_title(session) for session in (one, other) if session is not None)
    return _(" becomes ").join(titles)


def _when(session: Session | None) -> str:
    """The day of the week: of seven days each has its own."""
    return date_format(date.fromisoformat(str(session["on"])), "l") if session is not None else ""


def _movable(day: Day, session_id: str) -> Session:
    """A session of these seven days that is not done yet."""
    found = next((one for one in still_planned(day) if one["id"] == session_id), None)
    if found is None or found["kind"] == "test":
        raise Http404
    return found


def _fact(day: Day, session: Session, to: date, form: KeyedForm) -> dict[str, Any]:
    data = {"kind": _kind(session), "from_on": session["on"], "to_on": to.isoformat()}
    return {"id": str(form.fact_key()), "type": "session_moved", "on": day.today.isoformat(), "data": data}
