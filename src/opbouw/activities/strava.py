"""The activities.csv of a Strava bulk export: one row an activity, with or without the files it names."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from opbouw.activities.cells import rows_of, to_float
from opbouw.activities.dates import parse_when, plain
from opbouw.activities.model import Activity, ActivityError, activity_id
from opbouw.activities.sanitize import Draft, build
from opbouw.activities.sports import sport_of_text
from opbouw.activities.summaries import Row, enrich

__all__ = ["Row", "enrich", "parse_date", "read_strava", "strava_header"]

_TAG = re.compile(r"<[^>]*>")
_NUMBERED = re.compile(r"\.\d+$")
# The export is written in the language of the account: English, then Dutch, German, French, Spanish, Italian.
_NAMES: dict[str, tuple[str, ...]] = {
    "activity id": (
        "activiteits-id",
        "aktivitats-id",
        "id de l'activite",
        "id de actividad",
        "id de la actividad",
        "id attivita",
        "id dell'attivita",
    ),
    "activity date": (
        "datum van activiteit",
        "aktivitatsdatum",
        "date de l'activite",
        "fecha de la actividad",
        "data dell'attivita",
        "data attivita",
    ),
    "activity type": (
        "activiteitstype",
        "type activiteit",
        "aktivitatsart",
        "aktivitatstyp",
        "type d'activite",
        "tipo de actividad",
        "tipo di attivita",
        "tipo attivita",
    ),
    "elapsed time": ("verstreken tijd", "verstrichene zeit", "temps ecoule", "tiempo transcurrido", "tempo trascorso"),
    "moving time": (
        "beweegtijd",
        "tijd in beweging",
        "bewegungszeit",
        "duree de deplacement",
        "temps de deplacement",
        "tiempo en movimiento",
        "tempo in movimento",
    ),
    "distance": ("afstand", "distanz", "distancia", "distanza"),
    "filename": ("bestandsnaam", "dateiname", "nom du fichier", "nombre de archivo", "nombre del archivo", "nome file"),
    "activity gear": (
        "uitrusting voor activiteit",
        "materiaal voor activiteit",
        "aktivitatsausrustung",
        "materiel utilise pour l'activite",
        "equipo de la actividad",
    ),
    "elevation gain": ("totale stijging", "hoogtewinst", "hohenzunahme", "denivele positif", "desnivel positivo"),
    "elevation loss": ("totale daling", "hoogteverlies", "hohenunterschied", "denivele negatif", "desnivel negativo"),
    "average heart rate": ("gemiddelde hartslag", "durchschnittliche herzfrequenz", "frequence cardiaque moyenne"),
    "max heart rate": ("max. hartslag", "max. herzfrequenz", "frequence cardiaque max."),
    "average watts": ("gemiddeld wattage", "durchschnittliche watt", "puissance moyenne"),
    "average cadence": ("gemiddelde cadans", "durchschnittliche trittfrequenz", "cadence moyenne"),
}
_ENGLISH = {theirs: ours for ours, names in _NAMES.items() for theirs in names}
# Where both columns of a name exist, the second is the exact one (metres, seconds with decimals).
_SCALARS = (
    ("ascent_m", "elevation gain"),
    ("descent_m", "elevation loss"),
    ("heart_rate_bpm", "average heart rate"),
    ("max_heart_rate_bpm", "max heart rate"),
    ("power_w", "average watts"),
    ("cadence_spm", "average cadence"),
)
# A second distance is in metres unless it is hardly more than the first, which is in kilometres.
_METRES_FROM = 10.0


def strava_header(header: Sequence[str]) -> bool:
    """Whether a header is that of a Strava export, in a language that is known.

    The first column of Runkeeper's cardioActivities.csv has the same name; those after it have not.
    """
    names = [_english(cell) for cell in header]
    return names[:1] == ["activity id"] and ("activity type" in names or not {"date", "type"} <= set(names))


def read_strava(data: bytes, now: datetime | None = None) -> list[Row]:
    """The rows of a Strava activities.csv, in its order. Dates are in UTC, as Strava writes them.

    Raises ActivityError: strava_other_language, table_damaged, table_too_large, table_empty (`skipped`).
    """
    digest = hashlib.sha256(data).hexdigest()
    table = rows_of(data)
    header = next(table, [])
    places = _places(header)
    if not {"activity id", "activity type"} <= places.keys() or not places.keys() & {"activity date", "datetime"}:
        raise ActivityError("strava_other_language")
    english = plain(_TAG.sub("", header[places["activity id"][0]])) == "activity id"
    rows = [_row(_Cells(places, cells, english), digest, index, now) for index, cells in enumerate(table)]
    if not rows:
        raise ActivityError("table_empty", skipped=True)
    return rows


def parse_date(text: str) -> datetime | None:
    """The instant of "Jul 23, 2020, 9:52:41 PM" (also day first, 24 hours, 7/23/20, other languages), taken as UTC."""
    when = parse_when(text, day_first=False)
    return None if when is None else when.instant(UTC)


class _Cells:
    """The cells of one row by column name; `nth` chooses between columns with the same name."""

    def __init__(self, places: dict[str, list[int]], cells: list[str], english: bool) -> None:
        self._places = places
        self._cells = cells
        self._english = english

    def text(self, name: str, nth: int = 0) -> str:
        at = self._places.get(name, [])
        return self._cells[at[nth]].strip() if nth < len(at) and at[nth] < len(self._cells) else ""

    def number(self, name: str, nth: int = 0) -> float | None:
        text = self.text(name, nth)
        # Other languages write "2,81" in one column and "16179.4" in the next; they group no thousands.
        return to_float(text if self._english or "." in text else text.replace(",", "."))

    def last_number(self, name: str) -> float | None:
        known = [self.number(name, nth) for nth in range(len(self._places.get(name, [])))]
        return next((value for value in reversed(known) if value is not None), None)

    def truth(self, *names: str) -> bool | None:
        texts = [text.casefold() for name in names if (text := self.text(name))]
        return None if not texts else texts[0] in {"true", "1", "1.0", "yes"}


def _english(cell: str) -> str:
    name = plain(_NUMBERED.sub("", _TAG.sub("", cell).replace("\ufeff", ""))).replace("’", "'")
    return _ENGLISH.get(name, name)


def _places(header: list[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for index, cell in enumerate(header):
        places.setdefault(_english(cell), []).append(index)
    return places


def _row(cells: _Cells, digest: str, index: int, now: datetime | None) -> Row:
    sport, indoor = sport_of_text(cells.text("sport type") or cells.text("activity type"))
    # Only some tables say that it was indoors; "false" there means not said, as Strava has it for any manual entry.
    if cells.truth("indoor", "trainer"):
        sport, indoor = ("treadmill" if sport == "run" else sport), True
    draft = Draft(format="strava", sport=sport, indoor=indoor)
    draft.start = parse_date(cells.text("activity date") or cells.text("datetime"))
    draft.scalars = {ours: cells.last_number(theirs) for ours, theirs in _SCALARS}
    elapsed = cells.last_number("elapsed time")
    draft.scalars["elapsed_s"] = elapsed
    draft.scalars["seconds"] = cells.number("moving time") or elapsed
    draft.scalars["distance_m"] = _metres(cells, sport)
    activity = build(draft, digest, index, now)
    number = cells.text("activity id")
    return Row(_with_id(activity, number, index), cells.text("filename") or None, cells.text("activity gear") or None)


def _with_id(activity: Activity, number: str, index: int) -> Activity:
    if not number:
        return activity
    stamp = activity.start.isoformat() if activity.start else str(index)
    return replace(activity, id=activity_id("strava", f"{number}:{stamp}"))


def _metres(cells: _Cells, sport: str) -> float | None:
    exact, rough = cells.number("distance", 1), cells.number("distance")
    if exact is None:
        return None if rough is None else rough * 1_000.0
    if rough and sport != "swim" and exact < _METRES_FROM * rough:
        return exact * 1_000.0
    return exact
