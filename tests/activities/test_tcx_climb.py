"""Metres of climb in a TCX file, which has no field for them: counted along its heights, from three metres on."""

from opbouw.activities import read_activity
from tests.activities.corpus_tcx import done, lap, sample


def with_heights(*heights: float, order: tuple[int, ...] | None = None, sport: str = "Running") -> bytes:
    """A file with a sample every ten seconds at these heights, written down in this order."""
    samples = [
        sample(number).replace("<AltitudeMeters>10<", f"<AltitudeMeters>{height}<")
        for number, height in enumerate(heights)
    ]
    return done(lap("".join(samples[at] for at in order or range(len(samples)))), sport).encode()


def test_climbs_of_three_metres_and_more_count_and_less_is_noise() -> None:
    # Up 4 to 14, one down is noise, up 3 to 17, then 5 down.
    activity = read_activity(with_heights(10, 14, 13, 17, 12))
    assert (activity.ascent_m, activity.descent_m) == (7, 5)


def test_samples_written_out_of_order_climb_what_was_climbed() -> None:
    activity = read_activity(with_heights(10, 14, 18, 22, order=(0, 2, 1, 3)))
    assert (activity.ascent_m, activity.descent_m) == (12, 0)


def test_a_file_without_heights_knows_of_no_climb() -> None:
    data = with_heights(10, 14).replace(b"AltitudeMeters", b"Elsewhere")
    assert read_activity(data).ascent_m is None


def test_the_heights_of_a_machine_indoors_are_no_climb() -> None:
    activity = read_activity(with_heights(10, 40, 80, sport="Treadmill Running"))
    assert (activity.indoor, activity.ascent_m) == (True, None)
