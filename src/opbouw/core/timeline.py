"""Facts in order of their day, found by day without looking at all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Generic, TypeVar

T = TypeVar("T")


class Timeline(Generic[T]):
    """Facts in order of their day; within a day in the order given."""

    __slots__ = ("_days", "_items")

    def __init__(self) -> None:
        self._days: list[date] = []
        self._items: list[T] = []

    def put(self, day: date, items: Sequence[T]) -> None:
        """Make ``items`` all that stands on a day."""
        low, high = bisect_left(self._days, day), bisect_right(self._days, day)
        self._days[low:high] = [day] * len(items)
        self._items[low:high] = items

    def cut(self, day: date) -> None:
        """Forget everything from a day on."""
        low = bisect_left(self._days, day)
        del self._days[low:], self._items[low:]

    def between(self, first: date, last: date) -> list[T]:
        """What stands on ``first`` to ``last``, both included."""
        return self._items[bisect_left(self._days, first) : bisect_right(self._days, last)]

    def on(self, day: date) -> list[T]:
        """What stands on a day."""
        return self.between(day, day)

    def until(self, day: date) -> list[T]:
        """What stands on a day or before it; for long logs ``newest`` and ``between`` are cheaper."""
        return self._items[: bisect_right(self._days, day)]

    def newest(self, day: date) -> T | None:
        """The last fact on a day or before it."""
        before = bisect_right(self._days, day)
        return self._items[before - 1] if before else None

    def index_of(self, day: date) -> int:
        """Where the facts of a day and after begin."""
        return bisect_left(self._days, day)

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[T]:
        return iter(self._items)

    def __getitem__(self, index: int) -> T:
        return self._items[index]
