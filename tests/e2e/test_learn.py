"""The pages to read at phone size: found by a mistyped word, read by axe, and from a fact to its row."""

import pytest

from tests.e2e.conftest import Phone

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_visitor_finds_an_injury_by_a_mistyped_word_and_goes_from_a_fact_to_its_row(phone: Phone) -> None:
    phone.open("/learn")
    phone.type("#q", "achilespees")
    phone.go('form.find button[type="submit"]')
    assert "staat nergens" in phone.text()
    phone.go('a[href="/learn/injuries/achilles_midportion"]')
    assert "stelt geen diagnose" in phone.text()
    phone.go('#known ~ .proof a[href^="/evidence"]')
    assert "injuries:achilles_midportion" in phone.text()
    for path in ("/learn/phases/rebuild", "/learn/signs"):
        phone.open(path)
