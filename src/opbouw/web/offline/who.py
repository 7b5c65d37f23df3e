"""Whose copies a phone keeps: a mark of an account that says nothing about it."""

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from opbouw.web.accounts.models import Account


def who(request: HttpRequest) -> str:
    """The mark of who is logged in; empty for nobody and for the example runner, of whom nothing is kept on a phone."""
    account = getattr(request, "user", None)
    if not isinstance(account, Account) or account.is_example:
        return ""
    return salted_hmac("opbouw.offline", str(account.pk)).hexdigest()[:16]
