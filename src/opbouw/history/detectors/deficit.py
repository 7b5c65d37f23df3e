"""A weak or a stiff side, from the readiness tests: the sore side against the other, and against a number."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from opbouw.evidence.tables import tables
from opbouw.history.detectors.past import Past
from opbouw.history.finding import CANNOT_SEE, Clue, Finding, Value
from opbouw.history.params import on_line, param
from opbouw.history.tried import Tried


def strength_deficit(past: Past) -> Clue:
    """The strength tests of the log; the newest result of each, for that is what a plan can act on."""
    return _deficit(past, "strength")


def mobility_deficit(past: Past) -> Clue:
    """The tests of ankle and hamstring length of the log, as `strength_deficit`."""
    return _deficit(past, "mobility")


def _deficit(past: Past, kind: str) -> Clue:
    points, tests = param(f"{kind}_deficit_strength"), param(f"{kind}_tests")
    looked = [(one, part) for one in past.beside.tests if one.test in tests for part in _parts(one)]
    if not looked:
        return CANNOT_SEE
    found: list[Finding] = []
    against: list[Finding] = []
    strengths = [0.0]
    for one, (short, finding) in looked:
        strength = float(on_line(points, short)) * _weight(one, finding)
        (found if strength else against).append(finding)
        strengths.append(strength)
    behind = {one.test: one for one, (short, _) in looked if short > 0}
    against += [
        Finding("deficit_pain", {"test": one.test, "pain": one.pain or 0.0}) for one in behind.values() if _hurt(one)
    ]
    late = [one.on for one in behind.values() if one.on > past.onset]
    against += [Finding("deficit_after", {"on": min(late)})] if late else []
    return Clue(max(strengths), tuple(found), tuple(against))


def _weight(one: Tried, finding: Finding) -> float:
    """People differ more than their two legs do, and pain says less of strength."""
    own = 1.0 if finding.code == "deficit_side" else float(param("norm_deficit_factor"))
    return own * float(param("deficit_pain_factor")) if _hurt(one) else own


def _hurt(one: Tried) -> bool:
    """Pain ends a test as well as weakness does."""
    return one.pain is not None and one.pain > param("deficit_pain_max")


def _parts(one: Tried) -> Iterator[tuple[float, Finding]]:
    """How far it falls short of each thing it can be held against, as a share of what is asked, and in words."""
    about: dict[str, Value] = {"test": one.test, "on": one.on}
    if one.other is not None and one.other > 0:
        short = 1 - one.sore / one.other / (_side_percent().get(one.test, param("deficit_side_percent")) / 100)
        code = "deficit_side" if short > 0 else "deficit_equal"
        yield short, Finding(code, about | {"percent": round(100 * one.sore / one.other)})
    unit = tables.readiness_tests[one.test].unit
    sizes: dict[str, Value] = about | {"value": float(one.sore), "unit": unit}
    if one.usual is not None:
        short = 1 - one.sore / (one.usual * _norm_percent().get(one.test, 100) / 100)
        yield short, Finding("deficit_age" if short > 0 else "deficit_age_fits", sizes | {"needed": one.usual})
    number = _numbers().get(one.test)
    if number is not None:
        short = 1 - one.sore / number
        yield short, Finding("deficit_number" if short > 0 else "deficit_number_fits", sizes | {"needed": number})


@cache
def _side_percent() -> dict[str, float]:
    """What share of the other side the gates ask of each test; the least where injuries differ."""
    return _least("other_side_pct")


@cache
def _norm_percent() -> dict[str, float]:
    """What share of the median for age and sex the gates ask."""
    return _least("norm_pct")


@cache
def _numbers() -> dict[str, float]:
    """The least any gate asks of a test without norms, and the reach under which an ankle is stiff."""
    normed = {test for test, row in tables.readiness_tests.items() if any(one.median for one in row.norm)}
    asked = {test: number for test, number in _least("absolute").items() if test not in normed}
    return asked | {"knee_to_wall": float(param("knee_wall_stiff_cm"))}


def _least(against: str) -> dict[str, float]:
    rows = [one for one in tables.criteria.values() if one.test and one.against == against and one.op == ">="]
    return {row.test: min(one.value for one in rows if one.test == row.test) for row in rows if row.test}
