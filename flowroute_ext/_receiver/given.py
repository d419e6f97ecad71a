"""A request as an application gives it to `handle`: checked, as far as its types. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias, cast

from .._base.problems import InvalidValue, invalid, shown

Headers: TypeAlias = Mapping[str, str] | Iterable[tuple[str, str]] | None


def content(body: Any) -> Any:
    """Return the *body* of a request as bytes, if it is text or a buffer; else as it is."""
    if isinstance(body, str):
        return body.encode(errors="surrogatepass")
    if isinstance(body, bytearray | memoryview):
        return bytes(cast("bytes", body))
    return body


def text(value: object, field: str) -> str:
    """Return a *value* that has to be text; raise `InvalidValue` for any other."""
    if isinstance(value, str):
        return value
    raise _wrong(field, value, "must be text", "pass it as str")


def pairs(headers: Headers) -> list[tuple[str, str]]:
    """Return *headers*, a mapping or pairs, whose text may be bytes; raise `InvalidValue`."""
    untyped = cast("Any", headers)
    try:
        items: Any = (
            () if untyped is None else untyped.items() if hasattr(untyped, "items") else untyped
        )
        return [(text_of(name), text_of(value)) for name, value in items]
    except (TypeError, ValueError):
        pass
    raise _wrong("headers", headers, "must be a mapping or pairs", "pass those of the request")


def text_of(value: object) -> str:
    """Return *value*, of a header or a URL, as text; frameworks have bytes or objects, too."""
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def _wrong(field: str, value: object, rule: str, cure: str) -> InvalidValue:
    got = "text" if isinstance(value, str) else shown(value)
    return invalid("request", field, got, rule=rule, cure=cure)
