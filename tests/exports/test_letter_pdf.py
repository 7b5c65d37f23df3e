"""The letter as a PDF, read back by a reader of our own: one page of A4, every word, nothing run as markup."""

import json
import unicodedata
from dataclasses import asdict, replace
from typing import Any

import pytest
import typst
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from opbouw.exports import typeset
from opbouw.exports.letter_rows import Row
from opbouw.exports.letter_words import Letter
from opbouw.exports.typeset import NOT_SHOWN, UNSHOWN, TypesetError, laid_out, pdf_of, plain
from opbouw.words import LANGUAGES
from tests.exports.letters import achilles, bare, full, letter_on
from tests.exports.pdf import Pdf

A4 = (210, 297)
STORY = achilles()


def set_in(letter: Letter) -> dict[str, Any]:
    """The size of the letters (points) the page was set in, and whether all fits in it."""
    words = {"data": json.dumps(plain(letter))}
    told = typst.query(
        typeset.template(), "<letter>", field="value", one=True, ignore_system_fonts=True, sys_inputs=words
    )
    found: dict[str, Any] = json.loads(told)
    return found


def read(letter: Letter) -> Pdf:
    return Pdf(laid_out(plain(letter)))


def words_of(value: Any) -> list[str]:
    """Every text in a letter that stands on the page."""
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return [text for part in parts for text in words_of(part)]


def printed(letter: Letter) -> list[str]:
    told = asdict(letter)
    grids = [grid if grid["rows"] else {**grid, "head": ()} for grid in told.pop("grids")]
    shown = [{name: value for name, value in grid.items() if name != "empty" or not grid["rows"]} for grid in grids]
    return [text for text in words_of({**told, "lang": "", "mark": "", "grids": shown}) if text]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_ordinary_letter_is_one_page_of_a4_with_every_word_on_it(lang: str) -> None:
    story = achilles()
    story.screen(8, rf_night_pain="yes")
    story.checks(3, 8, note="gisteren lang gewandeld")
    story.run(4, 12, pain_during=2)
    letter = letter_on(story, 9, lang, "Anna de Wit")
    page = read(letter)
    assert (page.pages, page.size_mm) == (1, A4)
    assert [text for text in printed(letter) if bare(text) not in bare(page.text)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_fullest_letter_is_still_one_page_with_every_word_on_it(lang: str) -> None:
    letter = letter_on(full(), 14, lang, "Van der Molenaar-Westerhuizen " * 6)
    page = read(letter)
    assert (page.pages, page.size_mm) == (1, A4)
    assert [text for text in printed(letter) if bare(text) not in bare(page.text)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_fullest_letter_runs_off_no_edge_of_the_page(lang: str) -> None:
    """Typst itself says that everything fits, at a size that can be read."""
    told = set_in(letter_on(full(), 14, lang, "Anna"))
    assert told["fits"] is True
    assert told["size"] >= 6.5


def test_an_ordinary_letter_is_set_in_a_good_size() -> None:
    story = achilles()
    story.screen(8, rf_night_pain="yes")
    assert set_in(letter_on(story, 9, "nl", "Anna"))["size"] >= 10


def test_the_same_letter_gives_the_same_bytes() -> None:
    letter = letter_on(achilles(), 1)
    assert laid_out(plain(letter)) == laid_out(plain(letter))


@pytest.mark.parametrize(
    ("lang", "title"), [("nl", b"Brief voor huisarts of fysio"), ("en", b"Letter for doctor or physio")]
)
def test_the_file_tells_its_title_language_and_standard_and_no_name(lang: str, title: bytes) -> None:
    content = laid_out(plain(letter_on(achilles(), 1, lang, "Zonnebloem")))
    assert b"/Lang" in content
    assert f"({lang})".encode() in content
    assert title in content
    assert b"<pdfaid:part>2</pdfaid:part>" in content
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
    assert b"Zonnebloem" not in content
    assert "Zonnebloem" in Pdf(content).text


MARKUP = '#import "@preview/x:0.1.0" $ a^2 $ @b \\ *c* _d_ `e` = f // g <h> #panic() [i] ~ -- ... "j"'


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example(text=MARKUP)
@example(text="/* never closed")
@example(text="#set page(width: 1pt)")
@example(text="😀漢字\u202eabc\x00")
@given(text=st.text(st.characters(codec="utf-8"), min_size=1, max_size=200))
def test_whatever_a_runner_types_stands_on_the_page_as_typed(text: str) -> None:
    page = read(with_rows(letter_on(STORY, 1, "nl"), text))
    assert page.pages == 1
    assert bare(shown(text)) in bare(page.text)


def shown(text: str) -> str:
    """What the page shows of a text: what no font has is an open square."""
    return NOT_SHOWN.sub(UNSHOWN, unicodedata.normalize("NFC", text).replace("\u00ad", ""))


def with_rows(letter: Letter, text: str) -> Letter:
    """The letter with this text as its only row."""
    return replace(letter, who="", sub=text, rows=(Row("X", (text,)),))


def test_every_character_that_is_kept_can_be_shown() -> None:
    every = "".join(
        character
        for character in map(chr, range(0x20, 0x2700))
        if not NOT_SHOWN.match(character) and character.isprintable()
    )
    assert len(every) > 1500
    letter = with_rows(letter_on(STORY, 1), " ".join(every))
    assert read(letter).pages == 1


def test_the_process_that_lays_out_gives_the_same_page() -> None:
    letter = letter_on(STORY, 1)
    assert pdf_of(letter) == laid_out(plain(letter))


def test_it_never_takes_longer_than_it_may() -> None:
    with pytest.raises(TypesetError, match="in time"):
        pdf_of(letter_on(STORY, 1), seconds=0.001)


def test_what_fails_tells_nothing_of_the_letter(capfd: pytest.CaptureFixture[str]) -> None:
    broken = replace(letter_on(STORY, 1), title={"x": "Zonnebloem"})  # type: ignore[arg-type]
    with pytest.raises(TypesetError) as failed:
        pdf_of(broken)
    told = capfd.readouterr()
    assert "Zonnebloem" not in f"{failed.value}{told.out}{told.err}"
