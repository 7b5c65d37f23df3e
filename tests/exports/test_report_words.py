"""The report in words: both languages the same, every table with its words, and long stories cut with a number."""

import string
from dataclasses import replace

import pytest

from opbouw.exports.letter_texts import all_texts
from opbouw.exports.report_chart import BARS_FLOOR, FLOOR, RIGHT, TOP
from opbouw.exports.report_words import MOST_SESSIONS, as_text, in_words
from opbouw.words import LANGUAGES
from tests.exports.letters import achilles
from tests.exports.reports import back, facts_on, report_on, rows, table


def test_every_sentence_has_both_languages_with_the_same_parameters() -> None:
    for key, both in all_texts("report").items():
        assert set(both) == {"nl", "en"}, key
        named = {
            lang: {part for _, part, _, _ in string.Formatter().parse(text) if part} for lang, text in both.items()
        }
        assert named["nl"] == named["en"], key


def test_the_six_facts_are_said_with_their_units() -> None:
    six = dict(report_on(back(), 20).six)
    assert six["Running, 7 days"].replace("\u00a0", " ") == "26 min"
    assert six["Highest pain in a run, 7 days"] == "6 of 10"
    assert six["Single-leg heel raise (18\u00a0Mar)"] == "left 18, right 18"
    assert six["Strength work, 7 days"].replace("\u00a0", " ") == "1 time"


def test_what_was_not_told_is_said_so() -> None:
    six = dict(report_on(achilles(), 3, "nl").six)
    assert six["Hoogste pijn bij lopen, 7 dagen"] == "niet verteld"
    assert six["Nieuwste test"] == "nog niet gemeten"


def test_a_day_is_one_row_with_the_other_work_of_it() -> None:
    told = rows(report_on(back(), 20), "Sessions")
    assert [row[0] for row in told] == ["20 Mar", "17 Mar", "15 Mar", "14 Mar"]
    assert told[0] == ("20 Mar", "14", "6", "4", "1", "Step back, sharp", "")
    assert told[1][:5] == ("17 Mar", "12", "2", "0", "1")
    assert told[1][6] == "strength 20 min"
    # A day without a run tells the worst pain of its work, and no minutes of running.
    assert told[2] == ("15 Mar", "", "2", "0", "", "", "strength 25 min, cycling 40 min")


def test_two_runs_of_a_day_are_two_rows() -> None:
    story = achilles()
    story.run(3, 5)
    story.run(3, 6)
    told = rows(report_on(story, 4), "Sessions")
    assert sorted(row[1] for row in told) == ["5", "6"]


def test_many_sessions_are_cut_and_counted() -> None:
    story = achilles()
    for day in range(4, 28):
        story.add("session_done", day, kind="strength", minutes=10)
    section = table(report_on(story, 28), "Sessions")
    assert len(section.rows) == MOST_SESSIONS == 18
    assert section.more.replace("\u00a0", " ") == "And 6 rows more in these four weeks."


def test_who_said_what_stands_newest_first_with_reason() -> None:
    told = rows(report_on(back(), 20), "What professionals")
    assert told[0] == ("7 Mar", "trainer", "At most 12 min. ‘Eerst rustig aan.’")
    assert told[1][:2] == ("4 Mar", "physiotherapist")
    assert "M. de Wit" in told[1][2]


def test_more_visits_than_the_page_holds_are_counted() -> None:
    story = achilles()
    for day in range(1, 10):
        story.add("guide_decided", day, role="physio", decision="hold", reason=f"reden {day}")
    section = table(report_on(story, 10, "nl"), "Wat professionals")
    assert len(section.rows) == 6
    assert section.more == "En nog 3 eerdere."


def test_a_day_of_another_year_has_its_year() -> None:
    story = achilles()
    story.add("guide_decided", 1, role="physio", decision="cap", cap=20, unit="min")
    story.check(330)
    assert rows(report_on(story, 330), "What professionals")[0][0] == "3 Mar 2026"


def test_the_pain_limits_of_today_head_the_limits() -> None:
    assert rows(report_on(back(), 20), "Limits")[0] == (
        "Pain at the spot",
        "on to 2, repeat to 5, in the morning at most 3",
        "the limits of this complaint",
        "a rule",
    )


def test_a_move_is_said_as_from_and_to_with_why() -> None:
    story = achilles(severity="niggle", last_run_on="2026-02-25")
    story.checks(0, 6)
    told = rows(report_on(story, 6), "Changes")
    assert told[0][:2] == ("7 Mar", "Phase: from Loosening to Strengthening")
    assert told[0][2].startswith("You are in phase 3")


def test_nothing_to_tell_is_said_in_words() -> None:
    report = report_on(achilles(), 0)
    assert table(report, "Sessions").empty == "No sessions in four weeks, as far as told."
    assert table(report, "What professionals").empty.startswith("Nobody has signed")
    assert table(report, "Changes").empty == "The plan has not changed yet."
    assert report.chart.title == "No runs in four weeks"
    assert report.chart.alt == "Nothing was told in these weeks."


def test_the_title_of_the_chart_is_its_finding_and_its_words_hold_every_number() -> None:
    chart = report_on(back(), 20).chart
    assert (
        chart.title.replace("\u00a0", " ") == "3 runs in four weeks: highest pain in a run 6, highest in the morning 1"
    )
    assert "20\u00a0Mar: 14\u00a0min, in the run 6, in the morning 1" in chart.alt


def test_points_and_bars_stand_where_their_numbers_say() -> None:
    chart = report_on(back(), 20).chart
    run = [point for point in chart.points if point.kind == "run"]
    # Seven is the top of the scale: six of seven from the floor, on the column two before the last.
    height = FLOOR - TOP
    assert run[-1].y == pytest.approx(FLOOR - height * 6 / 7, abs=0.01)
    step = (RIGHT - 22) / 28
    assert run[-1].x == pytest.approx(RIGHT - 2.5 * step, abs=0.01)
    # The longest run fills the bars, the one of 10 minutes ten fourteenths of them.
    heights = [bar.height for bar in chart.bars]
    assert heights == [pytest.approx(27 * 10 / 14, abs=0.01), pytest.approx(27 * 12 / 14, abs=0.01), 27]
    assert all(bar.y + bar.height == pytest.approx(BARS_FLOOR, abs=0.02) for bar in chart.bars)


def test_pain_above_seven_takes_the_whole_scale() -> None:
    story = achilles()
    story.checks(0, 4, pain_morning=9)
    assert "10" in [tick.text for tick in report_on(story, 4).chart.scale]


def test_a_bone_spot_has_no_band_to_repeat_in() -> None:
    story = achilles()
    story.checks(0, 3)
    facts = facts_on(story, 3)
    strict = replace(facts, pain=tuple(replace(day, progress=0, hold=0) for day in facts.pain))
    chart = in_words(strict, "en").chart
    assert chart.bands == ()
    assert [tick.text for tick in chart.names] == ["go on", "step back"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_text_for_a_terminal_has_every_table(lang: str) -> None:
    report = report_on(back(), 20, lang, "Anna")
    text = as_text(report)
    assert text.startswith(report.title)
    assert all(section.title in text for section in (report.sessions, *report.sections))
    assert all(cell in text for section in report.sections for row in section.rows for cell in row)
