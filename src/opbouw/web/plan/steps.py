"""The steps of the run-walk ladder as a table: which blocks, how much running, and where you are."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from opbouw.core.ladder import run_minutes, steps_of
from opbouw.core.programme import choose_ladder
from opbouw.evidence import tables
from opbouw.evidence.rows import Bout
from opbouw.web.daily.day import Day
from opbouw.web.daily.wording import clock
from opbouw.web.ui import say

NBSP = say.NBSP


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step: its number, blocks and minutes of running; ``state`` is done, now or ahead."""

    n: int
    blocks: str
    minutes: str
    state: str


@dataclass(frozen=True, slots=True)
class Steps:
    """All steps of a ladder; ``chosen`` is False while rebuilding has not begun and another one may still fit."""

    name: str
    rows: tuple[StepRow, ...]
    chosen: bool


def steps(day: Day) -> Steps | None:
    """The ladder this runner is on, or the one that would be theirs today; None once the ladder lies behind."""
    stage = day.decision["stage"]
    if stage is not None and stage["ladder"] not in tables.ladders:
        return None
    if stage is None and day.decision["phase"] == say.PHASES[-1]:
        return None
    ladder = stage["ladder"] if stage is not None else _likely(day)
    at = stage["n"] if stage is not None else 0
    rows = (_row(n, stage_row.bouts, at) for n, stage_row in enumerate(steps_of(ladder), start=1))
    return Steps(say.named(tables.ladders[ladder]), tuple(rows), stage is not None)


def _likely(day: Day) -> str:
    case = day.case
    last = date.fromisoformat(str(day.start.last_run_on or day.start.onset_on))
    return choose_ladder(case, (day.today - last).days, day.today)


def _row(n: int, bouts: tuple[Bout, ...], at: int) -> StepRow:
    minutes = f"{say.number(run_minutes(bouts))}{NBSP}min"
    return StepRow(n, blocks(bouts), minutes, "done" if n < at else "now" if n == at else "ahead")


def blocks(bouts: tuple[Bout, ...]) -> str:
    """The running of a step, such as "6 × 2 min, 1 min walking between"."""
    parts = [f"{one.reps}{NBSP}×{NBSP}{clock(one.run_s)}" if one.reps > 1 else clock(one.run_s) for one in bouts]
    text = _(" and ").join(parts)
    walks = {one.walk_s for one in bouts if one.walk_s}
    if len(walks) != 1:
        return text
    return _("%(runs)s, %(walk)s walking between") % {"runs": text, "walk": clock(walks.pop())}


def next_step(day: Day) -> StepRow | None:
    """The step after the present one; None where the ladder ends or has not begun."""
    found = steps(day)
    if found is None or not found.chosen:
        return None
    return next((row for row in found.rows if row.state == "ahead"), None)
