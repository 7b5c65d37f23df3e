"""The names that columns of tables of activities have, in English, Dutch and German, and the units in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from opbouw.activities.dates import plain

KM, METRES, MILES, YARDS, FEET = 1_000.0, 1.0, 1_609.344, 0.9144, 0.3048
HOURS, MINUTES, SECONDS = 3_600.0, 60.0, 1.0
_IN_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NUMBERED = re.compile(r"\.\d+$")

# Role -> names in English, Dutch and German as `key` gives them, the best first.
NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "date": (
            "start date", "startdate", "start time", "starttime", "start", "date", "datetime", "date time",
            "activity date", "workout date", "begin timestamp", "timestamp", "time stamp", "day", "started at",
            "startdatum", "starttijd", "datum", "datum en tijd", "begintijd", "begin", "dag", "tijdstip",
            "startzeit", "startzeitpunkt", "datum zeit", "tag", "aktivitatsdatum", "start date local", "start local",
            "time", "tijd", "zeit",
        ),
        "local": ("start date local", "start time local", "local time", "starttijd lokaal"),
        "clock": (
            "time of day", "start time", "starttime", "clock", "time", "tijdstip", "starttijd", "begintijd", "tijd",
            "uhrzeit", "startzeit", "zeit",
        ),
        "sport": (
            "sport", "sport type", "activity type", "type", "activity", "workout type", "exercise", "activiteitstype",
            "activiteittype", "soort activiteit", "activiteit", "soort", "sportart", "aktivitatstyp", "aktivitatsart",
            "art", "aktivitat",
        ),
        "distance": (
            "distance", "total distance", "dist", "length", "afstand", "totale afstand", "distanz", "strecke",
            "entfernung", "gesamtdistanz", "lange", "km", "kilometers", "kilometres", "kilometer", "miles", "metres",
            "meters",
        ),
        "seconds": (
            "moving time", "duration", "timer time", "active time", "workout time", "moving", "total time", "time",
            "beweegtijd", "tijd in beweging", "tijd bewogen", "duur", "tijd", "tijdsduur", "totale tijd",
            "bewegungszeit", "zeit in bewegung", "dauer", "zeit", "trainingszeit", "gesamtzeit", "seconds", "minutes",
            "minuten", "min", "elapsed time", "elapsed",
        ),
        "elapsed": ("elapsed time", "elapsed", "verstreken tijd", "verstrichene zeit"),
        "pace": ("avg pace", "average pace", "pace", "gemiddeld tempo", "gem tempo", "tempo", "pace"),
        "heart_rate": (
            "average heart rate", "average heartrate", "avg heart rate", "avg hr", "average hr", "heart rate", "hr",
            "mean heart rate", "gemiddelde hartslag", "gem hartslag", "gem hs", "gemiddelde hs", "hartslag",
            "durchschnittliche herzfrequenz", "o herzfrequenz", "o hf", "herzfrequenz", "puls", "ø hf",
            "ø herzfrequenz", "avg heartrate", "avg bpm", "bpm",
        ),
        "max_heart_rate": (
            "max heart rate", "maximum heart rate", "max hr", "max heartrate", "maximale hartslag", "max hartslag",
            "max hs", "maximale hs", "maximale herzfrequenz", "max herzfrequenz", "max hf", "maximale hf",
        ),
        "cadence": (
            "avg run cadence", "average run cadence", "average cadence", "avg cadence", "cadence",
            "gemiddelde loopcadans", "gem loopcadans", "gemiddelde cadans", "cadans", "schrittfrequenz",
            "ø schrittfrequenz", "o schrittfrequenz",
        ),
        "stride": ("avg stride length", "average stride length", "gem staplengte", "gemiddelde staplengte",
                   "o schrittlange", "ø schrittlange"),
        "ascent": (
            "elevation gain", "total elevation gain", "total ascent", "elev gain", "ascent", "climb", "totale stijging",
            "stijging", "hoogtemeters", "hoogtewinst", "positiver hohenunterschied", "anstieg gesamt", "aufstieg",
            "hohenmeter", "hohenzunahme",
        ),
        "descent": (
            "elevation loss", "total descent", "elev loss", "descent", "totale daling", "daling",
            "negativer hohenunterschied", "abstieg gesamt", "abstieg",
        ),
        "power": ("avg power", "average power", "average watts", "gemiddeld vermogen", "gem vermogen",
                  "durchschnittliche leistung"),
        "indoor": ("indoor", "treadmill", "trainer", "binnen", "loopband", "laufband"),
        "gear": ("shoes", "shoe", "gear", "activity gear", "schoenen", "schoen", "uitrusting", "schuhe", "schuh",
                 "ausrustung"),
        "number": ("activity id", "id", "activityid", "activiteits id", "aktivitats id", "workout id"),
        "person": ("athlete", "athlete id", "runner", "runner id", "user", "user id", "sub id", "loper", "sporter",
                   "atleet", "laufer", "athlet"),
    }
)  # fmt: skip
_UNITS: Mapping[str, tuple[str, float]] = MappingProxyType(
    {
        "km": ("distance", KM), "kilometer": ("distance", KM), "kilometers": ("distance", KM),
        "kilometres": ("distance", KM), "m": ("distance", METRES), "meter": ("distance", METRES),
        "meters": ("distance", METRES), "metres": ("distance", METRES), "mi": ("distance", MILES),
        "mile": ("distance", MILES), "miles": ("distance", MILES), "mijl": ("distance", MILES),
        "meilen": ("distance", MILES), "yd": ("distance", YARDS), "yards": ("distance", YARDS),
        "h": ("time", HOURS), "hr": ("time", HOURS), "hrs": ("time", HOURS), "hours": ("time", HOURS),
        "uur": ("time", HOURS), "uren": ("time", HOURS), "std": ("time", HOURS), "stunden": ("time", HOURS),
        "min": ("time", MINUTES), "mins": ("time", MINUTES), "minutes": ("time", MINUTES),
        "minuten": ("time", MINUTES), "s": ("time", SECONDS), "sec": ("time", SECONDS), "secs": ("time", SECONDS),
        "seconds": ("time", SECONDS), "seconden": ("time", SECONDS), "sek": ("time", SECONDS),
        "sekunden": ("time", SECONDS), "bpm": ("", 1.0), "spm": ("", 1.0), "w": ("", 1.0), "watts": ("", 1.0),
        "utc": ("utc", 1.0), "gmt": ("utc", 1.0), "hh mm ss": ("", 1.0), "ft": ("feet", 0.3048),
    }
)  # fmt: skip
_FOREIGN = re.compile(
    r"\b(datum|afstand|tijd|duur|hartslag|distanz|dauer|zeit|strecke|herzfrequenz|gemiddelde|aktivitats\w*|activiteit\w*)\b"
)


def key(header: str) -> str:
    """A column name as small words without unit, accents or marks: "Distance (km)" and "distance_km" -> distance."""
    words = _words(_IN_BRACKETS.sub(" ", _NUMBERED.sub("", header)))
    if words in _KNOWN or " " not in words:
        return words
    name, _, last = words.rpartition(" ")
    return name if last in _UNITS else words


def unit(header: str) -> tuple[str, float] | None:
    """What a column name says its unit is: ("distance", metres in one), ("time", seconds in one), ("utc", 1)."""
    for text in _IN_BRACKETS.findall(header):
        if _words(text) in _UNITS:
            return _UNITS[_words(text)]
    words = _words(_IN_BRACKETS.sub(" ", _NUMBERED.sub("", header)))
    if words in _KNOWN - _UNITS.keys():
        return None
    return _UNITS.get(words.rpartition(" ")[2])


def foreign(header: str) -> bool:
    """Whether a column name is Dutch or German, whose writers measure in kilometres with the day first."""
    return bool(_FOREIGN.search(_words(header)))


def _words(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", plain(_CAMEL.sub(" ", text))).split())


_KNOWN = frozenset(name for names in NAMES.values() for name in names)
