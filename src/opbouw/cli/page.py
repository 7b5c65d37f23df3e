"""A decision as a page in the terminal: the verdict, why, the week, the road, the gate, and what is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from opbouw.cli.shape import WAYS, day_range, exercise_line, pace, short_day
from opbouw.cli.texts import text
from opbouw.evidence import tables
from opbouw.words import amount, grade, name, number, question_text, when
from opbouw.words.headline import headline, session_line

TOP_REASONS = 6
MOST_QUESTIONS = 6
SIGNS = {"met": "✓", "not_yet": "○", "unknown": "?"}
Answer = Mapping[str, Any]


def decision_page(answer: Answer, lang: str) -> Iterator[RenderableType]:
    """Everything a runner reads of a decision, in order of weight."""
    yield verdict_panel(answer, lang)
    yield from section("why", lang, [_reason(one, lang) for one in answer["reasons"][:TOP_REASONS]])
    yield from section("week", lang, [week_table(answer, lang)] if answer["week"] else [Text(text("week_empty", lang))])
    yield from section("road", lang, list(_road(answer, lang)))
    yield from section("gate", lang, list(_gates(answer, lang)))
    yield from section("goal", lang, list(_goal(answer, lang)))
    yield from section("old_level", lang, [Text(old_level(answer["baseline"], lang))])
    yield from section("questions", lang, list(questions(answer, lang)))


def refusal_text(answer: Answer) -> str:
    """Why nothing can be decided, and what to do."""
    return " ".join(one["text"] for one in answer["reasons"])


def verdict_panel(answer: Answer, lang: str) -> RenderableType:
    """The day, its verdict, and the dose in one line."""
    title = f"{when(answer['on'], lang, year=True)}: {name('injury', answer['injury'], lang)}"
    lines = [
        Text(f"{name('verdict', answer['verdict'], lang)}. {headline(answer, lang)}", style="bold"),
        Text(f"{name('phase', answer['phase'], lang)}. {name('phase_aim', answer['phase'], lang)}"),
        *_stage(answer, lang),
        Text(text("running_yes" if answer["running_allowed"] else "running_no", lang)),
    ]
    if answer["see"]:
        who, soon = name("who", answer["see"]["who"], lang), name("how_soon", answer["see"]["how_soon"], lang)
        lines.append(Text(text("see", lang, who=who, soon=soon), style="bold"))
    return Panel(Group(*lines), title=title, title_align="left", border_style=WAYS[answer["verdict"]])


def _stage(answer: Answer, lang: str) -> Iterator[Text]:
    stage = answer["stage"]
    if stage is not None:
        yield Text(text("stage", lang, **{key: stage[key] for key in ("n", "of", "clean", "needed")}))


def section(key: str, lang: str, lines: list[RenderableType]) -> Iterator[RenderableType]:
    """A heading with its lines; nothing when there are none."""
    if lines:
        yield Text(f"\n{text(f'head_{key}', lang)}", style="bold")
        yield from (Padding(line, (0, 0, 0, 2)) for line in lines)


def _reason(one: Mapping[str, Any], lang: str) -> RenderableType:
    return bullet(Text.assemble(one["text"], (f"  ({grade(one['grade'], lang)})", "dim")))


def bullet(line: RenderableType) -> RenderableType:
    """A line with a mark before it that keeps its own margin."""
    grid = Table.grid(padding=(0, 1))
    grid.add_row("-", line)
    return grid


def week_table(answer: Answer, lang: str) -> Table:
    """The seven days with their sessions; what depends on a good reaction says so itself."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    last = None
    for session in answer["week"]:
        shown = [session_line(session, lang)]
        shown += [exercise_line(dose, lang) for dose in session["exercises"]] if session["on"] == answer["on"] else []
        day = short_day(session["on"], lang) if session["on"] != last else ""
        table.add_row(Text(day, style="bold" if session["on"] == answer["on"] else ""), "\n  ".join(shown))
        last = session["on"]
    return table


