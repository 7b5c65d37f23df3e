"""Pauses: where a recorder wrote nothing for a while and the runner hardly moved.

A file that has no timer, such as GPX, shows a pause only so: one sample, and long after it the next at about the same
place. A recorder that writes few samples on a straight, and one without sight in a tunnel, leave a gap with a way in
it: that is movement.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[np.float64]
# Longer than recorders that save room leave between two samples of somebody who turns or stands (mostly 7 to 10 s), and
# slower than anybody walks; what a receiver wanders in the meantime is less. Derived: docs/run-walk.md has the runs of
# which an app told the time in motion.
PAUSE_S = 20.0
STILL_M_S = 0.5


def paused(times: Column, metres: Column) -> npt.NDArray[np.bool_]:
    """Whether each step from one sample to the next is a pause, by the metres along the way.

    Where a sample has no metres, those of the nearest that has them before and after the step count. Metres that are
    the same all along measured nothing, and tell of no pause.
    """
    steps = np.diff(times)
    still: npt.NDArray[np.bool_] = steps > PAUSE_S
    known = np.isfinite(metres)
    if not still.any() or known.sum() < 2 or np.ptp(metres[known]) == 0:
        return np.zeros(steps.size, np.bool_)
    at = np.arange(times.size)
    before = np.maximum.accumulate(np.where(known, at, 0))[:-1]
    after = np.minimum.accumulate(np.where(known, at, at[-1])[::-1])[::-1][1:]
    way = np.abs(metres[after] - metres[before])
    return still & (way < STILL_M_S * (times[after] - times[before]))


def paused_s(times: Column, metres: Column) -> float:
    """Seconds of pauses in all."""
    return float(np.diff(times)[paused(times, metres)].sum())
