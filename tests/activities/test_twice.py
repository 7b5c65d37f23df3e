"""The same activity from two devices: seen by time, shape, clock and day; two runs stay two. Figures by kind."""

import csv
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from opbouw.activities import (
    Activity,
    Said,
    facts,
    import_paths,
    likeness,
    merge_duplicates,
    merge_facts,
    merged_views,
    same_activity,
)
from opbouw.activities.grouping import Group, grouped
from opbouw.activities.traces import packed, trace_of, unpacked
from tests.activities.making import START, ten_minutes
from tests.activities.twice import KINDS, Maker, archive, pairs

SEED, COUNT = 11, 60
BAR = 0.98
# What cannot be seen but by sizes that are equal is measured in docs/duplicates.md; here it may not get worse.
BAR_OF = {"an hour off with nothing in common": 0.85}


@cache
def joined(kind: Maker) -> int:
    """How many pairs of a kind are taken as one, by their samples and by their facts alike."""
    count = 0
    for a, b in pairs(kind, SEED, COUNT):
        by_samples, by_facts = likeness(a, b), likeness(facts(a), facts(b))
        count += by_samples is not None and by_facts is not None
    return count


@pytest.mark.xdist_group("pairs")
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_pairs_of_each_kind_are_one_or_two_as_they_truly_were(kind: Maker) -> None:
    share = joined(kind) / COUNT
    assert (share if kind.one else 1 - share) >= BAR_OF.get(kind.name, BAR)


@pytest.mark.xdist_group("pairs")
def test_precision_and_recall_over_all_kinds_hold_the_bar() -> None:
    right = sum(joined(kind) for kind in KINDS if kind.one)
    wrong = sum(joined(kind) for kind in KINDS if not kind.one)
    assert right / (right + wrong) >= BAR
    assert right / (COUNT * sum(kind.one for kind in KINDS)) >= BAR


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_order_of_the_two_does_not_matter(kind: Maker) -> None:
    for a, b in pairs(kind, SEED, 5):
        assert likeness(a, b) == likeness(b, a)


def measured(groups: Sequence[Group[Activity]], run_of: Mapping[str, object]) -> tuple[float, float]:
    """Precision and recall of pairs inside groups."""
    together = {
        pair for group in groups for pair in itertools.combinations(sorted(one.id for one in group.recordings), 2)
    }
    wanted = {pair for pair in itertools.combinations(sorted(run_of), 2) if run_of[pair[0]] == run_of[pair[1]]}
    right = len(together & wanted)
    return right / len(together), right / len(wanted)


@pytest.mark.parametrize("seed", [1, 2])
def test_weeks_of_watch_phone_and_table_come_out_as_the_runs_they_were(seed: int) -> None:
    found, run_of = archive(seed)
    precision, recall = measured(grouped(found), run_of)
    assert (precision >= BAR, recall >= BAR) == (True, True), (precision, recall)
    assert len(merge_facts(facts(one) for one in found)) == pytest.approx(len(set(run_of.values())), abs=1)


def test_one_recording_of_the_whole_takes_in_the_pieces_of_another() -> None:
    phone = ten_minutes(id="phone", file_hash="a", device="phone", format="gpx")
    first = _piece(phone, 0, 24, "first")
    second = _piece(phone, 27, 61, "second")
    assert likeness(first, second) is None
    (view,) = merged_views([second, phone, first])
    assert (view.activity.id, view.activity.distance_m) == ("phone", 1500.0)
    assert {one.id for one in view.recordings} == {"phone", "first", "second"}


def _piece(whole: Activity, begin: int, end: int, name: str) -> Activity:
    """Some of the samples of a recording, as a file of its own."""
    at = whole.columns["time_s"][begin:end]
    columns = {column: values[begin:end] for column, values in whole.columns.items()} | {"time_s": at - at[0]}
    length = float(at[-1] - at[0])
    begun = START + timedelta(seconds=float(at[0]))
    return replace(
        whole,
        start=begun,
        columns=columns,
        id=name,
        file_hash=name,
        device="watch",
        seconds=length,
        elapsed_s=length,
        distance_m=2.5 * length,
    )


