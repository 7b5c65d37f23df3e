"""Exercises on paper: the strip of the figure, the dose, the cue and when to stop; four on a page of A4."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from opbouw.core.sides import ONE_SIDED
from opbouw.evidence import tables
from opbouw.evidence.rows import Exercise
from opbouw.exports.typeset import Plain, day_of, pdf_from, shown
from opbouw.figures import Movement, figures_of, standalone
from opbouw.words import exercises as said
from opbouw.words import name
from opbouw.words.fill import list_of, lower_first, when

LOOK = "exercises"  # the name of the template, of the sentences and of the style of the figures
MOST = 40  # ten pages; more than anybody hangs on a wall


@dataclass(frozen=True, slots=True)
class Wanted:
    """One exercise for the sheet with the doses of the plan by day; none of them where the plan does not have it."""

    id: str
    turns: tuple[tuple[date, Mapping[str, Any]], ...] = ()


@dataclass(frozen=True, slots=True)
class For:
    """For whom the sheet is: a name or none, the injury, and the pain (0-10) above which an exercise is left out."""

    name: str = ""
    injury: str | None = None
    pain_limit: int | None = None


@dataclass(frozen=True, slots=True)
class Pose:
    """One picture of a strip."""

    label: str
    svg: str


@dataclass(frozen=True, slots=True)
class Item:
    """One exercise as it stands on the paper; ``alt`` says the whole movement, ``mirrored`` shows the other leg."""

    name: str
    doses: tuple[str, ...]
    note: str
    tempo: str
    cue: str
    felt: str
    stop: tuple[str, ...]
    alt: str
    poses: tuple[Pose, ...]
    mirrored: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that stands on the pages."""

    lang: str
    on: date
    title: str
    who: str
    made: str
    page: str
    stop_title: str
    always: str
    foot: str
    items: tuple[Item, ...]


@cache
def _texts() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(resources.files("opbouw.exports").joinpath(f"{LOOK}.toml").read_text(encoding="utf-8"))


@cache
def _style() -> str:
    return resources.files("opbouw.exports").joinpath(f"{LOOK}.css").read_text(encoding="utf-8")


def _say(key: str, lang: str, **values: Any) -> str:
    return _texts()[key][lang].format(**values)


def sheet_of(wanted: Sequence[Wanted], lang: str, on: date, to: For) -> Sheet:
    """The sheet in words and pictures, in one language.

    :raises ValueError: for no exercise, or for more than ``MOST``.
    :raises KeyError: for an exercise that no table has.
    """
    if not 0 < len(wanted) <= MOST:
        raise ValueError(f"{len(wanted)} exercises on a sheet; choose 1 to {MOST}")
    return Sheet(
        lang=lang,
        on=on,
        title=_say("title", lang),
        who=to.name,
        made=_say("made", lang, on=when(on, lang, year=True)),
        page=_texts()["page"][lang],
        stop_title=_say("stop", lang),
        always=" ".join(_always(wanted, lang)),
        foot=name("text", "purpose", lang),
        items=tuple(_item(one, lang, to) for one in wanted),
    )


def _always(wanted: Iterable[Wanted], lang: str) -> Iterable[str]:
    """What holds for the whole sheet, and that a drawing on it was not looked at by a professional."""
    yield _say("always", lang)
    drawn = [figure for one in wanted for figure in figures_of(one.id)]
    if not all(figure.reviewed_by and figure.reviewed_on for figure in drawn):
        yield _say("not_checked", lang)


def not_given(row: Exercise, injury: str | None) -> bool:
    """Whether the tables never give an exercise with this injury."""
    return injury is not None and (
        row.id in tables.injury_exercises[injury].avoid or injury in row.contraindicated_injuries
    )


def needs_word(row: Exercise, injury: str | None) -> bool:
    """Whether a doctor or physio has to say first that an exercise is allowed with this injury."""
    if injury is None:
        return False
    mine = tables.injury_exercises[injury]
    return mine.needs_agreement or row.id in mine.locked_until_clearance


def _item(one: Wanted, lang: str, to: For) -> Item:
    row = tables.exercises[one.id]
    figures = figures_of(one.id)
    felt = said.muscles_felt(row, lang)
    return Item(
        name=str(getattr(row, f"name_{lang}")),
        doses=tuple(_doses(row, one.turns, lang)),
        note="" if one.turns else _say("not_planned", lang),
        tempo=said.tempo(row, lang),
        cue=said.cue(row, lang, to.pain_limit),
        felt=_say("felt", lang, places=list_of([lower_first(part) for part in felt], lang)) if felt else "",
        stop=tuple(_stops(row, lang, to, planned=bool(one.turns))),
        alt=figures[0].alt[lang] if figures else "",
        poses=tuple(_poses(figures[0], lang)) if figures else (),
        mirrored=bool(figures and one.turns) and figures[0].mirrored_for(one.turns[0][1].get("first_side")),
    )


def _doses(row: Exercise, turns: Iterable[tuple[date, Mapping[str, Any]]], lang: str) -> Iterable[str]:
    """Each dose of the plan with its days; the dose of the table where the plan does not have the exercise."""
    days: dict[str, list[str]] = {}
    for on, dose in turns:
        days.setdefault(said.dose(dose, lang), []).append(when(on, lang))
    if days:
        yield from (_say("planned", lang, dose=dose, days=list_of(on, lang)) for dose, on in days.items())
        return
    start = said.dose({"sets": row.sets, "reps": row.reps, "hold_s": row.hold_s}, lang)
    side = f", {_say('each_side', lang)}" if row.id in ONE_SIDED else ""
    yield f"{start}{side}"


def _stops(row: Exercise, lang: str, to: For, *, planned: bool) -> Iterable[str]:
    """When to stop or not to begin, the most careful first."""
    if not_given(row, to.injury):
        yield _say("not_with_mine", lang)
    elif needs_word(row, to.injury) and not planned:
        yield _say("agreed_first", lang)
    if row.impact:
        yield _say("impact", lang)
    known = to.pain_limit is not None
    yield _say("pain_limit", lang, limit=to.pain_limit) if known else _say("no_pain_limit", lang)
    if said.RELEASE in row.exercise_group:
        yield _say("release", lang)
    places = said.sore_places(row, lang)
    if places:
        yield _say("sore", lang, places=", ".join(places))


def _poses(movement: Movement, lang: str) -> Iterable[Pose]:
    named = movement.named
    for pose in named:
        yield Pose(pose.label[lang], standalone(movement, lang, _style(), pose.id, trace=pose is named[-1]))


def plain(sheet: Sheet) -> Plain:
    """The sheet as its template reads it."""
    made = asdict(sheet)
    on = made.pop("on")
    return {**shown(made), **day_of(on)}


def pdf_of(sheet: Sheet) -> bytes:
    """The sheet as a file; the same sheet gives the same bytes.

    :raises TypesetError: when it could not be laid out.
    """
    return pdf_from(LOOK, plain(sheet))
