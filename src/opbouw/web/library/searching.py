"""Finding exercises by what somebody types: both languages, without accents, one slip in a word allowed."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from opbouw.evidence import tables
from opbouw.words import LANGUAGES, exercises

MOST_WORDS = 8
SLIP_FROM = 4  # in a shorter word one letter more or less is another word
IN_NAME, SLIP_IN_NAME, ELSEWHERE, SLIP_ELSEWHERE = range(4)  # the lower, the nearer


@dataclass(frozen=True, slots=True)
class Searched:
    """The words of one exercise: its names as texts, and all words of its names and of the rest."""

    names: tuple[str, ...]
    name_words: frozenset[str]
    rest: str
    rest_words: frozenset[str]


def plain(text: str) -> str:
    """A text in small letters without accents, its words one space apart."""
    bare = "".join(one for one in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(one))
    return " ".join(re.findall(r"\w+", bare))


def slips(word: str) -> frozenset[str]:
    """A word, and it with one letter left out: two words that share one of these are one slip apart, or two near it."""
    if len(word) < SLIP_FROM:
        return frozenset({word})
    return frozenset({word, *(word[:at] + word[at + 1 :] for at in range(len(word)))})


def found(typed: str) -> dict[str, int]:
    """Exercises in which every word that was typed stands somewhere, with how near they are: 0 is in the name."""
    wanted = plain(typed).split()[:MOST_WORDS]
    near = {}
    for name, words in _index().items():
        each = [_nearest(word, words) for word in wanted]
        told = [one for one in each if one is not None]
        if len(told) == len(each):
            near[name] = sum(told)
    return near


def _nearest(word: str, words: Searched) -> int | None:
    if any(word in one for one in words.names):
        return IN_NAME
    if _slipped(word, words.name_words):
        return SLIP_IN_NAME
    if word in words.rest:
        return ELSEWHERE
    return SLIP_ELSEWHERE if _slipped(word, words.rest_words) else None


def _slipped(word: str, words: frozenset[str]) -> bool:
    near = slips(word)
    return any(near & _slips_of(one) for one in words if abs(len(one) - len(word)) <= 1)


_slips_of = cache(slips)  # of the words of the tables alone: what is typed is not kept


@cache
def _index() -> dict[str, Searched]:
    made = {}
    for row in tables.exercises.values():
        names = [plain(row.name_nl), plain(row.name_en)]
        rest = [plain(row.key_cue_nl), plain(row.key_cue_en)]
        for lang in LANGUAGES:
            rest += [plain(exercises.muscle(one, lang)) for one in row.muscle_group]
            rest += [plain(exercises.place(one, lang)) for one in row.target_region]
            rest += [plain(exercises.thing(one, lang)) for one in row.equipment]
        joined = [name.replace(" ", "") for name in names]
        made[row.id] = Searched(
            names=(*names, *joined),
            name_words=frozenset(" ".join(names).split()),
            rest=" ".join(rest),
            rest_words=frozenset(" ".join(rest).split()),
        )
    return made
