"""One process that has read every test; it maps which test runs which line, and judges each mutant in a fork."""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import sys
import traceback
import warnings
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from time import process_time
from typing import Any, NoReturn

import pytest
from _pytest.runner import runtestprotocol
from coverage import Coverage

from tests.mutate.mutants import CORE, Mutant
from tests.mutate.swap import Functions, NotSwappedError, functions, swap
from tests.plugin import ROOT

TIMES_SLOWER, AT_LEAST_S = 10, 3.0  # a test that takes so much longer hangs: that kills too
MEMORY_BYTES = 6 * 2**30


@dataclass(frozen=True)
class Seen:
    """What one test ran: by module of the core its lines as bits of a number; and what it cost."""

    seconds: float
    lines: Mapping[str, int]

    @cached_property
    def count(self) -> int:
        """How many lines of the core it ran."""
        return sum(bits.bit_count() for bits in self.lines.values())


@dataclass(frozen=True)
class Verdict:
    """How a mutant fared: killed by a test, by a test that hung, or by none of so many."""

    kind: str  # killed, hung, survived, unseen, invalid
    by: str | None = None
    tests: int = 0  # of those that ran its lines, so many were tried
    of: int = 0


def _remembering() -> list[Callable[[], None]]:
    ours = [m for name, m in sys.modules.items() if name.startswith(("opbouw.core.", "opbouw.words.", "tests."))]
    held = (one for module in ours for one in vars(module).values())
    return [one.cache_clear for one in held if callable(getattr(one, "cache_clear", None))]


