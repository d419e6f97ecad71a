"""`E911`: the model of an address in the Ruby SDK."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import attrs

from .._base.frames import all_clear_frames
from .bodies import attributes

if TYPE_CHECKING:
    from typing import Self


def hidden(value: object) -> str:
    """Return the repr of a part of an address: whether there is one."""
    return repr(value) if value is None else "•••"


@all_clear_frames
@attrs.define
class E911:
    """An E911 address, as the model of flowroute-sdk-v3-ruby has it.

    The fields are in its order, and with its defaults. They are checked where the address is
    used. The repr shows the label only.
    """

    street_name: str | None = attrs.field(default=None, repr=hidden)
    street_number: str | int | None = attrs.field(default=None, repr=hidden)
    address_type: str | None = attrs.field(default="Building", repr=hidden)
    address_type_number: str | int | None = attrs.field(default="0", repr=hidden)
    city: str | None = attrs.field(default=None, repr=hidden)
    state: str | None = attrs.field(default=None, repr=hidden)
    zip: str | int | None = attrs.field(default=None, repr=hidden)
    country: str | None = attrs.field(default=None, repr=hidden)
    first_name: str | None = attrs.field(default=None, repr=hidden)
    last_name: str | None = attrs.field(default=None, repr=hidden)
    label: str | None = None

    @classmethod
    def from_hash(cls, hash: object) -> Self | None:
        """Return the address in *hash*, the dictionary or JSON of a record; None for None."""
        if not hash:
            return None
        given = attributes(hash, "E911 record")
        return cls(**{field.name: given.get(field.name) for field in attrs.fields(cls)})

    def to_json(self) -> str:
        """Return the JSON of the address, as `create`, `validate` and `update` take it."""
        values: dict[str, Any] = {
            field.name: getattr(self, field.name) for field in attrs.fields(type(self))
        }
        return json.dumps({"data": {"attributes": values, "type": "e911"}})
