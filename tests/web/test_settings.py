"""What comes from the environment is read, refused by name when it makes no sense, and never guessed."""

import stat
from pathlib import Path

import pytest
from django.conf import settings

from opbouw.web import environment
from opbouw.web.environment import SettingError


def test_the_first_start_makes_a_secret_that_only_its_owner_can_read(tmp_path: Path) -> None:
    key = environment.secret_key({}, tmp_path)
    file = tmp_path / "secret_key"
    assert len(key) >= 64
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_the_second_start_uses_the_same_secret(tmp_path: Path) -> None:
    assert environment.secret_key({}, tmp_path) == environment.secret_key({}, tmp_path)


def test_two_servers_have_different_secrets(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    assert environment.secret_key({}, tmp_path / "one") != environment.secret_key({}, tmp_path / "two")


def test_a_secret_others_can_read_is_refused_with_the_remedy(tmp_path: Path) -> None:
    environment.secret_key({}, tmp_path)
    (tmp_path / "secret_key").chmod(0o644)
    with pytest.raises(SettingError, match="chmod 600"):
        environment.secret_key({}, tmp_path)


def test_a_short_secret_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="OPBOUW_SECRET_KEY has 6 characters"):
        environment.secret_key({"OPBOUW_SECRET_KEY": "secret"}, tmp_path)


def test_an_emptied_secret_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "secret_key"
    file.write_text("")
    file.chmod(0o600)
    with pytest.raises(SettingError, match="too short"):
        environment.secret_key({}, tmp_path)


@pytest.mark.parametrize(("raw", "value"), [("1", True), ("yes", True), ("0", False), ("", False), ("off", False)])
def test_a_flag_is_yes_or_no(raw: str, value: bool) -> None:
    assert environment.flag({"OPBOUW_DEBUG": raw}, "OPBOUW_DEBUG") is value


def test_an_absent_flag_is_no() -> None:
    assert environment.flag({}, "OPBOUW_DEBUG") is False


def test_a_flag_that_is_neither_is_refused_by_name() -> None:
    with pytest.raises(SettingError, match="OPBOUW_DEBUG is 'maybe'"):
        environment.flag({"OPBOUW_DEBUG": "maybe"}, "OPBOUW_DEBUG")


def test_without_hosts_only_this_machine_is_served() -> None:
    assert environment.hosts({}) == ["localhost", "127.0.0.1", "[::1]"]


def test_hosts_are_split_at_commas() -> None:
    assert environment.hosts({"OPBOUW_HOSTS": "run.example.org, 10.0.0.2"}) == ["run.example.org", "10.0.0.2"]


@pytest.mark.parametrize("raw", ["", " , ", "https://run.example.org", "run.example.org/app"])
def test_hosts_that_are_no_host_names_are_refused(raw: str) -> None:
    with pytest.raises(SettingError, match="OPBOUW_HOSTS"):
        environment.hosts({"OPBOUW_HOSTS": raw})


def test_the_data_folder_is_made_for_its_owner_only(tmp_path: Path) -> None:
    folder = environment.data_dir({"OPBOUW_DATA_DIR": str(tmp_path / "deep" / "data")})
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_data_folder_that_is_not_a_full_path_is_refused() -> None:
    with pytest.raises(SettingError, match="full path"):
        environment.data_dir({"OPBOUW_DATA_DIR": "data"})


def test_a_data_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingError, match="cannot be made or opened"):
        environment.data_dir({"OPBOUW_DATA_DIR": str(tmp_path / "file")})


def test_an_unknown_time_zone_is_refused() -> None:
    with pytest.raises(SettingError, match="OPBOUW_TIME_ZONE 'Europe/Amsterdm'"):
        environment.time_zone({"OPBOUW_TIME_ZONE": "Europe/Amsterdm"})


def test_sqlite_is_the_default_with_the_settings_that_keep_writes(tmp_path: Path) -> None:
    made = environment.database({}, tmp_path)
    assert made["NAME"] == str(tmp_path / "opbouw.sqlite3")
    assert made["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert made["OPTIONS"]["timeout"] == 20
    assert made["CONN_MAX_AGE"] == 60
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        assert pragma in made["OPTIONS"]["init_command"]


def test_postgresql_is_chosen_by_one_variable(tmp_path: Path) -> None:
    made = environment.database({"OPBOUW_DATABASE_URL": "postgresql://anna:p%40ss@db.local:5433/runs"}, tmp_path)
    assert (made["USER"], made["PASSWORD"], made["HOST"], made["PORT"], made["NAME"]) == (
        "anna",
        "p@ss",
        "db.local",
        "5433",
        "runs",
    )


@pytest.mark.parametrize(
    "url", ["mysql://localhost/runs", "postgresql://localhost", "nonsense", "postgresql://h:x/runs"]
)
def test_another_database_address_is_refused_by_name_and_without_its_password(url: str, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="OPBOUW_DATABASE_URL") as caught:
        environment.database({"OPBOUW_DATABASE_URL": url}, tmp_path)
    assert "secret" not in str(caught.value)


def test_passwords_are_kept_with_argon2() -> None:
    from opbouw.web import settings as module

    assert module.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")


def test_there_is_no_debug_unless_asked() -> None:
    assert settings.DEBUG is False
