"""The columns of a table on the command line: printed as they seem, corrected in a file, read by that file."""

from __future__ import annotations

import json
import shlex
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from opbouw.activities.tables import ColumnMapping
from opbouw.activities.telling import ROLES, UNITS, column_names, units_of, with_units
from opbouw.cli.texts import all_texts
from tests.activities.making import gzipped, zipped
from tests.cli.conftest import ONSET, Cli

LOG = "Type,Date,Distance,Time\nRun,2026-03-02 08:00,5.0,00:45:00\nRun,2026-03-04 08:00,6.0,00:54:00\n"
DIARY = "wat,wanneer,hoever\nlos,2026-03-02,5\nlos,2026-03-04,6\n"
ODD = 'Sport,Datum,Afstand (km),Tijd,,Tijd,"een ""b"" \\ #"\nLopen,02-03-2026,5,00:45:00,,1,"x\ny"\n'
TOLD = '[columns]\nwanneer = "date"\nhoever = "distance"\n[units]\nsport = "run"\n'
File = Callable[[str, str | bytes], Path]


@pytest.fixture
def file(tmp_path: Path) -> File:
    """A file with this content."""

    def made(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return made


def test_every_column_has_a_name_of_its_own() -> None:
    assert column_names([" Time ", "Time", "", "Total  time", "Time (2)"]) == (
        *("Time", "Time (2)", "column 3", "Total time", "Time (2) (2)"),
    )


def test_every_unit_has_a_word_and_every_word_its_unit() -> None:
    for name, words in UNITS.items():
        for word in words:
            assert units_of(with_units(ColumnMapping(), {name: word}))[name] == word


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("table", [LOG, ODD])
def test_what_is_printed_is_a_file_that_reads_the_table_as_it_was_guessed(
    cli: Cli, file: File, table: str, lang: str
) -> None:
    path = file("log.csv", table)
    printed = cli("columns", path, "--lang", lang)
    assert (printed.code, printed.err) == (0, "")
    said = cli("import", path, "--columns", file("told.toml", printed.out), "--json")
    assert said.code == 0
    # LOG: 5 and 6 km in 45 and 54 minutes. ODD: 5 km in 45 minutes.
    assert (said.json["summary"]["distance_m"], said.json["summary"]["seconds"]) == (
        (11_000, 99 * 60) if table == LOG else (5_000, 45 * 60)
    )


def test_the_guess_shows_its_doubts_the_first_cells_and_what_comes_out(cli: Cli, file: File) -> None:
    said = cli("columns", file("log.csv", LOG)).out.replace("\u00a0", " ")
    assert "# Not sure: Kilometres or miles?" in said
    assert "#   2 Mar 2026, run, 5 km, 45 min\n" in said
    assert '"Distance" = "distance"  # 5.0 | 6.0\n' in said
    assert tomllib.loads(said)["columns"] == {
        "Type": "sport",
        "Date": "date",
        "Distance": "distance",
        "Time": "seconds",
    }
    assert all(f"#   {role} " in said for role in ROLES)


def test_a_corrected_unit_changes_what_is_read(cli: Cli, file: File) -> None:
    path = file("log.csv", LOG)
    told = cli("columns", path).out.replace('distance = "km"', 'distance = "mi"')
    # Eleven miles of 1,609.344 m.
    found = cli("import", path, "--columns", file("told.toml", told), "--json").json
    assert found["summary"]["distance_m"] == 17_702.78


def test_a_table_whose_names_say_nothing_is_told_in_a_few_lines_as_toml_and_as_json(cli: Cli, file: File) -> None:
    path = file("d.csv", DIARY)
    for told in (file("t.toml", TOLD), file("t.json", json.dumps(tomllib.loads(TOLD)))):
        found = cli("import", path, "--columns", told, "--json").json
        assert (found["files"][0]["sport"], found["summary"]["distance_m"]) == ("run", 11_000)


def test_the_json_of_the_guess_can_be_given_back(cli: Cli, file: File) -> None:
    path = file("log.csv", LOG)
    said = cli("columns", path, "--json")
    assert said.json["doubts"] == ["doubt_distance_unit"]
    assert said.json["rows"][0] == {"day": "2026-03-02", "sport": "run", "distance_m": 5000, "seconds": 2700}
    assert cli("import", path, "--columns", file("told.json", said.out)).code == 0


def test_a_clock_in_another_unit_keeps_it(cli: Cli, file: File) -> None:
    path = file("d.csv", "dag,hoever,bewogen,klok\n2026-03-02,5,40,3000\n")
    roles = '[columns]\ndag = "date"\nbewogen = "elapsed"\nklok = ""\n[units]\ntime = "min"\n'
    assert cli("import", path, "--columns", file("a.toml", roles), "--json").json["summary"]["seconds"] == 2400
    other = roles.replace('klok = ""', 'klok = "elapsed"').replace('bewogen = "elapsed"', 'bewogen = ""')
    told = file("b.toml", other + 'elapsed = "s"\n')
    assert cli("import", path, "--columns", told, "--json").json["summary"]["seconds"] == 3000


def test_other_tables_of_the_same_import_are_read_as_ever(cli: Cli, file: File, archive: Path) -> None:
    file("d.csv", DIARY)
    told = file("t.txt", TOLD)
    found = cli("import", archive.parent, "--columns", told, "--json").json
    # 48 runs of 10 km in the archive beside the two of the diary
    assert (found["summary"]["activities"], found["summary"]["distance_m"]) == (50, 491_000)


def test_a_table_without_names_loses_no_row(cli: Cli, file: File) -> None:
    path = file("d.csv", DIARY.partition("\n")[2])
    printed = cli("columns", path).out
    assert "# It has no names above its columns, so the first row counts as well." in printed
    told = printed.replace('"column 2" = ""', '"column 2" = "date"').replace(
        '"column 3" = ""', '"column 3" = "distance"'
    )
    assert cli("import", path, "--columns", file("t.toml", told), "--json").json["summary"]["distance_m"] == 11_000


def test_a_table_in_archives_is_named_by_its_way(cli: Cli, file: File) -> None:
    inner = zipped({"a!b.csv": DIARY.encode(), "log.csv": LOG.encode()})
    path = file("out.zip", zipped({"in.zip": inner}))
    said = cli("columns", path)
    assert said.code == 1
    assert f"Name one of them: {path}!in.zip!a!b.csv, {path}!in.zip!log.csv" in said.err
    assert '"hoever"' in cli("columns", f"{path}!in.zip!a!b.csv").out
    assert '"Distance"' in cli("columns", file("log.csv.gz", gzipped(LOG.encode()))).out


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("notes.txt", "nothing", "A file of another kind"),
        ("run.fit", "nothing", "The name ends in .fit"),
        ("head.csv", "a,b,c\n", "The table has column names but no activities."),
    ],
)
def test_a_file_without_such_a_table_is_told_so(cli: Cli, file: File, name: str, content: str, reason: str) -> None:
    said = cli("columns", file(name, content))
    assert said.code == 1
    assert f"no table in it whose columns can be told. {reason}" in said.err


