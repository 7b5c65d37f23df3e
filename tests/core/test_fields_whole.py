"""Every kind of field, made in the test itself: what it takes, how it is refused, and its schema, whole."""

from dataclasses import field, make_dataclass
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any

import pytest

from opbouw.core import fields as f
from opbouw.core.fields import EventError, build, object_schema, plain, read_day, read_instant
from opbouw.core.schema import decision_schema

NULL = {"type": "null"}


def _kind(**made: Any) -> Any:
    """A type of these fields, with one that is no field of an event and room for what is not known."""
    extra = ("extra", Any, field(default=None))
    return make_dataclass("Made", [*((name, Any, one) for name, one in made.items()), extra])


def _inner() -> Any:
    return _kind(spot=f.text(40, required=True), pain=f.num(0, 10))


def _every() -> Any:
    return _kind(
        num=f.num(0, 10),
        whole=f.num(1, 5, whole=True, required=True),
        choice=f.choice("a", "b"),
        must=f.choice("x", required=True),
        choices=f.choices("a", "b"),
        flag=f.flag(),
        text=f.text(3),
        long=f.text(),
        texts=f.texts(4),
        day=f.day(),
        due=f.day(required=True),
        instant=f.instant(),
        items=f.items(_inner()),
        answers=f.answers("yes", "no"),
        said=f.answers("yes", required=True),
        numbers=f.numbers(0, 9, ("mon", "tue")),
        anything=f.anything(),
        something=f.anything(required=True),
    )


LEAST: dict[str, Any] = {"whole": 1, "must": "x", "due": "2026-03-02", "said": {}, "something": {}}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, NULL]}


def test_the_schema_of_every_kind_of_field_whole() -> None:
    text = {"type": "string", "maxLength": 40}
    inner = {
        "type": "object",
        "properties": {"spot": text, "pain": _or_null({"type": "number", "minimum": 0, "maximum": 10})},
        "additionalProperties": True,
        "required": ["spot"],
    }
    words = {"enum": ["a", "b"]}
    bounds = {"type": "number", "minimum": 0, "maximum": 9}
    days = {"type": "object", "propertyNames": {"enum": ["mon", "tue"]}, "additionalProperties": bounds}
    assert object_schema(_every()) == {
        "type": "object",
        "properties": {
            "num": _or_null({"type": "number", "minimum": 0, "maximum": 10}),
            "whole": {"type": "integer", "minimum": 1, "maximum": 5},
            "choice": _or_null(words),
            "must": {"enum": ["x"]},
            "choices": _or_null({"type": "array", "items": words}),
            "flag": _or_null({"type": "boolean"}),
            "text": _or_null({"type": "string", "maxLength": 3}),
            "long": _or_null({"type": "string", "maxLength": 200}),
            "texts": _or_null({"type": "array", "items": {"type": "string", "maxLength": 4}}),
            "day": _or_null({"type": "string", "format": "date"}),
            "due": {"type": "string", "format": "date"},
            "instant": _or_null({"type": "string", "format": "date-time"}),
            "items": _or_null({"type": "array", "items": inner}),
            "answers": _or_null({"type": "object", "additionalProperties": {"enum": ["yes", "no"]}}),
            "said": {"type": "object", "additionalProperties": {"enum": ["yes"]}},
            "numbers": _or_null(days),
            "anything": _or_null({"type": "object"}),
            "something": {"type": "object"},
        },
        "additionalProperties": True,
        "required": ["whole", "must", "due", "said", "something"],
    }
    assert "required" not in object_schema(_kind(flag=f.flag()))
    before_extra = make_dataclass("Made", [("extra", Any, field(default=None)), ("flag", Any, f.flag())])
    assert list(object_schema(before_extra)["properties"]) == ["flag"]


def test_every_kind_of_field_takes_what_it_may() -> None:
    said: dict[str, Any] = LEAST | {
        "num": 10,
        "whole": 5.0,
        "choice": "b",
        "choices": ["a", "b"],
        "flag": False,
        "text": "abc",
        "texts": ["abcd"],
        "day": "2026-03-09",
        "instant": "2026-03-02T08:00:00+00:00",
        "items": [{"spot": "calf", "pain": 0}, {"spot": "heel", "more": 1}],
        "answers": {"b": "no", "a": "yes"},
        "numbers": {"tue": 9, "mon": 0},
        "anything": {"k": [1]},
        "new": 1,
    }
    made = build(_every(), said, "data")
    assert (made.num, made.whole, made.choice, made.choices, made.flag) == (10, 5, "b", ("a", "b"), False)
    assert (made.text, made.texts, made.long) == ("abc", ("abcd",), None)
    assert (made.day, made.instant) == (date(2026, 3, 9), datetime(2026, 3, 2, 8, tzinfo=UTC))
    assert [(one.spot, one.pain, one.extra) for one in made.items] == [("calf", 0, None), ("heel", None, {"more": 1})]
    assert list(made.answers.items()) == [("a", "yes"), ("b", "no")]
    assert list(made.numbers.items()) == [("mon", 0), ("tue", 9)]
    assert (made.anything, made.extra) == ({"k": [1]}, {"new": 1})
    assert isinstance(made.extra, MappingProxyType)
    assert plain(made) == said | {"whole": 5, "answers": {"a": "yes", "b": "no"}, "numbers": {"mon": 0, "tue": 9}}
    assert build(_every(), LEAST, "data").extra is None


