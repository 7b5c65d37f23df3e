"""The mutants of a module, made by mutmut's operators; each tied to the text of its function."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.file_mutation import Mutation, MutationVisitor, deep_replace
from mutmut.mutation.mutators import mutation_operators
from mutmut.mutation.pragma_handling import IgnoredCode

from tests.plugin import ROOT

CORE = ROOT / "src" / "opbouw" / "core"


@dataclass(frozen=True)
class Mutant:
    """One small change in one function."""

    module: str  # caps
    function: str  # longest_30, or Class.method
    line: int  # first line of the function with its decorators
    lines: tuple[int, int]  # what was changed, both included
    whole: tuple[int, int]  # the body of the function
    text: str  # the changed function, without decorators
    diff: tuple[str, ...]
    id: str


class _Everywhere(MutationVisitor):
    """mutmut's visitor, into functions with a decorator too; no comment can leave a line out."""

    def _skip_node_and_children(self, node: cst.CSTNode) -> bool:
        return not isinstance(node, cst.FunctionDef) and super()._skip_node_and_children(node)


def modules() -> list[str]:
    """The names of all modules of the core."""
    return sorted(path.stem for path in CORE.glob("*.py"))


def mutants_of(module: str) -> list[Mutant]:
    """Every mutant of a module, in the order of its lines.

    :raises FileNotFoundError: when the core has no such module.
    """
    return list(_made(module, (CORE / f"{module}.py").read_text(encoding="utf-8")))


def _made(module: str, source: str) -> Iterator[Mutant]:
    wrapper = MetadataWrapper(cst.parse_module(source))
    visitor = _Everywhere(mutation_operators, IgnoredCode(set(), set(), set()))
    wrapper.visit(visitor)
    where = wrapper.resolve(PositionProvider)
    named = dict(_functions(wrapper.module))
    taken: dict[str, int] = {}
    for mutation in visitor.mutations:
        function = mutation.contained_by_top_level_function
        if function not in named:
            continue
        before, after = _text(function), _text(_mutated(function, mutation))
        if before == after:
            continue
        name = named[function]
        key = hashlib.sha256(f"{module}.{name}\n{before}\n{after}".encode()).hexdigest()[:10]
        taken[key] = taken.get(key, 0) + 1
        spot = where[mutation.original_node]
        yield Mutant(
            module=module,
            function=name,
            line=where[function.decorators[0] if function.decorators else function].start.line,
            lines=(spot.start.line, spot.end.line),
            whole=(where[function.body].start.line, where[function.body].end.line),
            text=after,
            diff=_diff(before, after),
            id=f"{module}.{name}.{key}" + (f".{taken[key]}" if taken[key] > 1 else ""),
        )


def _functions(module: cst.Module) -> Iterator[tuple[cst.FunctionDef, str]]:
    for node in module.body:
        if isinstance(node, cst.FunctionDef):
            yield node, node.name.value
        elif isinstance(node, cst.ClassDef) and isinstance(node.body, cst.IndentedBlock):
            for one in node.body.body:
                if isinstance(one, cst.FunctionDef):
                    yield one, f"{node.name.value}.{one.name.value}"


def _mutated(function: cst.FunctionDef, mutation: Mutation) -> cst.FunctionDef:
    return cast(cst.FunctionDef, deep_replace(function, mutation.original_node, mutation.mutated_node))


def _text(function: cst.FunctionDef) -> str:
    return cst.Module(body=[function.with_changes(decorators=[], leading_lines=[])]).code


def _diff(before: str, after: str) -> tuple[str, ...]:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return tuple(line for line in lines if not line.startswith(("---", "+++", "@@")))
