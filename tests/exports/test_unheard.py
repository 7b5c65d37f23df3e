"""A yes to a warning sign that no table has is refused by name; a no to one of another version is kept."""

import json

import pytest

from opbouw.core.fields import EventError
from opbouw.core.serialize import LineError, dump_event
from opbouw.exports.logs import read_log
from opbouw.exports.unheard import heard
from tests.core.making import Story


@pytest.mark.parametrize("answer", ["yes", "unknown"])
def test_an_answer_to_a_sign_nobody_knows_is_refused_with_near_names(answer: str) -> None:
    story = Story("pfp")
    story.add("screened", 1, answers={"rf_night": "no", "rf_chest_pain": answer})
    with pytest.raises(EventError, match=r"rf_chest_pain.*rf_chest"):
        heard(story.events[-1])


def test_a_no_to_a_sign_of_another_version_is_kept() -> None:
    story = Story("pfp")
    story.add("screened", 1, answers={"rf_of_a_later_version": "no"})
    assert heard(story.events[-1]) is story.events[-1]


def test_a_log_with_such_an_answer_is_refused_by_its_line() -> None:
    story = Story("pfp")
    story.screen(0)
    story.add("screened", 1, answers={"rf_chest_pain": "yes"})
    lines = [dump_event(one) for one in story.events]
    with pytest.raises(LineError) as refused:
        read_log(lines)
    assert (refused.value.line, refused.value.code) == (len(lines), "unknown_choice")
    corrected = json.loads(lines[-1])
    corrected["data"]["answers"] = {"rf_chest": "yes"}
    assert read_log([*lines[:-1], json.dumps(corrected)])[-1].data.answers == {"rf_chest": "yes"}
