"""From a zip of recorded runs to clues, into SQLite and PostgreSQL: `python -m bench.pipeline [RUNS...]` prints rows.

Runs are generated, a sample every second, half an hour to an hour each: FIT, TCX and GPX in turn, every tenth recorded
by a second device as well. *Read and store* is the upload as the server takes it: bytes kept, every file read, facts
written. *Duplicates* reads the facts back and lets a run that two devices recorded count once, *days* is the load of
every day, the old level and the whole view, *causes* every detector. *Busy* is the processor time of the process, which
other work on the machine does not lengthen. Each database is made anew in a process of its own; where no PostgreSQL
server is installed that is said. Without RUNS: 100 and 1,500.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np

from opbouw.activities import Activity, write_fit, write_gpx, write_tcx
from tests.postgresql import NOT_INSTALLED, server, server_programs

ONSET = date(2026, 3, 2)
TWICE_EVERY = 10
WRITERS = (("fit", write_fit), ("tcx", write_tcx), ("gpx", write_gpx))
STEPS = ("read and store", "duplicates", "days", "causes")
AIMS = {100: 3.0, 1500: 40.0}
HEAD = f"{'database':<12}{'runs':>6}{'files':>7}{'MB':>8}" + "".join(f"{step:>16}" for step in STEPS)


def files(count: int) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of so many runs and of their second recordings, the oldest first, four runs a week."""
    rng = np.random.default_rng(7)
    for number in range(count):
        run = _run(ONSET - timedelta(2 + round(1.75 * (count - 1 - number))), rng)
        suffix, write = WRITERS[number % len(WRITERS)]
        yield f"{number:05}.{suffix}", write(run)
        if number % TWICE_EVERY == 0 and run.start is not None:
            suffix, write = WRITERS[(number + 1) % len(WRITERS)]
            yield f"{number:05}-b.{suffix}", write(replace(run, start=run.start + timedelta(seconds=3), device="Phone"))


def _run(on: date, rng: np.random.Generator) -> Activity:
    seconds, pace = int(rng.integers(1_800, 3_600)), float(rng.normal(345, 15))
    time_s = np.arange(0.0, seconds + 1)
    speed = 1000 / pace * (1 + 0.05 * np.sin(time_s / 300) + rng.normal(0, 0.01, time_s.size))
    metres = np.cumsum(speed)
    angle = 2 * np.pi * metres / 5000
    columns = {
        "time_s": time_s,
        "distance_m": metres,
        "speed_m_s": speed,
        "heart_rate_bpm": (140 + 10 * np.sin(time_s / 500)).round(),
        "cadence_spm": (168 + 2 * np.sin(time_s / 200)).round(),
        "lat": 52.09 + 0.007 * np.sin(angle),
        "lon": 5.16 + 0.011 * np.cos(angle),
        "altitude_m": 10 + 5 * np.sin(angle * 3),
    }
    return Activity(
        sport="run",
        start=datetime(on.year, on.month, on.day, int(rng.integers(6, 19)), int(rng.integers(0, 60)), tzinfo=UTC),
        utc_offset_s=3600,
        local_date=on,
        seconds=float(seconds),
        elapsed_s=float(seconds),
        distance_m=float(metres[-1]),
        cadence_spm=168.0,
        heart_rate_bpm=140.0,
        device="Watch",
        columns=columns,
    )


def zipped(count: int, path: Path) -> tuple[int, int]:
    """Write the archive; how many files it has and their bytes unpacked."""
    number = size = 0
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in files(count):
            out.writestr(f"activities/{name}", data)
            number, size = number + 1, size + len(data)
    return number, size


def measure(archive: Path) -> list[float]:
    """Seconds of each step and the processor time of all, in an empty database that the environment names."""
    import django

    django.setup()
    import logging

    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.core.management import call_command

    from opbouw.history import baseline, causes, load_every_day, overview
    from opbouw.web.accounts import services as accounts
    from opbouw.web.activities.services import give
    from opbouw.web.background.work import work_now
    from opbouw.web.store import selectors
    from opbouw.web.store.models import Runner

    logging.disable(logging.CRITICAL)
    call_command("migrate", verbosity=0)
    account = accounts.create_owner("Anna", "three calm words", "en")
    sent = SimpleUploadedFile("runs.zip", archive.read_bytes())
    busy = time.process_time()
    marks = [time.perf_counter()]
    give(Runner.objects.get(account=account), [sent])
    work_now()
    marks.append(time.perf_counter())
    facts = selectors.history_of(account)
    marks.append(time.perf_counter())
    load_every_day(facts, ONSET)
    baseline(facts, ONSET)
    overview(facts, ONSET)
    marks.append(time.perf_counter())
    causes(facts, ONSET, "achilles_midportion")
    marks.append(time.perf_counter())
    busy = time.process_time() - busy
    return [*(second - first for first, second in pairwise(marks)), busy]


def _child(archive: str) -> None:
    spent = measure(Path(archive))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(" ".join(f"{one:.3f}" for one in (*spent, peak)))


def _row(name: str, archive: Path, count: int, told: tuple[int, int], url: str = "") -> str:
    with tempfile.TemporaryDirectory(prefix="opbouw-bench-") as folder:
        own = {"OPBOUW_DATA_DIR": folder, "OPBOUW_DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "opbouw.web.settings"}
        command = [sys.executable, "-m", "bench.pipeline", "--child", str(archive)]
        done = subprocess.run(command, env=os.environ | own, capture_output=True, text=True, check=True)
    *spent, busy, peak = (float(one) for one in done.stdout.split())
    steps = "".join(f"{one:>16.2f}" for one in spent)
    aim = f"{AIMS[count]:>7.0f}" if count in AIMS else f"{'':>7}"
    return (
        f"{name:<12}{count:>6}{told[0]:>7}{told[1] / 1e6:>8.1f}{steps}{sum(spent):>9.2f}{aim}{busy:>9.2f}{peak:>9.0f}"
    )


def main(counts: list[int]) -> None:
    """Print a row for each database and number of runs."""
    print(f"{HEAD}{'all, s':>9}{'aim, s':>7}{'busy, s':>9}{'peak MB':>9}", flush=True)
    programs = server_programs()
    for count in counts:
        with tempfile.TemporaryDirectory(prefix="opbouw-bench-") as folder:
            archive = Path(folder, "runs.zip")
            told = zipped(count, archive)
            print(_row("SQLite", archive, count, told), flush=True)
            if programs is not None:
                with server(programs) as url:
                    print(_row("PostgreSQL", archive, count, told, url), flush=True)
    if programs is None:
        print(NOT_INSTALLED)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        _child(sys.argv[2])
    else:
        main([int(one) for one in sys.argv[1:]] or [100, 1500])
