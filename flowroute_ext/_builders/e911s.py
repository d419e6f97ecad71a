"""`E911Address`: where help is sent when a number calls 911."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

import attrs

from .._base.frames import all_clear_frames
from .._base.plain.value import BuiltValue
from .._base.problems import Problems
from . import adopt
from .lines import line
from .places.codes import country_code, state_code, zip_code
from .places.units import unit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from .._base.plain.literals import State

REQUIRED: Final = {
    "label": "must be your name for the address",
    "first_name": "must be the first name of a person there",
    "last_name": "must be the last name of a person there",
    "street_number": "must be the number of the house",
    "street_name": "must be the name of the street",
    "city": "must be the name of the city",
}


def _hidden(value: object) -> str:
    return repr(value) if value is None else "•••"


@all_clear_frames
@attrs.frozen(kw_only=True)
class E911Address(BuiltValue):
    """An address for emergency calls, checked when it is built.

    Every field is text. `state` is the two letters of a US state or territory, or of a
    Canadian province, in either case; `country` is ``"US"`` or ``"CA"``. A US `zip` has
    five digits: Flowroute takes no more than seven characters, so no ZIP+4. A Canadian one
    is written ``"M4C 5K7"``. `address_type` is one of Flowroute's, in any case or as
    its older code, and comes with `address_type_number`: ``"Suite"`` and ``"200"``.
    (developer.flowroute.com: Create and Validate a New E911 Address.)

    Raises `InvalidValue` with all problems; `attrs.evolve` checks again. The repr has neither
    names nor street.
    """

    label: str
    first_name: str = attrs.field(repr=_hidden)
    last_name: str = attrs.field(repr=_hidden)
    street_number: str = attrs.field(repr=_hidden)
    street_name: str = attrs.field(repr=_hidden)
    city: str
    state: State | str
    zip: str
    country: Literal["US", "CA"] | str = "US"
    address_type: str | None = attrs.field(default=None, repr=_hidden)
    address_type_number: str | None = attrs.field(default=None, repr=_hidden)

    def __attrs_post_init__(self) -> None:
        adopt(self, **_checked({name: getattr(self, name) for name in FIELDS}))

    @classmethod
    def from_record(cls, record: object) -> Self:
        """Return the address of *record*, an E911 record or an object with its attributes.

        Values of older records are converted: ``"USA"``, ``"SU"``, and ``""`` for no
        `address_type`.
        """
        values: dict[str, Any] = {name: getattr(record, name, None) for name in FIELDS}
        return cls(**values)

    def to_attributes(self) -> dict[str, str]:
        """Return the fields that are set, as they are sent."""
        values = {name: getattr(self, name) for name in FIELDS}
        return {name: value for name, value in values.items() if value is not None}


FIELDS: Final = tuple(field.name for field in attrs.fields(E911Address))


def _checked(values: Mapping[str, object]) -> dict[str, str | None]:
    """Return the fields as they are sent; raise `InvalidValue` with all problems."""
    problems = Problems("E911 address")
    checked: dict[str, str | None] = {}
    for field, rule in REQUIRED.items():
        checked[field] = line(field, values[field], rule, problems)
    country = country_code(values["country"], problems)
    checked["country"] = country
    checked["state"] = state_code(values["state"], country, problems)
    checked["zip"] = zip_code(values["zip"], country, problems)
    kind, number = unit(values["address_type"], values["address_type_number"], problems)
    problems.raise_if_any()
    return checked | {"address_type": kind, "address_type_number": number}
