"""GPX as programs write it. Unless a case says otherwise: five points, ten seconds and STEP_M apart, due north."""

from tests.activities.corpus_case import DAY, STEP_M, One, Taken, taken

HEART = "<hr>150</hr>"


def time(second: int, form: str = "2026-03-02T07:{:02d}:{:02d}Z") -> str:
    """The time of a point so many seconds after the start."""
    return form.format(second // 60, second % 60)


def point(number: int, inside: str = "", *, lat: str = "", lon: str = "5.0", when: str | None = None) -> str:
    """One point; `inside` is what it has besides its height and time."""
    stamp = f"<time>{time(10 * number) if when is None else when}</time>" if when != "" else ""
    return f'<trkpt lat="{lat or f"52.{number:04d}"}" lon="{lon}"><ele>10.0</ele>{stamp}{inside}</trkpt>\n'


def points(inside: str = "", numbers: range = range(5), *, when: str | None = None) -> str:
    """Points one after the other."""
    return "".join(point(number, inside, when=when) for number in numbers)


def track(segments: str, kind: str = "running") -> str:
    """One track."""
    return f"<trk><name>Morning</name><type>{kind}</type>{segments}</trk>\n"


def segment(inside: str) -> str:
    """One segment."""
    return f"<trkseg>\n{inside}</trkseg>"


def gpx(inside: str, head: str = "", declared: str = '<?xml version="1.0" encoding="UTF-8"?>\n') -> str:
    """A whole file."""
    return f'{declared}<gpx version="1.1" creator="Corpus"{head}>\n{inside}</gpx>\n'


def run(extension: str = "", head: str = "") -> str:
    """One run with the same extension in every point."""
    inside = f"<extensions>{extension}</extensions>" if extension else ""
    return gpx(track(segment(points(inside))), head)


def _garmin(prefix: str, version: int, inside: str) -> str:
    space = f' xmlns:{prefix}="http://www.garmin.com/xmlschemas/TrackPointExtension/v{version}"'
    tags = f"<{prefix}:TrackPointExtension>{inside}</{prefix}:TrackPointExtension>"
    return run(tags, space)


_BEATS = One(heart=True)
_PLAIN = run()
_NO_TIMES = segment(points(when=""))
_FORM = "2026-03-02T07:{:02d}:{:02d}"


def _timed(form: str) -> str:
    return gpx(track(segment("".join(point(n, when=time(10 * n, form)) for n in range(5)))))


def _sensors() -> dict[str, Taken]:
    """Heart rate, cadence, power, temperature and speed, as each vendor writes them."""
    return {
        "garmin-v1.gpx": taken(_garmin("gpxtpx", 1, "<gpxtpx:hr>150</gpxtpx:hr><gpxtpx:cad>85</gpxtpx:cad>"), _BEATS),
        "garmin-v2.gpx": taken(
            _garmin("gpxtpx", 2, "<gpxtpx:hr>150</gpxtpx:hr><gpxtpx:speed>1.1</gpxtpx:speed>"), _BEATS
        ),
        "garmin-ns3.gpx": taken(_garmin("ns3", 1, "<ns3:atemp>20</ns3:atemp><ns3:hr>150</ns3:hr>"), _BEATS),
        "cluetrust-gpxdata.gpx": taken(
            run("<gpxdata:hr>150</gpxdata:hr>", ' xmlns:gpxdata="http://www.cluetrust.com/XML/GPXDATA/1/0"'), _BEATS
        ),
        "undeclared-prefix-of-heart.gpx": taken(run("<gpxdata:hr>150</gpxdata:hr>"), _BEATS),
        "strava-power.gpx": taken(run("<power>250</power>")),
        "garmin-power-extension.gpx": taken(
            run("<pwr:PowerExtension><pwr:PowerInWatts>250</pwr:PowerInWatts></pwr:PowerExtension>")
        ),
        "suunto-distance-is-measured-here.gpx": taken(
            run("<gpxdata:distance>9999</gpxdata:distance><gpxdata:temp>21</gpxdata:temp>")
        ),
        "apple-speed-and-course.gpx": taken(run("<speed>1.1</speed><course>0</course><hAcc>4</hAcc><vAcc>3</vAcc>")),
        "heart-without-prefix.gpx": taken(
            run("<TrackPointExtension xmlns='x'><hr>150</hr></TrackPointExtension>"), _BEATS
        ),
        "heart-rate-in-words.gpx": taken(run("<heartrate>150</heartrate>"), _BEATS),
        "heart-rate-zero-is-unknown.gpx": taken(run("<hr>0</hr>")),
        "heart-rate-in-some-points.gpx": taken(
            gpx(track(segment(points() + points(HEART, range(5, 9)) + points(numbers=range(9, 11))))),
            One(seconds=100.0, metres=10 * STEP_M, points=11, heart=True),
        ),
        "gpx-1-0-speed.gpx": taken(
            run()
            .replace('version="1.1"', 'version="1.0"')
            .replace("</ele>", "</ele><course>0</course><speed>1.1</speed>")
        ),
        "polar-no-heart-rate.gpx": taken(run().replace("Corpus", "Polar Flow")),
    }


def _times() -> dict[str, Taken]:
    """Times as they come, and the runner's day."""
    later = gpx(
        track(segment("".join(point(n, lon="121.0", when=f"2026-03-02T22:00:{10 * n:02d}Z") for n in range(5))))
    )
    swapped = [point(number) for number in (0, 2, 1, 3, 4)]
    return {
        "time-with-offset.gpx": taken(_timed("2026-03-02T23:{:02d}:{:02d}+02:00")),
        "time-after-midnight-by-offset.gpx": taken(_timed("2026-03-03T00:{:02d}:{:02d}+02:00"), One(day="2026-03-03")),
        "time-with-milliseconds.gpx": taken(_timed(_FORM + ".500Z")),
        "time-with-seven-decimals.gpx": taken(_timed(_FORM + ".1234567Z")),
        "time-in-small-letters.gpx": taken(_timed("2026-03-02t07:{:02d}:{:02d}z")),
        "time-without-zone.gpx": taken(_timed(_FORM)),
        "time-with-a-blank-in-the-middle.gpx": taken(_timed("2026-03-02 07:{:02d}:{:02d}Z")),
        "time-between-blanks.gpx": taken(_timed("\n  2026-03-02T07:{:02d}:{:02d}Z\n")),
        "time-of-a-clock-never-set.gpx": taken(_timed("1970-01-01T00:{:02d}:{:02d}Z"), One(day=None, seconds=None)),
        "time-30-february-is-no-day.gpx": taken(
            _timed("2026-02-30T07:{:02d}:{:02d}Z").replace("2026-02-30T07:00:00Z", "2026-03-02T07:00:00Z"),
            One(seconds=None),
        ),
        "times-out-of-order.gpx": taken(gpx(track(segment("".join(swapped)))), findings=("times_sorted",)),
        "times-twice-the-same.gpx": taken(gpx(track(segment(points() + point(4)))), One(points=6)),
        "morning-in-shanghai-is-next-day.gpx": taken(later, One(day="2026-03-03", metres=4 * STEP_M)),
        "ten-minutes-of-rest-are-a-pause.gpx": taken(
            gpx(track(segment(points() + point(5, when=time(640))))), One(seconds=40.0, metres=5 * STEP_M, points=6)
        ),
        "twenty-seconds-of-rest-are-none.gpx": taken(
            gpx(track(segment(points() + point(4, when=time(60))))), One(seconds=60.0, points=6)
        ),
        "a-tunnel-is-no-pause.gpx": taken(
            gpx(track(segment(points() + point(40, when=time(160))))),
            One(seconds=160.0, metres=40 * STEP_M, points=6),
        ),
        "few-points-on-a-straight-are-no-pauses.gpx": taken(
            gpx(track(segment("".join(point(8 * n, when=time(35 * n)) for n in range(5))))),
            One(seconds=140.0, metres=32 * STEP_M),
        ),
        "no-times-but-heart-rate.gpx": taken(
            gpx(track(segment(points(HEART, when="")))), One(day=None, seconds=None, heart=True)
        ),
        "one-track-without-times.gpx": taken(
            gpx(track(_NO_TIMES) + track(segment(points()))), findings=("tracks_without_time:1",)
        ),
    }


def _places() -> dict[str, Taken]:
    """Positions, segments and tracks."""
    west = "".join(point(n, lat="0.0", lon=lon) for n, lon in enumerate(["179.9999", "-180.0", "-179.9999"]))
    lost = point(0) + point(1, lat="NaN") + point(2) + point(3, lat="91.0") + point(4)
    nowhere = "".join(point(n, HEART, lat="0.0", lon="0.0") for n in range(5))
    near = track(segment(points())) + track(segment(points(numbers=range(60, 65))))
    far = track(segment(points())) + track(segment(points()).replace("03-02", "03-03"))
    return {
        "over-the-date-line.gpx": taken(
            gpx(track(segment(west))), One(day=DAY, seconds=20.0, metres=2 * STEP_M, points=3)
        ),
        "lost-positions.gpx": taken(gpx(track(segment(lost)))),
        "two-segments-the-way-between-is-not-counted.gpx": taken(
            gpx(track(segment(points()) + segment(points(numbers=range(30, 33))))),
            One(seconds=60.0, metres=6 * STEP_M, points=8),
        ),
        "two-tracks-ten-minutes-apart.gpx": taken(gpx(near), One(seconds=80.0, metres=8 * STEP_M, points=10)),
        "two-days.gpx": taken(gpx(far), One(), One(day="2026-03-03")),
        "swim-then-run.gpx": taken(
            gpx(track(segment(points()), "swimming") + track(segment(points(numbers=range(10, 15))))),
            One(sport="swim"),
            One(),
        ),
        "track-in-a-track.gpx": taken(
            gpx(f"<trk><type>running</type>{segment(points())}{track(segment(points(numbers=range(10, 15))))}</trk>"),
            One(seconds=80.0, metres=8 * STEP_M, points=10),
        ),
        "points-without-segment.gpx": taken(gpx(track(points()))),
        "empty-segment-first.gpx": taken(gpx(track(segment("") + segment(points())))),
        "route-and-places-beside-a-track.gpx": taken(
            gpx(
                '<wpt lat="1" lon="1"><time>2020-01-01T00:00:00Z</time></wpt><rte><rtept lat="1" lon="1"/></rte>'
                + track(segment(points()))
            )
        ),
        "point-of-a-place-is-no-heart-rate.gpx": taken(
            gpx('<wpt lat="1" lon="1"><extensions><hr>99</hr></extensions></wpt>' + track(segment(points())))
        ),
        "treadmill-at-zero-zero.gpx": taken(
            gpx(track(segment(nowhere), "treadmill_running")), One("treadmill", metres=None, heart=True, indoor=True)
        ),
        "zwift-virtual-run.gpx": taken(gpx(track(segment(points()), "VirtualRun")), One("treadmill", indoor=True)),
        "zwift-virtual-ride.gpx": taken(gpx(track(segment(points()), "Virtual Ride")), One("cycle", indoor=True)),
        "strava-number-of-a-run.gpx": taken(gpx(track(segment(points()), "9"))),
        "sport-not-said.gpx": taken(gpx(f"<trk>{segment(points())}</trk>"), One("other"), findings=("sport_not_said",)),
        "runkeeper-sport-in-the-name.gpx": taken(
            gpx(f"<trk><name><![CDATA[Running 3/2/26 8:00 am]]></name>{segment(points())}</trk>")
        ),
        "runkeeper-walk-in-dutch.gpx": taken(
            gpx(f"<trk><name>Wandelen 2-3-26 08:00</name>{segment(points())}</trk>"), One("walk")
        ),
        "a-name-of-ones-own-is-no-sport.gpx": taken(
            gpx(f"<trk><name>Run for the bus</name>{segment(points('<name>Running 3/2/26</name>'))}</trk>"),
            One("other"),
            findings=("sport_not_said",),
        ),
    }


def _texts() -> dict[str, Taken]:
    """The same run, written in every way XML can be written, and some it cannot."""
    comment = _PLAIN.replace("</trkpt>\n", "</trkpt><!-- <trkpt lat='1' lon='1'/> -->\n", 2)
    latin = _PLAIN.replace("Morning", "Café").encode("latin-1")
    cut = gpx(track(segment(points() + '<trkpt lat="52.0005" lon="5.0"><name>R&D</name></trkpt>' + point(6))))
    return {
        "utf-16.gpx": taken(_PLAIN.replace("UTF-8", "UTF-16").encode("utf-16")),
        "byte-order-mark.gpx": taken(b"\xef\xbb\xbf" + _PLAIN.encode()),
        "mark-and-empty-lines-first.gpx": taken(b"\xef\xbb\xbf\r\n\r\n  " + _PLAIN.encode()),
        "latin-letters-called-utf-8.gpx": taken(latin),
        "called-utf-16-but-is-not.gpx": taken(_PLAIN.replace("UTF-8", "utf-16")),
        "windows-1252.gpx": taken(_PLAIN.replace("UTF-8", "windows-1252").replace("Morning", "Café").encode("cp1252")),
        "shift-jis.gpx": taken(_PLAIN.replace("UTF-8", "Shift_JIS").replace("Morning", "朝ラン").encode("shift_jis")),
        "comments-between-points.gpx": taken(comment),
        "cdata-in-a-time.gpx": taken(_PLAIN.replace("2026-03-02T07:00:10Z", "<![CDATA[2026-03-02T07:00:10Z]]>")),
        "numbers-as-references.gpx": taken(_PLAIN.replace('lat="52.0001"', 'lat="5&#50;.0001"')),
        "empty-height.gpx": taken(_PLAIN.replace("<ele>10.0</ele>", "<ele/>", 2)),
        "no-blanks-at-all.gpx": taken(_PLAIN.replace("\n", "")),
        "windows-line-ends.gpx": taken(_PLAIN.replace("\n", "\r\n")),
        "single-quotes-longitude-first.gpx": taken(
            _PLAIN.replace('lat="52.0002" lon="5.0"', "lon='5.0'  lat='52.0002'")
        ),
        "comma-for-the-point.gpx": taken(_PLAIN.replace('"52.', '"52,')),
        "every-element-with-a-prefix.gpx": taken(
            _PLAIN.replace("</", "</g:")
            .replace("<trk", "<g:trk")
            .replace("<gpx", "<g:gpx")
            .replace("<name", "<g:name")
            .replace("<ele", "<g:ele")
            .replace("<time", "<g:time")
            .replace("<type", "<g:type")
        ),
        "two-documents.gpx": taken(_PLAIN + _PLAIN, findings=("cut_short:5",)),
        "bare-ampersand.gpx": taken(cut, findings=("cut_short:5",)),
        "ends-within-a-point.gpx": taken(
            _PLAIN.partition('<trkpt lat="52.0004"')[0] + '<trkpt lat="52.0004" lo',
            One(seconds=30.0, metres=3 * STEP_M, points=4),
            findings=("cut_short:4",),
        ),
        "ends-within-a-letter.gpx": taken(
            _PLAIN.partition("</gpx>")[0].encode() + b"<x>\xc3", findings=("cut_short:5",)
        ),
    }


def accepted() -> dict[str, Taken]:
    """File name -> case."""
    return _sensors() | _times() | _places() | _texts()
