"""Invariants 2 and 3: a worse answer never gives more, and no answer never more than the best one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from opbouw.core.decision import Refusal
from opbouw.core.events import ProfileSet
from opbouw.evidence import tables
from tests.core.making import CALM, codes
from tests.properties.breaking import Log, gives_more, holds
from tests.properties.following import answer, known_by
from tests.properties.lives import Life
from tests.properties.pairs import (
    CHECK_IN,
    OPENING,
    RUN,
    added,
    later,
    never_more,
    one_event,
    opening_answer,
    unknown_answer,
    unknown_opening,
    without,
    worse_answer,
)
from tests.properties.registry import proved

for name, scale in CHECK_IN.items():
    proved(f"worse {name} in a check-in never gives more")(worse_answer("checked_in", name, scale))
for name, scale in RUN.items():
    proved(f"worse {name} of a run never gives more")(worse_answer("session_done", name, scale))
for name, scale in OPENING.items():
    proved(f"worse {name} at the beginning never gives more")(opening_answer(name, scale))
proved("an unknown answer in a check-in never gives more than the best")(unknown_answer("checked_in", CHECK_IN))
proved("an unknown answer of a run never gives more than the best")(unknown_answer("session_done", RUN))
proved("an unknown answer at the beginning never gives more than the best")(unknown_opening(OPENING))


@proved("a check-in that is left out never gives more than a calm one")
def left_out(life: Life, data: st.DataObject) -> None:
    log, event = one_event(life, data, "checked_in")
    day = later(event, life, data)
    best: dict[str, Any] = dict(CALM) | {"new_spot": None, "other_spots": None, "painkiller": None, "spot": None}
    best |= {"sleep_h": None, "energy": None, "stiffness_spread": None}

    def check(one: Log) -> str | None:
        calm = tuple(replace(e, data=replace(e.data, **best)) if e.id == event.id else e for e in one)
        return gives_more(without(one, event), calm, day)

    holds(log, check)


def _sign(life: Life, data: st.DataObject, worse: str, better: str) -> None:
    """One answer of a screening, told worse and told better."""
    event = data.draw(st.sampled_from([one for one in life.log if one.type == "screened"]))
    flag = data.draw(st.sampled_from(sorted(event.data.answers) or list(tables.red_flags)))
    answers = dict(event.data.answers)
    day = max(event.on, life.today - timedelta(days=data.draw(st.integers(0, 10))))
    never_more(life.log, event, day, {"answers": answers | {flag: worse}}, {"answers": answers | {flag: better}})


@proved("an unknown answer to a warning sign never gives more than no")
def unknown_sign(life: Life, data: st.DataObject) -> None:
    _sign(life, data, "unknown", "no")


@proved("a yes to a warning sign never gives more than an unknown")
def yes_sign(life: Life, data: st.DataObject) -> None:
    _sign(life, data, "yes", "unknown")


@proved("a screening that is left out never gives more than one of only no")
def no_screening(life: Life, data: st.DataObject) -> None:
    screenings = [one for one in life.log if one.type == "screened"]
    event = data.draw(st.sampled_from(screenings))
    fine = {"answers": dict.fromkeys(event.data.answers, "no"), "why": "asked"}
    day = max(event.on, life.today - timedelta(days=data.draw(st.integers(0, 20))))

    def check(one: Log) -> str | None:
        good = tuple(replace(e, data=replace(e.data, **fine)) if e.id == event.id else e for e in one)
        return gives_more(without(one, event), good, day)

    holds(life.log, check)


@proved("a test that is left out never gives more than a good one")
def no_test(life: Life, data: st.DataObject) -> None:
    tests = [one for one in life.log if one.type == "tested" and one.data.pain == 0]
    assume(tests)
    event = data.draw(st.sampled_from(tests))
    day = max(event.on, life.today - timedelta(days=data.draw(st.integers(0, 20))))
    best = 0.0 if event.data.value == 0 else 100.0
    good = {"value": best, "pain": 0.0}

    def check(one: Log) -> str | None:
        same = [e.id for e in one if e.type == "tested" and e.data.test == event.data.test]
        fine = tuple(replace(e, data=replace(e.data, **good)) if e.id in same else e for e in one)
        free = answer(known_by(fine, day), day)
        if isinstance(free, Refusal) or any(code == "bone_stop" or code.startswith("back_") for code in codes(free)):
            return None  # who came further had more to fall back from; where it went wrong is no gain to compare with
        return gives_more(without(fine, event), fine, day)

    holds(life.log, check)


@proved("more pain in a test never gives more")
def sore_test(life: Life, data: st.DataObject) -> None:
    tests = [one for one in life.log if one.type == "tested"]
    assume(tests)
    event = data.draw(st.sampled_from(tests))
    low = data.draw(st.sampled_from([0.0, 1.0, 3.0]))
    day = max(event.on, life.today - timedelta(days=data.draw(st.integers(0, 20))))
    never_more(life.log, event, day, {"pain": low + data.draw(st.sampled_from([1.0, 4.0]))}, {"pain": low})


@proved("more pain in cross-training or strength work never gives more running")
def sore_work(life: Life, data: st.DataObject) -> None:
    kind, modality = data.draw(st.sampled_from([("cross", "cycling"), ("strength", None), ("walk", "walking")]))
    log, event = added(
        life, data, "session_done", {"kind": kind, "modality": modality, "minutes": 30, "pain_during": 0}
    )
    never_more(log, event, later(event, life, data), {"pain_during": data.draw(st.sampled_from([2.0, 8.0]))}, {})


@proved("a pregnancy or a birth never gives more")
def pregnant(life: Life, data: st.DataObject) -> None:
    log, event = added(life, data, "profile_set", {"pregnant_or_postpartum": True})
    assert isinstance(event.data, ProfileSet)
    day = later(event, life, data)
    holds(log, lambda one: gives_more(one, without(one, event), day))
