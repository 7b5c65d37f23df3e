"""The letter for a doctor or physio in words, Dutch or English: what the page, the PDF and the terminal all show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from opbouw.core.diary import Answers
from opbouw.core.journey import Journey
from opbouw.evidence import tables
from opbouw.exports.letter import LetterFacts, RunSaid, letter_facts
from opbouw.exports.letter_rows import Row, clipped, more_rows, rows_of
from opbouw.exports.letter_texts import Said
from opbouw.words import name
from opbouw.words.fill import list_of

SCOPES = ("movement", "strength", "impact", "running")  # what a clearance can allow, and say of pictures: the
PICTURES = ("none", "healed", "unknown")  # words of `core.events.Cleared`
ANSWERS = frozenset({"not_cleared", "clearance", "signature"})
MOST_SOURCES, MOST_IN_HEAD, MOST_IN_FORM = 4, 3, 6
MARKS = {"stop": "stop", "wait": "wait", "step_back": "back", "repeat": "repeat", "go_on": "go"}


@dataclass(frozen=True, slots=True)
class Grid:
    """A small table: its title, the heads of its columns, its rows, and what is said when it has none."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str


@dataclass(frozen=True, slots=True)
class Field:
    """One line of the form: boxes to tick, and a line to write on with what stands behind it."""

    label: str
    options: tuple[str, ...] = ()
    blank: bool = False
    unit: str = ""
    told: str = ""
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """One page in one language, ready to be laid out."""

    lang: str
    on: date
    title: str
    who: str
    made: str
    mark: str
    headline: str
    sub: str
    rows: tuple[Row, ...]
    grids: tuple[Grid, ...]
    more: tuple[Row, ...]
    asks_title: str
    asks: tuple[str, ...]
    form_title: str
    form_notes: tuple[str, ...]
    form: tuple[Field, ...]
    foot: tuple[str, ...]

    @property
    def length(self) -> int:
        """How many characters it has: a page that cannot measure itself is printed smaller when there are many."""
        return len(as_text(self))


def letter_of(days: Sequence[Journey], lang: str, runner: str = "") -> Letter:
    """Today's letter for one episode.

    :param days: every day of it as ``walked`` gives them; the last is the day of the letter.
    :param lang: nl or en.
    :param runner: a name or initials, as the runner chose; may be empty.
    """
    return in_words(letter_facts(days), lang, runner)


def in_words(facts: LetterFacts, lang: str, runner: str = "") -> Letter:
    """The facts of a letter in one language."""
    said = Said(lang)
    return Letter(
        lang=lang,
        on=facts.on,
        title=said("title"),
        who=runner_said(facts, runner, said),
        made=said("made", on=facts.on),
        mark=MARKS[facts.decision.verdict],
        headline=said(f"see_{asked_how_soon(facts)}"),
        sub=" ".join(headline_about(facts, said)),
        rows=rows_of(facts, said),
        grids=(_pain_grid(facts, said), _run_grid(facts, said)),
        more=more_rows(facts, said),
        asks_title=said("asks"),
        asks=tuple(said(key) for key in ("ask_move", "ask_picture", "ask_build")),
        form_title=said("form"),
        form_notes=tuple(_form_notes(facts, said)),
        form=tuple(_form(facts, said)),
        foot=(said("foot"), f"{said('foot_told')} {_rules(facts, said)}"),
    )


def asked_how_soon(facts: LetterFacts) -> str:
    """How soon somebody must look; that an answer is asked for where the plan waits for one without haste."""
    if facts.see is not None:
        return facts.see.how_soon
    return "asked" if any(why.kind in ANSWERS for why in facts.whys) else "none"


def runner_said(facts: LetterFacts, runner: str, said: Said) -> str:
    """Who the runner is: the name that was chosen, and the year of birth where it is known."""
    born = said("born", year=str(facts.birth_year)) if facts.birth_year else ""
    return ", ".join(part for part in (clipped(runner, 80) or said("no_name"), born) if part)


def headline_about(facts: LetterFacts, said: Said) -> Iterator[str]:
    """What the headline is about, each kind once."""
    for kind in dict.fromkeys(why.kind for why in facts.whys):
        about = [str(why.about) for why in facts.whys if why.kind == kind]
        named = kind in ("sign", "unknown")
        yield said(f"sub_{kind}", **({"signs": _first_signs(about, said)} if named else {}))


def _first_signs(flags: list[str], said: Said) -> str:
    """The first signs by their short names; how many more there are, which the rows below name."""
    short = [name("flag_short", flag, said.lang) for flag in flags[:MOST_IN_HEAD]]
    more = [said("sub_more", count=len(flags) - MOST_IN_HEAD)] if len(flags) > MOST_IN_HEAD else []
    return list_of([*short, *more], said.lang)


def _pain_grid(facts: LetterFacts, said: Said) -> Grid:
    heads = ("col_day", "col_rest", "col_daily", "col_steps", "col_stiff", "col_also")
    rows = tuple(_pain_row(day, said) for day in reversed(facts.days))
    return Grid(said("grid_days"), tuple(said(key) for key in heads), rows, said("no_days"))


