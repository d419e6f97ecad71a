"""The document of a webhook, from the body of a request.

Whatever comes, nothing else is raised than `InvalidWebhook`, and time and memory are in proportion
to the size of the body.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from math import isfinite
from typing import Any, Final, cast

from .errors import InvalidWebhook

DEEPEST: Final = 100  # levels of objects and lists; Flowroute's have six
LONGEST_INTEGER: Final = 1000  # digits; Python takes the square of their number to read them
BOM: Final = "\ufeff"
INVALID: Final = "the body of the webhook is not valid JSON"
TOO_DEEP: Final = f"the body of the webhook has more than {DEEPEST} levels"
DUPLICATE: Final = "the body of the webhook has a member twice"


def decoded(body: object) -> dict[str, Any]:
    """Return the JSON object in *body*: bytes, text, or a mapping that was decoded already."""
    if isinstance(body, Mapping):
        document = _copied(cast("Mapping[object, object]", body))
    else:
        text = _text(body)
        document = _loaded(text)
        if text.count("{") + text.count("[") > DEEPEST:
            _check_depth(document)
    if not isinstance(document, dict):
        raise InvalidWebhook("the body of the webhook is JSON, but not an object")
    if not document:
        raise InvalidWebhook("the webhook is empty: pass the body of the request as it came")
    return cast("dict[str, Any]", document)


def _text(body: object) -> str:
    if isinstance(body, str):
        return body.removeprefix(BOM)
    if not isinstance(body, bytes | bytearray | memoryview):
        kind = type(body).__name__
        cure = "await it" if hasattr(body, "__await__") else "pass its body"
        raise InvalidWebhook(f"a webhook is the body of a request, not a value of {kind}: {cure}")
    encoded = bytes(cast("bytes", body))
    with suppress(UnicodeDecodeError):
        return encoded.decode(json.detect_encoding(encoded), "surrogatepass").removeprefix(BOM)
    raise InvalidWebhook(f"{INVALID}: its characters cannot be decoded")


def _loaded(text: str) -> object:
    try:
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_real,
            parse_constant=_nothing,
        )
    except InvalidWebhook:
        raise
    except RecursionError:
        reason = TOO_DEEP
    except ValueError as error:
        position = f": character {error.pos + 1}" if isinstance(error, json.JSONDecodeError) else ""
        reason = INVALID + position
    # Not from the handler: the error of the json module has the whole text.
    raise InvalidWebhook(reason)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; of two members with one name, others may read another than we do."""
    members = dict(pairs)
    if len(members) != len(pairs):
        raise InvalidWebhook(DUPLICATE)
    return members


def _integer(text: str) -> int | str:
    return int(text) if len(text) <= LONGEST_INTEGER else text


def _real(text: str) -> float | None:
    """Return a number; one that is larger than any is nothing, as it would be no JSON again."""
    number = float(text)
    return number if isfinite(number) else None


def _nothing(name: str) -> None:
    """Return what NaN and Infinity are read as, which some servers write into JSON."""


def _check_depth(document: object) -> None:
    """Raise `InvalidWebhook` for a document with too many levels."""
    level: list[object] = [document]
    for _ in range(DEEPEST + 1):
        level = [inner for value in level for inner in _members(value)]
        if not level:
            return
    raise InvalidWebhook(TOO_DEEP)


def _members(value: object) -> list[object]:
    """Return the objects and lists in *value*."""
    if isinstance(value, dict):
        inner = list(cast("dict[str, object]", value).values())
    elif isinstance(value, list):
        inner = cast("list[object]", value)
    else:
        return []
    return [child for child in inner if isinstance(child, dict | list)]


def _copied(value: object, depth: int = 0) -> object:
    """Return a decoded document in plain types, so that it is not changed with the caller's."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if isfinite(value) else None
    if depth > DEEPEST:
        raise InvalidWebhook(TOO_DEEP)
    if isinstance(value, Mapping):
        members = cast("Mapping[object, object]", value)
        return {str(name): _copied(member, depth + 1) for name, member in members.items()}
    if isinstance(value, list | tuple):
        return [_copied(item, depth + 1) for item in cast("list[object]", value)]
    # Decimal, for those who decode JSON with it.
    text = str(value) if type(value).__name__ == "Decimal" else ""
    if re.fullmatch("[0-9.eE+-]+", text):
        return text
    raise InvalidWebhook(f"a webhook has no {type(value).__name__} in it: pass the decoded JSON")
