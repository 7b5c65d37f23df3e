"""Facts found by their day, whatever the order in which the days were told."""

from datetime import date, timedelta

from opbouw.core.timeline import Timeline

MONDAY = date(2026, 3, 2)


def _day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def _filled() -> Timeline[str]:
    """One fact on Monday, two on Wednesday, one on Friday; told from the last to the first."""
    made: Timeline[str] = Timeline()
    for day, items in ((4, ["e"]), (2, ["c", "d"]), (0, ["a"])):
        made.put(_day(day), items)
    return made


def test_facts_stand_in_order_of_their_day_and_within_a_day_as_given() -> None:
    made = _filled()
    assert list(made) == ["a", "c", "d", "e"]
    assert (len(made), made[0], made[-1]) == (4, "a", "e")


def test_both_ends_of_a_stretch_are_in_it() -> None:
    made = _filled()
    assert made.between(_day(0), _day(2)) == ["a", "c", "d"]
    assert (made.on(_day(2)), made.on(_day(3))) == (["c", "d"], [])
    assert made.until(_day(3)) == ["a", "c", "d"]


def test_the_newest_fact_is_of_the_day_or_before_it() -> None:
    made = _filled()
    assert [made.newest(_day(n)) for n in (-1, 0, 1, 2, 9)] == [None, "a", "a", "d", "e"]
    assert [made.index_of(_day(n)) for n in (-1, 0, 1, 2, 3, 9)] == [0, 0, 1, 1, 3, 4]


def test_a_day_told_again_replaces_what_stood_there_and_can_be_emptied() -> None:
    made = _filled()
    made.put(_day(2), ["x"])
    assert list(made) == ["a", "x", "e"]
    made.put(_day(2), [])
    assert list(made) == ["a", "e"]
    made.cut(_day(4))
    assert list(made) == ["a"]
