"""A short mark of what the rules are made of: it changes when a rule or a number changes, and by nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable

LENGTH = 12
OF_RULES = (".py", ".toml", ".csv")


def fingerprint(*packages: str) -> str:
    """The mark of the sources and tables of packages, the same on every machine.

    :param packages: names such as ``opbouw.core``; their folders are read as well.
    :returns: twelve hexadecimal digits of a SHA-256; a line ending of another system changes nothing.
    """
    digest = hashlib.sha256()
    for package in packages:
        for name, content in sorted(_files(resources.files(package), package)):
            digest.update(f"{name} {len(content)}\n".encode())
            digest.update(content)
    return digest.hexdigest()[:LENGTH]


def _files(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for one in folder.iterdir():
        if one.is_dir():
            yield from _files(one, f"{path}/{one.name}")
        elif one.name.endswith(OF_RULES):
            yield f"{path}/{one.name}", one.read_bytes().replace(b"\r\n", b"\n")
