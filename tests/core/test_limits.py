"""A limit as an object: what it would have been, what is left, who won, and what the others would have left."""

from opbouw.core.decision import Limit, OtherLimit
from opbouw.core.limits import Bound, limited, lowest_bound


def test_a_limit_tells_every_number_and_hundredths_at_most() -> None:
    bounds = [Bound("guide", 9.876), Bound("session_cap", 7.126)]
    found = limited("run_minutes", "min", 12.126, bounds)
    assert found == Limit("run_minutes", "min", 12.13, 7, "session_cap", (OtherLimit("guide", 9.88),))


def test_a_number_that_is_not_rounded_keeps_its_tenths_and_stops_at_nought() -> None:
    assert limited("stage", "step", 3.0, [Bound("hold", 2.3)], rounded=False).value == 2.3
    assert limited("stage", "step", 3.0, [Bound("hold", 0.5)], rounded=False).value == 0.5
    assert limited("stage", "step", 3.0, [Bound("hold", -1.0)], rounded=False).value == 0.0


def test_the_tightest_bound_is_the_winner_or_the_lowest_of_the_others() -> None:
    won = Limit("run_minutes", "min", 12.0, 7.0, "guide", (OtherLimit("session_cap", 9.0),))
    none_won = Limit(
        "run_minutes", "min", 12.0, 12.0, None, (OtherLimit("session_cap", 20.0), OtherLimit("guide", 15.0))
    )
    assert lowest_bound(won) == 7.0
    assert lowest_bound(none_won) == 15.0


def test_without_any_bound_the_tightest_is_endless() -> None:
    assert lowest_bound(Limit("run_minutes", "min", 12.0, 12.0, None, ())) == float("inf")
