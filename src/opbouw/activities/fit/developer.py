"""Fields that an app on the watch or a sensor brought along (Stryd's power): described in the file itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Description:
    """A field_description message: at which place it stood, and name and base type of the field it describes."""

    place: int
    name: str
    kind: int


class Descriptions:
    """What the field_description messages of one file say, by number of the app and number of the field."""

    def __init__(self, found: Iterable[tuple[int, int, Description]] = ()) -> None:
        self._found: dict[tuple[int, int], list[Description]] = {}
        for index, number, description in found:
            self._found.setdefault((index, number), []).append(description)

    def find(self, index: int, number: int, place: int) -> Description | None:
        """The description in force at `place`: the last one before it, or the first one when none was before it."""
        known = self._found.get((index, number))
        if not known:
            return None
        return max((one for one in known if one.place < place), key=lambda one: one.place, default=known[0])
