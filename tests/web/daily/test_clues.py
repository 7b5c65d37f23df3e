"""The pages of the clues: pictures with words, evidence, judging, and what stands on the plan."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import translation

from opbouw.history import causes
from opbouw.history.beside import Beside, Worn
from opbouw.history.cause_texts import factors, finding_templates
from opbouw.history.detectors import past_of
from opbouw.history.pictures import Picture, Point, picture_of
from opbouw.history.tried import Tried
from opbouw.web.clues.drawing import FLOOR, WHAT, drawn
from opbouw.web.clues.sources import ROWS, grade_of, rows_of
from opbouw.web.ui.say import GRADES
from tests.history.archives import PLANTS, archive
from tests.history.making import ONSET, run, steady
from tests.web.conftest import ClientOf
from tests.web.daily.conftest import RunnerWith, Runs

ASKED_ONLY = re.compile("answer_|_same|_none|_fresh|_enough|_flat|_less|_varied|_always|_fits|_equal")


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Words outside a page are English, whatever an earlier page was."""
    with translation.override("en"):
        yield


def test_a_jump_is_drawn_as_the_longest_run_of_twelve_weeks_with_its_week_hatched() -> None:
    facts = [*steady(12), run(6, 15)]
    spike = next(one for one in causes(facts, ONSET) if one.factor == "session_spike")
    picture = picture_of(spike, past_of(facts, ONSET))
    assert picture is not None
    assert [(point.value, point.hot) for point in picture.points] == [(10.0, False)] * 11 + [(15.0, True)]


def test_a_week_before_the_archive_begins_is_not_known_and_a_week_without_a_run_is_zero() -> None:
    facts = [*steady(6, skip=2), run(6, 15), run(48, 10)]
    build_up = next(one for one in causes([*facts, *steady(2, km=20)], ONSET) if one.factor == "build_up")
    picture = picture_of(build_up, past_of(facts, ONSET))
    assert picture is not None
    assert [point.value for point in picture.points] == [None] * 5 + [10, 30, 30, 30, 30, 0, 15]


def test_a_bar_stands_on_the_floor_and_says_its_number_and_the_words_say_them_all() -> None:
    points = (Point(ONSET - timedelta(14), None), Point(ONSET - timedelta(7), 12.5, hot=True))
    made = drawn(Picture("weeks", "week_km", points), "p", ONSET)
    first, second = made["bars"]
    assert (first.y, first.number) == (None, "?")
    assert second.y + second.height == FLOOR
    assert second.number == "12.5"
    assert made["words"].startswith("16 February: not known, 23 February: 12.5 km.")
    assert "hatched: 23 February to 23 February" in made["words"]


@pytest.mark.parametrize("planted", sorted(PLANTS))
def test_every_planted_cause_that_is_found_has_a_picture_with_a_title(planted: str) -> None:
    made = archive("pictures-1", planted)
    cause = next(one for one in causes(made.facts, made.onset, beside=made.beside) if one.factor == planted)
    assert cause.evidence_for
    picture = picture_of(cause, past_of(made.facts, made.onset, made.beside))
    assert picture is not None
    shown = drawn(picture, "p", made.onset)
    assert shown["title"]
    assert any(bar.y is not None for bar in shown["bars"])


def test_every_measure_of_a_picture_has_words() -> None:
    levels = {code for code, texts in finding_templates().items() if {"{then}", "{now}"} <= set(_names(texts["en"]))}
    levels |= {code for code, texts in finding_templates().items() if "{now_pct}" in _names(texts["en"])}
    drawn_elsewhere = {"build_up_rise", "hills_more", "sleep_worse", "resting_worse", "hrv_worse", "monotony_same"}
    assert {code for code in levels if not ASKED_ONLY.search(code)} - drawn_elsewhere <= set(WHAT)


def _names(text: str) -> list[str]:
    return re.findall(r"{\w+}", text)


def test_the_sore_side_stands_beside_the_other_or_beside_what_is_usual() -> None:
    for tried, kind, values in (
        (Tried(ONSET, "heel_raise_single", 15, 25, 0, 28), "sides", [15, 25]),
        (Tried(ONSET, "heel_raise_single", 15, None, 0, 28), "side_usual", [15, 28]),
    ):
        around = Beside(tests=(tried,))
        weak = next(one for one in causes(steady(12), ONSET, beside=around) if one.factor == "strength_deficit")
        picture = picture_of(weak, past_of(steady(12), ONSET, around))
        assert picture is not None
        assert (picture.kind, [point.value for point in picture.points]) == (kind, values)
        assert drawn(picture, "p")["title"] == "Single-leg heel raise"


def test_an_answer_alone_has_no_picture() -> None:
    found = causes(steady(12), ONSET, answers={"old_shoes": "yes"})
    old = next(one for one in found if one.factor == "shoe_age")
    assert picture_of(old, past_of(steady(12), ONSET)) is None


def test_the_kilometres_of_a_pair_grow_week_by_week() -> None:
    around = Beside(tuple(Worn(ONSET - timedelta(7 * back + 1), "Blue", 100) for back in range(12)))
    old = next(one for one in causes(steady(12), ONSET, beside=around) if one.factor == "shoe_age")
    picture = picture_of(old, past_of(steady(12), ONSET, around))
    assert picture is not None
    assert [point.value for point in picture.points] == [100.0 * week for week in range(1, 13)]


def test_the_page_holds_picture_evidence_questions_and_what_nobody_can_see(weeks_on: Runs) -> None:
    text = weeks_on.text("/causes")
    assert text.count('class="card cause"') == len(re.findall(r'name="judge_\w+" value="suspected"', text)) > 0
    assert re.search(
        r'role="img" aria-labelledby="(p-\w+)-t \1-d"><title id="\1-t">[^<]+</title><desc id="\1-d">', text
    )
    for heading in ("Looked at, nothing found", "Questions for your physio", "How sure are we?"):
        assert f">{heading}</h2>" in text
    assert ">We cannot see</h3>" in text
    assert "style=" not in text


