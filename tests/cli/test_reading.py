"""Importing files and looking for causes."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.cli.conftest import HEADER, ONSET, Cli, row


def test_an_import_says_of_each_file_what_became_of_it(cli: Cli, archive: Path) -> None:
    (archive.parent / "notes.txt").write_text("no activity", encoding="utf-8")
    (archive.parent / "run.fit").write_bytes(b"Dear diary")
    said = cli("import", archive.parent, "--json")
    assert said.code == 0
    files = {Path(one["path"]).name: one for one in said.json["files"]}
    assert {name: one["status"] for name, one in files.items()} == {
        "activities.csv": "taken",
        "notes.txt": "skipped",
        "run.fit": "refused",
    }
    # 48 runs of 55 minutes and 10 km
    assert files["activities.csv"]["seconds"] == 48 * 55 * 60
    assert said.json["summary"]["distance_m"] == 480_000
    assert set(files["run.fit"]) == {
        *("path", "status", "reason", "format", "sport", "start", "seconds", "distance_m", "samples", "activities")
    }
    text = cli("import", archive.parent).out
    assert "Files: 3. Read 1, known 0, skipped 1, refused 1. Activities: 48, 44 h 00 in all, 480 km." in text.replace(
        "\u00a0", " "
    )


def test_an_import_of_nothing_readable_ends_with_1(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "run.fit").write_bytes(b"Dear diary")
    for path in (tmp_path / "run.fit", tmp_path / "missing"):
        said = cli("import", path)
        assert said.code == 1
        assert "Nothing could be read" in said.err


def test_causes_are_ranked_with_evidence_and_what_they_ask(cli: Cli, archive: Path) -> None:
    spike = row(900, ONSET - timedelta(days=1), km=20, minutes=110)
    archive.write_text(archive.read_text(encoding="utf-8") + "\n" + spike, encoding="utf-8")
    said = cli("causes", archive, "--onset", "2026-03-02", "--json")
    assert said.code == 0
    first = said.json[0]
    assert set(first) == {"factor", "strength", "confidence", "for", "against", "settles", "asks"}
    assert first["factor"] == "session_spike"
    strengths = [cause["strength"] for cause in said.json]
    assert strengths == sorted(strengths, reverse=True)
    assert "One run much longer than before" in cli("causes", archive, "--onset", "2026-03-02").out


def test_few_weeks_give_no_order_no_sole_cause_and_no_all_clear(cli: Cli, tmp_path: Path) -> None:
    three = [row(number, ONSET - timedelta(days=7 * number), km=5, minutes=28) for number in (1, 2, 3)]
    table = tmp_path / "few.csv"
    table.write_text("\n".join([HEADER, *three]), encoding="utf-8")
    none = cli("causes", table, "--onset", "2026-03-02").out
    assert none.startswith("Weeks of data before the complaint: 3, too few to find much in.")
    assert "Not to be seen in what you gave: " in none
    spike = row(9, ONSET - timedelta(days=2), km=20, minutes=110)
    table.write_text("\n".join([HEADER, *three, spike]), encoding="utf-8")
    one = " ".join(cli("causes", table, "--onset", "2026-03-02").out.split())
    assert "too few for an order. One clue here is not the cause" in one
    assert "strongest first" not in one
    assert "One run much longer than before: strength" in one


def test_nights_of_a_table_of_days_reach_the_clues(cli: Cli, archive: Path) -> None:
    # eight hours and 50 beats, and in the last two weeks six and a half hours: 0.4 and half of the 0.2 above it
    nights = [f"{ONSET - timedelta(ago)},{50 + ago % 2},{6.5 if ago < 14 else 8 + ago % 2 / 10}" for ago in range(70)]
    table = archive.with_name("rest.csv")
    table.write_text("\n".join(["Date,Resting HR,Sleep (h)", *nights]), encoding="utf-8")
    said = cli("causes", archive, table, "--onset", "2026-03-02", "--json").json
    sleep = next(one for one in said if one["factor"] == "sleep_energy")
    assert [one["code"] for one in sleep["for"]] == ["sleep_worse"]
    assert 0.5 <= sleep["strength"] <= 0.56


def test_an_answer_adds_to_a_cause_and_is_asked_no_more(cli: Cli, archive: Path, tmp_path: Path) -> None:
    asked = cli("causes", archive, "--onset", "2026-03-02").out
    assert "old_shoes: " in asked
    answers = tmp_path / "answers.txt"
    answers.write_text("old_shoes = yes\n", encoding="utf-8")
    said = cli("causes", archive, "--onset", "2026-03-02", "--answers", answers).out
    assert "old_shoes: " not in said
    assert "Worn shoes: strength" in said


def test_causes_name_an_unknown_injury_and_an_onset_to_come(cli: Cli, archive: Path) -> None:
    assert "Closest: mtss" in cli("causes", archive, "--onset", "2026-03-02", "--injury", "mts").err
    assert "still to come" in cli("causes", archive, "--onset", "2099-03-02").err


def test_the_same_run_from_two_watches_counts_once(cli: Cli, tmp_path: Path) -> None:
    table = tmp_path / "activities.csv"
    run = ONSET - timedelta(days=2)
    rows = [HEADER, row(1, run), row(2, run, km=10.1, minutes=56)]
    table.write_text("\n".join(rows), encoding="utf-8")
    asked = ("--injury", "achilles_midportion", "--onset", "2026-03-02", "--on", "2026-03-03", "--json")
    found = cli("plan", table, *asked).json
    assert (found["import"]["summary"]["used"], found["import"]["summary"]["copies"]) == (1, 1)
