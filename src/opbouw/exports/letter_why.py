"""Why a letter is written: what asks for a professional, since when, and on which days it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from opbouw.core.case import Case
from opbouw.core.decision import Decision
from opbouw.core.events import Cleared, ProfileSet, Screened
from opbouw.core.illness import lasts
from opbouw.core.journey import Journey
from opbouw.core.log import Log
from opbouw.core.reasons import reason
from opbouw.core.referral import REFERRALS
from opbouw.core.walk import Day
from opbouw.evidence import tables

SHUTTING = frozenset({"sign", "third_flare", "bone_second_stop", "locked", "not_cleared", "pregnant", "unknown"})


@dataclass(frozen=True, slots=True)
class Why:
    """One thing that asks for a professional: its kind, what it is about, since when, and the days behind it."""

    kind: str
    about: str | None = None
    since: date | None = None
    by: str | None = None
    days: tuple[date, ...] = ()


def whys_of(case: Case, days: Sequence[Journey], decision: Decision) -> tuple[Why, ...]:
    """All that asks for somebody to look, the heaviest first; empty on a calm day.

    :param days: every day of the episode up to the day of the letter.
    """
    return tuple(_asking(case, days, decision)) or _ran(case, days[-1], decision)


def _asking(case: Case, days: Sequence[Journey], decision: Decision) -> Iterator[Why]:
    """What asks for somebody to look, the heaviest first; the same things the decision itself stands on."""
    walk, at = days[-1].walk, days[-1].at
    referred = dict(walk.referred)
    for flag in decision.open_flags:
        if flag in at.flags.open:
            since = _since(days, _is_open(flag))
            yield Why("sign", flag, since, _who_said(case.log, flag, since))
        elif flag == "rf_focal_bone":
            yield Why("bone_second_stop", flag, referred[flag], days=walk.bone_stops[-2:])
        else:
            yield Why("third_flare", flag, referred[flag], days=walk.step_backs[-3:])
    if at.locked:
        yield Why("locked", case.injury.id, _since(days, lambda day: day.locked))
    elif case.injury.locked_until_clearance and "running" not in at.allowed.scope:
        yield Why("not_cleared", case.injury.id, _last_seen(case))
    pregnant = any(one.about == "rf_pregnant" and one.id == "clearance" for one in decision.questions)
    if pregnant and "rf_pregnant" not in decision.open_flags:
        yield Why("pregnant", "rf_pregnant", _pregnant_since(case))
    for one in at.flags.pending:
        if one.id in decision.open_flags:
            continue
        yield Why("unknown", one.id, one.since)
    if walk.bone_stopped and walk.bone_stops and "rf_focal_bone" not in decision.open_flags:
        yield Why("bone_stop", None, walk.bone_stops[-1], days=walk.bone_stops[-1:])
    if walk.review_since is not None:
        yield from (
            Why("review" if code == "no_progress" else code, None, walk.review_since) for code in walk.review_for
        )
    days_ill = lasts(case, at.on)
    if days_ill:
        yield Why("ill_lasts", None, at.on - timedelta(days=days_ill - 1))
    yield from _at_gate(decision)


def _ran(case: Case, journey: Journey, decision: Decision) -> tuple[Why, ...]:
    """A run of an injury that a doctor should see first is a reason of its own."""
    run = journey.walk.waiting_for
    if decision.see is None or run is None:
        return ()
    return (Why("ran", case.injury.id, run.on),)


def _at_gate(decision: Decision) -> Iterator[Why]:
    for question in decision.questions:
        if question.about in tables.criteria and question.id in ("clearance", "signature"):
            yield Why(question.id, question.about)


def _is_open(flag: str) -> Callable[[Day], bool]:
    return lambda day: flag in day.flags.open


def _since(days: Sequence[Journey], holds: Callable[[Day], bool]) -> date:
    """The day from which something that holds today has held without a break."""
    since = days[-1].at.on
    for one in reversed(days):
        if not holds(one.at):
            break
        since = one.at.on
    return since


def _who_said(log: Log, flag: str, since: date) -> str | None:
    """Who wrote the yes down on the day the sign opened."""
    told = (e.by.role for e, data in log.of(Screened) if e.on == since and data.answers.get(flag) == "yes")
    return next(told, None)


def _last_seen(case: Case) -> date | None:
    return max((event.on for event, _ in case.log.of(Cleared)), default=None)


def _pregnant_since(case: Case) -> date | None:
    return max((e.on for e, data in case.log.of(ProfileSet) if data.pregnant_or_postpartum), default=None)


def shut_since(whys: Iterable[Why]) -> date | None:
    kinds = SHUTTING | {"bone_stop", "review", *REFERRALS}
    return min((why.since for why in whys if why.kind in kinds and why.since is not None), default=None)


def sources_of(whys: Iterable[Why]) -> tuple[str, ...]:
    """The sources of the rules behind what is asked, each once; what was worked out here has none."""
    rules = {"third_flare": "r_third_flare", "review": "r_no_progress", "ill_lasts": "r_illness"}
    found: list[str] = []
    for why in whys:
        if why.about in tables.red_flags and why.kind in ("sign", "unknown", "pregnant"):
            found += tables.red_flags[str(why.about)].source_id
        elif why.about in tables.injuries:
            found += tables.injuries[str(why.about)].source_id
        elif why.about in tables.criteria:
            found += tables.criteria[str(why.about)].source_id
        elif why.kind in REFERRALS:
            found += reason(f"refer_{why.kind}").source_ids
        else:
            found += tables.pain_rules[rules.get(why.kind, "r_bone_any_pain")].source_id
    return tuple(dict.fromkeys(one for one in found if one in tables.sources and one not in ("derived", "practice")))
