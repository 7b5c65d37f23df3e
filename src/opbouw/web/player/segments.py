"""A run as the player plays it: one block after another, each with its words on the screen and for the voice."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opbouw.web.daily.wording import clock
from opbouw.web.ui import say

Session = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Segment:
    """One block: ``seconds`` of running or walking; ``nth`` counts the runs up to and with this block, of ``runs``."""

    kind: str
    seconds: int
    nth: int
    runs: int
    first: bool
    last: bool

    @property
    def word(self) -> str:
        """The big word on the screen."""
        return _("Running") if self.kind == "run" else _("Walking")

    @property
    def note(self) -> str:
        """The line under the word."""
        said = {"n": self.nth, "of": self.runs}
        if self.kind == "run":
            return _("you should be able to talk, %(n)s of %(of)s") % said
        if self.last:
            return _("the last bit, calmly home")
        return _("to get warm") if self.first else _("keep going, after %(n)s of %(of)s") % said

    @property
    def ahead(self) -> str:
        """How the block is called while another is on."""
        return (_("%(time)s running") if self.kind == "run" else _("%(time)s walking")) % {"time": clock(self.seconds)}

    @property
    def spoken(self) -> str:
        """What the voice says when the block begins."""
        return f"{self.word}. {spoken_time(self.seconds)}."

    @property
    def place(self) -> str:
        """Which block of the session it is, for who does not see the bars."""
        return _("%(word)s, run %(n)s of %(of)s") % {"word": self.word, "n": self.nth, "of": self.runs}


@dataclass(frozen=True, slots=True)
class Steady:
    """A walk or cross-training: one block at one effort, on the plain screen of walking."""

    session: Session
    kind: str = "walk"

    @property
    def seconds(self) -> int:
        """How long it takes."""
        return round(float(self.session["minutes"]) * 60)

    @property
    def word(self) -> str:
        """The big word on the screen: the sport."""
        return say.session_title(self.session).partition(",")[0]

    @property
    def note(self) -> str:
        """How hard it may be, by breath and by number."""
        most = self.session.get("rpe_max")
        effort = _("effort at most %(number)s of 10") % {"number": most} if most is not None else ""
        return ", ".join(filter(None, (say.session_detail(self.session), effort)))

    @property
    def ahead(self) -> str:
        """How the block is called before it begins."""
        return say.session_title(self.session)

    @property
    def spoken(self) -> str:
        """What the voice says when it begins."""
        return f"{self.word}. {spoken_time(self.seconds)}. {self.note}."

    @property
    def place(self) -> str:
        """What goes on, for who does not see the screen."""
        return self.word


def steady(session: Session) -> tuple[Steady, ...]:
    """The one block of a walk or of cross-training; empty for everything else, and when the plan says no minutes."""
    return (Steady(session),) if session["kind"] in {"walk", "cross"} and session.get("minutes") else ()


def segments(session: Session) -> tuple[Segment, ...]:
    """The blocks of a run in the order to do them; walks in a row are one. Empty when the plan names no blocks."""
    parts = [(kind, sum(seconds for _kind, seconds in group)) for kind, group in _grouped(session)]
    runs, nth, found = sum(kind == "run" for kind, _seconds in parts), 0, []
    for at, (kind, seconds) in enumerate(parts):
        nth += kind == "run"
        found.append(Segment(kind, seconds, nth, runs, at == 0, at == len(parts) - 1))
    return tuple(found) if runs else ()


def _grouped(session: Session) -> Iterator[tuple[str, Iterator[tuple[str, int]]]]:
    """The parts in order, neighbouring walks together; runs that follow each other stay apart."""
    single = list(_single_parts(session))
    for key, group in groupby(enumerate(single), lambda one: ("walk", -1) if one[1][0] == "walk" else ("run", one[0])):
        yield key[0], (part for _at, part in group)


def _single_parts(session: Session) -> Iterator[tuple[str, int]]:
    """Each block once; a run and a walk with the same repetitions take turns, as the plan means them."""
    parts = list(session.get("intervals") or ())
    at = 0
    while at < len(parts):
        one, after = parts[at], parts[at + 1] if at + 1 < len(parts) else None
        pair = after is not None and one["kind"] == "run" and after["kind"] == "walk" and one["reps"] == after["reps"]
        turn = [one, after] if pair and after is not None else [one]
        for _time in range(int(one["reps"])):
            yield from ((part["kind"], int(part["seconds"])) for part in turn)
        at += len(turn)


def spoken_time(seconds: int) -> str:
    """Minutes and seconds in whole words, for a voice."""
    minutes, rest = divmod(seconds, 60)
    parts = [ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}] if minutes else []
    parts += [ngettext("%(n)s second", "%(n)s seconds", rest) % {"n": rest}] if rest else []
    return " ".join(parts)
