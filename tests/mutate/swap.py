"""Puts the code of a mutant in the place of the code it changes, in this process."""

from __future__ import annotations
import __future__

import gc
import sys
import textwrap
from collections.abc import Mapping, Sequence
from types import CodeType, FunctionType
from typing import Any

from tests.mutate.mutants import Mutant

PACKAGE = "opbouw.core."
Functions = Mapping[tuple[str, str], Sequence[FunctionType]]


class NotSwappedError(Exception):
    """The function of a mutant is not in this process, or its changed text is no function."""


def functions() -> Functions:
    """The functions of the core in this process, by module and qualified name; those inside decorators too."""
    found: dict[tuple[str, str], list[FunctionType]] = {}
    for one in gc.get_objects():
        if type(one) is not FunctionType:  # isinstance would wake objects that pretend to be another until asked
            continue
        if (one.__module__ or "").startswith(PACKAGE):
            found.setdefault((one.__module__.removeprefix(PACKAGE), one.__code__.co_qualname), []).append(one)
    return found


def swap(mutant: Mutant, known: Functions) -> None:
    """Let the function of a mutant run the mutant's code from now on, whoever holds it.

    The functions that it made before, such as those of a table, get their changed code too.

    :raises NotSwappedError: when that cannot be.
    """
    named = known.get((mutant.module, mutant.function), ())
    target = next((one for one in named if one.__code__.co_firstlineno == mutant.line), None)
    if target is None:
        raise NotSwappedError(f"{mutant.id}: no such function in this process")
    before = target.__code__
    try:
        made = _made(mutant, vars(sys.modules[PACKAGE + mutant.module]))
        target.__code__ = made.__code__
        _swap_inside(mutant, known, _inside(before), _inside(made.__code__))
    except (SyntaxError, ValueError) as problem:
        raise NotSwappedError(f"{mutant.id}: {problem}") from problem
    target.__defaults__, target.__kwdefaults__ = made.__defaults__, made.__kwdefaults__


def _swap_inside(mutant: Mutant, known: Functions, before: Sequence[CodeType], after: Sequence[CodeType]) -> None:
    """Swap what is inside by name and order; a name of which more or fewer are left stays what it was."""
    for name in dict.fromkeys(code.co_qualname for code in before):
        olds, news = ([code for code in codes if code.co_qualname == name] for codes in (before, after))
        for old, new in zip(olds, news, strict=True) if len(olds) == len(news) else ():
            for one in known.get((mutant.module, name), ()):
                if one.__code__ is old:
                    one.__code__ = new


def _inside(code: CodeType) -> list[CodeType]:
    """The code of all functions inside a function, in their order."""
    direct = [one for one in code.co_consts if isinstance(one, CodeType)]
    return [one for each in direct for one in (each, *_inside(each))]


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
