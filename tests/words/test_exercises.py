"""The words of exercises: a cue never names more pain than the runner's own limit."""

import re

import pytest

from opbouw.evidence import tables
from opbouw.words import LANGUAGES
from opbouw.words.exercises import cue

NAMED = re.compile(r"(?:pain|pijn|most|hooguit|below|onder)\D*(\d+)|(\d+) or less")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_cue_names_more_pain_than_the_limit(lang: str) -> None:
    for row in tables.exercises.values():
        for limit in range(11):
            named = NAMED.search(cue(row, lang, limit))
            assert named is None or int(named[1] or named[2]) <= limit + ("below" in named[0] or "onder" in named[0]), (
                row.id,
                limit,
                named,
            )


@pytest.mark.parametrize(
    ("limit", "nl", "en"),
    [
        (None, "Houd waar de pijn hooguit 3 is.", "Hold where pain is 3 or less."),
        (3, "Houd waar de pijn hooguit 3 is.", "Hold where pain is 3 or less."),
        (2, "Houd waar de pijn binnen je grens blijft.", "Hold where pain stays within your limit."),
        (0, "Houd waar de pijn binnen je grens blijft.", "Hold where pain stays within your limit."),
    ],
)
def test_the_words_of_the_table_hold_up_to_the_limit_of_the_runner(limit: int | None, nl: str, en: str) -> None:
    row = tables.exercises["quad_iso_wall"]
    assert (cue(row, "nl", limit), cue(row, "en", limit)) == (nl, en)


def test_a_cue_without_a_pain_is_that_of_the_table() -> None:
    row = tables.exercises["calf_foam"]
    assert cue(row, "en", 0) == row.key_cue_en
