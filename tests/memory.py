"""The most memory this process has held, for tests that set a child process a limit."""

import re
import resource
import sys
from pathlib import Path


def peak_bytes() -> int:
    """Bytes resident at the worst moment, of this program alone.

    Linux keeps `ru_maxrss` across a fork and an exec, so a child of a large process begins with the peak of its parent;
    the high-water mark in `/proc` begins anew with each program.
    """
    status = Path("/proc/self/status")
    if status.exists() and (found := re.search(r"^VmHWM:\s+(\d+) kB", status.read_text(), re.MULTILINE)):
        return int(found[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