def test_the_view_says_what_is_taken_from_where_and_why() -> None:
    columns = dict(ten_minutes().columns)
    watch = ten_minutes(
        columns={name: columns[name] for name in ("time_s", "heart_rate_bpm", "cadence_spm")},
        distance_m=1400.0,
        utc_offset_s=None,
        local_date=None,
        format="tcx",
        id="watch",
        seconds=560.0,
    )
    phone = ten_minutes(
        columns={name: columns[name] for name in ("time_s", "lat", "lon", "distance_m")},
        heart_rate_bpm=None,
        cadence_spm=None,
        local_date=date(2026, 3, 2),
        format="gpx",
        id="phone",
    )
    (view,) = merged_views([phone, watch])
    told = {one.field: (one.value, one.source, one.why) for one in view.taken}
    assert told["distance_m"] == (1500.0, "phone", "positions")
    assert told["heart_rate_bpm"] == (150.0, "watch", "alone")
    # The watch stopped for 40 of the 600 seconds; the phone did not know.
    assert told["seconds"] == (560.0, "watch", "pauses_out")
    assert told["local_date"] == (date(2026, 3, 2), "phone", "true_clock")
    assert view.activity.distance_m == 1500.0


def test_indoors_the_metres_are_those_of_the_steps_and_not_of_the_receiver() -> None:
    columns = dict(ten_minutes().columns)
    belt = ten_minutes(
        columns={name: columns[name] for name in ("time_s", "distance_m", "cadence_spm")},
        sport="treadmill",
        indoor=True,
        distance_m=1450.0,
        id="belt",
        file_hash="b",
    )
    phone = ten_minutes(distance_m=1200.0, id="phone", file_hash="p", device="phone")
    (view,) = merged_views([belt, phone])
    told = {one.field: (one.value, one.source, one.why) for one in view.taken}
    assert told["distance_m"] == (1450.0, "belt", "own_steps")
    assert told["sport"] == ("treadmill", "belt", "names_it")


@pytest.mark.parametrize("light", [False, True])
def test_what_began_late_gives_no_total_though_it_measured_most(light: bool) -> None:
    three = _three()
    taken = merged_views(map(facts, three))[0].taken if light else merged_views(three)[0].taken
    source = {one.field: (one.source, one.why) for one in taken}
    assert {one.field: one.value for one in taken}["distance_m"] == 10_100.0
    assert (source["distance_m"], source["elapsed_s"][0]) == (("phone", "positions"), "watch")
    assert source["ground_contact_ms"] == ("late", "alone")


def _three() -> tuple[Activity, Activity, Activity]:
    """An hour by a watch without reception, by a phone, and by a good watch that was started five minutes late."""
    second = np.arange(0, 3_601, 10, dtype=np.float64)
    places = {"lat": 52.0 + second * 2.8 / 111_195.0, "lon": np.full(second.size, 5.0)}
    steps = {"time_s": second, "distance_m": second * 2.75, "heart_rate_bpm": np.full(second.size, 150.0)}
    rest = second[second <= 3_300]
    good = {name: values[30:] for name, values in {**steps, **places}.items()} | {"time_s": rest}
    whole = {"seconds": 3_600.0, "elapsed_s": 3_600.0, "ground_contact_ms": None, "balance_left_pct": None}
    return (
        ten_minutes(id="watch", file_hash="w", distance_m=9_900.0, columns=steps, **whole),
        ten_minutes(id="phone", file_hash="p", distance_m=10_100.0, columns={"time_s": second, **places}, **whole),
        ten_minutes(
            id="late",
            file_hash="l",
            start=START + timedelta(seconds=300),
            seconds=3_300.0,
            elapsed_s=3_300.0,
            distance_m=9_250.0,
            columns={**good, "cadence_spm": np.full(rest.size, 170.0)},
        ),
    )


