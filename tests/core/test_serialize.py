"""Events as lines of JSON, answers as plain JSON."""

from datetime import date

import pytest

from opbouw.core.serialize import MAX_LINE, LineError, dump_event, load_event, load_events, to_plain
from tests.core.making import Story


def test_a_line_longer_than_a_million_characters_is_not_read() -> None:
    with pytest.raises(LineError) as refused:
        load_event("{" + " " * MAX_LINE, 7)
    assert str(refused.value).startswith("line 7: the line is longer than 1000000 characters")


def test_a_log_is_read_to_its_end_with_blank_lines_left_out() -> None:
    story = Story("pfp")
    story.checks(0, 2)
    lines = [dump_event(one) for one in story.events]
    assert list(load_events([lines[0], "", "  \n", *lines[1:]])) == story.events


def test_each_value_of_an_answer_has_its_plain_form_and_another_is_an_error() -> None:
    assert to_plain({"on": date(2026, 3, 2), "ids": ("a", None), "n": 1.5}) == {
        "on": "2026-03-02",
        "ids": ["a", None],
        "n": 1.5,
    }
    assert to_plain(frozenset({"a"})) == ["a"]
    with pytest.raises(TypeError):
        to_plain(object())
