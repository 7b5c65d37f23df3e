"""The tests of the database run on the database they say."""

import os
import tempfile
from pathlib import Path

import pytest
from django.db import connection

from tests import postgresql


@pytest.mark.django_db
def test_the_suite_runs_on_the_database_that_was_asked_for() -> None:
    expected = "postgresql" if os.environ.get("OPBOUW_TEST_DATABASE_URL") else "sqlite"
    assert connection.vendor == expected


def test_a_free_port_is_one_that_anybody_may_use() -> None:
    assert 1024 <= postgresql.free_port() <= 65535


@pytest.mark.parametrize(("require", "status"), [("", 0), ("browser,database", 1)])
def test_without_a_server_it_says_so_and_fails_only_where_one_is_required(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], require: str, status: int
) -> None:
    monkeypatch.setattr(postgresql, "server_programs", lambda: None)
    monkeypatch.setenv("OPBOUW_REQUIRE", require)
    assert postgresql.main(["false"]) == status
    assert "PostgreSQL: not run" in capsys.readouterr().out


def test_the_server_is_gone_when_the_command_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    if postgresql.server_programs() is None:
        pytest.skip("Not run: no PostgreSQL server on this machine.")
    made: list[str] = []
    make = tempfile.mkdtemp

    def remember(*, prefix: str) -> str:
        made.append(make(prefix=prefix))
        return made[-1]

    monkeypatch.setattr(tempfile, "mkdtemp", remember)
    assert postgresql.main(["sh", "-c", 'test -n "$OPBOUW_TEST_DATABASE_URL" && exit 3']) == 3
    assert [Path(folder).exists() for folder in made] == [False]
