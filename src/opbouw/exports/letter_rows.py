"""The rows of the letter in words: one short text for each thing a professional wants to know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from textwrap import shorten
from typing import Any, NamedTuple

from opbouw.core.events import Cleared
from opbouw.core.referral import REFERRALS
from opbouw.evidence import tables
from opbouw.exports.letter import LetterFacts, Week
from opbouw.exports.letter_texts import Said
from opbouw.exports.letter_why import Why
from opbouw.words import name
from opbouw.words.fill import list_of, lower_first

WHOLE_QUESTIONS = 4  # more signs than these are told by their short names: every one is named, on one page
LONGEST_NOTE, LONGEST_NAME = 240, 60
WINDOWS = {"third_flare": "flare_window_days", "bone_second_stop": "bone_second_stop_window_days"}
FLUORO = "rf_fluoro"


class Row(NamedTuple):
    """A heading and what is told under it, in lines."""

    label: str
    lines: tuple[str, ...]


def rows_of(facts: LetterFacts, said: Said) -> tuple[Row, ...]:
    """Place, since, pain, standing, signs, training: the fixed order of the letter, up to the tables."""
    return (
        _row(said("place"), _place(facts, said)),
        _row(said("since"), _joined(_since(facts, said))),
        _row(said("named"), _named(facts, said)),
        _row(said("pain"), _pain(facts, said)),
        _row(said("standing"), _joined(_standing(facts, said))),
        _row(said("sign"), *_signs(facts, said)),
        _row(said("training"), _joined(_training(facts, said))),
    )


def more_rows(facts: LetterFacts, said: Said) -> tuple[Row, ...]:
    """What follows the tables: earlier visits, what else was told, and how the plan stands."""
    seen = [seen_words(on, data, said) for on, data in facts.seen]
    return (
        _row(said("earlier"), *(seen or [said("seen_none")])),
        _row(said("also"), *_also(facts, said)),
        _row(said("plan"), _joined(_plan(facts, said))),
    )


def _row(label: str, *lines: str) -> Row:
    return Row(label, tuple(f"{line[:1].upper()}{line[1:]}" for line in lines))


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(part for part in parts if part)


def clipped(text: str, width: int = LONGEST_NOTE) -> str:
    """A runner's own words on one line, cut between words where they are long."""
    flat = " ".join(text.split())
    if len(flat) <= width:
        return flat
    return shorten(flat, width, placeholder=" …") if " " in flat[:width] else f"{flat[:width]} …"


def _place(facts: LetterFacts, said: Said) -> str:
    place = name("region", facts.start.spot or "unknown", said.lang)
    keys = {"left": "place_left", "right": "place_right", "both": "place_both", None: "side_unknown"}
    key = keys.get(facts.start.side)
    return said(key, place=place) if key else place


def _since(facts: LetterFacts, said: Said) -> Iterator[str]:
    start = facts.start
    yield said("since_told", on=start.onset_on, days=(facts.on - start.onset_on).days)
    if start.course:
        yield name("course", start.course, said.lang)
    if start.pain_starts_min is not None:
        yield said("pain_starts", minutes=start.pain_starts_min)
    if start.recurrence:
        yield said("again")


def _named(facts: LetterFacts, said: Said) -> str:
    """A name is always told with who gave it; Opbouw concludes none."""
    by, plain = facts.start.named_by, name("injury", facts.injury.id, said.lang)
    if by in (None, "self"):
        return said("named_self" if by else "named_unknown", name=plain)
    return said("named_by", name=f"{plain} – {name('injury_name', facts.injury.id, said.lang)}", who=_role(by, said))


def _role(role: str, said: Said) -> str:
    return name("role", role, said.lang)


def _pain(facts: LetterFacts, said: Said) -> str:
    if not facts.days:
        return said("pain_none")
    last = facts.days[-1]
    told = (("at_rest", last.pain_rest), ("daily", last.pain_daily), ("first_steps", last.pain_morning))
    parts = [said(key, value=value) for key, value in told if value is not None]
    parts += [said("stiff", minutes=last.stiffness_min)] if last.stiffness_min is not None else []
    parts += [said("night" if last.night_pain else "night_no")] if last.night_pain is not None else []
    return said("pain_told", parts=", ".join(parts), on=last.on) if parts else said("pain_none")


def _standing(facts: LetterFacts, said: Said) -> Iterator[str]:
    if facts.start.severity:
        yield said("at_start", severity=name("severity", facts.start.severity, said.lang))
    told = [day for day in facts.days if day.limping is not None]
    yield said("limp_yes" if told[-1].limping else "limp_no", on=told[-1].on) if told else said("limp_unknown")


def _signs(facts: LetterFacts, said: Said) -> Iterator[str]:
    """What asks for a professional, each with its answer and its day; then what the other questions brought."""
    signs = [why for why in facts.whys if why.kind in ("sign", "unknown")]
    whole = [why for why in facts.whys if why not in signs[WHOLE_QUESTIONS:]]
    yield from (_why(why, facts, said) for why in whole)
    for kind, key in (("sign", "why_more"), ("unknown", "why_more_unknown")):
        more = [name("flag_short", str(why.about), said.lang) for why in signs[WHOLE_QUESTIONS:] if why.kind == kind]
        if more:
            yield said(key, signs="; ".join(more))
    if facts.screened_on is None:
        yield said("screened_never")
    elif facts.not_known:
        open_ones = "; ".join(name("flag_short", flag, said.lang) for flag in facts.not_known)
        yield said("screened", no=facts.answered_no, signs=open_ones, on=facts.screened_on)
    elif facts.answered_no:
        said_no = "screened_all" if facts.answered_no > 1 else "screened_one"
        yield said(said_no, no=facts.answered_no, on=facts.screened_on)


