"""Files of the corpora, hurt at random: whatever comes out is an Activity or a named problem, within time and memory.

`python -m tests.activities.fuzz COUNT [SEED]` hurts that many in a child process with limits; a number gives the same
file every time, so a failure is looked at again with `python -m tests.activities.fuzz 1 NUMBER`.
"""

import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from random import Random
from types import FrameType

import numpy as np

from opbouw.activities import Activity, import_paths
from opbouw.activities.reasons import REASONS
from opbouw.activities.sanitize import RANGES
from tests.activities.make_corpus import CORPUS
from tests.activities.making import gzipped, zipped
from tests.memory import peak_bytes
from tests.plugin import ROOT

SECONDS = 2.0
MEMORY_BYTES = 256 * 2**20
# Larger ones are there for their size; hurting a byte of them shows nothing new.
_LARGEST_BASE = 16_384
_LEFT_OUT = ("archive_too_many", "archive_bomb", "xml_too_", "too_many_")
_WORDS = [
    *(b"NaN", b"-inf", b"1e999", b"", b"-0", b"9" * 400, b"0x1F", b"\x00", b"\xff\xfe", b"]]>", b"<![CDATA[", b"<!--"),
    *(
        b"&#0;",
        b"&#x10FFFF;",
        b"</trk>",
        b"<trkpt>",
        b"</Lap>",
        b"<Lap>",
        b"<Trackpoint/>",
        b"PK\x03\x04",
        b"\x1f\x8b\x08",
    ),
    *(b"2026-02-30T25:61:61Z", b"0000-00-00T00:00:00Z", b"9999-12-31T23:59:59-23:59", b"\r\n", b'"', b",", b"\xf0\x9f"),
]


class TooSlowError(BaseException):
    """A file took more than its time; no reader may catch this."""


def hurt(number: int) -> tuple[str, bytes]:
    """The name and bytes of the file with this number."""
    random = Random(number)
    path = _base(random)
    data = bytearray(path.read_bytes())
    for _ in range(random.choice((1, 1, 2, 4, 16))):
        _change(data, random)
    wrapped = random.random()
    if wrapped < 0.05:
        return f"{number}.gz", gzipped(bytes(data))
    if wrapped < 0.1:
        return f"{number}.zip", zipped({path.name: bytes(data), "run.gpx": (CORPUS / "accept/run.gpx").read_bytes()})
    return f"{number}{path.suffix}", bytes(data)


@cache
def _bases() -> dict[str, list[Path]]:
    """The files to hurt, by suffix: each format gets its share, however many files of it there are."""
    kinds: dict[str, list[Path]] = {}
    for path in sorted((*(CORPUS / "accept").iterdir(), *(CORPUS / "reject").iterdir())):
        if path.stat().st_size <= _LARGEST_BASE and not path.name.startswith(_LEFT_OUT):
            kinds.setdefault(path.suffix, []).append(path)
    return {suffix: kinds[suffix] for suffix in (".fit", ".gpx", ".tcx", ".csv", ".zip", ".gz")}


def _base(random: Random) -> Path:
    return random.choice(_bases()[random.choice(list(_bases()))])


def _change(data: bytearray, random: Random) -> None:
    """One change: a byte, a word, a piece lost, doubled, moved from another file, or the end lost."""
    at = random.randrange(len(data) + 1)
    length = random.choice((1, 2, 4, 16, 200))
    kind = random.randrange(7)
    if kind == 0 and at < len(data):
        data[at] ^= 1 << random.randrange(8)
    elif kind == 1 and at < len(data):
        data[at] = random.randrange(256)
    elif kind == 2:
        data[at : at + random.choice((0, length))] = random.choice(_WORDS)
    elif kind == 3:
        del data[at : at + length]
    elif kind == 4:
        data[at:at] = data[at : at + length] * random.choice((1, 3, 50))
    elif kind == 5:
        other = _base(random).read_bytes()
        place = random.randrange(len(other) + 1)
        data[at : at + length] = other[place : place + length]
    else:
        del data[at:]


def check(path: Path) -> str | None:
    """What is wrong with how this file was read, or None."""
    for report in import_paths([path]):
        if report.reason_code not in REASONS or report.reason_code == "unexpected":
            return f"{report.reason_code}: {report.reason}"
        if not report.reason_in("nl") or (report.status == "taken") != bool(report.activities):
            return f"{report.status} with {len(report.activities)} activities"
        for activity in report.activities:
            if wrong := _impossible(activity):
                return f"impossible: {wrong}"
    return None


def _impossible(activity: Activity) -> str | None:
    for name in ("seconds", "elapsed_s", "distance_m", "ascent_m", "cadence_spm", "heart_rate_bpm", "power_w"):
        value = getattr(activity, name)
        if value is not None and not 0 <= value < 1e9:
            return name
    for name, column in activity.columns.items():
        low, high = RANGES[name]
        known = column[~np.isnan(column)]
        if len(column) != activity.samples or (known < low).any() or (known > high).any():
            return name
    return None


def _late(_: int, __: FrameType | None) -> None:
    raise TooSlowError


def batch(count: int, seed: int) -> list[str]:
    """Hurt and read this many files in this process; what went wrong, a line each."""
    wrong: list[str] = []
    signal.signal(signal.SIGPROF, _late)
    with tempfile.TemporaryDirectory(prefix="opbouw-fuzz-") as folder:
        for number in range(seed, seed + count):
            name, data = hurt(number)
            path = Path(folder, name)
            path.write_bytes(data)
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            try:
                found = check(path)
            except TooSlowError:
                found = f"more than {SECONDS} s"
            except Exception as error:  # noqa: BLE001 # whatever escapes is what is looked for
                found = f"escaped: {error!r}"
            signal.setitimer(signal.ITIMER_PROF, 0)
            path.unlink()
            wrong += [f"{number}: {found}"] if found else []
    return wrong


def main(count: int, seed: int = 0) -> list[str]:
    """Hurt and read this many files in a child process that may not have more memory; what went wrong, a line each."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.activities.fuzz", "--child", str(count), str(seed)],
        cwd=ROOT,
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        return [f"the child died with {done.returncode}: {done.stderr[-2_000:]}"]
    found: list[str] = json.loads(done.stdout)
    return found


def _child(count: int, seed: int) -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (60 + count, 60 + count))
    wrong = batch(count, seed)
    peak = peak_bytes()
    print(json.dumps(wrong + ([f"{peak} bytes of memory"] if peak > MEMORY_BYTES else [])))


if __name__ == "__main__":
    if sys.argv[1] == "--child":
        _child(int(sys.argv[2]), int(sys.argv[3]))
    else:
        lines = main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)
        print("\n".join(lines) or "Nothing escaped.")
        sys.exit(bool(lines))
