"""Two snapshots side by side, as the section "Changes to advice" of the changelog."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from opbouw.exports.comparing import Kind, advice, differences, kind_of_change
from opbouw.words import change_in_words, decision_in_words, number
from opbouw.words.fill import lower_first

Answer = Mapping[str, Any]
HEADS: Mapping[str, str] = {
    "less_careful": "Less careful",
    "more_careful": "More careful",
    "less_careful_beside": "More beside running (cross-training, exercises); running as it was",
    "more_careful_beside": "Less beside running (cross-training, exercises); running as it was",
    "same_load": "The same load, other words or other work",
}
BESIDE_RUNNING = {"cross_week", "sets_week", "gate"}
EXAMPLES = 8


@dataclass(frozen=True, slots=True)
class Change:
    """One day of one log on which two versions differ."""

    name: str
    on: str
    kind: Kind
    was: Answer
    now: Answer

    @property
    def group(self) -> str:
        """Its kind, apart where only work beside running differs."""
        beside = self.kind != "same_load" and set(self.pattern) <= BESIDE_RUNNING
        return f"{self.kind}_beside" if beside else self.kind

    @property
    def pattern(self) -> tuple[str, ...]:
        """What differs, without how much: days that differ in the same way are told once."""
        what = tuple(one["what"] for one in differences(self.was, self.now, same_day=True))
        return what or ("words", *sorted(_codes(self.was) ^ _codes(self.now))[:3])


@dataclass(frozen=True, slots=True)
class Compared:
    """Everything two snapshots say of each other."""

    days: int
    logs: int
    versions: tuple[str, str]
    changes: tuple[Change, ...]
    unread: tuple[str, ...]


def compare(base: Path, now: Path) -> Compared:
    """Compare two snapshots of the same logs."""
    was, becomes = _read(base), _read(now)
    both = [key for key in becomes if key in was and "decision" in was[key] and "decision" in becomes[key]]
    problems = ((name, one.get("problem")) for side in (was, becomes) for (name, _), one in side.items())
    unread = sorted({f"{name}: {problem}" for name, problem in problems if problem})
    pairs = ((key, was[key]["decision"], becomes[key]["decision"]) for key in both)
    versions = tuple(str(side[both[0]]["decision"]["rules_version"]) if both else "?" for side in (was, becomes))
    return Compared(
        len(both), len({name for name, _ in both}), (versions[0], versions[1]), tuple(_changes(pairs)), tuple(unread)
    )


def _changes(pairs: Iterator[tuple[tuple[str, str], Answer, Answer]]) -> Iterator[Change]:
    for (name, on), was, now in pairs:
        kind = kind_of_change(was, now)
        if kind != "same":
            yield Change(name, on, kind, was, now)


def _read(path: Path) -> dict[tuple[str, str], dict[str, Any]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return {(one["name"], str(one["on"])): one for one in map(json.loads, lines)}


def _codes(answer: Answer) -> set[str]:
    return {one["code"] for one in answer["reasons"]}


def markdown(found: Compared, titles: Mapping[str, str], base: str) -> str:
    """The section as it can stand in CHANGELOG.md."""
    was, now = found.versions
    head = f"**Changes to advice** since {base} (rules {was} to {now}; {found.days} days of {found.logs} logs)"
    lines = [head, "", "| what a runner is told | days | logs |", "| --- | --- | --- |"]
    for group, title in HEADS.items():
        these = [one for one in found.changes if one.group == group]
        lines.append(f"| {lower_first(title)} | {len(these)} | {len({one.name for one in these})} |")
    lines.append(f"| the same | {found.days - len(found.changes)} | |")
    for group, title in HEADS.items():
        lines += _section(title, [one for one in found.changes if one.group == group], titles)
    lines += ["", "Not compared:", *(f"- {one}" for one in found.unread)] if found.unread else []
    return "\n".join(lines) + "\n"


def _section(title: str, changes: list[Change], titles: Mapping[str, str]) -> Iterator[str]:
    if not changes:
        return
    groups: dict[tuple[str, ...], list[Change]] = defaultdict(list)
    for one in changes:
        groups[one.pattern].append(one)
    ordered = sorted(groups.values(), key=lambda group: (-len(group), group[0].name))
    yield from ("", f"{title}:", "")
    for group in ordered[:EXAMPLES]:
        first = group[0]
        days = f"{number(len(group), 'en')} {'day' if len(group) == 1 else 'days'}"
        yield f"- {days}, such as {titles.get(first.name, first.name)} ({first.name}, {first.on}): {_told(first)}"
    if len(ordered) > EXAMPLES:
        rest = sum(len(group) for group in ordered[EXAMPLES:])
        yield f"- {rest} days more, in {len(ordered) - EXAMPLES} other ways."


def _told(change: Change) -> str:
    rows = [change_in_words(one, "en") for one in differences(change.was, change.now, same_day=True)]
    said = "; ".join(f"{lower_first(one['what'])} {one['was']} → {one['now']}" for one in rows)
    return f"{said or _other_words(change)}. {_why(change)}".replace("\u00a0", " ").strip()


def _other_words(change: Change) -> str:
    gone, fresh = _codes(change.was) - _codes(change.now), _codes(change.now) - _codes(change.was)
    if gone or fresh:
        parts = [f"no longer says {', '.join(sorted(gone))}"] if gone else []
        return "; ".join([*parts, *([f"now says {', '.join(sorted(fresh))}"] if fresh else [])])
    was, now = advice(change.was), advice(change.now)
    return f"other {', '.join(sorted(key for key in now if was.get(key) != now[key]))}"


def _why(change: Change) -> str:
    """The first reason that is new, in the words of now."""
    known = _codes(change.was)
    told = decision_in_words(change.now, "en")["reasons"]
    fresh = next((one["text"] for one in told if one["code"] not in known), None)
    return f"Why: {fresh}" if fresh else ""
