"""`make prove HOURS=h`: journeys, properties and hurt files, new seeds until the time is up; what is done is kept."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkstemp
from time import monotonic, sleep
from typing import Any

from tests.plugin import ROOT
from tests.prove import report
from tests.prove.worker import FILES_A_BATCH, RUNNERS_A_BATCH, readers

PROPERTIES_EVERY = 20  # one batch in so many is of properties: it takes ten times as long as one of journeys
FILES_EVERY = 10  # one batch in so many hurts files, until all are done
TRIES = 5
LOOK_EVERY_S = 0.5
AGAIN_AFTER_S = 20.0


@dataclass
class Batch:
    """One process at work on its own seeds."""

    process: subprocess.Popen[str]
    out: Path


# Where each kind keeps its next seed, and how many seeds a batch takes.
NEXT = {
    "journeys": ("next_journey", RUNNERS_A_BATCH),
    "properties": ("next_pool", 1),
    "files": ("next_file", FILES_A_BATCH),
}


def kind_of(kept: report.Report, number: int) -> str:
    """What the batch with this number tries: journeys mostly, properties now and then, files until all are done."""
    if number % PROPERTIES_EVERY == PROPERTIES_EVERY - 1:
        return "properties"
    files_wait = kept["files"].get(readers(), 0) < report.FILES_IN_ALL
    return "files" if files_wait and number % FILES_EVERY == FILES_EVERY // 2 else "journeys"


def start(kept: report.Report, number: int, seconds: float) -> Batch:
    """The next batch, with seeds that no batch had before."""
    kind = kind_of(kept, number)
    seed = kept[NEXT[kind][0]]
    kept[NEXT[kind][0]] += NEXT[kind][1]
    out = Path(mkstemp(prefix="opbouw-prove-")[1])
    command = [sys.executable, "-m", "tests.prove.worker", kind, str(seed), f"{seconds:.0f}"]
    with out.open("w", encoding="utf-8") as writing:
        return Batch(subprocess.Popen(command, cwd=ROOT, stdout=writing, text=True), out)


def finished(batch: Batch) -> dict[str, Any] | None:
    """What a batch tried and found; None when it could not run."""
    said = batch.out.read_text(encoding="utf-8")
    batch.out.unlink()
    if batch.process.returncode != 0:
        return None
    made: dict[str, Any] = json.loads(said)
    return made


def main(hours: float, workers: int) -> int:
    """Batches on every worker until the time is up; 1 when something broke.

    :raises SystemExit: when batches cannot run at all.
    """
    kept, until, failed, found = report.read(), monotonic() + hours * 3600, 0, 0
    at_work: list[Batch] = []
    while at_work or monotonic() < until:
        while len(at_work) < workers and monotonic() < until:
            at_work.append(start(kept, len(kept["batches"]) + len(at_work), until - monotonic()))
        sleep(LOOK_EVERY_S)
        for batch in [one for one in at_work if one.process.poll() is not None]:
            at_work.remove(batch)
            made = finished(batch)
            if made is None:
                failed += 1
                if failed >= TRIES:
                    raise SystemExit(
                        f"{TRIES} batches in a row could not run; the last error stands above. "
                        "Mend it and go on with make prove."
                    )
                sleep(AGAIN_AFTER_S)
                continue
            failed, found = 0, found + len(made["failures"])
            report.add(kept, made)
            report.write(kept)
            print(_line(kept, made), flush=True)
    return 1 if found else 0


def _line(kept: report.Report, made: dict[str, Any]) -> str:
    days, examples = sum(kept["days"].values()), sum(kept["examples"].values())
    broken = "".join(f"\n  broken: {one['name']}: {one['what']}" for one in made["failures"])
    now = f"{made['kind']} from {made['seed']} in {made['seconds']} s"
    files = sum(kept["files"].values())
    return f"{now}: {days:,} runner-days, {examples:,} examples, {files:,} hurt files in all{broken}"


if __name__ == "__main__":
    sys.exit(main(float(os.environ.get("HOURS", "1")), int(os.environ.get("WORKERS") or 0) or os.cpu_count() or 1))
