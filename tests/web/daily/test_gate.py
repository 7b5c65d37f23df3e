"""The gate says what is met and what is missing, and the causes write what was judged."""

from datetime import timedelta
from typing import Any

import pytest

from opbouw.evidence import tables
from opbouw.web.activities.models import Import, Line
from opbouw.web.daily import gate_words
from opbouw.web.store.models import Runner
from tests.web.daily.conftest import RunnerWith, Runs

pytestmark = pytest.mark.django_db


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


def test_the_interview_asks_under_the_four_headings(runner_with: RunnerWith) -> None:
    text = runner_with().text("/causes/questions")
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
    assert runner.send("/causes", form)["Location"] == "/causes"
    assert runner.facts("cause_judged") == [{"factor": "session_spike", "verdict": "suspected"}]
    review = runner.facts("causes_reviewed")[0]
    assert (review["outcome"], review["factors"], review["with"]) == ("none_found", ["session_spike"], "self"), (
        "a clue is not a cause"
    )
    assert review["answers"] == {"longer_run": "yes"}
    assert 'value="yes" id="id_longer_run_0" checked' in runner.text("/causes/questions")


def test_nothing_found_without_an_archive_says_little_and_may_be_the_outcome(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    page = runner.send("/causes", {}).content.decode()
    assert "So this says little yet." in page
    assert "That is an answer too." not in page
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
