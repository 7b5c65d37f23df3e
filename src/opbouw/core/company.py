"""What the runner's other injuries ask of the one week they share."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Company:
    """Bounds that other injuries put on a plan; they only leave work out.

    ``modalities`` are those that suit every other injury (None: no other injury); ``barred`` exercises are never
    offered; ``sore`` are the other injuries' spots; ``calm`` keeps cross-training easy, ``no_strength`` keeps strength
    and loosening out, ``rests`` keeps strength out today, ``jumps`` says whether every other injury may jump.
    ``rpe_max`` (0-10) bounds the effort of all work, ``cross_pain_max`` (0-10) the pain during cross-training.
    """

    modalities: frozenset[str] | None = None
    barred: frozenset[str] = frozenset()
    sore: frozenset[str] = frozenset()
    calm: bool = False
    no_strength: bool = False
    rests: bool = False
    jumps: bool = True
    rpe_max: int | None = None
    cross_pain_max: int | None = None


ALONE = Company()
