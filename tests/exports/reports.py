"""Reports for the tests: the report of one of a story's days, and its tables by their titles."""

from collections.abc import Sequence

from opbouw.core.events import EpisodeOpened
from opbouw.core.log import read_log
from opbouw.exports.letter import walked
from opbouw.exports.report import ReportFacts, report_facts
from opbouw.exports.report_tables import Section
from opbouw.exports.report_words import Report, report_of
from tests.core.making import Story


def facts_on(story: Story, day: int, others: Sequence[EpisodeOpened] = ()) -> ReportFacts:
    """The facts of the report of a day, on what was told by its end."""
    return report_facts(walked(read_log(story.told_by(day), story.on(day))), others=others)


def report_on(story: Story, day: int, lang: str = "en", runner: str = "") -> Report:
    """The report of a day in words."""
    return report_of(walked(read_log(story.told_by(day), story.on(day))), lang, runner)


def table(report: Report, title: str) -> Section:
    """One table by the beginning of its title."""
    return next(one for one in (report.sessions, *report.sections) if one.title.startswith(title))


def rows(report: Report, title: str) -> list[tuple[str, ...]]:
    """The rows of a table; a space that keeps words together is a space here."""
    return [tuple(cell.replace("\u00a0", " ") for cell in row) for row in table(report, title).rows]


def back() -> Story:
    """Four weeks of a return: a visit, a cap, two good runs, one that hurt too much, strength and a bike ride."""
    from tests.exports.letters import achilles

    story = achilles(last_run_on="2026-03-01")
    story.checks(0, 20, pain_morning=1)
    story.add(
        "cleared", 2, seen_by="physio", seen_name="M. de Wit", scope=["movement", "strength"], injury=story.injury
    )
    story.add("guide_decided", 5, role="trainer", decision="cap", cap=12, unit="min", reason="Eerst rustig aan.")
    story.run(12, 10, pain_during=1, pain_after=1)
    story.add("session_done", 13, kind="strength", minutes=25, pain_during=2, pain_after=0)
    story.add("session_done", 13, kind="cross", modality="cycling", minutes=40)
    story.run(15, 12, pain_during=2)
    story.add("session_done", 15, kind="strength", minutes=20)
    story.run(18, 14, pain_during=6, pain_after=4, sharp_pain=True)
    story.test(16, "heel_raise_single", 18, sides=True)
    return story
