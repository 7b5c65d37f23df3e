"""Finds numbers in code that no comment accounts for: a number with clinical meaning belongs in the evidence."""

import ast
import io
import re
import tokenize
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

# Numbers of counting, time and units, not of runners: none, one, two; days of a week and the last of them; hours,
# minutes and seconds; percent; metres.
STRUCTURE = frozenset({0, 1, 2, 6, 7, 24, 60, 100, 1000})
# A design document that gives the number, or the plain word for a number that was worked out here.
ACCOUNTS = re.compile(r"\b(engine\.md|contract\.md|product\.md|derived)\b")


class Literal(NamedTuple):
    """One number: its line, what it stands in (a constant or a function), and its value."""

    line: int
    place: str
    value: float

    @property
    def key(self) -> str:
        """Place and value, which stay when code moves."""
        return f"{self.place}:{self.value:g}"


def unaccounted(source: str, rows: Iterable[str]) -> Iterator[Literal]:
    """Numbers outside the structure without a comment, on their statement or right above it, that accounts for them.

    :param rows: ids of the evidence that a comment may name.
    """
    known, comments = set(rows), _comments(source)
    for statement, place in _statements(ast.parse(source), ""):
        said = " ".join([*_above(statement.lineno, comments), *_beside(_lines(statement), comments)])
        if ACCOUNTS.search(said) or known & set(re.findall(r"\w+", said)):
            continue
        yield from (Literal(line, place, value) for line, value in _numbers(statement) if value not in STRUCTURE)


def _comments(source: str) -> Mapping[int, tuple[str, bool]]:
    """Comments by line, and whether the line has nothing else."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {
        one.start[0]: (one.string, one.line.lstrip().startswith("#")) for one in tokens if one.type == tokenize.COMMENT
    }


def _above(line: int, comments: Mapping[int, tuple[str, bool]]) -> Iterator[str]:
    """The lines of comment right above a statement."""
    while comments.get(line - 1, ("", False))[1]:
        line -= 1
        yield comments[line][0]


def _beside(lines: range, comments: Mapping[int, tuple[str, bool]]) -> Iterator[str]:
    yield from (comments[line][0] for line in lines if line in comments)


def _statements(tree: ast.AST, place: str) -> Iterator[tuple[ast.stmt, str]]:
    """Every statement with the function or constant it belongs to."""
    for node in ast.iter_child_nodes(tree):
        inside = place
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            inside = node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign) and not place:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            inside = next((one.id for one in ast.walk(target) if isinstance(one, ast.Name)), place)
        if isinstance(node, ast.stmt):
            yield node, inside
        yield from _statements(node, inside)


def _own(statement: ast.stmt) -> Iterator[ast.AST]:
    """What belongs to the statement itself: of an `if` its condition, and not what it holds."""
    for node in ast.iter_child_nodes(statement):
        if not isinstance(node, ast.stmt | ast.ExceptHandler | ast.match_case):
            yield from ast.walk(node)


def _lines(statement: ast.stmt) -> range:
    """The lines of a statement, without those of what it holds."""
    ends = [node.end_lineno or 0 for node in _own(statement) if isinstance(node, ast.expr | ast.keyword)]
    return range(statement.lineno, max([statement.lineno, *ends]) + 1)


def _numbers(statement: ast.stmt) -> Iterator[tuple[int, float]]:
    for node in _own(statement):
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
            yield node.lineno, float(node.value)
