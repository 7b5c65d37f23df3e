"""Corrections and withdrawals: who may amend what, from when it counts, and what late words leave standing."""

from typing import Any

import pytest

from opbouw.core.log import Log, LogRefused, nearest, read_log
from tests.core.making import Story

DAY = 5


def _log(story: Story, day: int = DAY + 9) -> Log:
    return read_log(story.told_by(day), story.on(day))


def _cleared(by: str, amended_by: str, kind: str) -> list[int | None]:
    """The minutes of a clearance of somebody, after a word of somebody else about it."""
    story = Story("pfp")
    said: dict[str, Any] = {"seen_by": "doctor", "injury": "pfp", "scope": ["running"]}
    name = story.add("cleared", DAY, role=by, **said, max_run_min=5)
    if kind == "corrected":
        story.add("corrected", DAY, role=amended_by, event=name, data=said | {"max_run_min": 50})
    else:
        story.add("withdrawn", DAY, role=amended_by, event=name)
    return [event.data.max_run_min for event in _log(story).by_type.get("cleared", [])]


@pytest.mark.parametrize("kind", ["corrected", "withdrawn"])
@pytest.mark.parametrize(
    ("by", "amended_by", "counts"),
    [
        ("doctor", "doctor", True),
        ("physio", "physio", True),
        ("trainer", "trainer", True),
        ("doctor", "runner", False),
        ("physio", "doctor", False),
        ("trainer", "runner", False),
        ("runner", "doctor", True),
        ("runner", "runner", True),
    ],
)
def test_what_a_professional_wrote_is_amended_by_the_same_role_only(
    by: str, amended_by: str, counts: bool, kind: str
) -> None:
    assert _cleared(by, amended_by, kind) == (([50] if kind == "corrected" else []) if counts else [5])


def test_what_a_guide_decided_is_a_word_of_the_guide_too() -> None:
    for role, left in (("runner", 1), ("physio", 0)):
        story = Story("pfp")
        name = story.add("guide_decided", DAY, role="physio", decision="hold")
        story.add("withdrawn", DAY, role=role, event=name)
        assert len(_log(story).by_type.get("guide_decided", [])) == left


def test_a_check_in_may_be_amended_by_anybody() -> None:
    story = Story("pfp")
    name = story.check(DAY, pain_daily=1)
    story.add("corrected", DAY, role="trainer", event=name, data={"pain_daily": 4})
    assert [event.data.pain_daily for event in _log(story).by_type["checked_in"]] == [4]


@pytest.mark.parametrize(("late", "pains"), [(0, [4]), (2, [4]), (3, [1, 4])])
def test_what_the_body_told_stays_beside_a_late_correction(late: float, pains: list[float]) -> None:
    story = Story("pfp")
    name = story.check(DAY, pain_daily=1)
    story.add("corrected", DAY, late=late, event=name, data={"pain_daily": 4})
    assert [event.data.pain_daily for event in _log(story).by_type["checked_in"]] == pains


@pytest.mark.parametrize(("late", "left"), [(0, 0), (2, 0), (3, 1)])
@pytest.mark.parametrize("type", ["checked_in", "session_done", "activity_imported", "tested"])
def test_what_the_body_told_is_not_taken_back_late(type: str, late: float, left: int) -> None:
    story = Story("pfp")
    data: dict[str, dict[str, Any]] = {
        "session_done": {"kind": "run"},
        "activity_imported": {"sport": "run"},
        "tested": {"test": "hop_in_place", "value": 1},
    }
    name = story.add(type, DAY, **data.get(type, {}))
    story.add("withdrawn", DAY, late=late, event=name)
    assert len(_log(story).by_type.get(type, [])) == left


def test_a_goal_is_taken_back_whenever() -> None:
    story = Story("pfp")
    name = story.add("goal_set", DAY, kind="30_minutes")
    story.add("withdrawn", DAY, late=8, event=name)
    assert _log(story).by_type.get("goal_set", []) == []


def test_an_answer_to_a_sign_that_is_corrected_stays_and_the_correction_is_an_ordinary_answer() -> None:
    story = Story("pfp")
    name = story.add("screened", DAY, answers={"rf_chest": "yes"}, why="asked")
    story.add("corrected", DAY, event=name, data={"answers": {"rf_chest": "no"}, "why": "mistake"})
    story.add("withdrawn", DAY, event=name)
    told = [(dict(event.data.answers), event.data.why) for event in _log(story).by_type["screened"]]
    assert told == [({"rf_chest": "yes"}, "asked"), ({"rf_chest": "no"}, "asked")]


