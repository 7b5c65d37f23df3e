"""The letter for a doctor or physio on a page and as a file: what the runner chooses of it, and how it is sent."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from opbouw.core.journey import Journey
from opbouw.exports.letter_words import Letter, letter_of
from opbouw.exports.report_words import Report
from opbouw.exports.typeset import TypesetError, pdf_of
from opbouw.web.logs import log as told
from opbouw.words import LANGUAGES

NAMES = ("name", "initials", "none")


@dataclass(frozen=True, slots=True)
class Choice:
    """The language of a letter (nl or en), and which name stands on it: name, initials or none."""

    lang: str
    name: str

    @staticmethod
    def of(query: Mapping[str, Any], language: str) -> "Choice":
        """What was asked for; the runner's own language and name where none is."""
        lang, name = query.get("lang", ""), query.get("name", "")
        return Choice(lang if lang in LANGUAGES else language, name if name in NAMES else NAMES[0])


def written(days: Sequence[Journey], full_name: str, chosen: Choice) -> Letter:
    """The letter of the last of these days in words."""
    return letter_of(days, chosen.lang, shown_name(full_name, chosen))


def shown_name(full_name: str, chosen: Choice) -> str:
    """The name as the runner chose it: whole, its initials, or none."""
    initials = "".join(f"{part[0]}." for part in full_name.split())
    return {"name": full_name, "initials": initials, "none": ""}[chosen.name]


def on_page(letter: Letter | Report, chosen: Choice, pdf_url: str) -> dict[str, Any]:
    """What the page of a letter or report shows."""
    return {
        "letter": letter,
        "pdf_url": pdf_url,
        **choices(chosen),
    }


def choices(chosen: Choice) -> dict[str, Any]:
    """What can be chosen of a page on paper, and what is."""
    return {
        "chosen": chosen,
        "languages": [("nl", "Nederlands"), ("en", "English")],
        "names": [("name", _("Your name")), ("initials", _("Initials")), ("none", _("No name"))],
    }


def as_file(request: HttpRequest, letter: Letter | Report, on: date, back: str) -> HttpResponse:
    """The words as a PDF whose name tells nothing but the product and the day; ``back`` is the page to print."""
    return file_of(request, lambda: pdf_of(letter), on, back)


def file_of(request: HttpRequest, make: Callable[[], bytes], on: date, back: str) -> HttpResponse:
    """Pages as a PDF; where it cannot be made the page ``back`` can be printed."""
    try:
        made = make()
    except TypesetError:
        told.error("letter_pdf_failed")
        messages.error(request, _("The PDF could not be made just now. Print this page with your browser."))
        return redirect(back)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="opbouw-{on.isoformat()}.pdf"'
    return response
