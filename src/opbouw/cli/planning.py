"""`opbouw plan`: from an archive and an onset to the road, without any database."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opbouw.cli import options as o
from opbouw.cli.opening import Opening
from opbouw.cli.problems import Problem
from opbouw.cli.reading import Archive, read_archive
from opbouw.cli.terminal import AsJson, Lang, Language, console, day_from, print_json, spoken, today_here
from opbouw.cli.texts import text
from opbouw.cli.typed import days_from, goal_from, screen_from
from opbouw.core.decide import decide
from opbouw.core.decision import Refusal
from opbouw.core.fields import EventError

if TYPE_CHECKING:
    from opbouw.history import Baseline

LEVEL = ("weekly_km", "peak_weekly_km", "weekly_runs", "longest_km", "easy_pace_s_per_km", "weeks_used", "source")
RUNNING = frozenset({"run", "treadmill", "trail"})


def plan(
    archive: o.Archives,
    injury: o.Injury,
    onset: o.Onset,
    on: o.On = None,
    side: o.Side = None,
    spot: o.Spot = None,
    severity: o.Severity = None,
    course: o.Course = None,
    last_run: o.LastRun = None,
    birth_year: o.BirthYear = None,
    screen: o.Screen = None,
    days: o.Days = None,
    goal: o.Goal = None,
    save: o.Save = None,
    columns: o.Columns = None,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Read an archive and print the road from here: today, this week, the phases and their gates, and why.

    Works without a database. The old level uses only days before the onset; activities after --on are left out; runs
    after the onset open no gate, so without answers the plan is rest and asks. With --json: decision, baseline, import,
    and events, the log it would open. Exit status 1 when no plan can be made; it says why and what to do.
    """
    words, today = spoken(lang), today_here() if on is None else day_from(on, "--on")
    if save is not None and save.exists():
        raise Problem(text("save_exists", words, path=save))
    log = Opening(injury, day_from(onset, "--onset"), side, today)
    opened = {"injury": injury, "onset_on": onset, "side": side, "spot": spot, "severity": severity, "course": course}
    opened["last_run_on"] = None if last_run is None else day_from(last_run, "--last-run").isoformat()
    try:
        log.add("episode_opened", opened)
        _add_said(log, birth_year, screen, days, goal)
    except EventError as problem:
        option = problem.field.partition(".")[2]
        raise Problem(str(problem).replace(problem.field, f"--{option.replace('_', '-')}", 1) + ".") from None
    early = decide(log.events, today)
    if isinstance(early, Refusal):
        _refuse(early, words, as_json)
    found = read_archive(archive, today, words, columns)
    level = _old_level(found, log.onset, archive, words)
    log.add("baseline_set", level.to_event_data())
    if last_run is None:
        log.open_again({**opened, "last_run_on": _newest_run(found).isoformat()})
    log.add_activities(found.facts)
    _answer(log, found, level, words, as_json, save)


def _add_said(log: Opening, birth_year: int | None, screen: Path | None, days: str | None, goal: str | None) -> None:
    """The facts that were typed; what was not said is no fact."""
    if birth_year is not None:
        log.add("profile_set", {"birth_year": birth_year})
    if screen is not None:
        log.add("screened", {"answers": screen_from(screen), "why": "first"})
    if days is not None:
        log.add("availability_set", {"weekdays": days_from(days)})
    if goal is not None:
        log.add("goal_set", goal_from(goal, log.on))


def _old_level(found: Archive, onset: date, paths: list[Path], lang: str) -> Baseline:
    from opbouw.history import baseline

    level = baseline(found.facts, onset)
    if level is None:
        where = ", ".join(map(str, paths[:3]))
        runs = sum(fact.sport in RUNNING for fact in found.facts)
        key = "no_runs_before" if runs else "no_runs"
        raise Problem(text(key, lang, where=where, activities=len(found.facts), onset=onset))
    return level


def _newest_run(found: Archive) -> date:
    return max(fact.local_date for fact in found.facts if fact.sport in RUNNING and fact.local_date is not None)


def _refuse(refusal: Refusal, lang: Lang, as_json: bool) -> None:
    """Say why nothing can be decided, and stop.

    :raises Problem: always.
    """
    from opbouw.cli.page import refusal_text
    from opbouw.words import decision_in_words

    told = decision_in_words(refusal, lang)
    if as_json:
        print_json({"decision": told, "baseline": None, "import": None, "events": []})
    raise Problem(refusal_text(told))


def _answer(log: Opening, found: Archive, level: Baseline, lang: Lang, as_json: bool, save: Path | None) -> None:
    from opbouw.core.events import event_to_dict
    from opbouw.exports.logs import write_log
    from opbouw.words import decision_in_words

    decision = decide(log.events, log.on)
    if isinstance(decision, Refusal):
        _refuse(decision, lang, as_json)
    told = decision_in_words(decision, lang)
    if save is not None:
        write_log(log.events, save)
    if as_json:
        events = [event_to_dict(event) for event in log.events]
        old = {name: getattr(level, name) for name in LEVEL}
        print_json({"decision": told, "baseline": old, "import": found.to_dict(), "events": events})
        return
    _print_page(told, found, lang, save)


def _print_page(told: dict[str, Any], found: Archive, lang: Lang, save: Path | None) -> None:
    from opbouw.cli.page import decision_page, section
    from opbouw.cli.read_lines import import_lines

    out = console()
    for part in decision_page(told, lang):
        out.print(part)
    next_step = text("go_on_saved", lang, path=save) if save else text("go_on", lang)
    for part in [*section("read", lang, import_lines(found, lang)), *section("next", lang, [next_step])]:
        out.print(part)
