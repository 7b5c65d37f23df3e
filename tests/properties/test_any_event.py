"""Any log of real event types, however strange, is decided or refused; bad values are refused by name."""

from __future__ import annotations

import json
import math
import os
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opbouw.core.decide import decide
from opbouw.core.decision import Decision, Refusal
from opbouw.core.events import TYPES, Event, event_schema, event_to_dict, parse_event
from opbouw.core.fields import EventError
from opbouw.core.reasons import CODES
from opbouw.core.serialize import decision_to_dict
from opbouw.evidence import tables
from tests.core.making import ZONE, Story, event_dict

DATA = {one["properties"]["type"]["const"]: one["properties"]["data"] for one in event_schema()["oneOf"]}
ONSET = date(2026, 3, 2)
DAYS = st.integers(-40, 60).map(lambda n: ONSET + timedelta(days=n))
WORDS: dict[str, st.SearchStrategy[Any]] = {
    "injury": st.sampled_from(list(tables.injuries)),
    "spot": st.sampled_from(list(tables.regions)),
    "test": st.sampled_from([*tables.readiness_tests, *{row.check for row in tables.criteria.values() if row.check}]),
    "flags": st.lists(st.sampled_from(list(tables.red_flags)), max_size=4),
    "modality": st.sampled_from([*tables.modalities, "run", "alterg"]),
    "modalities": st.lists(st.sampled_from(list(tables.modalities)), max_size=4),
    "gate": st.sampled_from([None, *tables.criteria, "rest_loosen", "strengthen_rebuild", "rebuild_keep"]),
    "ladder": st.sampled_from([*tables.ladders, "no_such_ladder"]),
    "sport": st.sampled_from(["run", "treadmill", "trail", "cycle", "swim", "walk"]),
}


MANY = settings(max_examples=4000 if os.environ.get("HYPOTHESIS_PROFILE") == "search" else 120, deadline=None)


