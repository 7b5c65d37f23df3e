"""What a field of an event may hold: bounds and choices as data, one checker, one JSON Schema."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, ClassVar, Protocol, TypeVar


class Fact(Protocol):
    """The data of an event: a dataclass of fields."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


Data = TypeVar("Data", bound=Fact)
Schema = dict[str, Any]


class EventError(ValueError):
    """An event that cannot be taken: ``code`` says what, ``field`` where, ``params`` with which values."""

    def __init__(self, code: str, field: str, **params: Any) -> None:
        self.code, self.field, self.params = code, field, params
        super().__init__(_MESSAGES[code].format(field=field, **params))


_MESSAGES = {
    "missing": "{field} is missing; add it",
    "wrong_type": "{field} is {got}; it must be {wanted}",
    "not_finite": "{field} is not a finite number",
    "out_of_range": "{field} is {got}; it must be from {low} to {high}",
    "not_whole": "{field} is {got}; it must be a whole number",
    "unknown_choice": "{field} is {got!r}; choose one of {choices}",
    "too_long": "{field} is longer than {high} characters; shorten it",
    "not_a_date": "{field} is {got!r}; write a date as 2026-03-02",
    "not_an_instant": "{field} is {got!r}; write an instant with its zone, as 2026-03-02T07:30:00+01:00",
    "not_an_id": "{field} is {got!r}; write a UUID, as 1b4e28ba-2fa1-41d2-883f-0016d3cca427",
    "unknown_type": "{field} is {got!r}, which is no event type; choose one of {choices}",
    "unknown_version": "{field} is {got}; this version of Opbouw reads events of version 1",
}


@dataclass(frozen=True, slots=True)
class Spec:
    """How one field is checked (``check(value, path) -> value``) and described (``schema``)."""

    check: Callable[[Any, str], Any]
    schema: Schema
    required: bool = False


def _field(spec: Spec) -> Any:
    return field(default=None, metadata={"spec": spec})


def _number(value: Any, path: str, low: float, high: float, whole: bool) -> Any:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise EventError("wrong_type", path, got=_kind(value), wanted="a number")
    if not math.isfinite(value):
        raise EventError("not_finite", path)
    if whole and value != int(value):
        raise EventError("not_whole", path, got=value)
    if not low <= value <= high:
        raise EventError("out_of_range", path, got=value, low=low, high=high)
    return int(value) if whole else value


def num(low: float, high: float, *, whole: bool = False, required: bool = False) -> Any:
    """A finite number from ``low`` to ``high``."""
    schema: Schema = {"type": "integer" if whole else "number", "minimum": low, "maximum": high}
    return _field(Spec(lambda value, path: _number(value, path, low, high, whole), schema, required))


