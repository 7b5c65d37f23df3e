"""Printed exercises: which words stand on the paper, that all fit, and that every part of a figure has its ink."""

import json
import re
from datetime import date
from importlib import resources
from typing import Any

import pytest
import typst

from opbouw.evidence import tables
from opbouw.exports import typeset
from opbouw.exports.exercises import LOOK, MOST, For, Item, Wanted, pdf_of, plain, sheet_of
from opbouw.figures import Drawing, figures_of
from opbouw.words import LANGUAGES
from tests.exports.pdf import Pdf

ON = date(2026, 3, 2)  # a Monday
DOSE: dict[str, Any] = {"sets": 3, "reps": 12, "hold_s": None, "load_kg": 7.5, "side": "both", "first_side": "left"}
SMALLEST_PT = 8.5


def item(exercise: str, lang: str = "en", to: For | None = None, *turns: tuple[date, dict[str, Any]]) -> Item:
    return sheet_of([Wanted(exercise, turns)], lang, ON, to or For()).items[0]


def words_of(exercise: str, lang: str, to: For) -> str:
    """All words of one exercise on the paper."""
    found = item(exercise, lang, to)
    return " ".join((*found.doses, found.note, found.cue, found.alt, found.felt, *found.stop))


def test_the_doses_of_the_plan_stand_with_their_days() -> None:
    less = {**DOSE, "sets": 1}
    turns = ((ON, DOSE), (date(2026, 3, 4), DOSE), (date(2026, 3, 6), less))
    found = item("heel_one_load", "nl", None, *turns)
    assert [one.replace("\u00a0", " ") for one in found.doses] == [
        "3 × 12, 7,5 kg, beide kanten, links eerst · maandag 2 maart en woensdag 4 maart",
        "1 × 12, 7,5 kg, beide kanten, links eerst · vrijdag 6 maart",
    ]
    assert found.note == ""


def test_without_a_plan_it_is_the_dose_to_start_with_and_says_so() -> None:
    found = item("heel_one_slow")
    assert found.doses == ("3\u00a0×\u00a012, each side",)
    assert found.note.startswith("The dose to start with.")
    assert found.tempo == "3 s down, 3 s up"


def test_a_roller_is_not_held_still() -> None:
    assert item("calf_foam").tempo == ""
    assert item("calf_stretch_straight").tempo == "hold still"


def test_when_to_stop_begins_with_the_most_careful_line() -> None:
    mine = For(injury="achilles_midportion", pain_limit=2)
    assert item("calf_foam", "en", mine).stop == (
        "The tables do not give this exercise with your injury. Ask your physio first.",
        "Pain above 2 of 10: leave the exercise out.",
        "Only the muscles around the sore spot, never the spot itself.",
        "Sore here: leave it out. Inner side of the shin, Achilles tendon.",
    )
    assert item("heel_one_slow", "en", mine).stop == ("Pain above 2 of 10: leave the exercise out.",)
    assert item("hop_forward").stop[0] == "Only in a phase in which you run again."


def test_without_a_known_limit_any_pain_is_a_reason_to_stop() -> None:
    assert "It hurts: leave the exercise out." in item("heel_one_slow").stop


def test_bone_asks_for_a_word_of_a_professional_until_the_plan_has_it() -> None:
    bone = For(injury="bsi_femoral_neck")
    name = next(one for one in tables.injury_exercises["bsi_femoral_neck"].phase3["level1"])
    assert item(name, "en", bone).stop[0] == "Only after a doctor or physio has said that it is allowed."
    assert "Only after" not in " ".join(item(name, "en", bone, (ON, DOSE)).stop)


@pytest.mark.parametrize("count", [0, MOST + 1])
def test_a_sheet_has_at_least_one_exercise_and_not_too_many(count: int) -> None:
    with pytest.raises(ValueError, match=f"choose 1 to {MOST}"):
        sheet_of([Wanted(one) for one in list(tables.exercises)[:count]], "en", ON, For())


def test_an_exercise_that_no_table_has_is_named() -> None:
    with pytest.raises(KeyError, match="handstand"):
        sheet_of([Wanted("handstand")], "en", ON, For())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_longest_words_fit_beside_their_strip(lang: str) -> None:
    to = For("Anna", "bsi_femoral_neck", None)
    longest = sorted(tables.exercises, key=lambda name: -len(words_of(name, lang, to)))[:8]
    words = {"data": json.dumps(plain(sheet_of([Wanted(name) for name in longest], lang, ON, to)))}
    told = typst.query(typeset.template(LOOK), "<card>", field="value", ignore_system_fonts=True, sys_inputs=words)
    cards = json.loads(told)
    assert len(cards) == 8
    assert all(card["fits"] and card["size"] >= SMALLEST_PT for card in cards)


def test_four_exercises_are_a_page_with_every_word_and_the_same_bytes_twice() -> None:
    names = ["bird_dog", "calf_foam", "clam", "side_plank", "plank"]
    sheet = sheet_of([Wanted(one) for one in names], "nl", ON, For("Anna de Wit"))
    content = pdf_of(sheet)
    pdf = Pdf(content)
    assert (pdf.pages, pdf.size_mm) == (2, (210, 297))
    for one in sheet.items[:4]:
        assert one.name in pdf.text
        assert all(pose.label in pdf.text for pose in one.poses)
    assert "Anna de Wit" in pdf.text
    assert "pagina 1 van 2" in pdf.text
    assert content == pdf_of(sheet)


@pytest.mark.parametrize(("first", "mirrored"), [("left", True), ("right", False), (None, False)])
def test_the_side_that_begins_is_the_side_that_works_in_the_drawing(first: str | None, mirrored: bool) -> None:
    sheet = sheet_of([Wanted("heel_one_load", ((ON, {**DOSE, "first_side": first}),))], "en", ON, For())
    assert sheet.items[0].mirrored is mirrored
    assert Pdf(pdf_of(sheet)).mirrored is mirrored


def test_without_a_plan_a_drawing_on_paper_stays_as_it_was_drawn() -> None:
    assert not item("heel_one_load").mirrored


def test_a_figure_on_paper_speaks_to_who_cannot_see_it() -> None:
    sheet = sheet_of([Wanted("bird_dog")], "en", ON, For())
    content = b"".join(Pdf(pdf_of(sheet)).objects.values())
    assert content.count(b"/Alt") >= len(sheet.items[0].poses)


def test_the_sheet_says_that_drawings_were_not_looked_at() -> None:
    sheet = sheet_of([Wanted("bird_dog")], "nl", ON, For())
    assert sheet.always.startswith("Minder mag altijd.")
    assert sheet.always.endswith("nagekeken door een fysiotherapeut.")


def test_every_part_of_a_figure_has_its_ink() -> None:
    style = resources.files("opbouw.exports").joinpath(f"{LOOK}.css").read_text(encoding="utf-8")
    inked = set(re.findall(r"\.([a-z-]+)(?=[ ,{])", style))
    groups = {"limb", "far", "fig-still"}
    used: set[str] = set()
    for row in tables.exercises.values():
        for figure in figures_of(row.id):
            for look in re.findall(r'class="([^"]+)"', Drawing(figure).still("en", trace=True)):
                used |= {one for one in look.split() if not one.startswith("b-")}
    assert used - groups <= inked
