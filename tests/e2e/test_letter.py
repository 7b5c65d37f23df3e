"""The letter at phone size and on paper: read by axe, fetched as a file, printed by the browser on one page."""

from pathlib import Path

import pytest
from django.utils import timezone

from opbouw.core.flags import questions_for
from opbouw.evidence import tables
from opbouw.web.accounts.models import Account
from opbouw.web.store import services
from opbouw.web.store.actors import actor_for
from opbouw.web.store.models import Episode
from opbouw.web.ui import letters as views
from tests.e2e.conftest import Phone
from tests.e2e.test_stories import a_runner_who_begins
from tests.exports.letters import full, letter_on
from tests.exports.pdf import Pdf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def a_sign() -> None:
    """The runner answers one warning sign with yes, after a check-in with a note."""
    account, episode = Account.objects.get(), Episode.objects.get()
    flags = questions_for(tables.injuries["achilles_midportion"], "achilles")
    said = {"pain_rest": 4, "pain_daily": 5, "pain_morning": 3, "note": "’s nachts wakker, overdag gaat het"}
    facts = [
        ("checked_in", said),
        ("screened", {"answers": {**dict.fromkeys(flags, "no"), "rf_night_pain": "yes"}, "why": "asked"}),
    ]
    on = timezone.localdate().isoformat()
    services.append_events(
        actor_for(account), episode, [{"type": kind, "on": on, "data": data} for kind, data in facts]
    )


def test_the_stop_gives_the_letter_as_a_file_and_on_a_page_that_prints_on_one_sheet(
    phone: Phone, tmp_path: Path
) -> None:
    a_runner_who_begins(phone)
    a_sign()
    phone.open("/stop")
    with phone.page.expect_download() as fetched:
        phone.tap('a[href="/letter.pdf"]')
    assert fetched.value.suggested_filename == f"opbouw-{timezone.localdate().isoformat()}.pdf"
    fetched.value.save_as(tmp_path / "letter.pdf")
    page = Pdf((tmp_path / "letter.pdf").read_bytes())
    assert (page.pages, page.size_mm) == (1, (210, 297))
    assert "Brief voor huisarts of fysio" in page.text

    phone.go('a[href="/letter"]')
    assert "Antwoord van arts of fysio" in phone.text()
    phone.page.select_option("#id_lang", "en")
    phone.page.select_option("#id_name", "initials")
    phone.go("form.letter-choice button")
    assert "Answer of doctor or physio" in phone.text()
    printed = Pdf(phone.page.pdf(prefer_css_page_size=True))
    assert (printed.pages, printed.size_mm) == (1, (210, 297))

    phone.page.set_viewport_size({"width": 1280, "height": 900})
    phone.open("/letter?lang=nl&name=none")
    assert "een loper" in phone.text()


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_fullest_letter_still_prints_on_one_sheet_and_stays_inside_a_phone(
    phone: Phone, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    a_runner_who_begins(phone)
    monkeypatch.setattr(views, "written", lambda *_: letter_on(full(), 14, lang, "Anna"))
    phone.open("/letter")
    assert Pdf(phone.page.pdf(prefer_css_page_size=True)).pages == 1
