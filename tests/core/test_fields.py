"""What a field of an event may hold: each kind of value is checked by name, and comes back as it was said."""

from datetime import date
from typing import Any

import pytest

from opbouw.core.events import event_schema, event_to_dict, parse_event
from opbouw.core.fields import EventError, read_day
from tests.core.making import event_dict

ON = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("type", "data", "field", "message"),
    [
        ("checked_in", {"pain_rest": "2"}, "data.pain_rest", "is str; it must be a number"),
        ("checked_in", {"pain_rest": True}, "data.pain_rest", "is bool; it must be a number"),
        ("checked_in", {"note": 3}, "data.note", "is int; it must be text"),
        ("checked_in", {"other_spots": {"spot": "calf"}}, "data.other_spots", "is dict; it must be a list"),
        ("checked_in", {"other_spots": [None]}, "data.other_spots[0]", "is null; it must be an object"),
        ("availability_set", {"weekdays": ["mon"]}, "data.weekdays", "is list; it must be an object"),
        ("screened", {"answers": "no"}, "data.answers", "is str; it must be an object"),
        ("corrected", {"event": "e", "data": [1]}, "data.data", "is list; it must be an object"),
        ("tested", {"test": "side_plank", "side": 1}, "data.side", "is 1; choose one of left, right, both, none"),
        (
            "session_done",
            {"kind": "strength", "exercises": [{"id": "a", "reps": 7.5}]},
            "data.exercises[0].reps",
            "is 7.5; it must be a whole number",
        ),
    ],
)
def test_a_value_of_another_kind_is_refused_with_what_it_must_be(
    type: str, data: dict[str, Any], field: str, message: str
) -> None:
    with pytest.raises(EventError) as refused:
        parse_event(event_dict(1, type, ON, data))
    assert refused.value.field == field
    assert str(refused.value) == f"{field} {message}"


def test_a_whole_number_may_be_written_with_a_point() -> None:
    done = {"kind": "strength", "exercises": [{"id": "a", "reps": 8.0}]}
    reps = parse_event(event_dict(1, "session_done", ON, done)).data.exercises[0].reps
    assert (reps, type(reps)) == (8, int)


def test_an_event_that_is_no_object_is_refused() -> None:
    held: Any = ["checked_in"]
    with pytest.raises(EventError) as refused:
        parse_event(held)
    assert str(refused.value) == "event is list; it must be an object"


def test_a_date_is_taken_as_it_is_and_an_instant_is_no_date() -> None:
    assert read_day(ON, "on") is ON
    with pytest.raises(EventError) as refused:
        read_day(parse_event(event_dict(1, "checked_in", ON, {})).recorded_at, "on")
    assert refused.value.code == "not_a_date"


def test_lists_inside_a_fact_come_back_as_they_were_said() -> None:
    data = {
        "kind": "strength",
        "exercises": [{"id": "side_plank", "side": "left", "hold_s": 30, "new": [1, {"a": None}]}],
    }
    raw = event_dict(1, "session_done", ON, data)
    assert event_to_dict(parse_event(raw)) == raw


# ---- the schema of an event


def _data_of(type: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = [one["properties"] for one in event_schema()["oneOf"]]
    data: dict[str, Any] = next(one["data"] for one in found if one["type"]["const"] == type)
    return data


def test_the_schema_says_from_where_the_code_says_start() -> None:
    away = _data_of("away_set")
    assert away["required"] == ["from", "to"]
    assert set(away["properties"]) == {"from", "to", "why"}


def test_the_schema_asks_for_required_fields_and_takes_null_for_the_others() -> None:
    done = _data_of("session_done")
    assert done["required"] == ["kind"]
    assert done["properties"]["pain_during"] == {
        "anyOf": [{"type": "number", "minimum": 0, "maximum": 10}, {"type": "null"}]
    }
    assert "required" not in _data_of("checked_in")
    assert set(_data_of("causes_reviewed")["properties"]) == {"outcome", "factors", "with"}
