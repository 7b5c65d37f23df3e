"""Events from JSON: required fields, choices, dates, ids, nested bounds, unknown fields kept, nothing lost."""

import math
from datetime import date
from typing import Any

import pytest

from opbouw.core.events import TYPES, event_to_dict, parse_event
from opbouw.core.fields import EventError
from opbouw.core.serialize import LineError, dump_event, load_event, load_events
from tests.core.making import event_dict

ON = date(2026, 3, 2)
SMALLEST: dict[str, dict[str, Any]] = {
    "episode_opened": {"injury": "pfp", "onset_on": "2026-03-02"},
    "profile_set": {},
    "baseline_set": {},
    "screened": {"answers": {"rf_chest": "no"}},
    "checked_in": {},
    "session_done": {"kind": "run"},
    "activity_imported": {},
    "tested": {"test": "side_plank"},
    "cause_judged": {"factor": "speed", "verdict": "suspected"},
    "causes_reviewed": {"outcome": "none_found"},
    "shoe_added": {"shoe": "blue"},
    "shoe_used": {"shoe": "blue"},
    "goal_set": {"kind": "race"},
    "availability_set": {},
    "away_set": {"from": "2026-03-02", "to": "2026-03-09"},
    "cleared": {"seen_by": "doctor"},
    "guide_decided": {"decision": "wait"},
    "asked_for": {},
    "session_moved": {"kind": "run", "from_on": "2026-03-03", "to_on": "2026-03-04"},
    "proposal_answered": {"proposal": "p", "answer": "agree"},
    "corrected": {"event": "e", "data": {}},
    "withdrawn": {"event": "e"},
    "episode_closed": {},
}


def _refused(type: str, data: Any) -> EventError:
    with pytest.raises(EventError) as refused:
        parse_event(event_dict(1, type, ON, data))
    return refused.value


def test_the_types_are_those_of_the_contract() -> None:
    assert set(SMALLEST) == set(TYPES)


@pytest.mark.parametrize("type", list(SMALLEST))
def test_the_smallest_event_of_a_type_is_taken_and_comes_back(type: str) -> None:
    raw = event_dict(1, type, ON, SMALLEST[type])
    assert event_to_dict(parse_event(raw)) == raw


@pytest.mark.parametrize(("type", "field"), [(kind, field) for kind, data in SMALLEST.items() for field in data])
def test_a_required_field_that_is_missing_is_named(type: str, field: str) -> None:
    data = {name: value for name, value in SMALLEST[type].items() if name != field}
    refused = _refused(type, data)
    assert refused.code == "missing"
    assert refused.field == f"data.{field}"


@pytest.mark.parametrize("field", ["id", "episode", "type", "on", "recorded_at", "by", "data"])
def test_a_missing_part_of_the_envelope_is_named(field: str) -> None:
    raw = event_dict(1, "checked_in", ON, {})
    del raw[field]
    with pytest.raises(EventError) as refused:
        parse_event(raw)
    assert (refused.value.code, refused.value.field) == ("missing", field)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("id", "7", "not_an_id"),
        ("id", 7, "not_an_id"),
        ("episode", "pfp", "not_an_id"),
        ("type", "checkin", "unknown_type"),
        ("type", 3, "unknown_type"),
        ("on", "02-03-2026", "not_a_date"),
        ("on", "2026-02-30", "not_a_date"),
        ("on", 20260302, "not_a_date"),
        ("on", "2026-03-02T08:00:00", "not_a_date"),
        ("recorded_at", "2026-03-02T08:00:00", "not_an_instant"),
        ("recorded_at", "yesterday", "not_an_instant"),
        ("by", {"role": "mother"}, "unknown_choice"),
        ("by", {}, "missing"),
        ("by", "runner", "wrong_type"),
        ("v", 2, "unknown_version"),
        ("v", True, "unknown_version"),
        ("data", [], "wrong_type"),
        ("data", "x", "wrong_type"),
    ],
)
def test_a_bad_part_of_the_envelope_is_refused(field: str, value: Any, code: str) -> None:
    with pytest.raises(EventError) as refused:
        parse_event(event_dict(1, "checked_in", ON, {}) | {field: value})
    assert refused.value.code == code
    assert refused.value.field.startswith(field)


@pytest.mark.parametrize(
    ("type", "field", "value"),
    [
        ("episode_opened", "side", "middle"),
        ("episode_opened", "course", "slow"),
        ("episode_opened", "severity", "mild"),
        ("episode_opened", "named_by", "google"),
        ("profile_set", "sex", "x"),
        ("baseline_set", "source", "guess"),
        ("screened", "why", "bored"),
        ("checked_in", "stiffness_spread", "all"),
        ("checked_in", "swelling", "a bit"),
        ("checked_in", "ill", "yes"),
        ("session_done", "kind", "swim"),
        ("session_done", "pain_course", "up"),
        ("tested", "side", "front"),
        ("cause_judged", "verdict", "maybe"),
        ("causes_reviewed", "outcome", "perhaps"),
        ("causes_reviewed", "with", "mother"),
        ("goal_set", "kind", "win"),
        ("away_set", "why", "lazy"),
        ("cleared", "seen_by", "trainer"),
        ("cleared", "imaging", "fine"),
        ("guide_decided", "decision", "push"),
        ("asked_for", "intensity", "all out"),
        ("session_moved", "kind", "test"),
        ("proposal_answered", "answer", "maybe"),
    ],
)
def test_a_word_that_is_no_choice_is_refused_with_the_choices(type: str, field: str, value: str) -> None:
    refused = _refused(type, SMALLEST[type] | {field: value})
    assert refused.code == "unknown_choice"
    assert refused.field.startswith("data.")
    assert repr(value) in str(refused)


