"""What was found so far, in a folder that git ignores: which test runs which line, and how each mutant fared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.mutate.judge import Court, Seen, Verdict
from tests.mutate.mutants import CORE
from tests.plugin import ROOT

FOLDER = ROOT / ".opbouw" / "mutate"
SEEN, VERDICTS, SUITES = FOLDER / "seen.json", FOLDER / "verdicts.jsonl", FOLDER / "suites"
Suite = Mapping[str, str]  # what each file of tests says, hashed, with the helpers and stories in its folder


def hashed(paths: Iterable[Path]) -> str:
    """One short name for what these files say."""
    whole = hashlib.sha256()
    for path in sorted(paths):
        whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()[:12]


def suite_of(names: Iterable[str]) -> Suite:
    """What each file of these tests says now."""
    files = sorted({name.partition("::")[0] for name in names})
    return {file: hashed([ROOT / file, *_helpers((ROOT / file).parent)]) for file in files}


def _helpers(folder: Path) -> list[Path]:
    return [p for kind in ("*.py", "*/*.toml") for p in folder.glob(kind) if not p.name.startswith("test_")]


def look(court: Court) -> None:
    """Let the court know what each test runs; only what changed since is run again."""
    core, suite = hashed(CORE.glob("*.py")), suite_of(court.items)
    kept: dict[str, Any] = json.loads(SEEN.read_text(encoding="utf-8")) if SEEN.exists() else {}
    for file, text in suite.items():
        key = f"{core} {text}"
        if kept.get(file, {}).get("key") != key:
            names = [name for name in court.items if name.partition("::")[0] == file]
            kept[file] = {"key": key, "tests": court.look(names)}
            print(f"looked at {file}", flush=True)
            _write(SEEN, json.dumps(kept))
    for file in suite:
        for name, one in kept[file]["tests"].items():
            court.seen[name] = Seen(one["seconds"], one["lines"])


class Kept:
    """The verdicts so far, and those of this run added at once."""

    def __init__(self, suite: Suite) -> None:
        self.suite = suite
        self.key = hashlib.sha256(json.dumps(suite, sort_keys=True).encode()).hexdigest()[:12]
        lines = VERDICTS.read_text(encoding="utf-8").splitlines() if VERDICTS.exists() else []
        self._rows: dict[str, dict[str, Any]] = {row["id"]: row for row in map(json.loads, lines)}

    def verdict(self, mutant: str) -> Verdict | None:
        """How a mutant fared last; None when it was never judged."""
        row = self._rows.get(mutant)
        return Verdict(row["kind"], row["by"], row["tests"], row["of"]) if row else None

    def changed_since(self, mutant: str) -> frozenset[str]:
        """Files of tests that say something else than when the mutant was judged."""
        if mutant not in self._rows:
            return frozenset(self.suite)
        then = json.loads((SUITES / f"{self._rows[mutant]['suite']}.json").read_text(encoding="utf-8"))
        return frozenset(file for file, text in self.suite.items() if then.get(file) != text)

    def add(self, mutant: str, verdict: Verdict) -> None:
        """Write a verdict down."""
        if not (SUITES / f"{self.key}.json").exists():
            _write(SUITES / f"{self.key}.json", json.dumps(self.suite))
        self._rows[mutant] = {"id": mutant, **asdict(verdict), "suite": self.key}
        with VERDICTS.open("a", encoding="utf-8") as out:
            out.write(json.dumps(self._rows[mutant]) + "\n")


def still_to_try(kept: Kept, mutant: str, tests: Sequence[str]) -> list[str]:
    """The tests that may change what was found: none for a mutant whose killer says what it said.

    Of a survivor those in files that changed, and all of them where time ran out before; first the old killer.
    """
    before, changed = kept.verdict(mutant), kept.changed_since(mutant)
    if before is None or before.kind in {"unseen", "invalid"}:
        return list(tests)
    if before.kind == "survived":
        return [name for name in tests if before.tests < before.of or name.partition("::")[0] in changed]
    if before.by is None or (before.by in tests and before.by.partition("::")[0] not in changed):
        return []
    return sorted(tests, key=lambda name: name != before.by)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(path.suffix + ".new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)
