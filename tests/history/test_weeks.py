"""The page about real weeks says what the sample says, and the words of the finder follow it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench.cause_signals import measured, read, table
from opbouw.history.cause_texts import factors, finding_templates
from opbouw.history.params import param
from tests.plugin import ROOT

PAGE = ROOT / "docs" / "causes" / "weeks.md"
# a clue is never the cause: no sentence may say that something was
CERTAIN = re.compile(
    r"\b(caused|the cause is|the cause was|is to blame|veroorzaakt|de oorzaak is|de oorzaak was|door deze)\b"
)


@pytest.mark.shared
def test_the_table_of_the_page_is_the_one_of_the_sample(shared: Path) -> None:
    page = PAGE.read_text(encoding="utf-8").splitlines()
    assert [line for line in table(read(shared)) if line not in page] == []


@pytest.mark.shared
def test_the_acute_chronic_ratio_is_a_coin(shared: Path) -> None:
    rows = read(shared)
    assert len(rows) == 805
    found = measured("acute:chronic ratio, against the two weeks before", rows)
    assert abs(found.auc - 0.51) < 0.005
    assert found.auc - 1.96 * found.error < 0.5 < found.auc + 1.96 * found.error


def test_no_sentence_of_a_clue_says_that_it_was_the_cause() -> None:
    said = [row[lang] for row in finding_templates().values() for lang in ("en", "nl")]
    said += [getattr(one, name) for one in factors().values() for name in ("settles_en", "settles_nl")]
    assert [text for text in said if CERTAIN.search(text.lower())] == []


def test_only_a_jump_in_one_run_can_be_sure() -> None:
    assert {name for name, level in param("confidence_max").items() if level == "high"} == {"session_spike"}
