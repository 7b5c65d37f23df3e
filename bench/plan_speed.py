"""Wall time and peak memory of `opbouw plan`: `python bench/plan_speed.py FOLDER` with the folder of recordings.

Each plan is a process of its own, from its start to its last line; the medians of three runs are shown. A first run,
which compiles the program, is not counted.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

RUNS = 3
PROGRAM = "from opbouw.cli.main import main; main()"
PLANS = {
    "runner C, one Strava table": (
        "tables/runner-c-strava-activities.csv",
        ["--injury", "calf_strain_gastroc", "--onset", "2022-08-24", "--on", "2022-08-25"],
    ),
    "history-b, a folder of two years": (
        "history-b",
        ["--injury", "achilles_midportion", "--onset", "2024-03-01", "--on", "2024-03-02"],
    ),
}


def once(arguments: list[str], compiled: str) -> tuple[float, float]:
    """Seconds of the wall clock and MB of memory at most, of one process."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    begin = time.perf_counter()
    with tempfile.TemporaryFile() as out:
        child = os.posix_spawn(
            sys.executable,
            [sys.executable, "-c", PROGRAM, *arguments],
            environment | {"PYTHONPYCACHEPREFIX": compiled},
            file_actions=[(os.POSIX_SPAWN_DUP2, out.fileno(), 1)],
        )
        _, status, usage = os.wait4(child, 0)
    if status:
        sys.exit(f"opbouw {' '.join(arguments)} ended with {os.waitstatus_to_exitcode(status)}")
    per_mb = 1e6 if sys.platform == "darwin" else 1e3
    return time.perf_counter() - begin, usage.ru_maxrss / per_mb


def main(folder: Path) -> None:
    """Print a row for each archive."""
    print(f"{'archive':<36}{'files':>7}{'MB':>8}{'seconds':>9}{'peak MB':>9}")
    with tempfile.TemporaryDirectory(prefix="opbouw-bench-") as compiled:
        once(["--help"], compiled)
        for name, (place, options) in PLANS.items():
            path = folder / place
            files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
            plan = ["plan", str(path), *options, "--json"]
            runs = [once(plan, compiled) for _ in range(1 + RUNS)][1:]
            seconds, peak = (median(one[column] for one in runs) for column in (0, 1))
            size = sum(one.stat().st_size for one in files) / 1e6
            print(f"{name:<36}{len(files):>7}{size:>8.1f}{seconds:>9.2f}{peak:>9.0f}")


if __name__ == "__main__":
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit("Give the folder with recordings: python bench/plan_speed.py FOLDER")
    main(Path(sys.argv[1]))
