"""The resource in a document, wrapped in `data` or not, and readers of its members."""

from __future__ import annotations

import re
from typing import Any, Final, cast

import attrs

from .._base.masking import mask_text
from .._base.problems import MASKED_CHARACTERS, shortened
from .._base.reading.scalars import whole

# A list of CDR exports has each wrapped twice (developer.flowroute.com: List CDR Exports).
WRAPPERS: Final = 3
SURROGATES = re.compile("[\ud800-\udfff]")


@attrs.frozen
class Resource:
    """A resource: its type and its id, as far as it has them, its attributes, and what is beside.

    `members` has what the resource itself has, and `attributes` the same where it is flat.
    """

    type: str | None
    id: str | None
    attributes: dict[str, Any]
    members: dict[str, Any]
    included: list[dict[str, Any]]


def resource_of(document: dict[str, Any]) -> Resource:
    """Return the resource in *document*, with what the document includes at any level."""
    members, included = document, _objects(document.get("included"))
    for _ in range(WRAPPERS):
        inner = members.get("data")
        if not isinstance(inner, dict):
            break
        members = members_of(cast("object", inner))
        included += _objects(members.get("included"))
    attributes = members_of(members.get("attributes")) or members
    kind = text(members.get("type"))
    return Resource(
        type=kind.strip().lower().replace("-", "_") if kind else None,
        id=(text(members.get("id")) or "").strip() or None,
        attributes=attributes,
        members=members,
        included=included,
    )


def media_identifiers(resource: Resource) -> list[dict[str, Any]]:
    """Return the identifiers of the media that *resource* names."""
    media = members_of(members_of(resource.members.get("relationships")).get("media"))
    single = members_of(media.get("data"))
    return [single] if single else _objects(media.get("data"))


def members_of(value: object) -> dict[str, Any]:
    """Return an object, or an empty one for anything else."""
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def text(value: object) -> str | None:
    """Return a text, or a number as text; None if there is none.

    Half of a surrogate pair, which no encoding has, is the replacement character.
    """
    if isinstance(value, str):
        return value if value.isascii() else SURROGATES.sub("\ufffd", value)
    number = whole(value)
    return None if number is None else str(number)


def brief(value: str | None) -> str:
    """Return the repr of a text, shortened, with the phone numbers in it masked."""
    # Masked before it is cut: half a phone number would not be recognised as one.
    return repr(value and shortened(mask_text(value[:MASKED_CHARACTERS])))


def _objects(value: object) -> list[dict[str, Any]]:
    """Return the objects in a list."""
    if not isinstance(value, list):
        return []
    listed = cast("list[object]", value)
    return [cast("dict[str, Any]", item) for item in listed if isinstance(item, dict)]
