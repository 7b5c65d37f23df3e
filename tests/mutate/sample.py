"""A random sample of mutants where a module is too large to be judged whole, and what it says of all of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from math import sqrt

from tests.mutate.mutants import Mutant, mutants_of

Z_95 = 1.959964  # of the normal distribution: 95 % lie within so many standard deviations


def in_random_order(modules: Iterable[str], seed: int) -> list[Mutant]:
    """All mutants of these modules, in an order that hangs on the seed and their ids alone.

    The first so many are a sample drawn uniformly without putting back, however many one takes: a sample may be cut
    short or made larger without a second draw.
    """
    every = [one for name in modules for one in mutants_of(name)]
    return sorted(every, key=lambda one: hashlib.sha256(f"{seed} {one.id}".encode()).digest())


def wilson(killed: int, of: int) -> tuple[float, float]:
    """Between which shares that of all mutants lies, with 95 % confidence (Wilson's interval for a proportion).

    :raises ZeroDivisionError: when nothing was judged.
    """
    share, square = killed / of, Z_95**2
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = Z_95 * sqrt(share * (1 - share) / of + square / (4 * of**2)) / (1 + square / of)
    return max(0.0, middle - half), min(1.0, middle + half)
