"""Pages as a PDF, the letter and the week: laid out by typst in a process of its own, with the fonts of its
wheel and nothing else.

The process gets the words on its standard input and has a few seconds; nothing of a page is written to a disk, a
command line or a log, and what it held is gone with the process.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
from dataclasses import asdict
from importlib import resources
from typing import Any

from opbouw.exports.letter_words import Letter
from opbouw.exports.weekpage import WeekPage

MOST_SECONDS = 20.0  # laying out a page takes a tenth of a second
UNSHOWN = "\u25a1"
# What the fonts in the wheel can show: Latin, Greek and Cyrillic letters, punctuation, arrows, signs.
SHOWN = (
    "\n -~\u00a0-\u00ac\u00ae-\u02ff\u0384-\u038a\u038e-\u03a1\u03a3-\u0482\u048a-\u04ff\u1e00-\u1eff"
    "\u2010-\u2027\u202f-\u203a\u20a0-\u20bf\u2190-\u21ff\u2200-\u22ff\u25a1\u2610-\u2612"
)
NOT_SHOWN = re.compile(f"[^{SHOWN}]")
TEMPLATES = {Letter: "letter", WeekPage: "week"}
Plain = dict[str, Any]
Page = Letter | WeekPage


class TypesetError(RuntimeError):
    """The page could not be laid out. Its text tells nothing of what stands on it."""


def pdf_of(page: Page, seconds: float = MOST_SECONDS) -> bytes:
    """One page of A4 as PDF/A-2a and PDF/UA-1; the same words give the same bytes.

    :param seconds: how long it may take.
    :raises TypesetError: when it takes longer, or when typst is missing or refuses.
    """
    command = [sys.executable, "-P", "-m", "opbouw.exports.typeset", TEMPLATES[type(page)]]
    try:
        done = subprocess.run(command, input=json.dumps(plain(page)).encode(), capture_output=True, timeout=seconds)
    except (subprocess.TimeoutExpired, OSError):
        raise TypesetError("the page was not laid out in time") from None
    if done.returncode != 0 or not done.stdout.startswith(b"%PDF"):
        raise TypesetError("the page could not be laid out")
    return done.stdout


def plain(page: Page) -> Plain:
    """The page as its template reads it; a character that no font in the wheel has is shown as an open square."""
    made = asdict(page)
    on = made.pop("on")
    return {**_shown(made), "year": on.year, "month": on.month, "day": on.day}


def _shown(value: Any) -> Any:
    if isinstance(value, str):
        return NOT_SHOWN.sub(UNSHOWN, unicodedata.normalize("NFC", value).replace("\u00ad", ""))
    if isinstance(value, dict):
        return {name: _shown(one) for name, one in value.items()}
    return [_shown(one) for one in value] if isinstance(value, list | tuple) else value


def laid_out(words: Plain, kind: str = "letter") -> bytes:
    """The page, laid out in this process by the template of its kind."""
    import typst

    return typst.compile(
        template(kind),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(words)},
        pdf_standards=["a-2a", "ua-1"],  # to keep for long, and to be read aloud
    )


def template(kind: str = "letter") -> bytes:
    """How a page of this kind looks."""
    return resources.files("opbouw.exports").joinpath(f"{kind}.typ").read_bytes()


def main() -> None:
    """Read the words from standard input, write the PDF of the kind in the first argument to standard output.

    A failure tells its kind alone.
    """
    import typst

    try:
        sys.stdout.buffer.write(laid_out(json.load(sys.stdin), sys.argv[1]))
    except (typst.TypstError, ValueError) as problem:
        sys.exit(type(problem).__name__)


if __name__ == "__main__":
    main()
