"""Form fields that read what people type: comma or point, a date not after today, a name without odd spaces."""

import math
import re
import unicodedata
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _


def tidy_name(raw: str) -> str:
    """One line, single spaces, no control characters."""
    kept = "".join(c for c in unicodedata.normalize("NFC", raw) if unicodedata.category(c)[0] != "C")
    return re.sub(r"\s+", " ", kept).strip()


def shown(value: float) -> str:
    """A number the way it is written here."""
    return str(number_format(int(value) if float(value).is_integer() else value, use_l10n=True))


class NumberField(forms.CharField):
    """A number within bounds, typed with a comma or a point; out of range is refused, never moved into range."""

    def __init__(
        self, *, low: float, high: float, unit: str = "", whole: bool = False, grouped: bool = True, **kwargs: Any
    ) -> None:
        self.low, self.high, self.unit, self.whole, self.grouped = low, high, unit, whole, grouped
        attrs = {"inputmode": "numeric" if whole else "decimal", "class": "input short", "autocomplete": "off"}
        super().__init__(widget=kwargs.pop("widget", forms.TextInput(attrs=attrs)), max_length=12, **kwargs)

    def clean(self, value: Any) -> float | int | None:
        """The number, or None when it was left open and may be."""
        text = str(super().clean(value) or "").strip().replace("\u00a0", "").replace(" ", "")
        if not text:
            return None
        if not re.fullmatch(r"[+-]?\d+(?:[.,]\d+)?", text):
            raise ValidationError(_("Write a number, such as 12 or 7.5."), code="number")
        number = float(text.replace(",", "."))
        if not math.isfinite(number) or not self.low <= number <= self.high:
            low, high = (shown(bound) if self.grouped else f"{bound:g}" for bound in (self.low, self.high))
            bounds = {"low": low, "high": high, "unit": str(self.unit)}
            text = _("Write a number from %(low)s to %(high)s %(unit)s.") % bounds
            raise ValidationError(re.sub(r" \.$", ".", text), code="range")
        if self.whole and not number.is_integer():
            raise ValidationError(_("Write a whole number."), code="whole")
        return int(number) if self.whole else number

    def prepare_value(self, value: Any) -> Any:
        """A kept number in the form it is written here."""
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return shown(value) if self.grouped else f"{value:g}"
        return value


class PaceField(forms.CharField):
    """Minutes and seconds per kilometre, typed as 6:10; kept as seconds per kilometre."""

    slowest, fastest = 1200, 150

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"class": "input short", "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attrs=attrs), max_length=8, **kwargs)

    def clean(self, value: Any) -> int | None:
        """Seconds per kilometre, or None when it was left open and may be."""
        text = str(super().clean(value) or "").strip()
        if not text:
            return None
        found = re.fullmatch(r"(\d{1,2})(?:[:.,](\d{1,2}))?", text)
        seconds = int(found[1]) * 60 + int(found[2] or 0) if found else 0
        if not found or int(found[2] or 0) > 59 or not self.fastest <= seconds <= self.slowest:
            raise ValidationError(_("Write a pace from 2:30 to 20:00, such as 6:10."), code="pace")
        return seconds

    def prepare_value(self, value: Any) -> Any:
        """A kept pace as minutes and seconds."""
        return f"{int(value) // 60}:{int(value) % 60:02d}" if isinstance(value, (int, float)) else value


class PastDateField(forms.DateField):
    """A date not later than today and not before `earliest`."""

    def __init__(self, *, earliest: date | None = None, **kwargs: Any) -> None:
        self.earliest = earliest
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"])
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "input medium"}))
        super().__init__(**kwargs)
        self.error_messages["invalid"] = _("Choose a date, such as 24-08-2026.")

    def clean(self, value: Any) -> date | None:
        """The date, or None when it was left open and may be."""
        day: date | None = super().clean(value)
        if day is None:
            return None
        if day > timezone.localdate():
            raise ValidationError(_("Choose a date, not later than today."), code="future")
        if self.earliest and day < self.earliest:
            earliest = date_format(self.earliest, "j F Y")
            raise ValidationError(_("Choose a date, not before %(earliest)s.") % {"earliest": earliest}, code="early")
        return day