def _road(answer: Answer, lang: str) -> Iterator[RenderableType]:
    if answer["road"]:
        table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False)
        for head in ("road_phase", "road_from", "road_to", "road_mid"):
            table.add_column(text(head, lang), header_style="dim")
        for stretch in answer["road"]:
            ends = day_range(stretch["to_low"], stretch["to_high"], lang)
            start, middle = (short_day(stretch[key], lang, year=True) for key in ("from", "to_mid"))
            table.add_row(name("phase", stretch["phase"], lang), start, ends, middle)
        yield table
    rule = answer["rule_of_thumb"]
    if rule is not None:
        back = short_day(rule["back_on"], lang, year=True)
        yield Text(text("thumb", lang, weeks=number(rule["weeks_off"], lang), back=back), style="dim")


def _gates(answer: Answer, lang: str) -> Iterator[RenderableType]:
    """The next gate with every criterion; of later gates only that they come."""
    gate = next((one for one in answer["gates"] if one["from"] == answer["phase"]), None)
    if gate is None:
        return
    asked = [one for one in gate["criteria"] if one["blocking"]]
    met = sum(one["status"] == "met" for one in asked)
    yield Text(text("gate_to", lang, to=name("phase", gate["to"], lang), met=met, total=len(asked)))
    for one in sorted(asked, key=lambda row: row["status"] == "met"):
        yield Text(f"{SIGNS[one['status']]} {criterion_line(one, lang)}")


def criterion_line(one: Mapping[str, Any], lang: str) -> str:
    """A point of a gate and how it stands, with its numbers where they say more."""
    status = name("status", one["status"], lang).lower()
    return f"{name('criterion', one['id'], lang)}: {status}{_stand(one, lang)}"


def _stand(one: Mapping[str, Any], lang: str) -> str:
    if one["status"] != "not_yet" or one["value"] is None or one["unit"] in ("bool", "count"):
        return ""
    have, needed = (amount(one[key], one["unit"], lang) for key in ("value", "needed"))
    return text("stand", lang, have=have, needed=needed)


def _goal(answer: Answer, lang: str) -> Iterator[RenderableType]:
    goal = answer["goal"]
    if goal is None:
        return
    yield Text(f"{goal_line(goal, lang)}: {name('goal_verdict', goal['verdict'], lang)}")
    if goal["earliest_on"]:
        yield Text(text("goal_earliest", lang, on=short_day(goal["earliest_on"], lang, year=True)))
    for other in goal["alternatives"]:
        yield bullet(text("goal_instead", lang, goal=goal_line(other, lang)))


def goal_line(goal: Mapping[str, Any], lang: str) -> str:
    """A goal in a few words: what, how far, when."""
    far = f" {amount(goal['distance_km'], 'km', lang)}" if goal["kind"] == "race" and goal["distance_km"] else ""
    on = f", {short_day(goal['on'], lang, year=True)}" if goal["on"] else ""
    return f"{name('goal', goal['kind'], lang)}{far}{on}"


def old_level(level: Mapping[str, Any] | None, lang: str) -> str:
    """The usual training before the injury in a line or two."""
    if level is None:
        return text("level_unknown", lang)
    shown = {
        key: amount(level[key], "km", lang) if level[key] is not None else number(None, lang)
        for key in ("weekly_km", "peak_weekly_km", "longest_km")
    }
    runs, weeks = number(level["weekly_runs"], lang), number(level["weeks_used"], lang)
    return text("level", lang, **shown, runs=runs, weeks=weeks, pace=pace(level["easy_pace_s_per_km"], lang))


def questions(answer: Answer, lang: str) -> Iterator[RenderableType]:
    """What the plan asks, those that stop everything first; warning signs by their id, to answer in a file."""
    asked = answer["questions"]
    signs = [one for one in asked if one["id"] in tables.red_flags]
    rest = [one for one in asked if one not in signs]
    if signs:
        yield Text(text("screen_how", lang, blocks=name("blocks", signs[0]["blocks"], lang)))
        yield from (bullet(Text.assemble((one["id"], "bold"), ": ", question_text(one, lang))) for one in signs)
    yield from (bullet(question_text(one, lang)) for one in rest[:MOST_QUESTIONS])
    if len(rest) > MOST_QUESTIONS:
        yield Text(text("and_more", lang, count=len(rest) - MOST_QUESTIONS))
