"""A story of the library: found with a slip of the thumb, looked at, hidden, gone from the plan, and brought back."""

import pytest
from django.utils import timezone

from opbouw.demo.log import events
from opbouw.web.accounts import services as accounts
from opbouw.web.store import services
from opbouw.web.store.models import Runner
from tests.e2e.conftest import Phone
from tests.web.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def a_runner_with_a_plan(phone: Phone) -> None:
    """Somebody six weeks into the return, logged in on this phone."""
    account = accounts.create_owner("Anna", PASSWORD, "nl")
    services.load_log(Runner.objects.get(account=account), events(timezone.localdate()))
    phone.open("/login")
    phone.type("#id_name", "Anna")
    phone.type("#id_password", PASSWORD)
    phone.go("main button.big")


def test_an_exercise_is_found_hidden_and_brought_back(phone: Phone) -> None:
    a_runner_with_a_plan(phone)
    phone.open("/settings")
    phone.go('a[href="/library"]')
    planned = phone.page.locator("section").filter(has_text="In je schema").locator("h3 a")
    assert planned.count() > 0
    name = planned.first.inner_text()
    phone.type("#q", "vogelhnd")
    phone.go("form[role=search] button")
    assert "Vogelhond" in phone.text()
    phone.tap("form[role=search] summary")
    phone.page.locator("#q").fill("")
    phone.page.locator("#f-only").select_option("plan")
    phone.go("form[role=search] button")
    phone.go(f"h3 a:text-is('{name}')")
    assert "Zo doe je het" in phone.text()
    assert "hier voel je het" in phone.text()
    phone.go("button[value=hide]")
    assert "Deze oefening doe je niet." in phone.text()
    phone.open("/library?only=plan")
    assert phone.page.locator(f"h3 a:text-is('{name}')").count() == 0
    phone.open("/library?only=hidden")
    phone.go("button[value=back]")
    assert f"{name} is terug." in phone.page.locator("body").inner_text()
    phone.open("/library/sheet")
    with phone.page.expect_download() as sheet:
        phone.tap("main button.big")
    assert sheet.value.suggested_filename.endswith(".pdf")
