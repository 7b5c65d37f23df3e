"""What became other between two decisions, in words: what it is, what it was, what it became."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from opbouw.words.fill import amount, list_of, lower_first, number, texts
from opbouw.words.names import name


def change_in_words(change: Mapping[str, Any], lang: str) -> dict[str, str]:
    """One change ``{what, was, now}`` with all three in words.

    :raises KeyError: for a change without words.
    """
    what, told = change["what"], TOLD[change["what"]]
    return {
        "what": texts(lang)["changed"][what],
        "was": _or_nothing(told, change["was"], lang),
        "now": _or_nothing(told, change["now"], lang),
    }


Told = Callable[[Any, str], str]


def _or_nothing(told: Told, value: Any, lang: str) -> str:
    return texts(lang)["text"]["not_there"] if value is None or value == [] else told(value, lang)


def _named(kind: str) -> Told:
    """The name of an id, or the id itself where an older version knew it and this one does not."""

    def told(id: str, lang: str) -> str:
        try:
            return name(kind, id, lang)
        except KeyError:
            return id

    return told


def _yes_no(value: bool, lang: str) -> str:
    return texts(lang)["text"]["yes" if value else "no"]


def _minutes(value: float, lang: str) -> str:
    return amount(value, "min", lang)


def _flags(ids: list[str], lang: str) -> str:
    return list_of([lower_first(_named("flag_short")(one, lang)) for one in ids], lang)


def _see(see: Mapping[str, str], lang: str) -> str:
    return f"{_named('who')(see['who'], lang)}, {_named('how_soon')(see['how_soon'], lang)}"


def _gate(gate: Mapping[str, int], lang: str) -> str:
    return texts(lang)["text"]["met_of"].format(met=gate["met"], of=gate["of"])


def _kind(kind: str, lang: str) -> str:
    return _yes_no(kind == "decision", lang)


TOLD: Mapping[str, Told] = {
    "kind": _kind,
    "verdict": _named("verdict"),
    "flags": _flags,
    "see": _see,
    "locked": _yes_no,
    "phase": _named("phase"),
    "stage": number,
    "most_minutes": _minutes,
    "gate": _gate,
    "running_allowed": _yes_no,
    "run_today": _minutes,
    "run_week": _minutes,
    "cross_week": _minutes,
    "sets_week": number,
}
