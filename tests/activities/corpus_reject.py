"""Files that give no activity. The part of a name before -- is the one reason that every report of it must give."""

import io
import stat
import struct
import zipfile

from tests.activities.corpus_gpx import gpx as whole_gpx
from tests.activities.corpus_gpx import point, points, run, segment, track
from tests.activities.corpus_tcx import done, lap, samples
from tests.activities.making import STRAVA, fit, fit_of_kind, gzipped, tcx, zipped

_MB = 2**20
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))
_ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE gpx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<gpx version="1.1"><trk><name>&b;</name><trkseg><trkpt lat="52" lon="5"/></trkseg></trk></gpx>'
)


def _doctype(inside: str, name: str = "&x;") -> bytes:
    return f'<?xml version="1.0"?><!DOCTYPE gpx {inside}>{run()[39:].replace("Morning", name)}'.encode()


def _attacks() -> dict[str, bytes]:
    """XML made to harm."""
    names = "".join(f"<n{n}/>" for n in range(10_001))
    return {
        "xml_entities--bomb.gpx": _ENTITIES.encode(),
        "xml_entities--billion-laughs.gpx": _doctype(f"[{_LAUGHS}]", "&l9;"),
        "xml_entities--quadratic.gpx": _doctype(f'[<!ENTITY x "{"a" * 5_000}">]', "&x;" * 5_000),
        "xml_entities--outside.gpx": _doctype('[<!ENTITY x SYSTEM "file:///etc/hostname">]'),
        "xml_entities--parameter.gpx": _doctype('[<!ENTITY % x SYSTEM "http://localhost:9/x"> %x;]'),
        "xml_entities--outside.tcx": b'<!DOCTYPE x SYSTEM "file:///etc/hostname"><TrainingCenterDatabase/>',
        "xml_entities--document-type-of-elsewhere.gpx": _doctype('PUBLIC "-//x//x" "http://localhost:9/x"', "x"),
        "xml_too_deep--nested.gpx.gz": gzipped(b"<gpx>" + b"<a>" * 100_000),
        "xml_too_deep--nested-in-a-sample.tcx.gz": gzipped(
            done(lap(samples("<x>" * 50_000 + "</x>" * 50_000, range(1)))).encode()
        ),
        "xml_too_long--attribute.gpx.gz": gzipped(b'<gpx creator="' + b"a" * 2 * _MB + b'"/>'),
        "xml_too_long--remark.tcx.gz": gzipped(b"<TrainingCenterDatabase><!--" + b"a" * 2 * _MB + b"-->"),
        "xml_too_long--a-tag-that-never-ends.gpx.gz": gzipped(b"<gpx>" + b"<trk " + b" " * 2 * _MB),
        "xml_too_many_names--each-another.gpx.gz": gzipped(f"<gpx>{names}</gpx>".encode()),
        "too_many_parts--segments.gpx.gz": gzipped(b"<gpx><trk>" + b"<trkseg/>" * 20_001 + b"</trk></gpx>"),
        "too_many_parts--laps.tcx.gz": gzipped(done("<Lap/>" * 20_001).encode()),
        "xml_encoding--utf-7.gpx": run().replace("UTF-8", "UTF-7").encode(),
        "xml_encoding--mainframe.gpx": run().replace("UTF-8", "cp037").encode(),
        "xml_encoding--invented.tcx": tcx().replace(b"UTF-8", b"x-invented"),
    }


