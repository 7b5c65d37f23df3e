"""Every chart against the table behind it and against numbers of a small log."""

import gzip
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils.formats import date_format

from tests.web.daily.conftest import RunnerWith, Runs, today
from tests.web.progress.reading import Card, read

pytestmark = pytest.mark.django_db
NEAR = 0.06  # places have one decimal


def cards(runner: Runs) -> dict[str, Card]:
    """The cards of the page."""
    return read(runner.text("/progress")).cards


def day_of(days_ago: int) -> str:
    """A day as the tables name it."""
    on = today() - timedelta(days=days_ago)
    return date_format(on, "j F" if on.year == today().year else "j F Y")


@pytest.fixture
def small(runner_with: RunnerWith) -> Runs:
    """Three weeks in this app: one calm run, one above the limit, one of which nothing was told."""
    runner = runner_with(opened=21, named_by="physio")
    runner.ran(9, run_minutes=12, minutes=25, pain_during=1)
    runner.calm(8, pain_morning=2)
    runner.write("session_done", 6, kind="cross", modality="cycling", minutes=40)
    runner.ran(5, run_minutes=15, minutes=30, pain_during=4)
    runner.calm(4, pain_morning=3)
    runner.write("session_done", 2, kind="run", run_minutes=8)
    return runner


# ---- pain


def test_pain_is_drawn_where_the_table_says_it(small: Runs) -> None:
    card = cards(small)["c-pain"]
    assert [row[:4] for row in card.rows] == [
        [day_of(2), "not told", "not told", "2"],
        [day_of(5), "4", "3", "2"],
        [day_of(9), "1", "2", "2"],
    ]
    assert [row[4:] for row in card.rows] == [["5", "8"], ["5", "15"], ["5", "12"]]
    during = [(168 - float(one["cy"])) / 156 * 7 for one in card.of("circle", "pt")]
    assert during == pytest.approx([1, 4], abs=NEAR)
    after = [float(one["transform"].split()[1].rstrip(")")) for one in card.of("rect", "pt2")]
    assert [(168 - y) / 156 * 7 for y in after] == pytest.approx([2, 3], abs=NEAR)


def test_minutes_of_running_are_bars_that_begin_at_nought(small: Runs) -> None:
    bars = cards(small)["c-pain"].of("rect", "bar1")
    assert [float(one["height"]) / 36 * 15 for one in bars] == pytest.approx([12, 15, 8], abs=0.1)
    assert all(float(one["y"]) + float(one["height"]) == pytest.approx(232, abs=NEAR) for one in bars)


def test_the_bands_end_half_a_point_above_the_limits(small: Runs) -> None:
    card = cards(small)["c-pain"]
    tops = {look: (168 - float(card.of("rect", f"z-{look}")[-1]["y"])) / 156 * 7 for look in ("go", "repeat", "back")}
    assert tops == pytest.approx({"go": 2.5, "repeat": 5.5, "back": 7}, abs=NEAR)


def test_the_title_counts_the_runs_within_their_limit_and_the_sentence_names_those_above(small: Runs) -> None:
    text = cards(small)["c-pain"].text
    assert "1 of 3 runs stayed within the limit" in text
    assert f"Above the limit of that day: {day_of(5)}." in text


def test_a_run_without_an_answer_is_a_question_mark_and_counts_for_nothing(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=21, named_by="physio")
    runner.write("session_done", 3, kind="run", run_minutes=8)
    card = cards(runner)["c-pain"]
    assert card.of("circle", "pt") == []
    assert "0 of 1 run stayed within its limit" in card.text
    assert f"Pain was not told on {day_of(3)}." in card.text


def test_before_the_first_run_the_mornings_are_drawn_and_days_without_a_word_are_left_out(
    runner_with: RunnerWith,
) -> None:
    runner = runner_with(opened=21, named_by="physio")
    runner.calm(9, pain_morning=4)
    runner.calm(7, pain_morning=3)
    card = cards(runner)["c-pain"]
    assert "No runs in these four weeks" in card.text
    assert [(168 - float(one["cy"])) / 156 * 7 for one in card.of("circle", "pt3")] == pytest.approx([4, 3], abs=NEAR)


def test_severe_pain_makes_the_axis_ten_high(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=21, named_by="physio")
    runner.calm(9, pain_morning=9)
    (dot,) = cards(runner)["c-pain"].of("circle", "pt3")
    assert (168 - float(dot["cy"])) / 156 * 10 == pytest.approx(9, abs=NEAR)


# ---- the two curves


def _percents(card: Card, css: str) -> list[float]:
    return [(186 - y) / 172 * 110 for _x, y in card.points(css)]


def test_both_curves_are_drawn_where_the_table_says_them(weeks_on: Runs) -> None:
    card = cards(weeks_on)["c-two"]
    told = [[float(cell) for cell in row[2:]] for row in reversed(card.rows)]
    assert len(told) == len(card.points("l1")) == len(card.points("l2"))
    assert _percents(card, "l1") == pytest.approx([one[0] for one in told], abs=0.55)
    assert _percents(card, "l2") == pytest.approx([one[1] for one in told], abs=0.55)


def test_a_tendon_that_limits_running_begins_at_60_and_shrinks_in_rest(runner_with: RunnerWith) -> None:
    # onset 30 days ago and no run since: fitness between the rows of 28 and 35 days, 93.1 - 2/7 x 2.1 = 92.5;
    # capacity 30 + 30 x exp(-30/60) = 48.2
    card = cards(runner_with(opened=21))["c-two"]
    assert card.rows[-1][2:] == ["100", "60"]
    assert card.rows[0][2:] == ["92", "48"]
    assert "Your fitness is ahead of your tendon" in card.text
    assert "estimate" in card.text


