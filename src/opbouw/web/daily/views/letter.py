"""The letter of today: a page to print, and the same page as a PDF."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from opbouw.exports.letter_words import Letter
from opbouw.web.daily.day import Day, of_the_day
from opbouw.web.store.selectors import over_days_for, runner_of
from opbouw.web.ui import letters


@require_safe
@of_the_day
def letter(request: HttpRequest, day: Day) -> HttpResponse:
    """The letter on a page, in the language and with the name the runner chooses."""
    chosen = letters.Choice.of(request.GET, day.language)
    shown = letters.on_page(written(day, chosen), chosen, reverse("letter_pdf"))
    return render(request, "daily/letter.html", {"here": "today", "day": day, **shown})


@require_safe
@of_the_day
def letter_pdf(request: HttpRequest, day: Day) -> HttpResponse:
    """The same letter as a file."""
    chosen = letters.Choice.of(request.GET, day.language)
    return letters.as_file(request, written(day, chosen), day.today, "letter")


def written(day: Day, chosen: letters.Choice) -> Letter:
    """Today's letter in words."""
    runner = runner_of(day.account)
    name = runner.display_name if runner else ""
    return over_days_for(day.account, day.episode, day.today, lambda days: letters.written(days, name, chosen))
