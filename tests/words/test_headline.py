"""The day in at most twelve words."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opbouw.core.decide import decide
from opbouw.core.decision import Decision, Dose, Interval, Reason, See, Session
from opbouw.core.serialize import decision_to_dict
from opbouw.evidence import tables
from opbouw.words import LANGUAGES
from opbouw.words.headline import MOST_WORDS, headline, session_line
from tests.architecture.wording import forbidden, unkind
from tests.words.making import ONSET, log

TODAY = date(2026, 3, 11)
NBSP = "\u00a0"


@pytest.fixture(scope="module")
def calm() -> Decision:
    """A decision of a calm day, to dress up with other sessions."""
    answer = decide(log("achilles_midportion", named_by="physio", severity="niggle"), TODAY)
    assert isinstance(answer, Decision)
    return answer


def run(*intervals: Interval, **more: Any) -> Session:
    running = sum(one.seconds * one.reps for one in intervals if one.kind == "run") / 60
    total = sum(one.seconds * one.reps for one in intervals) / 60
    return Session("id", TODAY, "run", more.pop("modality", "run"), total, running, "easy", 3, tuple(intervals), **more)


WARM, COOL = Interval("walk", 300), Interval("walk", 300)
FIVE = run(WARM, Interval("run", 60, 5), Interval("walk", 120, 5), COOL)


@pytest.mark.parametrize(
    ("session", "nl", "en"),
    [
        (FIVE, "5 × 1 min lopen, 2 min wandelen ertussen", "5 × 1 min running, 2 min walking between"),
        (
            run(WARM, Interval("run", 90, 4), Interval("walk", 30, 4)),
            "4 × 1,5 min lopen, 30 s wandelen ertussen",
            "4 × 1.5 min running, 30 s walking between",
        ),
        (run(WARM, Interval("run", 1800), COOL), "30 min lopen", "30 min running"),
        (run(Interval("run", 105)), "1:45 min lopen", "1:45 min running"),
        (
            run(Interval("run", 60, 3), Interval("walk", 60, 3), Interval("run", 120, 2), Interval("walk", 60, 2)),
            "7 min lopen in stukjes, met wandelen ertussen",
            "7 min running in bits, with walking between",
        ),
        (
            replace(FIVE, modality="alterg", body_weight_pct=60.0),
            "AlterG-loopband: 5 × 1 min lopen, 2 min wandelen ertussen",
            "Anti-gravity treadmill: 5 × 1 min running, 2 min walking between",
        ),
        (Session("id", TODAY, "cross", "cycling", 20.0), "Vandaag fietsen, 20 min", "Today cycling, 20 min"),
        (Session("id", TODAY, "walk", "walking", 35.0), "Vandaag wandelen, 35 min", "Today walking, 35 min"),
        (
            Session("id", TODAY, "strength", None, 4.0, exercises=(Dose("x"),)),
            "Vandaag kracht: 1 oefening, 4 min",
            "Today strength: 1 exercise, 4 min",
        ),
        (
            Session("id", TODAY, "mobility", None, 10.0, exercises=(Dose("x"),) * 5),
            "Vandaag losmaken: 5 oefeningen, 10 min",
            "Today loosening: 5 exercises, 10 min",
        ),
        (Session("id", TODAY, "test"), "Vandaag tests", "Today tests"),
    ],
)
def test_the_headline_is_the_dose_of_the_first_session(calm: Decision, session: Session, nl: str, en: str) -> None:
    answer = replace(calm, verdict="go_on", today=(session,), see=None)
    assert headline(answer, "nl").replace(NBSP, " ") == nl
    assert headline(answer, "en").replace(NBSP, " ") == en


def test_numbers_and_their_words_stay_on_one_line(calm: Decision) -> None:
    answer = replace(calm, verdict="go_on", today=(FIVE,), see=None)
    assert headline(answer, "nl") == f"5{NBSP}×{NBSP}1{NBSP}min lopen, 2{NBSP}min wandelen ertussen"


def test_a_day_without_work_is_training_too(calm: Decision) -> None:
    answer = replace(calm, verdict="repeat", today=(), reasons=(Reason("day_between_runs"),), see=None)
    assert headline(answer, "nl") == "Vandaag niets. Ook dat is trainen."
    assert headline(answer, "en") == "Nothing today. That is training too."


@pytest.mark.parametrize(
    ("code", "nl"),
    [
        ("ill", "Vandaag rust. Eerst weer fit worden."),
        ("away", "Je bent weg. Je schema wacht op je."),
        ("flag_question", "Eerst je antwoord, dan je dag."),
        ("screening_missing", "Eerst je antwoord, dan je dag."),
    ],
)
def test_an_empty_day_says_why(calm: Decision, code: str, nl: str) -> None:
    answer = replace(calm, verdict="wait", today=(), reasons=(Reason("phase_rest"), Reason(code)), see=None)
    assert headline(answer, "nl") == nl


@pytest.mark.parametrize(
    ("see", "nl"),
    [
        (See("emergency", "emergency"), "Bel nu 112."),
        (See("doctor", "same_day"), "Laat er vandaag naar kijken."),
        (See("doctor", "before_running"), "Niet lopen, eerst laten kijken."),
        (See("physio", "when_convenient"), "Laat er binnenkort naar kijken."),
        (None, "Vandaag niet meer lopen."),
    ],
)
def test_a_stop_says_what_to_do_instead_of_a_dose(calm: Decision, see: See | None, nl: str) -> None:
    assert headline(replace(calm, verdict="stop", today=(FIVE,), see=see), "nl") == nl


def test_a_visit_that_cannot_wait_comes_before_any_dose(calm: Decision) -> None:
    answer = replace(calm, verdict="wait", today=(FIVE,), see=See("doctor", "same_day"))
    assert headline(answer, "en") == "Have it looked at today."
    calmer = replace(answer, see=See("physio_or_doctor", "when_convenient"))
    assert headline(calmer, "en").startswith("5")


def test_a_refusal_has_a_headline_too() -> None:
    assert headline(decide([], ONSET), "nl") == "Nog geen antwoord voor vandaag. Kijk wat er ontbreekt."


def test_a_decision_and_its_plain_form_have_the_same_headline(calm: Decision) -> None:
    assert headline(calm, "nl") == headline(decision_to_dict(calm), "nl")


def test_a_session_is_one_line_with_what_how_much_and_how_hard() -> None:
    line = session_line(replace(FIVE, firm=False, depends_on="good_response"), "nl")
    assert line.replace(NBSP, " ") == (
        "Hardlopen, 5 × 1 min, 2 min wandelen ertussen, samen 25 min, praten lukt goed, mits rustig"
    )
    treadmill = session_line(replace(FIVE, modality="alterg", body_weight_pct=60.0), "en")
    assert treadmill.replace(NBSP, " ") == (
        "Anti-gravity treadmill, 5 × 1 min, 2 min walking between, 25 min in all, at 60 % of your weight, "
        "talking is easy"
    )
    cross = Session("id", TODAY, "cross", "elliptical", 20.0, intensity="easy")
    assert session_line(cross, "nl").replace(NBSP, " ") == "Crosstrainer, 20 min, praten lukt goed"
    strength = Session("id", TODAY, "strength", None, 20.0, intensity="steady", exercises=(Dose("x"),) * 5)
    assert session_line(strength, "en").replace(NBSP, " ") == "Strength, 5 exercises, 20 min"
    assert session_line(Session("id", TODAY, "test"), "nl") == "Tests"


intervals = st.lists(
    st.builds(Interval, st.sampled_from(["run", "walk"]), st.integers(15, 7200), st.integers(1, 30)),
    min_size=1,
    max_size=7,
).filter(lambda found: any(one.kind == "run" for one in found))
runs = intervals.flatmap(
    lambda found: st.sampled_from([run(*found), run(*found, modality="alterg", body_weight_pct=72.5)])
)
others = st.builds(
    Session,
    id=st.just("id"),
    on=st.just(TODAY),
    kind=st.sampled_from(["cross", "walk"]),
    modality=st.sampled_from([*tables.modalities, None]),
    minutes=st.none() | st.floats(0, 600),
    intensity=st.sampled_from(["easy", "steady", "hard", None]),
)
exercises = st.builds(
    Session,
    id=st.just("id"),
    on=st.just(TODAY),
    kind=st.sampled_from(["strength", "mobility"]),
    minutes=st.floats(0, 120),
    exercises=st.integers(1, 9).map(lambda n: (Dose("x"),) * n),
)


@given(session=runs | others | exercises, lang=st.sampled_from(LANGUAGES), days=st.integers(0, 9))
def test_a_headline_never_has_more_than_twelve_words_and_a_line_stays_one_line(
    session: Session, lang: str, days: int
) -> None:
    answer = decide(log("mtss", days=1), ONSET)
    assert isinstance(answer, Decision)
    said = headline(replace(answer, verdict="repeat", today=(session,), see=None), lang)
    line = session_line(replace(session, on=session.on + timedelta(days=days)), lang)
    assert 1 < len(said.split()) <= MOST_WORDS
    for text in (said, line):
        assert not re.search(r"[\n{}]|None|\.0\b", text)
        assert forbidden(text, lang) == []
        assert unkind(text, lang) == []
