"""Every reason has its sentences in both languages, in plain and careful words."""

import re
from copy import deepcopy
from datetime import date, timedelta
from string import Formatter
from typing import Any

import pytest

from opbouw.core.decide import decide
from opbouw.core.decision import Decision, Limit, Proposal, Reason, Refusal
from opbouw.core.reasons import CODES
from opbouw.core.serialize import decision_to_dict
from opbouw.words import LANGUAGES, decision_in_words, limit_sentence, name, question_text, say
from opbouw.words.fill import texts
from tests.architecture.wording import forbidden, unkind
from tests.words.making import ONSET, all_params, event, log

MOST_WORDS_IN_A_SENTENCE = 30


def fields_of(template: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(template) if field is not None}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_has_a_sentence_and_no_sentence_is_without_a_code(lang: str) -> None:
    written = texts(lang)["reason"]
    assert sorted(set(CODES) - set(written)) == [], "codes without words"
    assert sorted(set(written) - set(CODES)) == [], "words without a code"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_uses_exactly_the_parameters_of_its_code(lang: str) -> None:
    written = texts(lang)["reason"]
    wrong = {
        code: sorted(fields_of(written[code]) ^ set(row.params))
        for code, row in CODES.items()
        if code in written and fields_of(written[code]) != set(row.params)
    }
    assert wrong == {}


def test_both_languages_have_the_same_tables_keys_and_parameters() -> None:
    dutch, english = texts("nl"), texts("en")
    assert {name: set(table) for name, table in dutch.items()} == {name: set(table) for name, table in english.items()}
    for table, rows in dutch.items():
        for key, text in rows.items():
            assert fields_of(text) == fields_of(english[table][key]), (table, key)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", sorted(CODES))
def test_every_sentence_is_filled_in_and_stays_careful_kind_and_short(code: str, lang: str) -> None:
    for params in all_params(code):
        text = say(code, params, lang)
        assert not re.search(r"[{}]|None|\d{4}-\d\d-\d\d|\brf_\w+|\.0\b", text), text
        assert forbidden(text, lang) == [], text
        assert unkind(text, lang) == [], text
        assert text[0] == text[0].upper(), text
        assert text[-1] in ".’", text
        own = texts(lang)["reason"][code]
        longest = max(len(one.split()) for one in re.split(r"[.:?]\s", own))
        assert longest <= MOST_WORDS_IN_A_SENTENCE, own


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_other_text_is_careful_and_kind(lang: str) -> None:
    for table, rows in texts(lang).items():
        for key, text in rows.items():
            assert forbidden(text, lang) == [], (table, key)
            assert unkind(text, lang) == [], (table, key)


def test_a_code_without_a_sentence_is_named() -> None:
    with pytest.raises(KeyError, match="because"):
        say("because", {}, "nl")


def test_a_parameter_that_is_missing_is_named() -> None:
    with pytest.raises(KeyError, match="limit"):
        say("r_amber", {"value": 3, "on": "2026-03-02"}, "nl")


def test_a_language_that_is_not_written_is_named() -> None:
    with pytest.raises(ValueError, match="'fr'"):
        say("pain_today", {}, "fr")


@pytest.mark.parametrize(
    ("code", "params", "nl", "en"),
    [
        (
            "response_good",
            {"on": "2026-03-02", "minutes": 7.5},
            "Je liep op maandag 2 maart 7,5\u00a0min, en je lichaam reageerde goed.",
            "You ran 7.5\u00a0min on Monday 2 March, and your body reacted well.",
        ),
        (
            "day_between_runs",
            {"days": 1, "until": "2026-03-04"},
            (
                "Tussen twee lopen zit bij jou minstens 1\u00a0dag, want de plek wordt sterker in de rust. "
                "De volgende loop kan vanaf woensdag 4 maart."
            ),
            (
                "You keep at least 1\u00a0day between two runs, because the spot grows stronger at rest. "
                "The next run can be from Wednesday 4 March."
            ),
        ),
        (
            "gate_waits",
            {"to": "strengthen", "met": 2, "total": 5},
            "Voor de poort naar versterken heb je 2 van de 5 punten.",
            "Points for the gate to strengthening: 2 of 5.",
        ),
        (
            "cross_keeps_fitness",
            {"modality": "aqua_jogging", "minutes": 20.0},
            "20\u00a0min aquajoggen houdt je hart en longen in vorm, terwijl de plek weinig te dragen heeft.",
            "20\u00a0min of aqua jogging keeps your heart and lungs trained, while the spot has little to carry.",
        ),
        (
            "wish_answered",
            {"kind": "run", "asked": 0.0, "value": 0.0},
            "Je vroeg om hardlopen (zonder tijd erbij). Binnen je grenzen is dat nu nog niets.",
            "You asked for running (no time given). Within your limits that is nothing yet for now.",
        ),
        (
            "last_run_long_before",
            {"on": "2024-03-01", "onset": "2026-03-02"},
            (
                "Je laatste loop (vrijdag 1 maart 2024) is meer dan een jaar voor de klacht begon "
                "(maandag 2 maart 2026). Kijk beide datums na."
            ),
            (
                "Your last run (Friday 1 March 2024) is more than a year before the complaint began "
                "(Monday 2 March 2026). Check both dates."
            ),
        ),
        (
            "unknown_injury",
            {"injury": "achiles", "near": "achilles_midportion"},
            (
                "De blessure ‘achiles’ staat niet in de lijst. Kies er een die erin staat. "
                "Wat erop lijkt: achilles_midportion (pijn midden in de achillespees)."
            ),
            (
                "The injury ‘achiles’ is not in the list. Choose one that is. "
                "Closest to it: achilles_midportion (pain in the middle of the Achilles tendon)."
            ),
        ),
        (
            "gate_next",
            {"criterion": "sr_heel_15"},
            "Wat nu het eerst aan de beurt is: 15 keer kuitheffen op één been.",
            "What comes first now: 15 heel raises on one leg.",
        ),
        (
            "bone_suspected",
            {"questions": "rf_focal_bone, hop_in_place"},
            (
                "Zolang we niet weten of het bot meedoet, rekenen we met de strengste grens: geen pijn. "
                "Nog open: één zere plek op het bot en hinkelen op de plaats."
            ),
            (
                "As long as we do not know whether bone is involved, the strictest limit holds: no pain. "
                "Still open: one sore spot on bone and single-leg hops in place."
            ),
        ),
    ],
)
def test_sentences_read_as_written_by_hand(code: str, params: dict[str, Any], nl: str, en: str) -> None:
    assert say(code, params, "nl") == nl
    assert say(code, params, "en") == en


