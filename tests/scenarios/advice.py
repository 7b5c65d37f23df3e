"""The advice of all stories and of the first months of 74 virtual runners, in short: `make advice` writes it.

Per story and runner one line, and in it each part of the decision (its week, its limits, its reasons ...) as a short
hash over all days asked. So no change of advice goes unnoticed: a line that changes is meant, or it is a mistake.
`make changes BASE=...` says the same changes in words.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from opbouw.core.decide import decide_day
from opbouw.core.decision import Decision, Refusal
from opbouw.core.fold import Fold
from opbouw.core.serialize import decision_to_dict
from tests.journeys.journey import INJURIES, Runner
from tests.scenarios.story import FOLDER, read_story

FILE = Path(__file__).parent / "advice.json"
STORIES = tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))
RUNNERS = tuple(range(2 * len(INJURIES)))  # each injury with two styles
BEFORE, EVERY, MOST = 6, 3, 16  # days around those that a story asks for
LIVED, LOOKED = 91, 6  # a quarter of a year; not a week apart, so that every weekday is looked at
LETTERS = 6
NOT_ADVICE = {"rules_version", "episode", "injury", "kind", "on"}


def of_story(name: str) -> dict[str, str]:
    """The advice of the days a story asks for and of some between them."""
    told = read_story(FOLDER / f"{name}.toml")
    asked = {one["day"] for one in told.expect}
    between = [day for day in range(max(0, min(asked) - BEFORE), max(asked), EVERY) if day not in asked]
    return _short([*map(told.answer, told.expect), *(told.answer({"day": day}) for day in between[:MOST])])


def of_runner(seed: int) -> dict[str, str]:
    """The advice along the first months of a virtual runner, as the whole log tells it afterwards."""
    runner = Runner(seed, checked=False)
    runner.live(LIVED)
    answers, fold, before = list[Decision | Refusal](), Fold(), date.min
    for day in range(0, LIVED + 1, LOOKED):
        on = runner.writer.onset + timedelta(days=day)
        fold.tell(one for one in runner.daily.told.events if before < one.on <= on)
        answers.append(decide_day(fold, on))
        before = on
    return _short(answers)


def _short(answers: Iterable[Decision | Refusal]) -> dict[str, str]:
    parts: dict[str, list[Any]] = {}
    for answer in answers:
        for part, said in decision_to_dict(answer).items():
            parts.setdefault(part, []).append(said)
    return {
        part: sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:LETTERS]
        for part, said in sorted(parts.items())
        if part not in NOT_ADVICE
    }


@cache
def kept() -> dict[str, dict[str, dict[str, str]]]:
    """The advice as it was last meant: of stories by name, of runners by number."""
    made: dict[str, dict[str, dict[str, str]]] = json.loads(FILE.read_text(encoding="utf-8"))
    return made


def write() -> None:
    """Write the advice as it is now, a line each."""
    parts = {
        "stories": {name: of_story(name) for name in STORIES},
        "runners": {str(seed): of_runner(seed) for seed in RUNNERS},
    }
    lines = [
        f'"{part}": {{\n' + ",\n".join(f'"{name}": {json.dumps(said)}' for name, said in made.items()) + "\n}"
        for part, made in parts.items()
    ]
    FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    write()
