"""Causes at the gates: found and acted on, honestly none found, and never known before they were looked into."""

from dataclasses import replace

from opbouw.core.gates import status_of
from opbouw.evidence import tables
from tests.core.cases import standing_on
from tests.core.making import Story


def _open_causes(story: Story, day: int, told_by: int) -> tuple[str, float | None]:
    case, at = standing_on(story, told_by, "rebuild")
    row = next(one for one in tables.criteria.values() if one.check == "causes_open_without_action")
    found = status_of(case, row, replace(at, day=story.on(day)))
    return found.status, found.value


def test_a_look_at_the_causes_counts_from_its_day_and_each_needs_an_action() -> None:
    story = Story("pfp", named_by="physio")
    story.add("causes_reviewed", 5, outcome="found", factors=["speed", "hills"])
    story.add("cause_judged", 6, factor="speed", verdict="dealt_with")
    story.add("cause_judged", 8, factor="hills", verdict="ruled_out")
    seen = [_open_causes(story, day, 8) for day in (4, 5, 6, 8)]
    assert seen == [("unknown", None), ("not_yet", 2), ("not_yet", 1), ("met", 0)]
