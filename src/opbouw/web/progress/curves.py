"""The pitfall in two curves: fitness, and what the sore tissue may carry by estimate."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from opbouw.evidence import tables
from opbouw.forecast.curves import Curves, Level
from opbouw.web.progress.drawing import Scale, Table, day_long, line
from opbouw.web.ui import say

LEFT, RIGHT, TOP, FLOOR = 34, 268, 14, 186
HIGHEST = 110.0
LEAST_WEEKS = 4
ROOM = 30.0  # two end labels of two lines closer than this would touch

# Who sets the pace: the tissue in the words of a sentence, and short for a label.
TISSUES = {"tendon": (lazy("your tendon"), lazy("tendon")), "muscle": (lazy("your muscle"), lazy("muscle"))}
SPOT = (lazy("the spot"), lazy("the spot"))


def drawn(curves: Curves, today: date) -> dict[str, Any]:
    """What the template draws, with its words and its table."""
    tissue, short = (str(word) for word in TISSUES.get(curves.tissue, SPOT))
    x = Scale(0, max(LEAST_WEEKS, curves.today.week), LEFT, RIGHT)
    y = Scale(0, HIGHEST, FLOOR, TOP)
    fit = [(x.at(one.week), y.at(one.fitness)) for one in curves.points]
    carried = [(x.at(one.week), y.at(one.capacity)) for one in curves.points]
    lower = [(x.at(one.week), y.at(min(one.fitness, one.capacity))) for one in reversed(curves.points)]
    return {
        "title": _title(curves, tissue),
        "ahead": curves.ahead,
        "tissue": tissue,
        "short": short,
        "fit": line(fit),
        "carried": line(carried),
        "gap": line([*fit, *lower]) + "Z",
        "pitfall": _pitfall(curves, x, y),
        "end_fit": fit[-1],
        "end_carried": carried[-1],
        "label_x": fit[-1][0] + 9,
        "labels": _labels(fit[-1][1], carried[-1][1]),
        "now": curves.today,
        "fitness": say.number(curves.today.fitness, 0),
        "capacity": say.number(curves.today.capacity, 0),
        "grid": [(value, y.at(value)) for value in (0, 50, 100)],
        "weeks": _weeks(x, curves.today.week),
        "words": _words(curves, tissue),
        "usual_known": curves.usual_known,
        "usual_min": say.number(float(tables.road_meta["usual_volume_unknown_min_per_week"]), 0),
        "table": Table(
            _("Fitness and tissue capacity, percent of before; tissue capacity is an estimate"),
            [_("Date"), _("Week"), _("Fitness"), _("Tissue capacity")],
            [_row(one, today) for one in reversed(curves.points)],
        ),
    }


def _title(curves: Curves, tissue: str) -> str:
    if curves.ahead:
        return _("Your fitness is ahead of %(tissue)s") % {"tissue": tissue}
    return _("Your fitness is not far ahead of %(tissue)s") % {"tissue": tissue}


def _labels(fit: float, carried: float) -> tuple[float, float]:
    """Where the words at the ends stand: moved apart where the lines end close together."""
    if abs(carried - fit) >= ROOM:
        return fit, carried
    middle = (fit + carried) / 2
    up = ROOM / 2 if carried >= fit else -ROOM / 2
    return middle - up, middle + up


def _pitfall(curves: Curves, x: Scale, y: Scale) -> tuple[float, float] | None:
    """Where the word stands: in the middle of the hatching, where that is high and wide enough for it."""
    middle = curves.points[len(curves.points) // 2]
    if not curves.ahead or middle.gap < float(tables.param("fitness_ahead_gap_points").value):
        return None
    return x.at(curves.today.week / 2), y.at(middle.capacity + middle.gap / 2) + 4


def _weeks(x: Scale, last: float) -> list[tuple[int, float]]:
    end = max(LEAST_WEEKS, int(last))
    step = next(step for step in (1, 2, 4, 8, 13, 26, 52, 104) if end <= step * 7)
    return [(week, x.at(week)) for week in range(0, end + 1, step)]


def _words(curves: Curves, tissue: str) -> str:
    """The turning points in a sentence each."""
    low, carried, now = curves.lowest_fitness, curves.lowest_capacity, curves.today
    said = {
        "tissue": tissue,
        "fit_low": say.number(low.fitness, 0),
        "fit_week": say.number(low.week, 0),
        "fit": say.number(now.fitness, 0),
        "low": say.number(carried.capacity, 0),
        "week": say.number(carried.week, 0),
        "now": say.number(now.capacity, 0),
        "this": say.number(now.week, 0),
    }
    return (
        _(
            "Fitness was lowest in week %(fit_week)s, at %(fit_low)s percent, and is at %(fit)s now, in week %(this)s. "
            "What %(tissue)s may carry is an estimate: lowest in week %(week)s, at %(low)s percent, and at %(now)s now."
        )
        % said
    )


def _row(one: Level, today: date) -> list[str]:
    figures = (one.week, one.fitness, one.capacity)
    return [day_long(one.on, today), *(say.number(value, 1 if value is one.week else 0) for value in figures)]
