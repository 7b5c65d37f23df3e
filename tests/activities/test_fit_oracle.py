"""Our decoder says of every recording at hand what fitdecode says: the same counts and the same columns."""

from pathlib import Path

import pytest

from opbouw.activities.fit import decode
from tests.activities.making import fit
from tests.activities.oracle import differences

# The two files in `odd` with a message without definition: fitdecode stops there with an error.
UNREADABLE = {"sigmasport_product_46-activity-20200912-8008b7.fit", "strava_product_102-running-20210927-87020e.fit"}


def recordings(shared: Path) -> list[Path]:
    """Every FIT file with real content."""
    return sorted((shared / "data" / "activities").rglob("*.fit"))


def kind(path: Path) -> tuple[str, str]:
    """The folder and the device of a recording."""
    return path.parent.name, path.name.partition("-")[0]


def test_a_file_of_our_own_is_read_as_the_judge_reads_it() -> None:
    assert differences(fit() + fit()) == []


def test_the_shortest_recording_of_each_device_is_read_as_the_judge_reads_it(shared: Path) -> None:
    shortest: dict[tuple[str, str], Path] = {}
    for path in sorted(recordings(shared), key=lambda path: path.stat().st_size, reverse=True):
        shortest[kind(path)] = path
    small = [path for path in shortest.values() if path.stat().st_size < 80_000]
    found = {path.name: differences(path.read_bytes()) for path in small}
    assert len(found) > 30
    assert {name: wrong for name, wrong in found.items() if wrong and name not in UNREADABLE} == {}
    assert {name for name, wrong in found.items() if wrong is None} <= UNREADABLE


@pytest.mark.slow
def test_every_recording_is_read_as_the_judge_reads_it(shared: Path) -> None:
    found = {path.name: differences(path.read_bytes()) for path in recordings(shared) if path.stat().st_size < 300_000}
    assert len(found) > 65
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert {name for name, wrong in found.items() if wrong is None} <= UNREADABLE


def test_what_the_judge_cannot_read_is_salvaged(shared: Path) -> None:
    kept = {path.name: decode(path.read_bytes())[0] for path in recordings(shared) if path.name in UNREADABLE}
    # As many samples as the manifest says.
    assert {name: (file.damage and file.damage.code, file.table(20).count) for name, file in kept.items()} == {
        "sigmasport_product_46-activity-20200912-8008b7.fit": ("cut", 14_391),
        "strava_product_102-running-20210927-87020e.fit": ("undefined", 473),
    }
