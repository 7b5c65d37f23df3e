"""The week to take along: on paper, on the watch, in the calendar."""

import io

import fitdecode
import pytest

from opbouw.exports.typeset import TypesetError
from opbouw.web.plan import along
from opbouw.web.player.segments import segments
from tests.exports.pdf import Pdf
from tests.web.conftest import ClientOf
from tests.web.daily.conftest import RunnerWith, Runs
from tests.web.plan.conftest import plain, words_of

pytestmark = pytest.mark.django_db


def steps_of(content: bytes) -> list[tuple[str, int]]:
    """What a watch does with the file: runs and walks with their seconds, walks that follow each other as one."""
    rows = [
        message
        for message in fitdecode.FitReader(io.BytesIO(content))
        if isinstance(message, fitdecode.FitDataMessage) and message.name == "workout_step"
    ]
    single: list[list[tuple[str, int]]] = []
    for row in rows:
        if row.get_value("duration_type") == "time":
            kind = "run" if row.get_value("intensity") == "active" else "walk"
            single.append([(kind, int(row.get_value("duration_time")))])
        else:
            first = int(row.get_value("duration_step"))
            single[first:] = [[one for step in single[first:] for one in step] * int(row.get_value("repeat_steps")), []]
    found: list[tuple[str, int]] = []
    for kind, seconds in (one for step in single for one in step):
        if found and kind == "walk" and found[-1][0] == "walk":
            seconds += found.pop()[1]
        found.append((kind, seconds))
    return found


def test_the_watch_counts_the_same_blocks_as_the_player(weeks_on: Runs) -> None:
    runs = [one for one in weeks_on.day().sessions() if one["kind"] == "run"]
    assert runs != []
    html = weeks_on.text("/plan/along")
    for run in runs:
        path = f"/plan/watch/{run['id']}.fit"
        assert f'href="{path}"' in html
        answer = weeks_on.client.get(path)
        assert answer["Content-Disposition"] == f'attachment; filename="opbouw-{run["on"]}.fit"'
        assert steps_of(answer.content) == [(one.kind, one.seconds) for one in segments(run)]


def test_without_a_run_the_page_says_so_and_still_tells_how(runner_with: RunnerWith) -> None:
    text = words_of(runner_with(opened=4), "/plan/along")
    assert "No run is planned in these seven days." in text
    assert "Copy the file to the folder GARMIN" in text


def test_work_without_blocks_and_what_is_not_planned_have_no_file(weeks_on: Runs) -> None:
    other = next(one for one in weeks_on.day().sessions() if one["kind"] != "run")
    for one in (other["id"], "08697658-7c50-4b48-8879-9324e4209faa"):
        assert weeks_on.client.get(f"/plan/watch/{one}.fit").status_code == 404


def test_the_week_on_paper_is_a_page_in_the_language_and_with_the_name_that_were_chosen(
    weeks_on: Runs, client_of: ClientOf
) -> None:
    answer = weeks_on.client.get("/plan/week.pdf?lang=nl&name=initials")
    assert answer["Content-Type"] == "application/pdf"
    page = Pdf(answer.content)
    assert page.pages == 1
    assert "Je week" in page.text
    assert "A." in page.text
    assert "Anna" not in page.text
    assert "Anna" in Pdf(client_of(weeks_on.account).get("/plan/week.pdf").content).text


def test_a_page_that_cannot_be_laid_out_is_said_and_the_plan_stays(
    weeks_on: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_page: object) -> bytes:
        raise TypesetError("no")

    monkeypatch.setattr(along, "pdf_of", refuse)
    assert weeks_on.client.get("/plan/week.pdf")["Location"] == "/plan"
    assert "The PDF could not be made just now." in words_of(weeks_on)


def test_a_stop_leaves_nothing_to_take_along(weeks_on: Runs) -> None:
    run = next(one for one in weeks_on.day().sessions() if one["kind"] == "run")
    weeks_on.write("screened", 0, answers={"rf_night_pain": "yes"}, why="asked")
    for path in ("/plan/along", "/plan/week.pdf", f"/plan/watch/{run['id']}.fit"):
        assert weeks_on.client.get(path)["Location"] == "/stop"


def test_the_calendar_is_one_tap_away(weeks_on: Runs) -> None:
    assert 'href="/settings/calendar"' in weeks_on.text("/plan/along")
    assert "without a word about why" in plain(weeks_on.text("/plan/along"))
