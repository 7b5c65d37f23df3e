"""Finds what is wrong with the gettext catalogues: untranslated, fuzzy, other parameters, not compiled, out of date."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polib

from tests.architecture.files import PACKAGE

# Some modules need both gettext and its lazy form, and call the second `lazy`.
COLLECT = """
import sys
from django.core.management import call_command
from django.core.management.commands.makemessages import Command
Command.xgettext_options = [*Command.xgettext_options, "--keyword=lazy"]
call_command(Command(), locale=[sys.argv[1]], no_location=True, verbosity=0)
"""
PARAMETER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def _texts(entry: polib.POEntry) -> list[str]:
    return [text for _, text in sorted(entry.msgstr_plural.items())] or [entry.msgstr]


def entry_problems(entry: polib.POEntry) -> Iterator[str]:
    """What is wrong with the translation of one text."""
    if "fuzzy" in entry.flags:
        yield f"fuzzy: {entry.msgid!r}"
    texts = _texts(entry)
    if not all(texts) or (entry.msgid_plural and len(texts) < 2):
        yield f"not translated: {entry.msgid!r}"
        return
    allowed = {*PARAMETER.findall(entry.msgid), *PARAMETER.findall(entry.msgid_plural)}
    needed = set(PARAMETER.findall(entry.msgid_plural or entry.msgid))
    for number, text in enumerate(texts):
        used = set(PARAMETER.findall(text))
        is_singular = bool(entry.msgid_plural) and number == 0
        if used - allowed or (needed - used and not is_singular):
            yield f"other parameters: {entry.msgid!r}"
            return


def catalog_problems(path: Path) -> list[str]:
    """What is wrong with one .po file and the .mo file beside it."""
    catalog = polib.pofile(str(path))
    active = [entry for entry in catalog if not entry.obsolete]
    problems = [problem for entry in active for problem in entry_problems(entry)]
    compiled = path.with_suffix(".mo")
    if not compiled.exists():
        return [*problems, f"not compiled: {compiled.name} is missing"]
    wanted = {(entry.msgctxt, entry.msgid): _texts(entry) for entry in active}
    found = {(entry.msgctxt, entry.msgid): _texts(entry) for entry in polib.mofile(str(compiled))}
    return problems if wanted == found else [*problems, f"not compiled again: {compiled.name} differs from {path.name}"]


def keys_of(path: Path) -> set[tuple[str | None, str]]:
    """The texts that a catalogue holds, with their contexts."""
    return {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(path)) if not entry.obsolete}


def collect(web: Path, lang: str) -> Path:
    """Bring the catalogue of these pages up to date with code and templates, by Django's own command."""
    subprocess.run([sys.executable, "-c", COLLECT, lang], check=True, cwd=web, capture_output=True)
    return web / "locale" / lang / "LC_MESSAGES" / "django.po"


def keys_in_sources(web: Path, lang: str, scratch: Path) -> set[tuple[str | None, str]]:
    """The texts that code and templates ask for, collected on a copy."""
    copy = scratch / web.name
    shutil.copytree(web, copy, ignore=shutil.ignore_patterns("__pycache__", "static", "*.mo"))
    return keys_of(collect(copy, lang))


def main() -> None:
    """Collect the texts of the pages into the Dutch catalogue, compile it, and say what is still to be done."""
    path = collect(PACKAGE / "web", "nl")
    polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))
    print("\n".join(catalog_problems(path)) or "Every text is translated.")


if __name__ == "__main__":
    main()
