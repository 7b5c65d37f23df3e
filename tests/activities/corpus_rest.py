"""FIT files, tables and archives that must be read, with what must come out."""

from tests.activities import corpus_gpx, corpus_tcx
from tests.activities.corpus_case import One, Taken, taken
from tests.activities.corpus_reject import changed
from tests.activities.fitmaking import only_laps, recording
from tests.activities.making import STRAVA, fit, gpx, gzipped, tcx, zipped

_TEN = One(seconds=600.0, metres=1500.0, points=61, heart=True)
_INSIDE = One(seconds=600.0, metres=None, points=5, heart=True, indoor=True)
_GARMIN = b' xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v1"'
# Numbers of sport and sub sport in the FIT profile, and ours.
_INDOORS = {
    "treadmill": (1, 1, "treadmill"),
    "indoor-running": (1, 45, "treadmill"),
    "indoor-cycling": (2, 6, "cycle"),
    "spinning": (2, 5, "cycle"),
    "indoor-rowing": (4, 14, "row"),
    "elliptical": (4, 15, "elliptical"),
    "stairs": (4, 16, "elliptical"),
    "pool": (5, 17, "swim"),
    "strength": (10, 20, "strength"),
    "indoor-walking": (11, 27, "walk"),
}


def _fit() -> dict[str, Taken]:
    whole = fit()
    kept = One(seconds=310.0, metres=775.0, points=32, heart=True)
    files = {
        "run.fit": taken(whole, _TEN),
        "run-named.txt": taken(whole, _TEN),
        "truncated-half.fit": taken(whole[: len(whole) // 2], _of(kept, "other"), findings=("cut_short:32",)),
        "wrong-checksum.fit": taken(whole[:-2] + b"\x00\x00", _TEN, findings=("checksum",)),
        "never-closed.fit": taken(
            whole[:4] + b"\0\0\0\0" + whole[8:12] + b"\0\0" + whole[14:-2], _TEN, findings=("never_closed:61",)
        ),
        "chained.fit": taken(whole + whole, _TEN, _TEN),
    }
    for name, (sport, sub, ours) in _INDOORS.items():
        files[f"indoor-{name}.fit"] = taken(recording(sport, sub), _of(_INSIDE, ours))
    return files


def _of(one: One, sport: str) -> One:
    return One(sport, one.day, one.seconds, one.metres, one.points, one.heart, one.indoor)


def _xml() -> dict[str, Taken]:
    """What the small encoder of the product writes, whole and hurt."""
    ten_gpx, ten_tcx = gpx(), tcx()
    point = b'<trkpt lat="%s" lon="5.0"><time>2026-03-02T07:00:%02dZ</time></trkpt>'
    lost = b"".join(point % (b"NaN" if i == 1 else b"52.000%d" % i, i) for i in range(4))
    return {
        "run.tcx": taken(ten_tcx, _TEN),
        "run.gpx": taken(ten_gpx, _TEN),
        "run.gpx.gz": taken(gzipped(ten_gpx), _TEN),
        "undeclared-prefix.gpx": taken(ten_gpx.replace(_GARMIN, b""), _TEN),
        "only-laps.fit": taken(only_laps(), One("treadmill", seconds=600.0, metres=1500.0, points=0, indoor=True)),
        "nan-latitude.gpx": taken(
            b'<gpx version="1.1" creator="hand"><trk><trkseg>' + lost + b"</trkseg></trk></gpx>",
            One("other", seconds=3.0, metres=33.3585, points=4),
            findings=("sport_not_said",),
        ),
    }


def _archives() -> dict[str, Taken]:
    five, other = (corpus_gpx.run().encode(), corpus_tcx.done(corpus_tcx.lap(corpus_tcx.samples())).encode())
    table = One(seconds=600.0, metres=1500.4, points=0, heart=True, indoor=None, day="2020-07-23")
    morning = One(seconds=600.0, metres=1500.0, points=0, indoor=None)
    pool = One("swim", seconds=1700.0, metres=1000.0, points=0, day="2026-01-05", indoor=None)
    deep = zipped({"c.zip": zipped({"b.zip": zipped({"a.gpx": five})})})
    return {
        "activities.csv": taken(STRAVA, table, morning, pool),
        "archive.zip": taken(
            zipped({"inner/run.fit": fit(), "__MACOSX/._run.fit": b"junk", "notes.txt": b"hello"}), _TEN
        ),
        "zip-in-zip.zip": taken(zipped({"outer/inner.zip": zipped({"run.gpx": gpx()})}), _TEN),
        "zip-in-zip-in-zip.zip": taken(deep, One()),
        "zip-named.gpx": taken(zipped({"run.gpx": five}), One()),
        "gzip-in-zip.zip": taken(zipped({"run.gpx.gz": gzipped(five), "run.tcx.gz": gzipped(other)}), One(), One()),
        "gzip-twice.gpx.gz": taken(gzipped(gzipped(five)), One()),
        "gzip-named.tcx": taken(gzipped(other), One()),
        "gzip-in-two-parts.gpx.gz": taken(gzipped(five[:400]) + gzipped(five[400:]), One()),
        "gzip-cut-off.gpx.gz": taken(gzipped(five)[:-12], One(), findings=("cut_short:5",)),
        "the-same-file-twice.zip": taken(zipped({"a.gpx": five, "b.gpx": five}), One()),
        "folders-and-letters.zip": taken(zipped({"maandag/": b"", "maandag/ren é.gpx": five}), One()),
        "size-said-far-too-large.zip": taken(changed(zipped({"run.gpx": five}), size=2**31), One()),
        "member-without-a-name.zip": taken(changed(zipped({"a": five}), name=0, extra=1), One()),
        "backslashes.zip": taken(zipped({"2026\\maart\\run.gpx": five}), One()),
        "table-beside-its-files.zip": taken(
            zipped({"activities.csv": STRAVA, "activities/2.gpx": five}), One(), table, pool
        ),
    }


def accepted() -> dict[str, Taken]:
    """File name -> case."""
    return _fit() | _xml() | _archives()
