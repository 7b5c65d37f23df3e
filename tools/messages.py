"""Keep the translation files in step with the code: `python tools/messages.py FOLDER...` updates, `--check` only looks.

Works without gettext's own programs. For each folder it finds the English texts in Python files and templates, adds the
missing ones to `locale/nl/LC_MESSAGES/django.po`, drops the ones that are gone, and writes `django.mo`.
With `--check` it changes nothing and names what is missing, empty, fuzzy, left over, or not compiled.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
WEB = ROOT / "src" / "opbouw" / "web"
OWN_LOCALE = ("daily",)  # apps that keep their own file; all others share the one of the web part
SINGLE = {"_", "lazy", "gettext", "gettext_lazy", "N_"}
PLURAL = {"ngettext", "ngettext_lazy"}
Message = tuple[str, str | None]  # one text, and its plural where it has one


def calls(source: str) -> Iterator[Message]:
    """The texts in calls to gettext and its kin."""
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
            continue
        texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        if node.func.id in SINGLE and texts:
            yield texts[0], None
        elif node.func.id in PLURAL and len(texts) >= 2:
            yield texts[0], texts[1]


def template_calls(source: str) -> Iterator[Message]:
    """The texts in a template: Django turns it into calls, one per line of code."""
    for line in templatize(source).splitlines():
        start = min((at for name in ("gettext(", "ngettext(", "_(") if (at := line.find(name)) >= 0), default=-1)
        while start >= 0:
            code = _balanced(line[start:])
            yield from calls(code)
            rest = line[start + len(code) :]
            nexts = [rest.find(name) for name in ("gettext(", "ngettext(", "_(")]
            found = min((at for at in nexts if at >= 0), default=-1)
            line, start = rest, found


def _balanced(code: str) -> str:
    for end in range(1, len(code) + 1):
        if code[end - 1] == ")":
            try:
                ast.parse(code[:end])
            except SyntaxError:
                continue
            return code[:end]
    return code


def texts_of(folder: Path) -> dict[Message, str]:
    """Every text under a folder, with the file it was first seen in."""
    skipped = [] if folder != WEB else [WEB / name for name in OWN_LOCALE]
    found: dict[Message, str] = {}
    for path in sorted(folder.rglob("*")):
        if any(path.is_relative_to(other) for other in skipped):
            continue
        if path.suffix == ".py":
            messages = calls(path.read_text(encoding="utf-8"))
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            messages = template_calls(path.read_text(encoding="utf-8"))
        else:
            continue
        for message in messages:
            found.setdefault(message, path.relative_to(ROOT).as_posix())
    return found


def po_of(folder: Path) -> Path:
    """The Dutch file of a folder."""
    return folder / "locale" / "nl" / "LC_MESSAGES" / "django.po"


def complaints(folder: Path) -> list[str]:
    """What is not in step, in sentences; empty when all is well."""
    path = po_of(folder)
    wanted = texts_of(folder)
    if not path.exists():
        return [f"{path}: missing"] if wanted else []
    po = polib.pofile(str(path))
    entries = {(entry.msgid, entry.msgid_plural or None): entry for entry in po if not entry.obsolete}
    said = [
        f"{where}: no Dutch entry for '{message[0]}'" for message, where in wanted.items() if message not in entries
    ]
    for message, entry in entries.items():
        if message not in wanted:
            said.append(f"{path}: left over '{message[0]}'")
        elif not entry.translated():
            said.append(f"{path}: no Dutch text for '{message[0]}'")
    return said + _compiled_complaints(path, po)


def _compiled_complaints(path: Path, po: polib.POFile) -> list[str]:
    compiled = path.with_suffix(".mo")
    if not compiled.exists():
        return [f"{compiled}: not made"]
    mo = {entry.msgid: (entry.msgstr, entry.msgstr_plural) for entry in polib.mofile(str(compiled))}
    ours = {entry.msgid: (entry.msgstr, entry.msgstr_plural) for entry in po.translated_entries()}
    return [] if mo == ours else [f"{compiled}: differs from {path.name}; run tools/messages.py"]


def update(folder: Path) -> int:
    """Bring the files in step and return how many texts still want a translation."""
    path = po_of(folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    po = polib.pofile(str(path), wrapwidth=118) if path.exists() else polib.POFile(wrapwidth=118)
    po.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": "nl",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    known = {(entry.msgid, entry.msgid_plural or None): entry for entry in po}
    del po[:]
    for (single, plural), where in sorted(texts_of(folder).items(), key=lambda pair: (pair[1], pair[0][0])):
        entry = known.get((single, plural)) or polib.POEntry(msgid=single, msgstr="")
        if plural and not entry.msgid_plural:
            entry = polib.POEntry(msgid=single, msgid_plural=plural, msgstr_plural={0: "", 1: ""})
        entry.obsolete = False
        entry.occurrences = [(where, "")]
        if "%(" in single and "python-format" not in entry.flags:
            entry.flags.append("python-format")
        po.append(entry)
    po.save(str(path))
    po.save_as_mofile(str(path.with_suffix(".mo")))
    return len(po.untranslated_entries())


def main(arguments: list[str]) -> int:
    """Update or check; without folders, all of them."""
    settings.configure()
    names = [Path(name).resolve() for name in arguments if not name.startswith("-")]
    folders = names or [WEB, *(WEB / name for name in OWN_LOCALE)]
    if "--check" in arguments:
        said = [line for folder in folders for line in complaints(folder)]
        print("\n".join(said) or "translations are in step")
        return 1 if said else 0
    for folder in folders:
        print(f"{po_of(folder).relative_to(ROOT)}: {update(folder)} without a Dutch text")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
