"""Finds what must not be in the project: traces of one machine, addresses of registries, work left for later."""

import re

# Written in pieces, so that this list does not find itself.
TRACES = {
    "a path of one machine": re.compile(
        r"(?<![\w.:/-])/(?:" + "wor" + r"k|root|farm|home|Users)/[\w.]|\b[A-Z]:\\Users\\"
    ),
    "a folder of wheels": re.compile(r"(?<![\w.])/opt/(?:pypi|wheels)"),
    "an address of a registry": re.compile(
        r"pypi\.o" + "rg|python" + r"hosted|registry\.np" + r"mjs|deb\.debi" + "an|index-" + "url"
    ),
    "work left for later": re.compile(r"\b(TO" + "DO|FIX" + "ME|XX" + "X|HA" + r"CK)\b"),
    "a conflict": re.compile(r"^(<{7}|>{7}) ", re.MULTILINE),
}


def traces(text: str) -> list[str]:
    """What stands in this text and must not, as "line: what (the text)"."""
    return [
        f"{text.count(chr(10), 0, found.start()) + 1}: {what} ({found.group(0).strip()})"
        for what, pattern in TRACES.items()
        for found in pattern.finditer(text)
    ]
