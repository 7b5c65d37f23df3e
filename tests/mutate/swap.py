"""Puts the code of a mutant in the place of the code it changes, in this process."""

from __future__ import annotations
import __future__

import gc
import sys
import textwrap
from collections.abc import Mapping
from types import FunctionType
from typing import Any

from tests.mutate.mutants import Mutant

PACKAGE = "opbouw.core."
Functions = Mapping[tuple[str, str, int], FunctionType]


class NotSwappedError(Exception):
    """The function of a mutant is not in this process, or its changed text is no function."""


def functions() -> Functions:
    """Every function of the core in this process, by module, qualified name and first line; inside decorators too."""
    found: dict[tuple[str, str, int], FunctionType] = {}
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and (one.__module__ or "").startswith(PACKAGE):
            code = one.__code__
            found[one.__module__.removeprefix(PACKAGE), code.co_qualname, code.co_firstlineno] = one
    return found


def swap(mutant: Mutant, known: Functions) -> None:
    """Let the function of a mutant run the mutant's code from now on, whoever holds it.

    :raises NotSwappedError: when that cannot be.
    """
    target = known.get((mutant.module, mutant.function, mutant.line))
    if target is None:
        raise NotSwappedError(f"{mutant.id}: no such function in this process")
    try:
        made = _made(mutant, vars(sys.modules[PACKAGE + mutant.module]))
        target.__code__ = made.__code__
    except (SyntaxError, ValueError) as problem:
        raise NotSwappedError(f"{mutant.id}: {problem}") from problem
    target.__defaults__, target.__kwdefaults__ = made.__defaults__, made.__kwdefaults__


def _made(mutant: Mutant, names: dict[str, Any]) -> FunctionType:
    """The changed function; a method inside a class, so that it may name what it inherits."""
    holder, _, name = mutant.function.rpartition(".")
    text = f"class {holder}:\n{textwrap.indent(mutant.text, '    ')}" if holder else mutant.text
    made: dict[str, Any] = {}
    flags = __future__.annotations.compiler_flag
    exec(compile(text, f"<{mutant.id}>", "exec", flags=flags, dont_inherit=True), names, made)
    function = vars(made[holder])[name] if holder else made[name]
    assert isinstance(function, FunctionType)
    return function
