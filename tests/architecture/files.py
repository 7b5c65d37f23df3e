"""The files of the project, as git sees them."""

import subprocess
from functools import cache
from pathlib import Path

from tests.plugin import ROOT

PACKAGE = ROOT / "src" / "opbouw"


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that is tracked or would be: new files count before they are committed, ignored ones never."""
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return tuple(path for name in sorted(filter(None, listed.split("\0"))) if (path := ROOT / name).is_file())


def text_of(path: Path) -> str | None:
    """The text of a file, or None when it is not text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def named(path: Path) -> str:
    """The path as a person reads it: from the root of the project."""
    return path.relative_to(ROOT).as_posix()
