"""The letter on its page and as a file: in both languages, with the name the runner chooses, and in nobody's log."""

import pytest

from opbouw.exports.typeset import TypesetError
from opbouw.web.store.models import Runner
from opbouw.web.ui import letters as views
from tests.exports.pdf import Pdf
from tests.web.conftest import Logged
from tests.web.daily.conftest import RunnerWith, Runs, today
from tests.web.daily.test_signs import say_yes

pytestmark = pytest.mark.django_db
NOTE = '#import "@preview/x" $a$ <script>alert(1)</script> & \\ zeurt'


def written(runner: Runs) -> Runs:
    """A runner with a name, a note and a warning sign."""
    Runner.objects.filter(account=runner.account).update(display_name="Anna de Wit")
    runner.calm(1, note=NOTE)
    say_yes(runner)
    return runner


def test_the_page_tells_the_sign_the_answer_and_what_an_answer_must_name(runner_with: RunnerWith) -> None:
    text = written(runner_with(opened=4)).text("/letter").replace("\u00a0", " ")
    assert "Answer: yes, on" in text
    assert "Anna de Wit" in text
    assert "Here only a doctor’s clearance counts." in text
    assert "Not a diagnosis" in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; \\ zeurt" in text


@pytest.mark.parametrize(
    ("lang", "title"), [("nl", "Brief voor huisarts of fysio"), ("en", "Letter for doctor or physio")]
)
def test_the_letter_comes_in_both_languages_and_says_in_which(runner_with: RunnerWith, lang: str, title: str) -> None:
    runner = written(runner_with(opened=4))
    text = runner.text(f"/letter?lang={lang}")
    assert f'lang="{lang}"><' in text.split("<main")[1].replace("\n", "").replace("  ", "")
    assert title in text
    assert f"/letter.pdf?lang={lang}&amp;name=name" in text
    page = Pdf(runner.client.get(f"/letter.pdf?lang={lang}").content)
    assert page.pages == 1
    assert title in page.text


@pytest.mark.parametrize(("name", "shown"), [("name", "Anna de Wit"), ("initials", "A.d.W."), ("none", "a runner")])
def test_the_runner_chooses_which_name_stands_on_it(runner_with: RunnerWith, name: str, shown: str) -> None:
    runner = written(runner_with(opened=4))
    for text in (runner.text(f"/letter?name={name}"), Pdf(runner.client.get(f"/letter.pdf?name={name}").content).text):
        assert shown in text
        assert ("Anna" in text) == (name == "name")


@pytest.mark.parametrize("query", ["lang=fr&name=all", "lang=&name=", "lang=nl&lang=en&name=%00"])
def test_a_choice_that_is_none_gives_the_runners_own(runner_with: RunnerWith, query: str) -> None:
    runner = written(runner_with(opened=4))
    assert "Letter for doctor or physio" in runner.text(f"/letter?{query}")
    assert runner.client.get(f"/letter.pdf?{query}").status_code == 200


def test_the_file_has_a_neutral_name_is_kept_by_no_cache_and_holds_the_note_as_typed(runner_with: RunnerWith) -> None:
    response = written(runner_with(opened=4)).client.get("/letter.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'attachment; filename="opbouw-{today().isoformat()}.pdf"'
    assert response["Cache-Control"] == "no-store"
    assert NOTE.replace(" ", "") in Pdf(response.content).text.replace(" ", "")


def test_nothing_of_the_letter_is_written_to_the_log(
    runner_with: RunnerWith, logged: Logged, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner = written(runner_with(opened=4))
    runner.client.get("/letter.pdf?lang=nl&name=initials")
    monkeypatch.setattr(views, "pdf_of", failing)
    runner.client.get("/letter.pdf?lang=nl&name=initials")
    told = logged()
    assert "letter_pdf" in told
    assert "letter_pdf_failed" in told
    for secret in ("zeurt", "Anna", "night", "initials", "lang=nl"):
        assert secret not in told


def failing(*_: object) -> bytes:
    raise TypesetError("the page could not be laid out")


def test_a_pdf_that_cannot_be_made_leads_to_the_page_with_a_word(
    runner_with: RunnerWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner = written(runner_with(opened=4))
    monkeypatch.setattr(views, "pdf_of", failing)
    response = runner.client.get("/letter.pdf", follow=True)
    assert response.redirect_chain == [("/letter", 302)]
    assert "The PDF could not be made just now." in response.content.decode()


def test_the_stop_leads_to_both(runner_with: RunnerWith) -> None:
    text = written(runner_with(opened=4)).text("/stop")
    assert 'href="/letter"' in text
    assert 'href="/letter.pdf"' in text


def test_a_locked_injury_has_its_letter_too(runner_with: RunnerWith) -> None:
    runner = runner_with(injury="bsi_tibia_posteromedial", spot="shin_medial")
    text = runner.text("/letter").replace("\u00a0", " ")
    assert "asks for a doctor’s clearance first" in text
    assert "everything stands still since" in text
    assert 'href="/letter"' in runner.text("/today")
