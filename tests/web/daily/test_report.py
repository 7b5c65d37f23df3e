"""The report for a physio on its page and as a file: in both languages, bounded, and with the other injury named."""

import gzip
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opbouw.exports.typeset import TypesetError
from opbouw.web.store.actors import actor_for
from opbouw.web.store.models import Runner
from opbouw.web.store.services import open_episode
from opbouw.web.ui import letters as views
from tests.exports.pdf import Pdf
from tests.web.conftest import first_facts
from tests.web.daily.conftest import RunnerWith, Runs

pytestmark = pytest.mark.django_db
MOST_BYTES = 14 * 1024


@pytest.mark.parametrize(("lang", "title"), [("nl", "Verslag voor de fysio"), ("en", "Report for the physio")])
def test_the_report_comes_in_both_languages_and_says_in_which(runner_with: RunnerWith, lang: str, title: str) -> None:
    runner = runner_with(opened=4)
    runner.calm(1, pain_morning=2)
    text = runner.text(f"/report?lang={lang}")
    assert f'<section class="letter whole report" aria-labelledby="report" lang="{lang}">' in text
    assert title in text
    assert f"/report.pdf?lang={lang}&amp;name=name" in text
    page = Pdf(runner.client.get(f"/report.pdf?lang={lang}").content)
    assert page.pages <= 2
    assert title in page.text


def test_the_chart_has_a_name_and_every_number_in_words(weeks_on: Runs) -> None:
    text = weeks_on.text("/report")
    assert 'aria-labelledby="pain-title pain-desc"' in text
    assert text.count('class="pt"') > 3
    assert "in the run" in text.split('id="pain-desc">')[1].split("</desc>")[0]
    assert " style=" not in text.split("<main")[1]


def test_six_weeks_are_two_pages_and_a_light_page(weeks_on: Runs) -> None:
    response = weeks_on.client.get("/report")
    assert len(gzip.compress(response.content)) < MOST_BYTES
    assert Pdf(weeks_on.client.get("/report.pdf").content).pages == 2


def test_the_page_asks_the_database_no_more_for_a_longer_story(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=9)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            runner.text("/report")
        return len(found)

    asked()
    few = asked()
    for day in range(8, 0, -1):
        runner.calm(day)
    asked()
    assert asked() <= few


def test_the_runners_other_injury_is_named(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    open_episode(
        actor_for(runner.account), uuid.uuid4(), first_facts(injury="hamstring_strain", spot="thigh_posterior")
    )
    assert "Another complaint beside this one: pain in the middle of the Achilles tendon" in runner.text(
        "/report"
    ).replace("\u00a0", " ")


@pytest.mark.parametrize(("name", "shown"), [("name", "Anna de Wit"), ("initials", "A.d.W."), ("none", "a runner")])
def test_the_runner_chooses_which_name_stands_on_it(runner_with: RunnerWith, name: str, shown: str) -> None:
    runner = runner_with(opened=2)
    Runner.objects.filter(account=runner.account).update(display_name="Anna de Wit")
    text = runner.text(f"/report?name={name}")
    assert shown in text
    assert ("Anna" in text) == (name == "name")


def test_the_file_is_kept_by_no_cache(runner_with: RunnerWith) -> None:
    response = runner_with(opened=1).client.get("/report.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "no-store"


def test_a_pdf_that_cannot_be_made_leads_to_the_page_with_a_word(
    runner_with: RunnerWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> bytes:
        raise TypesetError("the page could not be laid out")

    runner = runner_with(opened=1)
    monkeypatch.setattr(views, "pdf_of", failing)
    response = runner.client.get("/report.pdf", follow=True)
    assert response.redirect_chain == [("/report", 302)]
    assert "The PDF could not be made just now." in response.content.decode()


def test_letter_settings_and_history_lead_to_it(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=1)
    assert all('href="/report"' in runner.text(path) for path in ("/letter", "/settings", "/history"))
