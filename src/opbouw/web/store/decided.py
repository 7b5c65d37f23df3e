"""Decisions with what they saw: made from the log, read back from the record, remembered while the log stays."""

import json
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any, ClassVar, Generic, TypeVar
from weakref import WeakSet

from opbouw import words
from opbouw.core.decide import decide
from opbouw.core.decision import Decision, Refusal
from opbouw.core.events import parse_event
from opbouw.core.serialize import decision_to_dict
from opbouw.evidence import tables
from opbouw.exports.comparing import stricter_somewhere
from opbouw.exports.record import hash_of_answer, hash_of_events, unpack
from opbouw.web.store.models import DecisionRow

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Made:
    """A decision in the shape of the contract, with the events it saw; `told` has it in words, by language."""

    answer: Mapping[str, Any]
    events: int
    events_sha256: str
    told: Mapping[str, dict[str, Any]]

    @property
    def rules_version(self) -> str:
        """The rules that made it."""
        return str(self.answer["rules_version"])

    @property
    def sha256(self) -> str:
        """The hash of what it advises."""
        return hash_of_answer(self.answer)

    @property
    def texts(self) -> dict[str, list[str]]:
        """The sentences of its reasons, by language."""
        return {lang: [one["text"] for one in told["reasons"]] for lang, told in self.told.items()}


def make(originals: Sequence[str], today: date) -> Made:
    """Decide a day on events as they are kept."""
    return in_words(decide([parse_event(json.loads(text)) for text in originals], today), originals)


def in_words(decided: Decision | Refusal, originals: Sequence[str]) -> Made:
    """A decision with its words and the events it saw."""
    answer = decision_to_dict(decided)
    told = {lang: words.decision_in_words(answer, lang) for lang in words.LANGUAGES}
    return Made(answer, len(originals), hash_of_events(originals), told)


def kept(row: DecisionRow) -> Made:
    """A decision as it was shown, in the sentences of then."""
    output = unpack(row.output)
    answer: dict[str, Any] = output["decision"]
    told = {lang: _with_texts(answer, texts) for lang, texts in output["texts"].items()}
    return Made(answer, row.events, row.events_sha256, told)


def _with_texts(answer: Mapping[str, Any], texts: Sequence[str]) -> dict[str, Any]:
    reasons = [{**one, "text": text} for one, text in zip(answer["reasons"], texts, strict=True)]
    return {**answer, "reasons": reasons}


def standing(fresh: Made, shown: DecisionRow | None) -> Made:
    """Which of two holds today: other rules decide from the next day, unless they are stricter or were told more.

    :param fresh: what the rules of now say.
    :param shown: what the runner was shown last today, if anything.
    """
    if shown is None or shown.rules_version == fresh.rules_version or shown.events_sha256 != fresh.events_sha256:
        return fresh
    held = kept(shown)
    if fresh.sha256 == shown.output_sha256 or stricter_somewhere(held.answer, fresh.answer):
        return fresh
    return held if _known_here(held.answer) else fresh


def _known_here(answer: Mapping[str, Any]) -> bool:
    """Whether the pages still have words for every id of an older decision."""
    criteria = {one["id"] for gate in answer.get("gates", ()) for one in gate["criteria"]}
    exercises = {dose["id"] for one in answer.get("week", ()) for dose in one["exercises"]}
    try:
        words.decision_in_words(answer, "nl")
        for limit in answer.get("limits", ()):
            words.limit_sentence(limit, "nl")
    except (KeyError, IndexError):
        return False
    return criteria <= set(tables.criteria) and exercises <= set(tables.exercises)


class Remembered(Generic[T]):
    """The last few values by key, shared by the threads of this process; the log only grows, so none grows stale.

    Every memory is known here, so that after an erasure none of them still holds what was erased.
    """

    _memories: "ClassVar[WeakSet[Remembered[Any]]]" = WeakSet()

    def __init__(self, most: int) -> None:
        self._most, self._values, self._lock = most, OrderedDict[Hashable, T](), Lock()
        self._memories.add(self)

    @classmethod
    def clear_all(cls) -> None:
        """Forget everything in every memory."""
        for memory in list(cls._memories):
            memory.clear()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value of a key, made when it is not known."""
        with self._lock:
            if key in self._values:
                return self._values[key]
        value = make()
        with self._lock:
            self._values[key] = value
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return value

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._values.clear()
