"""Reads a chart back from the page: its shapes as a browser gets them, and its tables."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"link", "meta", "input", "br", "hr", "path", "rect", "circle", "use"})


@dataclass
class Card:
    """One card of the page."""

    shapes: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    tables: list[list[list[str]]] = field(default_factory=list)
    text: str = ""
    labels: list[str] = field(default_factory=list)

    def of(self, tag: str, css: str) -> list[dict[str, str]]:
        """The shapes of a kind in the chart itself, in order."""
        return [one for name, one in self.shapes if name == tag and css in one.get("class", "").split()]

    def points(self, css: str) -> list[tuple[float, float]]:
        """The corners of a path of straight lines."""
        (path,) = self.of("path", css)
        return [(float(x), float(y)) for x, y in re.findall(r"[ML]([\d.]+) ([\d.]+)", path["d"])]

    @property
    def rows(self) -> list[list[str]]:
        """The cells of its first table, without the heads."""
        return self.tables[0][1:]


class Reader(HTMLParser):
    """Cards by the id of their heading."""

    def __init__(self) -> None:
        super().__init__()
        self.cards: dict[str, Card] = {}
        self.inline: list[str] = []
        self._card: Card | None = None
        self._cell = self._chart = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a card, a table, a row, a cell, or note a shape."""
        said = {name: value or "" for name, value in attrs}
        self.inline += [name for name in said if name == "style" or name.startswith("on")]
        if tag == "section" and "card" in said.get("class", "").split():
            self._card = self.cards.setdefault(said["aria-labelledby"], Card())
        if self._card is None:
            return
        if tag == "svg":
            self._chart = "chart" in said.get("class", "").split()
        elif self._chart and tag in ("path", "rect", "circle"):
            self._card.shapes.append((tag, said))
        elif tag == "table":
            self._card.tables.append([])
        elif tag == "tr":
            self._card.tables[-1].append([])
        elif tag in ("th", "td"):
            self._card.tables[-1][-1].append("")
            self._cell = True

    def handle_endtag(self, tag: str) -> None:
        """End a card, a drawing or a cell."""
        if tag == "section":
            self._card = None
        elif tag == "svg":
            self._chart = False
        elif tag in ("th", "td"):
            self._cell = False

    def handle_data(self, data: str) -> None:
        """Words of a card, and of the cell they stand in."""
        if self._card is None:
            return
        self._card.text += data
        if self._chart and data.strip():
            self._card.labels.append(data.strip())
        if self._cell:
            self._card.tables[-1][-1][-1] += data.strip()


def read(page: str) -> Reader:
    """A page with its cards."""
    reader = Reader()
    reader.feed(page)
    return reader
