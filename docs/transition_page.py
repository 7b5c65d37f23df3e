"""The page of ways between the phases: forward through a gate, back any distance, and the days each gate asks."""

from collections.abc import Iterator

from opbouw.core.criteria import criteria_of
from opbouw.core.decision import PHASES, Phase
from opbouw.core.transitions import EDGES, GATES, WORK, Edge
from opbouw.evidence import tables
from opbouw.words import name
from opbouw.words.evidence import word

HEAD = """# Ways between the phases

Written by `make docs` from `src/opbouw/core/transitions.py`, the table the engine itself moves by: it goes no way that
is not here. Forward is one phase at a time, through a gate. Back is any distance. The criteria of each gate stand in
[criteria](evidence/criteria.md), the numbers in [params](evidence/params.md).
"""
SEVERITIES = ("mild", "moderate", "severe", "unknown")
ABOUT = """
Days count from the later of the onset and the last run, and begin again after a run that was not allowed. After a
recurrence they are {factor} times as many. A guide may lengthen them (wait or hold, with a date) and nobody may shorten
them. The first run also waits for the days by tissue and severity in [params](evidence/params.md)
(`runfree_days_min_by_tissue`, `runfree_days_min_strict`, `runfree_muscle_multiplier`, `runfree_bone_rule`).
"""
SIGN = """
A physio or doctor may sign a test's norm or side difference, and the cause. Nobody signs warning signs, locks, minimum
days, missing mornings, bone pain or the brisk walk. That the causes were looked into may be said by the runner, a
trainer, a physio or a doctor: found and acted on (one cause confirmed or dealt with; a clue that is only suspected is
not found), or honestly none found. For bone a doctor looks into it.
"""


def transition_page() -> str:
    """The whole page."""
    lines = [HEAD, "## Forward", "", *_ways(forward=True), "", "## Back", "", *_ways(forward=False)]
    lines += [
        "",
        "## Work that goes on",
        "",
        *_work(),
        "",
        "## Fewest days without running before a gate",
        "",
        *_days(),
    ]
    factor = tables.param("recurrence").value["runfree_days_factor"]
    return "\n".join([*lines, ABOUT.format(factor=factor).rstrip(), "", "## Who may sign", SIGN.rstrip()]) + "\n"


def _ways(*, forward: bool) -> Iterator[str]:
    yield "| from | to | when | rule |"
    yield "| --- | --- | --- | --- |"
    for edge in EDGES.values():
        if edge.forward == forward:
            yield f"| {_phases(edge.start)} | {_phase(edge.to)} | {word('edge', edge.id, 'en')} | {_rule(edge)} |"


def _rule(edge: Edge) -> str:
    page = {"gate": "criteria.md", "param": "params.md", "pain_rule": "pain_rules.md"}[edge.kind]
    return f"[`{edge.rule}`](evidence/{page})"


def _phases(phases: tuple[Phase, ...]) -> str:
    return "any phase" if phases == PHASES else ", ".join(_phase(one) for one in phases)


def _phase(phase: Phase) -> str:
    return name("phase", phase, "en")


def _work() -> Iterator[str]:
    kinds = ("cross", "mobility", "strength", "run")
    yield "| phase | " + " | ".join(name("session", one, "en") for one in kinds) + " |"
    yield "| --- " * (len(kinds) + 1) + "|"
    for phase in PHASES:
        yield f"| {_phase(phase)} | " + " | ".join("yes" if one in WORK[phase] else "" for one in kinds) + " |"


def _days() -> Iterator[str]:
    yield "| gate to | injuries | " + " | ".join(SEVERITIES) + " |"
    yield "| --- " * (len(SEVERITIES) + 2) + "|"
    for gate, (_, to) in GATES.items():
        rows = {row.id for injury in tables.injuries for row in criteria_of(gate, injury) if row.kind == "days"}
        for row in (one for one in tables.criteria.values() if one.id in rows and one.value_by_severity):
            days = " | ".join(f"{(row.value_by_severity or {})[one]:g}" for one in SEVERITIES)
            yield f"| {_phase(to)} | {', '.join(row.injuries)} | {days} |"