def test_an_answer_to_a_sign_is_yes_no_or_unknown() -> None:
    refused = _refused("screened", {"answers": {"rf_chest": "sometimes"}})
    assert (refused.code, refused.field) == ("unknown_choice", "data.answers.rf_chest")


@pytest.mark.parametrize(
    ("type", "data", "field"),
    [
        ("checked_in", {"other_spots": [{"spot": "calf", "pain": 11}]}, "data.other_spots[0].pain"),
        ("session_done", {"kind": "run", "intervals": [{"kind": "run", "seconds": -1}]}, "data.intervals[0].seconds"),
        (
            "session_done",
            {"kind": "run", "intervals": [{"kind": "run", "seconds": 60, "reps": 0}]},
            "data.intervals[0].reps",
        ),
        (
            "session_done",
            {"kind": "strength", "exercises": [{"id": "a"}, {"id": "b", "pain": 10.5}]},
            "data.exercises[1].pain",
        ),
        ("session_done", {"kind": "strength", "exercises": [{"id": "a", "load_kg": 501}]}, "data.exercises[0].load_kg"),
        ("availability_set", {"weekdays": {"mon": 1441}}, "data.weekdays.mon"),
        ("availability_set", {"weekdays": {"monday": 30}}, "data.weekdays.monday"),
    ],
)
def test_a_bound_inside_a_list_is_named_with_its_place(type: str, data: dict[str, Any], field: str) -> None:
    assert _refused(type, data).field == field


def test_nan_inside_a_list_is_refused() -> None:
    assert _refused("checked_in", {"other_spots": [{"spot": "calf", "pain": math.nan}]}).code == "not_finite"


def test_a_text_that_is_too_long_is_refused() -> None:
    assert _refused("checked_in", {"note": "x" * 2001}).code == "too_long"
    parse_event(event_dict(1, "checked_in", ON, {"note": "x" * 2000}))


def test_a_yes_is_true_and_not_one() -> None:
    assert _refused("checked_in", {"limping": 1}).code == "wrong_type"
    assert _refused("checked_in", {"limping": "yes"}).code == "wrong_type"


def test_null_is_unknown_and_not_nought() -> None:
    event = parse_event(event_dict(1, "checked_in", ON, {"pain_rest": None, "limping": None}))
    assert event.data.pain_rest is None
    assert event.data.limping is None
    assert parse_event(event_dict(1, "checked_in", ON, {"pain_rest": 0})).data.pain_rest == 0


def test_unknown_fields_are_kept() -> None:
    raw = event_dict(1, "checked_in", ON, {"pain_rest": 1, "moon": "full"}) | {"device": "phone"}
    made = event_to_dict(parse_event(raw))
    assert made["data"]["moon"] == "full"
    assert made["device"] == "phone"


def test_an_away_set_has_from_and_not_start() -> None:
    event = parse_event(event_dict(1, "away_set", ON, SMALLEST["away_set"]))
    assert event.data.start == date(2026, 3, 2)
    assert _refused("away_set", {"start": "2026-03-02", "to": "2026-03-09"}).field in ("data.from", "data.start")


# ---- lines


def test_a_line_that_is_no_json_names_its_number() -> None:
    good = dump_event(parse_event(event_dict(1, "checked_in", ON, {})))
    with pytest.raises(LineError) as refused:
        list(load_events([good, "", "{not json}"]))
    assert refused.value.line == 3


def test_a_field_that_stands_twice_is_refused() -> None:
    line = dump_event(parse_event(event_dict(1, "checked_in", ON, {"pain_rest": 1})))
    with pytest.raises(LineError):
        load_event(line.replace('"pain_rest":1', '"pain_rest":1,"pain_rest":0'))


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_a_number_that_json_does_not_know_is_refused(value: str) -> None:
    line = dump_event(parse_event(event_dict(1, "checked_in", ON, {"pain_rest": 1})))
    with pytest.raises(LineError) as refused:
        load_event(line.replace('"pain_rest":1', f'"pain_rest":{value}'))
    assert "pain_rest" in str(refused.value) or "JSON" in str(refused.value)


def test_a_deeply_nested_line_is_refused_and_does_not_fall_over() -> None:
    with pytest.raises(LineError):
        load_event("[" * 100_000)
