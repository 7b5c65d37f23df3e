"""From an archive and an onset to the road."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from opbouw import decide, read_events
from tests.cli.conftest import HEADER, ONSET, Cli, row

ASKED = ("--injury", "achilles_midportion", "--onset", "2026-03-02", "--on", "2026-03-03")


def test_a_plan_finds_the_old_level_and_begins_with_rest_and_questions(cli: Cli, archive: Path) -> None:
    said = cli("plan", archive, *ASKED, "--json")
    assert said.code == 0
    decision, level = said.json["decision"], said.json["baseline"]
    # three runs of 10 km a week at 55 minutes: 30 km, longest 10, 330 s a km
    assert level == {
        "weekly_km": 30.0,
        "peak_weekly_km": 30.0,
        "weekly_runs": 3,
        "longest_km": 10.0,
        "easy_pace_s_per_km": 330,
        "weeks_used": 12,
        "source": "archive",
    }
    assert (decision["kind"], decision["phase"], decision["running_allowed"]) == ("decision", "rest", False)
    assert not [session for session in decision["week"] if session["kind"] == "run"]
    assert {"rf_chest", "rf_focal_bone"} <= {question["id"] for question in decision["questions"]}
    assert all(reason["text"] for reason in decision["reasons"])


def test_the_events_of_a_plan_are_the_log_that_gives_the_same_decision(cli: Cli, archive: Path) -> None:
    said = cli("plan", archive, *ASKED, "--days", "mon,sat=90", "--goal", "10 km on 2027-04-18", "--json")
    log = read_events(json.dumps(event) for event in said.json["events"])
    assert [event.type for event in log[:4]] == ["episode_opened", "availability_set", "goal_set", "baseline_set"]
    assert len(log) == 4 + 48
    again = decide(log, ONSET + timedelta(days=1))
    assert again.kind == "decision"
    assert [session.id for session in again.week] == [one["id"] for one in said.json["decision"]["week"]]
    assert said.json["events"][0]["data"]["last_run_on"] == "2026-02-28"


def test_the_same_input_gives_the_same_output(cli: Cli, archive: Path) -> None:
    assert cli("plan", archive, *ASKED, "--json") == cli("plan", archive, *ASKED, "--json")


def test_activities_after_the_day_of_the_plan_are_left_out_and_counted(cli: Cli, archive: Path) -> None:
    later = archive.read_text(encoding="utf-8") + "\n" + row(900, ONSET + timedelta(days=5), km=30, minutes=200)
    archive.write_text(later, encoding="utf-8")
    found = cli("plan", archive, *ASKED, "--json").json
    assert found["import"]["summary"]["after_on"] == 1
    assert found["import"]["summary"]["used"] == 48
    assert found["baseline"]["longest_km"] == 10.0


def test_runs_after_the_onset_change_no_old_level_and_open_no_gate(cli: Cli, archive: Path) -> None:
    run = row(900, ONSET + timedelta(days=20), km=25, minutes=150)
    archive.write_text(archive.read_text(encoding="utf-8") + "\n" + run, encoding="utf-8")
    found = cli("plan", archive, *ASKED[:4], "--on", "2026-03-30", "--json").json
    assert found["baseline"]["longest_km"] == 10.0
    assert found["decision"]["phase"] == "rest"
    assert not any(gate["open"] for gate in found["decision"]["gates"])


def test_the_page_says_today_why_the_week_the_road_and_what_is_asked(cli: Cli, archive: Path) -> None:
    said = cli("plan", archive, *ASKED, "--goal", "10 km on 2027-04-18")
    assert said.code == 0
    heads = ["Why", "The week from today", "The road", "The next gate", "Your goal", "Your old level"]
    heads += ["What the plan needs to know", "What was read", "How to go on"]
    places = [said.out.index(f"\n{head}") for head in heads]
    assert places == sorted(places)
    for words in ("No running today.", "Rule of thumb", "Usual week 30", "5:30 per km", "rf_chest: "):
        assert words in said.out


def test_the_page_speaks_dutch_when_asked_or_when_the_terminal_does(
    cli: Cli, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = cli("plan", archive, *ASKED, "--lang", "nl").out
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    assert asked == cli("plan", archive, *ASKED).out
    assert "Vandaag niet hardlopen." in asked
    assert "The road" not in asked


def test_answers_in_a_file_take_the_warning_signs_off_the_list(cli: Cli, archive: Path, tmp_path: Path) -> None:
    asked = [one["id"] for one in cli("plan", archive, *ASKED, "--json").json["decision"]["questions"]]
    signs = [one for one in asked if one.startswith("rf_")]
    screen = tmp_path / "screen.txt"
    screen.write_text("# my answers\n" + "\n".join(f"{one} = no" for one in signs), encoding="utf-8")
    found = cli("plan", archive, *ASKED, "--screen", screen, "--json").json["decision"]
    assert not [one for one in found["questions"] if one["id"].startswith("rf_")]
    assert "screening_missing" not in {reason["code"] for reason in found["reasons"]}


def test_a_yes_to_a_warning_sign_stops_the_plan_and_is_a_decision(cli: Cli, archive: Path, tmp_path: Path) -> None:
    screen = tmp_path / "screen.json"
    screen.write_text('{"rf_chest": "yes"}', encoding="utf-8")
    said = cli("plan", archive, *ASKED, "--screen", screen, "--json")
    assert said.code == 0
    assert said.json["decision"]["verdict"] == "stop"
    assert said.json["decision"]["see"] == {"who": "emergency", "how_soon": "emergency"}


def test_a_kept_log_is_what_decide_reads_and_is_never_written_over(cli: Cli, archive: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.jsonl"
    planned = cli("plan", archive, *ASKED, "--save", kept, "--json").json["decision"]
    assert cli("decide", kept, "--on", "2026-03-03", "--json").json == planned
    before = kept.read_bytes()
    again = cli("plan", archive, *ASKED, "--save", kept)
    assert (again.code, kept.read_bytes()) == (1, before)
    assert "choose another name" in again.err


REFUSED = [
    (("--injury", "achilles_midporton"), "achilles_midportion"),
    (("--onset", "2026-04-01"), "still to come"),
    (("--onset", "2 March"), "--onset is '2 March'"),
    (("--last-run", "2023-01-01"), "more than a year before"),
    (("--birth-year", "2012"), "18 and older"),
    (("--birth-year", "12"), "--birth-year is 12"),
    (("--side", "up"), "--side is 'up'; choose one of left"),
    (("--spot", "calff"), "calf"),
    (("--days", "mon,noday"), "'noday'"),
    (("--days", "mon=9000"), "mon=9000"),
    (("--goal", "the moon"), "is not understood"),
    (("--goal", "10 km on 2020-01-01"), "still to come"),
    (("--goal", "10 km on 31-2-2027"), "is no date"),
    (("--screen", "missing.txt"), "missing.txt"),
]


@pytest.mark.parametrize(("options", "words"), REFUSED, ids=[" ".join(options) for options, _ in REFUSED])
def test_what_cannot_be_is_named_before_an_archive_is_read(
    cli: Cli, tmp_path: Path, options: tuple[str, str], words: str
) -> None:
    said = cli("plan", tmp_path / "not-there.zip", *ASKED, *options)
    assert (said.code, said.out) == (1, "")
    assert words in said.err
    assert "not-there" not in said.err


def test_a_refusal_is_json_for_machines_too(cli: Cli, archive: Path) -> None:
    said = cli("plan", archive, *ASKED, "--birth-year", "2012", "--json")
    assert said.code == 1
    assert said.json["decision"]["kind"] == "refusal"
    assert [reason["code"] for reason in said.json["decision"]["reasons"]] == ["under_18"]


def test_an_archive_without_runs_is_named_with_the_way_on(cli: Cli, tmp_path: Path) -> None:
    table = tmp_path / "activities.csv"
    table.write_text("\n".join([HEADER, row(1, ONSET - timedelta(days=3), "Ride")]), encoding="utf-8")
    said = cli("plan", table, *ASKED)
    assert (said.code, said.out) == (1, "")
    assert "activities.csv: no run in it (activities up to --on: 1)" in said.err
    assert "opbouw serve" in said.err


def test_runs_long_before_the_onset_are_no_old_level(cli: Cli, tmp_path: Path) -> None:
    table = tmp_path / "activities.csv"
    table.write_text("\n".join([HEADER, row(1, ONSET - timedelta(days=300))]), encoding="utf-8")
    said = cli("plan", table, *ASKED)
    assert said.code == 1
    assert "no run in the twelve weeks before 2026-03-02" in said.err


@pytest.mark.shared
def test_runner_c_begins_in_rest_with_cross_training_and_no_run(cli: Cli, shared: Path) -> None:
    table = shared / "data" / "activities" / "tables" / "runner-c-strava-activities.csv"
    said = cli(
        "plan", table, "--injury", "calf_strain_gastroc", "--onset", "2022-08-24", "--on", "2022-08-25", "--json"
    )
    decision, level = said.json["decision"], said.json["baseline"]
    assert 35 <= level["weekly_km"] <= 45
    assert 54 <= level["peak_weekly_km"] <= 60
    assert decision["phase"] == "rest"
    kinds = {session["kind"] for session in decision["week"]}
    assert "cross" in kinds
    assert "run" not in kinds
    assert decision["running_allowed"] is False
    assert said.json["import"]["summary"]["after_on"] > 0
