"""The files that figures share between pages: all outlines in one, and the keyframes of each movement.

Both are made from the pose files when first asked for, and carry a hash in their address, so that browsers keep them.
"""

import hashlib
from functools import cache, lru_cache

from django.urls import reverse

from opbouw.figures import Drawing, movement, outline_file

MOST_KEPT = 400  # more than there are movements


@cache
def outlines() -> str:
    """The SVG with every outline."""
    return outline_file()


@lru_cache(maxsize=MOST_KEPT)
def keyframes(name: str) -> str:
    """The style sheet that moves one drawing."""
    return Drawing(movement(name)).keyframes()


def short_hash(text: str) -> str:
    """Ten signs that change when the text does."""
    return hashlib.sha256(text.encode()).hexdigest()[:10]


@cache
def outlines_address() -> str:
    """Where the outlines are."""
    return reverse("figure_outlines", kwargs={"version": short_hash(outlines())})


@lru_cache(maxsize=MOST_KEPT)
def keyframes_address(name: str) -> str:
    """Where the keyframes of a movement are."""
    return reverse("figure_keyframes", kwargs={"name": name, "version": short_hash(keyframes(name))})
