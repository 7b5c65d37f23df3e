"""Reading what the daily screens keep beside the log."""

from opbouw.web.daily.models import PhoneNumbers
from opbouw.web.store.selectors import Asker


def phone_numbers(account: Asker) -> PhoneNumbers:
    """The numbers of this account; the emergency number alone when nothing was filled in."""
    return PhoneNumbers.objects.filter(runner__account_id=account.pk or 0).first() or PhoneNumbers()
