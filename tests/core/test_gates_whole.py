"""A gate and its criteria, whole: status, value, what is needed, who signed, and which rows are asked."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from opbouw.core.criteria import asked, criteria_of, holds, needed
from opbouw.core.decision import CriterionStatus
from opbouw.core.gates import gate_is_open, gate_status, offered, signed_tests, status_of
from opbouw.evidence import tables
from tests.core.cases import case_of, standing_on
from tests.core.making import Story

DAY = 30


def _story(injury: str = "pfp", **opened: Any) -> Story:
    return Story(injury, **{"side": "left", "severity": "limits_running", "named_by": "physio"} | opened)


def _status(story: Story, criterion: str, day: int = DAY, **more: Any) -> CriterionStatus:
    case, at = standing_on(story, day)
    return status_of(case, tables.criteria[criterion], replace(at, **more))


def _on(day: int) -> date:
    return Story("pfp").on(day)


def test_a_criterion_whole() -> None:
    story = _story()
    story.checks(28, DAY, pain_daily=1)
    row = tables.criteria["ls_daily_2"]
    assert _status(story, "ls_daily_2") == CriterionStatus(
        "ls_daily_2", "met", 1, 2, row.unit, _on(DAY), row.signable_by, row.source_id, row.blocking, None
    )


def test_a_value_that_is_too_high_is_not_yet_and_none_is_unknown() -> None:
    story = _story()
    story.checks(28, DAY, pain_daily=3)
    found = _status(story, "ls_daily_2")
    assert (found.status, found.value) == ("not_yet", 3)
    found = _status(_story(), "ls_daily_2")
    assert (found.status, found.value, found.on) == ("unknown", None, None)


# ---- signatures


SIGNED = next(
    one for one in tables.criteria.values() if one.kind == "test" and one.signable_by and one.holds_for("pfp")
)


def _signed(*words: dict[str, Any], row: Any = SIGNED, **at: Any) -> str | None:
    story = _story()
    for word in words:
        data = {"role": "physio", "decision": "sign", "gate": row.id, "day": DAY - 1} | word
        story.add("guide_decided", data.pop("day"), **data)
    return _status(story, row.id, **{"tests_from": _on(0)} | at).signed_by


def test_who_signs_and_for_how_long() -> None:
    assert "physio" in SIGNED.signable_by
    assert "trainer" not in SIGNED.signable_by
    assert _signed({}) == "physio"
    assert _signed({"role": "doctor"}) == "doctor"
    assert _signed({"role": "trainer"}) is None
    assert _signed({"gate": SIGNED.gate}) == "physio"
    assert _signed({"gate": "rest_loosen"}) is None
    assert _signed({"day": DAY - SIGNED.valid_days}) == "physio"
    assert _signed({"day": DAY - SIGNED.valid_days - 1}) is None
    assert _signed({"decision": "cap", "cap": 9}) is None
    assert _signed({"day": DAY}) == "physio"


@pytest.mark.parametrize("no", ["hold", "wait", "refuse"])
def test_a_later_no_undoes_a_signature_and_a_later_yes_a_no(no: str) -> None:
    assert _signed({"day": DAY - 2}, {"decision": no}) is None
    assert _signed({"day": DAY - 2, "decision": no}, {}) == "physio"
    assert _signed({"day": DAY - 2}, {"decision": no, "gate": "rest_loosen"}) == "physio"


def test_a_test_is_signed_since_the_last_flare_and_a_cause_at_any_time() -> None:
    assert _signed({"day": DAY - 2}, tests_from=_on(DAY - 2)) == "physio"
    assert _signed({"day": DAY - 2}, tests_from=_on(DAY - 1)) is None
    cause = next(
        one for one in tables.criteria.values() if one.kind == "cause" and one.signable_by and one.holds_for("pfp")
    )
    role = cause.signable_by[0]
    assert _signed({"day": DAY - 2, "role": role}, row=cause, tests_from=_on(DAY - 1)) == role


def test_a_signed_criterion_is_met_and_says_by_whom() -> None:
    story = _story()
    story.add("guide_decided", DAY - 1, role="physio", decision="sign", gate=SIGNED.id)
    case, at = standing_on(story, DAY)
    at = replace(at, tests_from=_on(0))
    found = status_of(case, SIGNED, at)
    assert (found.status, found.value, found.signed_by) == ("met", None, "physio")
    assert SIGNED.id in signed_tests(case, SIGNED.gate, at)
    unsigned, later = standing_on(_story(), DAY)
    assert signed_tests(unsigned, SIGNED.gate, later) == ()


def test_nothing_that_may_not_be_signed_is_signed() -> None:
    row = tables.criteria["ls_daily_2"]
    assert row.signable_by == ()
    story = _story()
    story.add("guide_decided", DAY - 1, role="doctor", decision="sign", gate="ls_daily_2")
    assert _status(story, "ls_daily_2").status == "unknown"


# ---- a gate


def _calm() -> Story:
    story = _story()
    story.screen(DAY - 1)
    story.checks(DAY - 9, DAY)
    return story


def test_a_gate_whole_in_the_order_of_the_table() -> None:
    case, at = standing_on(_calm(), DAY, "loosen")
    found = gate_status(case, "loosen_strengthen", at)
    assert (found.start, found.to, found.open) == ("loosen", "strengthen", True)
    order = [one for one in tables.criteria if tables.criteria[one].gate == "loosen_strengthen"]
    ids = [one.id for one in found.criteria]
    assert ids == [one for one in order if one in ids]
    assert len(ids) > 1
    assert gate_is_open(case, "loosen_strengthen", at)


def test_a_criterion_that_is_not_met_keeps_its_gate_shut() -> None:
    story = _calm()
    story.check(DAY, pain_daily=5)
    case, at = standing_on(story, DAY, "loosen")
    assert not gate_status(case, "loosen_strengthen", at).open
    assert not gate_is_open(case, "loosen_strengthen", at)


def test_a_guide_who_holds_a_gate_keeps_it_shut() -> None:
    story = _calm()
    story.add("guide_decided", DAY, role="trainer", decision="hold", gate="loosen_strengthen")
    case, at = standing_on(story, DAY, "loosen")
    assert not gate_status(case, "loosen_strengthen", at).open
    assert not gate_is_open(case, "loosen_strengthen", at)
    assert gate_is_open(case, "rest_loosen", at)


# ---- what must be met before a test is offered


def test_a_test_is_offered_when_what_it_requires_is_met() -> None:
    hop = next(one for one in tables.criteria.values() if one.kind == "test" and one.requires)
    case, at = standing_on(_story(), DAY)
    assert not offered(case, hop, at)
    free = replace(hop, requires=(), requires_any=(), requires_no=())
    assert offered(case, free, at)
    calm, standing = standing_on(_calm(), DAY)
    assert offered(calm, replace(free, requires=("ls_daily_2",)), standing)
    assert not offered(case, replace(free, requires=("ls_daily_2",)), at)
    assert not offered(calm, replace(free, requires=("ls_daily_2", hop.requires[0])), standing)


def test_of_requires_any_one_is_enough_and_rows_of_other_injuries_ask_nothing() -> None:
    row = replace(SIGNED, requires=(), requires_no=())
    other = next(one.id for one in tables.criteria.values() if not one.holds_for("pfp"))
    calm, at = standing_on(_calm(), DAY)
    bare, bare_at = standing_on(_story(), DAY)
    either = replace(row, requires_any=("ls_daily_2", SIGNED.id))
    assert offered(calm, either, at)
    assert not offered(bare, either, bare_at)
    assert offered(bare, replace(row, requires_any=(other,)), bare_at)


def test_warning_signs_that_must_be_no_are_no() -> None:
    row = replace(SIGNED, requires=(), requires_any=(), requires_no=("rf_night_pain", "rf_chest"))

    def may(**answers: str) -> bool:
        story = _story()
        if answers:
            story.screen(DAY - 1, **answers)
        case, at = standing_on(story, DAY)
        return offered(case, row, at)

    assert may(rf_chest="no")
    assert not may()
    assert not may(rf_chest="unknown")
    assert not may(rf_night_pain="yes")


# ---- which rows, and how much


def test_days_come_first_among_the_criteria_of_a_gate() -> None:
    rows = criteria_of("rest_loosen", "pfp")
    kinds = [row.kind == "days" for row in rows]
    assert kinds == sorted(kinds, reverse=True)
    assert True in kinds
    assert all(row.gate == "rest_loosen" and row.holds_for("pfp") for row in rows)


@pytest.mark.parametrize(("side", "compared"), [("left", True), ("right", True), ("both", False), (None, False)])
def test_left_is_held_against_right_only_where_one_side_is_sore(side: str | None, compared: bool) -> None:
    case = case_of(_story("achilles_midportion", side=side), DAY)
    rows = asked(case, "strengthen_rebuild")
    numbers = {row.test for row in rows if row.kind == "test" and row.against != "other_side_pct"}
    against = [row for row in rows if row.against == "other_side_pct" and row.test in numbers]
    assert bool(against) is compared


def test_of_two_sore_sides_the_number_that_only_advised_now_blocks() -> None:
    one = {row.id: row for row in criteria_of("strengthen_rebuild", "achilles_midportion")}
    two = {row.id: row for row in asked(case_of(_story("achilles_midportion", side=None), DAY), "strengthen_rebuild")}
    compared = {row.test for row in one.values() if row.blocking and row.against == "other_side_pct"}
    for name, row in two.items():
        numbered = row.kind == "test" and row.against != "other_side_pct" and row.test in compared
        assert row.blocking is (True if numbered else one[name].blocking)


def test_run_free_days_are_never_fewer_than_tissue_and_severity_ask() -> None:
    row = next(
        one
        for one in tables.criteria.values()
        if one.gate == "strengthen_rebuild" and one.check == "days_since_last_run" and one.holds_for("pfp")
    )
    case = case_of(_story(), DAY)
    least = float((row.value_by_severity or {}).get("moderate", row.value))
    assert needed(case, row) == max(7.0, least)
    assert needed(case, replace(row, value=99, value_by_severity=None)) == 99
    assert needed(case, replace(row, value=1, value_by_severity=None)) == 7
    assert needed(case, replace(row, check="other", value=1, value_by_severity={"moderate": 4})) == 4
    assert needed(case, replace(row, gate="rest_loosen", value=3, value_by_severity=None)) == 3


def test_a_recurrence_asks_half_as_many_days_again_rounded_up() -> None:
    case = case_of(_story(recurrence=True), DAY)
    row = replace(tables.criteria["rl_min_days_calm"], gate="rest_loosen", value=3, value_by_severity=None)
    assert row.check == "days_since_last_run"
    assert tables.param("recurrence").value["runfree_days_factor"] == 1.5
    assert needed(case, row) == 5
    assert needed(case, replace(row, check="pain_daily")) == 3


@pytest.mark.parametrize(
    ("op", "met"),
    [("<=", [True, True, False]), (">=", [False, True, True]), ("==", [False, True, False])],
)
def test_a_value_meets_its_comparison(op: str, met: list[bool]) -> None:
    assert [holds(value, op, 2.0) for value in (1.0, 2.0, 3.0)] == met


def test_a_criterion_met_by_a_result_is_signed_by_nobody() -> None:
    story = _story()
    story.test(DAY - 1, "single_leg_squat", 12, sides=True)
    assert _status(story, "sr_sls", tests_from=_on(0)).status == "met"
    story.add("guide_decided", DAY - 1, role="physio", decision="sign", gate="sr_sls")
    found = _status(story, "sr_sls", tests_from=_on(0))
    assert (found.status, found.value, found.signed_by) == ("met", 12, None)


# ---- two sore sides


@pytest.mark.parametrize(
    ("injury", "compared", "numbers"),
    [
        # a number of its own takes the place of the other side, also where it only advises for one sore side
        ("low_back_pain", {"sr_bridge_sym", "sr_sideplank"}, {"sr_bridge": True, "sr_sideplank_60": False}),
        ("itbs", {"sr_sideplank"}, {"sr_sideplank_60": False}),
        # where there is no number the sides are still compared
        ("patellar_tendinopathy", {"sr_sls_sym"}, {"sr_sls": True, "sr_hop_dist": True}),
        ("achilles_midportion", {"sr_heel_other"}, {"sr_heel_norm": True, "sr_heel_bent": True, "sr_knee_wall": True}),
    ],
)
def test_with_two_sore_sides_each_leg_reaches_the_number(
    injury: str, compared: set[str], numbers: dict[str, bool]
) -> None:
    gate = "strengthen_rebuild"
    one = {row.id: row for row in asked(case_of(_story(injury), DAY), gate)}
    both = {row.id: row for row in asked(case_of(_story(injury, side="both"), DAY), gate)}
    assert one.keys() - both.keys() == compared
    assert {name: one[name].blocking for name in numbers} == numbers
    assert all(both[name].blocking for name in numbers)
    left = both.keys() - numbers.keys()
    assert {name: both[name] for name in left} == {name: one[name] for name in left}, "the others stay as they were"


def test_with_two_sore_sides_a_row_that_only_advises_and_is_compared_with_nothing_goes_on_advising() -> None:
    rows = {row.id: row for row in asked(case_of(_story("mtss", side="both"), DAY), "strengthen_rebuild")}
    assert not rows["sr_clearance_advice"].blocking
    assert rows["sr_heel_norm"].blocking
