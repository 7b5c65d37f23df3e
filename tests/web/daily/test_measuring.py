"""A test is measured side by side, kept as facts, and says at once what it did to the gate."""

import gzip
import re
import uuid
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from django.utils import translation

from opbouw.core.gate_questions import OWN_CHECKS
from opbouw.demo.log import events
from opbouw.evidence import tables
from opbouw.figures import figures_of, movement, names
from opbouw.web.accounts.models import Account
from opbouw.web.readiness import askable, standing
from opbouw.web.readiness.form import sides_of
from opbouw.web.readiness.norms import norms_of
from opbouw.web.readiness.results import less_is_better
from opbouw.web.readiness.ways import CHECKS, WAYS, figure_of
from opbouw.web.store import services
from opbouw.web.store.models import Runner
from tests.web.conftest import ClientOf
from tests.web.daily.conftest import CALM, RunnerWith, Runs, today

pytestmark = pytest.mark.django_db
HOPS = {"value_left": "12", "value_right": "10", "pain_left": "0", "pain_right": "1"}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test may be recorded; when one may is the engine's affair and tested there."""
    monkeypatch.setattr(
        askable, "askable", lambda _day: {"hop_in_place", "bone_palpation", "giving_way", "walk_brisk_30"}
    )


def test_left_and_right_are_two_facts_with_their_pain(runner_with: RunnerWith, asked: None) -> None:
    runner = runner_with(opened=4)
    assert runner.send("/tests/hop_in_place", HOPS)["Location"] == "/tests"
    assert runner.facts("tested") == [
        {"test": "hop_in_place", "value": 12.0, "side": "left", "pain": 0},
        {"test": "hop_in_place", "value": 10.0, "side": "right", "pain": 1},
    ]


def test_the_same_test_sent_twice_is_kept_once(runner_with: RunnerWith, asked: None) -> None:
    runner = runner_with(opened=4)
    form = {**HOPS, "key": str(uuid.uuid4())}
    for _time in range(2):
        runner.send("/tests/hop_in_place", form)
    assert len(runner.facts("tested")) == 2


def test_a_pain_test_is_its_own_pain(runner_with: RunnerWith, asked: None) -> None:
    runner = runner_with(opened=4)
    runner.send("/tests/bone_palpation", {"value_left": "0", "value_right": "3"})
    assert [(one["side"], one["value"], one["pain"]) for one in runner.facts("tested")] == [
        ("left", 0.0, 0.0),
        ("right", 3.0, 3.0),
    ]


@pytest.mark.parametrize(("answer", "value"), [("1", 1.0), ("0", 0.0)])
def test_an_own_check_is_a_yes_or_a_no(runner_with: RunnerWith, asked: None, answer: str, value: float) -> None:
    runner = runner_with(opened=4)
    runner.send("/tests/giving_way", {"value_none": answer})
    assert runner.facts("tested") == [{"test": "giving_way", "value": value, "side": "none"}]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"value_left": "-5"}, "Write a number from 0 to 500"),
        ({"value_left": "2.5"}, "Write a whole number."),
        ({"value_left": "NaN"}, "Write a number, such as"),
        ({"value_right": ""}, "Fill this in."),
        ({"pain_right": "11"}, "Choose a number from 0 to 10."),
    ],
)
def test_an_impossible_measure_is_refused_in_words(
    runner_with: RunnerWith, asked: None, change: dict[str, str], words: str
) -> None:
    runner = runner_with(opened=4)
    response = runner.send("/tests/hop_in_place", {**HOPS, **change})
    assert response.status_code == 422
    assert words in response.content.decode()
    assert runner.facts("tested") == []


