"""Writes tests/corpus again: small files a reader must accept, and files it must refuse or skip by name.

Run with `python -m tests.activities.make_corpus`. A file in reject/ is called CODE--what-it-is.suffix.
"""

import re
from pathlib import Path

from tests.activities.making import STRAVA, fit, fit_of_kind, gpx, gzipped, tcx, zipped

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
_ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE gpx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b'<gpx version="1.1"><trk><name>&b;</name><trkseg><trkpt lat="52" lon="5"/></trkseg></trk></gpx>'
)
_PREFIX = b' xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v1"'
_POINT = b'<trkpt lat="%s" lon="5.0"><time>2026-03-02T07:00:%02dZ</time></trkpt>'


def _gpx_of(points: bytes) -> bytes:
    return b'<gpx version="1.1" creator="hand"><trk><trkseg>' + points + b"</trkseg></trk></gpx>"


def accepted() -> dict[str, bytes]:
    """File name -> bytes of files that give at least one activity."""
    whole = fit()
    indoor = re.sub(rb"<Position>.*?</Position>", b"", tcx())
    return {
        "run.fit": whole,
        "run-named.txt": whole,
        "truncated-half.fit": whole[: len(whole) // 2],
        "wrong-checksum.fit": whole[:-2] + b"\x00\x00",
        "never-closed.fit": whole[:4] + b"\0\0\0\0" + whole[8:12] + b"\0\0" + whole[14:-2],
        "chained.fit": whole + whole,
        "run.tcx": tcx(),
        "indoor-without-position.tcx": indoor,
        "truncated.tcx": tcx()[:6000],
        "run.gpx": gpx(),
        "run.gpx.gz": gzipped(gpx()),
        "nan-latitude.gpx": _gpx_of(b"".join(_POINT % (b"NaN" if i == 1 else b"52.000%d" % i, i) for i in range(4))),
        "undeclared-prefix.gpx": gpx().replace(
            b' xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v1"', b""
        ),
        "truncated.gpx": gpx()[:5000],
        "activities.csv": STRAVA,
        "archive.zip": zipped({"inner/run.fit": whole, "__MACOSX/._run.fit": b"junk", "inner/notes.txt": b"hello"}),
        "zip-in-zip.zip": zipped({"outer/inner.zip": zipped({"run.gpx": gpx()})}),
    }


def rejected() -> dict[str, bytes]:
    """File name -> bytes of files that give no activity; the part before -- is the reason's code."""
    whole = fit()
    return {
        "not_what_name_says--text.fit": b"This is a letter to my physiotherapist.\n",
        "not_what_name_says--page.gpx": b"<!DOCTYPE html><html><body>Please log in</body></html>",
        "not_what_name_says--binary.tcx": bytes(range(256)),
        "not_what_name_says--broken.zip": b"PX" + zipped({"a.txt": b"a"})[2:],
        "empty_file--nothing.fit": b"",
        "unknown_type--binary": bytes(range(256)),
        "fit_damaged--header-only.fit": whole[:20],
        "fit_workout--plan.fit": fit_of_kind(5),
        "fit_settings--device.fit": fit_of_kind(2),
        "fit_weight--scale.fit": fit_of_kind(9),
        "fit_monitoring--day.fit": fit_of_kind(32),
        "fit_course--route.fit": fit_of_kind(6),
        "fit_no_activity--nothing-in-it.fit": fit_of_kind(4),
        "xml_entities--bomb.gpx": _ENTITIES,
        "xml_entities--outside.tcx": b'<!DOCTYPE x SYSTEM "file:///etc/hostname"><TrainingCenterDatabase/>',
        "xml_damaged--cut-in-the-head.gpx": b'<gpx version="1.1"><metadata><name>Mor',
        "gpx_route--no-times.gpx": _gpx_of(b'<trkpt lat="52.0" lon="5.0"/><trkpt lat="52.1" lon="5.0"/>'),
        "gpx_waypoints--places.gpx": b'<gpx version="1.1"><wpt lat="52.0" lon="5.0"/></gpx>',
        "gpx_empty--no-points.gpx": b'<gpx version="1.1"><trk><trkseg></trkseg></trk></gpx>',
        "tcx_course--route.tcx": b"<TrainingCenterDatabase><Courses><Course/></Courses></TrainingCenterDatabase>",
        "tcx_workout--plan.tcx": b"<TrainingCenterDatabase><Workouts><Workout/></Workouts></TrainingCenterDatabase>",
        "tcx_no_activity--nothing.tcx": b"<TrainingCenterDatabase></TrainingCenterDatabase>",
        "gzip_damaged--junk.gz": b"\x1f\x8b\x08\x00 this is not gzip at all",
        "zip_damaged--cut-off.zip": zipped({"run.fit": whole})[:-40],
        "empty_archive--nothing.zip": zipped({}),
        "unknown_table--weights.csv": b"date,weight,note\n2026-03-02,70,\n",
        "table_empty--header.csv": STRAVA.splitlines(keepends=True)[0],
        "not_activity_file--letter.txt": b"Dear diary,\nToday I walked.\n",
        "apple_health--export.xml": b'<HealthData locale="nl_NL"></HealthData>',
        "xml_other--feed.xml": b"<rss></rss>",
    }


def main() -> None:
    """Write every file."""
    for folder, files in (("accept", accepted()), ("reject", rejected())):
        for name, data in files.items():
            (CORPUS / folder / name).write_bytes(data)


if __name__ == "__main__":
    main()
