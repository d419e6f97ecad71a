"""Area codes, exchanges and phone numbers, as calls return them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

import attrs

from flowroute_api import models
from flowroute_api.types import UNSET, members

from .._base.masking import all_masked, masked, text_masked
from .._base.money import dollars
from .._base.plain.rows import RowValue, attribute
from .._base.plain.value import Value
from .cnams import CnamRecord
from .e911s import E911Record
from .reading import UNREAD, flag, identity, related
from .routes import RouteRecord

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from .._base.plain.literals import NumberStatus, NumberType, State

# The older names of the types; both are documented.
NUMBER_TYPES: dict[str | None, str | None] = {"standard": "longcode", "tollfree": "toll-free"}

Related: TypeAlias = (
    "tuple[RouteRecord | None, RouteRecord | None, E911Record | None, CnamRecord | None]"
)


@attrs.frozen(slots=False)
class AreaCode(Value):
    """An area code (NPA) in which numbers are for sale."""

    npa: str
    raw: models.AreaCode = attrs.field(default=UNREAD, repr=False, eq=False)

    @classmethod
    def from_resource(cls, resource: models.AreaCode) -> AreaCode:
        """Return the value of a resource."""
        return cls(npa=identity(resource.id), raw=resource)


@attrs.frozen(slots=False)
class ExchangeCode(Value):
    """An exchange (NPA and NXX) in which numbers are for sale."""

    npa: str
    nxx: str
    raw: models.Exchange = attrs.field(default=UNREAD, repr=False, eq=False)

    @classmethod
    def from_resource(cls, resource: models.Exchange) -> ExchangeCode:
        """Return the value of a resource."""
        prefix = identity(resource.id)
        return cls(npa=prefix[:3], nxx=prefix[3:], raw=resource)

    @property
    def prefix(self) -> str:
        """The area code and the exchange, for `search(starts_with=…)`."""
        return self.npa + self.nxx


@attrs.frozen(slots=False)
class Tier(Value):
    """A pricing tier with numbers for sale; its name is its `id`."""

    id: str
    raw: models.Tier = attrs.field(default=UNREAD, repr=False, eq=False)

    @classmethod
    def from_resource(cls, resource: models.Tier) -> Tier:
        """Return the value of a resource."""
        return cls(id=identity(resource.id), raw=resource)


@attrs.frozen(weakref_slot=False)
class AvailableNumber(RowValue):
    """A number for sale.

    `monthly_cost`, `setup_cost` and `inbound_rate` (per minute) are in US dollars.
    `rate_center` and `state` are in Flowroute's lower-case abbreviations, None for toll-free.
    """

    value: str = attrs.field(repr=masked)
    number_type: NumberType | str | None
    rate_center: str | None
    state: State | str | None
    iso_country: str | None
    monthly_cost: Decimal | None
    setup_cost: Decimal | None
    inbound_rate: Decimal | None
    rate_type: str | None
    tier: str | None
    raw: models.AvailableNumber = attrs.field(default=UNREAD, repr=False, eq=False)

    def __str__(self) -> str:
        return self.value

    def __format__(self, spec: str) -> str:
        return format(self.value, spec)

    @classmethod
    def from_resource(cls, resource: models.AvailableNumber) -> AvailableNumber:
        """Return the value of a resource."""
        # From the JSON itself, here and below: the model reads each of its fields when it is used.
        get = members(resource)["attributes"].get
        kind = get("number_type") or None
        # By position, here and below: so many keywords cost as much as all the rest.
        return cls(
            identity(get("value") or resource.id),
            NUMBER_TYPES.get(kind, kind),
            get("rate_center") or None,
            get("state") or None,
            get("iso_country") or None,
            dollars(get("monthly_cost")),
            dollars(get("setup_cost")),
            dollars(get("inbound_rate")),
            get("rate_type") or None,
            get("tier") or None,
            resource,
        )

    @staticmethod
    def _model(row: Any) -> models.AvailableNumber:
        return models.AvailableNumber.from_dict(row)


@attrs.frozen(weakref_slot=False)
class Number(RowValue):
    """A number on the account.

    `value` is the number in 11 digits, and its id as well. The routes, the E911 address and
    the caller name are there after `get()` and `purchase()`; in a list they are None.
    """

    value: str = attrs.field(repr=masked)
    number_type: NumberType | str | None
    rate_center: str | None
    state: State | str | None
    iso_country: str | None
    alias: str | None = attrs.field(repr=text_masked)
    status: NumberStatus | str | None
    cnam_lookups_enabled: bool | None
    messaging_enabled: bool | None
    primary_route: RouteRecord | None
    failover_route: RouteRecord | None
    e911: E911Record | None
    cnam: CnamRecord | None
    raw: models.Number = attrs.field(default=UNREAD, repr=False, eq=False)

    @property
    def id(self) -> str:
        """The same as `value`."""
        return self.value

    @property
    def e164(self) -> str:
        """The number in E.164, with its ``+``."""
        return f"+{self.value}"

    def __str__(self) -> str:
        return self.value

    def __format__(self, spec: str) -> str:
        return format(self.value, spec)

    # What only a purchase returns is read on access.
    _on_access: ClassVar = (
        "monthly_cost",
        "setup_cost",
        "inbound_rate",
        "rate_type",
        "tier",
        "note",
    )

    @property
    def monthly_cost(self) -> Decimal | None:
        """US dollars a month; only a purchase returns it, or the offer that was bought has it."""
        return dollars(attribute(self, "monthly_cost"))

    @property
    def setup_cost(self) -> Decimal | None:
        """US dollars, once; only a purchase returns it."""
        return dollars(attribute(self, "setup_cost"))

    @property
    def inbound_rate(self) -> Decimal | None:
        """US dollars a minute; only a purchase returns it."""
        return dollars(attribute(self, "inbound_rate"))

    @property
    def rate_type(self) -> str | None:
        """How calls are rated, such as ``local``; only a purchase returns it."""
        return attribute(self, "rate_type") or None

    @property
    def tier(self) -> str | None:
        """The pricing tier, such as ``Standard``; only a purchase returns it."""
        return attribute(self, "tier") or None

    @property
    def note(self) -> str | None:
        """The note on the number; only a purchase returns it."""
        return attribute(self, "note") or None

    @classmethod
    def from_resource(cls, resource: models.Number, included: Sequence[object] = ()) -> Number:
        """Return the value of a resource, with what its document *included*."""
        get = members(resource)["attributes"].get
        kind = get("number_type") or None
        value = get("value") or resource.id
        lookups, messaging = get("cnam_lookups_enabled"), get("messaging_enabled")
        primary = failover = e911 = cnam = None
        if resource.relationships:
            primary, failover, e911, cnam = _related(resource.relationships, included)
        return cls(
            value if type(value) is str else identity(value),
            NUMBER_TYPES.get(kind, kind),
            get("rate_center") or None,
            get("state") or None,
            get("iso_country") or None,
            get("alias") or None,
            get("status") or None,
            lookups if type(lookups) is bool else flag(lookups),
            messaging if type(messaging) is bool else flag(messaging),
            primary,
            failover,
            e911,
            cnam,
            resource,
        )

    @staticmethod
    def _model(row: Any) -> models.Number:
        return models.Number.from_dict(row)

    @classmethod
    def from_document(cls, document: models.NumberDocument) -> Number:
        """Return the value of a document with one number."""
        return cls.from_resource(document.data, document.included or ())

    @classmethod
    def all_of(cls, document: models.NumberDetailsList) -> list[Number]:
        """Return the values of a document with several numbers."""
        included = document.included or ()
        return [cls.from_resource(resource, included) for resource in document.data]


@attrs.frozen
class NumbersFound(Value):
    """The numbers that are on the account, of those that were asked for, and the `missing` ones."""

    found: tuple[Number, ...]
    missing: tuple[str, ...] = attrs.field(repr=all_masked)


# What the offer of a number says of it, and the response to its purchase may leave out.
OFFERED = ("monthly_cost", "setup_cost", "inbound_rate", "rate_type", "tier")


def with_costs(bought: Number, offer: object) -> Number:
    """Return *bought* with the costs that *offer*, an `AvailableNumber`, has and it has not.

    The READMEs have responses to purchases without any, and a number whose purchase was looked up
    has none either.
    """
    if not isinstance(offer, AvailableNumber) or offer.value != bought.value:
        return bought
    attributes, offered = bought.raw.attributes, offer.raw.attributes
    costs = {
        name: getattr(offered, name)
        for name in OFFERED
        if getattr(attributes, name) in (UNSET, None, "")
    }
    raw = attrs.evolve(bought.raw, attributes=attrs.evolve(attributes, **costs))
    return attrs.evolve(bought, raw=raw)


def _related(relations: models.NumberRelationships, included: Sequence[object]) -> Related:
    """Return the routes, the E911 address and the caller name of a number.

    In the details of several numbers, the routes have other names.
    """
    route = models.Route, RouteRecord.from_resource, RouteRecord.known_by_id
    e911 = models.E911, E911Record.from_resource, E911Record.known_by_id
    cnam = models.Cnam, CnamRecord.from_resource, CnamRecord.known_by_id
    return (
        related(relations.primary_route or relations.voice_primary_route, included, *route),
        related(relations.failover_route or relations.voice_failover_route, included, *route),
        related(relations.e911_address, included, *e911),
        related(relations.cnam_preset, included, *cnam),
    )
