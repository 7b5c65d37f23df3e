"""Every story file: what happens to a runner, and what the plan must then say."""

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from opbouw.core.decision import Decision, Refusal
from opbouw.core.pain import scope_of
from opbouw.core.serialize import decision_to_dict
from opbouw.evidence import tables
from opbouw.words.uses import hazards
from tests.core.making import codes
from tests.scenarios.story import FACTS, FOLDER, Told, criteria_of, exercises_of, kept_fields, read_story

FILES = sorted(FOLDER.glob("*.toml"))


STORIES = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in FILES}


def test_there_are_enough_stories() -> None:
    assert len(STORIES) >= 130


def test_enough_stories_tell_of_a_stop_a_lock_or_a_refusal() -> None:
    found = [name for name, raw in STORIES.items() if "turned_away" in raw or any(map(_refuses, raw["expect"]))]
    assert len(found) >= 30


def _refuses(said: dict[str, Any]) -> bool:
    return "refused" in said or said.get("verdict") == "stop" or said.get("locked") is True


def _injuries() -> Counter[str]:
    """How many stories tell of each injury, also as the second one."""
    parts = [part for raw in STORIES.values() for part in (raw, raw.get("also")) if part is not None]
    return Counter(part["opened"]["injury"] for part in parts)


def test_every_injury_has_a_story() -> None:
    assert set(tables.injuries) - set(_injuries()) == set()


def test_every_group_of_injuries_has_two_stories() -> None:
    told = _injuries()
    assert [group.id for group in tables.road_groups if sum(told[one] for one in group.injuries) < 2] == []


def test_every_pain_model_has_two_stories() -> None:
    told = _injuries()
    scopes = Counter(scope_of(row) for row in tables.injuries.values() for _ in range(told[row.id]))
    assert [scope for scope in {scope_of(row) for row in tables.injuries.values()} if scopes[scope] < 2] == []


def test_every_hazard_has_two_stories() -> None:
    named = Counter(hazard for raw in STORIES.values() for hazard in raw["hazards"])
    assert set(named) == set(hazards())
    assert [hazard for hazard, count in named.items() if count < 2] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_plan_says_what_the_story_asks(path: Path) -> None:
    told = read_story(path)
    wrong = [one for one in told.turned_away if one]
    for expected in told.expect:
        answer = told.answer(expected)
        decision_to_dict(answer)
        if "day_of_the_road" in expected and told.start + expected["day"] != expected["day_of_the_road"]:
            wrong.append(f"it is day {told.start + expected['day']}, not {expected['day_of_the_road']}")
        found = _compare(answer, expected) + _not_kept(told, expected.get("keeps", {}))
        wrong += [f"day {expected['day']} ({expected.get('because', '')}): {one}" for one in found]
    assert told.expect, "a story without an expectation tells nothing"
    assert not wrong, f"{told.title}\n{told.rule}\n" + "\n".join(wrong)


def _not_kept(told: Told, wanted: dict[str, Any]) -> list[str]:
    fields = kept_fields(told.story)
    return [
        f"{name} is {fields.get(name)!r}, wanted {value!r}"
        for name, value in wanted.items()
        if fields.get(name) != value
    ]


def _refused(answer: Refusal, expected: dict[str, Any]) -> list[str]:
    wanted, near = expected.get("refused"), expected.get("near", "")
    if wanted not in codes(answer):
        return [f"refused {codes(answer)}, wanted {wanted}"]
    named = str(dict(answer.reasons[0].params).get("near", ""))
    see = [answer.see.who, answer.see.how_soon] if answer.see else []
    found = [] if near in named else [f"near is {named!r}, wanted {near!r}"]
    return found + ([] if see == expected.get("see", see) else [f"see is {see}, wanted {expected['see']}"])


def _compare(answer: Decision | Refusal, expected: dict[str, Any]) -> list[str]:
    if isinstance(answer, Refusal):
        return _refused(answer, expected)
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
    found += [f"question {one} should not be asked" for one in expected.get("asks_not", []) if one in asked]
    doses, criteria = exercises_of(answer), criteria_of(answer)
    found += [f"exercise {one} is missing" for one in expected.get("exercises", []) if one not in doses]
    found += [f"exercise {one} should not be there" for one in expected.get("not_exercises", []) if one in doses]
    for name, status in expected.get("criteria", {}).items():
        if criteria.get(name) != status:
            found.append(f"criterion {name} is {criteria.get(name)}, wanted {status}")
    limits = {one.id: one for one in answer.limits}
    for name, value in expected.get("limits", {}).items():
        got = limits.get(name)
        if got is None or [got.value, got.winner] != value:
            found.append(f"limit {name} is {got and [got.value, got.winner]}, wanted {value}")
    return found + [f"{name} is no fact a story can ask" for name in set(expected) - ASKED]


ASKED = {"day", "because", "refused", "near", "told", "keeps", "reasons", "not_reasons", "asks", "asks_not"}
ASKED |= {"limits", "day_of_the_road", "criteria", "exercises", "not_exercises", *FACTS}
