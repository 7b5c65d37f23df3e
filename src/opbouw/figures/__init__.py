"""Exercise figures drawn from data: one skeleton and a small pose file per exercise, as SVG of our own."""

from opbouw.figures.drawing import Drawing, outline_defs, outline_file, standalone
from opbouw.figures.library import fallback, figures_of
from opbouw.figures.pose import FigureError, Movement
from opbouw.figures.reading import movement, names

__all__ = [
    "Drawing",
    "FigureError",
    "Movement",
    "fallback",
    "figures_of",
    "movement",
    "names",
    "outline_defs",
    "outline_file",
    "standalone",
]