def _choice(value: Any, path: str, options: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in options:
        raise EventError("unknown_choice", path, got=value, choices=", ".join(options))
    return value


def choice(*options: str, required: bool = False) -> Any:
    """One of the words given."""
    return _field(Spec(lambda value, path: _choice(value, path, options), {"enum": list(options)}, required))


def choices(*options: str) -> Any:
    """A list of the words given."""
    item = Spec(lambda value, path: _choice(value, path, options), {"enum": list(options)})
    return _field(_list_of(item))


def _flag(value: Any, path: str) -> bool:
    if not isinstance(value, bool):
        raise EventError("wrong_type", path, got=_kind(value), wanted="true or false")
    return value


def flag() -> Any:
    """True, false or not said."""
    return _field(Spec(_flag, {"type": "boolean"}))


def _words(value: Any, path: str, high: int) -> str:
    if not isinstance(value, str):
        raise EventError("wrong_type", path, got=_kind(value), wanted="text")
    if len(value) > high:
        raise EventError("too_long", path, high=high)
    return value


def _text_spec(high: int, required: bool = False) -> Spec:
    return Spec(lambda value, path: _words(value, path, high), {"type": "string", "maxLength": high}, required)


def text(high: int = 200, *, required: bool = False) -> Any:
    """Text of at most ``high`` characters."""
    return _field(_text_spec(high, required))


def texts(high: int = 200) -> Any:
    """A list of texts."""
    return _field(_list_of(_text_spec(high)))


def read_day(value: Any, path: str) -> date:
    """An ISO date.

    :raises EventError: when it is none.
    """
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        if not isinstance(value, str) or len(value) != 10:
            raise ValueError
        return date.fromisoformat(value)
    except ValueError:
        raise EventError("not_a_date", path, got=value) from None


def day(*, required: bool = False) -> Any:
    """An ISO date."""
    return _field(Spec(read_day, {"type": "string", "format": "date"}, required))


def read_instant(value: Any, path: str) -> datetime:
    """An ISO instant with its zone.

    :raises EventError: when it is none, or naive.
    """
    try:
        made = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise EventError("not_an_instant", path, got=value) from None
    if made.tzinfo is None:
        raise EventError("not_an_instant", path, got=str(value))
    return made


def instant() -> Any:
    """An ISO instant with its zone."""
    return _field(Spec(read_instant, {"type": "string", "format": "date-time"}))


def _list_of(item: Spec) -> Spec:
    def check(value: Any, path: str) -> tuple[Any, ...]:
        if not isinstance(value, (list, tuple)):
            raise EventError("wrong_type", path, got=_kind(value), wanted="a list")
        return tuple(item.check(one, f"{path}[{index}]") for index, one in enumerate(value))

    return Spec(check, {"type": "array", "items": item.schema})


def items(kind: type) -> Any:
    """A list of objects of one type."""
    return _field(_list_of(Spec(lambda value, path: build(kind, value, path), object_schema(kind))))


def _mapping(value: Any, path: str, item: Spec, keys: tuple[str, ...] | None) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise EventError("wrong_type", path, got=_kind(value), wanted="an object")
    for key in value:
        if keys is not None and key not in keys:
            raise EventError("unknown_choice", f"{path}.{key}", got=key, choices=", ".join(keys))
    return MappingProxyType({key: item.check(one, f"{path}.{key}") for key, one in sorted(value.items())})


def answers(*options: str, required: bool = False) -> Any:
    """An object from question id to one of the words given."""
    item = Spec(lambda value, path: _choice(value, path, options), {"enum": list(options)})
    schema: Schema = {"type": "object", "additionalProperties": item.schema}
    return _field(Spec(lambda value, path: _mapping(value, path, item, None), schema, required))


def numbers(low: float, high: float, keys: tuple[str, ...]) -> Any:
    """An object from one of ``keys`` to a number."""
    item = Spec(lambda value, path: _number(value, path, low, high, False), {"type": "number"})
    bounds: Schema = {"type": "number", "minimum": low, "maximum": high}
    schema: Schema = {"type": "object", "propertyNames": {"enum": list(keys)}, "additionalProperties": bounds}
    return _field(Spec(lambda value, path: _mapping(value, path, item, keys), schema))


def _object(value: Any, path: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise EventError("wrong_type", path, got=_kind(value), wanted="an object")
    return MappingProxyType(dict(value))


def anything(*, required: bool = False) -> Any:
    """Any object; another type checks what is in it."""
    return _field(Spec(_object, {"type": "object"}, required))


def read_only(values: dict[str, Any]) -> Mapping[str, Any] | None:
    """A read-only view, or nothing for an empty object."""
    return MappingProxyType(values) if values else None


def _kind(value: Any) -> str:
    return "null" if value is None else type(value).__name__


def build(kind: type[Data], raw: Any, path: str) -> Data:
    """Check an object and build its type; unknown fields go to ``extra`` where the type has it.

    :raises EventError: naming the field.
    """
    if not isinstance(raw, Mapping):
        raise EventError("wrong_type", path, got=_kind(raw), wanted="an object")
    values: dict[str, Any] = {}
    known = {one.name: one.metadata["spec"] for one in fields(kind) if "spec" in one.metadata}
    for name, spec in known.items():
        value = raw.get(name)
        if value is not None:
            values[name] = spec.check(value, f"{path}.{name}")
        elif spec.required:
            raise EventError("missing", f"{path}.{name}")
    values["extra"] = read_only({name: value for name, value in raw.items() if name not in known})
    return kind(**values)


def object_schema(kind: type) -> Schema:
    """The JSON Schema of one object type; a field may always be null or absent unless required."""
    properties: Schema = {}
    required = []
    for one in fields(kind):
        spec = one.metadata.get("spec")
        if spec is None:
            continue
        properties[one.name] = spec.schema if spec.required else {"anyOf": [spec.schema, {"type": "null"}]}
        if spec.required:
            required.append(one.name)
    schema: Schema = {"type": "object", "properties": properties, "additionalProperties": True}
    return schema | ({"required": required} if required else {})


def plain(value: Any) -> Any:
    """A checked value back as plain JSON, without the fields that were not said."""
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if hasattr(value, "__dataclass_fields__"):
        said = {one.name: getattr(value, one.name) for one in fields(value) if one.name != "extra"}
        made = {name: plain(one) for name, one in said.items() if one is not None}
        return made | {key: plain(one) for key, one in (getattr(value, "extra", None) or {}).items()}
    return value
