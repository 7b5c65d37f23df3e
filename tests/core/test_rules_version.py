"""The mark of the rules: it changes with a rule or a number, and with nothing else."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from opbouw.core.decision import EDITION, RULES_VERSION
from opbouw.evidence.fingerprint import fingerprint


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package of rules of its own: a module, a folder with a table, and a text."""
    folder = tmp_path / "ruleset"
    (folder / "data").mkdir(parents=True)
    (folder / "__init__.py").write_bytes(b"LIMIT = 1\n")
    (folder / "data" / "limits.toml").write_bytes(b"most = 10\n")
    (folder / "data" / "README.md").write_bytes(b"About the table.\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield folder
    sys.modules.pop("ruleset", None)


def test_a_changed_rule_or_number_gives_another_mark(rules: Path) -> None:
    first = fingerprint("ruleset")
    (rules / "data" / "limits.toml").write_bytes(b"most = 11\n")
    second = fingerprint("ruleset")
    (rules / "__init__.py").write_bytes(b"LIMIT = 2\n")
    assert len({first, second, fingerprint("ruleset")}) == 3


def test_a_rule_that_moves_to_another_file_gives_another_mark(rules: Path) -> None:
    first = fingerprint("ruleset")
    (rules / "data" / "limits.toml").rename(rules / "data" / "bounds.toml")
    assert fingerprint("ruleset") != first


def test_a_text_about_the_rules_or_another_line_ending_changes_nothing(rules: Path) -> None:
    first = fingerprint("ruleset")
    (rules / "data" / "README.md").write_bytes(b"About the table, better.\n")
    (rules / "data" / "limits.toml").write_bytes(b"most = 10\r\n")
    assert fingerprint("ruleset") == first


def test_a_decision_names_the_edition_and_the_mark_of_rules_and_numbers() -> None:
    assert RULES_VERSION.split("+") == [EDITION, fingerprint("opbouw.core", "opbouw.evidence")]
