"""The contact sheet shows every figure, at both sizes, and is made without anything from elsewhere."""

import re

import pytest

from docs.figure_sheet import card, sheet
from opbouw.figures import names

pytestmark = pytest.mark.xdist_group("sheet")  # it is drawn once


@pytest.fixture(scope="module")
def page() -> str:
    return sheet()


def test_every_figure_is_on_it_once_and_no_fault_is(page: str) -> None:
    assert sorted(re.findall(r"<p><code>([\w.]+)</code>", page)) == sorted(names())
    assert '<p class="wrong">' not in page


def test_it_fetches_nothing(page: str) -> None:
    assert re.findall(r'(?:href|src)="(?!#)', page) == []
    assert "://" not in page


def test_a_card_has_the_figure_moving_and_small_with_both_languages() -> None:
    shown = card("split_squat")
    assert shown.count("fig-anim") == 1
    assert "Spreidstand" in shown
    assert "Split stance" in shown
