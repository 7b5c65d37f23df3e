"""The first visit makes the owner's account; nothing works with a password nobody chose."""

import pytest
from django.test import Client
from django.urls import reverse

from opbouw.web.accounts import services
from opbouw.web.accounts.models import Account
from opbouw.web.store.models import Runner
from tests.web.conftest import PASSWORD, ClientOf

pytestmark = pytest.mark.django_db


def test_a_new_server_has_no_accounts() -> None:
    assert not Account.objects.exists()


def test_the_first_visit_makes_the_owner_and_goes_on_to_the_questions(client: Client) -> None:
    response = client.post(reverse("first_account"), {"name": "  Anna  Vos ", "password": PASSWORD})
    assert response["Location"] == reverse("onboarding")
    account = Account.objects.get()
    assert (account.name, account.is_owner) == ("Anna Vos", True)
    assert client.session["_auth_user_id"] == str(account.pk)


def test_the_account_runs_in_the_language_it_was_made_in() -> None:
    Client(headers={"accept-language": "nl-NL"}).post(reverse("first_account"), {"name": "Anna", "password": PASSWORD})
    assert Runner.objects.get().language == "nl"


def test_there_is_one_owner_even_after_two_first_visits(client: Client, owner: Account) -> None:
    response = client.post(reverse("first_account"), {"name": "Eve", "password": PASSWORD})
    assert response["Location"] == reverse("login")
    assert list(Account.objects.values_list("name", flat=True)) == ["Anna"]
    with pytest.raises(services.AlreadyOwnedError):
        services.create_owner("Eve", PASSWORD, "en")


@pytest.mark.parametrize("password", ["", "short", "password123", "          "])
def test_a_password_that_is_too_easy_is_refused(client: Client, password: str) -> None:
    response = client.post(reverse("first_account"), {"name": "Anna", "password": password})
    assert response.status_code == 422
    assert not Account.objects.exists()


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "a" * 81, "\x00"])
def test_a_name_that_is_none_is_refused(client: Client, name: str) -> None:
    response = client.post(reverse("first_account"), {"name": name, "password": PASSWORD})
    assert response.status_code == 422
    assert not Account.objects.exists()


def test_logging_in_ignores_capitals_in_the_name(client: Client, owner: Account) -> None:
    response = client.post(reverse("login"), {"name": "anna", "password": PASSWORD})
    assert response["Location"] == reverse("start")
    assert client.session["_auth_user_id"] == str(owner.pk)


@pytest.mark.parametrize(
    "said", [{"name": "Anna", "password": "wrong words"}, {"name": "Nobody", "password": PASSWORD}]
)
def test_a_failed_log_in_says_the_same_for_a_wrong_name_and_a_wrong_password(
    client: Client, owner: Account, said: dict[str, str]
) -> None:
    response = client.post(reverse("login"), said)
    assert response.status_code == 422
    assert "Name and password do not belong together" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_after_logging_in_one_goes_on_to_the_page_one_wanted(client: Client, owner: Account) -> None:
    response = client.post(reverse("login"), {"name": "Anna", "password": PASSWORD, "next": "/people"})
    assert response["Location"] == "/people"


@pytest.mark.parametrize("goal", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_logging_in_never_leads_elsewhere(client: Client, owner: Account, goal: str) -> None:
    response = client.post(reverse("login"), {"name": "Anna", "password": PASSWORD, "next": goal})
    assert response["Location"] == reverse("start")


def test_the_owner_makes_an_account_for_somebody_else(owner: Account, client_of: ClientOf) -> None:
    response = client_of(owner).post(reverse("people"), {"name": "Bram", "password": PASSWORD})
    assert response["Location"] == reverse("people")
    assert Account.objects.get(name="Bram").is_owner is False
    assert "Bram" in client_of(owner).get(reverse("people")).content.decode()


def test_a_name_is_taken_once_whatever_the_capitals(owner: Account, client_of: ClientOf) -> None:
    response = client_of(owner).post(reverse("people"), {"name": "ANNA", "password": PASSWORD})
    assert response.status_code == 422
    assert "taken" in response.content.decode()
    assert Account.objects.count() == 1


def test_nobody_but_the_owner_makes_accounts(other: Account, client_of: ClientOf) -> None:
    response = client_of(other).post(reverse("people"), {"name": "Eve", "password": PASSWORD})
    assert response.status_code == 403
    assert not Account.objects.filter(name="Eve").exists()


def test_logging_out_takes_a_form_and_not_a_link(owner: Account, client_of: ClientOf) -> None:
    client = client_of(owner)
    assert client.get(reverse("logout")).status_code == 405
    client.post(reverse("logout"))
    assert "_auth_user_id" not in client.session


def test_a_password_is_not_kept_in_words(owner: Account) -> None:
    assert PASSWORD not in owner.password
