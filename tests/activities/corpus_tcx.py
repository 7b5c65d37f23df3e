"""TCX as programs write it. Unless a case says otherwise: a lap of 40 s and 44.478 m, a sample every ten seconds."""

from tests.activities.corpus_case import START, STEP_M, One, Taken, taken
from tests.activities.corpus_gpx import time

_SPACES = (
    ' xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"'
    ' xmlns:ns3="http://www.garmin.com/xmlschemas/ActivityExtension/v2"'
)
HEART = "<HeartRateBpm><Value>150</Value></HeartRateBpm>"
_BEATS = One(heart=True)
_INDOOR = One(indoor=None)


def sample(number: int, inside: str = "", *, place: bool = True, metres: bool = True) -> str:
    """One sample; `inside` is what it has besides time, place, height and distance."""
    where = (
        f"<Position><LatitudeDegrees>52.{number:04d}</LatitudeDegrees><LongitudeDegrees>5.0</LongitudeDegrees></Position>"
        if place
        else ""
    )
    far = f"<DistanceMeters>{number * STEP_M:.4f}</DistanceMeters>" if metres else ""
    begin = f"<Trackpoint><Time>{time(10 * number)}</Time>{where}<AltitudeMeters>10</AltitudeMeters>"
    return f"{begin}{far}{inside}</Trackpoint>\n"


def samples(inside: str = "", numbers: range = range(5), *, place: bool = True, metres: bool = True) -> str:
    """Samples one after the other."""
    return "".join(sample(number, inside, place=place, metres=metres) for number in numbers)


def lap(inside: str, *, start: str = START, seconds: float = 40, metres: float = 4 * STEP_M, more: str = "") -> str:
    """One lap with its samples."""
    return (
        f'<Lap StartTime="{start}"><TotalTimeSeconds>{seconds}</TotalTimeSeconds>'
        f"<DistanceMeters>{metres:.4f}</DistanceMeters><Calories>4</Calories>{more}<Intensity>Active</Intensity>"
        f"<TriggerMethod>Manual</TriggerMethod><Track>\n{inside}</Track></Lap>\n"
    )


def activity(laps: str, sport: str = "Running") -> str:
    """One Activity element."""
    return f'<Activity Sport="{sport}"><Id>{START}</Id>\n{laps}<Creator><Name>Corpus</Name></Creator></Activity>\n'


