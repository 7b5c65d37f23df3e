"""The report for a physio in words, Dutch or English: what the page, the PDF and the terminal all show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from opbouw.core.events import EpisodeOpened
from opbouw.core.journey import Journey
from opbouw.exports.letter_rows import Row, clipped, more_rows, rows_of
from opbouw.exports.letter_texts import Said
from opbouw.exports.letter_words import MARKS, asked_how_soon, headline_about, runner_said
from opbouw.exports.report import Measured, ReportFacts, SessionSaid, report_facts
from opbouw.exports.report_chart import Chart, chart_of
from opbouw.exports.report_tables import Section, second_page
from opbouw.history.beside import NOTHING, Beside
from opbouw.words import name
from opbouw.words.fill import lower_first

MOST_SESSIONS = 18  # derived: what the first page holds below the chart
HEAD_ROWS = (0, 1, 2, 5, 6)  # of the letter: place, since, name, signs, training
ALSO = 1  # of what follows the tables of the letter


@dataclass(frozen=True, slots=True)
class Report:
    """Two pages in one language, ready to be laid out."""

    lang: str
    on: date
    title: str
    who: str
    made: str
    mark: str
    headline: str
    sub: str
    rows: tuple[Row, ...]
    six_title: str
    six: tuple[tuple[str, str], ...]
    chart: Chart
    sessions: Section
    sections: tuple[Section, ...]
    foot: tuple[str, ...]
    page: str

    @property
    def length(self) -> int:
        """How many characters it has: a page that cannot measure itself is printed smaller when there are many."""
        return len(as_text(self))


def report_of(
    days: Sequence[Journey], lang: str, runner: str = "", around: Beside = NOTHING, others: Sequence[EpisodeOpened] = ()
) -> Report:
    """Today's report for one episode.

    :param days: every day of it as ``walked`` gives them; the last is the day of the report.
    :param lang: nl or en.
    :param runner: a name or initials, as the runner chose; may be empty.
    """
    return in_words(report_facts(days, around, others), lang, runner)


def in_words(facts: ReportFacts, lang: str, runner: str = "") -> Report:
    """The facts of a report in one language."""
    said, letter, told = Said(lang, "report"), Said(lang), facts.letter
    return Report(
        lang=lang,
        on=told.on,
        title=said("title"),
        who=runner_said(told, runner, letter),
        made=said("made", on=told.on, days=facts.days_known),
        mark=MARKS[told.decision.verdict],
        headline=_headline(facts, said, letter),
        sub=" ".join(headline_about(told, letter)),
        rows=tuple(_rows(facts, said, letter)),
        six_title=said("six"),
        six=tuple(_six(facts, said)),
        chart=chart_of(facts.pain, said),
        sessions=_sessions(facts.sessions, said, letter),
        sections=tuple(second_page(facts, said, letter)),
        foot=(letter("foot"), f"{letter('foot_told')} {said('rules', version=told.decision.rules_version)}"),
        page=said("page", n="{n}", all="{all}"),
    )


def _headline(facts: ReportFacts, said: Said, letter: Said) -> str:
    """Who must look and how soon; else what the day of the report is."""
    how_soon = asked_how_soon(facts.letter)
    if how_soon != "none":
        return letter(f"see_{how_soon}")
    decision = facts.letter.decision
    return said(
        "today",
        verdict=name("verdict", decision.verdict, said.lang),
        phase=lower_first(name("phase", decision.phase, said.lang)),
    )


def _rows(facts: ReportFacts, said: Said, letter: Said) -> Iterator[Row]:
    rows = rows_of(facts.letter, letter)
    yield from (rows[place] for place in HEAD_ROWS)
    also = more_rows(facts.letter, letter)[ALSO]
    others = [said("other_injury", name=name("injury", one.injury, said.lang), on=one.onset_on) for one in facts.others]
    yield Row(also.label, (*others, *also.lines))


def _six(facts: ReportFacts, said: Said) -> Iterator[tuple[str, str]]:
    six = facts.six
    phase = name("phase", six.phase, said.lang)
    step = f", {said('step', n=six.stage.n, of=six.stage.of)}" if six.stage else ""
    yield said("six_phase"), f"{phase}{step}"
    minutes = said("min", minutes=round(six.run_minutes or 0.0))
    yield said("six_running"), said("or_more", minutes=minutes) if six.more else minutes
    yield said("six_during"), _pain(six.worst_during, said)
    yield said("six_morning"), _pain(six.worst_morning, said)
    yield _measured(six.measured, said)
    yield said("six_strength"), said("times", count=six.strength)


def _pain(value: float | None, said: Said) -> str:
    return said("not_told") if value is None else said("of_ten", value=value)


def _measured(found: Measured | None, said: Said) -> tuple[str, str]:
    if found is None:
        return said("six_test"), said("not_measured")
    label = f"{name('test', found.test, said.lang)} ({said.short(found.on)})"
    if found.value is not None:
        return label, said.number(found.value)
    return label, said("sides", left=said.number(found.left), right=said.number(found.right))


def _sessions(found: Sequence[SessionSaid], said: Said, letter: Said) -> Section:
    heads = ("col_day", "col_running", "col_during", "col_after", "col_next", "col_reaction", "col_beside")
    rows = list(_by_day(found))
    left = len(rows) - MOST_SESSIONS
    return Section(
        title=said("sessions"),
        head=tuple(said(key) for key in heads),
        rows=tuple(_session(run, beside, said, letter) for run, beside in rows[:MOST_SESSIONS]),
        empty=said("no_sessions"),
        more=said("more_sessions", count=left) if left > 0 else "",
        widths=(1, 1.35, 1.1, 0.8, 1.1, 2.5, 3.7),
    )


def _by_day(found: Sequence[SessionSaid]) -> Iterator[tuple[SessionSaid, tuple[SessionSaid, ...]]]:
    """Each run with the other work of its day; a day without a run by its work alone."""
    for _day, group in groupby(found, key=lambda one: one.on):
        done = tuple(group)
        runs = [one for one in done if one.kind == "run"]
        others = tuple(one for one in done if one.kind != "run")
        yield (runs or done)[0], others
        yield from ((run, ()) for run in runs[1:])


def _session(one: SessionSaid, beside: Sequence[SessionSaid], said: Said, letter: Said) -> tuple[str, ...]:
    """One row: the run of the day and its reaction, and the other work; pain of other work where there was no run."""
    ran = one.kind == "run"
    minutes = None if one.run_minutes is None else float(round(one.run_minutes))
    worst = [max((v for v in told if v is not None), default=None) for told in zip(*map(_felt, beside), strict=True)]
    pain = _felt(one) if ran else (worst[0], worst[1])
    signs = [letter(f"mark_{sign}") for sign in one.signs]
    verdict = [name("verdict", one.verdict, said.lang)] if one.verdict else []
    return (
        said.short(one.on),
        said.number(minutes) if ran else "",
        *(said.number(value) for value in pain),
        said.number(one.morning) if ran else "",
        ", ".join([*verdict, *signs]),
        ", ".join(_work(work, said) for work in beside),
    )


def _felt(one: SessionSaid) -> tuple[float | None, float | None]:
    return one.during, one.after


def _work(one: SessionSaid, said: Said) -> str:
    what = lower_first(_what(one, said))
    return what if one.minutes is None else said("work", what=what, minutes=round(one.minutes))


def _what(one: SessionSaid, said: Said) -> str:
    if one.kind in ("cross", "walk") and one.modality:
        try:
            return name("modality", one.modality, said.lang)
        except KeyError:
            return clipped(one.modality, 40)
    return name("session", one.kind, said.lang)


def as_text(report: Report) -> str:
    """The report for a terminal, in the order of the pages."""
    lines = [report.title, f"{report.who} · {report.made}", "", report.headline, report.sub, ""]
    for row in report.rows:
        lines += [f"{row.label}: {' '.join(row.lines)}"]
    lines += ["", report.six_title, *(f"  {label}: {value}" for label, value in report.six), "", report.chart.title, ""]
    for section in (report.sessions, *report.sections):
        lines += [*_section(section), ""]
    return "\n".join([*lines, *report.foot]) + "\n"


def _section(section: Section) -> Iterator[str]:
    yield section.title
    if not section.rows:
        yield f"  {section.empty}"
    for row in section.rows:
        yield f"  {' · '.join(cell for cell in row if cell)}"
    if section.more:
        yield f"  {section.more}"
