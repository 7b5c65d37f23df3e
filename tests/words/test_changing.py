"""What became other, in words, and what a reason or limit stands on."""

import pytest

from opbouw.core.reasons import CODES
from opbouw.evidence import tables
from opbouw.words import LANGUAGES, change_in_words, criterion_standing, limit_standing, standing
from tests.words.test_names import IDS


@pytest.mark.parametrize(
    ("change", "nl", "en"),
    [
        (
            {"what": "verdict", "was": "go_on", "now": "repeat"},
            ("Oordeel", "Doorgaan", "Herhalen"),
            ("Verdict", "Go on", "Repeat"),
        ),
        (
            {"what": "most_minutes", "was": 12.5, "now": None},
            ("Hoogste aantal minuten lopen in één keer", "12,5\u00a0min", "geen"),
            ("Most minutes of running at once", "12.5\u00a0min", "none"),
        ),
        (
            {"what": "gate", "was": {"met": 2, "of": 4}, "now": {"met": 2, "of": 5}},
            ("Punten van de poort gehaald", "2 van 4", "2 van 5"),
            ("Points of the gate met", "2 of 4", "2 of 5"),
        ),
        (
            {"what": "locked", "was": False, "now": True},
            ("Wacht op een arts", "nee", "ja"),
            ("Waiting for a doctor", "no", "yes"),
        ),
    ],
)
def test_a_change_says_what_it_was_and_what_it_became(
    change: dict[str, object], nl: tuple[str, ...], en: tuple[str, ...]
) -> None:
    assert tuple(change_in_words(change, "nl").values()) == nl
    assert tuple(change_in_words(change, "en").values()) == en


def test_an_id_that_only_an_older_version_knew_is_shown_as_it_is() -> None:
    told = change_in_words({"what": "flags", "was": ["rf_of_old"], "now": []}, "en")
    assert (told["was"], told["now"]) == ("rf_of_old", "none")


def test_a_rule_of_the_pain_table_is_told_in_its_own_words() -> None:
    row = tables.pain_rules["r_limp"]
    found = standing("r_limp", "nl")
    assert (found.text, found.grade, found.source_ids) == (row.text_nl, row.evidence_level, row.source_id)
    assert standing("r_limp", "en").text == row.text_en


def test_a_limit_stands_on_the_number_in_the_tables() -> None:
    found = limit_standing("session_cap", "en")
    assert (found.id, found.grade) == ("session_cap_min", tables.param("session_cap_min").evidence_level)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_a_decision_can_say_stands_on_something(lang: str) -> None:
    found = [standing(code, lang) for code in CODES]
    found += [limit_standing(winner, lang) for winner in IDS["winner"]]
    found += [criterion_standing(one) for one in tables.criteria]
    assert all(one.source_ids and one.grade for one in found)
