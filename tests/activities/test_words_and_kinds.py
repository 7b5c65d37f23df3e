"""Reasons in two languages, kinds by content, sports by any vendor's name."""

import re
from pathlib import Path

import pytest

import opbouw.activities
from opbouw.activities.detect import detect
from opbouw.activities.reasons import REASONS, reason_text, warning_text
from opbouw.activities.sports import sport_of_fit, sport_of_text
from tests.activities.making import STRAVA, fit, gpx, gzipped, tcx, zipped

SOURCES = "".join(path.read_text() for path in Path(opbouw.activities.__file__).parent.rglob("*.py"))


@pytest.mark.parametrize("code", sorted(REASONS))
def test_both_languages_use_the_same_parameters(code: str) -> None:
    english, dutch = (" ".join(words) for words in REASONS[code])
    assert set(re.findall(r"\{(\w+)\}", english)) == set(re.findall(r"\{(\w+)\}", dutch))
    assert english != dutch
    assert "!" not in english + dutch
    assert not re.search(r"\bu\b", dutch)


def test_every_code_the_readers_raise_has_words() -> None:
    raised = set(re.findall(r'ActivityError\(\s*"(\w+)"', SOURCES))
    assert len(raised) > 15
    assert raised <= REASONS.keys()


def test_parameters_are_filled_in_either_language() -> None:
    assert reason_text("several_activities", {"count": 3}, "nl").startswith("Het bevat 3 activiteiten")
    assert warning_text("cut_short:12", "en") == "The file is damaged or cut off; the 12 samples before that were kept."


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (fit(), "fit"),
        (tcx(), "tcx"),
        (gpx(), "gpx"),
        (b"\xef\xbb\xbf" + gpx(), "gpx"),
        (b"  \n" + tcx(), "tcx"),
        (gpx().decode().replace("UTF-8", "UTF-16").encode("utf-16"), "gpx"),
        (gzipped(b""), "gzip"),
        (zipped({}), "zip"),
        (STRAVA, "strava"),
        (b"a,b,c\n1,2,3\n", "table"),
        (b"a letter", "text"),
        (bytes(range(256)), "binary"),
        (b"", "empty"),
        (b"<html></html>", "xml"),
    ],
)
def test_the_kind_is_told_by_the_content(data: bytes, kind: str) -> None:
    assert detect(data) == kind


@pytest.mark.parametrize(
    ("text", "sport"),
    [
        ("Running", "run"),
        ("9", "run"),
        ("Virtual Run", "treadmill"),
        ("Trail Run", "trail"),
        ("E-Bike Ride", "cycle"),
        ("Nordic Ski", "ski"),
        ("Ice Skate", "skate"),
        ("Weight Training", "strength"),
        ("Elliptical", "elliptical"),
        ("Stair-Stepper", "elliptical"),
        ("wheelchair_push_run", "other"),
        ("Workout", "other"),
        (None, "other"),
        ("Hardlopen", "run"),
        ("Gewichtstraining", "strength"),
        ("Ellipsentrainer", "elliptical"),
        ("Schlittschuhlaufen", "skate"),
        ("Rollschuhlaufen", "skate"),
        ("Natación", "swim"),
        ("Natação", "swim"),
        ("Senderismo", "hike"),
        ("Carrera por montaña", "trail"),
        ("Correr en cinta", "treadmill"),
        ("Escursione", "hike"),
        ("Corrida", "run"),
        ("Roeisessie", "row"),
        ("Gravelrit", "cycle"),
        ("Grundlagenlauf", "run"),
    ],
)
def test_a_vendors_name_becomes_our_sport(text: str | None, sport: str) -> None:
    assert sport_of_text(text)[0] == sport


@pytest.mark.parametrize("text", ["Aqua Jogging", "aquajogging", "Deep Water Running", "WATER_RUNNING", "Pool Running"])
def test_running_in_the_water_is_no_running(text: str) -> None:
    assert sport_of_text(text)[0] == "swim"


@pytest.mark.parametrize("text", ["Treadmill Walk", "treadmill_walking", "Laufband Gehen", "Wandelen op de loopband"])
def test_walking_on_a_treadmill_is_walking_inside(text: str) -> None:
    assert sport_of_text(text) == ("walk", True)


@pytest.mark.parametrize("text", ["Run/Walk", "Walk - Run", "Hardlopen en wandelen"])
def test_running_and_walking_by_turns_is_a_run_whose_parts_are_told_apart(text: str) -> None:
    assert sport_of_text(text) == ("run", None)


@pytest.mark.parametrize("text", ["Course virtuelle", "Carrera virtual", "Indoor Run", "Hardlopen - binnen"])
def test_a_run_inside_or_in_a_game_is_on_a_treadmill_in_every_language(text: str) -> None:
    assert sport_of_text(text) == ("treadmill", True)


@pytest.mark.parametrize("text", ["Grundlagen", "Crunches", "Trunk stability", "Rope skipping", "Jetski"])
def test_letters_of_a_sport_inside_another_word_are_not_that_sport(text: str) -> None:
    assert sport_of_text(text) == ("other", None)


@pytest.mark.parametrize(
    ("main", "sub", "expected"),
    [
        ("running", "treadmill", ("treadmill", True)),
        ("running", "trail", ("trail", False)),
        ("running", None, ("run", None)),
        ("cycling", "indoor_cycling", ("cycle", True)),
        ("fitness_equipment", "indoor_rowing", ("row", True)),
        ("fitness_equipment", "elliptical", ("elliptical", True)),
        ("swimming", "open_water", ("swim", False)),
        ("training", "strength_training", ("strength", True)),
        ("transition", "generic", ("other", None)),
        ("generic", "generic", ("other", None)),
    ],
)
def test_sport_and_sub_sport_of_fit_become_ours(main: str, sub: str | None, expected: tuple[str, bool | None]) -> None:
    assert sport_of_fit(main, sub) == expected
