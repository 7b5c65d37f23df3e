"""Pages as a PDF: laid out by typst in a process of its own, with the fonts of its wheel and nothing else.

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
from datetime import date
from importlib import resources
from typing import Any

from opbouw.exports.letter_words import Letter
from opbouw.exports.report_words import Report

LETTER = "letter"
MOST_SECONDS = 20.0  # laying out a page takes a tenth of a second
UNSHOWN = "\u25a1"
# What the fonts in the wheel can show: Latin, Greek and Cyrillic letters, punctuation, arrows, signs.
SHOWN = (
    "\n -~\u00a0-\u00ac\u00ae-\u02ff\u0384-\u038a\u038e-\u03a1\u03a3-\u0482\u048a-\u04ff\u1e00-\u1eff"
    "\u2010-\u2027\u202f-\u203a\u20a0-\u20bf\u2190-\u21ff\u2200-\u22ff\u25a1\u2610-\u2612"
)
NOT_SHOWN = re.compile(f"[^{SHOWN}]")
Plain = dict[str, Any]


class TypesetError(RuntimeError):
    """The page could not be laid out. Its text tells nothing of the letter."""


def pdf_of(letter: Letter | Report, seconds: float = MOST_SECONDS) -> bytes:
    """A page of A4 (two for a report) as PDF/A-2a and PDF/UA-1; the same words give the same bytes.

    :param seconds: how long it may take.
    :raises TypesetError: when it takes longer, or when typst is missing or refuses.
    """
    look = "report" if isinstance(letter, Report) else LETTER
    return pdf_from(look, plain(letter), seconds)


def pdf_from(look: str, words: Plain, seconds: float = MOST_SECONDS) -> bytes:
    """Pages of A4 as PDF/A-2a and PDF/UA-1; the same words give the same bytes.

    :param look: the name of a template in this package, such as ``letter``.
    :param words: what stands on the pages, as that template reads it.
    :param seconds: how long it may take.
    :raises TypesetError: when it takes longer, or when typst is missing or refuses.
    """
    command = [sys.executable, "-P", "-m", "opbouw.exports.typeset", look]
    try:
        done = subprocess.run(command, input=json.dumps(words).encode(), capture_output=True, timeout=seconds)
    except (subprocess.TimeoutExpired, OSError):
        raise TypesetError("the page was not laid out in time") from None
    if done.returncode != 0 or not done.stdout.startswith(b"%PDF"):
        raise TypesetError("the page could not be laid out")
    return done.stdout


def plain(letter: Letter | Report) -> Plain:
    """What its template reads; a character that no font in the wheel has is shown as an open square."""
    made = asdict(letter)
    on = made.pop("on")
    return {**shown(made), **day_of(on)}


def day_of(on: date) -> Plain:
    """The day of a page as a template reads it."""
    return {"year": on.year, "month": on.month, "day": on.day}


def shown(value: Any) -> Any:
    """Texts with an open square for every character that no font in the wheel has."""
    if isinstance(value, str):
        return NOT_SHOWN.sub(UNSHOWN, unicodedata.normalize("NFC", value).replace("\u00ad", ""))
    if isinstance(value, dict):
        return {name: shown(one) for name, one in value.items()}
    return [shown(one) for one in value] if isinstance(value, list | tuple) else value


def laid_out(words: Plain, look: str = LETTER) -> bytes:
    """The pages, laid out in this process."""
    import typst

    return typst.compile(
        template(look),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(words)},
        pdf_standards=["a-2a", "ua-1"],  # to keep for long, and to be read aloud
    )


def template(look: str = LETTER) -> bytes:
    """How the pages look."""
    return resources.files("opbouw.exports").joinpath(f"{look}.typ").read_bytes()


def main() -> None:
    """Read the words from standard input, write the PDF to standard output; a failure tells its kind alone.

    The one word after the command is which of the two it is.
    """
    import typst

    try:
        sys.stdout.buffer.write(laid_out(json.load(sys.stdin), sys.argv[1]))
    except (typst.TypstError, ValueError) as problem:
        sys.exit(type(problem).__name__)


if __name__ == "__main__":
    main()
