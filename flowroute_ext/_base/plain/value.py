"""`Value`: the base of the public values, which have a plain form for JSON and pydantic."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import TYPE_CHECKING, Any, ClassVar, cast

import attrs

from ..masking import mask_text

if TYPE_CHECKING:
    from typing import Self

    from . import JSON


class Value:
    """A value with a plain form.

    `_on_access` names what it has beside its fields, because it is read when it is asked for.
    """

    __slots__ = ()

    _on_access: ClassVar[tuple[str, ...]] = ()

    def to_dict(self) -> dict[str, JSON]:
        """Return what it holds in the types of JSON, without `raw`; nothing is masked.

        Times are ISO 8601 with their offset, amounts of money are text with all their digits,
        and durations are seconds.
        """
        return {name: plain(getattr(self, name)) for name in self._types()}

    @classmethod
    def _types(cls) -> dict[str, str]:
        """Return the annotations of what is in `to_dict()`, as text and in its order."""
        types = {field.name: str(field.type) for field in attrs.fields(cast("Any", cls))}
        for name in cls._on_access:
            member: Any = cls.__dict__[name]
            read = member.fget if isinstance(member, property) else member.func
            types[name] = read.__annotations__["return"]
        return types

    @classmethod
    def __attrs_init_subclass__(cls) -> None:
        """Hide what a value was read from, such as `raw`, from `attrs.fields` and `asdict`.

        It is the last field, and the one that is not compared.
        """
        fields: Any = attrs.fields(cast("Any", cls))
        if not fields[-1].eq:
            type.__setattr__(cls, "__attrs_attrs__", type(fields)(fields[:-1]))

    @classmethod
    def _accepted(cls, value: object) -> Self:
        """Return *value*, as pydantic validates it; raise `ValueError`."""
        if isinstance(value, cls):
            return value
        raise ValueError(f"must be a {cls.__name__}")

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: object) -> dict[str, Any]:
        """Return how pydantic validates and serialises it: a dict, as pydantic-core takes it."""

        def accepted(value: object) -> Value:
            return cls._accepted(value)

        accepted.__name__ = cls.__name__  # in the place of an error in a union
        return {
            "type": "function-plain",
            "function": {"type": "no-info", "function": accepted},
            "serialization": {"type": "function-plain", "function": cls.to_dict},
        }

    @classmethod
    def __get_pydantic_json_schema__(cls, core: object, handler: object) -> dict[str, JSON]:
        """Return the JSON schema of its plain form."""
        from .schema import json_schema

        return json_schema(cls, cls._types())


class BuiltValue(Value):
    """A value that is checked when it is built, so that pydantic may build it from a dict."""

    __slots__ = ()

    @classmethod
    def _accepted(cls, value: object) -> Self:
        if not isinstance(value, Mapping):
            return super()._accepted(value)
        from .fields import check_fields

        fields = cast("Mapping[str, Any]", value)
        check_fields(cls, fields)
        try:
            return cls(**fields)
        except ValueError as error:
            # Without the problems of an InvalidValue, as FastAPI writes the attributes of an
            # error, but not theirs.
            raise ValueError(mask_text(str(error))) from None


def plain(value: object) -> JSON:
    """Return *value* in the types of JSON; an infinite number, which JSON has not, is None."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, Value):
        return value.to_dict()
    if isinstance(value, list | tuple):
        return [plain(item) for item in cast("list[object]", value)]
    if isinstance(value, Mapping):
        inner = cast("Mapping[object, object]", value)
        return {str(name): plain(item) for name, item in inner.items()}
    return _rare(value)


def _rare(value: object) -> JSON:
    from datetime import date, timedelta
    from decimal import Decimal

    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(f"a {type(value).__name__} has no plain form")