def _pain_row(day: Answers, said: Said) -> tuple[str, ...]:
    values = (day.pain_rest, day.pain_daily, day.pain_morning, day.stiffness_min)
    marks = {
        "limp": day.limping,
        "night": day.night_pain,
        "swelling": day.swelling in ("same", "more"),
        "painkiller": day.painkiller,
        "ill": day.ill not in (None, "none"),
        "new_spot": day.new_spot,
    }
    also = ", ".join(said(f"mark_{key}") for key, holds in marks.items() if holds)
    return (said.short(day.on), *(said.number(value) for value in values), also)


def _run_grid(facts: LetterFacts, said: Said) -> Grid:
    heads = ("col_day", "col_minutes", "col_during", "col_after", "col_morning", "col_also")
    rows = tuple(_run_row(run, said) for run in reversed(facts.runs))
    return Grid(said("grid_runs"), tuple(said(key) for key in heads), rows, said("no_runs"))


def _run_row(run: RunSaid, said: Said) -> tuple[str, ...]:
    minutes = None if run.minutes is None else float(round(run.minutes))
    values = (minutes, run.during, run.after, run.next_morning)
    course = [name("pain_course", run.course, said.lang)] if run.course not in (None, "none") else []
    also = ", ".join([*(said(f"mark_{key}") for key in run.signs), *course])
    return (said.short(run.on), *(said.number(value) for value in values), also)


def _form_notes(facts: LetterFacts, said: Said) -> Iterator[str]:
    """What makes an answer count, by the rules of clearances."""
    needed = facts.needed
    yield said("form_doctor" if needed.doctor_only else "form_any")
    if needed.earliest is not None:
        yield said("form_earliest", on=needed.earliest)
    if needed.imaging:
        yield said("form_imaging")
    yield said("form_valid", days=needed.valid_days)
    if facts.decision.phase == "rest":
        yield said("form_days", days=needed.runfree_days)


def _form(facts: LetterFacts, said: Said) -> Iterator[Field]:
    yield Field(said("field_about"), told=_about(facts, said), wide=True)
    whom = ("doctor",) if facts.needed.doctor_only else ("doctor", "physio")
    pictures = tuple(said(f"pick_{one}") for one in PICTURES)
    yield Field(said("field_who"), tuple(said(f"who_{one}") for one in whom), blank=True)
    yield Field(said("field_seen"), blank=True)
    scopes = ("none", *SCOPES)
    yield Field(said("field_scope"), tuple(said(f"scope_{one}") for one in scopes), wide=True)
    yield Field(said("field_imaging"), pictures, wide=True)
    yield Field(said("field_max"), blank=True, unit=said("unit_max"))
    yield Field(said("field_weight"), blank=True, unit=said("unit_weight"))
    yield Field(said("field_from"), blank=True)
    yield Field(said("field_until"), blank=True)
    yield Field(said("field_remarks"), blank=True, wide=True)
    yield Field(said("field_sign"), blank=True, wide=True)


def _about(facts: LetterFacts, said: Said) -> str:
    """What the answer is about: the signs and the injury a clearance has to name."""
    flags = facts.needed.flags
    about = [name("flag_short", flag, said.lang) for flag in flags]
    if len(about) > MOST_IN_FORM:
        about = [said("about_signs", count=len(about))]
    if any(why.kind == "pregnant" for why in facts.whys):
        about.append(name("flag_short", "rf_pregnant", said.lang))
    if not about or facts.decision.locked:
        about.append(name("injury", facts.injury.id, said.lang))
    return "; ".join(about)


def _rules(facts: LetterFacts, said: Said) -> str:
    version = facts.decision.rules_version
    cited = [_short(tables.sources[one].citation) for one in facts.sources[:MOST_SOURCES]]
    if not cited:
        return said("foot_rules_only", version=version)
    return said("foot_rules", version=version, sources="; ".join(cited))


def _short(citation: str) -> str:
    """A source by its authors, year and place; its web address stands in the register of evidence."""
    return clipped(citation.split(" doi:")[0], 90).rstrip(".")


def as_text(letter: Letter) -> str:
    """The letter for a terminal, in the order of the page."""
    lines = [letter.title, f"{letter.who} · {letter.made}", "", letter.headline, letter.sub, ""]
    lines += [*_text_rows(letter.rows), ""]
    for grid in letter.grids:
        lines += [grid.title, *_text_grid(grid), ""]
    lines += [*_text_rows(letter.more), "", letter.asks_title, *(f"- {one}" for one in letter.asks), ""]
    lines += [letter.form_title, " ".join(letter.form_notes), *(_text_field(one) for one in letter.form), ""]
    return "\n".join([*lines, *letter.foot]) + "\n"


def _text_rows(rows: tuple[Row, ...]) -> Iterator[str]:
    width = max(len(row.label) for row in rows) + 2
    for row in rows:
        for number, line in enumerate(row.lines):
            yield f"{'' if number else row.label:<{width}}{line}"


def _text_grid(grid: Grid) -> Iterator[str]:
    if not grid.rows:
        yield grid.empty
        return
    columns = list(zip(grid.head, *grid.rows, strict=True))
    widths = [max(len(cell) for cell in column) for column in columns]
    for row in (grid.head, *grid.rows):
        yield "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()


def _text_field(field: Field) -> str:
    parts = [field.told, *(f"[ ] {one}" for one in field.options), "_" * 12 if field.blank else "", field.unit]
    return f"{field.label}: {' '.join(part for part in parts if part)}"
