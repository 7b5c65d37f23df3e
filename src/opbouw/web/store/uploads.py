"""Uploaded bytes, kept as they came and named by their hash: nothing is stored twice, all can be read again."""

import hashlib
import os
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.db import transaction

from opbouw.web.store.models import Runner, Upload

_CHUNK = 1024 * 1024


def path_of(sha256: str) -> Path:
    """Where the bytes with this hash are kept."""
    return Path(settings.UPLOADS_DIR) / sha256[:2] / sha256


def keep(runner: Runner, file: "File[Any]") -> tuple[Upload, bool]:
    """Keep the bytes of one uploaded file; the second value says whether this runner gave them for the first time."""
    folder = Path(settings.UPLOADS_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    scratch = folder / f".incoming-{secrets.token_hex(12)}"
    try:
        sha256, size = _copy(file, scratch)
        final = path_of(sha256)
        final.parent.mkdir(mode=0o700, exist_ok=True)
        scratch.replace(final)
    finally:
        scratch.unlink(missing_ok=True)
    defaults = {"name": own_name(file.name or ""), "size_bytes": size}
    return Upload.objects.get_or_create(runner=runner, sha256=sha256, defaults=defaults)


def own_name(name: str) -> str:
    """The name of a file without its folders, never empty."""
    return Path(name).name[:255] or "file"


def _copy(file: "File[Any]", scratch: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    handle = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        for chunk in file.chunks(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest(), size


def forget(upload: Upload) -> None:
    """Remove an upload and, when nobody else gave them, its bytes: after the commit, so a failure keeps both."""
    sha256 = upload.sha256
    with transaction.atomic():
        upload.delete()
        transaction.on_commit(lambda: _remove_bytes(sha256))


def _remove_bytes(sha256: str) -> None:
    if not Upload.objects.filter(sha256=sha256).exists():
        path_of(sha256).unlink(missing_ok=True)
