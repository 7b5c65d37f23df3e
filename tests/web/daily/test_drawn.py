"""Parts of pages that are drawn once: anew as soon as anything they follow from is another, and never older."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from opbouw.web.accounts.models import Account
from opbouw.web.activities.models import Import, Line
from opbouw.web.clues.shown import found_for
from opbouw.web.daily import services
from opbouw.web.daily.day import Day
from opbouw.web.store.models import ActivityRow, DecisionRow, Runner, Upload
from tests.web.conftest import ClientOf
from tests.web.daily.conftest import RunnerWith, Runs, today

pytestmark = pytest.mark.django_db


class Pen:
    """Draws a number that is another each time."""

    def __init__(self) -> None:
        self.drawn = 0

    def __call__(self) -> SafeString:
        self.drawn += 1
        return SafeString(self.drawn)


def test_a_part_is_drawn_once_while_all_it_follows_from_is_the_same(runner_with: RunnerWith) -> None:
    runner, pen = runner_with(opened=4), Pen()
    assert [runner.day().drawn("road", pen, 1) for _look in range(2)] == ["1", "1"]


def test_another_event_day_language_clock_part_or_reason_draws_anew(
    runner_with: RunnerWith, other: Account, owner: Account
) -> None:
    runner, pen = runner_with(opened=4), Pen()
    own, yet = runner.episode, today() + timedelta(days=1)

    def look(
        account: Account = owner, on: date | None = None, language: str = "en", by: Any = (), part: str = "road"
    ) -> str:
        return Day(account, own if account is owner else theirs, on or today(), language).drawn(part, pen, *by)

    theirs = runner_with(opened=4, account=other).episode
    seen = [look(), look(other), look(on=yet), look(language="nl"), look(by=(1,)), look(by=(2,)), look(part="week")]
    with timezone.override("Asia/Tokyo"):
        seen.append(look())
    runner.calm()
    seen.append(look())
    assert seen == [str(number) for number in range(1, 10)]
    past = Day(owner, own, today(), "en").before_work(today())
    assert past.drawn("road", pen) == "10", "a part of the log is not the whole"


def test_what_is_told_between_the_question_and_the_drawing_is_on_the_next_page(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)

    def count(day: Day) -> int:
        return int(day.drawn("count", lambda: SafeString(len(day.events))))

    early = runner.day()
    told = len(early.events)
    runner.calm()  # by another process
    assert count(early) == told
    assert count(runner.day()) == told + 1


def test_after_a_form_is_kept_the_same_day_reads_it(runner_with: RunnerWith) -> None:
    day = runner_with(opened=4).day()
    before = day.newest
    data = {"pain_rest": 0, "pain_daily": 0, "pain_morning": 1}
    services.keep(day, [{"type": "checked_in", "on": today().isoformat(), "data": data}])
    assert day.newest > before
    assert day.diary.answers[today()].pain_morning == 1


def test_the_history_shows_each_change_at_the_next_look(
    runner_with: RunnerWith, client_of: ClientOf, owner: Account
) -> None:
    runner = runner_with(opened=4)
    assert "rest 0, daily 3, morning 0" not in runner.text("/history")
    event = runner.calm(1, pain_daily=3)
    assert "rest 0, daily 3, morning 0" in runner.text("/history")
    runner.write("corrected", event=event, data={"pain_rest": 0, "pain_daily": 5, "pain_morning": 0})
    text = runner.text("/history")
    assert "rest 0, daily 5, morning 0" in text
    clock = timezone.localtime().strftime("%H:%M")
    assert f"{clock}:" in text
    Runner.objects.filter(account=owner).update(time_zone="Asia/Tokyo")
    with timezone.override("Asia/Tokyo"):
        there = timezone.localtime().strftime("%H:%M")
    assert there != clock
    assert f"{there}:" in runner.text("/history"), "a moment is told by the runner's own clock"
    runner.write("withdrawn", event=event)
    assert "taken back" in runner.text("/history")
    dutch = client_of(owner, **{"accept-language": "nl"}).get("/history").content.decode()
    assert "teruggenomen" in dutch


def test_each_page_of_the_history_is_its_own(weeks_on: Runs) -> None:
    first, second = _days(weeks_on.text("/history")), _days(weeks_on.text("/history?page=2"))
    assert first[0] > first[-1] > second[0] > second[-1]
    assert first == _days(weeks_on.text("/history?page=1"))


def _days(page: str) -> list[str]:
    return re.findall(r'<h2 id="d(\d+)">', page)


def test_the_running_before_shows_a_file_at_the_next_look_and_not_after_it_is_taken_back(weeks_on: Runs) -> None:
    own, onset = Runner.objects.get(account=weeks_on.account), weeks_on.day().start.onset_on
    assert "<b>Blue</b>" not in weeks_on.text("/history/running")
    assert not found_for(weeks_on.day(), {}).files.worn
    worn = [[(onset - timedelta(days)).isoformat(), 12.0] for days in (50, 20)]
    batch = Import.objects.create(runner=own)
    shoes = [{"name": "Blue", "worn": worn, "undated_km": 100.0, "activities": 9}]
    Line.objects.create(batch=batch, reading=1, path="a.csv", status="taken", reason_code="taken", shoes=shoes)
    assert "<b>Blue</b>" in weeks_on.text("/history/running")
    assert found_for(weeks_on.day(), {}).files.worn
    Import.objects.filter(pk=batch.pk).update(undone_at=timezone.now())
    assert "<b>Blue</b>" not in weeks_on.text("/history/running")
    _ran(own, onset - timedelta(days=10), 38_000)
    assert "<b>38\N{NO-BREAK SPACE}km</b>" in weeks_on.text("/history/running")
    ActivityRow.objects.filter(runner=own).update(distance_m=37_000)
    assert "<b>37\N{NO-BREAK SPACE}km</b>" in weeks_on.text("/history/running")


def _ran(own: Runner, on: date, metres: float) -> None:
    upload = Upload.objects.create(runner=own, sha256="0" * 64, name="run.fit", size_bytes=1)
    start = datetime(on.year, on.month, on.day, 8, tzinfo=UTC)
    run = {"sport": "run", "start": start, "local_date": on, "seconds": 3 * 3600, "distance_m": metres}
    ActivityRow.objects.create(runner=own, upload=upload, activity_id=upload.pk, file_hash=upload.sha256, **run)


def test_the_board_of_causes_shows_an_answer_and_a_judgement_at_the_next_look(weeks_on: Runs) -> None:
    with translation.override("en"):
        page = weeks_on.text("/causes")
        assert "Answered: don" not in page
        for part in page.split("<aside>"):
            question = part.partition('name="answer" value="')[2].partition(":")[0]
            answered = weeks_on.send("/causes", {"answer": f"{question}:unknown"}).content.decode()
            assert answered.count("Answered: don") == 1
        assert "Answered: don" not in weeks_on.text("/causes"), "it is kept when it is saved"
        factor = page.partition('class="card cause" id="c-')[2].partition('"')[0]
        assert "Stands on your plan." not in page
        weeks_on.write("cause_judged", factor=factor, verdict="suspected")
        assert "Stands on your plan." in weeks_on.text("/causes")


def test_why_shows_what_was_shown_since_the_last_look(weeks_on: Runs) -> None:
    assert "The rules were updated" not in weeks_on.text("/why")
    last = DecisionRow.objects.latest("seq")
    change: dict[str, Any] = {"from": "0.0.1", "on": last.on_date.isoformat(), "kind": None, "changes": []}
    last.pk, last.rules_version, last.rules_change = None, "0.0.2", change
    last.save(force_insert=True)
    assert 'class="versions"' in weeks_on.text("/why")


def test_the_plan_shows_each_change_at_the_next_look(weeks_on: Runs) -> None:
    page = weeks_on.text("/plan")
    done = page.count("Done:")
    race = (today() + timedelta(days=300)).isoformat()
    weeks_on.write("goal_set", kind="race", on=race, distance_km=10.0)
    weeks_on.write("availability_set", weekdays={"mon": 35})
    weeks_on.ran()
    weeks_on.write("cause_judged", factor="session_spike", verdict="suspected")
    page = weeks_on.text("/plan")
    assert date_format(date.fromisoformat(race), "j F Y") in page
    assert "Mon 35" in page
    assert page.count("Done:") > done
    assert 'id="on-plan"' in page
