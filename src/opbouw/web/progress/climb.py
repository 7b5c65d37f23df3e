"""The way up the ladder: each step up, repeat and step back, and why."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opbouw import words
from opbouw.forecast.moves import Move
from opbouw.web.progress.drawing import Scale, Table, day_long, day_short, days_scale

LEFT, RIGHT, TOP, FLOOR = 26, 350, 14, 146
HALF_YEAR = timedelta(days=182)  # what fits the width; older moves stay in the history
LISTED = 5
LOOKS = {"start": "go", "up": "go", "repeat": "repeat", "back": "back", "left": "wait", "other": "wait"}


def drawn(moves: Sequence[Move], step: int | None, today: date, lang: str) -> dict[str, Any] | None:
    """What the template draws, with its words and its table; None before the first step."""
    if not moves:
        return None
    shown = [one for one in moves if one.on >= today - HALF_YEAR]
    before = [one for one in moves if one.on < today - HALF_YEAR]
    first = shown[0].on if not before and shown else max(moves[0].on, today - HALF_YEAR)
    start = before[-1].n if before else None
    steps = [one.n for one in (*shown, *before[-1:]) if one.n is not None] + [step or 1]
    of = moves[-1].of or 0
    x, y = days_scale(first, today, LEFT, RIGHT), Scale(1, max(*steps, of, 2), FLOOR, TOP)
    rows = [_row(one, today, lang) for one in reversed(shown)]
    return {
        "title": _title(moves, step, today),
        "path": _path(shown, start, first, today, x, y),
        "marks": [_mark(one, x, y) for one in shown if one.kind in ("repeat", "back") and one.n is not None],
        "ends": (day_short(first), _("today")),
        "here": None if step is None else (x.on(today), y.at(step)),
        "ticks": [(number, y.at(number)) for number in _ticks(int(y.high))],
        "list": rows[:LISTED],
        "earlier": bool(before),
        "words": "; ".join(f"{row['day']}: {row['what']}" for row in reversed(rows)) + ".",
        "table": Table(
            _("Every move on the ladder"),
            [_("Date"), _("What"), _("Why")],
            [[row["day"], row["what"], row["why"]] for row in rows],
        ),
    }


def _title(moves: Sequence[Move], step: int | None, today: date) -> str:
    if step is None:
        return _("Not on the ladder at the moment")
    first = next(one for one in moves if one.kind == "start")
    weeks = max(1, round((today - first.on).days / 7))
    said = {"first": first.n, "now": step, "weeks": weeks}
    return (
        ngettext(
            "From step %(first)s to step %(now)s in %(weeks)s week",
            "From step %(first)s to step %(now)s in %(weeks)s weeks",
            weeks,
        )
        % said
    )


def _path(moves: Sequence[Move], start: int | None, first: date, today: date, x: Scale, y: Scale) -> str:
    """A stair: level until a move; broken while the ladder was left."""
    parts, now = [], start
    if now is not None:
        parts.append(f"M{x.on(first):g} {y.at(now):g}")
    for one in moves:
        here = f"{x.on(one.on):g}"
        if one.n is None:
            parts.append(f"H{here}" if now is not None else "")
        elif now is None:
            parts.append(f"M{here} {y.at(one.n):g}")
        else:
            parts.append(f"H{here}V{y.at(one.n):g}")
        now = one.n
    return "".join(parts) + (f"H{x.on(today):g}" if now is not None else "")


def _mark(one: Move, x: Scale, y: Scale) -> dict[str, Any]:
    return {"kind": one.kind, "x": x.on(one.on), "y": y.at(one.n or 1)}


def _ticks(high: int) -> list[int]:
    step = next(step for step in (1, 2, 3, 5, 10, 20, 50) if high <= step * 7)
    return [1, *range(step if step > 1 else 2, high + 1, step)]


def _row(one: Move, today: date, lang: str) -> dict[str, str]:
    why = " ".join(words.say(code, params, lang) for code, params in one.why)
    return {"day": day_long(one.on, today), "look": LOOKS[one.kind], "what": _what(one), "why": why or _calm(one)}


def _what(one: Move) -> str:
    texts = {
        "start": _("start at step %(n)s"),
        "up": _("up to step %(n)s"),
        "repeat": _("step %(n)s once more"),
        "back": _("back to step %(n)s") if one.n != one.was else _("lighter at step %(n)s"),
        "left": _("off the ladder for now"),
        "other": _("another ladder, at step %(n)s"),
    }
    return texts[one.kind] % {"n": one.n}


def _calm(one: Move) -> str:
    """Why, where no rule held: the clean runs of a step up, the gate of a start."""
    if one.kind == "up" and one.of is not None and one.was is not None and one.was <= one.of:
        return ngettext("%(n)s run went well.", "%(n)s runs went well.", one.clean) % {"n": one.clean}
    if one.kind == "up":
        return _("Your runs went well.")
    return _("The gate to rebuilding opened.") if one.kind == "start" else ""
