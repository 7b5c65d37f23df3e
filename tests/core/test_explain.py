"""The first reason answers "why this, today?"; before rebuilding that is the phase, not a sore morning."""

from tests.core.making import Story


def test_in_rest_a_sore_morning_is_no_reason_of_its_own() -> None:
    story = Story("pfp", spot="knee_anterior")
    story.screen(0)
    story.check(0, pain_rest=1, pain_daily=3, pain_morning=3)
    codes = [one.code for one in story.decide(0).reasons]
    assert codes[:2] == ["min_days", "phase_rest"]
    assert "pain_today" not in codes
