import subprocess
import sys
from pathlib import Path

from tests.memory import peak_bytes

MEGABYTE = 2**20


def _child(code: str, root: Path) -> int:
    code = f"from tests.memory import peak_bytes; {code}; print(peak_bytes())"
    return int(
        subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True).stdout
    )


def test_the_peak_of_a_child_is_its_own_and_not_that_of_its_parent(root: Path) -> None:
    held = bytes(range(256)) * (200 * MEGABYTE // 256)
    assert peak_bytes() > len(held)
    assert _child("pass", root) < 60 * MEGABYTE
    assert _child("held = bytes(range(256)) * 400_000", root) > 100_000_000
