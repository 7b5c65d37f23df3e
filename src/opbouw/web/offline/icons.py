"""Draws the icons of the home screen from the shapes of the logo: `python -m opbouw.web.offline.icons FOLDER`.

Only plain pixels are needed, so no drawing library is: a shape is a distance, and an edge is smooth where the distance
is less than half a pixel.
"""

import struct
import sys
import zlib
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.float64]
BLUE, WHITE, YELLOW = (0x1D, 0x3D, 0x8C), (0xFF, 0xFF, 0xFF), (0xF2, 0xB9, 0x2D)
UNITS = 40.0  # the logo's own square
STEPS = ((7, 31), (14, 31), (14, 25), (21, 25), (21, 19), (28, 19), (28, 13), (33, 13))
SUN = ((31.0, 8.5), 3.6)
TICK = ((9, 21), (17, 29)), ((17, 29), (32, 12))
PLUS = ((20, 9), (20, 31)), ((9, 20), (31, 20))


def _line(x: Pixels, y: Pixels, start: tuple[float, float], end: tuple[float, float]) -> Pixels:
    """Distance to a line from one point to another."""
    (ax, ay), (bx, by) = start, end
    length = (bx - ax) ** 2 + (by - ay) ** 2
    along = np.clip(((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length, 0, 1)
    return np.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay))


def _square(x: Pixels, y: Pixels, round_by: float) -> Pixels:
    """Distance to a square with round corners that fills the picture."""
    half = UNITS / 2
    dx, dy = np.abs(x - half) - (half - round_by), np.abs(y - half) - (half - round_by)
    inside = np.minimum(np.maximum(dx, dy), 0)
    return np.hypot(np.maximum(dx, 0), np.maximum(dy, 0)) + inside - round_by


def _paint(under: Pixels, distance: Pixels, colour: tuple[int, int, int], unit: float) -> Pixels:
    cover = np.clip(0.5 - distance * unit, 0, 1)[..., None]
    return under * (1 - cover) + np.array([*colour, 255.0]) * cover


def draw(size: int, *, round_by: float = 9.0, scale: float = 1.0, strokes: Any = None) -> NDArray[np.uint8]:
    """A picture of `size` pixels: the logo, or white strokes; `scale` below 1 leaves room for a mask."""
    unit = size / UNITS
    across = (np.arange(size) + 0.5) / unit
    x, y = np.meshgrid(across, across)
    picture = _paint(np.zeros((size, size, 4)), _square(x, y, round_by), BLUE, unit)
    middle = UNITS / 2
    u, v = middle + (x - middle) / scale, middle + (y - middle) / scale
    for start, end in strokes or pairwise(STEPS):
        picture = _paint(picture, (_line(u, v, start, end) - 1.8) * scale, WHITE, unit)
    if strokes is None:
        (cx, cy), radius = SUN
        picture = _paint(picture, (np.hypot(u - cx, v - cy) - radius) * scale, YELLOW, unit)
    return np.round(picture).astype(np.uint8)


def png(picture: NDArray[np.uint8]) -> bytes:
    """The picture as a PNG file."""
    height, width, _ = picture.shape
    rows = b"".join(b"\0" + row.tobytes() for row in picture)
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


ICONS: Mapping[str, Mapping[str, Any]] = {
    "icon-180.png": {"size": 180, "round_by": 0.0},
    "icon-192.png": {"size": 192},
    "icon-512.png": {"size": 512},
    "icon-mask.png": {"size": 512, "round_by": 0.0, "scale": 0.72},
    "shortcut-check.png": {"size": 96, "strokes": TICK},
    "shortcut-day.png": {"size": 96},
    "shortcut-log.png": {"size": 96, "strokes": PLUS},
}


def main(folder: Path) -> None:
    """Write every icon into a folder."""
    for name, how in ICONS.items():
        (folder / name).write_bytes(png(draw(**how)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
