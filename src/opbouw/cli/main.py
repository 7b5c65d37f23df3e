"""The entry of the command line: every command by its name."""

from __future__ import annotations

import sys
from collections.abc import Callable

import typer

from opbouw.cli.backing import backup, restore
from opbouw.cli.causing import causes
from opbouw.cli.columns import columns
from opbouw.cli.deciding import decide
from opbouw.cli.doctoring import doctor
from opbouw.cli.evidence_shown import evidence
from opbouw.cli.exporting import export
from opbouw.cli.importing import import_
from opbouw.cli.lettering import letter, report
from opbouw.cli.listing import exercises, injuries, readiness_tests
from opbouw.cli.planning import plan
from opbouw.cli.problems import told, unforeseen
from opbouw.cli.replaying import replay
from opbouw.cli.serving import serve
from opbouw.cli.verifying import verify

# Each with the few words of the list of commands.
COMMANDS: dict[str, tuple[Callable[..., None], str]] = {
    "plan": (plan, "From an archive to the road, today and why."),
    "import": (import_, "What becomes of each file."),
    "columns": (columns, "What the columns of a table hold, to correct."),
    "causes": (causes, "Clues to what brought it on."),
    "decide": (decide, "One day's answer for a log."),
    "replay": (replay, "Every day's answer, and what changed."),
    "injuries": (injuries, "The injuries, or one of them."),
    "exercises": (exercises, "The exercises, or one of them."),
    "tests": (readiness_tests, "The readiness tests, or one of them."),
    "evidence": (evidence, "Any rule or source by its id."),
    "letter": (letter, "One page for a doctor or physio."),
    "report": (report, "Two pages for the physio."),
    "serve": (serve, "Open Opbouw in the browser."),
    "backup": (backup, "Everything kept, in one checked file."),
    "restore": (restore, "Put a backup back."),
    "verify": (verify, "Check a backup, or what is kept."),
    "export": (export, "Events to keep or take elsewhere."),
    "doctor": (doctor, "What may be wrong here, and what to do."),
}
app = typer.Typer(
    name="opbouw",
    help="Brings an injured runner responsibly back to running: what to do today, how much, and why.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
for _name, (_command, _short) in COMMANDS.items():
    app.command(_name, short_help=_short)(told(_command))


@app.callback()
def opbouw() -> None:
    """Brings an injured runner responsibly back to running: what to do today, how much, and why."""


def main() -> None:
    """Run the command line; a fault of ours is told in one line."""
    sys.excepthook = unforeseen
    app()
