from __future__ import annotations

from datetime import timedelta

from opbouw.core.events import Event, parse_event
from opbouw.history import baseline
from opbouw.history.recorded import recorded
from tests.history.making import ONSET, run

EPISODE = "00000000-0000-4000-8000-000000000001"


def imported(number: int, km: float, days_before: int) -> Event:
    return parse_event(
        {
            "id": f"00000000-0000-4000-8000-{number:012}",
            "episode": EPISODE,
            "type": "activity_imported",
            "on": (ONSET - timedelta(days_before)).isoformat(),
            "recorded_at": "2026-03-02T08:00:00+01:00",
            "by": {"role": "import"},
            "v": 1,
            "data": {"id": f"a{number}", "sport": "run", "distance_m": km * 1000, "seconds": km * 360},
        }
    )


def test_the_log_of_an_episode_gives_the_same_old_level_as_the_files() -> None:
    log = [imported(1, 10, 3), imported(2, 12, 10)]
    assert baseline(recorded(log), ONSET) == baseline([run(3, 10), run(10, 12)], ONSET)


def test_events_that_are_no_activity_are_passed_over() -> None:
    check_in = {"type": "checked_in", "data": {"pain_rest": 1}}
    other = parse_event(
        {
            "id": EPISODE,
            "episode": EPISODE,
            "on": "2026-03-01",
            "recorded_at": "2026-03-01T08:00:00+01:00",
            "by": {"role": "runner"},
            "v": 1,
        }
        | check_in
    )
    assert recorded([other]) == ()
