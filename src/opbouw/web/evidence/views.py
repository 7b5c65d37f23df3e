"""The evidence register and the hard limits: searchable by plain forms, readable without logging in."""

import re
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from opbouw import words
from opbouw.core.hard_limits import GRADES, HARD_LIMITS
from opbouw.web.evidence.asked import Asked, asked
from opbouw.words import evidence as register
from opbouw.words.hard_limits import LimitEntry, hard_limits
from opbouw.words.register import contested, table_ids

ROWS_A_PAGE = 20
RESOLVER = "https://doi.org/"  # followed only by who taps it; no page asks another host for anything
DOI = re.compile(r"\bdoi:(10\.\S+?)(?=[.,;)]?(?:\s|$))")


def language() -> str:
    """The language of the page, as the words know it."""
    return "nl" if (get_language() or "").startswith("nl") else "en"


@require_safe
def evidence(request: HttpRequest) -> HttpResponse:
    """The tables and what is contested; or, when something is asked, the rows that fit."""
    wanted, lang = asked(request.GET), language()
    context = {**_frame(request, lang), "asked": wanted, "choices": _choices(lang)}
    if wanted.anything:
        return render(request, "evidence/found.html", context | _found(request, wanted, lang))
    counts = [(one, register.table_name(one, lang), len(register.found(lang, table=one))) for one in table_ids()]
    context["tables"] = [
        {"id": one, "name": name, "count": _page("rows_one" if count == 1 else "rows", lang, count=count)}
        for one, name, count in counts
    ]
    context["topics"] = [getattr(one, lang) for one in contested().values()]
    context["limits_text"] = _page("limits_text", lang, count=len(HARD_LIMITS))
    return render(request, "evidence/overview.html", context)


@require_safe
def limits(request: HttpRequest) -> HttpResponse:
    """Every hard limit with its numbers, rows, sources and the hazard it is there for."""
    lang = language()
    rows = hard_limits(lang)
    shown = [{"limit": one, "citations": _citations(one.citations), **_counts(one, lang)} for one in rows]
    return render(request, "evidence/limits.html", {**_frame(request, lang), "limits": shown})


def _frame(request: HttpRequest, lang: str) -> dict[str, Any]:
    """The page with the bars for who is logged in, without them for a visitor; and the words of these pages."""
    bars = request.user.is_authenticated
    return {
        "layout": "ui/page.html" if bars else "ui/solo.html",
        "visitor": not bars,
        "here": "settings",
        "say": register.page_words(lang),
        "other": "en" if lang == "nl" else "nl",
    }


def _choices(lang: str) -> dict[str, list[tuple[str, str]]]:
    return {
        "tables": [(one, register.table_name(one, lang)) for one in table_ids()],
        "grades": [(one, f"{words.grade(one, lang)}: {register.word('study', one, lang)}") for one in GRADES],
    }


def _found(request: HttpRequest, wanted: Asked, lang: str) -> dict[str, Any]:
    rows = register.found(lang, words=wanted.words, table=wanted.table, grade=wanted.grade, argued=wanted.argued)
    page: Page[register.Entry] = Paginator(rows, ROWS_A_PAGE).get_page(wanted.page)
    shown = [{"row": one, "citations": _citations(one.citations), **_counts(one, lang)} for one in page.object_list]
    pages = page.paginator.num_pages
    count = _page("found_one", lang) if len(rows) == 1 else _page("found", lang, count=len(rows))
    return {
        "rows": shown,
        "count": count,
        "taken": [
            register.word("page", "taken", lang).format(word=word, near=", ".join(near))
            for word, near in register.asked_for(wanted.words, lang).taken.items()
        ],
        "page": page,
        "place": _page("place", lang, page=page.number, pages=pages) if pages > 1 else "",
        "next": _address(request, page.next_page_number()) if page.has_next() else "",
        "previous": _address(request, page.previous_page_number()) if page.has_previous() else "",
    }


def _address(request: HttpRequest, page: int) -> str:
    query = request.GET.copy()
    query["page"] = str(page)
    return f"?{query.urlencode()}"


def _counts(one: register.Entry | LimitEntry, lang: str) -> dict[str, str]:
    places = one.places if isinstance(one, register.Entry) else ()
    return {
        "used": _page("used", lang, count=len({place.text for place in places})),
        "sources": _page("sources", lang, count=len(one.citations)),
    }


def _page(key: str, lang: str, **values: int) -> str:
    return register.word("page", key, lang).format(**values)


def _citations(citations: tuple[tuple[str, str], ...]) -> list[dict[str, str]]:
    """Each citation whole, its DOI apart so that it can be followed."""
    made = []
    for source, text in citations:
        doi = DOI.search(text)
        before, after = (text[: doi.start()], text[doi.end() :]) if doi else (text, "")
        said = doi[1] if doi else ""
        made.append({"id": source, "before": before, "doi": said, "link": f"{RESOLVER}{said}", "after": after})
    return made