def test_a_correction_is_as_new_as_the_word_that_made_it() -> None:
    story = Story("pfp")
    name = story.check(DAY, pain_daily=1)
    story.add("corrected", DAY, late=1, event=name, data={"pain_daily": 4})
    (event,) = _log(story).by_type["checked_in"]
    assert (event.id, event.on, event.recorded_at) == (name, story.on(DAY), story.events[-1].recorded_at)


@pytest.mark.parametrize(
    ("type", "said", "counts_on"),
    [
        ("cleared", {"seen_by": "physio", "flags": ["rf_dvt"]}, DAY + 4),
        ("causes_reviewed", {"outcome": "none_found"}, DAY + 4),
        ("profile_set", {"years_running": 3}, DAY + 4),
        ("baseline_set", {"weekly_runs": 3}, DAY + 4),
        ("goal_set", {"kind": "30_minutes"}, DAY + 4),
        ("availability_set", {"weekdays": {"mon": 30}}, DAY + 4),
        ("guide_decided", {"decision": "sign", "gate": "sr_cause"}, DAY + 4),
        ("guide_decided", {"decision": "ladder", "ladder": "gentle_start"}, DAY + 4),
        ("guide_decided", {"decision": "hold"}, DAY),
        ("checked_in", {"pain_daily": 1}, DAY),
    ],
)
def test_what_gives_leave_counts_from_the_day_it_was_written_down(
    type: str, said: dict[str, Any], counts_on: int
) -> None:
    story = Story("pfp")
    story.add(type, DAY, role="physio", late=4, **said)
    assert [event.on for event in _log(story).by_type[type]] == [story.on(counts_on)]
    same = Story("pfp")
    same.add(type, DAY, role="physio", **said)
    assert [event.on for event in _log(same).by_type[type]] == [same.on(DAY)]


# ---- an opening


def _opened(late: float, old: dict[str, Any], new: dict[str, Any]) -> Any:
    story = Story("pfp", "2026-03-02", **old)
    data = {"injury": "pfp", "onset_on": "2026-03-02"} | new
    story.add("corrected", 0, late=late, event=story.events[0].id, data=data)
    return _log(story).start


@pytest.mark.parametrize(
    ("field", "old", "new", "late"),
    [
        ("severity", "niggle", "limits_daily_life", "limits_daily_life"),
        ("severity", "limits_daily_life", "niggle", "limits_daily_life"),
        ("severity", "niggle", None, None),  # not known is the most careful
        ("severity", None, "niggle", None),
        ("recurrence", True, False, True),
        ("recurrence", False, True, True),
        ("named_by", "self", "doctor", "self"),
        ("named_by", None, "doctor", None),
        ("named_by", "doctor", "self", "self"),
        ("spot", "knee_anterior", "groin", "knee_anterior"),
        ("last_run_on", "2026-02-20", "2026-02-10", "2026-02-20"),
        ("last_run_on", "2026-02-10", "2026-02-20", "2026-02-20"),
        ("last_run_on", None, "2026-02-20", "2026-02-20"),
        ("onset_on", "2026-03-02", "2026-02-10", "2026-03-02"),
    ],
)
def test_a_late_correction_of_the_opening_only_gets_more_careful(field: str, old: Any, new: Any, late: Any) -> None:
    before = {} if old is None or field == "onset_on" else {field: old}
    after = {} if new is None else {field: new}
    told = [getattr(_opened(days, before, after), field) for days in (2, 3)]
    assert [one if one is None or isinstance(one, str | bool) else one.isoformat() for one in told] == [new, late]


@pytest.mark.parametrize(
    ("injury", "late", "refused"),
    [("pfp", 2, False), ("pfp", 3, True), ("bsi_fibula", 0, True)],
)
def test_another_injury_in_time_is_a_slip_and_later_another_episode(injury: str, late: float, refused: bool) -> None:
    story = Story(injury)
    data = {"injury": "itbs", "onset_on": story.onset.isoformat()}
    story.add("corrected", 0, late=late, event=story.events[0].id, data=data)
    if not refused:
        assert _log(story).start.injury == "itbs"
        return
    with pytest.raises(LogRefused, match="other_injury") as told:
        _log(story)
    assert told.value.params == {"id": story.events[-1].id, "injury": injury}


def test_the_three_names_most_like_a_word() -> None:
    ids = ["achilles_midportion", "achilles_insertional", "pfp", "itbs", "calf_strain_gastroc", "calf_strain_soleus"]
    assert nearest("achiles", ids) == "achilles_insertional, achilles_midportion"
    assert nearest("CALF", ids) == "calf_strain_gastroc, calf_strain_soleus"
    assert nearest("zzz", ids) == "-"
    assert nearest("a_strain", [f"{n}_strain" for n in range(5)]).count(",") == 2
