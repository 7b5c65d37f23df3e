"""`make mutate`: let every mutant of the core meet its tests; `ONLY=limits,pain` for some modules, resumable.

`SAMPLE=600 SEED=1` lets a random sample of what is not judged whole meet them instead. With `ALIVE=1` what a test
killed before, also where that test changed since, and what has a reason is not judged again.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from time import monotonic

from tests.mutate import report
from tests.mutate.judge import Court, Verdict, with_court
from tests.mutate.kept import Kept, look, still_to_try, suite_of
from tests.mutate.mutants import Mutant, mutants_of
from tests.mutate.sample import in_random_order

JUDGES = (
    "tests/core",
    "tests/scenarios/test_stories.py",
    "tests/scenarios/test_advice.py",
    "tests/properties/test_found.py",
)
WRITTEN_EACH = 20


class Run:
    """Judges the mutants of some modules and writes the report after each."""

    def __init__(
        self, only: Sequence[str], seconds: float, *, many: int = 0, seed: int = 1, alive: bool = False
    ) -> None:
        self.only, self.seconds, self.alive = only, seconds, alive
        self.many, self.seed = many, seed
        self.stale: list[str] = []

    def __call__(self, court: Court) -> None:
        look(court)
        kept = Kept(suite_of(court.items))
        for name in self.only:
            since = monotonic()
            judged = [(one, self._judged(court, kept, one)) for one in mutants_of(name)]
            rows = report.read() | {name: report.row([name], judged)}
            report.write(rows)
            self.stale += report.stale(judged, [name])
            alive = [one for one in rows[name]["alive"] if one["id"] not in report.reasons()]
            done = f"{rows[name]['killed']} of {rows[name]['mutants']} killed, {len(alive)} left without a reason"
            print(f"{name}: {done}, in {monotonic() - since:.0f} s", flush=True)

    def sample(self, court: Court) -> None:
        """Judge the first so many of all in random order; the report is written as it grows."""
        look(court)
        kept, names = Kept(suite_of(court.items)), report.the_rest(report.read())
        every, judged = in_random_order(names, self.seed), list[tuple[Mutant, Verdict]]()
        for number, mutant in enumerate(every[: self.many], 1):
            judged.append((mutant, kept.verdict(mutant.id) or self._judged(court, kept, mutant)))
            if number % WRITTEN_EACH == 0 or number == min(self.many, len(every)):
                row = report.sample_row(self.seed, names, len(every), judged)
                report.write(report.read() | {report.SAMPLE: row})
                print(f"{row['killed']} of {row['mutants']} killed of {len(every)}", flush=True)

    def _judged(self, court: Court, kept: Kept, mutant: Mutant) -> Verdict:
        before, every = kept.verdict(mutant.id), court.tests_for(mutant)
        tests = still_to_try(kept, mutant.id, every)
        settled = self.alive and before and (before.kind in {"killed", "hung"} or mutant.id in report.reasons())
        if before and (settled or not tests):
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
    sampled = report.the_rest(report.read())  # of these some were judged, and the sample tells how they fared
    for name in (one for one in names if one not in sampled):
        judged = [(one, kept.verdict(one.id)) for one in mutants_of(name)]
        if any(verdict for _, verdict in judged):
            report.write(report.read() | {name: report.row([name], judged)})
            stale += report.stale(judged, [name])
    return _say(stale)


def _say(stale: Sequence[str]) -> int:
    for mutant in stale:
        print(f"A reason in tests/mutate/equivalent.toml is of no use any more: {mutant}")
    return int(bool(stale))


def main(only: str, seconds: float, *, many: int = 0, seed: int = 1, alive: bool = False) -> int:
    """Judge the mutants of modules named with commas between, or of all; 1 when a reason is stale.

    Without any seconds nothing is judged, and the report tells what was found before. With ``many`` a random sample of
    so many is judged, drawn by a seed from the modules outside the four areas that were not judged whole.

    :raises SystemExit: when the core has no such module.
    """
    names = [name for name in only.split(",") if name] or report.ordered()
    if unknown := sorted(set(names) - set(report.ordered())):
        raise SystemExit(f"The core has no module {', '.join(unknown)}. Name some of: {', '.join(report.ordered())}")
    if seconds <= 0:
        return told(names)
    run = Run(names, seconds, many=many, seed=seed, alive=alive)
    return with_court(JUDGES, run.sample if many else run) or _say(run.stale)


if __name__ == "__main__":
    only, seconds, many, seed = (os.environ.get(name, "") for name in ("ONLY", "SECONDS", "SAMPLE", "SEED"))
    alive_only = bool(os.environ.get("ALIVE"))
    sys.exit(main(only, float(seconds or 60), many=int(many or 0), seed=int(seed or 1), alive=alive_only))
