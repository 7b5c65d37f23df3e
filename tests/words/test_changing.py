"""What became other, in words, and what a reason or limit stands on."""

import pytest

from opbouw.core.hard_limits import HARD_LIMITS
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


def test_a_limit_stands_on_its_rule_in_a_sentence_with_its_numbers() -> None:
    found = limit_standing("session_cap", "en")
    assert (found.id, found.grade) == ("session_cap", HARD_LIMITS["session_cap"].grade)
    # session_cap_pct 10 and session_cap_min: three minutes at least
    assert found.text is not None
    assert "10 % or 3 minutes longer than the longest tolerated run of 30 days" in found.text
    assert standing("limit_session_cap", "en") == found


def test_a_number_without_a_rule_of_its_own_stands_on_its_row() -> None:
    found = standing("back_rest_pain", "nl")
    assert (found.id, found.grade) == ("flare_to_phase_back", tables.param("flare_to_phase_back").evidence_level)


def test_what_only_an_older_version_had_is_called_an_estimate() -> None:
    for found in (standing("r_of_old", "nl"), limit_standing("cap_of_old", "nl"), criterion_standing("sr_of_old")):
        assert (found.id.endswith("_of_old"), found.text, found.grade, found.published) == (True, None, "derived", [])


def test_only_publications_are_cited_to_look_up() -> None:
    found = standing("cross_keeps_fitness", "nl")
    assert all("Derived by" not in one for one in found.published)
    assert len(found.published) == 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_a_decision_can_say_stands_on_something(lang: str) -> None:
    named = {code: standing(code, lang) for code in CODES}
    named |= {winner: limit_standing(winner, lang) for winner in IDS["winner"]}
    named |= {one: criterion_standing(one) for one in tables.criteria}
    assert [one for one, found in named.items() if not (found.source_ids and found.grade)] == []
    assert [one for one in IDS["winner"] if not named[one].text] == []
