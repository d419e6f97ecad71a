"""Inbound voice routes and edge strategies, as calls return them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from flowroute_api import models
from flowroute_api.types import members

from .._base.masking import text_masked
from .._base.plain.rows import RowValue
from .._base.plain.value import Value
from .reading import UNREAD, given, identity, text_id

if TYPE_CHECKING:
    from .._base.plain.literals import RouteKind


@attrs.frozen(weakref_slot=False)
class RouteRecord(RowValue):
    """A route of the account, or of a number.

    `route_type` is ``host``, ``number``, ``uri`` or ``sip-reg``. The route with id ``"0"`` is
    the built-in registration route, without a value. If a number names a route that its
    document does not include, only `id` is known.
    """

    id: str
    route_type: RouteKind | str | None
    value: str | None = attrs.field(repr=text_masked)
    alias: str | None = attrs.field(repr=text_masked)
    edge_strategy_id: str | None
    raw: models.Route | None = attrs.field(default=None, repr=False, eq=False)

    @classmethod
    def from_resource(cls, resource: models.Route) -> RouteRecord:
        """Return the value of a resource."""
        get = members(resource)["attributes"].get
        return cls(
            identity(resource.id),
            get("route_type"),
            get("value"),
            get("alias") or None,
            text_id(get("edge_strategy_id")),
            resource,
        )

    @classmethod
    def from_document(cls, document: models.RouteDocument) -> RouteRecord:
        """Return the value of a document with one route."""
        return cls.from_resource(document.data)

    @classmethod
    def known_by_id(cls, route_id: str) -> RouteRecord:
        """Return a route of which only the id is known."""
        return cls(route_id, None, None, None, None, None)

    @staticmethod
    def _model(row: Any) -> models.Route:
        return models.Route.from_dict(row)


@attrs.frozen(slots=False)
class EdgeStrategy(Value):
    """An edge of Flowroute's network that a route may prefer.

    `firewall_rules` are its address ranges, to allow in a firewall; `naptr` is its DNS name.
    """

    id: str
    name: str | None
    description: str | None
    firewall_rules: tuple[str, ...]
    naptr: str | None
    raw: models.EdgeStrategy = attrs.field(default=UNREAD, repr=False, eq=False)

    @classmethod
    def from_resource(cls, resource: models.EdgeStrategy) -> EdgeStrategy:
        """Return the value of a resource."""
        attributes = resource.attributes
        rules = (rule.strip() for rule in (attributes.firewall_rules or "").split(","))
        return cls(
            id=identity(resource.id),
            name=given(attributes.name),
            description=given(attributes.description),
            firewall_rules=tuple(rule for rule in rules if rule),
            naptr=given(attributes.naptr),
            raw=resource,
        )
