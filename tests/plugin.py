"""What holds for every test: its own settings, no socket to another machine, and no silent skip where CI requires."""

import atexit
import os
import shutil
import socket
import tempfile
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")


class ForeignSocketError(AssertionError):
    """A test tried to reach another machine."""


def _own_settings() -> None:
    """Forget the operator's settings and use a folder that is thrown away; xdist workers inherit it."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    database = os.environ.get("OPBOUW_TEST_DATABASE_URL")
    for name in [name for name in os.environ if name.startswith("OPBOUW_")]:
        if name not in {"OPBOUW_REQUIRE", "OPBOUW_SHARED", "OPBOUW_TEST_DATABASE_URL"}:
            del os.environ[name]
    folder = tempfile.mkdtemp(prefix="opbouw-tests-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["OPBOUW_DATA_DIR"] = folder
    if database:
        os.environ["OPBOUW_DATABASE_URL"] = database


def is_this_machine(family: int, address: Any) -> bool:
    """Whether a socket of this family and address stays on this machine."""
    if family not in {socket.AF_INET, socket.AF_INET6}:
        return True
    return is_local_name(address[0])


def is_local_name(host: str | bytes | None) -> bool:
    """Whether a host name or address is this machine, without asking anybody."""
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    if name in {None, "", "localhost"}:
        return True
    try:
        found = ip_address(str(name).partition("%")[0])
    except ValueError:
        return False
    return found.is_loopback or found.is_unspecified


def _guard_method(name: str) -> None:
    original: Callable[..., Any] = getattr(socket.socket, name)

    def guarded(self: socket.socket, *args: Any) -> Any:
        if args and not is_this_machine(self.family, args[-1]):
            raise ForeignSocketError(f"A test tried to reach {args[-1]!r}; only this machine is allowed.")
        return original(self, *args)

    setattr(socket.socket, name, guarded)


def _guard_lookup() -> None:
    original = socket.getaddrinfo

    def guarded(host: str | bytes | None, *args: Any, **more: Any) -> Any:
        if not is_local_name(host):
            raise ForeignSocketError(f"A test tried to look up {host!r}; only this machine is allowed.")
        return original(host, *args, **more)

    socket.getaddrinfo = guarded


def _guard_sockets() -> None:
    for name in ("connect", "connect_ex", "sendto"):
        _guard_method(name)
    _guard_lookup()


def shared_folder() -> Path | None:
    """The folder with real recordings: OPBOUW_SHARED, or `shared` beside the repository; None when there is none."""
    named = os.environ.get("OPBOUW_SHARED")
    folder = Path(named) if named else ROOT.parent / "shared"
    return folder if (folder / "data").is_dir() else None


def chromium() -> str | None:
    """The path of the Chromium of this machine, or None."""
    return next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


def required() -> frozenset[str]:
    """What must be present, from OPBOUW_REQUIRE: any of browser, database and shared, with commas between."""
    return frozenset(filter(None, (word.strip() for word in os.environ.get("OPBOUW_REQUIRE", "").split(","))))


def missing(need: str) -> str | None:
    """Why a marked test cannot run here, or None."""
    if need == "browser" and chromium() is None:
        return "Not run: no Chromium on this machine. Install chromium to run it."
    if need == "shared" and shared_folder() is None:
        return (
            "Not run: no folder with recordings. Put it beside the repository as 'shared' or name it in OPBOUW_SHARED."
        )
    return None


COVERS_CORE = ("tests/core/", "tests/scenarios/test_stories.py", "tests/properties/test_found.py")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what the fixtures and marks of a test already say: it needs the recordings, or it touches the database.

    Coverage of the core is measured by its own tests and the stories; the long searches run without, at full speed.
    """
    measured = config.pluginmanager.hasplugin("_cov")
    for item in items:
        if measured and not item.nodeid.startswith(COVERS_CORE):
            item.add_marker(pytest.mark.no_cover)
        fixtures = set(getattr(item, "fixturenames", ()))
        if "shared" in fixtures:
            item.add_marker(pytest.mark.shared)
        touches = fixtures & {"db", "transactional_db"} or item.get_closest_marker("django_db")
        if touches and not item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.database)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip, or fail where OPBOUW_REQUIRE names it, when what a marked test needs is missing."""
    for need in ("browser", "shared"):
        if item.get_closest_marker(need) and (reason := missing(need)):
            if need in required():
                pytest.fail(f"OPBOUW_REQUIRE names {need}. {reason}", pytrace=False)
            pytest.skip(reason)


def _hypothesis_profiles() -> None:
    slow_machine = [HealthCheck.too_slow]
    settings.register_profile("steady", derandomize=True, deadline=None, suppress_health_check=slow_machine)
    settings.register_profile("quick", derandomize=True, deadline=None, suppress_health_check=slow_machine)
    settings.register_profile("search", max_examples=1000, deadline=None, suppress_health_check=slow_machine)
    settings.register_profile("prove", database=None, deadline=None, suppress_health_check=slow_machine)
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


_own_settings()
_guard_sockets()
_hypothesis_profiles()
