"""What real runners did against the plan, day by day: `python -m bench.replay_recorded FOLDER`, from the repository.

FOLDER holds the recordings. Each break of runners D and E is replayed as if an injury began on its first day, once as a
nameless overuse and once as an Achilles tendon; once without any answer and once with every answer calm.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from opbouw.activities import ActivityFacts
from tests.history.replaying import (
    BACK_WITHIN_DAYS,
    CALF_ONSET,
    DAYS_AFTER,
    INJURIES,
    RUNNING,
    TABLES,
    TOLD_BY_C,
    RealRun,
    Replayed,
    above_cap,
    break_of,
    breaks_in,
    calf_of_c,
    read_table,
)

COLUMNS = ("replayed", "days", "may run", "real runs", "on a day with leave", "in plan", "above cap", "breaches")


def archive_row(runner: str, archive: Sequence[ActivityFacts]) -> str:
    """Weeks, runs and breaks of a table."""
    days = [one.local_date for one in archive if one.local_date is not None]
    weeks = ((max(days) - min(days)).days + 1) / 7
    runs = sum(one.sport in RUNNING for one in archive)
    return f"| {runner} | {weeks:.0f} | {runs:,} | {len(breaks_in(archive))} |"


def replay_row(name: str, archive: Sequence[ActivityFacts], lives: Iterable[Replayed]) -> str:
    """What came of one or more replays; a run that two breaks share counts in both."""
    done = list(lives)
    real: list[RealRun] = [one for life in done for one in life.real]
    cells = (
        name,
        sum(len(life.mornings) for life in done),
        sum(len(life.may_run_on) for life in done),
        len(real),
        sum(one.allowed for one in real),
        sum(len(life.in_plan) for life in done),
        len(above_cap(archive, real)),
        sum(len(life.broken) for life in done),
    )
    return "| " + " | ".join(f"{one:,}" if isinstance(one, int) else one for one in cells) + " |"


def main(folder: Path) -> None:
    """Print both tables, and how runner C would have come back by the plan."""
    archives = {runner: read_table(folder, runner) for runner in TABLES}
    print("| runner | weeks | runs | breaks |\n| --- | --- | --- | --- |")
    for runner, archive in archives.items():
        print(archive_row(runner, archive))
    print("\n| " + " | ".join(COLUMNS) + " |\n|" + " --- |" * len(COLUMNS))
    c = archives["C"]
    print(replay_row("C, as told", c, [calf_of_c(c, said=TOLD_BY_C).live(DAYS_AFTER)]))
    print(replay_row("C, all calm", c, [calf_of_c(c, calm=True).live(DAYS_AFTER)]))
    for runner in ("D", "E"):
        archive = archives[runner]
        for injury in INJURIES:
            for calm in (False, True):
                lives = (break_of(archive, gap, injury, calm=calm).live(DAYS_AFTER) for gap in breaks_in(archive))
                print(replay_row(f"{runner}, {injury}, {'all calm' if calm else 'no answer'}", archive, lives))
    followed = calf_of_c(c, follow=True).live(BACK_WITHIN_DAYS, stop_at_30=True)
    first, thirty = followed.may_run_on[0], followed.thirty_on
    print(
        f"\nC by the plan: onset {CALF_ONSET}, first run {first}, {len(followed.real)} runs, 30 minutes behind {thirty}"
    )


if __name__ == "__main__":
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit("Give the folder with recordings: python -m bench.replay_recorded FOLDER")
    main(Path(sys.argv[1]))
