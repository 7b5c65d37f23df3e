"""Invariants 7 and 9: order, copies, writing, weeks and the fold change nothing."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from opbouw.core.decide import decide, decide_day
from opbouw.core.fold import Fold
from opbouw.core.serialize import decision_to_dict, dump_event, load_events
from opbouw.words import LANGUAGES, decision_in_words
from tests.properties.breaking import Log, holds
from tests.properties.following import answer, known_by
from tests.properties.lives import Life
from tests.properties.registry import proved


def plain(log: Log, day: date) -> str:
    """The whole answer as text."""
    return json.dumps(decision_to_dict(decide(log, day)), sort_keys=True, allow_nan=False)


def same(one: str, other: str) -> str | None:
    """Where two answers part; None when they are the same."""
    if one == other:
        return None
    at = next(n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return f"...{one[max(0, at - 60) : at + 60]}... is not ...{other[max(0, at - 60) : at + 60]}..."


@proved("the order of arrival changes nothing")
def order(life: Life, data: st.DataObject) -> None:
    dice = data.draw(st.randoms(use_true_random=False))

    def check(log: Log) -> str | None:
        mixed = list(log)
        dice.shuffle(mixed)
        return same(plain(tuple(mixed), life.today), plain(log, life.today))

    holds(life.log, check)


@proved("copies of events change nothing")
def copies(life: Life, data: st.DataObject) -> None:
    twice = data.draw(st.lists(st.integers(0, len(life.log) - 1), min_size=1, max_size=20))
    holds(
        life.log,
        lambda log: same(plain((*log, *(log[n % len(log)] for n in twice)), life.today), plain(log, life.today)),
    )


@proved("writing, reading and deciding changes nothing")
def written(life: Life, data: st.DataObject) -> None:
    def check(log: Log) -> str | None:
        read = tuple(load_events([dump_event(one) for one in log]))
        return (
            "an event reads back as another" if read != log else same(plain(read, life.today), plain(log, life.today))
        )

    holds(life.log, check)


@proved("the same instants written in another zone change nothing")
def zones(life: Life, data: st.DataObject) -> None:
    """Only where the date of the instant stays that of the runner: lateness is counted in the runner's own dates."""
    zone = timezone(timedelta(hours=data.draw(st.sampled_from([-3, 0, 2, 3]))))

    def check(log: Log) -> str | None:
        moved = tuple(replace(one, recorded_at=one.recorded_at.astimezone(zone)) for one in log)
        kept = all(one.recorded_at.date() == other.recorded_at.date() for one, other in zip(moved, log, strict=True))
        return same(plain(moved, life.today), plain(log, life.today)) if kept else None

    holds(life.log, check)


def shifted(value: Any, by: timedelta) -> Any:
    """A value of an event with every date in it moved."""
    if isinstance(value, (date, datetime)):
        return value + by
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: shifted(getattr(value, one.name), by) for one in fields(value)})
    return tuple(shifted(one, by) for one in value) if isinstance(value, tuple) else value


def moved_answer(log: Log, day: date, back: timedelta) -> str:
    """The answer with its dates moved back, and without the ids, which are made of dates."""
    return json.dumps(_undated(decision_to_dict(decide(log, day)), back), sort_keys=True)


def _undated(value: Any, back: timedelta) -> Any:
    if isinstance(value, dict):
        return {name: _undated(one, back) for name, one in value.items() if name != "id" or not _is_uuid(one)}
    if isinstance(value, list):
        return [_undated(one, back) for one in value]
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        return (date.fromisoformat(value) - back).isoformat()
    return value


def _is_uuid(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 36 and value.count("-") == 4


@proved("moving every date by whole weeks within a season moves the answer and no more")
def weeks(life: Life, data: st.DataObject) -> None:
    """The lives begin in March and end by June: twelve weeks on it is still no winter, and the same year."""
    assume(date(2026, 4, 1) <= life.today)
    by = timedelta(weeks=data.draw(st.integers(1, 12)))

    def check(whole: Log) -> str | None:
        log = tuple(
            one for one in whole if one.type != "proposal_answered"
        )  # names a proposal by an id made of its date
        later = tuple(shifted(one, by) for one in log)
        return same(moved_answer(later, life.today + by, by), moved_answer(log, life.today, timedelta()))

    holds(life.log, check)


@proved("a fold told day by day answers as the whole log at once")
def folded(life: Life, data: st.DataObject) -> None:
    days = sorted(data.draw(st.lists(st.integers(0, 20), min_size=1, max_size=4, unique=True)), reverse=True)
    back = [life.today - timedelta(days=n) for n in days]

    def check(log: Log) -> str | None:
        fold, told = Fold(), set[str]()
        for day in back:
            known = known_by(log, day)
            fold.tell(one for one in known if one.id not in told)
            told |= {one.id for one in known}
            if decide_day(fold, day) != decide(known, day):
                return f"{day}: {same(json.dumps(decision_to_dict(decide_day(fold, day))), plain(known, day))}"
        return None

    holds(life.log, check)


@proved("a fold told in any order, asked in between, answers as the whole log at once")
def folded_mixed(life: Life, data: st.DataObject) -> None:
    dice = data.draw(st.randoms(use_true_random=False))
    parts = data.draw(st.integers(2, 5))

    def check(log: Log) -> str | None:
        mixed = list(log)
        dice.shuffle(mixed)
        fold = Fold()
        for n in range(parts):
            part = mixed[n * len(mixed) // parts : (n + 1) * len(mixed) // parts]
            fold.tell(part)
            decide_day(fold, life.today - timedelta(days=dice.randrange(3)))
        return None if decide_day(fold, life.today) == decide(log, life.today) else "the fold answers otherwise"

    holds(life.log, check)


@proved("an answer that goes on from a milestone is that of the whole log at once")
def gone_on(life: Life, data: st.DataObject) -> None:
    day = life.today - timedelta(days=data.draw(st.integers(0, 20)))
    holds(
        life.log,
        lambda log: None if answer(known_by(log, day), day) == decide(known_by(log, day), day) else f"{day}: otherwise",
    )


@proved("asking another day in between changes no answer")
def asked_between(life: Life, data: st.DataObject) -> None:
    on = data.draw(st.integers(0, 30))

    def check(log: Log) -> str | None:
        fold = Fold(log)
        decide_day(fold, life.today + timedelta(days=on))
        return None if decide_day(fold, life.today) == decide(log, life.today) else "the fold answers otherwise"

    holds(life.log, check)


@proved("every whole decision is said in Dutch and English")
def said(life: Life, data: st.DataObject) -> None:
    day = life.today - timedelta(days=data.draw(st.integers(0, 20)))

    def check(log: Log) -> str | None:
        answer = decide(known_by(log, day), day)
        told = [decision_in_words(answer, lang)["reasons"] for lang in LANGUAGES]
        silent = [one["code"] for reasons in told for one in reasons if not one["text"] or "{" in one["text"]]
        codes = [[one["code"] for one in reasons] for reasons in told]
        return f"no words for {silent}" if silent or codes[0] != codes[1] else None

    holds(life.log, check)
