"""One table of ways between phases; the engine goes no other way."""

from itertools import pairwise

import pytest

from opbouw.core.decision import PHASES
from opbouw.core.transitions import EDGES, GATES, GUIDE_SHUTS, WORK, behind, destination, leads_from
from opbouw.evidence import tables
from opbouw.words import LANGUAGES
from opbouw.words.evidence import word
from tests.architecture.wording import forbidden, unkind
from tests.core.making import Story
from tests.scenarios.faithful import Faithful


def test_forward_goes_one_phase_at_a_time_through_its_gate() -> None:
    assert list(GATES.values()) == list(pairwise(PHASES))
    assert set(GATES) == {row.gate for row in tables.criteria.values()}


def test_every_other_edge_leads_back() -> None:
    for edge in EDGES.values():
        for start in edge.start:
            if not edge.forward and start != edge.to:
                assert PHASES.index(edge.to) < PHASES.index(start), edge.id


@pytest.mark.parametrize("edge", EDGES)
def test_every_edge_names_a_rule_that_stands_in_a_table(edge: str) -> None:
    row = EDGES[edge]
    known = {"gate": set(GATES), "param": set(tables.params), "pain_rule": set(tables.pain_rules)}
    assert row.rule in known[row.kind]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("edge", EDGES)
def test_every_edge_is_told_in_plain_and_careful_words(edge: str, lang: str) -> None:
    text = word("edge", edge, lang)
    assert forbidden(text, lang) == []
    assert unkind(text, lang) == []


def test_an_edge_that_the_table_does_not_have_is_named() -> None:
    with pytest.raises(KeyError, match="rest_pain does not start in loosen"):
        destination("rest_pain", "loosen")
    assert destination("rest_pain", "rebuild") == "loosen"
    assert not leads_from("silence_restart", "strengthen")


def test_a_guide_can_shut_every_gate() -> None:
    assert set(GUIDE_SHUTS) == set(GATES)
    for gate, (start, _) in GATES.items():
        for phase in PHASES:
            assert leads_from(GUIDE_SHUTS[gate], phase) == behind(gate, phase)
            if behind(gate, phase):
                assert destination(GUIDE_SHUTS[gate], phase) == start


def test_what_began_in_a_phase_goes_on_in_the_next() -> None:
    """Loosening goes on until the return, strength in rebuilding and for good as upkeep, cross-training everywhere."""
    for before, after in pairwise(PHASES):
        assert WORK[before] - {"mobility"} <= WORK[after]
        assert after == "keep_running" or WORK[before] <= WORK[after]
    assert "run" not in WORK["strengthen"]


def test_no_two_days_of_a_life_are_joined_by_a_way_that_is_not_in_the_table() -> None:
    life = Faithful("pfp").live(60)
    ways = {(one.phase, two.phase) for one, two in pairwise(life.days)}
    known = {(start, edge.to) for edge in EDGES.values() for start in edge.start} | {(one, one) for one in PHASES}
    assert ways <= known
    assert ("strengthen", "rebuild") in ways


def rebuilding(injury: str = "pfp") -> tuple[Story, int]:
    """A faithful runner on the first day of rebuilding."""
    life = Faithful(injury).live(120, lambda one: one.phase == "rebuild", look_daily=False)
    return life.story, (life.days[-1].on - life.story.onset).days


def test_a_guide_shuts_a_gate_that_was_passed_and_the_runner_goes_back_before_it() -> None:
    story, day = rebuilding()
    story.add("guide_decided", day + 1, role="physio", decision="refuse", gate="strengthen_rebuild")
    story.check(day + 1)
    decision = story.decide(day + 1)
    assert decision.phase == "strengthen"
    assert not decision.running_allowed
    assert "guide_shut_gate" in [one.code for one in decision.reasons]


def test_a_hold_with_a_date_lengthens_the_wait_and_then_ends() -> None:
    story, day = rebuilding()
    held = Faithful("pfp")
    until = story.on(day + 10).isoformat()
    held.story.add("guide_decided", 0, role="physio", decision="wait", gate="strengthen_rebuild", until=until)
    life = held.live(day + 30, lambda one: one.phase == "rebuild", look_daily=False)
    assert life.days[-1].phase == "rebuild"
    assert life.days[-1].on == story.on(day + 11)


def test_a_signature_shortens_no_minimum_days() -> None:
    story, day = rebuilding()
    signed = Faithful("pfp")
    for role in ("physio", "doctor"):
        signed.story.add("guide_decided", 1, role=role, decision="sign", gate="strengthen_rebuild")
        signed.story.add("guide_decided", 1, role=role, decision="sign", gate="sr_runfree_derived_14")
    life = signed.live(day + 5, lambda one: one.phase == "rebuild", look_daily=False)
    assert life.days[-1].on >= story.on(7), "limits running: seven days for this tissue"
    assert life.days[-1].on >= story.on(day)
