"""Every id the core can give has a name in both languages."""

import ast
from collections.abc import Iterator
from typing import get_args

import pytest

from opbouw.core import events
from opbouw.core.decision import PHASES, CriterionStatus, Goal, Verdict
from opbouw.core.flags import URGENCY
from opbouw.core.gate_questions import OWN_CHECKS
from opbouw.core.reasons import CODES, reason
from opbouw.evidence import tables
from opbouw.words import LANGUAGES, amount, grade, name, question_text, sources
from opbouw.words.changing import TOLD
from opbouw.words.fill import texts
from opbouw.words.names import IN_TABLES, KINDS
from tests.architecture.wording import forbidden, unkind
from tests.plugin import ROOT

DUE = "2026-03-03"
RUN = "00000000-0000-4000-8000-000000000009"


def said_in_core(call: str, place: int, keyword: str = "") -> set[str]:
    """The strings the core writes at one place of a call, such as the first argument of ``Bound(...)``."""
    return set(_said(call, place, keyword))


def _said(call: str, place: int, keyword: str) -> Iterator[str]:
    for path in (ROOT / "src/opbouw/core").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == call):
                continue
            given = node.args[place : place + 1] + [one.value for one in node.keywords if one.arg == keyword]
            for part in (one for value in given for one in ast.walk(value)):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


IDS = {
    "changed": tuple(TOLD),
    "verdict": get_args(Verdict),
    "verdict_sentence": get_args(Verdict),
    "phase": PHASES,
    "phase_aim": PHASES,
    "session": events.KINDS,
    "interval": ("run", "walk"),
    "intensity": ("easy", "steady", "hard"),
    "depends_on": said_in_core("Session", 99, "depends_on"),
    "limit": said_in_core("limited", 0),
    "winner": said_in_core("Bound", 0)
    | {code.split("_", 1)[1] for code in CODES if code.startswith(("limit_", "hold_"))},
    "unit_name": {row.unit for row in tables.criteria.values()}
    | {row.unit for row in tables.readiness_tests.values()}
    | said_in_core("limited", 1),
    "status": ("met", "not_yet", "unknown"),
    "blocks": said_in_core("Question", 3),
    "grade": {reason(code, **dict.fromkeys(row.params, 0)).grade for code, row in CODES.items()}
    | {row.evidence_level for row in tables.criteria.values()}
    | {row.evidence_level for row in tables.params.values()}
    | {row.evidence_level for row in tables.injuries.values()}
    | {row.evidence_level for row in tables.modalities.values()}
    | {row.evidence_level for row in tables.readiness_tests.values()}
    | {row.evidence_level for row in tables.ladders.values()},
    "who": said_in_core("See", 0) | {row.who for row in tables.flag_texts.values()},
    "how_soon": said_in_core("See", 1) | set(URGENCY),
    "basis": {"limits", "limits_and_recovery"} | said_in_core("Fitness", 3),
    "source": ("archive", "typed"),
    "goal": ("pain_free", "30_minutes", "old_level", "race"),
    "goal_verdict": get_args(Goal.__annotations__["verdict"]) or ("feasible", "tight", "not_feasible", "unknown"),
    "side": ("left", "right", "both", "none"),
    "course": ("sudden", "gradual", "after_one_session"),
    "pain_course": events.COURSES,
    "severity": events.SEVERITIES,
    "role": {*events.ROLES, *events.PEOPLE, *(who for row in tables.criteria.values() for who in row.signable_by)},
    "event": tuple(events.TYPES),
    "flag_short": tuple(tables.red_flags),
    "question": {*tables.red_flags, *tables.readiness_tests, *OWN_CHECKS, *said_in_core("Question", 0)},
    "text": ("purpose",),
    "injury": tuple(tables.injuries),
    "injury_name": tuple(tables.injuries),
    "flag": tuple(tables.red_flags),
    "flag_question": tuple(tables.red_flags),
    "criterion": tuple(tables.criteria),
    "modality": tuple(tables.modalities),
    "test": tuple(tables.readiness_tests),
    "exercise": tuple(tables.exercises),
    "region": tuple(tables.regions),
    "ladder": {*tables.ladders, "road_after_30"} | said_in_core("Stage", 0),
}


def test_every_kind_of_name_is_looked_at() -> None:
    assert set(IDS) == set(KINDS)
    assert set(IN_TABLES) <= set(KINDS)


