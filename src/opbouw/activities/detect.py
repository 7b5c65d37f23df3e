"""What a file is, by its content. Names lie: phones rename, mail programs add .txt, people rename back."""

from __future__ import annotations

import csv
import re

from opbouw.activities.cells import separator, wide_text
from opbouw.activities.strava import strava_header
from opbouw.activities.wellness import wellness_header

KINDS = frozenset(
    {
        "fit",
        "gzip",
        "zip",
        "gpx",
        "tcx",
        "apple_health",
        "xml",
        "strava",
        "garmin",
        "garmin_gear",
        "garmin_health",
        "wellness",
        "table",
        "json",
        "json_training",
        "text",
        "binary",
        "empty",
    }
)
HEAD_BYTES = 64 * 1024
_LINE = re.compile(r"[\r\n]+")
_HEADER = 16 * 1024
_ROOT = re.compile(r"<(?:!DOCTYPE\s+|(?:[\w.-]+:)?)(gpx|TrainingCenterDatabase|HealthData)[\s/>]")
_ROOTS = {"gpx": "gpx", "TrainingCenterDatabase": "tcx", "HealthData": "apple_health"}
_CONTROLS = bytes(set(range(32)) - set(b"\t\r\n\f"))
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
# The first of these fields that a JSON file names near its beginning tells what it is.
_JSON = (
    (re.compile(r'"summarizedActivitiesExport"'), "garmin"),
    (re.compile(r'"gearDTOS"'), "garmin_gear"),
    (re.compile(r'"calendarDate"[^]]*"metrics"|"metrics".*"calendarDate"', re.DOTALL), "garmin_health"),
    (re.compile(r'"\w*(resting_?(heart_?rate|hr)|sleep|hrv|sdnn|rmssd)\w*"\s*:', re.IGNORECASE), "wellness"),
    # Training in the words of Polar Flow, Suunto, Health Connect and Samsung Health, of which there is no reader.
    (
        re.compile(r'"exercises"\s*:\s*\[|"DeviceLog"\s*:|"exercise_?(type|session)\w*"\s*:', re.IGNORECASE),
        "json_training",
    ),
)


def detect(data: bytes) -> str:
    """The kind of the content, one of KINDS. Reads only the first 64 kB."""
    head = data[:HEAD_BYTES]
    if not head.strip():
        return "empty"
    if head[8:12] == b".FIT":
        return "fit"
    if head[:2] == b"\x1f\x8b":
        return "gzip"
    if head[:4] in _ZIP:
        return "zip"
    text = _text(head)
    if text is None:
        return "binary"
    if text.startswith("<"):
        root = _ROOT.search(text)
        return _ROOTS[root[1]] if root else "xml"
    if text.startswith(("[", "{")):
        return next((kind for field, kind in _JSON if field.search(text)), "json")
    return _of_table(text)


def _of_table(text: str) -> str:
    lines = [line for line in _LINE.split(text[:_HEADER], maxsplit=2) if line.strip()]
    named = lines[1:] if lines and lines[0][:4].casefold() == "sep=" else lines
    header = next(csv.reader(named[:1], delimiter=separator(text)), [])
    if len(header) == 1 and header[0].count(",") >= 2:
        header = next(csv.reader(header), [])
    if strava_header(header):
        return "strava"
    if wellness_header(header):
        return "wellness"
    return "table" if len(header) >= 3 else "text"


def _text(head: bytes) -> str | None:
    wide = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else wide_text(head[:4_096])
    if wide:
        return head.decode(wide, errors="replace").lstrip("\ufeff \t\r\n")
    if b"\0" in head:
        return None
    text = head.decode("utf-8-sig", errors="replace")
    odd = text.count("\ufffd") + len(head) - len(head.translate(None, _CONTROLS))
    return None if odd > len(text) // 10 else text.lstrip()
