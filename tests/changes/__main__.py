"""`make changes BASE=<revision>`: what the rules of this folder tell other than those of a revision."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from tests.changes.logs import all_cases, write_cases
from tests.changes.report import compare, markdown
from tests.plugin import ROOT

DUMP = Path(__file__).parent / "dump.py"


def sources_of(revision: str, folder: Path) -> Path:
    """The sources of a revision, put in a folder; exits with what git says when there is none."""
    packed = subprocess.run(
        ["git", "archive", "--format=zip", revision, "src"], cwd=ROOT, capture_output=True, check=False
    )
    if packed.returncode:
        sys.exit(f"git knows no revision {revision!r}: {packed.stderr.decode().strip()}")
    with zipfile.ZipFile(io.BytesIO(packed.stdout)) as archive:
        archive.extractall(folder)
    return folder / "src"


def dump(sources: Path, logs: Path, out: Path) -> None:
    """Decide the logs by the rules in a folder of sources, in a program of its own."""
    env = os.environ | {"PYTHONPATH": str(sources)}
    subprocess.run([sys.executable, str(DUMP), str(logs), str(out)], env=env, check=True)


def changes(base: str) -> str:
    """The whole section, for the rules of this folder against those of a revision."""
    with tempfile.TemporaryDirectory(prefix="opbouw-changes-") as made:
        folder = Path(made)
        old = sources_of(base, folder / "base")
        logs = folder / "logs.jsonl"
        count = write_cases(all_cases(), logs)
        print(f"{count} logs, decided by both versions ...", file=sys.stderr)
        dump(old, logs, folder / "base.jsonl")
        dump(ROOT / "src", logs, folder / "now.jsonl")
        titles = {one["name"]: one["title"] for one in map(json.loads, logs.read_text(encoding="utf-8").splitlines())}
        return markdown(compare(folder / "base.jsonl", folder / "now.jsonl"), titles, base)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Say with which revision to compare: make changes BASE=v0.1.0")
    print(changes(sys.argv[1]), end="")
