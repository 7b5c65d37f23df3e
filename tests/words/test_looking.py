"""Words as people type them: without accents, in any case, with a slip of the finger."""

import pytest

from opbouw.words.evidence import asked_for, found
from opbouw.words.looking import folded, wanted

TEXTS = (folded("Stijfheid in de ochtend, Thomeé R. 1997"), folded("Kuit en scheenbeen, Hébert-Losier"))


@pytest.mark.parametrize("typed", ["thomee", "THOMEÉ", "Thomeé 1997", "stijfheid ochtend", "hebert-losier", ""])
def test_capitals_and_accents_do_not_count(typed: str) -> None:
    assert any(wanted(typed, TEXTS).stands_in(text) for text in TEXTS)
    assert wanted(typed, TEXTS).taken == {}


@pytest.mark.parametrize(
    ("typed", "near"), [("stijfhied", "stijfheid"), ("scheenben", "scheenbeen"), ("ochtent", "ochtend")]
)
def test_a_slip_of_the_finger_is_taken_for_the_nearest_word_and_said_so(typed: str, near: str) -> None:
    looked_for = wanted(typed, TEXTS)
    assert looked_for.taken[typed] == (near,)
    assert sum(looked_for.stands_in(text) for text in TEXTS) == 1


@pytest.mark.parametrize("typed", ["zzzzzz", "xq", "stijfheid zzzzzz"])
def test_a_word_like_none_finds_nothing(typed: str) -> None:
    looked_for = wanted(typed, TEXTS)
    assert not any(looked_for.stands_in(text) for text in TEXTS)
    assert looked_for.taken == {}


def test_every_word_must_stand_there() -> None:
    looked_for = wanted("kuit ochtend", TEXTS)
    assert not any(looked_for.stands_in(text) for text in TEXTS)


@pytest.mark.parametrize(
    ("lang", "typed", "right"),
    [
        ("nl", "ochtendstijfhied", "ochtendstijfheid"),
        ("en", "silbernagal", "silbernagel"),
        ("nl", "thomee", "thomee"),
        ("en", "stifffness", "stiffness"),
    ],
)
def test_the_register_is_found_through_a_slip_in_both_languages(lang: str, typed: str, right: str) -> None:
    assert found(lang, words=typed) == found(lang, words=right) != ()
    assert (typed in asked_for(typed, lang).taken) == (typed != right)


def test_the_rows_that_lean_on_a_source_are_found_by_its_id() -> None:
    rows = found("en", words="silbernagel2007")
    assert {"injuries:achilles_midportion", "pain_rules:r_next_morning_bad"} <= {row.ref for row in rows}
    assert all("silbernagel2007" in dict(row.citations) for row in rows)
