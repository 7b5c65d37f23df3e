"""The tables of the store as JSON Lines, one row a line: a copy that every database can take."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.core.serializers import sort_dependencies
from django.db import Error, connection, models, transaction

from opbouw.cli.problems import Problem
from opbouw.cli.site import one_line

BATCH = 500
Model = type[models.Model]


def kept_models() -> list[Model]:
    """The models of Opbouw itself, those that others point at first."""
    own = [config for config in apps.get_app_configs() if config.name.startswith("opbouw.")]
    found: list[Model] = sort_dependencies([(config, None) for config in own])
    return found


# `_meta` and `_default_manager` are Django's documented way to the fields and rows of any model.
def _label(model: Model) -> str:
    return model._meta.label_lower  # noqa: SLF001 - the documented way to a model


def _fields(model: Model) -> list[models.Field[Any, Any]]:
    return list(model._meta.concrete_fields)  # noqa: SLF001 - the documented way to a model


def _rows(model: Model) -> models.Manager[Any]:
    return model._default_manager  # noqa: SLF001 - the documented way to a model


def write_rows(folder: Path) -> dict[str, Path]:
    """Write every table to a file of its own, all at one moment; gives name and path."""
    first = not connection.in_atomic_block
    with transaction.atomic():
        if first and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        return {f"rows/{name}": path for name, path in (_write_table(model, folder) for model in kept_models())}


def _write_table(model: Model, folder: Path) -> tuple[str, Path]:
    path = folder / f"{_label(model)}.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for row in _rows(model).order_by("pk").values().iterator(chunk_size=BATCH):
            file.write(json.dumps(row, default=_plain, ensure_ascii=False) + "\n")
    return path.name, path


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return b64encode(value).decode("ascii")
    raise TypeError(type(value).__name__)


def read_rows(folder: Path) -> None:
    """Put the rows of every table in the place of what is there, in one transaction: all of it or nothing.

    :raises Problem: when a table is missing or a row does not fit this version.
    """
    try:
        with transaction.atomic():
            _replace(folder, kept_models())
    except (Error, ValidationError, ValueError) as problem:
        raise Problem(f"the rows in it do not fit ({one_line(problem)}). Use another copy; nothing changed.") from None


def _replace(folder: Path, found: list[Model]) -> None:
    _clear(found)
    for model in found:
        _load(model, folder / f"{_label(model)}.jsonl")
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), found):
            cursor.execute(statement)
    connection.check_constraints()


def _clear(found: list[Model]) -> None:
    """Remove every row; events and decisions go only while an erasure stands, so each episode gets one first."""
    from opbouw.web.store.models import DecisionRow, Episode, Erasure, EventRow

    Erasure.objects.bulk_create([Erasure(episode=one) for one in Episode.objects.all()], ignore_conflicts=True)
    DecisionRow.objects.all().delete()
    EventRow.objects.all().delete()
    for model in reversed(found):
        _rows(model).all().delete()


def _load(model: Model, path: Path) -> None:
    if not path.exists():
        raise Problem(f"the backup has no table {_label(model)}; restore it with the version that made it.")
    batch: list[models.Model] = []
    for row in _rows_of(model, path):
        batch.append(row)
        if len(batch) == BATCH:
            _insert(model, batch)
            batch = []
    _insert(model, batch)


def _rows_of(model: Model, path: Path) -> Iterator[models.Model]:
    fields = {field.attname: field for field in _fields(model)}
    with path.open(encoding="utf-8") as file:
        for line in file:
            raw = json.loads(line)
            unknown = set(raw) - set(fields)
            if unknown:
                raise Problem(
                    f"the backup has {min(unknown)} in {_label(model)}, which this version does not "
                    "know; restore it with the version that made it."
                )
            yield model(**{name: fields[name].to_python(value) for name, value in raw.items()})


def _insert(model: Model, batch: list[models.Model]) -> None:
    """Rows as they were: a moment that the database would fill in itself keeps its old value."""
    stamped = any(getattr(field, "auto_now_add", False) for field in _fields(model))
    if not stamped:
        _rows(model).bulk_create(batch)
        return
    for row in batch:
        row.save_base(raw=True, force_insert=True)
