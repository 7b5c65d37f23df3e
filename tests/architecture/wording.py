"""Finds words Opbouw never says, in Dutch and in English, and the texts where it could say them."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import polib

from opbouw.evidence import tables
from tests.architecture.files import named, project_files

NEVER = {
    "en": re.compile(
        r"\b(treat(s|ed|ing|ments?|able)?|cur(e|es|ed|ing)|heal(s|ed|ing)?|therap(y|ies|eutic)|rehab\w*|diagnos\w+|"
        r"prevent(s|ed|ing|ion|ive|able)?|injury[- ]free|safe(r|st|ly)?|guarant\w+)\b",
        re.IGNORECASE,
    ),
    "nl": re.compile(
        r"\b(behandel\w*|gene[ez]\w+|therap\w+|revalid\w+|diagnos\w+|voorkom(en|t|end)?|voorkwam(en)?|preventi\w+|"
        r"blessurevrij\w*|veilig(e|er|s|st|ste)?|garand\w+|garantie\w*|gegarandeerd\w*)\b",
        re.IGNORECASE,
    ),
}
# Said plainly: what it is not.
ALLOWED = re.compile(
    r"(makes? no|is no|is not a|not a|no) (medical )?diagnosis|(stelt |is |een )?geen (medische )?diagnose",
    re.IGNORECASE,
)
# Clinical tables ask what a professional found or should find; that is no claim of ours. Exact, so no more slips by.
OF_PROFESSIONALS = (
    "get the diagnosis and loading checked",
    "laat diagnose en belasting nakijken",
    "Diagnosis needed.",
    "Diagnose nodig.",
    "a fracture not yet declared healed",
    "een nog niet genezen verklaarde breuk",
    "bone heals poorly",
)
CITATIONS = frozenset(row.citation for row in tables.sources.values())
UNKIND = {
    "en": re.compile(r"\b(unfortunately|streaks?|badges?|leaderboards?|you missed|you failed)\b", re.IGNORECASE),
    "nl": re.compile(r"\b(helaas|mislukt|fout gegaan|je hebt gemist|u|uw)\b", re.IGNORECASE),
}


class Text(NamedTuple):
    """One text somebody may read: where it stands, its language, and whether it is on a screen."""

    where: str
    lang: str
    text: str
    screen: bool = True


def forbidden(text: str, lang: str) -> list[str]:
    """The words in this text that Opbouw never says."""
    for phrase in OF_PROFESSIONALS:
        text = text.replace(phrase, " ")
    return [found.group(0) for found in NEVER[lang].finditer(ALLOWED.sub(" ", _without_fields(text)))]


def unkind(text: str, lang: str) -> list[str]:
    """What a screen never does: blame, count streaks, shout, or say `u` to a runner."""
    shouting = ["!"] if re.search(r"\w[”\"')]?!|!\s*$", text) else []
    return [found.group(0) for found in UNKIND[lang].finditer(_without_fields(text))] + shouting


def _without_fields(text: str) -> str:
    return re.sub(r"%\(\w+\)[sd]|\{\w*\}", " ", text)


def all_texts() -> Iterator[Text]:
    """Every text for people in the project, from every place where such texts stand."""
    for path in project_files():
        yield from texts_in(path, named(path))


def texts_in(path: Path, where: str) -> Iterator[Text]:
    """The texts for people in one file; none for a file that has none."""
    name = path.name
    if name.endswith(".po"):
        yield from catalog_texts(polib.pofile(str(path)), where)
    elif name.endswith(".md") and not where.startswith(("src/", "tests/")):
        yield from markdown_texts(path.read_text(encoding="utf-8"), where)
    elif name.endswith(".toml") and where.startswith("src/opbouw/"):
        yield from table_texts(tomllib.loads(path.read_text(encoding="utf-8")), where)
    elif name.endswith((".html", ".txt")) and "/templates/" in where:
        yield from template_texts(path.read_text(encoding="utf-8"), where)
    elif name.endswith(".py") and where.startswith("src/opbouw/"):
        yield from code_texts(path.read_text(encoding="utf-8"), where)


def catalog_texts(catalog: polib.POFile, where: str) -> Iterator[Text]:
    """The English keys and the translations of a gettext catalogue; its language is in its metadata or its path."""
    lang = "nl" if re.search(r"(^|/)nl(/|\.po$)", where) else "en"
    for entry in catalog:
        spot = f"{where}: {entry.msgid!r}"
        for text in (entry.msgid, entry.msgid_plural):
            yield Text(spot, "en", text)
        for text in (entry.msgstr, *entry.msgstr_plural.values()):
            yield Text(spot, lang, text)


def markdown_texts(text: str, where: str) -> Iterator[Text]:
    """The prose of a document by line, without code, links' addresses and comments."""
    lang = "nl" if where.endswith(".nl.md") or "/nl/" in where else "en"
    prose = re.sub(r"```.*?```|<!--.*?-->", lambda cut: "\n" * cut.group(0).count("\n"), text, flags=re.DOTALL)
    for number, line in enumerate(prose.splitlines(), 1):
        if line.partition("**: ")[2] in CITATIONS:
            continue  # a citation calls a journal by its name
        clean = re.sub(r"`[^`]*`|\]\([^)]*\)", " ", line)
        yield Text(f"{where}:{number}", lang, clean, screen=False)


def table_texts(table: Any, where: str, lang: str | None = None) -> Iterator[Text]:
    """The strings in a TOML table under a key that ends in `_nl` or `_en` (or is one), or in a file named so."""
    lang = lang or _language(Path(where).stem)
    if isinstance(table, dict):
        for key, value in table.items():
            yield from table_texts(value, f"{where}: {key}", _language(key) or lang)
    elif isinstance(table, list):
        for value in table:
            yield from table_texts(value, where, lang)
    elif isinstance(table, str) and lang:
        yield Text(where, lang, table)


def _language(key: str) -> str | None:
    found = re.search(r"(?:^|[_.-])(nl|en)$", key)
    return found.group(1) if found else None


def template_texts(text: str, where: str) -> Iterator[Text]:
    """What a template says outside its tags; it may be read in both languages."""
    hidden = r"\{%\s*comment.*?endcomment\s*%\}|\{[%{#].*?[%}#]\}|<(script|style)\b.*?</\1>|<[^>]*>"
    for line in re.sub(hidden, " ", text, flags=re.DOTALL).splitlines():
        if line.strip():
            for lang in ("en", "nl"):
                yield Text(where, lang, line.strip())


def code_texts(source: str, where: str) -> Iterator[Text]:
    """Sentences in code: strings of three words and more. Docstrings count only where they are help texts."""
    tree = ast.parse(source)
    docs = set() if "/cli/" in where else set(_docstrings(tree))
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Constant) and isinstance(node.value, str)) or id(node) in docs:
            continue
        if len(re.findall(r"[^\W\d_]+", node.value)) >= 3:
            yield from (Text(f"{where}:{node.lineno}", lang, node.value, screen=False) for lang in ("en", "nl"))


def _docstrings(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                yield id(first.value)
