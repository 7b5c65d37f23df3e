"""How fast an archive goes in, whole: `python bench/archive_speed.py FOLDER` prints a row for 100 and for 1,500 runs.

The FIT files of runs in FOLDER are packed into one zip, with another last message each so that no two are alike, until
there are enough. Counted is all that happens between the last byte of the upload and the last line of the report: bytes
kept, files read, columns packed, rows written, the log of an injury brought up to date. SQLite in a folder
of its own; with OPBOUW_DATABASE_URL another database, empty.
"""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

SIZES = (100, 1500)
HEAD = (
    f"{'runs':>6}{'MB':>8}{'upload s':>10}{'whole s':>9}{'processor':>11}{'files/s':>9}{'taken':>8}{'activities':>12}"
    f"{'peak MB':>10}"
)
PASSWORD = "three calm words"


def _archive(files: list[bytes], count: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for number, data in enumerate(islice(cycle(files), count)):
            made.writestr(f"{number}.fit", data + _tail(number))
    return out.getvalue()


def _tail(number: int) -> bytes:
    """Bytes after the end of a file: another hash, the same activity."""
    return b"\0" * 2 + number.to_bytes(4, "little")


def _files(folder: Path) -> Iterator[bytes]:
    for path in sorted(folder.rglob("*.fit")):
        yield path.read_bytes()


def _run(files: list[bytes], count: int) -> None:
    """One size, in a process and a folder of its own."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "opbouw.web.settings"
    django.setup()
    from django.core.files import File
    from django.core.management import call_command

    from opbouw.web.accounts import services as accounts
    from opbouw.web.activities import services
    from opbouw.web.activities.models import Import
    from opbouw.web.store.models import Runner

    call_command("migrate", verbosity=0)
    runner = Runner.objects.get(account=accounts.create_owner(f"Bench {count}", PASSWORD, "en"))
    data = _archive(files, count)
    started, begun = time.perf_counter(), time.process_time()
    made = services.give(runner, [File(io.BytesIO(data), "archive.zip")])
    kept = time.perf_counter() - started
    _work()
    took, busy = time.perf_counter() - started, time.process_time() - begun
    done = Import.objects.get(pk=made.pk)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = f"{count:>6}{len(data) / 1e6:>8.1f}{kept:>10.2f}{took:>9.2f}{busy:>11.2f}{count / took:>9.0f}"
    print(f"{told}{done.taken:>8}{done.activities:>12}{peak:>10.0f}")


def _work() -> None:
    from opbouw.web.background.work import work_now

    work_now()


def main() -> None:
    """Both sizes, one after the other."""
    if len(sys.argv) == 3:
        _run(list(_files(Path(sys.argv[1]))), int(sys.argv[2]))
        return
    print(HEAD)
    for count in SIZES:
        with tempfile.TemporaryDirectory(prefix="opbouw-bench-") as folder:
            env = {**os.environ, "OPBOUW_DATA_DIR": folder}
            subprocess.run([sys.executable, __file__, sys.argv[1], str(count)], env=env, check=True)


if __name__ == "__main__":
    main()
