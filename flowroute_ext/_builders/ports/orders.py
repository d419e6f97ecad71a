"""`PortOrder` and `PortChanges`: numbers to port, and what to change of an order."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Literal, cast

import attrs

from ..._base.frames import all_clear_frames
from ..._base.masking import all_masked, masked, url_masked
from ..._base.plain.value import BuiltValue
from ..._base.problems import Problems
from .. import HasId, HasNumber, adopt, attribute_or_self, number_text
from .fields import PRESETS, checked, numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..._base.plain.literals import State


def _hidden(value: object) -> str:
    return repr(value) if value is None else "•••"


def _secret(value: object) -> str:
    return "None" if value is None else "<hidden>"


def _listed(numbers: Iterable[HasNumber | str]) -> tuple[str, ...]:
    """Return the texts of *numbers*; what is no list is returned as it is, and refused later."""
    if isinstance(numbers, str):
        return cast("tuple[str, ...]", numbers)
    try:
        return tuple(map(number_text, numbers))
    except TypeError:  # an array without dimensions has an __iter__ as well
        return cast("tuple[str, ...]", numbers)


def _documents(urls: Iterable[str] | None) -> tuple[str, ...] | None:
    """Return *urls* as a tuple; what is no list is returned as it is, and refused later."""
    if urls is None or isinstance(urls, str):
        return cast("tuple[str, ...] | None", urls)
    try:
        return tuple(urls)
    except TypeError:
        return cast("tuple[str, ...]", urls)


def _number(number: HasNumber | str | None) -> str | None:
    return None if number is None else number_text(number)


def _identity(record: HasId | str | int | None) -> str | None:
    """Return the id of *record*; what has none is returned as it is, and refused later."""
    identity: str | None = attribute_or_self(record, "id")
    return identity


@all_clear_frames
@attrs.frozen(kw_only=True)
class PortOrder(BuiltValue):
    """Numbers of another provider to port to Flowroute, checked when it is built.

    `billing_name` is the authorised contact at the current `provider`, and the address is where
    that serves the numbers (developer.flowroute.com: Create a Port Order). `usage_type` is
    ``"business"`` or ``"residential"``. `loa_email` gets the letter of agency, `loa_cc` a copy.
    Changes of the status are posted to `status_url`. `business_documents` are public URLs of
    bills and letters for Flowroute to fetch. `primary_route`, `failover_route`, `e911`, `cnam` and
    `number_alias` are set on the numbers when the order is completed.

    Raises `InvalidValue` with all problems; `attrs.evolve` checks again. The repr has neither
    names, the street, the PIN nor digits of a Social Security number.
    """

    numbers: tuple[str, ...] = attrs.field(converter=_listed, repr=all_masked)
    billing_name: str = attrs.field(repr=_hidden)
    street: str = attrs.field(repr=_hidden)
    city: str
    state: State | str
    provider: str
    country: Literal["US", "CA"] | str = "US"
    zip: str | None = None
    street2: str | None = attrs.field(default=None, repr=_hidden)
    provider_account: str | None = attrs.field(default=None, repr=_secret)
    pin: str | None = attrs.field(default=None, repr=_secret)
    last_4_ssn: str | None = attrs.field(default=None, repr=_secret)
    billing_number: str | None = attrs.field(default=None, converter=_number, repr=masked)
    company: str | None = attrs.field(default=None, repr=_hidden)
    usage_type: Literal["business", "residential"] | str | None = None
    desired_completion_date: date | str | None = None
    enable_cnam_lookups: bool | None = None
    loa_email: str | None = attrs.field(default=None, repr=_hidden)
    loa_cc: str | None = attrs.field(default=None, repr=_hidden)
    alias: str | None = None
    status_url: str | None = attrs.field(default=None, repr=url_masked)
    comments: str | None = attrs.field(default=None, repr=_hidden)
    business_documents: tuple[str, ...] | None = attrs.field(
        default=None, converter=_documents, repr=_hidden
    )
    primary_route: str | None = attrs.field(default=None, converter=_identity)
    failover_route: str | None = attrs.field(default=None, converter=_identity)
    e911: str | None = attrs.field(default=None, converter=_identity)
    cnam: str | None = attrs.field(default=None, converter=_identity)
    number_alias: str | None = None

    def __attrs_post_init__(self) -> None:
        problems = Problems("port order")
        values = _fields(self)
        ported = numbers(values["numbers"], problems)
        fields = checked(values, problems)
        problems.raise_if_any()
        adopt(self, numbers=ported, **fields)

    def to_attributes(self) -> dict[str, Any]:
        """Return the fields that are set, as they are sent; the numbers with their ``+``."""
        return {"numbers": [f"+{number}" for number in self.numbers], **wired(_fields(self))}


@all_clear_frames
@attrs.frozen(kw_only=True)
class PortChanges(BuiltValue):
    """What to change of a port order: the fields of `PortOrder` that are given.

    The numbers have methods of their own. The fields from `primary_route` on can be changed until
    the order has ended, the others while it is pending or rejected.
    """

    billing_name: str | None = attrs.field(default=None, repr=_hidden)
    street: str | None = attrs.field(default=None, repr=_hidden)
    street2: str | None = attrs.field(default=None, repr=_hidden)
    city: str | None = None
    state: State | str | None = None
    zip: str | None = None
    country: Literal["US", "CA"] | str | None = None
    provider: str | None = None
    provider_account: str | None = attrs.field(default=None, repr=_secret)
    pin: str | None = attrs.field(default=None, repr=_secret)
    last_4_ssn: str | None = attrs.field(default=None, repr=_secret)
    billing_number: str | None = attrs.field(default=None, converter=_number, repr=masked)
    company: str | None = attrs.field(default=None, repr=_hidden)
    usage_type: Literal["business", "residential"] | str | None = None
    desired_completion_date: date | str | None = None
    enable_cnam_lookups: bool | None = None
    loa_email: str | None = attrs.field(default=None, repr=_hidden)
    loa_cc: str | None = attrs.field(default=None, repr=_hidden)
    alias: str | None = None
    status_url: str | None = attrs.field(default=None, repr=url_masked)
    comments: str | None = attrs.field(default=None, repr=_hidden)
    primary_route: str | None = attrs.field(default=None, converter=_identity)
    failover_route: str | None = attrs.field(default=None, converter=_identity)
    e911: str | None = attrs.field(default=None, converter=_identity)
    cnam: str | None = attrs.field(default=None, converter=_identity)
    number_alias: str | None = None

    def __attrs_post_init__(self) -> None:
        problems = Problems("changes of a port order")
        values = _fields(self)
        if all(value is None for value in values.values()):
            cure = "give pin=… or another field"
            problems.add("the changes", "nothing", rule="must change something", cure=cure)
        fields = checked(values, problems, partial=True)
        problems.raise_if_any()
        adopt(self, **fields)

    def to_attributes(self) -> dict[str, Any]:
        """Return the fields that are set, as they are sent."""
        return wired(_fields(self))


def wired(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields other than `numbers` that are set, in the form of the API."""
    left_out = {"numbers", "loa_email", "loa_cc", *PRESETS}
    fields = {
        name: value for name, value in values.items() if name not in left_out and value is not None
    }
    if documents := fields.get("business_documents"):
        fields["business_documents"] = list(documents)
    if isinstance(day := fields.get("desired_completion_date"), date):
        fields["desired_completion_date"] = day.isoformat()
    if usage := fields.get("usage_type"):
        fields["usage_type"] = str(usage).capitalize()
    if number := fields.get("billing_number"):
        fields["billing_number"] = f"+{number}"
    mails = {"email": values.get("loa_email"), "cc": values.get("loa_cc")}
    if loa := {name: value for name, value in mails.items() if value is not None}:
        fields["loa_details"] = loa
    presets = {PRESETS[name]: values[name] for name in PRESETS if values[name] is not None}
    return fields | ({"presets": presets} if presets else {})


def _fields(built: PortOrder | PortChanges) -> dict[str, Any]:
    return {field.name: getattr(built, field.name) for field in attrs.fields(type(built))}
