"""The pages and the sentences use the same words for the same things."""

import polib
import pytest

from opbouw.words import name
from tests.plugin import ROOT
from tests.words.test_names import IDS

CATALOG = ROOT / "src/opbouw/web/locale/nl/LC_MESSAGES/django.po"


@pytest.mark.parametrize("kind", ["verdict", "verdict_sentence", "phase", "phase_aim", "grade", "session", "intensity"])
def test_pages_and_sentences_share_their_words_in_both_languages(kind: str) -> None:
    pages = {entry.msgid: entry.msgstr for entry in polib.pofile(str(CATALOG)) if not entry.obsolete}
    ours = {name(kind, one, "en"): name(kind, one, "nl") for one in IDS[kind]}
    assert ours == {english: pages.get(english) for english in ours}