@pytest.mark.parametrize(
    ("said", "path", "code", "params"),
    [
        ({"num": "1"}, "num", "wrong_type", {"got": "str", "wanted": "a number"}),
        ({"num": False}, "num", "wrong_type", {"got": "bool", "wanted": "a number"}),
        ({"num": float("nan")}, "num", "not_finite", {}),
        ({"num": 10.5}, "num", "out_of_range", {"got": 10.5, "low": 0, "high": 10}),
        ({"num": -1}, "num", "out_of_range", {"got": -1, "low": 0, "high": 10}),
        ({"whole": 1.5}, "whole", "not_whole", {"got": 1.5}),
        ({"whole": 6}, "whole", "out_of_range", {"got": 6, "low": 1, "high": 5}),
        ({"choice": "c"}, "choice", "unknown_choice", {"got": "c", "choices": "a, b"}),
        ({"choice": 1}, "choice", "unknown_choice", {"got": 1, "choices": "a, b"}),
        ({"choices": ["a", "z"]}, "choices[1]", "unknown_choice", {"got": "z", "choices": "a, b"}),
        ({"choices": "a"}, "choices", "wrong_type", {"got": "str", "wanted": "a list"}),
        ({"flag": 1}, "flag", "wrong_type", {"got": "int", "wanted": "true or false"}),
        ({"text": "abcd"}, "text", "too_long", {"high": 3}),
        ({"text": 1}, "text", "wrong_type", {"got": "int", "wanted": "text"}),
        ({"long": "x" * 201}, "long", "too_long", {"high": 200}),
        ({"texts": ["abcde"]}, "texts[0]", "too_long", {"high": 4}),
        ({"day": "2026-3-2"}, "day", "not_a_date", {"got": "2026-3-2"}),
        ({"day": "20260302"}, "day", "not_a_date", {"got": "20260302"}),
        ({"day": 5}, "day", "not_a_date", {"got": 5}),
        ({"instant": "2026-03-02T08:00:00"}, "instant", "not_an_instant", {"got": "2026-03-02T08:00:00"}),
        ({"instant": "soon"}, "instant", "not_an_instant", {"got": "soon"}),
        ({"instant": 5}, "instant", "not_an_instant", {"got": 5}),
        ({"items": [{"pain": 1}]}, "items[0].spot", "missing", {}),
        ({"items": [3]}, "items[0]", "wrong_type", {"got": "int", "wanted": "an object"}),
        ({"answers": {"q": "may"}}, "answers.q", "unknown_choice", {"got": "may", "choices": "yes, no"}),
        ({"answers": 1}, "answers", "wrong_type", {"got": "int", "wanted": "an object"}),
        ({"numbers": {"sun": 1}}, "numbers.sun", "unknown_choice", {"got": "sun", "choices": "mon, tue"}),
        ({"numbers": {"mon": 10}}, "numbers.mon", "out_of_range", {"got": 10, "low": 0, "high": 9}),
        ({"anything": []}, "anything", "wrong_type", {"got": "list", "wanted": "an object"}),
        ({"must": None}, "must", "missing", {}),
        ({"due": None}, "due", "missing", {}),
        ({"said": None}, "said", "missing", {}),
        ({"something": None}, "something", "missing", {}),
        ({"whole": None}, "whole", "missing", {}),
    ],
)
def test_every_kind_of_field_refuses_by_name(said: dict[str, Any], path: str, code: str, params: Any) -> None:
    with pytest.raises(EventError) as refused:
        build(_every(), LEAST | said, "data")
    assert (refused.value.field, refused.value.code, refused.value.params) == (f"data.{path}", code, params)


def test_an_instant_in_the_hand_needs_its_zone_too() -> None:
    aware = datetime(2026, 3, 2, tzinfo=UTC)
    assert read_instant(aware, "at") is aware
    with pytest.raises(EventError) as refused:
        read_instant(aware.replace(tzinfo=None), "at")
    assert (refused.value.code, refused.value.params) == ("not_an_instant", {"got": "2026-03-02 00:00:00"})
    assert read_day("2026-03-02", "on") == date(2026, 3, 2)


def test_what_is_no_object_is_refused_where_it_stands() -> None:
    with pytest.raises(EventError) as refused:
        build(_inner(), None, "here")
    assert (refused.value.field, refused.value.params) == ("here", {"got": "null", "wanted": "an object"})


def test_the_schema_of_an_answer_has_its_title_and_every_type_it_names() -> None:
    made = decision_schema()
    assert (made["$schema"], made["title"]) == ("https://json-schema.org/draft/2020-12/schema", "Opbouw decision")
    assert made["oneOf"] == [{"$ref": "#/$defs/Decision"}, {"$ref": "#/$defs/Refusal"}]
    known = made["$defs"]
    assert list(known) == sorted(known)
    assert known["Reason"]["type"] == "object"
    assert known["Reason"]["properties"]["text"] == {"anyOf": [{"type": "string"}, NULL]}
    assert known["OtherLimit"] == {
        "type": "object",
        "properties": {"id": {"type": "string"}, "value": {"type": "number"}},
        "required": ["id", "value"],
    }
