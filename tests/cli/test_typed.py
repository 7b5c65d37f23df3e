"""What is typed: goals, days and answers, English and Dutch."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from opbouw.cli.problems import Problem
from opbouw.cli.typed import days_from, goal_from, screen_from

TODAY = date(2026, 3, 2)
GOALS = [
    ("10 km on 2027-04-18", {"kind": "race", "distance_km": 10.0, "on": "2027-04-18"}),
    ("10 km op 18-4-2027", {"kind": "race", "distance_km": 10.0, "on": "2027-04-18"}),
    ("7,5 km op 18 april 2027", {"kind": "race", "distance_km": 7.5, "on": "2027-04-18"}),
    ("5 km in 25:00 on 2026-09-01", {"kind": "race", "distance_km": 5.0, "on": "2026-09-01", "time_s": 1500}),
    ("marathon in 3:30:00 on 2026-10-18", {"kind": "race", "distance_km": 42.195, "on": "2026-10-18", "time_s": 12600}),
    ("Halve marathon op 2026-10-18", {"kind": "race", "distance_km": 21.0975, "on": "2026-10-18"}),
    ("10 miles on 2026-10-18", {"kind": "race", "distance_km": 16.0934, "on": "2026-10-18"}),
    ("30 minutes", {"kind": "30_minutes"}),
    ("30 minuten op 1-6-2026", {"kind": "30_minutes", "on": "2026-06-01"}),
    ("mijn oude niveau", {"kind": "old_level"}),
    ("pain free", {"kind": "pain_free"}),
]


@pytest.mark.parametrize(("said", "goal"), GOALS, ids=[said for said, _ in GOALS])
def test_a_goal_is_read_from_words(said: str, goal: dict[str, object]) -> None:
    assert goal_from(said, TODAY) == goal


@pytest.mark.parametrize("said", ["", "fast", "0 km on 2027-01-01", "900 km", "10 km on soon", "10 km in a while"])
def test_words_that_are_no_goal_are_named(said: str) -> None:
    with pytest.raises(Problem, match="--goal"):
        goal_from(said, TODAY)


def test_days_are_an_hour_unless_minutes_are_given() -> None:
    assert days_from("mon, wed,sat=90") == {"mon": 60.0, "wed": 60.0, "sat": 90.0}
    assert days_from("ma,zo=45") == {"mon": 60.0, "sun": 45.0}
    assert days_from("tuesday") == {"tue": 60.0}


@pytest.mark.parametrize("said", ["", ",", "xyz", "mon=", "mon=-5", "mon=1441", "mo n"])
def test_what_is_no_day_is_named(said: str) -> None:
    if said == "mon=":
        assert days_from(said) == {"mon": 60.0}
        return
    with pytest.raises(Problem, match="--days"):
        days_from(said)


SCREENS = [
    '{"rf_chest": "no", "rf_dvt": "unknown"}',
    '{"answers": {"rf_chest": "no", "rf_dvt": "unknown"}}',
    '{"flag": "rf_chest", "answer": "no"}\n{"flag": "rf_dvt", "answer": "unknown"}\n',
    '{"rf_chest": false}\n{"rf_dvt": "onbekend"}\n',
    "# answers\nrf_chest = nee\n\nrf_dvt: unknown\n",
]


@pytest.mark.parametrize("content", SCREENS)
def test_answers_are_read_from_every_form(tmp_path: Path, content: str) -> None:
    path = tmp_path / "screen"
    path.write_text(content, encoding="utf-8")
    assert screen_from(path) == {"rf_chest": "no", "rf_dvt": "unknown"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"rf_chst = no", "line 1: 'rf_chst' is no question; closest: rf_chest"),
        (b"\nrf_chest = maybe", "line 2: rf_chest is 'maybe'; answer yes, no or unknown|line 2: rf_chest is ' maybe'"),
        (b"rf_chest", "line 1: 'rf_chest' is no answer"),
        (b"rf_chest = no\nrf_chest = yes", "line 2: rf_chest is answered twice, no and yes"),
        (b"", "no answers in it"),
        (b"\xff\xfe\x00", "this is no text"),
    ],
)
def test_a_wrong_answer_is_named_with_its_line(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "screen"
    path.write_bytes(content)
    with pytest.raises(Problem, match=words):
        screen_from(path)
