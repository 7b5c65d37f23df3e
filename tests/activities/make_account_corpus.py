"""Writes tests/corpus/accounts again: small exports and tables, friendly and hostile.

Run with `python -m tests.activities.make_account_corpus`. A file in reject/ is called CODE--what-it-is.suffix.
"""

import json
from pathlib import Path

from tests.activities.making import fit, gzipped, zipped

CORPUS = Path(__file__).resolve().parents[1] / "corpus" / "accounts"
_BEGIN = 1_772_434_800_000  # 2 March 2026, 07:00 UTC
_RUN = {
    "activityId": 42,
    "activityType": "running",
    "startTimeGmt": _BEGIN,
    "startTimeLocal": _BEGIN + 3_600_000,
    "duration": 600_000,
    "distance": 150_000,
}
_WORKOUT = (
    '<Workout workoutActivityType="HKWorkoutActivityTypeRunning" duration="10" durationUnit="min" totalDistance="1.5" '
    'totalDistanceUnit="km" startDate="2026-03-02 08:00:00 +0100" endDate="2026-03-02 08:10:00 +0100"/>'
)
_TABLE = "Sport;Datum;Tijdstip;Afstand (km);Duur\nHardlopen;02-03-2026;8:00;1,50;10:00\n"
_DUTCH = (
    "Activiteits-ID,Datum van activiteit,Naam activiteit,Activiteitstype,Verstreken tijd,Afstand\n"
    '7,"2 mrt. 2026 07:00:00",Rondje,Hardloopsessie,600,"1,50"\n'
)
_GERMAN = (
    "Aktivitäts-ID,Aktivitätsdatum,Name der Aktivität,Aktivitätsart,Verstrichene Zeit,Distanz\n"
    '7,"02.03.2026, 07:00:00",Runde,Lauf,600,"1,50"\n'
)
_RUNKEEPER = (
    "Activity Id,Date,Type,Route Name,Distance (km),Duration,Average Pace,Average Speed (km/h),Calories Burned,"
    "Climb (m),Average Heart Rate (bpm),Friend's Tagged,Notes,GPX File\n"
    "b2a1df07,2026-03-02 08:00:00,Running,,1.50,10:00,6:40,9.00,100.0,5,150,,,\n"
)
_GARMIN = 'Activiteittype,Datum,Titel,Afstand,Tijd\nHardlopen,2026-03-02 08:00:00,Rondje,"1,50",00:10:00\n'


def _health(inside: str, doctype: str = "<!DOCTYPE HealthData [<!ELEMENT HealthData ANY>]>") -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>{doctype}<HealthData locale="nl_NL">{inside}</HealthData>'.encode()


def _summaries() -> bytes:
    return json.dumps([{"summarizedActivitiesExport": [_RUN]}]).encode()


def accepted() -> dict[str, bytes]:
    """File name -> bytes of files that all give one and the same run: 1,500 m in 600 s on 2 March 2026."""
    return {
        "apple-export.xml": _health(_WORKOUT),
        "apple-cut-short.xml": _health(_WORKOUT)[:-8],
        "apple-named.txt": _health(_WORKOUT),
        "apple-export.zip": zipped({"apple_health_export/export.xml": _health(_WORKOUT)}),
        "garmin-summarizedActivities.json": _summaries(),
        "garmin-account.zip": zipped(
            {
                "DI_CONNECT/DI-Connect-Fitness/a_0_summarizedActivities.json": _summaries(),
                "DI_CONNECT/DI-Connect-Uploaded-Files/Part1.zip": zipped({"a_1.fit": fit()}),
            }
        ),
        "garmin-connect-nl.csv": _GARMIN.encode(),
        "runkeeper-cardioActivities.csv": _RUNKEEPER.encode(),
        "strava-nl.csv": _DUTCH.encode(),
        "strava-de.csv": _GERMAN.encode("utf-8-sig"),
        "table-semicolon.csv": _TABLE.encode(),
        "table-utf16.csv": _TABLE.encode("utf-16"),
        "table-windows.csv": "Sportart;Datum;Strecke (km);Dauer;Schuhe\nLauf;02.03.2026;1,5;0:10:00;Läufer\n".encode(
            "cp1252"
        ),
        "table-tabs.tsv": _TABLE.replace(";", "\t").encode(),
        "table-whole-rows-quoted.csv": b'"Sport,Date,Distance (km),Time"\n"Run,2026-03-02,1.5,00:10:00"\n',
        "table.csv.gz": gzipped(_TABLE.encode()),
        "table-in-zip-in-gzip.zip.gz": gzipped(zipped({"table.csv": _TABLE.encode()})),
        "table-in-gzip-in-zip.zip": zipped({"table.csv.gz": gzipped(_TABLE.encode())}),
    }


