"""Reading accounts."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest

from opbouw.web.accounts.models import Account


def account_of(request: HttpRequest) -> Account:
    """Who is logged in; for views behind `login_required`."""
    if not isinstance(request.user, Account):
        raise PermissionDenied
    return request.user


def has_owner() -> bool:
    """Whether somebody set this server up."""
    return Account.objects.filter(is_owner=True).exists()


def people_for(account: Account | AnonymousUser) -> QuerySet[Account]:
    """The people of this household: all for the owner, nobody for others."""
    people = Account.objects.filter(kind=Account.Kind.PERSON).order_by("created_at")
    return people if getattr(account, "is_owner", False) else people.none()
