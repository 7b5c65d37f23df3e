"""The options of `opbouw plan`, each with what it means; other commands have some of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Archives = Annotated[
    list[Path], typer.Argument(metavar="ARCHIVE...", help="Files, folders or zips from your watch or app.")
]
Injury = Annotated[
    str, typer.Option("--injury", metavar="ID", help="The injury; `opbouw injuries` lists them.", show_default=False)
]
Onset = Annotated[
    str, typer.Option("--onset", metavar="DATE", help="The day it began, as 2026-03-02.", show_default=False)
]
On = Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day to plan for; without it, today.")]
Side = Annotated[str | None, typer.Option("--side", help="left, right, both or none.")]
Spot = Annotated[str | None, typer.Option("--spot", metavar="REGION", help="The body region, such as calf.")]
Severity = Annotated[
    str | None, typer.Option("--severity", help="niggle, limits_running, limits_daily_life or cannot_bear.")
]
Course = Annotated[str | None, typer.Option("--course", help="How it came: sudden, gradual or after_one_session.")]
LastRun = Annotated[
    str | None,
    typer.Option("--last-run", metavar="DATE", help="Your last run; without it, the newest one in the archive."),
]
BirthYear = Annotated[int | None, typer.Option("--birth-year", help="The year you were born.")]
Screen = Annotated[
    Path | None,
    typer.Option("--screen", metavar="FILE", help="Answers to the warning signs: lines as rf_chest = no, or JSON."),
]
Days = Annotated[
    str | None, typer.Option("--days", help="The days you can train, as mon,wed,sat=90: 60 minutes unless you say so.")
]
Goal = Annotated[
    str | None, typer.Option("--goal", help='Such as "10 km on 2027-04-18", "30 minutes", "old level", "pain free".')
]
Save = Annotated[Path | None, typer.Option("--save", metavar="FILE", help="Keep the log it would open, to go on with.")]
Columns = Annotated[
    Path | None,
    typer.Option("--columns", metavar="FILE", help="What the columns of a table hold, as `opbouw columns` prints it."),
]
