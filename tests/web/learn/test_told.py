"""What is told about each injury in our own words: for every row, in both languages, and no number its row has not."""

import re
from collections.abc import Iterator

import pytest

from opbouw.evidence import tables
from opbouw.web.learn.told import all_told, told

LANGS = ("nl", "en")
NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


def numbers(text: str) -> set[str]:
    """The numbers in a text, a decimal comma as a point."""
    return {one.replace(",", ".") for one in NUMBER.findall(text)}


def sentences() -> Iterator[tuple[str, str, str, str]]:
    """Every sentence with its injury, kind and language."""
    for injury in all_told():
        for kind in ("known", "watch"):
            for lang in LANGS:
                yield from ((injury, kind, lang, one) for one in told(injury, kind, lang))


def test_every_injury_has_its_own_sentences_as_many_in_dutch_as_in_english() -> None:
    assert set(all_told()) == set(tables.injuries)
    for injury in tables.injuries:
        for kind in ("known", "watch"):
            dutch, english = (told(injury, kind, lang) for lang in LANGS)
            assert len(dutch) == len(english) >= 1, (injury, kind)


def test_no_number_is_told_that_the_row_does_not_have() -> None:
    for injury, kind, lang, sentence in sentences():
        row = tables.injuries[injury]
        source = row.notes if kind == "known" else " ".join(row.amber_flags)
        assert numbers(sentence) <= numbers(source), (injury, lang, sentence)


def test_both_languages_tell_the_same_numbers() -> None:
    for injury in tables.injuries:
        for kind in ("known", "watch"):
            for dutch, english in zip(told(injury, kind, "nl"), told(injury, kind, "en"), strict=True):
                assert numbers(dutch) == numbers(english), (injury, dutch)


def test_every_amber_sign_of_a_row_is_told() -> None:
    for injury, row in tables.injuries.items():
        assert len(told(injury, "watch", "nl")) == len(row.amber_flags), injury


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_known_is_whole_sentences_and_what_to_watch_is_not(lang: str) -> None:
    for _injury, kind, spoken, sentence in sentences():
        if spoken == lang:
            assert sentence.endswith(".") == (kind == "known"), sentence
            assert sentence == sentence.strip()