def test_a_table_that_is_not_there_is_told_so(cli: Cli, tmp_path: Path) -> None:
    assert "There is no file or folder with this name." in cli("columns", tmp_path / "no.csv").err
    (tmp_path / "a.zip").write_bytes(zipped({"x.csv": LOG.encode()}))
    assert "There is no file or folder with this name." in cli("columns", tmp_path / "a.zip!no.csv").err


WRONG = [
    ("[columns\n", "told.toml: this cannot be read (", "at line 1"),
    ('{"columns": ', "told.toml: this cannot be read (", "opbouw columns TABLE"),
    (b"\xff\xfe\xfa", "this is no text", ""),
    ("", "the part [columns] must give a word for each name", ""),
    ("[columns]\nwanneer = 3\n", "the part [columns] must give a word for each name", ""),
    ('[columns]\nwanneer = "date"\n[unit]\n', "unit is not known here", "[units]"),
    ('[columns]\nwanneer = "dat"\n', "“wanneer” has the word “dat”", "Closest: date."),
    ('[columns]\nwanneer = "date"\nwat = "date"\n', "“wanneer” and “wat” are both date", ""),
    ('[columns]\nhoever = "distance"\n', "no column is the day", ""),
    ('[columns]\nwanneer = "date"\n', "no column is the distance or the time", ""),
    (TOLD + 'distanc = "km"\n', "[units] has “distanc”", "Closest: distance."),
    (TOLD + 'distance = "miles"\n', "“distance” has the word “miles”", "Choose from: km, m, mi, yd."),
    (TOLD.replace('"run"', '"jog"'), "“sport” has the word “jog”", "treadmill"),
    (TOLD.replace("hoever", "verre"), "d.csv comes closest and lacks “verre”", "wat, wanneer, hoever."),
]


@pytest.mark.parametrize(("told", "what", "more"), WRONG)
def test_what_is_wrong_in_the_file_is_said_with_its_place_and_what_to_write(
    cli: Cli, file: File, told: str | bytes, what: str, more: str
) -> None:
    said = cli("import", file("d.csv", DIARY), "--columns", file("told.toml", told))
    assert said.code == 1
    assert what in said.err
    assert more in said.err
    assert "told.toml" in said.err


def test_files_without_any_table_cannot_have_columns(cli: Cli, file: File) -> None:
    said = cli("import", file("a.fit", b"x"), "--columns", file("t.toml", TOLD))
    assert said.code == 1
    assert "there is no table among the files" in said.err


def test_columns_that_give_no_row_are_said_to_be_told_wrong(cli: Cli, file: File) -> None:
    told = file("t.toml", TOLD.replace("wanneer", "wat"))
    said = cli("import", file("d.csv", DIARY), "--columns", told).out
    assert "By the columns as you told them not one row has a readable day" in " ".join(said.split())


def test_an_import_says_how_to_tell_the_columns_of_a_table_that_it_cannot_read(cli: Cli, file: File) -> None:
    path = file("my log.csv", LOG)
    assert f"opbouw columns {shlex.quote(str(path))} > columns.toml" in cli("import", path).out
    assert "> kolommen.toml" in cli("import", path, "--lang", "nl").out
    assert "opbouw columns" not in cli("import", file("notes.txt", "a")).out


def test_columns_are_not_told_while_a_folder_is_watched(cli: Cli, file: File) -> None:
    told = file("t.toml", TOLD)
    assert cli("import", "--watch", told.parent, "--columns", told).code == 2


def test_a_plan_and_causes_read_a_table_as_told(cli: Cli, file: File) -> None:
    days = [ONSET.fromordinal(ONSET.toordinal() - back) for back in range(2, 112, 3)]
    rows = [f"los,{day},5" for day in days]
    path, told = file("d.csv", "\n".join(["wat,wanneer,hoever", *rows])), file("t.toml", TOLD)
    asked = ("--onset", ONSET, "--columns", told, "--json")
    found = cli("plan", path, "--injury", "achilles_midportion", "--on", "2026-03-03", *asked).json
    assert found["import"]["summary"]["used"] == len(rows)
    assert cli("causes", path, *asked).code == 0


def test_the_words_of_columns_are_there_for_every_role_and_unit() -> None:
    wanted = {*(f"role_{role}" for role in ROLES), *(f"unit_{name}" for name in UNITS)}
    assert wanted <= set(all_texts())
