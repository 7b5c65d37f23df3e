"""What the archive says: training by day and week, the old level, lay-offs, load and clues to a cause."""

from opbouw.history.baseline import Baseline, baseline
from opbouw.history.causes import Cause, causes
from opbouw.history.daily import DayOfLoad, load_every_day
from opbouw.history.days import HasFacts, Run, Week
from opbouw.history.finding import Finding
from opbouw.history.gaps import Layoff, layoffs
from opbouw.history.load import DayLoad, load_by_day
from opbouw.history.overview import Overview, overview
from opbouw.history.returns import Return, returns

__all__ = [
    "Baseline",
    "Cause",
    "DayLoad",
    "DayOfLoad",
    "Finding",
    "HasFacts",
    "Layoff",
    "Overview",
    "Return",
    "Run",
    "Week",
    "baseline",
    "causes",
    "layoffs",
    "load_by_day",
    "load_every_day",
    "overview",
    "returns",
]
