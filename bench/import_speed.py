"""How fast files become activities: `python bench/import_speed.py FOLDER` prints a table with a row per format.

Sizes are of the unpacked files. Reading from disk and unpacking are counted; the samples are kept until the end. Each
format is read three times and the median counts. In the same run, file by file, a peer reads the bytes of FIT, TCX and
GPX: fitdecode every field of every message, ElementTree every text of every point. A peer makes no activity of them:
no timer time, no day of the runner, no duplicates, no warnings.
"""

from __future__ import annotations

import io
import sys
import time
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from statistics import median
from xml.etree import ElementTree

import fitdecode

from opbouw.activities import import_paths
from opbouw.activities.archive import Budget, gunzip
from opbouw.activities.detect import detect

ROUNDS = 3
POINTS = frozenset({"Trackpoint", "trkpt"})
HEAD = f"{'format':<10}{'files':>7}{'activities':>12}{'MB':>9}{'seconds':>9}{'MB/s':>8}{'peer MB/s':>11}{'ratio':>7}"


def fit_peer(data: bytes) -> int:
    """Every field of every message, as the library gives it."""
    with fitdecode.FitReader(io.BytesIO(data), error_handling=fitdecode.ErrorHandling.IGNORE) as reader:
        return sum(len(frame.fields) for frame in reader if frame.frame_type == fitdecode.FIT_FRAME_DATA)


def xml_peer(data: bytes) -> int:
    """The text of every element of every point, as a number where it is one."""
    found = 0
    for point in ElementTree.fromstring(data).iter():
        if point.tag.rpartition("}")[2] in POINTS:
            texts = [*point.attrib.values(), *(one.text or "" for one in point.iter())]
            found += sum(_number(text) is not None for text in texts)
    return found


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


PEERS: dict[str, Callable[[bytes], int]] = {"fit": fit_peer, "tcx": xml_peer, "gpx": xml_peer}


def _unpacked(path: Path) -> bytes:
    data = path.read_bytes()
    return gunzip(data, Budget()) if detect(data) == "gzip" else data


def _peer_seconds(peer: Callable[[bytes], int], path: Path) -> float:
    """What a peer spends on a file; on one that it cannot read, up to where it stops."""
    begin = time.perf_counter()
    with suppress(fitdecode.FitError, ElementTree.ParseError, ValueError, KeyError, TypeError):
        peer(_unpacked(path))
    return time.perf_counter() - begin


def main(folder: Path) -> None:
    """Import every file in the folder, one after the other, and print the table."""
    warnings.simplefilter("ignore")  # fitdecode warns for each unusual field
    files: Counter[str] = Counter()
    activities: Counter[str] = Counter()
    size: Counter[str] = Counter()
    ours: dict[str, list[float]] = defaultdict(lambda: [0.0] * ROUNDS)
    theirs: dict[str, list[float]] = defaultdict(lambda: [0.0] * ROUNDS)
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        for number in range(ROUNDS):
            begin = time.perf_counter()
            reports = list(import_paths([path]))
            seconds = time.perf_counter() - begin
            name = "zip" if "!" in reports[0].path else reports[0].format or "other"
            ours[name][number] += seconds
            if name in PEERS:
                theirs[name][number] += _peer_seconds(PEERS[name], path)
        files[name] += 1
        activities[name] += sum(len(report.activities) for report in reports)
        size[name] += len(_unpacked(path))
    print(HEAD)
    for name in sorted(ours):
        print(_row(name, files[name], activities[name], size[name] / 1e6, ours[name], theirs.get(name)))
    spent = [sum(one[number] for one in ours.values()) for number in range(ROUNDS)]
    print(_row("all", files.total(), activities.total(), size.total() / 1e6, spent, None))


def _row(name: str, files: int, activities: int, megabytes: float, ours: list[float], peer: list[float] | None) -> str:
    speed = megabytes / max(median(ours), 1e-9)
    row = f"{name:<10}{files:>7}{activities:>12}{megabytes:>9.1f}{median(ours):>9.2f}{speed:>8.1f}"
    if peer is None:
        return row
    theirs = megabytes / max(median(peer), 1e-9)
    return f"{row}{theirs:>11.1f}{speed / theirs:>7.1f}"


if __name__ == "__main__":
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit("Give one folder: python bench/import_speed.py FOLDER")
    main(Path(sys.argv[1]))
