"""Parts that many daily forms share: the ruler, choices, and the key that makes a second tap harmless."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

FROM_0_TO_10 = lazy("Choose a number from 0 to 10.")


class Ruler(forms.TypedChoiceField):
    """Eleven radios, 0 to 10, to be drawn with the `ruler` tag."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=[(str(number), str(number)) for number in range(11)],
            coerce=int,
            empty_value=None,
            widget=forms.RadioSelect,
            error_messages={"required": FROM_0_TO_10, "invalid_choice": FROM_0_TO_10},
            **kwargs,
        )


def words(label: Any, *, rows: int = 2, most: int = 1000, **more: Any) -> forms.CharField:
    """A few own words."""
    widget = forms.Textarea(attrs={"class": "input", "rows": rows})
    return forms.CharField(label=label, max_length=most, required=False, widget=widget, **more)


class Key(forms.UUIDField):
    """The key of a form; one that is no key is as good as none."""

    def to_python(self, value: Any) -> uuid.UUID | None:  # type: ignore[override]
        """The key, or None."""
        try:
            return uuid.UUID(str(value))
        except ValueError:
            return None


class KeyedForm(forms.Form):
    """A form with a key of its own: sent twice, its facts are kept once."""

    key = Key(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.initial.setdefault("key", uuid.uuid4())

    def full_clean(self) -> None:
        """Say what to do in a field that was left open, unless the field says it better."""
        for field in self.fields.values():
            if field.error_messages["required"] == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = _("Fill this in.")
        super().full_clean()

    def needed(self) -> str:
        """The names of the fields that cannot stay open, for the page."""
        return " ".join(name for name, field in self.fields.items() if field.required)

    def sent_key(self) -> uuid.UUID | None:
        """The key as it was sent, before anything else is judged; None when it is none."""
        return Key().to_python(self.data.get("key", ""))

    def fact_key(self) -> uuid.UUID:
        """The key the facts are kept under."""
        found: uuid.UUID | None = self.cleaned_data.get("key")
        return found or uuid.uuid4()


def known(**values: Any) -> dict[str, Any]:
    """The values that were given; what was left open is absent."""
    return {name: value for name, value in values.items() if value is not None and value not in ("", [])}
