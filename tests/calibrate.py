"""`make calibrate`: measure the cause finder on fresh seeds and write docs/causes/calibration.md and .json.

EACH archives a cause (100 unless told) with SEED (a seed nothing was tuned on). Real histories are planted as well when
the folder of recordings is there; without it their tables are left out.
"""

import json
import os
from collections.abc import Iterator
from typing import Any

from opbouw.history.params import param
from tests.history.calibrating import Tallies, Tally, false_alarms, made_archives, real_archives, share, tallied
from tests.history.population import runners
from tests.plugin import ROOT, shared_folder

PAGES = ROOT / "docs" / "causes"
HALVES = {"tuned on": 1, "not looked at": 3}  # runner number modulo 4; the set has odd numbers only
REAL_EACH = 4
HEAD = """# Calibration of the causes

Written by `make calibrate` (seed {seed}, {each} archives a cause, rules of this folder). Archives are made by
`tests/history/archives.py` with six styles of runners, seasons, races, missing weeks, treadmill winters and hills, of
20 to 104 weeks, and one cause planted in the weeks before onset, or none. The numbers were tuned on other seeds.

*First* and *among three* are places in the ranking. *Stands out* is a first clue of strength {stands_out} or more: with
nothing planted that is a false alarm.

| | bar | measured |
| --- | --- | --- |
| planted cause first | 80 % | {first} |
| planted cause among three | 95 % | {three} |
| false alarms with nothing planted | at most 10 % | {alarms} |
"""
REAL = """
## Real histories

The same plants in the runs of real amateurs: half of the runners were looked at while tuning, the other half not.
These lives hold pauses, jumps and hills of their own on any day, and nobody knows which of them hurt: "nothing planted"
is not "nothing there", and what stands first instead is often true. So these shares are lower, and they are the honest
ones for a runner who trains as people do. Recorded time includes stops, and there is no cadence, shoe or night in this
set.
"""


def table(found: Tallies) -> Iterator[str]:
    """The rows by factor, the weakest first, and nothing planted last."""
    yield "| planted | archives | first | among three | stands out | what stood first instead |"
    yield "| --- | --- | --- | --- | --- | --- |"
    planted = sorted((tally.first / tally.archives, name) for name, tally in found.items() if name is not None)
    for _, name in planted:
        yield _row(f"[`{name}`]({name}.md)", found[name], found[name].first, found[name].among_three)
    yield _row("nothing", found[None], None, None)


def _row(name: str, tally: Tally, first: int | None, three: int | None) -> str:
    instead = ", ".join(f"{factor} {count}" for factor, count in tally.instead.most_common(3))
    places = ["" if one is None else percent(one / tally.archives) for one in (first, three)]
    cells = (name, f"{tally.archives:,}", *places, percent(tally.stood_out / tally.archives), instead)
    return "| " + " | ".join(cells) + " |"


def percent(of_one: float) -> str:
    """A share in whole percent."""
    return f"{100 * of_one:.0f} %"


def bars(found: Tallies) -> dict[str, float]:
    """The three measures."""
    return {
        "first": round(share(found, "first"), 4),
        "among_three": round(share(found, "among_three"), 4),
        "false_alarms": round(false_alarms(found), 4),
    }


def as_json(found: Tallies) -> dict[str, Any]:
    """The measures and counts for a program to read."""
    counts = {
        name or "nothing": {
            "archives": tally.archives,
            "first": tally.first,
            "among_three": tally.among_three,
            "stood_out": tally.stood_out,
            "any_clue": tally.any_clue,
        }
        for name, tally in found.items()
    }
    return {**bars(found), "by_factor": counts}


def main() -> None:
    """Measure, print and write."""
    seed, each = os.environ.get("SEED", "fresh"), int(os.environ.get("EACH", "100"))
    made = tallied(made_archives(seed, each))
    measured = bars(made)
    head = HEAD.format(
        seed=f"`{seed}`",
        each=each,
        stands_out=param("stands_out"),
        first=percent(measured["first"]),
        three=percent(measured["among_three"]),
        alarms=percent(measured["false_alarms"]),
    )
    lines = [head, *table(made)]
    kept: dict[str, Any] = {"seed": seed, "made": as_json(made)}
    folder = shared_folder()
    if folder is not None:
        lines.append(REAL)
        for name, rest in HALVES.items():
            half = {number: runs for number, runs in runners(folder).items() if number % 4 == rest}
            found = tallied(real_archives(half, seed, REAL_EACH))
            of = bars(found)
            said = f"first {percent(of['first'])}, among three {percent(of['among_three'])}"
            alarms = f"stands out with nothing planted {percent(of['false_alarms'])}"
            lines += [f"### The half {name}: {said}, {alarms}", "", *table(found), ""]
            kept[f"real, {name}"] = as_json(found)
    page = "\n".join(lines).rstrip() + "\n"
    print(page)
    (PAGES / "calibration.md").write_text(page, encoding="utf-8")
    (PAGES / "calibration.json").write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
