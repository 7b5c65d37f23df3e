"""Pain during each run and on the morning after, between the limits that held on that day."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opbouw.forecast.reactions import Bounds, Reaction, Reactions
from opbouw.web.progress.drawing import Scale, Table, day_long, day_short, days_scale, told, top_of

LEFT, RIGHT, TOP, FLOOR = 26, 282, 12, 168
BARS_TOP, BARS_FLOOR, BAR = 196, 232, 6
LOW_TOP, HIGH_TOP = 7.0, 10.0
LEAST_LABEL = 12.0  # a band lower than its word gets none


def drawn(found: Reactions, today: date) -> dict[str, Any]:
    """What the template draws, with its words and its table."""
    pains = [one for run in found.runs for one in (run.during, run.morning)] + [pain for _on, pain in found.mornings]
    top = HIGH_TOP if max((pain for pain in pains if pain is not None), default=0.0) > LOW_TOP - 1 else LOW_TOP
    x = days_scale(found.first, found.last + timedelta(days=1), LEFT, RIGHT)
    y = Scale(0, top, FLOOR, TOP)
    most = top_of((run.minutes for run in found.runs), 10)
    bars = Scale(0, most, BARS_FLOOR, BARS_TOP)
    half = (x.on(found.first + timedelta(days=1)) - x.on(found.first)) / 2
    return {
        "title": _title(found),
        "zones": [zone for one in found.bounds for zone in _zones(one, x, y, top)],
        "names": _names(found.bounds[-1], y, top) if found.bounds else [],
        "runs": [_run(run, x, y, bars, half) for run in found.runs],
        "mornings": [(round(x.on(on) + half, 1), y.at(pain)) for on, pain in found.mornings],
        "ticks": [(value, y.at(value)) for value in range(0, int(top) + 1, 2)],
        "days": [
            (day_short(day), round(x.on(day) + half, 1))
            for day in (found.first + timedelta(days=7 * n) for n in range(4))
        ],
        "most": (told(most), bars.at(most)),
        "words": _words(found),
        "read": _read(found, today),
        "table": Table(
            _("Pain (0-10) for each run, the limits of that day, and minutes of running"),
            [_("Date"), _("During"), _("Morning after"), _("Goes on up to"), _("Repeats up to"), _("Minutes")],
            [_row(run, today) for run in reversed(found.runs)],
        ),
        "table_mornings": Table(
            _("Pain (0-10) on mornings that followed no run"),
            [_("Date"), _("Pain")],
            [[day_long(on, today), told(pain, 1)] for on, pain in reversed(found.mornings)],
        ),
    }


def _title(found: Reactions) -> str:
    runs = len(found.runs)
    if not runs:
        return _("No runs in these four weeks")
    within = sum(run.within is True for run in found.runs)
    if within == runs:
        return ngettext("Your run stayed within its limit", "All %(runs)s runs stayed within the limit", runs) % {
            "runs": runs
        }
    return ngettext(
        "%(within)s of %(runs)s run stayed within its limit",
        "%(within)s of %(runs)s runs stayed within the limit",
        runs,
    ) % {"within": within, "runs": runs}


def _zones(one: Bounds, x: Scale, y: Scale, top: float) -> list[dict[str, Any]]:
    """Three bands for the days with these limits; the edge lies half a point above the last number that fits."""
    left, right = x.on(one.first), x.on(one.last + timedelta(days=1))
    edges = (0.0, one.progress + 0.5, max(one.hold, one.progress) + 0.5, top)
    bands = []
    for look, low, high in zip(("go", "repeat", "back"), edges[:-1], edges[1:], strict=True):
        upper, lower = y.at(min(top, high)), y.at(min(top, low))
        if lower > upper:
            sizes = {"width": round(right - left, 1), "height": round(lower - upper, 1)}
            bands.append({"look": look, "x": left, "y": upper, **sizes})
    return bands


def _names(one: Bounds, y: Scale, top: float) -> list[tuple[str, str, float]]:
    words = {"go": _("go on"), "repeat": _("repeat"), "back": _("step back")}
    bands = _zones(one, Scale(0, 1, 0, 1), y, top)
    return [
        (band["look"], words[band["look"]], round(band["y"] + band["height"] / 2 + 4, 1))
        for band in bands
        if band["height"] >= LEAST_LABEL
    ]


def _run(run: Reaction, x: Scale, y: Scale, bars: Scale, half: float) -> dict[str, Any]:
    here = round(x.on(run.on) + half, 1)
    height = None if run.minutes is None else round(BARS_FLOOR - bars.at(run.minutes), 1)
    return {
        "x": here,
        "next": round(min(here + 2 * half, RIGHT + 2), 1),
        "during": None if run.during is None else y.at(run.during),
        "morning": None if run.morning is None else y.at(run.morning),
        "bar_x": round(here - BAR / 2, 1),
        "bar_y": None if run.minutes is None else bars.at(run.minutes),
        "bar_h": height,
    }


def _read(found: Reactions, today: date) -> str:
    """The runs above the limit and those without a word, by name; or that all is calm."""
    over = ", ".join(day_long(run.on, today) for run in found.runs if run.within is False)
    silent = ", ".join(day_long(run.on, today) for run in found.runs if run.during is None)
    said = []
    if over:
        said.append(
            _("Above the limit of that day: %(days)s. After such a run nothing is added first.") % {"days": over}
        )
    if silent:
        said.append(_("Pain was not told on %(days)s. What is not told does not count as good.") % {"days": silent})
    return " ".join(said) or _calm(found)


def _calm(found: Reactions) -> str:
    if found.runs:
        return _("Every run stayed within the limit that held on its day. That is what the next step asks.")
    if found.mornings:
        return _("There was no run yet to react to. The dots are your mornings; a day without a dot was not told.")
    return _("Nothing was told in these four weeks.")


def _words(found: Reactions) -> str:
    during = [run.during for run in found.runs if run.during is not None]
    after = [run.morning for run in found.runs if run.morning is not None]
    said = [_("%(runs)s runs in four weeks.") % {"runs": len(found.runs)}]
    if during:
        said.append(
            _("Pain during running between %(low)s and %(high)s.")
            % {"low": told(min(during), 1), "high": told(max(during), 1)}
        )
    if after:
        said.append(
            _("On the morning after between %(low)s and %(high)s.")
            % {"low": told(min(after), 1), "high": told(max(after), 1)}
        )
    return " ".join(said)


def _row(run: Reaction, today: date) -> list[str]:
    limits = [told(run.progress), told(run.hold)]
    return [day_long(run.on, today), told(run.during, 1), told(run.morning, 1), *limits, told(run.minutes, 1)]
