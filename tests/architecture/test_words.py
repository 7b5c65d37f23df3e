"""Opbouw builds capacity and asks for a professional in time; it claims nothing else, and it blames nobody."""

from pathlib import Path

import polib
import pytest

from tests.architecture.wording import (
    all_texts,
    catalog_texts,
    code_texts,
    forbidden,
    markdown_texts,
    table_texts,
    template_texts,
    texts_in,
    unkind,
)


def test_no_text_says_what_opbouw_never_says() -> None:
    found = [f"{text.where}: {words}" for text in all_texts() if (words := forbidden(text.text, text.lang))]
    assert found == []


def test_no_screen_blames_shouts_or_says_u() -> None:
    found = [
        f"{text.where}: {words}" for text in all_texts() if text.screen and (words := unkind(text.text, text.lang))
    ]
    assert found == []


def test_the_texts_of_both_languages_are_found() -> None:
    languages = {text.lang for text in all_texts() if text.where.startswith("README")}
    assert languages == {"nl", "en"}


@pytest.mark.parametrize(
    ("text", "lang", "words"),
    [
        ("This treats your tendon", "en", ["treats"]),
        ("a safe and guaranteed return", "en", ["safe", "guaranteed"]),
        ("Stay injury-free: it prevents a relapse", "en", ["injury-free", "prevents"]),
        ("your diagnosis, your rehab programme", "en", ["diagnosis", "rehab"]),
        ("Zo genees je veilig", "nl", ["genees", "veilig"]),
        ("Blessures voorkomen met therapie", "nl", ["voorkomen", "therapie"]),
        ("je behandeling, je revalidatieprogramma", "nl", ["behandeling", "revalidatieprogramma"]),
        ("Wij stellen een diagnose", "nl", ["diagnose"]),
    ],
)
def test_a_word_that_claims_too_much_is_found(text: str, lang: str, words: list[str]) -> None:
    assert forbidden(text, lang) == words


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("It makes no diagnosis and does not replace a doctor or physiotherapist.", "en"),
        ("Het stelt geen diagnose en vervangt geen arts of fysiotherapeut.", "nl"),
        ("Made with Opbouw, a self-management aid. Not a diagnosis.", "en"),
        ("a physiotherapist saw the secure page", "en"),
        ("Je voorkeur komt voor in het schema", "nl"),
        ("{safe} in %(diagnosis)s", "en"),
    ],
)
def test_a_plain_sentence_passes(text: str, lang: str) -> None:
    assert forbidden(text, lang) == []


@pytest.mark.parametrize(
    ("text", "lang", "words"),
    [
        ("Well done!", "en", ["!"]),
        ("Helaas, u mag vandaag niet", "nl", ["Helaas", "u"]),
        ("A streak of 4 days", "en", ["streak"]),
        ("Jouw uur, u 12", "nl", ["u"]),
    ],
)
def test_an_unkind_text_is_found(text: str, lang: str, words: list[str]) -> None:
    assert unkind(text, lang) == words


def test_every_kind_of_file_gives_its_texts(tmp_path: Path) -> None:
    catalog = polib.POFile()
    catalog.append(polib.POEntry(msgid="Go on", msgstr="Doorgaan"))
    assert [(text.lang, text.text) for text in catalog_texts(catalog, "web/locale/nl/LC_MESSAGES/django.po")] == [
        ("en", "Go on"),
        ("en", ""),
        ("nl", "Doorgaan"),
    ]
    document = "Read [this](safe.md)\n```\nsafe\n```"
    assert "".join(text.text for text in markdown_texts(document, "README.md")).strip() == "Read [this"
    table = {"name_nl": "kuit", "id": "calf", "texts": [{"en": "Stop"}]}
    assert [(text.lang, text.text) for text in table_texts(table, "words/reasons.toml")] == [
        ("nl", "kuit"),
        ("en", "Stop"),
    ]
    assert [text.text for text in template_texts("{% if a %}<p class='x'>Hello</p>{% endif %}", "a.html")] == [
        "Hello",
        "Hello",
    ]
    code = '"""A safe docstring of four words."""\nx = "a sentence of words"\ny = "code"'
    assert {text.text for text in code_texts(code, "src/opbouw/web/a.py")} == {"a sentence of words"}
    assert list(texts_in(tmp_path / "picture.png", "docs/images/picture.png")) == []
