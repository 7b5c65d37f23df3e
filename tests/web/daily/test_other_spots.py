"""The check-in asks each other sore spot that is followed, by its name, and nothing has to be told twice."""

from datetime import timedelta

import pytest

from opbouw.evidence import tables
from tests.web.daily.conftest import RunnerWith, Runs, checked_in, today

pytestmark = pytest.mark.django_db
ASKED = "How is the other sore spot, front of the knee?"


@pytest.fixture
def sore(runner_with: RunnerWith) -> Runs:
    """A runner whose knee spoke up yesterday beside the Achilles tendon."""
    runner = runner_with(opened=3)
    runner.calm(1, other_spots=[{"spot": "knee_anterior", "pain": 2}])
    runner.write("screened", answers=dict.fromkeys(tables.red_flags, "no"), why="asked")
    return runner


def test_a_spot_that_is_followed_is_asked_by_its_name_with_nothing_chosen(sore: Runs) -> None:
    page = sore.text("/check-in")
    assert "Front of the knee" in page
    assert page.count('name="spot_knee_anterior"') == 11
    assert " checked" not in page


def test_it_is_asked_in_dutch_too(sore: Runs) -> None:
    page = sore.client.get("/check-in", headers={"accept-language": "nl"}).content.decode()
    assert "Voorkant knie" in page
    assert "de andere zere plek" in page


def test_today_asks_it_once_through_the_check_in(sore: Runs) -> None:
    page = sore.text("/today")
    assert "Check in first" in page
    assert ASKED not in page


def test_without_another_spot_nothing_more_is_asked(runner_with: RunnerWith) -> None:
    assert 'name="spot_' not in runner_with(opened=3).text("/check-in")


def test_its_number_stands_in_the_same_check_in(sore: Runs) -> None:
    assert sore.send("/check-in", checked_in(spot_knee_anterior="1"))["Location"] == "/today"
    said = sore.facts("checked_in")[-1]
    assert said["other_spots"] == [{"spot": "knee_anterior", "pain": 1}]
    assert said["spot"] == "achilles"
    assert said["new_spot"] is False


def test_it_may_stay_open_and_is_asked_again_without_the_rest(sore: Runs) -> None:
    sore.send("/check-in", checked_in())
    assert "other_spots" not in sore.facts("checked_in")[-1]
    assert ASKED in sore.text("/today")
    page = sore.text("/check-in")
    assert "Only the other sore spot is still open." in page
    assert page.index('name="spot_knee_anterior"') < page.index('name="pain_rest"')
    assert sore.send("/check-in", {"spot_knee_anterior": "0"})["Location"] == "/today"
    assert sore.facts("checked_in")[-1] == {"spot": "achilles", "other_spots": [{"spot": "knee_anterior", "pain": 0}]}
    assert 'name="spot_' not in sore.text("/check-in")
    assert ASKED not in sore.text("/today")


def test_an_answer_of_nothing_at_all_is_refused_in_words(sore: Runs) -> None:
    sore.send("/check-in", checked_in())
    before = len(sore.facts("checked_in"))
    response = sore.send("/check-in", {})
    assert response.status_code == 422
    assert "Choose a number from 0 to 10." in response.content.decode()
    assert len(sore.facts("checked_in")) == before


@pytest.mark.parametrize("value", ["11", "-1", "NaN", "2,5"])
def test_a_number_that_cannot_be_is_refused(sore: Runs, value: str) -> None:
    response = sore.send("/check-in", checked_in(spot_knee_anterior=value))
    assert response.status_code == 422
    assert "Choose a number from 0 to 10." in response.content.decode()


def test_same_as_yesterday_copies_no_other_spot(sore: Runs) -> None:
    sore.send("/check-in", {"same": "1", "signs": ["none"]})
    assert "other_spots" not in sore.facts("checked_in")[-1]


def test_an_earlier_day_is_not_asked_about_the_spot_of_today(sore: Runs) -> None:
    yesterday = (today() - timedelta(days=1)).isoformat()
    assert 'name="spot_' not in sore.text(f"/check-in?on={yesterday}")


def test_a_place_nobody_named_has_words_of_its_own(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=3)
    runner.calm(1, other_spots=[{"spot": "unknown", "pain": 2}])
    assert "The other sore spot" in runner.text("/check-in")


def test_five_painless_days_in_a_row_end_the_question(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=9)
    runner.calm(6, other_spots=[{"spot": "knee_anterior", "pain": 2}])
    for days_ago in (5, 4, 3, 2):
        runner.calm(days_ago, other_spots=[{"spot": "knee_anterior", "pain": 0}])
    assert 'name="spot_knee_anterior"' in runner.text("/check-in")
    runner.calm(1, other_spots=[{"spot": "knee_anterior", "pain": 0}])
    assert 'name="spot_knee_anterior"' not in runner.text("/check-in")
