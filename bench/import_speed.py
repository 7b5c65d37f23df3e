"""How fast files become activities: `python bench/import_speed.py FOLDER` prints a table with a row per format.

Sizes are of the unpacked files. Reading from disk and unpacking are counted; the samples are kept until the end.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

from opbouw.activities import import_paths
from opbouw.activities.archive import Budget, gunzip
from opbouw.activities.detect import detect


def _unpacked_bytes(path: Path) -> int:
    data = path.read_bytes()
    return len(gunzip(data, Budget())) if detect(data) == "gzip" else len(data)


def main(folder: Path) -> None:
    """Import every file in the folder once, one after the other, and print the table."""
    files: Counter[str] = Counter()
    activities: Counter[str] = Counter()
    size: Counter[str] = Counter()
    spent: dict[str, float] = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        begin = time.perf_counter()
        reports = list(import_paths([path]))
        seconds = time.perf_counter() - begin
        name = "zip" if "!" in reports[0].path else reports[0].format or "other"
        files[name] += 1
        activities[name] += sum(len(report.activities) for report in reports)
        size[name] += _unpacked_bytes(path)
        spent[name] = spent.get(name, 0.0) + seconds
    print(f"{'format':<10}{'files':>7}{'activities':>12}{'MB':>9}{'seconds':>9}{'MB/s':>8}")
    for name in [*sorted(spent), "all"]:
        chosen = list(spent) if name == "all" else [name]
        megabytes = sum(size[one] for one in chosen) / 1e6
        seconds = sum(spent[one] for one in chosen)
        counts = f"{sum(files[one] for one in chosen):>7}{sum(activities[one] for one in chosen):>12}"
        print(f"{name:<10}{counts}{megabytes:>9.1f}{seconds:>9.2f}{megabytes / max(seconds, 1e-9):>8.1f}")


if __name__ == "__main__":
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit("Give one folder: python bench/import_speed.py FOLDER")
    main(Path(sys.argv[1]))
