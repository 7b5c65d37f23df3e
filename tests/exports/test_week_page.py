"""The printed week, read back by a reader of our own: one page of A4, each dose, the pain rule, every word."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import typst

from opbouw.core.serialize import decision_to_dict
from opbouw.evidence import tables
from opbouw.exports.typeset import laid_out, template
from opbouw.exports.weekpage import WEEK, Line, Row, WeekPage, all_texts, pdf_of, plain, week_page
from opbouw.words import LANGUAGES
from tests.exports.letters import achilles, bare
from tests.exports.pdf import Pdf

A4 = (210, 297)
MONDAY = date(2026, 3, 2)
NO_MORE: dict[str, Any] = {"modality": None, "run_minutes": None, "intensity": None, "depends_on": None}
STRENGTH = {
    **NO_MORE,
    "on": "2026-03-03",
    "kind": "strength",
    "minutes": 20.0,
    "pain_limit": 1,
    "firm": True,
    "intervals": [],
    "exercises": [
        {"id": "heel_one_slow", "sets": 3, "reps": 12, "hold_s": None, "load_kg": 7.5, "side": "both"},
        {"id": "hip_thrust", "sets": 2, "reps": 8, "hold_s": 2, "load_kg": None, "side": "both"},
        {"id": "calf_stretch_straight", "sets": None, "reps": None, "hold_s": 30, "load_kg": None, "side": "both"},
    ],
}
RUN = {
    **NO_MORE,
    "on": "2026-03-04",
    "kind": "run",
    "minutes": 20.5,
    "run_minutes": 6.0,
    "intensity": "easy",
    "pain_limit": 2,
    "firm": False,
    "depends_on": "good_response",
    "exercises": [],
    "intervals": [
        {"kind": "walk", "seconds": 300, "reps": 1},
        {"kind": "run", "seconds": 60, "reps": 6},
        {"kind": "walk", "seconds": 90, "reps": 6},
        {"kind": "walk", "seconds": 150, "reps": 1},
    ],
}
DECISION = {"on": "2026-03-02", "week": [STRENGTH, RUN, {**STRENGTH, "on": "2026-03-04"}]}


def read(page: WeekPage) -> Pdf:
    return Pdf(laid_out(plain(page), WEEK))


def words_of(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value] if value else []
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return [text for part in parts for text in words_of(part)]


def said(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_week_is_one_page_of_a4_with_every_word_on_it(lang: str) -> None:
    page = week_page(DECISION, lang, "Anna de Wit")
    made = read(page)
    words = {name: value for name, value in plain(page).items() if name != "lang"}
    assert (made.pages, made.size_mm) == (1, A4)
    assert [text for text in words_of(words) if bare(text) not in bare(made.text)] == []


def test_seven_days_stand_on_it_and_a_day_without_work_is_a_rest_day() -> None:
    rows = week_page(DECISION, "en").rows
    assert [row.day for row in rows] == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    assert [row.date for row in rows][0::6] == ["2 March", "8 March"]
    assert [len(row.lines) for row in rows] == [0, 1, 2, 0, 0, 0, 0]
    assert [bool(row.rest) for row in rows] == [True, False, False, True, True, True, True]


def test_a_run_tells_its_blocks_its_walks_around_and_on_what_it_depends() -> None:
    (run, _strength) = week_page(DECISION, "nl").rows[2].lines
    assert said(run.title).startswith("Hardlopen, 6 × 1 min")
    assert said(run.detail) == "5 min wandelen vooraf, 2,5 min erna"
    assert run.tag == "mits rustig"


def test_exercises_stand_there_with_their_doses() -> None:
    (line,) = week_page(DECISION, "en").rows[1].lines
    names = [tables.exercises[one["id"]].name_en for one in STRENGTH["exercises"]]
    doses = ("3 × 12, 7.5 kg", "2 × 8, hold 2 s", "1 × 30 s")
    assert said(line.detail) == "; ".join(f"{name} {dose}" for name, dose in zip(names, doses, strict=True))
    assert line.tag == ""


def test_the_strictest_pain_limit_of_the_week_is_the_rule() -> None:
    stricter = {**DECISION, "week": [*DECISION["week"], {**RUN, "on": "2026-03-06", "pain_limit": 1}]}
    assert "Running: pain at most 2 of 10." in week_page(DECISION, "en").rules[0]
    assert "Running: pain at most 1 of 10." in week_page(stricter, "en").rules[0]
    assert "Ander werk: pijn hoogstens 1 van 10." in week_page(DECISION, "nl").rules[1]


def test_a_week_without_running_tells_no_rule_for_running() -> None:
    rules = week_page({**DECISION, "week": [STRENGTH]}, "en").rules
    assert not any(rule.startswith(("Running", "“If calm”")) for rule in rules)


def test_the_fullest_week_is_still_one_page_that_fits() -> None:
    title = "Hardlopen, 8 × 2½ min, 1 min wandelen ertussen, samen 45 min, praten lukt goed"
    lines = tuple(Line(title, "oefening " * words, "mits rustig") for words in (4, 32, 16))
    rows = tuple(Row("Donderdag", "26 november", lines, "") for _day in range(7))
    page = replace(week_page(DECISION, "nl", "Van der Molenaar-Westerhuizen " * 4), rows=rows)
    told = typst.query(
        template(WEEK),
        "<page>",
        field="value",
        one=True,
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(plain(page))},
    )
    assert json.loads(told)["fits"] is True
    assert read(page).pages == 1


def test_the_process_that_lays_out_gives_the_same_page_and_the_same_bytes() -> None:
    page = week_page(DECISION, "nl")
    made = pdf_of(page)
    assert made == laid_out(plain(page), WEEK)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made
    assert b"(nl)" in made


def test_the_week_of_a_real_decision_stands_on_it() -> None:
    story = achilles()
    story.checks(0, 4)
    decision = decision_to_dict(story.decide(4))
    page = week_page(decision, "en")
    assert page.on == MONDAY + timedelta(days=4)
    assert sum(len(row.lines) for row in page.rows) == len(decision["week"]) > 0


def test_every_sentence_has_both_languages_with_the_same_parameters() -> None:
    for key, said in all_texts().items():
        assert set(said) == {"nl", "en"}, key
        assert said["nl"].count("{") == said["en"].count("{"), key
        assert all("{" + part.split("}")[0] + "}" in said["en"] for part in said["nl"].split("{")[1:]), key
