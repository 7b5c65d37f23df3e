"""The example runner's archive: half a year of files before the complaint."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import numpy as np

from opbouw.demo.recording import Recording, record
from opbouw.demo.story import onset_of
from opbouw.demo.training import outings

DEFAULT_SEED = 7
ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def recordings(today: date, seed: int = DEFAULT_SEED) -> list[Recording]:
    """Every file of the archive with the facts in it, oldest first; the same for the same day and seed."""
    rng = np.random.default_rng(seed)
    onset = onset_of(today)
    return [record(outing, onset, number, rng) for number, outing in enumerate(outings(rng))]


def archive(today: date, seed: int = DEFAULT_SEED) -> list[tuple[str, bytes]]:
    """Name and bytes of every file, as a watch and two phones would have left them."""
    return [(made.name, made.content) for made in recordings(today, seed)]


def archive_zip(today: date, seed: int = DEFAULT_SEED) -> bytes:
    """The archive as one zip, byte for byte the same for the same day and seed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in archive(today, seed):
            made.writestr(zipfile.ZipInfo(f"activities/{name}", ZIP_TIME), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
