"""Serving: one command, one page, and a clear word when it cannot."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.cli.conftest import Cli, own_environment

CODE = "from opbouw.cli.main import main; main()"


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.slow
def test_the_server_says_where_it_is_answers_and_stops_when_told(tmp_path: Path) -> None:
    port = free_port()
    env = own_environment(tmp_path / "data")
    command = [sys.executable, "-c", CODE, "serve", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=env) as server:
        assert server.stdout is not None
        try:
            assert server.stdout.readline() == f"Opbouw is open at http://localhost:{port}\n"
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20) as page:
                assert page.status == 200
        finally:
            server.send_signal(signal.SIGINT)
            assert server.wait(timeout=30) == 0
    assert (tmp_path / "data" / "opbouw.sqlite3").exists()


def test_a_port_that_is_taken_is_said_before_anything_is_done(program: Cli, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = program("serve", "--port", port)
    assert said.code == 1
    assert f"port {port} on 127.0.0.1 cannot be opened" in said.err
    assert f"--port {port + 1}" in said.err
    assert not (tmp_path / "data").exists()