def test_a_test_that_is_not_asked_yet_is_not_recorded(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    assert "Not now" in runner.text("/tests/plyo_470")
    assert runner.send("/tests/plyo_470", {"value_none": "470", "pain_none": "0"}).status_code == 422
    assert runner.facts("tested") == []


def test_an_unknown_test_is_not_found(runner_with: RunnerWith) -> None:
    assert runner_with().client.get("/tests/juggling").status_code == 404


# ---- the gate of a runner who is strengthening: left is sore, and the heel raise was 24 right, 20 left the day before

BEFORE_REBUILDING = timedelta(days=48)  # so much of the example's story is still to come
MOST_QUERIES, MOST_BYTES = 16, 14_000
HEEL = "Heel raises: sore side at least 90 % of the other"


@cache
def _story(on: date) -> list[dict[str, Any]]:
    now = on.isoformat()
    return [one for one in events(on + BEFORE_REBUILDING) if one["on"] <= now and one["recorded_at"][:10] <= now]


@pytest.fixture
def strengthening(owner: Account, client_of: ClientOf) -> Runs:
    """The example runner as somebody's own, some weeks before running starts again."""
    runner = Runner.objects.get(account=owner)
    return Runs(owner, services.load_log(runner, _story(today())), client_of(owner))


def row_of(runner: Runs, test: str) -> dict[str, Any]:
    """One test in the list of the gate."""
    gate = standing.gate_of_now(runner.day())
    assert gate is not None
    return next(row for row in standing.of_gate(runner.day(), gate) if row["id"] == test)


def measure(runner: Runs, test: str, right: int, left: int, pain: int = 0) -> Any:
    """Send both sides of a test."""
    sides = {"value_right": str(right), "value_left": str(left)}
    return runner.send(f"/tests/{test}", {**sides, "pain_right": "0", "pain_left": str(pain)})


def test_the_list_has_every_test_of_the_gate_once_with_its_state_and_the_way_to_it(strengthening: Runs) -> None:
    text = strengthening.text("/tests")
    assert re.findall(r'href="/tests/(\w+)"', text) == [
        "heel_raise_single",
        "heel_raise_bent_knee",
        "knee_to_wall",
        "hop_in_place",
        "walk_brisk_30",
    ], "what is not met comes before what was not measured, what is met comes last"
    assert "<h1>1 of 5 tests met</h1>" in text


def test_a_phase_whose_gate_asks_for_no_tests_shows_those_of_the_gate_after_it(runner_with: RunnerWith) -> None:
    text = runner_with(opened=4).text("/tests")
    assert "<h1>No tests now</h1>" in text
    assert "Later, for the gate to" in text
    assert "Single-leg heel raise" in text
    assert 'href="/tests/' not in text


def test_a_result_that_meets_its_points_says_so_and_how_many_are_left(strengthening: Runs) -> None:
    strengthening.write("checked_in", **CALM)
    answer = measure(strengthening, "heel_raise_single", right=24, left=22)
    text = strengthening.text(answer["Location"])
    assert f"Met: {HEEL}." in text, "22 of 24 is 91.7 percent"
    gate = standing.gate_of_now(strengthening.day())
    assert gate is not None
    left = sum(one["blocking"] and one["status"] != "met" for one in gate["criteria"])
    assert f"{left} points still close the gate to “Rebuilding”." in text


def test_a_result_with_too_much_pain_on_the_sore_side_meets_nothing(strengthening: Runs) -> None:
    text = strengthening.text(measure(strengthening, "heel_raise_single", right=24, left=24, pain=3)["Location"])
    assert f"Not yet: {HEEL}." in text
    assert row_of(strengthening, "heel_raise_single")["state"] == "not_yet"


def test_a_result_counts_as_many_days_as_the_shorter_of_the_test_and_the_gate(strengthening: Runs) -> None:
    measure(strengthening, "heel_raise_single", right=24, left=22)
    until = today() + timedelta(days=14)  # gate_criteria says 14, valid_days_tests 28
    assert f"Counts up to {until.day} {until:%B}." in strengthening.text("/tests/heel_raise_single")


def test_an_old_result_is_expired_and_not_simply_not_measured(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=40)
    runner.write("tested", 20, test="heel_raise_single", value=25, side="left", pain=0)
    runner.write("tested", 20, test="heel_raise_single", value=25, side="right", pain=0)
    later = standing.next_with_tests(runner.day())
    assert later is not None
    row = next(one for one in standing.of_gate(runner.day(), later) if one["id"] == "heel_raise_single")
    assert (row["state"], row["word"]) == ("expired", "Expired")
    ended = today() - timedelta(days=6)
    assert row["until"] == f"Expired: it counted up to {ended.day} {ended:%B}."


def test_half_a_result_is_not_measured(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4, side="left")
    runner.write("tested", 1, test="heel_raise_single", value=25, side="right", pain=0)
    later = standing.next_with_tests(runner.day())
    assert later is not None
    row = next(one for one in standing.of_gate(runner.day(), later) if one["id"] == "heel_raise_single")
    assert row["state"] == "unknown"


@pytest.mark.parametrize(
    ("side", "order"),
    [
        ("left", ("right", "left")),
        ("right", ("left", "right")),
        ("both", ("left", "right")),
        ("none", ("left", "right")),
    ],
)
def test_the_sound_side_is_measured_first(runner_with: RunnerWith, side: str, order: tuple[str, ...]) -> None:
    day = runner_with(opened=4, side=side).day()
    assert sides_of(day, "heel_raise_single") == order
    assert sides_of(day, "walk_brisk_30") == ("none",)


def test_the_page_of_a_test_says_how_what_counts_what_ends_it_and_at_which_pain(strengthening: Runs) -> None:
    text = strengthening.text("/tests/heel_raise_single")
    assert tables.readiness_tests["heel_raise_single"].how_en in text
    for said in (WAYS["heel_raise_single"].counts, WAYS["heel_raise_single"].stops):
        assert str(said) in text
    assert "Above 2 of 10 at the spot: stop, and write it down." in text
    assert text.index('id="side-right"') < text.index('id="side-left"')
    assert 'data-meter="beat" data-seconds="2" data-enough=""' in text


def test_a_test_that_asks_for_a_number_ends_at_that_number(strengthening: Runs) -> None:
    assert 'data-meter="tap" data-seconds="0" data-enough="10"' in strengthening.text("/tests/hop_in_place")


def test_norms_are_those_of_age_and_sex_and_the_gate_asks_four_fifths_rounded_up(strengthening: Runs) -> None:
    strengthening.write("profile_set", sex="f", birth_year=today().year - 34)
    text = strengthening.text("/tests/heel_raise_single")
    assert "For you we reckon with 27\N{NO-BREAK SPACE}times." in text
    assert "The gate asks 22\N{NO-BREAK SPACE}times." in text, "0.8 x 27 is 21.6"


def test_without_age_and_sex_the_highest_number_counts_and_the_page_says_so(runner_with: RunnerWith) -> None:
    with translation.override("en"):
        said = norms_of(runner_with(opened=4).day(), "heel_raise_single")
    assert said is not None
    assert said["usual"] == "37\N{NO-BREAK SPACE}times"
    assert said["careful"] == [
        "Your sex is not known here, so the higher number counts.",
        "Your age is not known here, so the highest number counts.",
    ]


def test_without_a_script_every_field_of_both_sides_is_there_and_nothing_is_hidden_in_it(strengthening: Runs) -> None:
    text = strengthening.text("/tests/heel_raise_single")
    for name in ("value_right", "pain_right", "value_left", "pain_left"):
        assert f'name="{name}"' in text
    assert re.findall(r'<div class="told stack" data-at="told"( hidden)?>', text) == ["", ""]


def test_every_test_of_the_tables_has_words_and_every_drawing_it_names_exists() -> None:
    assert set(WAYS) == set(tables.readiness_tests)
    assert not set(WAYS) & OWN_CHECKS
    assert set(CHECKS) <= OWN_CHECKS
    named = [figure_of(name) for name in WAYS] + list(CHECKS.values())
    named += [part for way in WAYS.values() for part, _ in way.parts]
    assert [name for name in named if not figures_of(name)] == []


def test_every_drawing_made_for_a_test_or_a_check_is_shown_with_it() -> None:
    own = {movement(name).exercise for name in names()} - set(tables.exercises)
    assert own == {name for name in own if figure_of(name) == name}


def test_a_test_of_five_movements_shows_all_five_with_their_names(strengthening: Runs) -> None:
    text = strengthening.text("/tests/five_step_screen")
    shown = text[text.index('<figure class="fig fig-row">') : text.index("</figure>")]
    assert shown.count('role="img"') == 5
    assert re.findall(r"<b>(\d)</b> ([\w-]+)", shown) == [
        ("1", "jumps"),
        ("2", "squat"),
        ("3", "plank"),
        ("4", "step-ups"),
        ("5", "wall"),
    ]


def test_the_sound_side_is_drawn_for_a_test_and_the_sore_side_for_a_check(strengthening: Runs) -> None:
    assert "fig-frame mirrored" not in strengthening.text("/tests/single_leg_bridge"), "left is sore, right comes first"
    assert "fig-frame mirrored" in strengthening.text("/tests/arch_stays_up")


def test_a_check_read_from_a_day_has_no_drawing(strengthening: Runs) -> None:
    assert '<figure class="fig' not in strengthening.text("/tests/night_worse_after_walk")


def test_a_meter_counts_in_the_unit_of_its_test() -> None:
    units = {"up": {"s", "min"}, "beat": {"reps"}, "tap": {"reps"}, "window": {"reps"}, "hold": {"pain_0_10"}}
    wrong = [
        name for name, way in WAYS.items() if way.meter and tables.readiness_tests[name].unit not in units[way.meter]
    ]
    assert wrong == []
    assert [name for name, way in WAYS.items() if way.meter in ("beat", "window", "hold") and not way.seconds] == []


def test_with_a_warning_sign_nothing_is_measured(strengthening: Runs) -> None:
    strengthening.write("screened", answers={"rf_night_pain": "yes"}, why="asked")
    assert strengthening.client.get("/tests/heel_raise_single")["Location"] == "/stop"


def test_a_result_that_hurt_too_much_says_why_it_does_not_count(strengthening: Runs) -> None:
    measure(strengthening, "heel_raise_single", right=24, left=24, pain=3)
    said = "It hurt 3 of 10 and the gate allows 2, so it does not count as met."
    assert said in strengthening.text("/tests")
    assert said in strengthening.text("/tests/heel_raise_single")


@pytest.mark.parametrize("path", ["/tests", "/tests/heel_raise_single", "/causes", "/causes/questions"])
def test_a_page_is_small_in_both_languages_and_asks_little_of_the_database(
    strengthening: Runs, path: str, django_assert_max_num_queries: Any
) -> None:
    for language in ("nl", "en"):
        with django_assert_max_num_queries(MOST_QUERIES):
            response = strengthening.client.get(path, headers={"accept-language": language})
        text = response.content.decode()
        assert f'<html lang="{language}"' in text
        assert "<style" not in text
        assert " style=" not in text
        assert len(gzip.compress(response.content)) <= MOST_BYTES


def test_of_two_results_on_one_day_the_more_careful_is_shown_and_the_page_says_so(strengthening: Runs) -> None:
    for left in (20, 23):
        measure(strengthening, "heel_raise_single", right=24, left=left)
    text = strengthening.text("/tests/heel_raise_single").replace("\N{NO-BREAK SPACE}", " ")
    assert "right 24 times, left 20 times, " in text
    assert "Of two results on one day the more careful one counts." in text


@pytest.mark.parametrize(
    ("test", "less"),
    [
        ("heel_raise_single", False),
        ("bone_palpation", True),
        ("knee_effusion", True),
        ("giving_way", True),
        ("arch_stays_up", False),
        ("pain_downhill_walk_10", True),
    ],
)
def test_which_of_two_values_is_the_worse_is_known_of_tests_and_own_checks(test: str, less: bool) -> None:
    assert less_is_better(test) is less