def test_in_dutch_a_drawing_keeps_its_points(weeks_on: Runs, client_of: ClientOf) -> None:
    client = client_of(weeks_on.account, **{"accept-language": "nl"})
    text = client.get("/causes").content.decode()
    numbers = re.findall(r'\b(?:x|y|width|height)="([^"]+)"', text.split('class="chart"')[1].split("</svg>")[0])
    assert numbers
    assert all(re.fullmatch(r"\d+(\.\d+)?", number) for number in numbers)


def test_with_nothing_found_in_few_weeks_the_page_says_that_it_says_little(runner_with: RunnerWith) -> None:
    text = runner_with(opened=4).send("/causes", {}).content.decode()
    assert ">Nothing stands out</h2>" in text
    assert "Weeks with data before the complaint: 0, too few to find much in." in text
    assert "That is an answer too." not in text


def test_with_nothing_found_the_page_says_so_and_that_it_is_an_answer(
    runner_with: RunnerWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("opbouw.web.clues.shown.Found.thin", False)
    text = runner_with(opened=4).send("/causes", {}).content.decode()
    assert ">Nothing stands out</h2>" in text
    assert "That is an answer too." in text


def test_with_few_weeks_there_is_no_order(runner_with: RunnerWith) -> None:
    text = runner_with(opened=4).send("/causes", {"longer_run": "yes"}).content.decode()
    assert 'class="causes unranked"' in text
    assert "too few for an order" in text


def test_a_suspected_cause_stands_on_the_plan_until_it_is_dealt_with_or_ruled_out(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    asks = "Your longest run grows by at most 10 percent"
    assert asks not in runner.text("/plan")
    for verdict, stands in (("suspected", True), ("confirmed", True), ("dealt_with", False), ("ruled_out", False)):
        runner.send("/causes", {"longer_run": "yes", "judge": "1", "judge_session_spike": verdict})
        assert (asks in runner.text("/plan")) is stands
        assert f'value="{verdict}" id="id_judge_session_spike' in runner.text("/causes")


def test_the_answers_of_the_last_time_hold_when_the_clues_are_opened_again(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    runner.send("/causes", {"old_shoes": "yes", "judge": "1", "judge_shoe_age": "suspected"})
    assert "Worn shoes" in runner.text("/causes")


def test_without_an_archive_and_answers_the_questions_come_first(runner_with: RunnerWith) -> None:
    assert "Show the clues" in (text := runner_with(opened=4).text("/causes"))
    assert 'name="longer_run"' in text


def test_the_old_address_of_the_clues_leads_to_the_board(runner_with: RunnerWith) -> None:
    assert runner_with(opened=4).client.get("/causes/clues")["Location"] == "/causes"


def test_in_thin_data_a_clue_never_stands_alone(runner_with: RunnerWith) -> None:
    text = runner_with(opened=4).send("/causes", {"longer_run": "yes"}).content.decode()
    cards = re.findall(r'id="c-(\w+)"><header><h2>', text)
    assert (cards[0], len(cards)) == ("session_spike", 3)
    assert text.count("<i></i><i></i><i></i></span>not known") == 2


def test_an_answer_in_place_counts_at_once_and_nothing_is_kept_until_it_is_saved(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    text = runner.send("/causes", {"longer_run": "yes", "answer": "old_shoes:yes"}).content.decode()
    assert "Worn shoes" in re.findall(r"<header><h2>([^<]+)</h2>", text)
    assert '<input type="hidden" name="old_shoes" value="yes">' in text
    assert 'value="old_shoes:yes"' not in text, "what was answered is not asked again"
    assert "It is kept when you save below." in text
    assert runner.facts("causes_reviewed") == []


def test_an_answer_in_place_keeps_what_was_chosen_about_the_other_clues(runner_with: RunnerWith) -> None:
    form = {"longer_run": "yes", "judge_session_spike": "suspected", "answer": "old_shoes:no"}
    text = runner_with(opened=4).send("/causes", form).content.decode()
    assert re.search(r'name="judge_session_spike" value="suspected" id="\w+" checked', text)


def test_dont_know_stays_open_and_says_so(runner_with: RunnerWith) -> None:
    text = runner_with(opened=4).send("/causes", {"longer_run": "yes", "answer": "more_weeks:unknown"}).content.decode()
    assert 'value="more_weeks:yes"' in text
    assert text.count("Answered: don't know.") == 1


@pytest.mark.parametrize("answer", ["longer_run:perhaps", "longer_run", "longer_run:"])
def test_an_answer_in_place_that_is_none_is_refused_or_left_open(runner_with: RunnerWith, answer: str) -> None:
    runner = runner_with(opened=4)
    assert runner.send("/causes", {"answer": answer}).status_code == (422 if answer.endswith("perhaps") else 200)
    assert runner.facts("causes_reviewed") == []


def test_what_was_judged_says_where_it_stands_and_which_source_it_has(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    runner.send("/causes", {"longer_run": "yes", "judge": "1", "judge_session_spike": "suspected"})
    text = runner.text("/causes")
    assert "Stands on your plan." in text
    assert "Source: Frandsen 2025 (fair)." in text


def test_every_factor_has_rows_that_exist_or_says_that_no_study_stands_behind_it() -> None:
    assert set(ROWS) <= set(factors())
    for factor in factors():
        assert bool(rows_of(factor)) is (factor in ROWS)
        assert grade_of(factor) in GRADES
