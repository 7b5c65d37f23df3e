"""The report as a PDF, read back by a reader of our own: at most two pages of A4, every word, nothing run as markup."""

import json
from typing import Any

import pytest
import typst

from opbouw.exports import typeset
from opbouw.exports.report_words import Report
from opbouw.exports.typeset import laid_out, pdf_of, plain
from opbouw.words import LANGUAGES
from tests.exports.letters import achilles, bare, full
from tests.exports.pdf import Pdf
from tests.exports.reports import back, report_on

A4 = (210, 297)


def set_in(report: Report) -> dict[str, Any]:
    """The size of the letters (points), whether all fits in it, and on how many pages."""
    words = {"data": json.dumps(plain(report))}
    look = typeset.template("report")
    told = typst.query(look, "<report>", field="value", one=True, ignore_system_fonts=True, sys_inputs=words)
    found: dict[str, Any] = json.loads(told)
    return found


def test_a_short_story_is_one_page_that_reads_well() -> None:
    story = achilles()
    story.checks(0, 3, pain_morning=2)
    report = report_on(story, 3, "nl", "Anna de Wit")
    page = Pdf(laid_out(plain(report), "report"))
    assert (page.pages, page.size_mm) == (1, A4)
    assert set_in(report)["size"] >= 9
    for text in (report.title, report.who, report.chart.title, *(section.title for section in report.sections)):
        assert bare(text) in bare(page.text)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_long_story_is_two_pages_and_all_of_it_fits(lang: str) -> None:
    report = report_on(full(), 14, lang, "Anna de Wit " * 6)
    assert Pdf(laid_out(plain(report), "report")).pages == 2
    told = set_in(report)
    assert told["fits"]
    assert told["size"] >= 8


def test_a_story_as_long_as_every_table_may_be_takes_two_pages() -> None:
    story = back()
    for day in range(21, 60):
        story.add("guide_decided", day, role="physio", decision="cap", cap=day, unit="min", reason="Rustig aan. " * 40)
        story.run(day, 5 + day % 7, pain_during=day % 5, sharp_pain=True, gait_changed=True, stopped_early=True)
        story.add("session_done", day, kind="cross", modality="aqua_jogging", minutes=45)
        story.add("session_done", day, kind="strength", minutes=25)
    report = report_on(story, 60, "nl")
    assert Pdf(laid_out(plain(report), "report")).pages == 2
    assert set_in(report)["fits"]


def test_what_was_typed_is_never_run_as_markup() -> None:
    story = achilles()
    story.add("guide_decided", 1, role="physio", decision="hold", reason='#import "@preview/x" $a$ *b* <c> & \\ d')
    page = Pdf(laid_out(plain(report_on(story, 2)), "report"))
    assert bare('#import "@preview/x" $a$ *b* <c> & \\ d') in bare(page.text.replace("”", '"').replace("“", '"'))


def test_the_chart_is_told_to_who_does_not_see_it() -> None:
    content = laid_out(plain(report_on(back(), 20)), "report")
    assert content.startswith(b"%PDF")
    assert b"/Alt" in content or b"/ObjStm" in content


def test_the_same_words_give_the_same_bytes_in_a_process_of_its_own() -> None:
    report = report_on(achilles(), 1)
    made = pdf_of(report)
    assert made == pdf_of(report)
    assert Pdf(made).pages == 1
