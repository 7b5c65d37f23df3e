"""The letter in words: both languages whole, careful and kind, and only what was told."""

import re
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from opbouw.core.events import parse_data
from opbouw.core.fields import EventError
from opbouw.core.log import LogRefused, read_log
from opbouw.exports.letter import walked
from opbouw.exports.letter_texts import Said, all_texts
from opbouw.exports.letter_words import PICTURES, SCOPES, as_text, letter_of
from opbouw.words import LANGUAGES, name
from tests.architecture.wording import forbidden, unkind
from tests.core.making import Story
from tests.exports.letters import ONSET, achilles, full, letter_on, lines_of
from tests.scenarios.story import FOLDER, read_story

BEFORE = "Laten kijken voor de loper weer hardloopt"
SOON = "Laten kijken, liefst binnen twee weken"


def fields_of(template: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(template) if field is not None}


def test_every_sentence_stands_in_both_languages_with_the_same_parameters() -> None:
    wrong = [
        key
        for key, row in all_texts().items()
        if set(row) != set(LANGUAGES) or fields_of(row["nl"]) != fields_of(row["en"])
    ]
    assert wrong == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_claims_too_much_or_is_unkind(lang: str) -> None:
    found = [row[lang] for row in all_texts().values() if forbidden(row[lang], lang) or unkind(row[lang], lang)]
    assert found == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_letter_is_filled_in_to_the_last_word(lang: str) -> None:
    text = as_text(letter_on(full(), 14, lang, "Anna"))
    assert not re.search(r"[{}]|None|\d{4}-\d\d-\d\d|\brf_\w+|\.0\b", text.replace("#import $x$", "")), text


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_every_story_has_a_letter_in_both_languages(path: Path) -> None:
    told = read_story(path)
    for expected in told.expect[-2:]:
        today = told.story.on(told.start + expected["day"])
        try:
            days = walked(read_log(told.story.told_by(today), today))
        except LogRefused:
            continue
        for lang in LANGUAGES:
            text = as_text(letter_of(days, lang))
            assert not re.search(r"[{}]|None|\d{4}-\d\d-\d\d|\brf_\w+|\.0\b", text), text


@pytest.mark.parametrize(
    ("story", "day", "headline", "sign"),
    [
        (
            "third_flare",
            10,
            "Laten kijken voor de loper weer hardloopt",
            "binnen 28 dagen: 25 maart, 28 maart en 2 april",
        ),
        (
            "second_bone_stop_ends_self_management",
            12,
            "Laten kijken voor de loper weer hardloopt",
            "twee keer binnen 14 dagen: 14 april en 22 april",
        ),
        (
            "a_silent_month",
            31,
            "Laten kijken, liefst binnen twee weken",
            "meer dan 21 dagen geen stap bij; sinds 14 april",
        ),
        (
            "anterior_tibia_imaging_unknown",
            3,
            "Gevraagd: wat mag deze loper",
            "Het laatste akkoord noemt hardlopen niet",
        ),
    ],
)
def test_what_the_plan_raised_itself_is_told_with_its_days(story: str, day: int, headline: str, sign: str) -> None:
    told = read_story(FOLDER / f"{story}.toml")
    today = told.story.on(told.start + day)
    letter = letter_of(walked(read_log(told.story.told_by(today), today)), "nl")
    assert letter.headline == headline
    assert sign in lines_of(letter)["Alarmsignaal"][0]


def test_around_a_pregnancy_the_form_is_about_that_too() -> None:
    story = achilles()
    story.add("profile_set", 2, pregnant_or_postpartum=True, sex="f")
    assert "pregnant" in letter_on(story, 3).form[0].told


def test_the_rows_come_in_the_order_a_doctor_reads() -> None:
    letter = letter_on(achilles(), 1)
    assert [row.label for row in (*letter.rows, *letter.more)] == [
        "Place",
        "Since",
        "Name",
        "Pain (0-10)",
        "Standing",
        "Warning sign",
        "Training",
        "Earlier",
        "Also told",
        "Plan now",
    ]


def test_a_sign_is_told_in_the_words_of_its_question_with_answer_and_day() -> None:
    story = achilles()
    story.screen(8, rf_night_pain="yes")
    letter = letter_on(story, 11, "nl")
    told = lines_of(letter)["Alarmsignaal"]
    assert told[0].endswith("Antwoord: ja, op 10 maart (loper).")
    assert "wakker worden" in told[0]
    assert letter.mark == "stop"
    assert letter.headline == "Laten kijken voor de loper weer hardloopt"
    assert "alles staat stil sinds 10 maart" in lines_of(letter)["Plan nu"][0]


