"""The gate says what is met and what is missing, and its own tasks write what was measured or judged."""

import uuid
from datetime import timedelta
from typing import Any

import pytest

from opbouw.evidence import tables
from opbouw.web.activities.models import Import, Line
from opbouw.web.daily import gate_words
from opbouw.web.store.models import Runner
from tests.web.daily.conftest import RunnerWith, Runs

pytestmark = pytest.mark.django_db
HOPS = {"value_left": "12", "value_right": "10", "pain_left": "0", "pain_right": "1"}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test may be recorded; when one may is the engine's affair and tested there."""
    monkeypatch.setattr(
        gate_words, "askable", lambda _day: {"hop_in_place", "bone_palpation", "giving_way", "walk_brisk_30"}
    )


def test_each_point_says_how_it_stands_and_the_counted_days_how_far(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    runner.calm()
    text = runner.text("/gate")
    gate = next(one for one in runner.day().decision["gates"] if one["from"] == runner.day().decision["phase"])
    assert text.count("<b>Met:</b>") == sum(one["status"] == "met" for one in gate["criteria"])
    assert text.count("<b>Not measured yet:</b>") == sum(one["status"] == "unknown" for one in gate["criteria"])


def test_what_is_missing_says_what_to_do(weeks_on: Runs) -> None:
    weeks_on.calm()
    text = weeks_on.text("/gate")
    assert "This counts by itself." in text


def test_left_and_right_are_two_facts_with_their_pain(runner_with: RunnerWith, asked: None) -> None:
    runner = runner_with(opened=4)
    assert runner.send("/tests/hop_in_place", HOPS)["Location"] == "/gate"
    assert runner.facts("tested") == [
        {"test": "hop_in_place", "value": 12.0, "side": "left", "pain": 0},
        {"test": "hop_in_place", "value": 10.0, "side": "right", "pain": 1},
    ]


def test_the_same_test_sent_twice_is_kept_once(runner_with: RunnerWith, asked: None) -> None:
    runner = runner_with(opened=4)
    form = {**HOPS, "key": str(uuid.uuid4())}
    for _time in range(2):
        runner.send("/tests/hop_in_place", form)
    assert len(runner.facts("tested")) == 2


def test_a_pain_test_is_its_own_pain(runner_with: RunnerWith, asked: None) -> None:
    runner = runner_with(opened=4)
    runner.send("/tests/bone_palpation", {"value_left": "0", "value_right": "3"})
    assert [(one["side"], one["value"], one["pain"]) for one in runner.facts("tested")] == [
        ("left", 0.0, 0.0),
        ("right", 3.0, 3.0),
    ]


@pytest.mark.parametrize(("answer", "value"), [("1", 1.0), ("0", 0.0)])
def test_an_own_check_is_a_yes_or_a_no(runner_with: RunnerWith, asked: None, answer: str, value: float) -> None:
    runner = runner_with(opened=4)
    runner.send("/tests/giving_way", {"value_none": answer})
    assert runner.facts("tested") == [{"test": "giving_way", "value": value, "side": "none"}]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"value_left": "-5"}, "Write a number from 0 to 500"),
        ({"value_left": "2.5"}, "Write a whole number."),
        ({"value_left": "NaN"}, "Write a number, such as"),
        ({"value_right": ""}, "Fill this in."),
        ({"pain_right": "11"}, "Choose a number from 0 to 10."),
    ],
)
def test_an_impossible_measure_is_refused_in_words(
    runner_with: RunnerWith, asked: None, change: dict[str, str], words: str
) -> None:
    runner = runner_with(opened=4)
    response = runner.send("/tests/hop_in_place", {**HOPS, **change})
    assert response.status_code == 422
    assert words in response.content.decode()
    assert runner.facts("tested") == []