def test_a_date_may_also_be_a_date() -> None:
    assert say("pain_not_told", {"on": date(2026, 3, 2)}, "nl") == say("pain_not_told", {"on": "2026-03-02"}, "nl")


def test_a_warning_sign_is_said_in_the_words_of_the_table() -> None:
    assert say("flag_open", {"flag": "rf_limp_48h"}, "nl") == (
        "Na twee dagen nog mank lopen moet bekeken worden voor je weer loopt. "
        "We plannen niets tot een professional heeft gekeken."
    )
    assert "‘Still limping after 48 hours?’" in say("flag_question", {"flag": "rf_limp_48h"}, "en")


def test_a_limit_says_what_it_gave_what_it_took_and_which_one_won() -> None:
    held = Limit("run_minutes", "min", 8.0, 5.5, "sleep_energy")
    assert limit_sentence(held, "nl") == (
        "Minuten lopen: 5,5\u00a0min in plaats van 8\u00a0min. De grens: weinig slaap of energie."
    )
    free = {"id": "running_days", "unit": "days per 7 days", "original": 7.0, "value": 1.0, "winner": None}
    assert limit_sentence(free, "en") == "Running days: 1\u00a0day a week. No limit makes it smaller."


# ---- whole decisions

LOGS = {
    "calm": log("achilles_midportion", named_by="physio", severity="niggle"),
    "unknown": log("unknown_overuse", pain=3),
    "bone": log("bsi_tibia_posteromedial"),
    "a sign": [
        *log("mtss"),
        event(90, "screened", ONSET + timedelta(days=3), {"answers": {"rf_chest": "yes"}, "why": "asked"}),
    ],
    "ill and wishing": [
        *log("itbs"),
        event(91, "checked_in", ONSET + timedelta(days=4), {"ill": "fever"}),
        event(92, "asked_for", ONSET + timedelta(days=5), {"kind": "run", "run_minutes": 20}),
        event(93, "goal_set", ONSET, {"kind": "race", "on": "2026-04-01", "distance_km": 10}),
    ],
    "ran anyway": [
        *log("patellar_tendinopathy"),
        event(94, "session_done", ONSET + timedelta(days=6), {"kind": "run", "run_minutes": 12, "pain_during": 6}),
    ],
    "no injury": [event(95, "checked_in", ONSET, {"pain_rest": 1})],
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("story", sorted(LOGS))
def test_every_day_of_a_log_can_be_told(story: str, lang: str) -> None:
    last = max(one.on for one in LOGS[story])
    day = ONSET
    while day <= last:
        answer = decide([one for one in LOGS[story] if one.on <= day], day)
        told = decision_in_words(answer, lang)
        assert told["reasons"]
        assert all(one["text"] == say(one["code"], one["params"], lang) for one in told["reasons"])
        if isinstance(answer, Decision):
            assert_named(answer, lang)
        day += timedelta(days=1)


def assert_named(answer: Decision, lang: str) -> None:
    """Every id that a decision shows has a name."""
    assert name("verdict", answer.verdict, lang)
    assert all(name("criterion", one.id, lang) for gate in answer.gates for one in gate.criteria)
    assert all(question_text(one, lang) and name("question", one.id, lang) for one in answer.questions)
    assert all(one.blocks is None or name("blocks", one.blocks, lang) for one in answer.questions)
    assert all(limit_sentence(one, lang) for one in answer.limits)
    assert all(name("basis", one.basis, lang) for one in answer.road)
    assert all(name("grade", one.grade, lang) for one in answer.reasons)
    if answer.see is not None:
        assert name("who", answer.see.who, lang)
        assert name("how_soon", answer.see.how_soon, lang)


def test_words_are_filled_without_touching_what_came_in() -> None:
    plain = decision_to_dict(decide(LOGS["calm"], ONSET + timedelta(days=9)))
    before = deepcopy(plain)
    told = decision_in_words(plain, "nl")
    assert plain == before
    assert set(told) == set(plain)
    assert all(one["text"] for one in told["reasons"])


def test_the_reasons_of_a_proposal_are_told_too() -> None:
    answer = decide(LOGS["calm"], ONSET + timedelta(days=9))
    plain = decision_to_dict(answer)
    plain["proposal"] = {"id": "p", "was": None, "becomes": None, "reasons": [{"code": "pain_today", "params": {}}]}
    assert decision_in_words(plain, "en")["proposal"]["reasons"][0]["text"].startswith("The spot is too sore")
    assert Proposal("p", None, None, (Reason("pain_today"),)).reasons[0].code in texts("en")["reason"]


def test_a_refusal_says_what_to_do() -> None:
    answer = decide([], ONSET)
    assert isinstance(answer, Refusal)
    (reason,) = decision_in_words(answer, "nl")["reasons"]
    assert reason["text"].startswith("In dit logboek staat nog geen blessure. Beantwoord eerst de vragen")
