"""The details of an error response, in Flowroute's words."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

import attrs

from .masking import mask_text
from .plain.value import Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def masked_repr(value: object) -> str:
    """Return the repr of *value* with the phone numbers in it masked."""
    return mask_text(repr(value))


@attrs.frozen
class ErrorDetail(Value):
    """One member of the ``errors`` list of a response, in Flowroute's words.

    `detail` is text, or an object that mirrors the request's body with lists of messages
    at its leaves. What it repeats of the credentials, or of the text of a message, is left out;
    its repr masks phone numbers.
    """

    status: int | None = None
    title: str | None = attrs.field(default=None, repr=masked_repr)
    detail: Any = attrs.field(default=None, repr=masked_repr)
    id: str | None = attrs.field(default=None, repr=masked_repr)


def field_messages(errors: Sequence[ErrorDetail]) -> dict[str, tuple[str, ...]]:
    """Return the messages at the leaves of each `detail` that is an object, by their path."""
    messages_by_path: dict[str, tuple[str, ...]] = {}
    for error in errors:
        if not isinstance(error.detail, str):
            for path, messages in _leaves(error.detail, ()):
                messages_by_path[path] = messages_by_path.get(path, ()) + messages
    return messages_by_path


def phrase(status: int) -> str:
    """Return the standard phrase for *status*, or a plain one for an unknown status."""
    if status == 422:
        return "Unprocessable Entity"  # as Flowroute says; "Content" since Python 3.13
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown Status"


def _leaves(detail: Any, path: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Return each list of messages in *detail* with its path."""
    if isinstance(detail, dict):
        inner = cast("dict[object, object]", detail)
        for name, value in inner.items():
            yield from _leaves(value, (*path, str(name)))
    elif isinstance(detail, list):
        yield ".".join(path), tuple(str(message) for message in cast("list[object]", detail))
    elif detail is not None:
        yield ".".join(path), (str(detail),)
