"""The little language of the stories: each word makes the event it says, and a wrong expectation is noticed."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.scenarios.story import Told, read_story
from tests.scenarios.test_stories import test_the_plan_says_what_the_story_asks as told_right

OPENED = """
title = "a title"
happens = "what happens"
rule = "the rule"
hazards = ["bad_input"]
{lines}
[opened]
injury = "pfp"
side = "left"
named_by = "physio"
{after}
"""


def file(folder: Path, lines: str = "", after: str = "") -> Path:
    path = folder / "story.toml"
    path.write_text(OPENED.format(lines=lines, after=after), encoding="utf-8")
    return path


def told(folder: Path, *lines: str) -> Told:
    return read_story(file(folder, f"lines = {list(lines)}"))


@pytest.mark.parametrize(
    "wrong",
    [
        'phase = "rebuild"',
        'refused = "under_18"',
        'reasons = ["third_flare"]',
        'not_reasons = ["screening_missing"]',
        'asks = ["hop_in_place"]',
        'asks_not = ["rf_chest"]',
        'exercises = ["squat_two"]',
        "limits = { run_minutes = [7.0, 'guide'] }",
        'criteria = { rl_flags = "met" }',
        "keeps = { weather = 'rain' }",
        "day_of_the_road = 9",
        "a_word_nobody_knows = 1",
    ],
)
def test_a_wrong_expectation_is_noticed(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(AssertionError):
        told_right(file(tmp_path, after=f"[[expect]]\nday = 0\n{wrong}"))


def test_a_refusal_is_read_whole(tmp_path: Path) -> None:
    path = file(tmp_path, after='[[expect]]\nday = 0\nrefused = "unknown_injury"\nnear = "{near}"')
    text = path.read_text(encoding="utf-8").replace('"pfp"', '"pfpp"')
    path.write_text(text.replace("{near}", "pfp"), encoding="utf-8")
    told_right(path)
    path.write_text(text.replace("{near}", "mtss"), encoding="utf-8")
    with pytest.raises(AssertionError, match="near is"):
        told_right(path)


def test_a_line_that_is_taken_although_it_should_not_be_is_noticed(tmp_path: Path) -> None:
    bad = '[[turned_away]]\nline = "{}"\ncode = "out_of_range"\nfield = "data.pain_rest"\n[[expect]]\nday = 0'
    told_right(file(tmp_path, after=bad.format("0 check pain_rest=11")))
    for line in ("0 check pain_rest=10", "0 check pain_daily=11", "0 check swelling=huge"):
        with pytest.raises(AssertionError):
            told_right(file(tmp_path, after=bad.format(line)))


def test_a_story_without_an_expectation_tells_nothing(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="without an expectation"):
        told_right(file(tmp_path))


def test_lines_can_be_earlier_later_elsewhere_and_at_another_hour(tmp_path: Path) -> None:
    story = told(tmp_path, "-2 run 30", "3 check late=4 zone=-10 at=23:50").story
    run, check = story.events[1:]
    assert (story.onset - run.on).days == 2
    assert check.on == story.on(3)
    assert check.recorded_at.date() == story.on(7)
    assert check.recorded_at.utcoffset() == timedelta(hours=-10)
    assert check.recorded_at.strftime("%H:%M") == "23:50"


def test_an_event_can_be_named_corrected_withdrawn_and_sent_again(tmp_path: Path) -> None:
    lines = ("1 check name=first", "1 correct $first pain_rest=4", "2 withdraw $first", "1 again $first")
    first, corrected, withdrawn, again = told(tmp_path, *lines).story.events[1:]
    assert corrected.data.event == withdrawn.data.event == first.id
    assert (corrected.data.data["pain_rest"], corrected.data.data["pain_daily"]) == (4, 0)
    assert again == first


def test_a_leg_alone_or_both_can_be_tested(tmp_path: Path) -> None:
    story = told(tmp_path, "1 test step_down 9 left", "1 test step_down 8 sides", "1 test walk_brisk_30 30").story
    assert [one.data.side for one in story.events[1:]] == ["left", "left", "right", "none"]


def test_the_second_injury_counts_the_same_days(tmp_path: Path) -> None:
    also = '[also]\nlines = ["2 check"]\n[also.opened]\ninjury = "itbs"\n[[expect]]\nday = 2'
    second = read_story(file(tmp_path, after=also)).also
    assert second is not None
    assert second.events[1].on == second.on(2)


@pytest.mark.parametrize(("order", "count"), [("backwards", 3), ("twice", 6)])
def test_the_order_is_that_in_which_the_plan_is_given_the_events(tmp_path: Path, order: str, count: int) -> None:
    one = read_story(file(tmp_path, f'order = "{order}"\nlines = ["0-1 check"]'))
    given = one.in_order(one.story.events)
    assert len(given) == count
    assert given != one.story.events
    assert set(map(id, given)) == set(map(id, one.story.events))
