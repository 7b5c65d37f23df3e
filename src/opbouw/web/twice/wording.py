"""What the page of recordings says: each recording in a line, each field with where it is from and why."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from opbouw.activities import ActivityFacts, Merged, Taken
from opbouw.web.ui import say

FIELDS: dict[str, "str | Promise"] = {
    "start": lazy("Start"),
    "sport": lazy("Kind"),
    "seconds": lazy("Time in motion"),
    "run_s": lazy("Time run"),
    "distance_m": lazy("Distance"),
    "run_m": lazy("Distance run"),
    "ascent_m": lazy("Metres of climb"),
    "heart_rate_bpm": lazy("Heart rate"),
    "cadence_spm": lazy("Steps a minute"),
    "ground_contact_ms": lazy("Ground contact"),
    "balance_left_pct": lazy("Left and right"),
}
_WHY: dict[str, "str | Promise"] = {
    "said": lazy("you said so"),
    "alone": lazy("only this one tells it"),
    "whole": lazy("it recorded from beginning to end"),
    "positions": lazy("measured by satellite"),
    "own_steps": lazy("indoors, so measured by your own steps"),
    "each_moment": lazy("measured all the way, not only as a total"),
    "pauses_out": lazy("it left out the time you stood still"),
    "names_it": lazy("it says most precisely what it was"),
    "true_clock": lazy("its clock knows the time zone"),
    "fullest": lazy("equally good; this recording tells most"),
}
_HOW: dict[str, "str | Promise"] = {
    "time": lazy("at the same time"),
    "part": lazy("one lies within the other"),
    "shape": lazy("the same course, with a clock that is off"),
    "clock": lazy("the same course, with a clock in another time zone"),
    "day": lazy("the same day and the same size"),
    "told": lazy("you said so"),
}
SPORTS: dict[str, "str | Promise"] = {
    "run": lazy("Running"),
    "treadmill": lazy("Treadmill"),
    "trail": lazy("Trail running"),
    "walk": lazy("Walking"),
    "hike": lazy("Hiking"),
    "cycle": lazy("Cycling"),
    "swim": lazy("Swimming"),
    "row": lazy("Rowing"),
    "elliptical": lazy("Elliptical"),
    "ski": lazy("Cross-country skiing"),
    "skate": lazy("Skating"),
    "strength": lazy("Strength"),
    "other": lazy("Other"),
}


def card(view: Merged[ActivityFacts], names: Mapping[str, str]) -> dict[str, Any]:
    """One activity: its recordings, how they were seen to be one, and what is taken from which."""
    shown = {one.id: name_of(one, names) for one in view.recordings}
    others = [one for one in view.recordings if one.id != view.activity.id]
    return {
        **line(view.activity, names),
        "kept": shown[view.activity.id],
        "how": ", ".join(dict.fromkeys(str(_HOW[like.how]) for _one, _other, like in view.seen)),
        "others": [line(one, names) for one in others],
        "taken": [_taken(one, shown) for one in view.taken if one.field in FIELDS],
    }


def pair(first: ActivityFacts, second: ActivityFacts, names: Mapping[str, str]) -> dict[str, Any]:
    """Two recordings beside each other."""
    return {"first": line(first, names), "second": line(second, names)}


def line(one: ActivityFacts, names: Mapping[str, str]) -> dict[str, Any]:
    """A recording in words: from which device or file, when, how far, how long."""
    parts = [_clock(one.start)] if one.start else []
    parts += [value_of("distance_m", one.distance_m)] if one.distance_m else []
    parts += [value_of("seconds", one.seconds)] if one.seconds else []
    return {
        "id": one.id,
        "name": name_of(one, names),
        "day": one.local_date,
        "sport": str(SPORTS.get(one.sport, SPORTS["other"])),
        "detail": ", ".join(parts),
    }


def name_of(one: ActivityFacts, names: Mapping[str, str]) -> str:
    """The device with the file it came in, or the file alone."""
    file = names.get(one.id, "")
    return f"{one.device} ({file})" if one.device and file else one.device or file


def _taken(one: Taken, shown: Mapping[str, str]) -> dict[str, str]:
    return {
        "field": str(FIELDS[one.field]),
        "value": value_of(one.field, one.value),
        "source": shown[one.source],
        "why": str(_WHY[one.why]),
    }


def value_of(field: str, value: Any) -> str:
    """A value with its unit."""
    if isinstance(value, datetime):
        return _clock(value)
    if field == "sport":
        return str(SPORTS.get(value, SPORTS["other"]))
    shapes = {
        "seconds": (1 / 60, 0, "min"),
        "run_s": (1 / 60, 0, "min"),
        "distance_m": (0.001, 2, "km"),
        "run_m": (0.001, 2, "km"),
        "ascent_m": (1, 0, "m"),
        "heart_rate_bpm": (1, 0, _("beats a minute")),
        "cadence_spm": (1, 0, _("steps a minute")),
        "ground_contact_ms": (1, 0, "ms"),
        "balance_left_pct": (1, 1, _("% left")),
    }
    factor, places, unit = shapes[field]
    return f"{say.number(value * factor, places)}{say.NBSP}{unit}"


def _clock(at: datetime) -> str:
    return date_format(timezone.localtime(at), "H:i")
