"""Making accounts. The first one owns this server; the owner makes the others."""

from django.conf import settings
from django.db import IntegrityError, transaction

from opbouw.web.accounts.models import Account
from opbouw.web.store.models import Runner


class NameTakenError(Exception):
    """Somebody on this server already has this name."""


class AlreadyOwnedError(Exception):
    """The owner's account was made by an earlier visit."""


def create_owner(name: str, password: str, language: str) -> Account:
    """Make the first account. Raises `AlreadyOwnedError` when another visit was first."""
    if Account.objects.filter(is_owner=True).exists():
        raise AlreadyOwnedError
    try:
        return _create(name, password, language, owner=True)
    except NameTakenError:
        if Account.objects.filter(is_owner=True).exists():
            raise AlreadyOwnedError from None
        raise


def create_person(name: str, password: str, language: str) -> Account:
    """Make a further account. Raises `NameTakenError`."""
    return _create(name, password, language, owner=False)


def _create(name: str, password: str, language: str, *, owner: bool) -> Account:
    try:
        with transaction.atomic():
            account = Account.objects.create_account(name, password, owner=owner)
            Runner.objects.create(account=account, display_name=name, language=language, time_zone=settings.TIME_ZONE)
    except IntegrityError as problem:
        raise NameTakenError(name) from problem
    return account