def test_a_view_in_another_zone_takes_the_start_of_the_file_that_knows_its_zone() -> None:
    ours = ten_minutes(id="ours", file_hash="o", local_date=date(2026, 3, 2))
    abroad = ten_minutes(id="abroad", file_hash="a", utc_offset_s=None, start=START - timedelta(hours=9))
    (view,) = merged_views([replace(abroad, local_date=date(2026, 3, 1)), ours])
    assert (view.activity.start, view.activity.local_date) == (START, date(2026, 3, 2))
    assert [like.how for _, _, like in view.seen] == ["clock"]


def test_what_the_runner_keeps_apart_stays_apart_and_comes_back_as_it_was() -> None:
    a, b = ten_minutes(id="a", file_hash="a"), ten_minutes(id="b", file_hash="b", start=START + timedelta(seconds=30))
    pair = frozenset({"a", "b"})
    before = merge_duplicates([a, b])
    assert [one.id for one in before] == ["b"]
    assert merge_duplicates([a, b], Said(apart=frozenset({pair}))) == [a, b]
    again = merge_duplicates([a, b], Said())
    assert [(one.id, one.distance_m) for one in again] == [(one.id, one.distance_m) for one in before]


def test_what_the_runner_calls_one_is_one_whatever_the_times_say() -> None:
    a, b = (
        ten_minutes(id="a", file_hash="a"),
        ten_minutes(id="b", file_hash="b", start=START + timedelta(hours=3, minutes=10)),
    )
    assert len(merge_duplicates([a, b])) == 2
    (view,) = merged_views([a, b], Said(together=frozenset({frozenset({"a", "b"})})))
    assert [like.how for _, _, like in view.seen] == ["told"]


def test_a_pair_kept_apart_is_not_joined_by_a_third() -> None:
    three = [
        ten_minutes(id=name, file_hash=name, start=START + timedelta(seconds=late))
        for name, late in (("a", 0), ("b", 20), ("c", 40))
    ]
    once = merge_duplicates(three, Said(apart=frozenset({frozenset({"a", "b"})})))
    assert len(once) == 2


def test_what_the_runner_says_a_recording_was_it_was_and_what_was_run_counts_with_it() -> None:
    unnamed = facts(ten_minutes(id="a", sport="other"))
    assert [(one.sport, one.run_s) for one in merge_facts([unnamed])] == [("other", None)]
    (one,) = merge_facts([unnamed], Said(sports={"a": "run"}))
    assert (one.sport, one.run_s) == ("run", unnamed.run_s)
    assert unnamed.run_s == pytest.approx(600, abs=5)
    assert merge_facts([unnamed], Said()) == merge_facts([unnamed])


def test_a_word_about_one_recording_is_about_the_activity_and_parts_no_twins() -> None:
    a, b = ten_minutes(id="a", file_hash="a"), ten_minutes(id="b", file_hash="b", start=START + timedelta(seconds=30))
    (view,) = merged_views([a, b], Said(sports={"a": "cycle"}))
    assert (view.activity.sport, len(view.recordings)) == ("cycle", 2)
    assert [(one.source, one.why) for one in view.taken if one.field == "sport"] == [("a", "said")]


def test_twins_of_which_one_is_named_wrongly_become_one_when_the_runner_names_it() -> None:
    ride = ten_minutes(id="a", file_hash="a", sport="cycle")
    run = ten_minutes(id="b", file_hash="b", start=START + timedelta(seconds=30))
    assert len(merge_duplicates([ride, run])) == 2
    (one,) = merge_duplicates([ride, run], Said(sports={"a": "run"}))
    assert one.sport == "run"


