"""One exercise in words: how, where it is felt, dose and ladder, when not, neighbours, source and grade."""

from collections.abc import Iterable
from typing import Any

from opbouw.core.sides import ONE_SIDED
from opbouw.evidence import tables
from opbouw.evidence.rows import Exercise
from opbouw.exports.exercises import needs_word, not_given
from opbouw.figures import figures_of
from opbouw.web.daily import wording
from opbouw.web.daily.day import language
from opbouw.web.library.asked import LOOSENING, stops_of
from opbouw.web.library.growing import grows, rules_of, steps_of
from opbouw.web.library.own import Own, Turn
from opbouw.web.ui import say
from opbouw.words import evidence, exercises
from opbouw.words.register import by_ref


def card(row: Exercise, own: Own | None) -> dict[str, Any]:
    """An exercise in a list."""
    lang = language()
    turns = own.planned.get(row.id, ()) if own else ()
    return {
        "id": row.id,
        "name": say.named(row),
        "cue": wording.cue(row, own.pain_limit if own else None),
        "places": ", ".join(exercises.place(one, lang) for one in row.target_region),
        "level": row.level if row.phase != LOOSENING else None,
        "dose": wording.dose(turns[0].dose) if turns else "",
        "hidden": bool(own and row.id in own.hidden),
    }


def whole(row: Exercise, own: Own | None) -> dict[str, Any]:
    """Everything the page of one exercise says."""
    lang = language()
    figures = figures_of(row.id)
    turns = own.planned.get(row.id, ()) if own else ()
    return {
        **card(row, own),
        "stops": [say.phase_word(one) for one in say.PHASES if one in stops_of(row, own.injury if own else None)],
        "how": figures[0].alt[lang] if figures else "",
        "steps": [pose.label[lang] for pose in figures[0].named] if figures else [],
        "marked": bool(figures and figures[0].highlight),
        "spared": bool(figures and figures[0].spare),
        "checked": bool(figures and figures[0].reviewed_by and figures[0].reviewed_on),
        "felt": exercises.muscles_felt(row, lang),
        "things": exercises.things(row, lang),
        "start": wording.dose(_start(row)),
        "one_sided": row.id in ONE_SIDED,
        "tempo": exercises.tempo(row, lang),
        "often": exercises.frequency(row, lang),
        "turns": [_turn(one) for one in turns],
        "side": (turns[0].dose.get("first_side") or "") if turns else "",
        "own_level": own.level if own and row.phase != LOOSENING else None,
        **_growth(row, turns),
        **_when_not(row, own, bool(turns)),
        "easier": _cards(row.progression_of, own),
        "harder": _cards(row.next, own),
        "source": _source(row),
    }


def _start(row: Exercise) -> dict[str, Any]:
    return {"sets": row.sets, "reps": row.reps, "hold_s": row.hold_s}


def _turn(turn: Turn) -> dict[str, Any]:
    return {"on": turn.on, "session": turn.session, "dose": wording.dose(turn.dose)}


def _growth(row: Exercise, turns: tuple[Turn, ...]) -> dict[str, Any]:
    steps = steps_of(row, turns)
    shown = [{"dose": wording.dose(one.dose), "here": one.here, "first": at == 0} for at, one in enumerate(steps)]
    return {"ladder": shown, "grows": grows(row), "rules": rules_of(row)}


def _when_not(row: Exercise, own: Own | None, planned: bool) -> dict[str, Any]:
    """The rows of the tables that keep an exercise away, and which of them are about this runner's injury."""
    lang, injury = language(), own.injury if own else None
    return {
        "impact": row.impact > 0,
        "release": exercises.RELEASE in row.exercise_group,
        "sore": exercises.sore_places(row, lang),
        "not_with": exercises.not_with(row, lang),
        "not_mine": not_given(row, injury),
        "agreed_first": needs_word(row, injury) and not planned,
        "pain_limit": own.pain_limit if own else None,
        "swapped": [one["text"] for one in own.reasons if one["params"].get("exercise") == row.id] if own else [],
    }


def _cards(ids: Iterable[str], own: Own | None) -> list[dict[str, Any]]:
    return [card(tables.exercises[one], own) for one in ids]


def _source(row: Exercise) -> dict[str, Any]:
    """Where the exercise and its dose come from, as the evidence register has it."""
    found = evidence.entry(by_ref()[f"exercises:{row.id}"], language())
    return {
        "ref": found.ref,
        "citations": [text for _id, text in found.citations],
        "grade": found.grade_word,
        "confidence": found.confidence,
        "derived": found.derived,
    }