def _broken_xml() -> dict[str, bytes]:
    cut = whole_gpx(track(segment(points())))
    return {
        "xml_damaged--cut-in-the-head.gpx": b'<gpx version="1.1"><metadata><name>Mor',
        "xml_damaged--letter-cut-in-two.gpx": cut.partition("ning")[0].encode() + b"\xe2\x82",
        "xml_damaged--null-in-the-head.gpx": b"<gpx><name>\x01</name>" + cut.encode(),
        "xml_damaged--wrong-end.gpx": b"<gpx><metadata></gpx>",
        "xml_damaged--unknown-entity-first.tcx": b"<TrainingCenterDatabase>&nbsp;</TrainingCenterDatabase>",
        "xml_other--feed.xml": b"<rss></rss>",
        "xml_other--map.kml": b'<kml xmlns="http://www.opengis.net/kml/2.2"></kml>',
        "not_what_name_says--page.gpx": b"<!DOCTYPE html><html><body>Please log in</body></html>",
        "not_what_name_says--error-of-a-server.tcx": b'{"error": "not signed in", "code": 401, "more": []}',
        "gpx_route--no-times.gpx": whole_gpx(track(segment(points(when="")))).encode(),
        "gpx_route--planned.gpx": whole_gpx('<rte><rtept lat="52.0" lon="5.0"/></rte>').encode(),
        "gpx_route--heart-rate-zero.gpx": whole_gpx(track(segment(point(0, "<hr>0</hr>", when="")))).encode(),
        "gpx_waypoints--places.gpx": b'<gpx version="1.1"><wpt lat="52.0" lon="5.0"/></gpx>',
        "gpx_empty--no-points.gpx": b'<gpx version="1.1"><trk><trkseg></trkseg></trk></gpx>',
        "gpx_empty--points-outside-a-track.gpx": whole_gpx(points()).encode(),
        "tcx_course--route.tcx": b"<TrainingCenterDatabase><Courses><Course/></Courses></TrainingCenterDatabase>",
        "tcx_course--with-samples.tcx": done("").replace("Activity", "Course").encode(),
        "tcx_workout--plan.tcx": b"<TrainingCenterDatabase><Workouts><Workout/></Workouts></TrainingCenterDatabase>",
        "tcx_no_activity--nothing.tcx": b"<TrainingCenterDatabase></TrainingCenterDatabase>",
        "tcx_no_activity--without-laps.tcx": done("").encode(),
    }


def _fit() -> dict[str, bytes]:
    whole = fit()
    return {
        "fit_damaged--header-only.fit": whole[:20],
        "fit_workout--plan.fit": fit_of_kind(5),
        "fit_settings--device.fit": fit_of_kind(2),
        "fit_weight--scale.fit": fit_of_kind(9),
        "fit_monitoring--day.fit": fit_of_kind(32),
        "fit_course--route.fit": fit_of_kind(6),
        "fit_no_activity--nothing-in-it.fit": fit_of_kind(4),
    }


def _plain() -> dict[str, bytes]:
    return {
        "not_what_name_says--text.fit": b"This is a letter to my physiotherapist.\n",
        "not_what_name_says--binary.tcx": bytes(range(256)),
        "not_what_name_says--broken.zip": b"PX" + zipped({"a.txt": b"a"})[2:],
        "not_what_name_says--gzip-of-a-letter.gpx.gz": gzipped(b"Dear diary,\n"),
        "empty_file--nothing.fit": b"",
        "empty_file--only-blanks.gpx": b" \r\n\t\n",
        "empty_file--gzip-of-nothing.gpx.gz": gzipped(b"\n"),
        "unknown_type--binary": bytes(range(256)),
        "unknown_table--weights.csv": b"date,weight,note\n2026-03-02,70,\n",
        "table_empty--header.csv": STRAVA.splitlines(keepends=True)[0],
        "not_activity_file--letter.txt": b"Dear diary,\nToday I walked.\n",
        "not_activity_file--picture.jpg": b"\xff\xd8\xff\xe0" + bytes(range(256)),
        "apple_health--export.xml": b'<HealthData locale="nl_NL"></HealthData>',
    }


