"""The letter for a doctor or physio: a page to print, and the same page as a PDF."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from opbouw.exports.letter_words import Letter, letter_of
from opbouw.exports.typeset import TypesetError, pdf_of
from opbouw.web.daily.day import Day, of_the_day
from opbouw.web.logs import log
from opbouw.web.store.selectors import runner_of
from opbouw.words import LANGUAGES

NAMES = ("name", "initials", "none")


@require_safe
@of_the_day
def letter(request: HttpRequest, day: Day) -> HttpResponse:
    """The letter on a page, in the language and with the name the runner chooses."""
    lang, names = chosen(request.GET, day)
    context = {
        "here": "today",
        "day": day,
        "letter": written(day, lang, names),
        "chosen": {"lang": lang, "name": names},
        "languages": [("nl", "Nederlands"), ("en", "English")],
        "names": [("name", _("Your name")), ("initials", _("Initials")), ("none", _("No name"))],
    }
    return render(request, "daily/letter.html", context)


@require_safe
@of_the_day
def letter_pdf(request: HttpRequest, day: Day) -> HttpResponse:
    """The same letter as a file whose name tells nothing but the product and the day."""
    lang, names = chosen(request.GET, day)
    try:
        made = pdf_of(written(day, lang, names))
    except TypesetError:
        log.error("letter_pdf_failed")
        messages.error(request, _("The PDF could not be made just now. Print this page with your browser."))
        return redirect("letter")
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="opbouw-{day.today.isoformat()}.pdf"'
    return response


def chosen(query: QueryDict, day: Day) -> tuple[str, str]:
    """The language and the kind of name asked for; the runner's own language and name where none is."""
    lang, names = query.get("lang", ""), query.get("name", "")
    return lang if lang in LANGUAGES else day.language, names if names in NAMES else NAMES[0]


def written(day: Day, lang: str, names: str = NAMES[0]) -> Letter:
    """Today's letter in words."""
    runner = runner_of(day.account)
    name = runner.display_name if runner else ""
    initials = "".join(f"{part[0]}." for part in name.split())
    return letter_of(day.log, lang, {"name": name, "initials": initials, "none": ""}[names])
