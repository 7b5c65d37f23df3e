"""One batch in its own process: `python -m tests.prove.worker KIND SEED SECONDS` prints what it tried as JSON."""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from time import monotonic
from types import ModuleType
from typing import Any

import opbouw.activities
import opbouw.core
import opbouw.evidence
from tests.journeys.invariants import breaches
from tests.journeys.journey import DAYS, Lived, Runner
from tests.journeys.told import Told
from tests.prove.report import keep, wanted
from tests.prove.shrinking import Log, shrunk, still

RUNNERS_A_BATCH = 150
FILES_A_BATCH = 500
FILES_A_LOOK = 50  # between two looks at the clock
LONG_EVERY, LONG_DAYS = 5, 420  # half a year seldom reaches the last phase


def engine() -> str:
    """A fingerprint of the rules: the engine and its tables."""
    return _fingerprint(opbouw.core, opbouw.evidence)


def _fingerprint(*packages: ModuleType) -> str:
    digest = hashlib.sha256()
    for package in packages:
        folder = Path(str(package.__file__)).parent
        for path in sorted(one for one in folder.rglob("*") if one.suffix in (".py", ".toml", ".csv")):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:10]


def journeys(seed: int, seconds: float) -> dict[str, Any]:
    """Runners from a seed on, until the batch is full or the time is up."""
    until, days, phases = monotonic() + seconds, Counter[str](), Counter[str]()
    failures: list[dict[str, Any]] = []
    lives = checked = 0
    while lives < RUNNERS_A_BATCH and monotonic() < until:
        runner = Runner(seed + lives)
        lived = runner.live(DAYS if (seed + lives) % LONG_EVERY else LONG_DAYS)
        lives, checked = lives + 1, checked + lived.checked
        days[lived.style] += lived.days
        phases.update(lived.phases)
        failures += _of_journey(runner, lived)
    return {"journeys": lives, "days": days, "phases": phases, "checked": checked, "failures": failures}


def _of_journey(runner: Runner, lived: Lived) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for on, what in lived.breaches:
        name = what.partition(":")[0]
        if name in found:
            continue
        kept = None
        if wanted(name):
            kept = keep(name, f"{lived.injury} {lived.seed}", _shrunk_day(tuple(runner.daily.told.events), on, name))
        found[name] = {"name": name, "what": what, "day": on.isoformat(), "seed": lived.seed, "log": kept}
    return list(found.values())


def _shrunk_day(log: Log, on: Any, name: str) -> Log:
    """The shortest log in which the same check breaks on the same day."""
    from opbouw.core.decide import decide
    from tests.properties.following import known_by

    def check(one: Log) -> str | None:
        before = known_by(one, on - timedelta(days=1))
        known = known_by(one, on)
        found = breaches(decide(before, on - timedelta(days=1)), decide(known, on), Told(known))
        return next((what for what in found if what.startswith(name)), None)

    known = known_by(log, on)
    return shrunk(known, still(check)) if still(check)(known) else known


def properties(seed: int, seconds: float) -> dict[str, Any]:
    """Every property once, over a new pool of lives."""
    os.environ |= {"HYPOTHESIS_PROFILE": "prove", "PROVE_SEED": str(100_000 * seed)}
    importlib.import_module("tests.plugin")
    importlib.import_module("tests.properties.test_whole_logs")
    from tests.properties.breaking import Broken
    from tests.properties.registry import PROPERTIES, TRIED

    until, failures = monotonic() + seconds, []
    for sentence, holds in PROPERTIES.items():
        if monotonic() > until:
            break
        try:
            holds()
        except Broken as broken:
            kept = None
            if wanted(sentence):
                kept = keep(sentence, str(seed), shrunk(broken.log, still(broken.check)))
            failures.append({"name": sentence, "what": broken.what, "seed": seed, "log": kept})
    return {"examples": TRIED, "failures": failures}


def files(seed: int, seconds: float) -> dict[str, Any]:
    """Files hurt by their numbers from a seed on, each read within time and memory."""
    from tests.activities import fuzz

    until, done = monotonic() + seconds, 0
    failures: list[dict[str, Any]] = []
    while done < FILES_A_BATCH and (done == 0 or monotonic() < until):
        found = fuzz.main(FILES_A_LOOK, seed + done)
        failures += [
            {"name": "a hurt file is an activity or a named problem", "what": one, "seed": seed} for one in found
        ]
        done += FILES_A_LOOK
    return {"files": {readers(): done}, "failures": failures}


@cache
def readers() -> str:
    """A fingerprint of the code that reads files."""
    return _fingerprint(opbouw.activities)


def main(kind: str, seed: int, seconds: float) -> None:
    """Run one batch and print what it tried and found."""
    began, rules = monotonic(), readers() if kind == "files" else engine()
    made = {"journeys": journeys, "properties": properties, "files": files}[kind](seed, seconds)
    for one in made["failures"]:
        one["engine"] = rules
    on = datetime.now(UTC).date().isoformat()
    made |= {"kind": kind, "seed": seed, "engine": rules, "on": on, "seconds": round(monotonic() - began)}
    json.dump(made, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))