def _in_fork(work: Callable[[], Any]) -> Any:
    """What a piece of work returns in a fork of this process; None where a signal ended the fork.

    :raises RuntimeError: when the work itself failed; not when a test did.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _work_and_leave(work, writing)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as answer:
        text = answer.read()
    status = os.waitpid(child, 0)[1]
    if os.WIFSIGNALED(status):
        return None
    if os.WEXITSTATUS(status):
        raise RuntimeError("A fork could not do its work; what went wrong stands above.")
    return json.loads(text)


def _work_and_leave(work: Callable[[], Any], writing: int) -> NoReturn:
    """Write what the work returns and end this process, in silence but for what goes wrong here."""
    aloud = os.fdopen(os.dup(2), "w", encoding="utf-8")
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    try:
        said = json.dumps(work())
        with os.fdopen(writing, "w", encoding="utf-8") as out:
            out.write(said)
        os._exit(0)
    finally:
        traceback.print_exc(file=aloud)
        aloud.flush()
        os._exit(1)


class Court:
    """The tests of a session, and what each of them runs."""

    def __init__(self, items: Sequence[pytest.Item]) -> None:
        self.items = {item.nodeid: item for item in items}
        for item in items:  # forgetting is done here once, not at each change of module
            names: list[str] = getattr(item, "fixturenames", [])
            if "nothing_looked_up" in names:
                names.remove("nothing_looked_up")
        self.functions: Functions = functions()
        self.forget = _remembering()
        files = {name.partition("::")[0] for name in self.items}
        self.texts = {file: (ROOT / file).read_text(encoding="utf-8") for file in files}
        self.seen: dict[str, Seen] = {}
        self.killers: dict[tuple[str, str], Counter[str]] = {}
        gc.collect()
        gc.freeze()

    def look(self, names: Sequence[str]) -> dict[str, Any]:
        """Run tests unchanged and note the lines each one runs.

        :raises RuntimeError: when one of them fails.
        """
        made = _in_fork(partial(self._look, names))
        if not isinstance(made, dict):
            raise RuntimeError(f"A test fails without any mutant: {made}")
        return made

    def _look(self, names: Sequence[str]) -> dict[str, Any] | str:
        cover = Coverage(data_file=None, config_file=False, include=[f"{CORE}/*"])
        cover.start()
        took: dict[str, float] = {}
        for name, following in zip(names, [*names[1:], None], strict=True):
            cover.switch_context(name)
            self._forget()
            since = process_time()
            if not self._passes(name, following):
                return name
            took[name] = process_time() - since
        cover.stop()
        lines = _by_test(cover)
        return {name: {"seconds": took[name], "lines": lines.get(name, {})} for name in names}

    def _forget(self) -> None:
        for one in self.forget:
            one()

    def _passes(self, name: str, following: str | None) -> bool:
        after = self.items[following] if following else None
        return not any(report.failed for report in runtestprotocol(self.items[name], log=False, nextitem=after))

    def tests_for(self, mutant: Mutant) -> list[str]:
        """The tests that ran a changed line, else its function: those that killed neighbours first.

        Then those whose file imports from the module, and of them those whose lines of the core are most of all lines
        of this function, so that a test of a single function comes before a story of weeks.
        """
        hit = self._ran(mutant.module, mutant.lines) or self._ran(mutant.module, mutant.whole)
        killed = self.killers.get((mutant.module, mutant.function), Counter())
        whole, imports = _bits(mutant.whole), f"from opbouw.core.{mutant.module} import"
        about = {file for file, text in self.texts.items() if imports in text}

        def place(name: str) -> tuple[int, bool, float, float]:
            seen, apart = self.seen[name], name.partition("::")[0] not in about
            return -killed[name], apart, -(seen.lines[mutant.module] & whole).bit_count() / seen.count, seen.seconds

        return sorted(hit, key=place)

    def _ran(self, module: str, lines: tuple[int, int]) -> list[str]:
        return [name for name, seen in self.seen.items() if seen.lines.get(module, 0) & _bits(lines)]

    def judge(self, mutant: Mutant, tests: Sequence[str], seconds: float) -> Verdict:
        """Whether one of these tests fails on the mutant, within so many seconds of work."""
        if not tests:
            return Verdict("unseen")
        said = _in_fork(partial(self._try, mutant, tests, seconds))
        if said is None:
            return Verdict("hung", tests=len(tests), of=len(tests))
        verdict = Verdict(**said, of=len(tests))
        self.remember(mutant, verdict)
        return verdict

    def remember(self, mutant: Mutant, verdict: Verdict) -> None:
        """A test that killed is tried first on the other mutants of the function."""
        if verdict.kind == "killed" and verdict.by:
            self.killers.setdefault((mutant.module, mutant.function), Counter())[verdict.by] += 1

    def _try(self, mutant: Mutant, tests: Sequence[str], seconds: float) -> dict[str, Any]:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        try:
            swap(mutant, self.functions)
        except NotSwappedError as problem:
            return {"kind": "invalid", "by": f"{problem}", "tests": 0}
        self._forget()
        since = process_time()
        for number, (name, following) in enumerate(zip(tests, [*tests[1:], None], strict=True)):
            signal.setitimer(signal.ITIMER_PROF, self.seen[name].seconds * TIMES_SLOWER + AT_LEAST_S)
            if not self._passes(name, following):
                return {"kind": "killed", "by": name, "tests": number + 1}
            if process_time() - since > seconds:
                return {"kind": "survived", "by": None, "tests": number + 1}
        return {"kind": "survived", "by": None, "tests": len(tests)}


def _bits(lines: tuple[int, int]) -> int:
    return (1 << (lines[1] + 1)) - (1 << lines[0])


def _by_test(cover: Coverage) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # some tests run nothing of the core
        data = cover.get_data()
    for path in CORE.glob("*.py"):
        for line, names in data.contexts_by_lineno(str(path)).items():
            for name in filter(None, names):
                mine = found.setdefault(name, {})
                mine[path.stem] = mine.get(path.stem, 0) | 1 << line
    return found


class InCourt:
    """A plugin of pytest: once the tests are read, not they but `work` runs."""

    def __init__(self, work: Callable[[Court], None]) -> None:
        self.work = work

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the work on the tests of the session."""
        self.work(Court(session.items))
        return True


def with_court(tests: Sequence[str], work: Callable[[Court], None]) -> int:
    """Read the tests and do the work on them; the exit code of pytest."""
    options = ["-q", "-n", "0", "-s", "-p", "no:randomly", "-p", "no:cacheprovider", "--assert=plain", "--tb=native"]
    return int(pytest.main([*options, *tests], plugins=[InCourt(work)]))
