"""Progress on a phone in the dark, on a wide screen, at large text and on paper, looked at by axe in each."""

import pytest

from tests.e2e.conftest import Phone
from tests.exports.pdf import Pdf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_progress_is_found_from_the_bar_reads_with_its_tables_open_and_prints(phone: Phone) -> None:
    told: list[str] = []
    phone.page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    phone.open("/")
    with phone.page.expect_navigation(url="**/today", timeout=60_000):  # making the example takes its time
        phone.page.locator("form[action*=example] button").click()
    phone.go('.tabs a[href="/progress"]')
    assert "Je conditie loopt voor op je pees" in phone.text()
    assert phone.page.locator("svg.chart").count() == 6

    for summary in phone.page.locator("main details > summary").all():
        summary.click()
    assert phone.page.locator("main table").first.is_visible()
    phone.look()

    phone.page.emulate_media(color_scheme="dark")
    phone.look()
    phone.page.emulate_media(color_scheme="light")
    phone.page.set_viewport_size({"width": 320, "height": 700})
    phone.look()
    phone.page.set_viewport_size({"width": 1280, "height": 900})
    phone.look()

    printed = Pdf(phone.page.pdf(prefer_css_page_size=True))
    assert printed.size_mm == (210, 297)
    assert printed.pages <= 4
    assert "Wanneerbenjeterug?" in "".join(printed.text.split())  # the browser writes letter by letter

    phone.go('main a[href="/history"]')
    assert told == []
