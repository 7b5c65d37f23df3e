"""The runner's own history as a page: what is known, and what is not."""

from datetime import timedelta

from opbouw.web.activities.models import Import, Line
from opbouw.web.store.models import Runner
from tests.web.conftest import ClientOf
from tests.web.daily.conftest import RunnerWith, Runs


def test_without_runs_the_page_says_so(runner_with: RunnerWith) -> None:
    assert "There are no runs from before the complaint." in runner_with(opened=4).text("/history/running")


def test_level_longest_runs_and_what_is_not_known_stand_on_the_page(weeks_on: Runs) -> None:
    text = weeks_on.text("/history/running")
    for heading in ("Level before", "How you came back before", "Longest runs", "Shoes", "What is not known"):
        assert f">{heading}</h2>" in text
    assert "No shoes are kept" in text
    assert "style=" not in text


def test_runs_of_unknown_distance_are_said_beside_the_kilometres(weeks_on: Runs) -> None:
    assert "of unknown distance" not in weeks_on.text("/history/running")
    onset, today = weeks_on.day().start.onset_on, weeks_on.day().today
    on = onset - timedelta(3)
    start = f"{on.isoformat()}T18:00:00+00:00"
    weeks_on.write("activity_imported", (today - on).days, id="belt", sport="treadmill", seconds=1_800, start=start)
    assert "And 1 run of unknown distance, which adds no kilometres here." in weeks_on.text("/history/running")


def test_an_earlier_return_is_told_in_shares_and_what_is_not_known_is_a_question_mark(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    onset = runner.day().start.onset_on
    # 20 km a week for ten weeks, 40 days off, and five weeks of 10 km
    ago = [7 * week + 6 for week in range(5)] + [34 + 40 + 7 * week + 3 * part for week in range(10) for part in (0, 1)]
    for days in ago:
        on = (onset - timedelta(days)).isoformat()
        back = (runner.day().today - onset).days + days
        runner.write(
            "activity_imported", back, id=on, sport="run", seconds=3600, distance_m=10_000, start=f"{on}T08:00:00+00:00"
        )
    text = runner.text("/history/running")
    assert "<td>40 days</td><td>20\N{NO-BREAK SPACE}km</td><td>50\N{NO-BREAK SPACE}%</td>" in text
    assert text.count("<td>?</td>") == 2  # weeks 8 and 12 were still to come


def test_shoes_come_from_the_uploads_with_their_distance_and_age(weeks_on: Runs) -> None:
    onset = weeks_on.day().start.onset_on
    worn = [[(onset - timedelta(days)).isoformat(), 12.0] for days in (50, 20)]
    line = {"shoes": [{"name": "Blue <b>", "worn": worn, "undated_km": 100.0, "activities": 9}]}
    own = Runner.objects.get(account=weeks_on.account)
    batch = Import.objects.create(runner=own)
    Line.objects.create(batch=batch, reading=1, path="a.csv", status="taken", reason_code="taken", **line)
    text = weeks_on.text("/history/running")
    assert "<b>Blue &lt;b&gt;</b>: 124\N{NO-BREAK SPACE}km. 50 days old when it began" in text


def test_the_page_speaks_dutch(weeks_on: Runs, client_of: ClientOf) -> None:
    text = client_of(weeks_on.account, **{"accept-language": "nl"}).get("/history/running").content.decode()
    assert "<h1>Wat je eerder liep</h1>" in text
    assert "Gewone week" in text
