"""Request bodies, from builders and arguments to the generated models. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowroute_api.models import (
    CallbackSet,
    CnamCreate,
    CnamUpdate,
    CnamUpdateData,
    E911Create,
    E911CreateData,
    E911Update,
    E911UpdateData,
    E911Write,
    MessageSend,
    NumberPurchase,
    NumberUpdate,
    RouteCreate,
    RouteCreateData,
    RouteIdentifier,
    RouteRelationshipUpdate,
    RouteUpdate,
    RouteUpdateData,
    RouteWrite,
)
from flowroute_api.types import UNSET, Unset

from .._base.problems import invalid
from .._builders.callbacks import callback_url, proof_of, with_reference
from .arguments import alias as number_alias
from .arguments import built, optional, switch

if TYPE_CHECKING:
    from .._builders.cnams import Cnam
    from .._builders.e911s import E911Address
    from .._builders.messages import Message
    from .._builders.routes import Route
    from .config import MessagesVersion


def callback(url: str) -> CallbackSet:
    """Return the body that sets a callback to *url*."""
    return CallbackSet(callback_url=callback_url(url))


def purchase(
    *,
    cnam_lookups_enabled: bool | None,
    messaging_enabled: bool | None,
    messaging_email: bool | None,
    messaging_callback_url: str | None,
) -> NumberPurchase | Unset:
    """Return the body of a purchase; unset if there are no settings."""
    settings = NumberPurchase(
        cnam_lookups_enabled=switch(cnam_lookups_enabled, "cnam_lookups_enabled"),
        messaging_enabled=switch(messaging_enabled, "messaging_enabled"),
        messaging_email=switch(messaging_email, "messaging_email"),
        messaging_callback_url=_url(messaging_callback_url, "messaging_callback_url"),
    )
    return settings if settings.to_dict() else UNSET


def changed_number(
    *,
    alias: str | None,
    cnam_lookups_enabled: bool | None,
    messaging_enabled: bool | None,
    messaging_email: bool | None,
    messaging_callback_url: str | None,
) -> NumberUpdate:
    """Return the body that changes a number; raise `InvalidValue` if it would change nothing."""
    changed = NumberUpdate(
        alias=number_alias(alias),
        cnam_lookups_enabled=switch(cnam_lookups_enabled, "cnam_lookups_enabled"),
        messaging_enabled=switch(messaging_enabled, "messaging_enabled"),
        messaging_email=switch(messaging_email, "messaging_email"),
        messaging_callback_url=_url(messaging_callback_url, "messaging_callback_url"),
    )
    if changed.to_dict().keys() == {"type"}:
        raise invalid(
            "update of a number",
            "the update",
            "nothing",
            rule="must change something",
            cure="give alias=… or another setting",
        )
    return changed


def new_route(route: Route) -> RouteCreate:
    """Return the body that creates *route*."""
    return RouteCreate(data=RouteCreateData(attributes=_route(route)))


def changed_route(route: Route) -> RouteUpdate:
    """Return the body that changes a route to *route*."""
    return RouteUpdate(data=RouteUpdateData(attributes=_route(route)))


def route_of_number(route_id: str) -> RouteRelationshipUpdate:
    """Return the body that sets the route of a number."""
    return RouteRelationshipUpdate(data=RouteIdentifier(id=route_id))


def message(
    message: Message, version: MessagesVersion, reference: str, receipt_key: bytes
) -> MessageSend:
    """Return the body that sends *message*, with *reference* in its `dlr_callback`.

    Beside it is its proof, made with *receipt_key*. Version 2.2 documents numbers in E.164, with a
    ``+``; version 2.1 eleven digits.
    """
    from .._builders.messages import Message

    message = built(message, Message)
    plus = "+" if version == "v2.2" else ""
    return MessageSend(
        to=plus + message.to,
        from_=plus + message.from_,
        body=optional(message.body),
        media_urls=optional(list(message.media_urls) or None),
        is_mms=optional(message.is_mms),
        dlr_callback=optional(_receipts_url(message.dlr_callback, reference, receipt_key)),
    )


def new_e911(address: E911Address) -> E911Create:
    """Return the body that creates or validates *address*."""
    return E911Create(data=E911CreateData(attributes=E911Write.from_dict(_attributes(address))))


def changed_e911(address: E911Address) -> E911Update:
    """Return the body that changes the address of a record to *address*.

    Flowroute keeps the fields that are left out, so the unit of an address without one is null,
    as in flowroute-sdk-v3-ruby.
    """
    unit = {"address_type": None, "address_type_number": None}
    attributes = E911Write.from_dict(unit | _attributes(address))
    return E911Update(data=E911UpdateData(attributes=attributes))


def new_cnam(cnam: Cnam) -> CnamCreate:
    """Return the body that creates *cnam*."""
    return CnamCreate(value=cnam.value)


def changed_cnam(cnam: Cnam) -> CnamUpdate:
    """Return the body that changes a pending record to *cnam*."""
    return CnamUpdate(data=CnamUpdateData(attributes=CnamCreate(value=cnam.value)))


def _receipts_url(url: str | None, reference: str, key: bytes) -> str | None:
    return url and with_reference(url, reference, proof_of(key, reference))


def _url(url: str | None, field: str) -> str | Unset:
    return UNSET if url is None else callback_url(url, field=field)


def _route(route: Route) -> RouteWrite:
    from .._builders.routes import Route

    route = built(route, Route)
    return RouteWrite(
        route_type=route.route_type,
        value=route.value,
        alias=route.alias,
        edge_strategy_id=optional(route.edge_strategy_id),
    )


def _attributes(address: E911Address) -> dict[str, str]:
    from .._builders.e911s import E911Address

    return built(address, E911Address).to_attributes()