def test_the_ids_are_found_in_the_core() -> None:
    assert {"run_minutes", "cross_minutes", "running_days", "stage"} <= set(IDS["limit"])
    assert {"first_session", "guide", "cross_step"} <= set(IDS["winner"])
    assert {"check_in", "morning_after", "pain_during", "causes", "clearance"} <= set(IDS["question"])
    assert {"doctor", "physio_or_doctor"} <= set(IDS["who"])
    assert "before_running" in IDS["how_soon"]
    assert "running" in IDS["blocks"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_id_has_a_name(kind: str, lang: str) -> None:
    for one in sorted(IDS[kind]):
        assert name(kind, one, lang).strip(), (kind, one)


@pytest.mark.parametrize("kind", ["verdict", "nothing_of_the_kind"])
def test_an_id_or_kind_without_a_name_is_named(kind: str) -> None:
    with pytest.raises(KeyError):
        name(kind, "sideways", "nl")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_unit_can_follow_a_number(lang: str) -> None:
    for unit in sorted(IDS["unit_name"]):
        assert amount(2, unit, lang).startswith("2")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("asked", sorted(set(IDS["question"]) - {"clearance"}))
def test_every_question_is_asked_in_plain_and_careful_words(asked: str, lang: str) -> None:
    about = {"signature": "sr_knee_wall", "other_spot": "heel"}.get(asked, RUN)
    text = question_text({"id": asked, "about": about, "due": DUE, "blocks": None}, lang)
    assert len(text.split()) >= 5, text
    assert "{" not in text
    assert forbidden(text, lang) == [], text
    assert unkind(text, lang) == [], text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("check", sorted(OWN_CHECKS))
def test_every_own_check_asks_says_how_and_says_what_to_write_down(check: str, lang: str) -> None:
    text = texts(lang)["question"][check]
    row = next(one for one in tables.criteria.values() if one.check == check)
    assert text.index("?") < len(text) - 40
    wanted = {
        "bool": ("Antwoord ja", "Answer yes"),
        "pain_0_10": ("van 0 tot 10", "from 0 to 10"),
        "cm": ("in centimeters", "in centimetres"),
    }[row.unit]
    assert wanted[LANGUAGES.index(lang)] in text


@pytest.mark.parametrize(
    ("about", "nl"),
    [
        ("rf_limp_48h", "Na twee dagen nog mank lopen moet bekeken worden voor je weer loopt. Ben je gezien?"),
        ("bsi_navicular", "Heeft een arts naar je klacht gekeken (overbelast bot bovenop de middenvoet)?"),
        ("sr_clearance", "Is dit al geregeld: goedkeuring om te lopen?"),
    ],
)
def test_a_clearance_is_asked_for_a_sign_an_injury_or_a_point_of_a_gate(about: str, nl: str) -> None:
    assert question_text({"id": "clearance", "about": about, "due": DUE}, "nl").startswith(nl)


def test_the_morning_after_names_its_day() -> None:
    assert "dinsdag 3 maart" in question_text({"id": "morning_after", "about": RUN, "due": DUE}, "nl")


def test_a_test_says_how_what_to_write_down_and_when_to_stop() -> None:
    text = question_text({"id": "single_leg_stance", "about": "sr_stance", "due": DUE}, "en")
    assert text.startswith("Single-leg balance. Stand on one leg, hands on hips, eyes open. Write down for left and")
    assert text.endswith("If it hurts above your limit, stop and write that down.")


def test_a_check_without_words_is_named() -> None:
    with pytest.raises(KeyError, match="stand_on_head"):
        question_text({"id": "stand_on_head", "about": None, "due": DUE}, "nl")


def test_grades_are_the_five_plain_words() -> None:
    assert [grade(one, "nl") for one in ("trial", "cohort", "consensus", "clinical_convention", "derived")] == [
        "sterk",
        "redelijk",
        "consensus",
        "gewoonte",
        "schatting",
    ]
    assert grade("meta_analysis", "en") == "strong"


def test_the_sources_of_every_code_are_cited() -> None:
    for code, row in CODES.items():
        made = reason(code, **dict.fromkeys(row.params, 0))
        assert len(sources(made.source_ids)) == len(made.source_ids) > 0, code


def test_a_source_without_a_citation_is_named() -> None:
    with pytest.raises(KeyError, match="hearsay"):
        sources(["derived", "hearsay"])


def test_a_criterion_can_have_three_statuses() -> None:
    assert get_args(CriterionStatus.__annotations__["status"]) in ((), IDS["status"])
