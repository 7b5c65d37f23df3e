"""Who writes an event. The role comes from the log-in, never from a form."""

from dataclasses import dataclass

from opbouw.web.accounts.models import Account


@dataclass(frozen=True, slots=True)
class Actor:
    """An account in the role it acts in."""

    account_id: int
    role: str

    @property
    def by_id(self) -> str:
        """How the events name this actor."""
        return f"account-{self.account_id}"


def actor_for(account: Account) -> Actor:
    """The account as a runner in its own episodes; guides get their own way in when they are invited."""
    return Actor(account.pk, "runner")
