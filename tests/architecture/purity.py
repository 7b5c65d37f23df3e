"""Finds what the pure room may not have: a clock, chance, input, output, environment, logging, other people's code."""

import ast
import sys
from collections.abc import Iterator

FORBIDDEN_MODULES = frozenset(
    "asyncio contextvars ctypes getpass gettext glob http io locale logging multiprocessing os pathlib pickle platform "
    "queue random sched secrets select shelve shutil signal socket sqlite3 ssl subprocess sys tempfile threading time "
    "urllib warnings webbrowser".split()
)
FORBIDDEN_CALLS = frozenset({"print", "open", "input", "exec", "eval", "breakpoint", "__import__"})
CLOCK_METHODS = frozenset({"now", "today", "utcnow", "fromtimestamp"})
CLOCK_OWNERS = frozenset({"date", "datetime", "dt"})
CHANCE = frozenset({"uuid1", "uuid4"})
FILE_METHODS = frozenset({"open", "read_text", "read_bytes", "write_text", "write_bytes", "unlink", "mkdir"})
# The evidence reads its own tables, which came with the package; nothing else.
EVIDENCE_MAY = frozenset({"open", "read_text", "read_bytes"})
EVIDENCE_MAY_IMPORT = frozenset({"io"})


def impurities(source: str, *, reads_own_tables: bool = False, layers: frozenset[str] = frozenset()) -> list[str]:
    """Every impurity of a module as "line: what". `layers` are the parts of opbouw it may import."""
    return [f"{line}: {what}" for line, what in sorted(_found(ast.parse(source), reads_own_tables, layers))]


def _found(tree: ast.AST, tables: bool, layers: frozenset[str]) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                for alias in names:
                    yield from _imported(alias.name, node.lineno, tables, layers)
            case ast.ImportFrom(module=module, level=level, names=names):
                yield from _imported("." if level else module or "", node.lineno, tables, layers)
                for alias in names:
                    if alias.name in CHANCE:
                        yield node.lineno, f"chance: {alias.name}"
            case ast.Call(func=ast.Name(id=name)) if name in FORBIDDEN_CALLS:
                yield node.lineno, f"calls {name}()"
            case ast.Call(func=ast.Attribute(attr=attr)) if attr in FILE_METHODS and not (
                tables and attr in EVIDENCE_MAY
            ):
                yield node.lineno, f"touches a file: .{attr}()"
            case ast.Attribute(value=value, attr=attr):
                yield from _attribute(value, attr, node.lineno)


def _imported(name: str, line: int, tables: bool, layers: frozenset[str]) -> Iterator[tuple[int, str]]:
    top = name.split(".")[0]
    if top == "opbouw":
        layer = name.partition(".")[2].partition(".")[0]
        if layer not in layers:
            yield line, f"imports {name}, which is not below it"
    elif top not in sys.stdlib_module_names:
        yield line, f"imports {name or '?'}, which is not in the standard library"
    elif top in FORBIDDEN_MODULES and not (tables and top in EVIDENCE_MAY_IMPORT):
        yield line, f"imports {name}"


def _attribute(value: ast.expr, attr: str, line: int) -> Iterator[tuple[int, str]]:
    owner = value.id if isinstance(value, ast.Name) else value.attr if isinstance(value, ast.Attribute) else ""
    if attr in CLOCK_METHODS and owner in CLOCK_OWNERS:
        yield line, f"reads the clock: {owner}.{attr}"
    if attr in CHANCE:
        yield line, f"chance: {attr}"