def test_what_was_done_in_one_place_is_indoors_and_what_was_not_is_unknown() -> None:
    belt = ten_minutes(id="a", sport="treadmill", indoor=True)
    assert merge_duplicates([belt], Said(sports={"a": "run"}))[0].indoor is None
    assert merge_duplicates([ten_minutes(id="a", indoor=False)], Said(sports={"a": "strength"}))[0].indoor is True


def test_two_people_on_one_account_at_the_same_moment_are_two() -> None:
    elsewhere = {**ten_minutes().columns, "lat": ten_minutes().columns["lat"] + 0.05}
    assert likeness(ten_minutes(), ten_minutes(columns=elsewhere, device="phone")) is None


def test_the_trace_says_where_how_fast_and_at_what_heart_rate_every_ten_seconds() -> None:
    trace = unpacked(packed(ten_minutes().columns))
    assert trace.origin == (52.0, 5.0)
    assert trace.north_m is not None
    assert trace.speed_m_s is not None
    assert trace.heart_rate_bpm is not None
    # 2.5 m/s north: 25 m every ten seconds, kept in steps of two metres.
    np.testing.assert_allclose(trace.north_m, np.arange(61) * 25.0, atol=1.0)
    np.testing.assert_allclose(trace.speed_m_s, np.full(61, 2.5), atol=0.026)
    assert set(trace.heart_rate_bpm.tolist()) == {150.0}


def test_nothing_is_known_of_a_pause_without_samples() -> None:
    columns = {"time_s": np.array([0.0, 30.0, 330.0, 360.0]), "heart_rate_bpm": np.array([100.0, 110.0, 90.0, 100.0])}
    trace = trace_of(columns)
    assert trace.heart_rate_bpm is not None
    assert int(np.isnan(trace.heart_rate_bpm).sum()) == 30  # at 40, 50 ... 330 seconds


@pytest.mark.parametrize("text", [None, "", "no base64 at all", "AAAA", "eJwDAAAAAAE="])
def test_a_trace_that_cannot_be_read_tells_nothing(text: str | None) -> None:
    assert unpacked(text).origin is None


@pytest.fixture(scope="module")
def real(shared: Path) -> dict[str, tuple[Activity, str]]:
    """The recordings of runner B and the number of the activity by the list."""
    folder = shared / "data" / "activities"
    with (folder / "history-b" / "duplicate_groups.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return {row["file"]: (next(import_paths([folder / row["file"]])).activities[0], row["activity"]) for row in rows}


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.xdist_group("recordings")
def test_real_recordings_come_out_in_the_groups_of_the_list(real: dict[str, tuple[Activity, str]]) -> None:
    run_of = {one.id: number for one, number in real.values()}
    precision, recall = measured(grouped(one for one, _ in real.values()), run_of)
    assert (precision >= BAR, recall >= BAR) == (True, True), (precision, recall)
    by_facts = merge_facts(facts(one) for one, _ in real.values())
    assert abs(len(by_facts) - len(set(run_of.values()))) <= 3


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.xdist_group("recordings")
def test_real_recordings_with_places_are_known_again_with_the_clock_hours_off(
    real: dict[str, tuple[Activity, str]],
) -> None:
    placed = [(one, number) for one, number in real.values() if "lat" in one.columns]
    wanted = right = wrong = tried = 0
    for (a, first), (b, second) in itertools.combinations(placed, 2):
        if a.start is None or b.start is None:
            continue
        if first == second:
            moved = replace(b, start=b.start + timedelta(hours=5))
            wanted, right = wanted + 1, right + same_activity(a, moved)
        elif abs((a.distance_m or 0) - (b.distance_m or 0)) < 100:
            # Another run of the same length, as if begun five hours later on that day.
            moved = replace(b, start=a.start + timedelta(hours=5))
            tried, wrong = tried + 1, wrong + same_activity(a, moved)
    assert wanted > 150
    assert tried > 300
    assert right / wanted >= BAR
    assert wrong / tried <= 1 - BAR
