"""Forms about accounts."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from opbouw.web.ui.fields import tidy_name

NAMED = {"required": _("Fill in the name.")}


class NewAccountForm(forms.Form):
    """A name and a password; nothing else is asked."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=80,
        error_messages=NAMED,
        help_text=_("You log in with it. A first name will do."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "class": "input"}),
    )
    password = forms.CharField(
        label=_("Choose a password"),
        max_length=200,
        error_messages={"required": _("Choose a password.")},
        help_text=_("At least 10 characters. Three or four words work well."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "class": "input"}),
    )

    def clean_name(self) -> str:
        """The name without odd spaces."""
        return tidy_name(self.cleaned_data["name"])

    def clean_password(self) -> str:
        """A password that is not too easy to guess."""
        password: str = self.cleaned_data["password"]
        if not password.strip():
            raise ValidationError(_("Spaces alone are no password."), code="blank")
        password_validation.validate_password(password)
        return password


class NewPersonForm(NewAccountForm):
    """The same form, in the words of somebody who makes an account for another."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Their name")
        self.fields["name"].help_text = _("They log in with it.")
        self.fields["password"].label = _("A first password")


class LoginForm(forms.Form):
    """Name and password; the error does not say which of the two was wrong."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=80,
        error_messages=NAMED,
        widget=forms.TextInput(attrs={"autocomplete": "username", "class": "input"}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        error_messages={"required": _("Fill in the password.")},
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "class": "input"}),
    )

    def refuse(self) -> None:
        """Add the one error a failed log-in gives."""
        self.add_error(
            "password", ValidationError(_("Name and password do not belong together. Try again."), code="login")
        )
