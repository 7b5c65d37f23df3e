"""The plan on the phone: move a run, see the week that follows, take it back, and take the week along."""

from datetime import timedelta

import pytest
from django.utils import timezone

from opbouw.demo.log import events
from opbouw.web.accounts import services as accounts
from opbouw.web.store import services
from opbouw.web.store.models import Runner
from tests.e2e.conftest import MoveClock, Phone

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "three calm words"


def weeks_on(phone: Phone, move_clock: MoveClock) -> None:
    """Somebody six weeks into the return, logged in, on a Monday: the week is the same whenever this runs."""
    move_clock(timedelta(days=-timezone.localdate().weekday() % 7))
    account = accounts.create_owner("Sanne", PASSWORD, "nl")
    services.load_log(Runner.objects.get(account=account), events(timezone.localdate()))
    phone.open("/login")
    phone.type("#id_name", "Sanne")
    phone.type("#id_password", PASSWORD)
    phone.go("main button.big")


def test_a_run_is_moved_in_two_taps_and_put_back_in_one_and_the_week_goes_along(
    phone: Phone, move_clock: MoveClock
) -> None:
    weeks_on(phone, move_clock)
    phone.open("/plan")
    assert "hier ben je" in phone.text()
    for summary in phone.page.locator("main summary").all():
        summary.click()
    phone.look()
    rows = phone.page.locator(".plan-week > .week .what").all_inner_texts()

    before = phone.taps
    phone.go("a.move-it >> nth=-1")
    phone.go("button[name=to]")
    assert phone.taps - before == 2
    assert phone.path == "/plan#week"
    assert "en daar staat het nu" in phone.text()
    assert phone.page.locator(".plan-week > .week .what").all_inner_texts() != rows
    phone.go(".moved button")
    assert phone.page.locator(".plan-week > .week .what").all_inner_texts() == rows

    phone.open("/plan/changes")
    phone.open("/plan/along")
    with phone.page.expect_download() as watch:
        phone.tap('a[href$=".fit"]')
    assert watch.value.suggested_filename.startswith("opbouw-")
    with phone.page.expect_download() as paper:
        phone.tap("form.along-form button")
    assert paper.value.suggested_filename.endswith(".pdf")