def _value(schema: dict[str, Any], name: str = "") -> st.SearchStrategy[Any]:
    """A value that a schema allows; known words where the field has them."""
    if name in WORDS:
        return WORDS[name]
    if "anyOf" in schema:
        return st.one_of([_value(one, name) for one in schema["anyOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    made: st.SearchStrategy[Any] = BY_TYPE[schema["type"]](schema)
    return made


def _object(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    properties = schema.get("properties")
    if properties is None:
        keys = schema.get("propertyNames", {}).get("enum") or list(tables.red_flags)
        rest = schema.get("additionalProperties")
        return st.dictionaries(st.sampled_from(keys), _value(rest) if isinstance(rest, dict) else st.none(), max_size=4)
    needed = schema.get("required", [])
    made = {name: _value(one, name) for name, one in properties.items()}
    return st.fixed_dictionaries(
        {name: made[name] for name in needed}, optional={n: v for n, v in made.items() if n not in needed}
    )


def _text(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    if schema.get("format") == "date":
        return DAYS.map(date.isoformat)
    if schema.get("format") == "date-time":
        return DAYS.map(lambda day: f"{day.isoformat()}T08:00:00+01:00")
    return st.text(max_size=min(12, schema.get("maxLength", 12)))


BY_TYPE: dict[str, Any] = {
    "null": lambda schema: st.none(),
    "boolean": lambda schema: st.booleans(),
    "integer": lambda schema: st.integers(schema["minimum"], schema["maximum"]),
    "number": lambda schema: (
        st.one_of(
            st.sampled_from([schema["minimum"], schema["maximum"]]),
            st.floats(schema["minimum"], min(schema["maximum"], schema["minimum"] + 60), allow_nan=False),
        )
        if "minimum" in schema
        else st.floats(0, 100)
    ),
    "string": _text,
    "array": lambda schema: st.lists(_value(schema["items"]), max_size=3),
    "object": _object,
}


@st.composite
def events(draw: st.DrawFn) -> tuple[Event, ...]:
    """An opening and up to a dozen events of any type on any day, recorded at any time after."""
    opened = draw(_value(DATA["episode_opened"])) | {"onset_on": ONSET.isoformat()}
    made = [parse_event(event_dict(0, "episode_opened", ONSET, opened))]
    for number in range(1, draw(st.integers(1, 12))):
        name = draw(st.sampled_from([one for one in TYPES if one not in ("episode_opened", "corrected")]))
        data = draw(_value(DATA[name], ""))
        if name == "withdrawn":
            data["event"] = draw(st.sampled_from(made)).id
        on = draw(DAYS)
        role = draw(st.sampled_from(["runner", "trainer", "physio", "doctor", "import"]))
        late = timedelta(days=draw(st.integers(0, 9)), hours=draw(st.integers(0, 15)))
        recorded = datetime(on.year, on.month, on.day, 8, tzinfo=ZONE) + late
        made.append(parse_event(event_dict(number, name, on, data, role, recorded)))
    return tuple(made)


@MANY
@given(events(), st.integers(-5, 90))
def test_any_log_is_decided_or_refused(log: tuple[Event, ...], day: int) -> None:
    answer = decide(log, ONSET + timedelta(days=day))
    assert isinstance(answer, (Decision, Refusal))
    assert json.dumps(decision_to_dict(answer), allow_nan=False)
    assert answer.reasons
    assert all(set(one.params) == set(CODES[one.code].params) for one in answer.reasons)
    if isinstance(answer, Decision) and answer.open_flags:
        assert not answer.running_allowed
        assert answer.verdict == "stop"
    if isinstance(answer, Decision) and answer.phase in ("rest", "loosen", "strengthen"):
        assert not any(one.kind == "run" for one in answer.week)


@MANY
@given(events())
def test_any_event_is_written_and_read_back_the_same(log: tuple[Event, ...]) -> None:
    assert [parse_event(json.loads(json.dumps(event_to_dict(one), allow_nan=False))) for one in log] == list(log)


def _fields(schema: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    found = []
    for name, one in schema["properties"].items():
        options = one.get("anyOf", [one])
        found += [(name, option) for option in options if option.get("type") in ("number", "integer")]
    return found


NUMBERS = [(name, field, one) for name, schema in DATA.items() for field, one in _fields(schema)]


@pytest.mark.parametrize(("type", "field", "schema"), NUMBERS, ids=[f"{name}.{field}" for name, field, _ in NUMBERS])
def test_every_number_is_refused_outside_its_bounds_and_when_it_is_none(
    type: str, field: str, schema: dict[str, Any]
) -> None:
    good = {"injury": "pfp", "onset_on": "2026-03-02", "kind": _a_kind(type), "test": "side_plank", "shoe": "x"}
    good |= {"decision": "cap", "factor": "speed", "seen_by": "doctor"}
    for value, code in (
        (math.nan, "not_finite"),
        (math.inf, "not_finite"),
        (-math.inf, "not_finite"),
        (schema["minimum"] - 1, "out_of_range"),
        (schema["maximum"] + 1, "out_of_range"),
        ("5", "wrong_type"),
        (True, "wrong_type"),
        ([1], "wrong_type"),
    ):
        with pytest.raises(EventError) as refused:
            parse_event(event_dict(1, type, ONSET, good | {field: value}))
        assert refused.value.field == f"data.{field}"
        assert refused.value.code == code
        assert field in str(refused.value)
    for value in (schema["minimum"], schema["maximum"], None):
        parse_event(event_dict(1, type, ONSET, good | {field: value}))


def _a_kind(type: str) -> str:
    return {"session_done": "run", "goal_set": "race"}.get(type, "run")


@given(st.text(max_size=20).filter(lambda name: name not in TYPES))
def test_an_unknown_event_type_is_refused_by_name(name: str) -> None:
    with pytest.raises(EventError) as refused:
        parse_event(event_dict(1, name, ONSET, {}))
    assert refused.value.code == "unknown_type"


@given(st.integers(1, 400))
def test_an_event_from_the_future_is_refused_by_name(days: int) -> None:
    story = Story("pfp", ONSET)
    story.check(days)
    answer = decide(story.events, ONSET + timedelta(days=days - 1))
    assert isinstance(answer, Refusal)
    assert answer.reasons[0].code == "event_from_future"
    assert answer.reasons[0].params["type"] == "checked_in"


@given(st.one_of(st.none(), st.integers(), st.text(max_size=5), st.lists(st.integers(), max_size=2)))
def test_what_is_no_event_is_refused(raw: Any) -> None:
    with pytest.raises(EventError):
        parse_event(raw)
