"""When the runner may be back: the range of the decision beside the rule of thumb, and the answer about the goal."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from opbouw import words
from opbouw.web.progress.drawing import Scale, Table, day_long, day_short, days_scale, month_of, month_ticks
from opbouw.web.ui import say

LEFT, RIGHT, TOP = 12, 348, 30
ROW, BAND, EDGE = 44, 16, 24
LOOKS = {"feasible": "go", "tight": "repeat", "not_feasible": "back", "unknown": "wait"}
Decision = Mapping[str, Any]


def drawn(decision: Decision, today: date) -> dict[str, Any] | None:
    """The range as bars, one a phase that is still to come; None while nothing can be said of it."""
    stretches = [one for one in decision["road"] if one["phase"] != "keep_running" and one["to_high"]]
    if not stretches or decision["open_flags"] or decision["locked"] or decision["verdict"] == "stop":
        return None
    thumb = decision["rule_of_thumb"]
    back_on = _day(thumb["back_on"]) if thumb else None
    goal = decision["goal"]
    goal_on = _day(goal["on"]) if goal and goal["on"] else None
    ends = [_day(one["to_high"]) for one in stretches]
    shown = [on for on in (back_on, goal_on) if on is not None and on > today]
    last = max([*ends, *shown]) + timedelta(days=7)
    x = days_scale(today, last, LEFT, RIGHT)
    rows = [_bar(one, x, TOP + ROW * n, today) for n, one in enumerate(stretches)]
    floor = TOP + ROW * len(rows)
    return {
        "range": rows[-1],
        "rows": rows,
        "floor": floor,
        "height": floor + 40,
        "months": _months(month_ticks(today, last), x, today.year),
        "thumb": _line(x, back_on, today),
        "goal": _line(x, goal_on, today),
        "thumb_day": day_long(back_on, today) if back_on else "",
        "thumb_past": back_on is not None and back_on <= today,
        "weeks_off": say.number(thumb["weeks_off"]) if thumb else "",
        "weeks_back": say.number(2 * thumb["weeks_off"]) if thumb else "",
        "old": rows[-1]["phase"] == "rebuild",
        "baseline": _old_level(decision),
        "words": _words(rows, back_on, today),
        "table": Table(
            _("When each phase may be done; estimates"),
            [_("Phase"), _("Earliest"), _("Middle"), _("Late")],
            [[row["name"], row["low"], row["mid"], row["high"]] for row in rows],
        ),
    }


def _day(text: str | date) -> date:
    return text if isinstance(text, date) else date.fromisoformat(text)


def _bar(one: Mapping[str, Any], x: Scale, top: float, today: date) -> dict[str, Any]:
    low, mid, high = (_day(one[name]) for name in ("to_low", "to_mid", "to_high"))
    return {
        "phase": one["phase"],
        "name": say.phase_word(one["phase"]),
        "low": day_long(low, today),
        "mid": day_long(mid, today),
        "high": day_long(high, today),
        "wide": high > low,
        "x": x.on(low),
        "width": max(3.0, round(x.on(high) - x.on(low), 1)),
        "mid_x": x.on(mid),
        "end_x": x.on(high),
        "y": top,
        "middle_y": top + BAND / 2,
        "height": BAND,
        "text_y": top - 6,
    }


def _line(x: Scale, on: date | None, today: date) -> dict[str, Any] | None:
    if on is None or on <= today:
        return None
    place = x.on(on)
    return {"x": place, "name": day_short(on), "anchor": "end" if place > (LEFT + RIGHT) / 2 else "start"}


def _months(days: Sequence[date], x: Scale, year: int) -> list[tuple[str, float, str]]:
    """The name of each month, with its year where that is another one than before; its place, and how it fits there."""
    found = []
    for day in days:
        name = day_short(day) if day.year == year else month_of(day)
        place, year = x.on(day), day.year
        anchor = "start" if place < LEFT + EDGE else "end" if place > RIGHT - EDGE else "middle"
        found.append((name, place, anchor))
    return found


def _old_level(decision: Decision) -> str:
    known = decision["baseline"] and decision["baseline"]["weekly_km"]
    return say.number(known, 0) if known else ""


def _words(rows: list[dict[str, Any]], back_on: date | None, today: date) -> str:
    said = [
        _("%(phase)s may be done between %(low)s and %(high)s, the middle is %(mid)s.")
        % {"phase": row["name"], "low": row["low"], "mid": row["mid"], "high": row["high"]}
        for row in rows
    ]
    if back_on is not None:
        said.append(_("The rule of thumb comes to %(day)s.") % {"day": day_long(back_on, today)})
    return " ".join(said)


def goal_answer(decision: Decision, today: date, lang: str) -> dict[str, Any] | None:
    """Whether the goal fits, in words, and what does fit; None without a goal."""
    goal = decision["goal"]
    if goal is None:
        return None
    off = bool(decision["open_flags"] or decision["locked"] or decision["verdict"] == "stop")
    verdict = "unknown" if off else goal["verdict"]
    earliest = _day(goal["earliest_on"]) if goal["earliest_on"] and not off else None
    return {
        "name": _goal_name(goal, today, lang),
        "look": LOOKS[verdict],
        "verdict": words.name("goal_verdict", verdict, lang),
        "earliest": day_long(earliest, today) if earliest else "",
        "alternatives": [] if off else [_instead(one, goal["on"], today, lang) for one in goal["alternatives"]],
    }


def _goal_name(goal: Mapping[str, Any], today: date, lang: str) -> str:
    what = words.name("goal", goal["kind"], lang)
    if goal["distance_km"] is not None:
        what = f"{what}, {say.number(goal['distance_km'])}{say.NBSP}km"
    return _("%(what)s on %(day)s") % {"what": what, "day": day_long(_day(goal["on"]), today)} if goal["on"] else what


def _instead(one: Mapping[str, Any], wished: str | None, today: date, lang: str) -> dict[str, str]:
    what = words.name("goal", one["kind"], lang)
    if one["distance_km"] is not None:
        what = _("%(km)s km, easy") % {"km": say.number(one["distance_km"])}
    if not one["on"]:
        return {"what": what, "when": ""}
    when = _("on %(day)s") if one["on"] == wished else _("from %(day)s")
    return {"what": what, "when": when % {"day": day_long(_day(one["on"]), today)}}
