"""What was tried so far, how often, and what broke: kept in `docs/proof/report.json`, shown in `docs/proof.md`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from opbouw.core.serialize import dump_event
from tests.plugin import ROOT
from tests.prove.shrinking import Log

FOLDER = ROOT / "docs" / "proof"
REPORT, PAGE, FAILURES = FOLDER / "report.json", ROOT / "docs" / "proof.md", FOLDER / "failures"
KEPT_OF_A_KIND = 3
FIRST_FILE = 100_000  # the suite uses the numbers before
FILES_IN_ALL = 20_000
EMPTY: Mapping[str, Any] = {
    "next_journey": 1000,
    "next_pool": 1,
    "next_file": FIRST_FILE,
    "days": {},
    "journeys": 0,
    "checked": 0,
    "phases": {},
    "examples": {},
    "files": {},
    "engines": {},
    "batches": [],
    "failures": [],
}
Report = dict[str, Any]


def read() -> Report:
    """The report so far; an empty one before the first batch."""
    made: Report = json.loads(json.dumps(EMPTY))
    return made | (json.loads(REPORT.read_text(encoding="utf-8")) if REPORT.exists() else {})


def write(report: Report) -> None:
    """Keep the report and its page: whole, or not at all."""
    _whole(REPORT, json.dumps(report, indent=1, sort_keys=True) + "\n")
    _whole(PAGE, page(report))


def _whole(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(path.suffix + ".new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def add(report: Report, batch: Mapping[str, Any]) -> None:
    """Add what one batch tried and found."""
    for name in ("days", "examples", "phases", "files"):
        for key, count in batch.get(name, {}).items():
            report[name][key] = report[name].get(key, 0) + count
    report["journeys"] += batch.get("journeys", 0)
    report["checked"] += batch.get("checked", 0)
    days, examples = sum(batch.get("days", {}).values()), sum(batch.get("examples", {}).values())
    if batch["kind"] != "files":  # those are by readers, not by rules
        engine = report["engines"].setdefault(batch["engine"], {"days": 0, "examples": 0, "failures": 0})
        engine["days"] += days
        engine["examples"] += examples
        engine["failures"] += len(batch["failures"])
    row = {name: batch[name] for name in ("kind", "seed", "engine", "on", "seconds")}
    report["batches"].append(row | {"days": days, "examples": examples, "failures": len(batch["failures"])})
    report["failures"] += batch["failures"]


def wanted(kind: str) -> bool:
    """Whether another log of this kind is worth keeping; a few are enough."""
    return len(list(FAILURES.glob(f"{_slug(kind)}--*.jsonl"))) < KEPT_OF_A_KIND


def keep(kind: str, which: str, log: Log) -> str:
    """Write a broken log where it can become a story; the name of its file."""
    name = f"{_slug(kind)}--{_slug(which)}.jsonl"
    _whole(FAILURES / name, "".join(dump_event(one) + "\n" for one in log))
    return name


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def page(report: Report) -> str:
    """The report to read."""
    days, examples = sum(report["days"].values()), sum(report["examples"].values())
    seconds = sum(one["seconds"] for one in report["batches"])
    lines = [
        "# Proof",
        "",
        "Written by `make prove`: virtual runners who live 180 days (one in five 420), and properties over whole",
        "random logs, with new seeds every time. On every day of a journey every invariant that one log can show is",
        "checked; the checks read the log beside the engine and share nothing with it but the tables.",
        "",
        "| | |",
        "| --- | --- |",
        f"| runner-days | {days:,} |",
        f"| journeys | {report['journeys']:,} |",
        f"| invariants checked on them | {report['checked']:,} |",
        f"| examples of properties | {examples:,} |",
        *([f"| hurt files read | {sum(report['files'].values()):,} |"] if report["files"] else []),
        f"| processor hours | {seconds / 3600:.1f} |",
        f"| failures found | {len(report['failures']):,} |",
        "",
        "## Runner-days by style",
        "",
        *_table(("style", "runner-days"), report["days"]),
        "",
        "## Runner-days by phase",
        "",
        *_table(("phase", "decisions"), report["phases"]),
        "",
        "## Examples by property",
        "",
        *_table(("property", "examples"), report["examples"]),
        "",
        *_files(report),
        "## By rules",
        "",
        "The first letters of a fingerprint of the engine and its tables; counts start anew when a rule changes.",
        "",
        "| engine | runner-days | examples | failures |",
        "| --- | --- | --- | --- |",
        *(
            f"| {k} | {v['days']:,} | {v['examples']:,} | {v['failures']:,} |"
            for k, v in sorted(report["engines"].items())
        ),
        "",
        "## Failures",
        "",
        *_failures(report),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _table(heads: tuple[str, str], counts: Mapping[str, int]) -> list[str]:
    rows = [f"| {name.replace('_', ' ')} | {count:,} |" for name, count in sorted(counts.items())]
    return [f"| {heads[0]} | {heads[1]} |", "| --- | --- |", *rows]


def _files(report: Report) -> list[str]:
    if not report["files"]:
        return []
    return [
        "## Hurt files by readers",
        "",
        "Files of the corpora with bytes, words or pieces changed, each read in a child process with limits on time",
        "and memory: an activity or a named problem comes out, or it is a failure. Each version of the readers, by",
        f"its fingerprint, is given {FILES_IN_ALL:,}.",
        "",
        *_table(("readers", "files"), report["files"]),
        "",
    ]


def _failures(report: Report) -> list[str]:
    if not report["failures"]:
        return ["None."]
    found: dict[str, list[Mapping[str, Any]]] = {}
    for one in report["failures"]:
        found.setdefault(one["name"], []).append(one)
    rows = []
    for name, ones in sorted(found.items()):
        kept = sorted({f"[{one['log']}](proof/failures/{one['log']})" for one in ones if one.get("log")})
        engines = sorted({one["engine"] for one in ones})
        rows.append(f"| {name.replace('_', ' ')} | {len(ones):,} | {', '.join(engines)} | {', '.join(kept)} |")
    return ["| broken | times | engine | log |", "| --- | --- | --- | --- |", *rows]
