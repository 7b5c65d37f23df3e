"""Which device made a recording, in words: maker and product."""

from __future__ import annotations

from opbouw.activities.fit.columns import Table
from opbouw.activities.fit.decode import FitFile
from opbouw.activities.fit.profile import name_of

_FILE_ID, _DEVICE_INFO = 0, 23
# Garmin, Dynastream, Dynastream OEM and Tacx number their products in one list.
_GARMIN = frozenset({1, 13, 15, 89})


def device_name(file: FitFile) -> str | None:
    """Maker and product as the file_id says; what it leaves out comes from the message of the recording device."""
    told = _named(file.table(_FILE_ID), -1)
    devices = file.table(_DEVICE_INFO)
    index = devices.column("device_index")
    if index is not None and (index == 0).any():
        told = {**_named(devices, int((index == 0).argmax())), **told}
    named = [part for part in (told.get("maker", ""), told.get("name", told.get("product", ""))) if not part.isdigit()]
    return " ".join(part for part in dict.fromkeys(named) if part).replace("_", " ") or None


def _named(table: Table, row: int) -> dict[str, str]:
    if not table.count:
        return {}
    maker, product = (_value(table, name, row) for name in ("manufacturer", "product"))
    named = {
        "maker": name_of("manufacturer", maker),
        "name": table.text("product_name")[row],
        "product": name_of("garmin_product", product) if maker in _GARMIN else None,
    }
    return {key: text for key, text in named.items() if text}


def _value(table: Table, name: str, row: int) -> float | None:
    column = table.column(name)
    return None if column is None or column[row] != column[row] else float(column[row])