def tcx(inside: str, spaces: str = _SPACES) -> str:
    """A whole file."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<TrainingCenterDatabase{spaces}>{inside}</TrainingCenterDatabase>\n'
    )


def done(laps: str, sport: str = "Running") -> str:
    """A file with one activity."""
    return tcx(f"<Activities>{activity(laps, sport)}</Activities>")


def _extension(inside: str) -> str:
    return f"<Extensions><ns3:TPX>{inside}</ns3:TPX></Extensions>"


# As a Forerunner marks a stop: a sample with nothing but its time on both sides.
_STOPPED = "".join(f"<Trackpoint><Time>{time(second)}</Time></Trackpoint>\n" for second in (45, 325))
_PLAIN = done(lap(samples(HEART)))


def _samples() -> dict[str, Taken]:
    """What samples have."""
    empty = "<Trackpoint/><Trackpoint><Time>2026-03-02T07:00:50Z</Time></Trackpoint>"
    later = "2026-03-02T08:30:00Z"
    return {
        "activity-extension-v2.tcx": taken(
            done(
                lap(
                    samples(
                        _extension(
                            "<ns3:Speed>1.1</ns3:Speed><ns3:Watts>250</ns3:Watts><ns3:RunCadence>85</ns3:RunCadence>"
                        )
                    )
                )
            )
        ),
        "extension-as-default-name-space.tcx": taken(
            done(lap(samples(f'{HEART}<Extensions><TPX xmlns="x"><Speed>1.1</Speed></TPX></Extensions>'))), _BEATS
        ),
        "undeclared-prefix.tcx": taken(
            tcx(f"<Activities>{activity(lap(samples(_extension('<ns3:Speed>1.1</ns3:Speed>'))))}</Activities>", "")
        ),
        "heart-rate-with-a-type.tcx": taken(
            _PLAIN.replace("<HeartRateBpm>", '<HeartRateBpm xsi:type="HeartRateInBeatsPerMinute_t">'), _BEATS
        ),
        "heart-rate-with-decimals.tcx": taken(_PLAIN.replace(">150<", "> 150.0 <"), _BEATS),
        "heart-rate-zero-is-unknown.tcx": taken(_PLAIN.replace(">150<", ">0<")),
        "heart-rate-above-human.tcx": taken(_PLAIN.replace(">150<", ">999<")),
        "polar-sensor-state.tcx": taken(done(lap(samples(f"{HEART}<SensorState>Present</SensorState>"))), _BEATS),
        "phone-and-watch-by-turns.tcx": taken(
            done(
                lap("".join(sample(n) if n % 2 == 0 else sample(n, HEART, place=False, metres=False) for n in range(5)))
            ),
            _BEATS,
        ),
        "empty-samples.tcx": taken(done(lap(samples() + empty)), One(points=6)),
        "distance-only-from-places.tcx": taken(done(lap(samples(metres=False), metres=0)), One()),
        "distance-zero-in-the-lap.tcx": taken(done(lap(samples(), metres=0)), One()),
        "time-zero-in-the-lap.tcx": taken(done(lap(samples(), seconds=0)), One()),
        "pause-of-a-lap-without-time.tcx": taken(
            done(lap(samples() + _STOPPED + sample(34).replace(f"{34 * STEP_M:.4f}", f"{5 * STEP_M:.4f}"), seconds=0)),
            One(seconds=60.0, metres=4 * STEP_M, points=8),
        ),
        "pauses-are-left-out.tcx": taken(done(lap(samples(), seconds=30)), One(seconds=30.0)),
        "lap-clock-an-hour-and-a-half-late.tcx": taken(done(lap(samples(), start=later)), One()),
        "lap-clock-never-set.tcx": taken(done(lap(samples(), start="1989-12-31T00:00:00Z")), One()),
        "two-laps.tcx": taken(
            done(
                lap(samples(numbers=range(3)), seconds=20, metres=2 * STEP_M)
                + lap(samples(numbers=range(3, 5)), start="2026-03-02T07:00:20Z", seconds=20, metres=2 * STEP_M)
            ),
            One(),
        ),
        "lap-values-after-the-samples.tcx": taken(
            _PLAIN.replace(
                "</Lap>", "<Extensions><ns3:LX><ns3:AvgRunCadence>85</ns3:AvgRunCadence></ns3:LX></Extensions></Lap>"
            ),
            _BEATS,
        ),
        "samples-without-lap.tcx": taken(done(f"<Track>{samples()}</Track>"), One()),
        "distances-that-cannot-be.tcx": taken(
            done(lap(samples().replace("<DistanceMeters>11.1195<", "<DistanceMeters>-5<"))), One()
        ),
    }


def _kinds() -> dict[str, Taken]:
    """Sports, indoors, and several in one file."""
    bare = '<Lap StartTime="2026-03-02T07:00:00Z"><TotalTimeSeconds>1800</TotalTimeSeconds>{}</Lap>'
    treadmill = lap(samples(HEART, place=False))
    first = f"<FirstSport>{activity(lap(samples()), 'Swimming')}</FirstSport>"
    then = f"<NextSport><Transition>{lap('')}</Transition>{activity(lap(samples()))}</NextSport>"
    joined = f"<MultiSportSession><Id>x</Id>{first}{then}</MultiSportSession>"
    course = f"<Courses><Course><Name>Round</Name><Track>{samples(numbers=range(50))}</Track></Course></Courses>"
    return {
        "without-positions.tcx": taken(done(treadmill), One(heart=True, indoor=None)),
        "treadmill.tcx": taken(done(treadmill, "Treadmill Running"), One("treadmill", heart=True, indoor=True)),
        "elliptical.tcx": taken(
            done(lap(samples(HEART, place=False, metres=False), metres=0), "Elliptical"),
            One("elliptical", metres=None, heart=True, indoor=True),
        ),
        "strength.tcx": taken(
            done(lap(samples(HEART, place=False, metres=False), metres=0), "Strength Training"),
            One("strength", metres=None, heart=True, indoor=True),
        ),
        "indoor-cycling.tcx": taken(
            done(lap(samples("<Cadence>90</Cadence>", place=False)), "Indoor Cycling"), One("cycle", indoor=True)
        ),
        "indoor-rowing.tcx": taken(done(lap(samples(place=False)), "Indoor_Rowing"), One("row", indoor=True)),
        "pool.tcx": taken(done(lap(samples(place=False)), "Pool Swimming"), One("swim", indoor=True)),
        "only-a-lap.tcx": taken(
            done(bare.format("<DistanceMeters>5000</DistanceMeters>")),
            One(seconds=1800.0, metres=5000.0, points=0, indoor=None),
        ),
        "only-a-lap-with-heart-rate.tcx": taken(
            done(bare.format("<AverageHeartRateBpm><Value>140</Value></AverageHeartRateBpm>")),
            One(seconds=1800.0, metres=None, points=0, heart=True, indoor=None),
        ),
        "bike.tcx": taken(done(lap(samples("<Cadence>90</Cadence>")), "Biking"), One("cycle")),
        "two-activities.tcx": taken(
            tcx(f"<Activities>{activity(lap(samples()))}{activity(lap(samples()), 'Biking')}</Activities>"),
            One(),
            One("cycle"),
        ),
        "activity-in-an-activity.tcx": taken(
            done(lap(samples()) + activity(lap(samples()), "Biking")), One(), One("cycle")
        ),
        "multi-sport.tcx": taken(tcx(f"<Activities>{joined}</Activities>"), One("swim"), One()),
        "course-beside-an-activity.tcx": taken(
            tcx(f"<Activities>{activity(lap(samples()))}</Activities>{course}"), One()
        ),
        "course-before-an-activity.tcx": taken(
            tcx(f"{course}<Activities>{activity(lap(samples()))}</Activities>"), One()
        ),
    }


def _texts() -> dict[str, Taken]:
    """The same run written otherwise."""
    cut = _PLAIN.partition("<Trackpoint><Time>2026-03-02T07:00:40Z")[0]
    return {
        "ten-blanks-first.tcx": taken(" " * 10 + _PLAIN, _BEATS),
        "small-sport-name.tcx": taken(_PLAIN.replace("Running", "running"), _BEATS),
        "prefix-everywhere.tcx": taken(
            _PLAIN.replace("<", "<t:").replace("<t:/", "</t:").replace("<t:?xml", "<?xml").replace("<t:ns3:", "<ns3:"),
            _BEATS,
        ),
        "closing-tags-with-blanks.tcx": taken(_PLAIN.replace("</Trackpoint>", "</Trackpoint >"), _BEATS),
        "ends-within-a-lap.tcx": taken(cut, One(points=4, heart=True), findings=("cut_short:4",)),
        "time-with-offset.tcx": taken(
            _PLAIN.replace("2026-03-02T07", "2026-03-03T00").replace("Z<", "+02:00<").replace('Z"', '+02:00"'),
            One(day="2026-03-03", heart=True),
        ),
    }


def accepted() -> dict[str, Taken]:
    """File name -> case."""
    return _samples() | _kinds() | _texts()