# ---- load


def test_weeks_are_drawn_as_two_bars_where_the_table_says_them(weeks_on: Runs) -> None:
    card = cards(weeks_on)["c-load"]
    rows = list(reversed(card.rows))
    top = max(float(word) for word in card.labels if word.isdigit())  # the axis names its end
    for css, column in (("bar1", 1), ("bar-hot", 2)):
        drawn = [float(one["height"]) / 130 * top for one in card.of("rect", css)]
        told = [float(row[column]) for row in rows if row[column] not in ("0", "not told")]
        assert drawn == pytest.approx(told, abs=0.1)


def test_a_week_of_which_nothing_is_known_is_said_so_and_not_nought(small: Runs) -> None:
    rows = {row[0]: row[1:] for row in cards(small)["c-load"].rows}
    monday = today() - timedelta(days=30) - timedelta(days=(today() - timedelta(days=30)).weekday())
    name = date_format(monday, "j F" if monday.year == today().year else "j F Y")
    assert rows[name] == ["not told", "not told"]


def test_the_minutes_of_a_small_log_add_up(small: Runs) -> None:
    rows = cards(small)["c-load"].rows
    assert sum(float(row[1]) for row in rows if row[1] != "not told") == 12 + 15 + 8
    assert sum(float(row[2]) for row in rows if row[2] != "not told") == 40


# ---- the ladder


def test_the_stair_goes_where_the_moves_say(weeks_on: Runs) -> None:
    card = cards(weeks_on)["c-climb"]
    steps = [int(row[1].split("step ")[1].split()[0]) for row in reversed(card.rows)]
    assert steps == [1, 2, 3, 4, 5, 5, 6, 7]
    (path,) = card.of("path", "l1")
    levels = [float(part.split("H")[0]) for part in path["d"].replace("M", "V").split("V")[2:]]
    assert [1 + (146 - y) / 132 * 12 for y in levels] == pytest.approx(steps[1:], abs=0.02)
    assert len(card.of("rect", "m-repeat")) == 1
    assert "Above 2 nothing is added yet." in card.rows[2][2]


def test_before_the_ladder_there_is_no_stair(small: Runs) -> None:
    assert "c-climb" not in cards(small)


# ---- left and right


def test_bars_left_and_right_and_the_tick_stand_where_the_table_says(weeks_on: Runs) -> None:
    card = cards(weeks_on)["c-legs"]
    sore, other, ticks = (card.of(*one) for one in (("rect", "bar1"), ("rect", "bar2"), ("path", "bracket")))
    for row, own, beside, tick in zip(card.rows, sore, other, ticks, strict=True):
        left, right, target = (float(cell) for cell in row[1:4])
        most = max(left, right, target)
        assert float(own["width"]) / 266 * most == pytest.approx(left, abs=0.02)
        assert float(beside["width"]) / 266 * most == pytest.approx(right, abs=0.02)
        place = float(tick["d"].removeprefix("M").split()[0])
        assert (place - 52) / 266 * most == pytest.approx(target, abs=0.06)
    assert card.rows[0][1:4] == ["23", "25", "22.5"]


# ---- the forecast


def test_the_range_is_that_of_the_decision(weeks_on: Runs) -> None:
    card = cards(weeks_on)["c-back"]
    stretch = next(one for one in weeks_on.day().decision["road"] if one["phase"] == "rebuild")
    low, mid, high = (date.fromisoformat(stretch[f"to_{name}"]) for name in ("low", "mid", "high"))
    assert card.rows == [["Rebuilding", *(date_format(one, "j F Y") for one in (low, mid, high))]]
    assert f"between {date_format(low, 'j F Y')} and {date_format(high, 'j F Y')}" in " ".join(card.text.split())
    (band,), (middle,) = card.of("rect", "band"), card.of("circle", "pt")
    days = (high - today()).days + 7  # a week of room after the last date
    assert (float(band["x"]) - 12) / 336 * days == pytest.approx((low - today()).days, abs=0.3)
    assert float(band["width"]) / 336 * days == pytest.approx((high - low).days, abs=0.3)
    assert (float(middle["cx"]) - 12) / 336 * days == pytest.approx((mid - today()).days, abs=0.3)


def test_the_rule_of_thumb_is_a_line_with_its_date_and_is_said_to_be_no_more_than_that(weeks_on: Runs) -> None:
    card = cards(weeks_on)["c-back"]
    thumb = weeks_on.day().decision["rule_of_thumb"]
    back_on = date.fromisoformat(thumb["back_on"])
    assert len(card.of("path", "ref")) == 1
    assert f"rule of thumb, {date_format(back_on, 'j M')}" in card.text
    assert "No study proves that rule" in card.text


# ---- the page


def test_the_page_is_light_asks_the_database_little_and_holds_no_inline_style(
    weeks_on: Runs, django_assert_max_num_queries: Any
) -> None:
    page = weeks_on.text("/progress")
    assert len(gzip.compress(page.encode())) <= 14_000
    assert read(page).inline == []
    with django_assert_max_num_queries(10):
        weeks_on.text("/progress")


def test_a_longer_log_asks_no_more_of_the_database(small: Runs, django_assert_max_num_queries: Any) -> None:
    small.text("/progress")
    for days_ago in range(20, 10, -1):
        small.calm(days_ago)
    small.text("/progress")
    with django_assert_max_num_queries(10):
        small.text("/progress")
