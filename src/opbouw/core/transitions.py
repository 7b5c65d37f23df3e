"""Every way from one phase to another, as one table: forward through a gate, back any distance, and by which rule.

The engine moves by this table only: ``destination`` gives where an edge leads, and refuses an edge that the table does
not have. Rows name their rule by its id in the evidence: a gate of ``gate_criteria``, a parameter, or a pain rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from opbouw.core.decision import PHASES, Phase


@dataclass(frozen=True, slots=True)
class Edge:
    """One way between phases; ``rule`` is the id of the row that opens it, ``kind`` the table that row stands in."""

    id: str
    start: tuple[Phase, ...]
    to: Phase
    kind: Literal["gate", "param", "pain_rule"]
    rule: str

    @property
    def forward(self) -> bool:
        """Whether it leads on; everything else leads back."""
        return self.kind == "gate" and len(self.start) == 1 and PHASES.index(self.start[0]) < PHASES.index(self.to)


RUNNING: tuple[Phase, ...] = ("rebuild", "keep_running")
TABLE = (
    Edge("rest_loosen", ("rest",), "loosen", "gate", "rest_loosen"),
    Edge("loosen_strengthen", ("loosen",), "strengthen", "gate", "loosen_strengthen"),
    Edge("strengthen_rebuild", ("strengthen",), "rebuild", "gate", "strengthen_rebuild"),
    Edge("rebuild_keep", ("rebuild",), "keep_running", "gate", "rebuild_keep"),
    Edge("sign_or_lock", PHASES, "rest", "pain_rule", "r_redflag"),
    Edge("sign_closed", PHASES, "rest", "pain_rule", "r_redflag"),
    Edge("rest_pain", ("strengthen", *RUNNING), "loosen", "param", "flare_to_phase_back"),
    Edge("daily_pain", ("strengthen", *RUNNING), "loosen", "param", "flare_to_phase_back"),
    Edge("limping", ("strengthen", *RUNNING), "loosen", "param", "flare_to_phase_back"),
    Edge("silence_restart", RUNNING, "strengthen", "param", "silence_restart_after_days"),
    Edge("early_warning_again", ("keep_running",), "rebuild", "param", "early_warning"),
    Edge("guide_shuts_loosen", ("loosen", "strengthen", *RUNNING), "rest", "gate", "rest_loosen"),
    Edge("guide_shuts_strengthen", ("strengthen", *RUNNING), "loosen", "gate", "loosen_strengthen"),
    Edge("guide_shuts_rebuild", RUNNING, "strengthen", "gate", "strengthen_rebuild"),
    Edge("guide_shuts_keep", ("keep_running",), "rebuild", "gate", "rebuild_keep"),
)
EDGES: Mapping[str, Edge] = MappingProxyType({edge.id: edge for edge in TABLE})
GATES: Mapping[str, tuple[Phase, Phase]] = MappingProxyType(
    {edge.id: (edge.start[0], edge.to) for edge in TABLE if edge.forward}
)
GATE_FROM: Mapping[Phase, str] = MappingProxyType({start: gate for gate, (start, _) in GATES.items()})
GUIDE_SHUTS: Mapping[str, str] = MappingProxyType(
    {edge.rule: edge.id for edge in TABLE if edge.id.startswith("guide_shuts")}
)
# Phases overlap as in life: loosening goes on until the return, strength for good as upkeep, cross-training fills what
# running does not.
WORK: Mapping[Phase, frozenset[str]] = MappingProxyType(
    {
        "rest": frozenset({"cross"}),
        "loosen": frozenset({"cross", "mobility"}),
        "strengthen": frozenset({"cross", "mobility", "strength"}),
        "rebuild": frozenset({"cross", "mobility", "strength", "run"}),
        "keep_running": frozenset({"cross", "strength", "run"}),
    }
)


def destination(edge: str, phase: Phase) -> Phase:
    """Where an edge leads from a phase.

    :raises KeyError: for an edge that the table does not have from this phase.
    """
    row = EDGES[edge]
    if phase not in row.start:
        raise KeyError(f"{edge} does not start in {phase}")
    return row.to


def leads_from(edge: str, phase: Phase) -> bool:
    """Whether the table has this edge from a phase."""
    return phase in EDGES[edge].start


def behind(gate: str, phase: Phase) -> bool:
    """Whether a phase lies past a gate."""
    return PHASES.index(phase) > PHASES.index(GATES[gate][0])
