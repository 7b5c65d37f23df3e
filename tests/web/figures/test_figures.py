"""Figures on a page: moving with a pause, still in a list, words in the language of the page, nothing inline."""

import re

from django.template import Context, Template
from django.test import Client
from django.utils.translation import override

from opbouw.web.figures import files


def rendered(source: str, lang: str = "en") -> str:
    with override(lang):
        return Template("{% load figures %}" + source).render(Context())


def test_a_figure_moves_can_be_paused_and_has_a_strip() -> None:
    page = rendered('{% figure "split_squat" %}')
    assert page.count("fig-anim") == 1
    assert 'class="fig-strip"' in page
    assert '<input type="checkbox">' in page
    assert "Stop the figure" in page
    assert 'role="img" aria-label="Split stance, sinking straight down' in page
    assert f'href="{files.keyframes_address("split_squat")}"' in page


def test_it_speaks_the_language_of_the_page() -> None:
    assert "Spreidstand, recht omlaag" in rendered('{% figure "split_squat" %}', "nl")


def test_it_says_that_no_physiotherapist_has_checked_it() -> None:
    assert "Not yet checked by a physiotherapist." in rendered('{% figure "split_squat" %}')
    assert "Nog niet nagekeken door een fysiotherapeut." in rendered('{% figure "split_squat" %}', "nl")


def test_what_is_pressed_is_not_called_a_place_to_feel() -> None:
    page = rendered('{% figure "tibia_palpation" %}')
    assert "Yellow: here you press." in page
    assert "here you feel it" not in page


def test_there_is_no_style_and_no_script_in_it() -> None:
    page = rendered('{% figure "split_squat" %}{% figure_still "calf_foam" %}')
    assert "style=" not in page
    assert "<style" not in page
    assert "<script" not in page


def test_the_left_side_is_mirrored() -> None:
    assert "mirrored" in rendered('{% figure "split_squat" "left" %}')
    assert "mirrored" not in rendered('{% figure "split_squat" "right" %}')
    assert "mirrored" not in rendered('{% figure "split_squat" %}')


def test_a_drawing_in_which_the_left_side_works_is_mirrored_for_the_right() -> None:
    assert "mirrored" in rendered('{% figure "copenhagen_short" "right" %}')
    assert "mirrored" not in rendered('{% figure "copenhagen_short" "left" %}')
    assert "mirrored" in rendered('{% figure_still "clam" "right" %}')
    assert "mirrored" not in rendered('{% figure_still "clam" %}')


def test_a_still_in_a_list_is_silent_and_does_not_move() -> None:
    page = rendered('{% figure_still "split_squat" %}')
    assert 'aria-hidden="true"' in page
    assert "fig-anim" not in page


def test_an_exercise_without_a_drawing_says_so() -> None:
    assert "There is no drawing of this exercise yet." in rendered('{% figure "no_such_exercise" %}')


def test_outlines_and_keyframes_are_kept_by_browsers_for_long(client: Client) -> None:
    for address, kind in (
        (files.outlines_address(), "image/svg+xml"),
        (files.keyframes_address("split_squat"), "text/css"),
    ):
        response = client.get(address)
        assert response.status_code == 200
        assert response["Content-Type"].startswith(kind)
        assert "immutable" in response["Cache-Control"]


def test_an_old_address_still_answers_but_is_not_kept(client: Client) -> None:
    address = re.sub(r"\.\w{10}\.css$", ".0000000000.css", files.keyframes_address("split_squat"))
    response = client.get(address)
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"


def test_keyframes_of_what_is_not_drawn_are_not_found(client: Client) -> None:
    assert client.get("/figures/handstand.0000000000.css").status_code == 404


def test_every_outline_a_drawing_uses_is_in_the_file() -> None:
    drawn = rendered('{% figure "split_squat" %}{% figure "side_plank" %}')
    used = set(re.findall(r'href="[^"]*#([\w-]+)"', drawn)) - {"i-pause"}
    assert used
    assert used <= set(re.findall(r'id="([\w-]+)"', files.outlines()))
