"""Accounts: a name, a password, nothing else. No e-mail address is asked."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class AccountManager(BaseUserManager["Account"]):
    """Finds and makes accounts; a name is the same in capitals and small letters."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(name__iexact=username)

    def create_account(
        self, name: str, password: str | None, kind: str = "person", *, owner: bool = False
    ) -> "Account":
        """Save a new account; without a password nobody can log in to it."""
        account = self.model(name=name, kind=kind, is_owner=owner)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """Somebody who can log in, or the example runner."""

    class Kind(models.TextChoices):
        PERSON = "person", _("person")
        EXAMPLE = "example", _("example runner")

    name = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PERSON)
    is_owner = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[AccountManager] = AccountManager()
    USERNAME_FIELD = "name"

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("name"), name="account_name_once"),
            models.UniqueConstraint(fields=["is_owner"], condition=models.Q(is_owner=True), name="account_one_owner"),
            models.UniqueConstraint(fields=["kind"], condition=models.Q(kind="example"), name="account_one_example"),
            models.CheckConstraint(condition=~models.Q(name=""), name="account_has_name"),
            models.CheckConstraint(condition=models.Q(kind__in=["person", "example"]), name="account_known_kind"),
        ]

    def __str__(self) -> str:
        return f"account {self.pk}"

    @property
    def is_example(self) -> bool:
        """The example runner is looked at, not changed."""
        return self.kind == self.Kind.EXAMPLE
