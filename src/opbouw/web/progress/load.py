"""Running minutes a week beside cross-training minutes: two bars, never one number."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from opbouw.forecast.weeks import Week
from opbouw.web.progress.drawing import Scale, Table, day_long, day_short, told, top_of

LEFT, RIGHT, TOP, FLOOR = 34, 350, 16, 146
MOST_NAMES = 7  # more dates under the bars would touch
WIDEST = 18.0


def drawn(weeks: Sequence[Week], today: date) -> dict[str, Any]:
    """What the template draws, with its words and its table."""
    top = top_of((value for one in weeks for value in (one.run_min, one.cross_min)), 20)
    y = Scale(0, top, FLOOR, TOP)
    step = (RIGHT - LEFT) / len(weeks)
    width = round(min(WIDEST, step * 0.38), 1)
    every = 1 if len(weeks) <= MOST_NAMES else 2
    return {
        "title": _title(weeks, today),
        "bars": [
            {
                "run": _bar(one.run_min, LEFT + step * n + step / 2 - width - 0.5, y),
                "cross": _bar(one.cross_min, LEFT + step * n + step / 2 + 0.5, y),
                "middle": round(LEFT + step * (n + 0.5), 1),
                "name": day_short(one.first) if (len(weeks) - 1 - n) % every == 0 else "",
            }
            for n, one in enumerate(weeks)
        ],
        "width": width,
        "grid": [(told(value), y.at(value)) for value in (0, top / 2, top)],
        "words": _words(weeks, today),
        "unknown": sum(one.unknown for one in weeks),
        "table": Table(
            _("Minutes a week, from Monday"),
            [_("Week of"), _("Running"), _("Cross-training")],
            [_row(one, today) for one in reversed(weeks)],
        ),
    }


def _bar(value: float | None, x: float, y: Scale) -> dict[str, Any]:
    top = None if value is None else y.at(value)
    return {"x": round(x, 1), "y": top, "height": 0.0 if top is None else round(FLOOR - top, 1)}


def _title(weeks: Sequence[Week], today: date) -> str:
    """The last week that is over; this week where there is no other."""
    over = [one for one in weeks if one.last < today]
    one = over[-1] if over else weeks[-1]
    if one.run_min is None or one.cross_min is None:
        return _("Running beside cross-training")
    said = {"run": told(one.run_min), "cross": told(one.cross_min)}
    if over:
        return _("Last week %(run)s minutes of running beside %(cross)s of cross-training") % said
    return _("This week %(run)s minutes of running beside %(cross)s of cross-training") % said


def _words(weeks: Sequence[Week], today: date) -> str:
    each = (
        _("week of %(day)s: running %(run)s, cross-training %(cross)s")
        % {"day": day_long(one.first, today), "run": told(one.run_min), "cross": told(one.cross_min)}
        for one in weeks
    )
    return "; ".join(each) + "."


def _row(one: Week, today: date) -> list[str]:
    name = day_long(one.first, today)
    name = _("%(day)s, so far") % {"day": name} if one.last >= today else name
    return [name, told(one.run_min, 1), told(one.cross_min, 1)]
