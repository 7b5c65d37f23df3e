"""What holds on every page: a strict content policy, one language, nothing from elsewhere, errors of few words."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path, reverse

from opbouw.web import urls as real
from opbouw.web.accounts.models import Account
from opbouw.web.store.models import Runner
from tests.web.conftest import PASSWORD, ClientOf, Logged

pytestmark = pytest.mark.django_db
WEB = Path(real.__file__).parent
TEMPLATES = sorted(WEB.rglob("templates/**/*.html"))


class Inline(HTMLParser):
    """Finds what the content policy would refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _ in attrs}
        self.found += [f"{tag} {name}" for name in names if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in names):
            self.found.append(tag)
        self.found += [f"{tag} {value}" for name, value in attrs if name in {"src", "href"} and foreign(value or "")]


def foreign(address: str) -> bool:
    """Whether an address leads to another machine."""
    return bool(re.match(r"(https?:)?//", address))


def let_go(response: Any) -> None:
    """Close the file of a static answer; closing the answer itself would close the database of the test."""
    for close in response._resource_closers:
        close()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(WEB).as_posix())
def test_no_template_has_anything_inline_or_from_elsewhere(template: Path) -> None:
    parser = Inline()
    parser.feed(re.sub(r"{%.*?%}|{#.*?#}", "", template.read_text(encoding="utf-8")))
    assert parser.found == []


@pytest.mark.parametrize("sheet", sorted(WEB.rglob("static/**/*.css")), ids=lambda path: path.name)
def test_no_style_sheet_asks_another_machine(sheet: Path) -> None:
    addresses = re.findall(r"url\(([^)]+)\)", sheet.read_text(encoding="utf-8"))
    assert [address for address in addresses if foreign(address.strip("'\""))] == []


def test_every_answer_carries_the_policy(client: Client) -> None:
    for address in ("/", "/nowhere", "/login", "/health", "/static/ui/app.css"):
        response = client.get(address)
        let_go(response)
        policy = response["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy


def test_pages_stay_out_of_caches_and_cannot_be_framed(client: Client) -> None:
    response = client.get("/")
    assert response["Cache-Control"] == "no-store"
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"


def test_static_files_have_an_address_that_changes_with_them(client: Client) -> None:
    page = client.get("/").content.decode()
    address = re.search(r'href="(/static/ui/base\.css\?v=[0-9a-f]{10})"', page)
    assert address
    response = client.get(address[1])
    let_go(response)
    assert response.status_code == 200


def test_health_says_only_that_it_is_well(client: Client) -> None:
    assert client.get("/health").json() == {"status": "ok"}


@pytest.mark.parametrize(
    ("wanted", "lang"), [("nl-NL,nl;q=0.9,en;q=0.5", "nl"), ("en-GB", "en"), ("fr-FR", "en"), ("", "en")]
)
def test_the_page_is_in_the_language_of_the_browser(wanted: str, lang: str) -> None:
    page = Client(headers={"accept-language": wanted}).get("/").content.decode()
    assert f'<html lang="{lang}"' in page
    assert ("Begin met mijn eigen blessure" in page) is (lang == "nl")
    assert ("Start with my own injury" in page) is (lang == "en")


def test_a_chosen_language_is_remembered_in_the_browser(client_of: ClientOf) -> None:
    client = client_of(None)
    response = client.post(reverse("language"), {"language": "nl", "next": "/login"})
    assert response["Location"] == "/login"
    assert '<html lang="nl"' in client.get("/").content.decode()


def test_a_chosen_language_comes_along_to_another_browser(owner: Account, client_of: ClientOf) -> None:
    client_of(owner).post(reverse("language"), {"language": "nl"})
    assert Runner.objects.get(account=owner).language == "nl"
    elsewhere = client_of(None)
    elsewhere.post(reverse("login"), {"name": "Anna", "password": PASSWORD})
    assert '<html lang="nl"' in elsewhere.get("/").content.decode()


@pytest.mark.parametrize("data", [{"language": "xx"}, {"language": ""}, {}])
def test_an_unknown_language_changes_nothing(client_of: ClientOf, data: dict[str, str]) -> None:
    client = client_of(None)
    client.post(reverse("language"), data)
    assert '<html lang="en"' in client.get("/").content.decode()


@pytest.mark.parametrize(
    "goal", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "nonsense"]
)
def test_a_switch_never_leads_elsewhere(client: Client, goal: str) -> None:
    response = client.post(reverse("language"), {"language": "nl", "next": goal})
    assert response["Location"] == reverse("start")


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_chosen_colours_are_remembered(client: Client, theme: str) -> None:
    client.post(reverse("theme"), {"theme": theme})
    assert f'data-theme="{theme}"' in client.get("/").content.decode()


def test_without_a_choice_the_colours_are_those_of_the_device(client: Client) -> None:
    client.post(reverse("theme"), {"theme": '"><b>'})
    assert "data-theme" not in client.get("/").content.decode()


@pytest.mark.parametrize(("lang", "words"), [("nl", "Hier is geen pagina"), ("en", "There is no page here")])
def test_a_missing_page_is_said_in_the_language_of_the_browser(lang: str, words: str) -> None:
    response = Client(headers={"accept-language": lang}).get("/nowhere")
    assert response.status_code == 404
    assert words in response.content.decode()


def test_an_old_form_is_explained(owner: Account) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post(reverse("login"), {"name": "Anna", "password": PASSWORD})
    assert response.status_code == 403
    assert "This form waited too long" in response.content.decode()


def test_a_host_that_is_not_ours_is_refused(client: Client) -> None:
    response = client.get("/", headers={"host": "evil.example"})
    assert response.status_code == 400


def test_a_request_that_is_too_large_is_refused_before_it_is_read(client: Client, settings: Any) -> None:
    settings.MAX_UPLOAD_BYTES = 100
    response = client.post(reverse("login"), {"name": "a" * 200, "password": "b"})
    assert response.status_code == 413
    assert "too much in one go" in response.content.decode()


def broken(_request: HttpRequest) -> HttpResponse:
    """A view with a fault."""
    raise RuntimeError("pain 7 at the left knee")


class Faulty:
    """The real addresses and a broken one."""

    urlpatterns = [*real.urlpatterns, path("broken", broken, name="broken")]
    handler500 = real.handler500


@override_settings(ROOT_URLCONF=Faulty)
def test_a_fault_of_ours_shows_and_logs_nothing_of_what_was_typed(logged: Logged) -> None:
    response = Client(raise_request_exception=False, headers={"accept-language": "nl"}).get("/broken")
    page = response.content.decode()
    assert response.status_code == 500
    assert "Er ging iets stuk aan onze kant" in page
    assert "pain 7" not in page
    assert "RuntimeError" in logged()
    assert "test_frame.py" in logged()
    assert "pain 7" not in logged()


@pytest.mark.parametrize(("chosen", "shown"), [("on", 'data-motion="on"'), ("off", 'data-motion="off"'), ("auto", "")])
def test_whether_figures_move_is_kept_in_this_browser(client: Client, chosen: str, shown: str) -> None:
    client.post("/motion", {"motion": chosen, "next": "/"})
    page = client.get("/").content.decode()
    assert ("data-motion" in page) == bool(shown)
    assert shown in page


def test_another_choice_about_figures_is_not_kept(client: Client) -> None:
    client.post("/motion", {"motion": '"><b>', "next": "/"})
    assert "data-motion" not in client.get("/").content.decode()
