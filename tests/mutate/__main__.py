"""`make mutate`: let every mutant of the core meet its tests; `ONLY=limits,pain` for some modules, resumable."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from time import monotonic

from tests.mutate import report
from tests.mutate.judge import Court, Verdict, with_court
from tests.mutate.kept import Kept, look, still_to_try, suite_of
from tests.mutate.mutants import Mutant, mutants_of

JUDGES = ("tests/core", "tests/scenarios/test_stories.py", "tests/properties/test_found.py")


class Run:
    """Judges the mutants of some modules and writes the report after each."""

    def __init__(self, only: Sequence[str], seconds: float) -> None:
        self.only, self.seconds = only, seconds
        self.stale: list[str] = []

    def __call__(self, court: Court) -> None:
        look(court)
        kept = Kept(suite_of(court.items))
        for name in self.only:
            since = monotonic()
            judged = [(one, self._judged(court, kept, one)) for one in mutants_of(name)]
            rows = report.read() | {name: report.row(name, judged)}
            report.write(rows)
            self.stale += report.stale(judged, [name])
            alive = [one for one in rows[name]["alive"] if one["id"] not in report.reasons()]
            done = f"{rows[name]['killed']} of {rows[name]['mutants']} killed, {len(alive)} left without a reason"
            print(f"{name}: {done}, in {monotonic() - since:.0f} s", flush=True)

    def _judged(self, court: Court, kept: Kept, mutant: Mutant) -> Verdict:
        before, every = kept.verdict(mutant.id), court.tests_for(mutant)
        tests = still_to_try(kept, mutant.id, every)
        if before and not tests:
            court.remember(mutant, before)
            return before
        verdict = court.judge(mutant, tests, self.seconds)
        if verdict.kind == "survived":  # those that are not tried again let it live before
            verdict = Verdict("survived", None, len(every) - len(tests) + verdict.tests, len(every))
        kept.add(mutant.id, verdict)
        return verdict


def told(names: Sequence[str]) -> int:
    """Write the report on what was found so far, without judging; 1 when a reason is stale."""
    kept, stale = Kept({}), list[str]()
    for name in names:
        judged = [(one, kept.verdict(one.id)) for one in mutants_of(name)]
        if any(verdict for _, verdict in judged):
            report.write(report.read() | {name: report.row(name, judged)})
            stale += report.stale(judged, [name])
    return _say(stale)


def _say(stale: Sequence[str]) -> int:
    for mutant in stale:
        print(f"A reason in tests/mutate/equivalent.toml is of no use any more: {mutant}")
    return int(bool(stale))


def main(only: str, seconds: float) -> int:
    """Judge the mutants of modules named with commas between, or of all; 1 when a reason is stale.

    Without any seconds nothing is judged, and the report tells what was found before.

    :raises SystemExit: when the core has no such module.
    """
    names = [name for name in only.split(",") if name] or report.ordered()
    if unknown := sorted(set(names) - set(report.ordered())):
        raise SystemExit(f"The core has no module {', '.join(unknown)}. Name some of: {', '.join(report.ordered())}")
    if seconds <= 0:
        return told(names)
    run = Run(names, seconds)
    return with_court(JUDGES, run) or _say(run.stale)


if __name__ == "__main__":
    sys.exit(main(os.environ.get("ONLY", ""), float(os.environ.get("SECONDS", "") or 60)))