def _why(why: Why, facts: LetterFacts, said: Said) -> str:
    lang, about = said.lang, str(why.about)
    if why.kind in ("sign", "unknown"):
        question = name("flag_question", about, lang)
        by = _role(why.by or "runner", said)
        return said(f"why_{why.kind}", question=question, on=why.since, **({"by": by} if why.kind == "sign" else {}))
    if why.kind in WINDOWS:
        window = int(tables.param(WINDOWS[why.kind]).value)
        return said(f"why_{why.kind}", days=window, on=said.days(why.days))
    if why.kind in ("clearance", "signature"):
        return said(f"why_{why.kind}", about=lower_first(name("criterion", about, lang)))
    on: dict[str, Any] = {"on": why.since}
    if why.kind in REFERRALS or why.kind == "ill_lasts":
        return said(f"why_{why.kind}", **on)
    params: dict[str, dict[str, Any]] = {
        "review": on | {"days": _no_progress_days(facts)},
        "bone_stop": on,
        "pregnant": {},
    }
    return said(f"why_{why.kind}", **params.get(why.kind, {"injury": name("injury", facts.injury.id, lang)}))


def _no_progress_days(facts: LetterFacts) -> int:
    """Days without a step after which the plan asks for a review, by tissue."""
    days = tables.param("no_progress_days").value
    return int(days.get("mtss" if facts.injury.id == "mtss" else facts.injury.tissue, days["other"]))


def _training(facts: LetterFacts, said: Said) -> Iterator[str]:
    if any(week.minutes is not None for week in facts.weeks):
        yield said("weeks", minutes=", ".join(_minutes(week, said) for week in facts.weeks))
    else:
        yield said("weeks_unknown")
    old = facts.old_level
    parts = [
        said("km_a_week", km=old.weekly_km) if old and old.weekly_km is not None else "",
        said("runs_a_week", runs=old.weekly_runs) if old and old.weekly_runs is not None else "",
        said("longest", km=old.longest_km) if old and old.longest_km is not None else "",
    ]
    if any(parts):
        yield said("old_level", parts=", ".join(part for part in parts if part))
    if facts.start.last_run_on is not None:
        yield said("last_run", on=facts.start.last_run_on)


def _minutes(week: Week, said: Said) -> str:
    if week.minutes is None:
        return said("answer_unknown")
    known = said.number(round(week.minutes))
    return said("and_more", minutes=known) if week.more else known


def seen_words(on: date, data: Cleared, said: Said) -> str:
    """One visit to a professional: who, when, what was allowed and said."""
    scope = list_of([said(f"scope_{one}") for one in data.scope or ()], said.lang)
    limits = [
        said("max_run", minutes=data.max_run_min) if data.max_run_min is not None else "",
        said(f"imaging_{data.imaging}") if data.imaging else "",
        said("until", on=data.valid_until) if data.valid_until is not None else "",
    ]
    words = (data.extra or {}).get("said")
    return said(
        "seen",
        on=data.seen_on or on,
        who=said(f"who_{data.seen_by}"),
        name=f" ({clipped(data.seen_name, LONGEST_NAME)})" if data.seen_name else "",
        scope=scope or said("nothing_yet" if data.scope is not None else "not_said"),
        limits="".join(f" {one}" for one in limits if one),
        said=f" {said('said', text=clipped(words))}" if isinstance(words, str) and words.strip() else "",
    )


def _also(facts: LetterFacts, said: Said) -> Iterator[str]:
    yield _joined([_painkillers(facts, said), _medicine(facts, said)])
    more = _joined([_pregnant(facts, said), *_spots(facts, said)])
    if more:
        yield more
    if facts.notes:
        yield " ".join(said("note", text=clipped(text), on=on) for on, text in facts.notes)


def _pregnant(facts: LetterFacts, said: Said) -> str:
    """Left out where the runner said to be a man and nothing else was told."""
    if facts.sex == "m" and not facts.pregnant:
        return ""
    return said({True: "pregnant_yes", False: "pregnant_no", None: "pregnant_unknown"}[facts.pregnant])


def _painkillers(facts: LetterFacts, said: Said) -> str:
    if facts.painkillers.days:
        return said("painkiller_days", days=said.days(facts.painkillers.days[-4:]))
    return said("painkiller_none" if facts.painkillers.asked else "painkiller_unknown")


def _medicine(facts: LetterFacts, said: Said) -> str:
    answer = facts.fluoro
    return said("medicine_fluoro", answer=said(f"answer_{answer}")) if answer else said("medicine")


def _spots(facts: LetterFacts, said: Said) -> Iterator[str]:
    for one in facts.other_spots:
        place = name("region", one.spot, said.lang) if one.spot in tables.regions else clipped(one.spot)
        yield said("other_spot", place=place, pain=said.number(one.pain), on=one.on)


def _plan(facts: LetterFacts, said: Said) -> Iterator[str]:
    decision = facts.decision
    verdict, phase = name("verdict", decision.verdict, said.lang), name("phase", decision.phase, said.lang)
    yield said("plan_verdict", verdict=verdict, phase=lower_first(phase), on=decision.phase_since)
    if decision.stage is not None:
        yield said("plan_stage", n=decision.stage.n, of=decision.stage.of)
    if facts.shut:
        since = facts.shut_since
        yield said(f"shut_{facts.shut}", on=since) if since else said(f"shut_{facts.shut}_now")
    kinds = dict.fromkeys(one.modality or one.kind for one in decision.week if not one.run_minutes)
    if facts.shut and kinds:
        what = [lower_first(_work(one, said)) for one in kinds]
        yield said("still", what=list_of(what, said.lang))


def _work(one: str, said: Said) -> str:
    return name("modality", one, said.lang) if one in tables.modalities else name("session", one, said.lang)
