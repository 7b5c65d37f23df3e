"""Events in words: what was told or done, for Today and for the history."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from opbouw import words
from opbouw.core.events import (
    ActivityImported,
    AwaySet,
    BaselineSet,
    CauseJudged,
    CausesReviewed,
    CheckedIn,
    Cleared,
    EpisodeOpened,
    Event,
    GoalSet,
    Screened,
    SessionDone,
    SessionMoved,
    Tested,
)
from opbouw.evidence import tables
from opbouw.history.cause_texts import factor_name, factors
from opbouw.web.daily.day import language
from opbouw.web.daily.wording import capital, named
from opbouw.web.ui import say

VERDICTS = {
    "suspected": lazy("suspected"),
    "confirmed": lazy("confirmed"),
    "ruled_out": lazy("ruled out"),
    "dealt_with": lazy("dealt with"),
}
SCOPES = {
    "movement": lazy("moving without load"),
    "strength": lazy("strength work"),
    "impact": lazy("hopping and jumping"),
    "running": lazy("running"),
}


def title(event: Event) -> str:
    """What kind of fact it is."""
    if isinstance(event.data, SessionDone):
        return done_title(event.data)
    if isinstance(event.data, Tested):
        return test_name(event.data.test)
    return capital(named("event", event.type))


def detail(event: Event) -> str:
    """What it said, in one line."""
    found = DETAILS.get(type(event.data))
    return found(event.data) if found else ""


def done_title(data: SessionDone) -> str:
    """A session as it was done: what, and how long."""
    minutes = data.run_minutes if data.kind == "run" and data.run_minutes is not None else data.minutes
    return say.session_title({"kind": data.kind, "modality": data.modality, "minutes": minutes})


def done_detail(data: SessionDone) -> str:
    """What the body said."""
    parts = [
        _("pain %(n)s") % {"n": say.number(data.pain_during)} if data.pain_during is not None else "",
        _("after %(n)s") % {"n": say.number(data.pain_after)} if data.pain_after is not None else "",
        _("effort %(n)s") % {"n": say.number(data.effort_rpe)} if data.effort_rpe is not None else "",
        _("ran or walked differently") if data.gait_changed else "",
        _("sharp pain") if data.sharp_pain else "",
        _("stopped early") if data.stopped_early else "",
        _("painkiller before") if data.painkiller_8h else "",
    ]
    return ", ".join(part for part in parts if part)


def test_name(test: str) -> str:
    """A readiness test or check by its name."""
    row = tables.readiness_tests.get(test)
    if row is not None:
        return say.named(row)
    found = next((one for one in tables.criteria.values() if one.check == test), None)
    return say.in_language(found, "label") if found else test


def _checked_in(data: CheckedIn) -> str:
    pains = ((_("rest"), data.pain_rest), (_("daily"), data.pain_daily), (_("morning"), data.pain_morning))
    parts = [f"{word} {say.number(value)}" for word, value in pains if value is not None]
    parts += [_("stiff %(n)s min") % {"n": say.number(data.stiffness_min)}] if data.stiffness_min is not None else []
    signs = (
        (data.limping, _("limping")),
        (data.swelling == "more", _("swelling, more")),
        (data.swelling == "same", _("swelling, as before")),
        (data.night_pain, _("pain at night")),
        (data.new_spot, _("something new")),
        (data.ill == "unwell", _("not quite well")),
        (data.ill == "fever", _("fever")),
        (data.ill == "chest", _("chest complaints")),
    )
    parts += [word for holds, word in signs if holds]
    parts += [f"{_place(one.spot)} {say.number(one.pain)}" for one in data.other_spots or () if one.pain is not None]
    return ", ".join(parts)


def _place(spot: str) -> str:
    row = tables.regions.get(spot)
    return say.named(row) if row else spot


def _screened(data: Screened) -> str:
    yes = [flag for flag, said in data.answers.items() if said == "yes"]
    open_ones = [flag for flag, said in data.answers.items() if said == "unknown"]
    if not yes and not open_ones:
        return _("all answered with no")
    found = [say.in_language(tables.red_flags[flag], "question") for flag in yes if flag in tables.red_flags]
    parts = [_("yes: %(question)s") % {"question": question} for question in found]
    parts += [_("not known: %(count)s") % {"count": len(open_ones)}] if open_ones else []
    return " ".join(parts)


def _tested(data: Tested) -> str:
    side = named("side", data.side) if data.side in ("left", "right") else ""
    value = _value(data)
    pain = _("pain %(n)s") % {"n": say.number(data.pain)} if data.pain is not None else ""
    return ", ".join(part for part in (f"{side} {value}".strip(), pain) if part)


def _value(data: Tested) -> str:
    if data.value is None:
        return ""
    row = tables.readiness_tests.get(data.test)
    unit = row.unit if row else next((one.unit for one in tables.criteria.values() if one.check == data.test), "count")
    if unit == "bool":
        return _("yes") if data.value else _("no")
    return words.amount(data.value, unit, language())


def _judged(data: CauseJudged) -> str:
    name = factor_name(data.factor, "nl" if language() == "nl" else "en") if data.factor in factors() else data.factor
    return f"{name}: {VERDICTS[data.verdict]}"


def _reviewed(data: CausesReviewed) -> str:
    by = _("looked by %(who)s") % {"who": named("role", data.by_whom or "self")}
    return f"{_('clues found') if data.outcome == 'found' else _('nothing found')}, {by}"


def _cleared(data: Cleared) -> str:
    who = data.seen_name or capital(named("who", data.seen_by))
    allowed = ", ".join(str(SCOPES[one]) for one in data.scope or ())
    return _("%(who)s allows: %(what)s") % {"who": who, "what": allowed or _("nothing yet")}


def _opened(data: EpisodeOpened) -> str:
    row = tables.injury_texts.get(data.injury)
    text = say.in_language(row, "plain") if row else data.injury
    since = _("since %(day)s") % {"day": date_format(data.onset_on, "j F Y")}
    return f"{text}, {since}"


def _goal(data: GoalSet) -> str:
    parts = [named("goal", data.kind)]
    parts += [f"{say.number(data.distance_km)} km"] if data.distance_km is not None else []
    parts += [date_format(data.on, "j F Y")] if data.on is not None else []
    return ", ".join(parts)


def _away(data: AwaySet) -> str:
    return f"{date_format(data.start, 'j F')} – {date_format(data.to, 'j F')}"


def _moved(data: SessionMoved) -> str:
    said = {"what": say.session_title({"kind": data.kind}), "day": date_format(data.to_on, "j F")}
    return _("%(what)s to %(day)s") % said


def _old_level(data: BaselineSet) -> str:
    parts = [
        _("%(n)s km a week") % {"n": say.number(data.weekly_km)} if data.weekly_km is not None else "",
        _("%(n)s runs a week") % {"n": say.number(data.weekly_runs)} if data.weekly_runs is not None else "",
    ]
    return ", ".join(part for part in parts if part)


def _imported(data: Any) -> str:
    parts = [
        f"{say.number(data.distance_m / 1000)} km" if data.distance_m is not None else "",
        f"{say.number(data.seconds / 60, 0)} min" if data.seconds is not None else "",
    ]
    return ", ".join(part for part in parts if part)


DETAILS: Mapping[type, Callable[[Any], str]] = {
    CheckedIn: _checked_in,
    SessionDone: done_detail,
    Screened: _screened,
    Tested: _tested,
    CauseJudged: _judged,
    CausesReviewed: _reviewed,
    Cleared: _cleared,
    EpisodeOpened: _opened,
    GoalSet: _goal,
    AwaySet: _away,
    SessionMoved: _moved,
    BaselineSet: _old_level,
    ActivityImported: _imported,
}
