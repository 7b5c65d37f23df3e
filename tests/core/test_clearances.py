"""What clearances allow together: a later look replaces, of two that differ the more careful holds."""

from datetime import date, timedelta
from typing import Any

from opbouw.core.clearances import Permission, permission
from opbouw.evidence import tables
from tests.core.cases import case_of
from tests.core.making import Story

ALL = ["movement", "strength", "impact", "running"]


def allowed(story: Story, day: int, ended: int | None = None) -> Permission:
    log = case_of(story, day).log
    stop = None if ended is None else story.on(ended)
    return permission(log, tables.injuries[story.injury], story.on(day), ended=stop)


def seen(story: Story, day: int, by: str = "doctor", **said: Any) -> None:
    story.add("cleared", day, injury=story.injury, seen_by=by, **{"scope": ALL} | said)


def test_a_later_look_by_the_same_professional_replaces_the_earlier() -> None:
    story = Story("pfp")
    seen(story, 3, scope=["movement"], max_run_min=1)
    seen(story, 9, max_run_min=10)
    found = allowed(story, 10)
    assert (found.scope, found.max_run_min) == (frozenset(ALL), 10)


def test_two_of_one_day_that_differ_give_the_more_careful_of_each() -> None:
    story = Story("pfp")
    seen(story, 3, max_run_min=10, not_before=story.on(5).isoformat(), modalities=["cycling", "alterg"])
    seen(story, 3, scope=["movement", "running"], max_run_min=20, modalities=["alterg"])
    found = allowed(story, 6)
    assert found.scope == {"movement", "running"}
    assert (found.max_run_min, found.not_before, found.modalities) == (10, story.on(5), frozenset({"alterg"}))


def test_a_physio_after_a_doctor_widens_nothing_and_a_doctor_after_a_physio_replaces() -> None:
    story = Story("pfp")
    seen(story, 3, max_run_min=10)
    seen(story, 6, "physio", max_run_min=30)
    assert allowed(story, 7).max_run_min == 10
    seen(story, 8, max_run_min=20)
    assert allowed(story, 9).max_run_min == 20


def test_a_clearance_from_before_a_second_bone_stop_allows_nothing() -> None:
    story = Story("bsi_fibula")
    seen(story, 3)
    assert "running" in allowed(story, 20).scope
    assert allowed(story, 20, ended=12).scope == frozenset()
    seen(story, 13)
    assert "running" in allowed(story, 20, ended=12).scope


def test_it_ends_by_its_date_or_after_the_days_of_the_table() -> None:
    story = Story("bsi_fibula")
    seen(story, 0)
    assert allowed(story, 42).seen
    assert not allowed(story, 43).seen
    dated = Story("bsi_fibula")
    seen(dated, 0, valid_until=date.fromisoformat("2026-03-05").isoformat())
    assert allowed(dated, 3).valid_until == dated.onset + timedelta(days=3)
    assert not allowed(dated, 4).seen


def test_a_trainer_clears_nothing() -> None:
    story = Story("pfp")
    story.add("cleared", 1, role="trainer", injury="pfp", seen_by="physio", scope=ALL)
    assert allowed(story, 2).scope == frozenset()


def test_a_later_word_of_running_on_high_risk_bone_without_healed_imaging_takes_running_away() -> None:
    story = Story("bsi_femoral_neck")
    seen(story, 3, imaging="healed")
    assert allowed(story, 10).scope == frozenset(ALL)
    seen(story, 9)
    assert allowed(story, 10).scope == {"movement", "strength", "impact"}
    assert allowed(story, 10).healed


def test_high_risk_bone_without_healed_imaging_is_not_cleared_at_all() -> None:
    story = Story("bsi_femoral_neck")
    seen(story, 3)
    assert allowed(story, 4).scope == frozenset()
    seen(story, 5, scope=["movement"])
    assert allowed(story, 6).scope == {"movement"}


def test_a_healed_picture_counts_to_the_last_day_of_its_look() -> None:
    story = Story("bsi_femoral_neck")
    seen(story, 3, imaging="healed", valid_until=story.on(10).isoformat())
    seen(story, 5, scope=["movement"])
    assert [allowed(story, day).healed for day in (9, 10, 11)] == [True, True, False]
