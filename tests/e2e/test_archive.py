"""A story of an archive: files are chosen, sent, read while the page follows by itself, and taken back."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from opbouw.web.background.work import work_now
from tests.e2e.conftest import Phone
from tests.e2e.test_stories import a_runner_who_begins
from tests.web.test_uploads import gpx, zipped

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """A zip with two runs of last month, and a file that cannot be read."""
    today = timezone.localdate()
    runs = {f"{back}.gpx": gpx(today - timedelta(days=back)) for back in (30, 32)}
    (tmp_path / "runs.zip").write_bytes(zipped(**runs))
    (tmp_path / "bad.fit").write_bytes(b"no fit at all")
    return [tmp_path / "runs.zip", tmp_path / "bad.fit"]


def test_an_archive_is_sent_followed_and_taken_back(phone: Phone, files: list[Path]) -> None:
    a_runner_who_begins(phone)
    phone.open("/settings")
    phone.go('a[href="/settings/archive"]')
    phone.page.locator("#files").set_input_files(files)
    assert "2 gekozen" in phone.text()
    phone.go("form[data-drop] button")
    assert "Wacht tot het gelezen wordt" in phone.text()
    work_now()
    expect(phone.page.locator("#stands + p")).to_contain_text("Gelezen: 3 van 3 bestanden, 2 activiteiten")
    expect(phone.page.locator("[data-told]")).to_have_text("Gelezen")
    phone.look()
    assert "De naam eindigt op .fit" in phone.text()
    phone.go("#undo")
    assert "Activiteiten in je archief" in phone.text()
    phone.go("main button.big")
    assert phone.path == "/settings/archive"
    assert "Teruggenomen" in phone.text()


def test_without_a_script_the_same_form_sends_and_a_link_looks_again(
    live_server: LiveServer, phone: Phone, files: list[Path]
) -> None:
    a_runner_who_begins(phone)
    browser = phone.page.context.browser
    assert browser is not None
    plain = browser.new_context(java_script_enabled=False, storage_state=phone.page.context.storage_state())
    page = plain.new_page()
    page.goto(f"{live_server.url}/settings/archive")
    page.locator("#files").set_input_files(files)
    page.locator("form[data-drop] button").click()
    expect(page.locator("#stands")).to_be_visible()
    work_now()
    page.get_by_role("link", name="Kijk opnieuw").click()
    expect(page.locator("#report")).to_be_visible(timeout=60_000)
    plain.close()
