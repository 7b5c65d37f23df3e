"""The entry of the command line: every command by its name."""

from __future__ import annotations

import sys
from collections.abc import Callable

import typer

from opbouw.cli.backing import backup, restore
from opbouw.cli.causing import causes
from opbouw.cli.deciding import decide
from opbouw.cli.doctoring import doctor
from opbouw.cli.evidence_shown import evidence
from opbouw.cli.exporting import export
from opbouw.cli.importing import import_
from opbouw.cli.listing import exercises, injuries, readiness_tests
from opbouw.cli.planning import plan
from opbouw.cli.problems import told, unforeseen
from opbouw.cli.replaying import replay
from opbouw.cli.serving import serve
from opbouw.cli.verifying import verify

COMMANDS: dict[str, Callable[..., None]] = {
    "plan": plan,
    "import": import_,
    "causes": causes,
    "decide": decide,
    "replay": replay,
    "injuries": injuries,
    "exercises": exercises,
    "tests": readiness_tests,
    "evidence": evidence,
    "serve": serve,
    "backup": backup,
    "restore": restore,
    "verify": verify,
    "export": export,
    "doctor": doctor,
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
for _name, _command in COMMANDS.items():
    app.command(_name)(told(_command))


@app.callback()
def opbouw() -> None:
    """Brings an injured runner responsibly back to running: what to do today, how much, and why."""


def main() -> None:
    """Run the command line; a fault of ours is told in one line."""
    sys.excepthook = unforeseen
    app()
