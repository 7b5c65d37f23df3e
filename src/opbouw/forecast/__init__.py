"""Where a runner stands and what may be expected: fitness, tissue capacity, reactions, weeks, steps, left and right.

Numbers for pictures, read from the days an episode was walked. Nothing here raises or lowers what is advised.
"""

from opbouw.forecast.progress import Progress, progress_of
from opbouw.forecast.walked import Days, Walked

__all__ = ["Days", "Progress", "Walked", "progress_of"]
