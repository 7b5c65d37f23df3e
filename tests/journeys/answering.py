"""How a virtual runner answers what a decision asks: signs, tests, causes, and a visit to a professional."""

from __future__ import annotations

from random import Random
from typing import Any

from opbouw.core.decision import Decision, Question
from opbouw.core.flags import questions_for
from opbouw.evidence import tables
from tests.journeys.body import Body
from tests.journeys.runners import Style
from tests.journeys.writing import Writer
from tests.scenarios.faithful import GOOD_RESULT, TWO_SIDED

SCOPES = ("movement", "strength", "impact", "running")
SEES_SOMEONE = 0.25  # chance a day to see whom the plan asks to see
ANSWERS_PROPOSAL = 0.7
TESTS_AGAIN = 0.4  # chance a day to do a test that is asked
HEALED_FROM_DAY = 50
CHECKS = {row.check for row in tables.criteria.values() if row.kind == "check"}


def first_screening(writer: Writer, injury: str, spot: str | None, style: Style, dice: Random) -> None:
    """The questions of the first day; some are skipped or not known by some runners."""
    asked = questions_for(tables.injuries[injury], spot)
    answers = {flag: _sign(style, dice) for flag in asked if dice.random() >= style.leaves_out / 4}
    writer.write("screened", 0, {"answers": answers, "why": "first"})


def _sign(style: Style, dice: Random) -> str:
    thrown = dice.random()
    return "unknown" if thrown < style.unknown_signs / 4 else "yes" if thrown > 1 - style.yes_signs else "no"


def answer(writer: Writer, day: int, decision: Decision, body: Body, style: Style, dice: Random) -> None:
    """Answer what today's decision asks, as far as this runner does."""
    injury, asked = decision.injury, {one.id for one in decision.questions}
    signs = asked & set(tables.red_flags)
    if (signs or "screening" in asked) and dice.random() >= style.skips:
        spot = None if not signs else next(iter(tables.injuries[injury].body_regions))
        every = questions_for(tables.injuries[injury], spot)
        answers = {flag: _asked_sign(flag, body, style, dice) for flag in sorted({*every, *signs})}
        writer.write("screened", day, {"answers": answers, "why": "asked"})
    if decision.proposal is not None and dice.random() < ANSWERS_PROPOSAL:
        said = {"proposal": decision.proposal.id, "answer": dice.choice(["agree", "agree", "less", "decline", "undo"])}
        writer.write("proposal_answered", day, said)
    if "causes" in asked and dice.random() < TESTS_AGAIN:
        writer.write("causes_reviewed", day, {"outcome": "none_found", "with": "doctor"}, role="doctor")
    for one in decision.questions:
        if one.id == "clearance" and dice.random() < SEES_SOMEONE:
            _see_someone(writer, day, decision, one, dice)
            break
        if one.id == "signature":
            writer.write("guide_decided", day, {"decision": "sign", "gate": one.about}, role="physio")
    for name in sorted(asked):
        if (name in tables.readiness_tests or name in CHECKS) and dice.random() < TESTS_AGAIN:
            _test(writer, day, name, body)


def _asked_sign(flag: str, body: Body, style: Style, dice: Random) -> str:
    return "yes" if flag == "rf_night_pain" and body.irritation > 6 and dice.random() < 0.3 else _sign(style, dice)


def _test(writer: Writer, day: int, name: str, body: Body) -> None:
    good, pain = float(GOOD_RESULT.get(name, 0)), body.felt(body.irritation - 1.5)
    value = good if body.irritation < 3 else good / 2
    if good == 0:
        value = pain if name != "bone_palpation" else float(pain > 0)
    for side in ("left", "right") if name in TWO_SIDED else ("none",):
        writer.write("tested", day, {"test": name, "value": value, "pain": pain, "side": side})


def _see_someone(writer: Writer, day: int, decision: Decision, asked: Question, dice: Random) -> None:
    """A visit: who looks, and what is allowed from then on."""
    bone = tables.injuries[decision.injury].tissue == "bone"
    healed = day >= HEALED_FROM_DAY or not bone
    data: dict[str, Any] = {
        "injury": decision.injury,
        "seen_by": "doctor" if bone or dice.random() < 0.7 else "physio",
        "scope": list(SCOPES if healed else SCOPES[:2]),
        "imaging": "healed" if healed else "none",
        "flags": list(decision.open_flags),
    }
    if dice.random() < 0.1:
        data["max_run_min"] = dice.choice([1, 5, 20])
    if dice.random() < 0.1:
        data["not_before"] = writer.on(day + dice.randint(1, 20)).isoformat()
    if dice.random() < 0.15:
        data |= {"modalities": ["alterg"], "body_weight_pct_max": 60}
    if dice.random() < 0.1:
        data["valid_until"] = writer.on(day + dice.randint(3, 60)).isoformat()
    role = dice.choice(["runner", "runner", "doctor", "trainer"])
    writer.write("cleared", day, data, role=role)
