"""What the operator sets from outside, read once and refused by name when it makes no sense.

Nothing here knows Django: `settings.py` asks, this module answers with values or an `SettingError`.
"""

import base64
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

import platformdirs

SHORTEST_SECRET = 40
_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"0", "false", "no", "off", ""})


class SettingError(Exception):
    """A setting from the environment cannot be used; the text says which, why, and what to do."""


def flag(env: Mapping[str, str], name: str) -> bool:
    """A yes or no setting; absent is no."""
    raw = env.get(name, "").strip().lower()
    if raw in _TRUE:
        return True
    if raw in _FALSE:
        return False
    raise SettingError(f"{name} is '{raw}'. Use 1 for yes or 0 for no.")


def data_dir(env: Mapping[str, str]) -> Path:
    """The folder for the database, the uploads and the secret; made when absent, readable by its owner only."""
    raw = env.get("OPBOUW_DATA_DIR", "").strip()
    path = Path(raw).expanduser() if raw else Path(platformdirs.user_data_dir("opbouw", appauthor=False))
    if not path.is_absolute():
        raise SettingError(f"OPBOUW_DATA_DIR is '{raw}'. Give a full path, starting at the root.")
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        raise SettingError(f"OPBOUW_DATA_DIR {path} cannot be made or opened: {problem.strerror}.") from problem
    if not os.access(path, os.W_OK):
        raise SettingError(f"OPBOUW_DATA_DIR {path} is not writable. Choose another folder or change its owner.")
    return path


def hosts(env: Mapping[str, str]) -> list[str]:
    """The host names this server answers to; only this machine unless OPBOUW_HOSTS says otherwise."""
    raw = env.get("OPBOUW_HOSTS")
    if raw is None:
        return ["localhost", "127.0.0.1", "[::1]"]
    names = [name.strip() for name in raw.split(",") if name.strip()]
    if not names:
        raise SettingError("OPBOUW_HOSTS is empty. Give host names with commas between: run.example.org.")
    for name in names:
        if "/" in name or " " in name:
            raise SettingError(f"OPBOUW_HOSTS has '{name}'. Give a host name only, without https:// or a path.")
    return names


def secret_key(env: Mapping[str, str], folder: Path) -> str:
    """The signing secret: from OPBOUW_SECRET_KEY, or a file made on the first start with mode 0600."""
    given = env.get("OPBOUW_SECRET_KEY")
    if given is not None:
        if len(given) < SHORTEST_SECRET:
            raise SettingError(
                f"OPBOUW_SECRET_KEY has {len(given)} characters; at least {SHORTEST_SECRET} are needed. "
                "Leave it out to have one made and kept in the data folder."
            )
        return given
    return _secret_from_file(folder / "secret_key")


def _secret_from_file(path: Path) -> str:
    fresh = secrets.token_urlsafe(64)
    scratch = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    if not path.exists():
        handle = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(fresh)
        try:
            os.link(scratch, path)  # of two first starts at once, one wins and both use its secret
        except FileExistsError:
            pass
        finally:
            scratch.unlink()
    if path.stat().st_mode & 0o077:
        raise SettingError(f"Others can read the secret in {path}. Run: chmod 600 {path}")
    key = path.read_text(encoding="ascii").strip()
    if len(key) < SHORTEST_SECRET:
        raise SettingError(f"The secret in {path} is too short. Remove the file to have a new one made.")
    return key


def time_zone(env: Mapping[str, str]) -> str:
    """The zone a new runner starts with."""
    name = env.get("OPBOUW_TIME_ZONE", "Europe/Amsterdam")
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError) as problem:
        raise SettingError(f"OPBOUW_TIME_ZONE '{name}' is unknown. Use a name like Europe/Amsterdam.") from problem
    return name


def watched(env: Mapping[str, str]) -> tuple[tuple[str, Path], ...]:
    """Folders whose new files are taken by themselves, each with the name of the account they are for."""
    pairs = (part.partition("=") for part in env.get("OPBOUW_WATCH", "").split(";") if part.strip())
    return tuple(_watched(name.strip(), folder.strip()) for name, _sign, folder in pairs)


def _watched(name: str, folder: str) -> tuple[str, Path]:
    path = Path(folder).expanduser()
    if not name or not folder or not path.is_absolute():
        raise SettingError(
            f"OPBOUW_WATCH has '{name}={folder}'. Write the name of an account, =, and a full path, "
            "with ; between more of them: Anna=/srv/anna;Bram=/srv/bram."
        )
    if not path.is_dir():
        raise SettingError(f"OPBOUW_WATCH names {path}, which is no folder here. Make it first, or take it out.")
    return name, path


def database(env: Mapping[str, str], folder: Path) -> dict[str, Any]:
    """Django's database settings: SQLite in the data folder, or PostgreSQL by OPBOUW_DATABASE_URL."""
    url = env.get("OPBOUW_DATABASE_URL", "").strip()
    return _postgresql(url) if url else _sqlite(folder / "opbouw.sqlite3")


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": 60,  # to open the file and set it up takes a fifth of the time of a page
        "OPTIONS": {
            # Default settings lose more than half of concurrent writes: ask for the write lock at once and wait.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    name = parts.path.lstrip("/")
    if parts.scheme not in {"postgresql", "postgres"} or not name:
        raise SettingError(
            "OPBOUW_DATABASE_URL must look like postgresql://user:password@host:5432/name; "
            f"it starts with '{parts.scheme}' and names {'no database' if not name else 'a database'}."
        )
    try:
        port = parts.port
    except ValueError as problem:
        raise SettingError("OPBOUW_DATABASE_URL has a port that is no number.") from problem
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(name),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


@dataclass(frozen=True, slots=True)
class Vapid:
    """The key that signs reminders, and where a push service can reach the host."""

    key: str
    contact: str


def vapid(env: Mapping[str, str]) -> Vapid | None:
    """How reminders are signed; None, and no reminders, when nothing is set."""
    key, contact = (env.get(name, "").strip() for name in ("OPBOUW_VAPID_KEY", "OPBOUW_VAPID_CONTACT"))
    if not key and not contact:
        return None
    if not _is_key(key):
        raise SettingError("OPBOUW_VAPID_KEY is no key. Make one with: python -m opbouw.web vapid_key")
    if not contact.startswith(("mailto:", "https://")):
        raise SettingError("OPBOUW_VAPID_CONTACT must say where the host can be reached: mailto:name@example.org.")
    return Vapid(key, contact)


def _is_key(text: str) -> bool:
    try:
        return len(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)) == 32
    except ValueError:
        return False
