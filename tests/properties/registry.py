"""Every property by the sentence it proves, with how often it was tried."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from zlib import crc32

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from tests.properties.lives import FIRST_SEED, Life, lives, steer

PROPERTIES: dict[str, Callable[[], None]] = {}
TRIED: Counter[str] = Counter()
EXAMPLES = 200
MORE = {"search": 10, "quick": 0.1}
Body = Callable[[Life, st.DataObject], None]


def proved(sentence: str) -> Callable[[Body], Body]:
    """Add a property over whole random logs; the sentence is its name and fixes its random choices."""

    def add(body: Body) -> Body:
        def run(life: Life, data: st.DataObject) -> None:
            steer(life)
            body(life, data)
            TRIED[sentence] += 1

        examples = int(EXAMPLES * MORE.get(os.environ.get("HYPOTHESIS_PROFILE", ""), 1))
        fixed = settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
        assert sentence not in PROPERTIES, sentence
        PROPERTIES[sentence] = seed(crc32(sentence.encode()) + FIRST_SEED)(fixed(given(lives(), st.data())(run)))
        return body

    return add
