"""How fast GPX and TCX become columns: `python bench/xml_speed.py FOLDER` prints a row for each reader and format.

All readers get the same unpacked bytes from memory, one after the other on each file so that a busy machine slows them
alike; processor time counts, the median of the rounds. The peers, if installed (`pip install gpxpy tcxreader`): gpxpy
and tcxreader make an object of each point; ElementTree takes the text of every element of every point; expat alone,
with nobody listening, is as fast as reading XML can be. A file that gives nothing (a route, for us) counts up to there.
"""

from __future__ import annotations

import io
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from xml.etree import ElementTree
from xml.parsers import expat

from opbouw.activities.archive import Budget, gunzip
from opbouw.activities.detect import detect
from opbouw.activities.gpx import read_gpx
from opbouw.activities.tcx import read_tcx

ROUNDS = 3
POINTS = frozenset({"Trackpoint", "trkpt"})
HEAD = f"{'format':<8}{'reader':<14}{'files':>7}{'MB':>8}{'seconds':>10}{'MB/s':>8}{'ours is':>10}{'nothing':>10}"
Read = Callable[[bytes], object]


def element_tree(data: bytes) -> int:
    """The text of every element of every point."""
    found = 0
    for point in ElementTree.fromstring(data).iter():
        if point.tag.rpartition("}")[2] in POINTS:
            found += len([*point.attrib.values(), *(one.text or "" for one in point.iter())])
    return found


def only_expat(data: bytes) -> object:
    """The bytes checked, nothing kept."""
    return expat.ParserCreate().Parse(data, True)


def readers() -> dict[str, dict[str, Read]]:
    """Format -> name -> reader; ours first."""
    found: dict[str, dict[str, Read]] = {
        "gpx": {"Opbouw": read_gpx, "ElementTree": element_tree, "expat alone": only_expat},
        "tcx": {"Opbouw": read_tcx, "ElementTree": element_tree, "expat alone": only_expat},
    }
    if find_spec("gpxpy"):
        import gpxpy

        found["gpx"]["gpxpy"] = gpxpy.parse
    if find_spec("tcxreader"):
        from tcxreader.tcxreader import TCXReader

        found["tcx"]["tcxreader"] = lambda data: TCXReader().read(io.BytesIO(data))
    return found


def files(folder: Path) -> dict[str, list[bytes]]:
    """Format -> the unpacked bytes of every such file in the folder."""
    found: dict[str, list[bytes]] = defaultdict(list)
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = path.read_bytes()
        if detect(data) == "gzip":
            data = gunzip(data, Budget())
        found[detect(data)].append(data)
    return found


def main(folder: Path) -> None:
    """Read every GPX and TCX file in the folder with every reader, and print the table."""
    given = files(folder)
    print(HEAD)
    for kind, peers in readers().items():
        spent: dict[str, list[float]] = {name: [0.0] * ROUNDS for name in peers}
        failed: Counter[str] = Counter()
        for data in given[kind]:
            for number in range(ROUNDS):
                for name, read in peers.items():
                    begin = time.process_time()
                    done = _reads(read, data)
                    spent[name][number] += time.process_time() - begin
                    failed[name] += number == 0 and not done
        megabytes = sum(map(len, given[kind])) / 1e6
        ours = median(spent["Opbouw"])
        for name, seconds in spent.items():
            took = max(median(seconds), 1e-9)
            row = f"{kind:<8}{name:<14}{len(given[kind]):>7}{megabytes:>8.1f}{took:>10.2f}{megabytes / took:>8.1f}"
            print(f"{row}{took / max(ours, 1e-9):>9.1f}x{failed[name]:>10}")


def _reads(read: Read, data: bytes) -> bool:
    # A peer may raise anything on a file that it does not understand.
    with suppress(Exception):
        read(data)
        return True
    return False


if __name__ == "__main__":
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit("Give one folder: python bench/xml_speed.py FOLDER")
    main(Path(sys.argv[1]))
