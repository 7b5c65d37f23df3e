"""How often the cause finder is right, on archives with a known cause and on archives with none.

A cause counts as found first (or among three) by its place in the ranking, with a strength above 0. With nothing
planted, a false alarm is an archive in which the first clue stands out (`stands_out`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from random import Random
from statistics import fmean

from opbouw.history import causes
from opbouw.history.params import param
from tests.history.archives import PLANTS, STYLES, Archive, Recording, archive
from tests.history.population import PLANTABLE, onsets, real_archive

NOTHING_PER_CAUSE = 6  # archives with nothing planted for each with one cause: the false alarms need them


@dataclass
class Tally:
    """Counts for one planted cause (or none): archives, first, among three, strong, and what stood first instead."""

    archives: int = 0
    first: int = 0
    among_three: int = 0
    stood_out: int = 0
    any_clue: int = 0
    instead: Counter[str] = field(default_factory=Counter)

    def count(self, made: Archive) -> None:
        """Rank the causes of one archive and count what came of it."""
        found = [one for one in causes(made.facts, made.onset, beside=made.beside) if one.strength > 0]
        names = [one.factor for one in found]
        self.archives += 1
        self.first += names[:1] == [made.planted]
        self.among_three += made.planted in names[:3]
        self.any_clue += bool(found)
        stands_out = bool(found) and found[0].strength >= param("stands_out")
        self.stood_out += stands_out
        if names[:1] != [made.planted] and (made.planted is not None or stands_out):
            self.instead[names[0] if names else "nothing"] += 1


Tallies = dict[str | None, Tally]


def made_archives(seed: str, each: int) -> Iterator[Archive]:
    """``each`` archives for every cause and six times as many with none, over all styles in turn."""
    for planted in PLANTS:
        for number in range(each):
            yield archive(f"{seed}-{number}", planted, STYLES[number % len(STYLES)])
    for number in range(NOTHING_PER_CAUSE * each):
        yield archive(f"{seed}-{number}", None, STYLES[number % len(STYLES)])


def real_archives(runners: dict[int, list[Recording]], seed: str, each: int) -> Iterator[Archive]:
    """For each runner ``each`` days with every plantable cause in turn, and twice as many as they were."""
    for athlete, runs in sorted(runners.items()):
        rng = Random(f"{seed}/{athlete}")
        for onset in onsets(runs, rng, 2 * each):
            yield real_archive(runs, onset, None, seed)
        for number, onset in enumerate(onsets(runs, rng, each)):
            for planted in PLANTABLE:
                yield real_archive(runs, onset, planted, f"{seed}/{athlete}/{number}")


def tallied(archives: Iterable[Archive]) -> Tallies:
    """The counts by planted cause."""
    found: Tallies = {}
    for made in archives:
        found.setdefault(made.planted, Tally()).count(made)
    return found


def share(found: Tallies, what: str) -> float:
    """The mean over the planted causes of a share of their archives."""
    planted = [tally for name, tally in found.items() if name is not None]
    return fmean(getattr(tally, what) / tally.archives for tally in planted)


def false_alarms(found: Tallies) -> float:
    """The share of archives with nothing planted in which a clue stands out."""
    nothing = found[None]
    return nothing.stood_out / nothing.archives
