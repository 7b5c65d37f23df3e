"""What the runner's other injuries ask of the one week they share."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Company:
    """Bounds that other injuries put on a plan; they only leave work out.

    ``modalities`` are those that suit every other injury (None: no other injury); ``barred`` exercises are never
    offered; ``sore`` are the other injuries' spots; ``calm`` keeps cross-training easy, ``no_strength`` keeps strength
    and loosening out, ``jumps`` says whether every other injury has come to running.
    """

    modalities: frozenset[str] | None = None
    barred: frozenset[str] = frozenset()
    sore: frozenset[str] = frozenset()
    calm: bool = False
    no_strength: bool = False
    jumps: bool = True


ALONE = Company()
