"""What is typed finds exercises: Dutch and English, with and without accents, one slip in a word."""

import pytest

from opbouw.web.library.searching import found, slips


def best(typed: str) -> list[str]:
    """What is found, the nearest first."""
    near = found(typed)
    return sorted(near, key=lambda one: near[one])


@pytest.mark.parametrize(
    ("typed", "exercise"),
    [
        ("kuitrek met gestrekte knie", "calf_stretch_straight"),
        ("straight-knee calf stretch", "calf_stretch_straight"),
        ("STRAIGHT knee CALF", "calf_stretch_straight"),
        ("vogelhond", "bird_dog"),
        ("vogelhnd", "bird_dog"),  # a letter left out
        ("vogellhond", "bird_dog"),  # a letter too many
        ("vogelhont", "bird_dog"),  # another letter
        ("vgoelhond", "bird_dog"),  # two letters changed places
        ("een been langzaam", "heel_one_slow"),  # the name has "Eén"
        ("één been langzaam", "heel_one_slow"),
        ("birddog", "bird_dog"),  # the name is two words
        ("elke keer even hoog", "heel_one_slow"),  # its cue
    ],
)
def test_words_find_their_exercise(typed: str, exercise: str) -> None:
    assert exercise in best(typed)


def test_a_name_comes_before_a_cue_and_a_slip_after_both() -> None:
    assert found("kuit")["calf_foam"] == 0
    assert found("vogelhnd")["bird_dog"] == 1
    assert found("rustig")["ankle_pumps"] == 2  # "Beweeg rustig door de hele pijnvrije baan."
    assert found("rusttig")["ankle_pumps"] == 3


def test_every_word_has_to_be_there() -> None:
    assert set(found("kuit foamrollen")) < set(found("kuit"))
    assert "calf_foam" in found("kuit foamrollen")
    assert found("kuit zwembad") == {}


def test_short_words_have_no_slips() -> None:
    assert slips("bal") == {"bal"}
    assert slips("heup") == {"heup", "eup", "hup", "hep", "heu"}


def test_nothing_typed_finds_all() -> None:
    assert set(found("").values()) == {0}
    assert len(found(" ,;! ")) == len(found(""))


def test_muscles_places_and_things_are_found_in_both_languages() -> None:
    assert "heel_one_load" in found("rugzak")
    assert "heel_one_load" in found("backpack")
    assert "heel_one_slow" in found("achillespees")
    assert "bird_dog" in found("bilspieren")
