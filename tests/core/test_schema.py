"""The schema of an answer is made from its types; it must say of each field what the contract says."""

from typing import Any

import pytest

from opbouw.core import schema
from opbouw.core.decision import Decision, Refusal
from opbouw.core.schema import decision_schema
from opbouw.core.serialize import decision_to_dict
from tests.core.making import Story

SCHEMA: dict[str, Any] = decision_schema()
KNOWN: dict[str, Any] = SCHEMA["$defs"]


def test_an_answer_is_a_decision_or_a_refusal() -> None:
    assert SCHEMA["oneOf"] == [{"$ref": "#/$defs/Decision"}, {"$ref": "#/$defs/Refusal"}]
    assert KNOWN["Refusal"]["properties"]["kind"] == {"enum": ["refusal"]}


def test_what_may_be_unknown_may_be_null_and_is_still_there() -> None:
    limit = KNOWN["Limit"]
    assert limit["required"] == ["id", "unit", "original", "value", "winner", "others"]
    assert limit["properties"]["value"] == {"type": "number"}
    assert limit["properties"]["winner"] == {"anyOf": [{"type": "string"}, {"type": "null"}]}
    assert limit["properties"]["others"] == {"type": "array", "items": {"$ref": "#/$defs/OtherLimit"}}


def test_a_gate_and_a_stretch_of_road_begin_with_from() -> None:
    for name in ("Gate", "RoadStretch"):
        assert "from" in KNOWN[name]["properties"]
        assert "start" not in KNOWN[name]["properties"]


def test_a_reason_has_parameters_and_room_for_its_sentence() -> None:
    assert KNOWN["Reason"]["properties"]["params"] == {"type": "object"}
    assert KNOWN["Reason"]["properties"]["text"] == {"anyOf": [{"type": "string"}, {"type": "null"}]}


def test_each_answer_has_the_fields_of_its_schema() -> None:
    story = Story("pfp")
    story.check(0)
    decision, refusal = story.answer(0), Story("pfp", spot="elbow").answer(0)
    assert isinstance(decision, Decision)
    assert isinstance(refusal, Refusal)
    for name, answer in (("Decision", decision), ("Refusal", refusal)):
        made = decision_to_dict(answer)
        assert set(made) == set(KNOWN[name]["required"])
        assert made["reasons"]
        assert all(set(one) == set(KNOWN["Reason"]["required"]) for one in made["reasons"])


def test_a_type_without_a_schema_is_an_error_and_no_empty_schema() -> None:
    with pytest.raises(TypeError, match="no schema for <class 'complex'>"):
        schema._of(complex, {})