def rejected() -> dict[str, bytes]:
    """File name -> bytes of files that give no activity; the part before -- is the reason's code."""
    return {
        "apple_health--nothing-in-it.xml": _health(""),
        "xml_entities--health-outside.xml": _health(_WORKOUT, '<!DOCTYPE HealthData SYSTEM "file:///etc/hostname">'),
        "xml_entities--health-bomb.xml": _health(
            _WORKOUT, '<!DOCTYPE HealthData [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        ),
        "xml_entities--health-parameter.xml": _health(
            _WORKOUT, '<!DOCTYPE HealthData [<!ENTITY % x SYSTEM "file:///etc/hostname"> %x;]>'
        ),
        "xml_damaged--health-cut-in-the-head.xml": _health(_WORKOUT)[:110],
        "xml_damaged--health-too-deep.xml": b"<HealthData>" + b"<x>" * 100,
        "json_damaged--summaries-cut.json": _summaries()[:60],
        "table_empty--summaries.json": b'[{"summarizedActivitiesExport": []}]',
        "gear_only--shoes.json": b'[{"gearDTOS": [{"gearPk": 1, "gearTypeName": "Shoes", "displayName": "Blue"}]}]',
        "wellness_empty--no-values.csv": b"date,resting_heart_rate,hrv\n2026-03-02,,\n",
        "table_unsure--day-or-month.csv": b"Sport,Date,Distance (km)\nRun,02/03/2026,10\n",
        "table_unsure--km-or-miles.csv": b"Sport,Date,Distance,Time\nRun,2026-03-02,5.0,00:45:00\n",
        "table_unsure--two-people.csv": b"Athlete,Sport,Date,km\nA,Run,2026-03-02,5\nB,Run,2026-03-02,5\n",
        "table_damaged--endless-cell.csv": b'Sport,Date,km\n"' + b"x" * 140_000,
        "unknown_table--no-names-above-its-columns.csv": b"2026-03-02,Run,5.0,00:45:00\n2026-03-04,Run,6.0,00:54:00\n",
        "unknown_table--samples.csv": b"Time,Distance,Sport\n"
        + b"".join(b"2026-03-02T07:00:%02dZ,%d,Run\n" % (second, second * 3) for second in range(0, 60, 5)),
        "json_training--polar-flow.json": b'{"exportVersion": "1.6", "distance": 5000.0, "duration": "PT1800S", '
        b'"exercises": [{"sport": "RUNNING"}]}',
        "json_training--suunto.json": b'{"DeviceLog": {"Header": {"ActivityType": 3, "Distance": 5000}}}',
        "json_training--health-connect.json": b'{"exerciseSessions": [{"exerciseType": 56}]}',
        "not_activity_file--settings.json": b'{"units": "metric"}',
    }


def files() -> dict[str, dict[str, bytes]]:
    """Folder -> file name -> bytes."""
    return {"accept": accepted(), "reject": rejected()}


def main() -> None:
    """Write every file."""
    for folder, wanted in files().items():
        for name, data in wanted.items():
            (CORPUS / folder / name).write_bytes(data)


if __name__ == "__main__":
    main()