def test_a_test_that_is_not_asked_yet_is_not_recorded(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    assert "Not now" in runner.text("/tests/plyo_470")
    assert runner.send("/tests/plyo_470", {"value_none": "470", "pain_none": "0"}).status_code == 422
    assert runner.facts("tested") == []


@pytest.mark.parametrize(
    ("injury", "spot", "days"), [("pfp", "knee_anterior", 3), ("mtss", "shin_medial", 5), ("bsi_fibula", "calf", 7)]
)
def test_usual_mornings_are_asked_as_many_days_as_the_tissue_needs(
    runner_with: RunnerWith, injury: str, spot: str, days: int
) -> None:
    day = runner_with(opened=4, injury=injury, spot=spot).day()
    gate = next(one for one in day.decision["gates"] if one["to"] == "rebuild")
    asked = [
        point
        for point, one in zip(gate_words.points(day, gate), gate["criteria"], strict=True)
        if tables.criteria[one["id"]].check == "pain_morning_above_usual"
    ]
    assert [point["do"] for point in asked] == [f"The check-in tells this: {days} days in a row."]


def test_an_unknown_test_is_not_found(runner_with: RunnerWith) -> None:
    assert runner_with().client.get("/tests/juggling").status_code == 404


def test_the_interview_asks_under_the_four_headings(runner_with: RunnerWith) -> None:
    text = runner_with().text("/causes")
    for heading in ("Training", "Technique", "Recovery", "Material"):
        assert f"<h2>{heading}</h2>" in text


def test_a_yes_becomes_a_clue_with_for_and_against(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    response = runner.send("/causes", {"longer_run": "yes", "more_weeks": "no"})
    text = response.content.decode()
    assert response.status_code == 200
    assert "One run much longer than before" in text
    assert "You remember one run" in text
    assert runner.facts("causes_reviewed") == []


def test_judging_writes_each_verdict_and_that_the_causes_were_looked_into(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    form = {"longer_run": "yes", "judge": "1", "judge_session_spike": "suspected"}
    assert runner.send("/causes", form)["Location"] == "/gate"
    assert runner.facts("cause_judged") == [{"factor": "session_spike", "verdict": "suspected"}]
    review = runner.facts("causes_reviewed")[0]
    assert (review["outcome"], review["factors"], review["with"]) == ("none_found", ["session_spike"], "self"), (
        "a clue is not a cause"
    )
    assert review["answers"] == {"longer_run": "yes"}
    assert 'value="yes" id="id_longer_run_0" checked' in runner.text("/causes")


def test_nothing_found_is_an_answer_too(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    assert "That is an answer too." in runner.send("/causes", {}).content.decode()
    runner.send("/causes", {"judge": "1"})
    assert runner.facts("causes_reviewed")[0]["outcome"] == "none_found"


def test_an_answer_the_interview_does_not_know_is_refused(runner_with: RunnerWith) -> None:
    assert runner_with().send("/causes", {"longer_run": "perhaps"}).status_code == 422


def test_uploaded_nights_and_shoes_speak_in_the_clues(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    onset = runner.day().start.onset_on
    nights = [
        [(onset - timedelta(ago)).isoformat(), None, None, None, 3600 * (6 if ago < 14 else 8)] for ago in range(70)
    ]
    blue = [[(onset - timedelta(ago)).isoformat(), 10.0] for ago in range(200, 1, -2)]  # 100 days of 10 km
    shoes = [{"name": "Blue", "worn": blue, "undated_km": 0.0, "activities": 100}]
    files: dict[str, dict[str, Any]] = {"rest.csv": {"wellness": nights}, "activities.csv": {"shoes": shoes}}
    own = Runner.objects.get(account=runner.account)
    for name, line in files.items():
        batch = Import.objects.create(runner=own)
        Line.objects.create(batch=batch, reading=1, path=name, status="taken", reason_code="taken", **line)
    text = runner.send("/causes", {}).content.decode()
    assert "You slept 6 hours a night in the last two weeks; before 8." in text
    assert "has 1000 km on it" in text


def test_the_archive_speaks_in_the_clues(weeks_on: Runs) -> None:
    text = weeks_on.send("/causes", {}).content.decode()
    assert "<b>For:</b>" in text
    assert text.count('class="card cause"') <= 5
