"""The report for a physio of today: a page to print, and the same two pages as a PDF."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from opbouw.core.events import EpisodeClosed, EpisodeOpened
from opbouw.core.log import LogRefused, read_log
from opbouw.exports.report_words import Report, report_of
from opbouw.forecast import Days
from opbouw.web.clues.beside import beside_of
from opbouw.web.clues.shown import around_of
from opbouw.web.daily.day import Day, of_the_day
from opbouw.web.store import selectors
from opbouw.web.ui import letters

MOST_OTHERS = 3


@require_safe
@of_the_day
def report(request: HttpRequest, day: Day) -> HttpResponse:
    """The report on a page, in the language and with the name the runner chooses."""
    chosen = letters.Choice.of(request.GET, day.language)
    shown = letters.on_page(written(day, chosen), chosen, reverse("report_pdf"))
    return render(request, "daily/report.html", {"here": "settings", "day": day, **shown})


@require_safe
@of_the_day
def report_pdf(request: HttpRequest, day: Day) -> HttpResponse:
    """The same report as a file."""
    chosen = letters.Choice.of(request.GET, day.language)
    return letters.as_file(request, written(day, chosen), day.today, "report")


def written(day: Day, chosen: letters.Choice) -> Report:
    """Today's report in words."""
    runner = selectors.runner_of(day.account)
    name = letters.shown_name(runner.display_name if runner else "", chosen)
    around, others = around_of(day, beside_of(day.account)), tuple(_others(day))

    def report_on(days: Days) -> Report:
        return report_of(days, chosen.lang, name, around, others)

    return selectors.over_days_for(day.account, day.episode, day.today, report_on)


def _others(day: Day) -> Iterator[EpisodeOpened]:
    """How the runner's other injuries began, the newest first; those that are closed or cannot be read left out."""
    for episode in selectors.episodes_of(day.account).exclude(pk=day.episode.pk)[:MOST_OTHERS]:
        try:
            log = read_log(selectors.events_of(day.account, episode), day.today)
        except LogRefused:
            continue
        if not log.of(EpisodeClosed):
            yield log.start