def _archives() -> dict[str, bytes]:
    """Archives made to harm, and broken ones."""
    bomb = zipped({"zeros.fit": bytes(8 * _MB)})
    deep, deep_gzip = zipped({"run.fit": fit()}), fit()
    for _ in range(4):
        deep = zipped({"inner.zip": deep})
    for _ in range(5):
        deep_gzip = gzipped(deep_gzip)
    return {
        "archive_bomb--zeros.zip": bomb,
        "archive_bomb--zeros.fit.gz": gzipped(bytes(8 * _MB)),
        "archive_bomb--in-zip-in-zip.zip": zipped({"b.zip": zipped({"a.zip": bomb})}),
        "archive_bomb--gzip-in-zip.zip": zipped({"zeros.gpx.gz": gzipped(bytes(8 * _MB))}),
        "archive_too_deep--zips.zip": deep,
        "archive_too_deep--gzips.gz": deep_gzip,
        "zip_bad_name--up.zip": zipped({"../run.fit": fit(), "a/../../run.gpx": b"x"}),
        "zip_bad_name--absolute.zip": zipped({"/etc/cron.d/run.fit": fit()}),
        "zip_bad_name--drive.zip": zipped({"C:\\run.fit": fit(), "..\\run.fit": fit()}),
        "zip_link--to-a-secret.zip": _link("/etc/passwd"),
        "zip_encrypted--password.zip": changed(zipped({"run.fit": fit()}), flag=1),
        "zip_damaged--size-too-small.zip": changed(zipped({"run.fit": fit()}), size=100),
        "zip_damaged--unknown-packing.zip": changed(zipped({"run.fit": fit()}), method=99),
        "zip_damaged--wrong-checksum.zip": changed(zipped({"run.fit": fit()}), crc=1),
        "zip_damaged--another-name-inside.zip": zipped({"run.fit": fit()}).replace(b"run.fit", b"fun.fit", 1),
        "zip_damaged--cut-off.zip": zipped({"run.fit": fit()})[:-40],
        "zip_damaged--contents-elsewhere.zip": zipped({"run.fit": fit()})[:-6] + b"\xff\xff\xff\x7f\0\0",
        "not_what_name_says--one-name-twice.zip": _twice("run.fit"),
        "archive_too_many--fifty-thousand.zip.gz": gzipped(_crowd(50_001)),
        "empty_archive--nothing.zip": zipped({}),
        "empty_archive--only-folders.zip": zipped({"2026/": b"", "2026/maart/": b""}),
        "gzip_damaged--junk.gz": b"\x1f\x8b\x08\x00 this is not gzip at all",
        "gzip_damaged--only-a-head.gpx.gz": gzipped(b"<gpx/>")[:10],
    }


def changed(data: bytes, **fields: int) -> bytes:
    """A zip of one member whose list of contents (and head, where it has the field) says something else."""
    places = {"flag": (8, 6, "<H"), "method": (10, 8, "<H"), "crc": (16, 14, "<I"), "size": (24, 22, "<I")}
    places |= {"name": (28, 26, "<H"), "extra": (30, 28, "<H")}  # their lengths
    result = bytearray(data)
    listed = data.find(b"PK\x01\x02")
    for name, value in fields.items():
        in_list, in_head, form = places[name]
        struct.pack_into(form, result, listed + in_list, value)
        struct.pack_into(form, result, in_head, value)
    return bytes(result)


def _link(target: str) -> bytes:
    info = zipfile.ZipInfo("run.fit", (2026, 3, 2, 7, 0, 0))
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(info, target)
    return buffer.getvalue()


def _twice(name: str) -> bytes:
    data = zipped({name: b"a letter", "sun.fit": b"another letter"})
    return data.replace(b"sun.fit", name.encode())


def _crowd(count: int) -> bytes:
    """A zip whose list names one and the same empty member so many times."""
    one = zipped({"a": b""})
    listed, end = one.find(b"PK\x01\x02"), one.find(b"PK\x05\x06")
    listing = one[listed:end] * count
    # The count has two bytes; readers go by the size of the list.
    return (
        one[:listed] + listing + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 65535, 65535, len(listing), listed, 0)
    )


def rejected() -> dict[str, bytes]:
    """File name -> bytes."""
    return _attacks() | _broken_xml() | _fit() | _plain() | _archives()
