"""Every story file: what happens to a runner, and what the plan must then say."""

from pathlib import Path
from typing import Any

import pytest

from opbouw.core.decision import Decision, Refusal
from opbouw.core.serialize import decision_to_dict
from tests.core.making import codes
from tests.scenarios.story import FACTS, FOLDER, read_story

FILES = sorted(FOLDER.glob("*.toml"))


def test_there_are_enough_stories() -> None:
    assert len(FILES) >= 24


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_plan_says_what_the_story_asks(path: Path) -> None:
    told = read_story(path)
    wrong: list[str] = []
    for expected in told.expect:
        answer = told.story.answer(told.start + expected["day"])
        decision_to_dict(answer)
        if "day_of_the_road" in expected and told.start + expected["day"] != expected["day_of_the_road"]:
            wrong.append(f"it is day {told.start + expected['day']}, not {expected['day_of_the_road']}")
        wrong += [f"day {expected['day']} ({expected.get('because', '')}): {one}" for one in _compare(answer, expected)]
    assert not wrong, f"{told.title}\n{told.rule}\n" + "\n".join(wrong)


def _compare(answer: Decision | Refusal, expected: dict[str, Any]) -> list[str]:
    if isinstance(answer, Refusal):
        wanted = expected.get("refused")
        return [] if wanted in codes(answer) else [f"refused {codes(answer)}, wanted {wanted}"]
    if "refused" in expected:
        return [f"not refused; wanted {expected['refused']}"]
    found = []
    for name, read in FACTS.items():
        if name in expected and read(answer) != expected[name]:
            found.append(f"{name} is {read(answer)!r}, wanted {expected[name]!r}; reasons {codes(answer)}")
    found += [
        f"reason {one} missing in {codes(answer)}" for one in expected.get("reasons", []) if one not in codes(answer)
    ]
    found += [f"reason {one} should not be there" for one in expected.get("not_reasons", []) if one in codes(answer)]
    asked = [one.id for one in answer.questions]
    found += [f"question {one} missing in {asked}" for one in expected.get("asks", []) if one not in asked]
    limits = {one.id: one for one in answer.limits}
    for name, value in expected.get("limits", {}).items():
        got = limits.get(name)
        if got is None or [got.value, got.winner] != value:
            found.append(f"limit {name} is {got and [got.value, got.winner]}, wanted {value}")
    known = {"day", "because", "refused", "reasons", "not_reasons", "asks", "limits", "day_of_the_road", *FACTS}
    return found + [f"{name} is no fact a story can ask" for name in set(expected) - known]