@pytest.mark.parametrize(
    ("named_by", "wanted"),
    [
        ("self", "chosen by the runner from a list"),
        ("physio", "Midportion Achilles tendinopathy; named so by physio"),
        (None, "who said so is unknown"),
    ],
)
def test_a_name_is_told_with_who_gave_it(named_by: str | None, wanted: str) -> None:
    (told,) = lines_of(letter_on(achilles(named_by=named_by), 1))["Name"]
    assert wanted in told
    assert ("tendinopathy" in told) == (named_by == "physio")


def test_many_signs_are_all_named_the_least_urgent_in_short() -> None:
    story = full()
    answers = story.events[-1].data.answers
    text = " ".join(lines_of(letter_on(story, 14, "en"))["Warning sign"])
    assert text.count("Answer: yes") == 4
    assert Said("en")("why_more", signs="").removesuffix(" .") in text
    yes = [flag for flag, said in answers.items() if said == "yes"]
    told = [flag for flag in yes if name("flag_short", flag, "en") in text or name("flag_question", flag, "en") in text]
    assert told == yes


def test_what_was_not_asked_is_said_to_be_unknown() -> None:
    letter = letter_on(Story("achilles_midportion", ONSET), 1)
    told = lines_of(letter)
    assert told["Place"][0].endswith("side unknown")
    assert told["Standing"] == ("Limping: unknown",)
    assert told["Warning sign"] == ("The questions about warning signs were not answered yet.",)
    assert "not asked or not filled in" in told["Also told"][0]
    assert told["Training"] == ("Last 4 weeks: unknown",)


def test_a_man_is_not_asked_about_a_birth_unless_he_said_something() -> None:
    story = achilles()
    story.add("profile_set", 0, sex="m")
    assert "birth" not in as_text(letter_on(story, 1))


def test_a_visit_is_told_with_who_what_and_the_limits() -> None:
    story = achilles()
    story.screen(2, rf_night_pain="yes")
    seen: dict[str, Any] = {
        "seen_by": "physio",
        "seen_name": "M. de Wit",
        "seen_on": "2026-03-05",
        "scope": ["movement", "running"],
    }
    story.add("cleared", 4, injury="achilles_midportion", max_run_min=10, said="rustig aan", **seen)
    (told,) = lines_of(letter_on(story, 5, "nl"))["Eerder"]
    assert told == (
        "5 maart: gezien door fysiotherapeut (M. de Wit). Mocht: bewegen zonder belasting (fietsen, zwemmen) en"
        " hardlopen. Hooguit 10 min lopen. Gezegd: ‘rustig aan’"
    )


def test_the_form_offers_what_a_clearance_can_say_and_nothing_else() -> None:
    for field, ours in (("scope", SCOPES), ("imaging", PICTURES)):
        with pytest.raises(EventError) as refused:
            parse_data("cleared", {"seen_by": "doctor", field: ["flying"] if field == "scope" else "flying"})
        assert set(refused.value.params["choices"].split(", ")) == set(ours)
    fields = {field.label: field for field in letter_on(achilles(), 1).form}
    assert len(fields["Allowed"].options) == 1 + len(SCOPES)


@pytest.mark.parametrize(
    ("lang", "doctor", "other"), [("nl", "arts", "fysiotherapeut"), ("en", "doctor", "physiotherapist")]
)
def test_only_who_may_sign_has_a_box(lang: str, doctor: str, other: str) -> None:
    story = achilles()
    assert letter_on(story, 1, lang).form[1].options == (doctor, other)
    story.screen(2, rf_dvt="yes")
    signed = letter_on(story, 2, lang)
    assert signed.form[1].options == (doctor,)
    assert "arts" in signed.form_notes[0] or "doctor" in signed.form_notes[0]


def test_the_rules_their_version_and_their_sources_stand_at_the_foot() -> None:
    story = achilles()
    story.screen(2, rf_night_pain="yes")
    foot = " ".join(letter_on(story, 2, "en").foot)
    assert "Not a diagnosis" in foot
    assert "Rules 2026.1" in foot
    assert "Robertson" in foot


def test_without_a_name_the_letter_is_about_a_runner() -> None:
    assert letter_on(achilles(), 1, "nl").who == "een loper"
    assert letter_on(achilles(), 1, "nl", "  Anna   de  Wit ").who == "Anna de Wit"
