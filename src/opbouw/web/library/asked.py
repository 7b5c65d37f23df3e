"""What is asked of the library, read from the address, and the exercises that fit; what is not known is not asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from django.http import QueryDict
from django.utils.translation import gettext as _

from opbouw.core.fitting import AT_HOME, has_equipment
from opbouw.evidence import tables
from opbouw.evidence.rows import Exercise
from opbouw.web.library.own import Own
from opbouw.web.library.searching import found
from opbouw.web.ui import say
from opbouw.words import exercises

MOST_LETTERS = 100
LOOSENING = 2  # the phase column of the exercise table
STOPS = say.PHASES[1:]
AT_HAND, OWNED = "nothing", "own"  # only what every home has; also what the runner has
PLAN, HIDDEN = "plan", "hidden"
Options = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """Words, a stop of the road, a place, a muscle, what there is to do it with, whose, and which page."""

    words: str = ""
    phase: str = ""
    place: str = ""
    muscle: str = ""
    thing: str = ""
    only: str = ""
    page: int = 1

    @property
    def narrowed(self) -> bool:
        """Whether anything is asked for besides words."""
        return bool(self.phase or self.place or self.muscle or self.thing or self.only)


def stops_of(row: Exercise, injury: str | None = None) -> frozenset[str]:
    """Where on the road an exercise belongs: loosening, strengthening, once running, and what is kept up after it.

    :param injury: whose upkeep list counts; without one that of any injury.
    """
    lists = [tables.injury_exercises[injury]] if injury else tables.injury_exercises.values()
    kept = {"keep_running"} if any(row.id in one.upkeep for one in lists) else set()
    first = "loosen" if row.phase == LOOSENING else "rebuild" if row.impact else "strengthen"
    return frozenset({first, *kept})


def asked(query: QueryDict) -> Asked:
    """Read the address."""
    page = query.get("page", "")
    return Asked(
        words=query.get("q", "").strip()[:MOST_LETTERS],
        phase=_known(query, "phase", STOPS),
        place=_known(query, "place", _places()),
        muscle=_known(query, "muscle", _muscles()),
        thing=_known(query, "with", (AT_HAND, OWNED, *_things())),
        only=_known(query, "only", (PLAN, HIDDEN)),
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 4 else 1,
    )


def _known(query: QueryDict, name: str, values: Iterable[str]) -> str:
    value = query.get(name, "")
    return value if value in values else ""


def fitting(wanted: Asked, own: Own | None) -> list[Exercise]:
    """The exercises that fit: those of the runner's plan first, what the runner hid last, the nearest names first."""
    near = found(wanted.words)
    rows = [row for row in tables.exercises.values() if row.id in near and all(_tests(row, wanted, own))]
    hidden, planned = (own.hidden, own.planned) if own else (frozenset(), {})
    return sorted(
        rows, key=lambda row: (row.id in hidden, row.id not in planned, near[row.id], row.phase, row.impact, row.level)
    )


def _tests(row: Exercise, wanted: Asked, own: Own | None) -> Iterable[bool]:
    yield not wanted.phase or wanted.phase in stops_of(row, own.injury if own else None)
    yield not wanted.place or wanted.place in row.target_region
    yield not wanted.muscle or bool(_muscles()[wanted.muscle] & set(row.muscle_group))
    yield not wanted.thing or _has(row, wanted.thing, own)
    yield wanted.only != PLAN or bool(own and row.id in own.planned)
    yield wanted.only != HIDDEN or bool(own and row.id in own.hidden)


def _has(row: Exercise, thing: str, own: Own | None) -> bool:
    if thing == AT_HAND:
        return has_equipment(AT_HOME, row)
    if thing == OWNED:
        return has_equipment(AT_HOME | (own.things if own else frozenset()), row)
    return thing in row.equipment


@cache
def _places() -> tuple[str, ...]:
    """Places in the order of the table of regions, from the foot up."""
    used = {place for row in tables.exercises.values() for place in row.target_region}
    return (*(one for one in tables.regions if one in used), *sorted(used - set(tables.regions)))


@cache
def _muscles() -> Mapping[str, frozenset[str]]:
    """Muscles by the first of the names that mean the same."""
    by_word: dict[str, list[str]] = {}
    for row in tables.exercises.values():
        for one in row.muscle_group:
            names = by_word.setdefault(exercises.muscle(one, "en"), [])
            names += [] if one in names else [one]
    return {names[0]: frozenset(names) for names in by_word.values()}


@cache
def _things() -> tuple[str, ...]:
    """What an exercise may ask for beyond what every home has, and what homes have."""
    used = {thing for row in tables.exercises.values() for thing in row.equipment} - {"none"}
    return tuple(sorted(used))


def choices(lang: str, own: Own | None) -> dict[str, Options]:
    """The filters with their words."""
    muscles = sorted(((one, exercises.muscle(one, lang)) for one in _muscles()), key=lambda pair: pair[1])
    things = sorted(((one, exercises.thing(one, lang)) for one in _things()), key=lambda pair: pair[1])
    ahead = [(AT_HAND, _("Only what every home has"))] + ([(OWNED, _("What I have at home"))] if own else [])
    mine = [(PLAN, _("In my plan")), (HIDDEN, _("What I do not do"))] if own else []
    return {
        "phase": [(one, say.phase_word(one)) for one in STOPS],
        "place": [(one, exercises.place(one, lang)) for one in _places()],
        "muscle": muscles,
        "with": [*ahead, *things],
        "only": mine,
    }


def told(wanted: Asked, choices: Mapping[str, Options]) -> list[str]:
    """What narrows the exercises, in words: what was typed and each filter that is set."""
    chosen = {"phase": wanted.phase, "place": wanted.place, "muscle": wanted.muscle, "with": wanted.thing}
    words = [dict(choices[name]).get(value, "") for name, value in {**chosen, "only": wanted.only}.items()]
    return [word for word in (wanted.words, *words) if word]
