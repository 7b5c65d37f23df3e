"""The guards around every test do guard."""

import os
import socket
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.plugin import ForeignSocketError, missing, required, shared_folder


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("example.org", 443), ("2001:db8::1", 80)])
def test_a_connection_to_another_machine_is_refused_before_it_is_made(address: tuple[str, int]) -> None:
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with socket.socket(family) as open_socket, pytest.raises(ForeignSocketError, match="only this machine"):
        open_socket.connect(address)


def test_a_name_of_another_machine_is_not_even_looked_up() -> None:
    with pytest.raises(ForeignSocketError, match=r"example\.org"):
        socket.getaddrinfo("example.org", 443)


def test_a_connection_to_this_machine_is_allowed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()


def test_the_settings_of_the_operator_do_not_reach_a_test() -> None:
    assert "opbouw-tests-" in os.environ["OPBOUW_DATA_DIR"]


def test_a_missing_browser_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert missing("browser") == "Not run: no Chromium on this machine. Install chromium to run it."


def test_a_named_folder_without_recordings_counts_as_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OPBOUW_SHARED", str(tmp_path))
    assert shared_folder() is None
    (tmp_path / "data").mkdir()
    assert shared_folder() == tmp_path


def test_what_is_required_is_read_with_commas_between(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPBOUW_REQUIRE", "browser, shared,")
    assert required() == {"browser", "shared"}
    monkeypatch.delenv("OPBOUW_REQUIRE")
    assert required() == frozenset()


def test_the_clock_stands_still_and_can_be_moved(clock_at: Callable[[str], None]) -> None:
    clock_at("2026-03-02 08:00+01:00")
    assert datetime.now(UTC) == datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
    clock_at("2026-03-03 08:00+01:00")
    assert datetime.now(UTC).date() == date(2026, 3, 3)
