"""The JSON Schema of a decision, generated from its types."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from opbouw.core.decision import Decision, Reason, Refusal
from opbouw.core.serialize import RENAMED

Schema = dict[str, Any]
PLAIN: dict[Any, Schema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    date: {"type": "string", "format": "date"},
    type(None): {"type": "null"},
    Any: {},
}


def decision_schema() -> Schema:
    """The JSON Schema of what ``decide`` answers: a decision or a refusal."""
    definitions: dict[str, Schema] = {}
    answers = [_of(kind, definitions) for kind in (Decision, Refusal)]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Opbouw decision",
        "oneOf": answers,
        "$defs": dict(sorted(definitions.items())),
    }


def _of(hint: Any, definitions: dict[str, Schema]) -> Schema:
    if hint in PLAIN:
        return PLAIN[hint]
    origin = get_origin(hint)
    if origin is Literal:
        return {"enum": list(get_args(hint))}
    if origin in (Union, types.UnionType):
        return {"anyOf": [_of(one, definitions) for one in get_args(hint)]}
    if origin is tuple:
        return {"type": "array", "items": _of(get_args(hint)[0], definitions)}
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object"}
    if is_dataclass(hint) and isinstance(hint, type):
        if hint.__name__ not in definitions:
            definitions[hint.__name__] = {}
            definitions[hint.__name__] = _object(hint, definitions)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    raise TypeError(f"no schema for {hint!r}")


def _object(kind: type, definitions: dict[str, Schema]) -> Schema:
    hints, renamed = get_type_hints(kind), RENAMED.get(kind, {})
    properties = {renamed.get(one.name, one.name): _of(hints[one.name], definitions) for one in fields(kind)}
    if kind is Reason:
        properties["text"] = {"anyOf": [PLAIN[str], PLAIN[type(None)]]}
    return {"type": "object", "properties": properties, "required": list(properties)}
