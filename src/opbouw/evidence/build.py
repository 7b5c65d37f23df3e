"""Plain table rows to typed rows: unknown columns are left, missing ones are named."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints


class EvidenceError(ValueError):
    """A table in the package does not hold what its type asks for."""


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def row_from(kind: Any, raw: Mapping[str, Any]) -> Any:
    """Build one typed row.

    :raises EvidenceError: naming the row and the missing column.
    """
    values: dict[str, Any] = {}
    hints = _hints(kind)
    for field in fields(kind):
        if field.name in raw:
            values[field.name] = _shape(hints[field.name], raw[field.name])
        elif field.default is MISSING and field.default_factory is MISSING:
            raise EvidenceError(f"{kind.__name__} {raw.get('id', '?')}: column {field.name!r} is missing")
    return kind(**values)


def _shape(hint: Any, value: Any) -> Any:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        inner = [arg for arg in get_args(hint) if arg is not type(None)]
        return value if len(inner) > 1 else _shape(inner[0], value)
    if origin is tuple:
        items = [value] if isinstance(value, str) else value
        return tuple(_shape(get_args(hint)[0], item) for item in items)
    if isinstance(hint, type) and is_dataclass(hint):
        return row_from(hint, value)
    return freeze(value) if isinstance(value, dict) else value


def freeze(value: Any) -> Any:
    """Lists become tuples and tables read-only views, all the way down."""
    if isinstance(value, dict):
        return types.MappingProxyType({key: freeze(item) for key, item in value.items()})
    if isinstance(value, list):
        return tuple(freeze(item) for item in value)
    return value
