"""What a file is, by its content. Names lie: phones rename, mail programs add .txt, people rename back."""

from __future__ import annotations

import re

KINDS = frozenset(
    {"fit", "gzip", "zip", "gpx", "tcx", "apple_health", "xml", "strava", "table", "text", "binary", "empty"}
)
ACTIVITY_KINDS = frozenset({"fit", "gpx", "tcx", "strava"})
_HEAD = 64 * 1024
_ROOT = re.compile(r"<(?:[\w.-]+:)?(gpx|TrainingCenterDatabase|HealthData)[\s/>]")
_ROOTS = {"gpx": "gpx", "TrainingCenterDatabase": "tcx", "HealthData": "apple_health"}
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_STRAVA = re.compile(r"^\s*\"?Activity ID\"?\s*,", re.IGNORECASE)


def detect(data: bytes) -> str:
    """The kind of the content, one of KINDS. Reads only the first 64 kB."""
    head = data[:_HEAD]
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
    if _STRAVA.match(text):
        return "strava"
    first = text.partition("\n")[0]
    return "table" if first.count(",") >= 2 or first.count(";") >= 2 else "text"


def _text(head: bytes) -> str | None:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head.decode("utf-16", errors="replace").lstrip("\ufeff \t\r\n")
    if b"\0" in head:
        return None
    text = head.decode("utf-8-sig", errors="replace")
    odd = sum(1 for char in text if char == "\ufffd" or (char < " " and char not in "\t\r\n\f"))
    return None if odd > len(text) // 10 else text.lstrip()
