"""Reading accounts."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from opbouw.web.accounts.models import Account


def has_owner() -> bool:
    """Whether somebody set this server up."""
    return Account.objects.filter(is_owner=True).exists()


def people_for(account: Account | AnonymousUser) -> QuerySet[Account]:
    """The people of this household: all for the owner, nobody for others."""
    people = Account.objects.filter(kind=Account.Kind.PERSON).order_by("created_at")
    return people if getattr(account, "is_owner", False) else people.none()
