"""Request bodies as the official SDKs take them: dictionaries, or JSON as text."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, cast

import attrs

from flowroute_api.models import E911Update, E911UpdateData, E911Write

from .._base.problems import invalid, nearest, shown
from .._base.reading.scalars import flag
from .._builders.e911s import FIELDS, E911Address
from .._builders.messages import Message
from .._builders.routes import Route
from .._calls import bodies
from .arguments import record, spelled

if TYPE_CHECKING:
    from collections.abc import Collection

    from flowroute_api.models import (
        E911Create,
        RouteCreate,
        RouteRelationshipUpdate,
    )

MESSAGE: Final = ("to", "from", "body", "media_urls", "is_mms", "dlr_callback")
ROUTE: Final = ("route_type", "value", "alias", "edge_strategy_id", "edge_strategy")
UNIT: Final = ("address_type", "address_type_number")


@attrs.frozen
class Plain:
    """A body that is JSON already."""

    document: Mapping[str, Any] = attrs.field(repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object."""
        return dict(self.document)


def document(value: object, what: str) -> Mapping[str, Any]:
    """Return the JSON object in *value*, a dictionary or JSON; what it has is never shown."""
    if hasattr(value, "to_json"):
        value = cast("Any", value).to_json()
    got, cure = shown(value), 'give it as {"data": {"attributes": {…}}}, or its attributes alone'
    if isinstance(value, str | bytes) and value:
        got = "JSON of another kind"
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            got = "a text that is not JSON"
            cure = "make the text with json.dumps(…), or pass the dictionary itself"
    if isinstance(value, Mapping):
        return cast("Mapping[str, Any]", value)
    rule = "must be a JSON object, as a dictionary or as text"
    raise invalid(what, "body", got, rule=rule, cure=cure)


def attributes(value: object, what: str) -> dict[str, Any]:
    """Return the attributes in *value*: those of ``data``, or all members of a flat object."""
    members = document(value, what)
    data: object = members.get("data")
    if isinstance(data, Mapping):
        inner = cast("Mapping[str, object]", data)
        members = document(inner.get("attributes", inner), what)
    return {name: given for name, given in members.items() if name != "type"}


def message(value: object, _field: str = "body") -> Message:
    """Return the message of a body; raise `InvalidValue` with all its problems."""
    given = _known(attributes(value, "message"), MESSAGE, "message")
    media: Any = given.get("media_urls") or ()
    is_mms = given.get("is_mms")
    mms_flag = flag(is_mms)
    return Message(
        to=cast("str", spelled(given.get("to"))),
        from_=cast("str", spelled(given.get("from"))),
        body=given.get("body"),
        media_urls=media,
        # A message with media is an MMS, also where `is_mms` is false.
        is_mms=None if mms_flag is False and media else is_mms if mms_flag is None else mms_flag,
        dlr_callback=given.get("dlr_callback") or None,
    )


def route(value: object, _field: str = "body") -> RouteCreate | Plain:
    """Return the body that creates a route; `edge_strategy`, of a demo, is sent as it is."""
    given = _known(attributes(value, "route"), ROUTE, "route")
    body = bodies.new_route(
        Route(
            route_type=given.get("route_type", ""),
            value=cast("str", spelled(given.get("value"))),
            alias=cast("str", spelled(given.get("alias"))),
            edge_strategy_id=given.get("edge_strategy_id"),
        )
    )
    if "edge_strategy" not in given:
        return body
    data = body.to_dict()
    data["data"]["attributes"]["edge_strategy"] = given["edge_strategy"]
    return Plain(data)


def route_of_number(value: object, field: str = "body") -> RouteRelationshipUpdate:
    """Return the body that sets the route of a number, from one or from the id alone."""
    if type(value) is int or (isinstance(value, str) and value.strip().isdecimal()):
        return bodies.route_of_number(record(value, field))
    members = document(value, "route of a number")
    data: object = members.get("data")
    inner = cast("Mapping[str, object]", data) if isinstance(data, Mapping) else members
    return bodies.route_of_number(record(inner.get("id"), "data.id"))


def address(given: Mapping[str, object]) -> E911Address:
    """Return the E911 address of attributes; raise `InvalidValue` with all its problems."""
    known = _known(given, FIELDS, "E911 address")
    values: dict[str, Any] = {name: spelled(known.get(name)) for name in FIELDS}
    values |= {name: values[name] or None for name in UNIT}
    return E911Address(**values)


def new_e911(given: Mapping[str, object]) -> E911Create:
    """Return the body that creates or validates an address."""
    return bodies.new_e911(address(given))


def e911_record(value: object, _field: str = "e911_record") -> E911Create:
    """Return the body that creates or validates an address, from the JSON of an `E911`."""
    return new_e911(attributes(value, "E911 address"))


def changed_e911(given: Mapping[str, object]) -> E911Update:
    """Return the body that changes what is *given* of an address, and nothing else."""
    known = _known(given, FIELDS, "E911 address")
    if len(known) == len(FIELDS):
        return bodies.changed_e911(address(given))
    changed = {
        name: (spelled(value) or None) if name in UNIT else spelled(value)
        for name, value in known.items()
        if value is not None
    }
    if not changed:
        raise invalid(
            "update of an E911 address",
            "the update",
            "nothing",
            rule="must change something",
            cure="give label=… or another part of the address",
        )
    for name, value in changed.items():
        if not isinstance(value, str) and not (value is None and name in UNIT):
            raise invalid(
                "E911 address", name, shown(value), rule="must be text", cure="give it as text"
            )
    return E911Update(data=E911UpdateData(attributes=E911Write.from_dict(changed)))


def e911_update(value: object, _field: str = "e911_record") -> E911Update:
    """Return the body that changes an address, from the JSON of an `E911` or a part of it."""
    return changed_e911(attributes(value, "E911 address"))


def portability(value: object, field: str) -> Plain:
    """Return the body that checks numbers, with the ``+`` that Flowroute asks for."""
    from .arguments import did

    listed: object = value.split(",") if isinstance(value, str) else value
    if not isinstance(listed, list | tuple | set | frozenset) or not listed:
        raise invalid(
            "portability check",
            field,
            shown(value),
            rule="must be phone numbers",
            cure="give a list of them",
        )
    return Plain({"numbers": [f"+{did(entry, field)}" for entry in cast("list[object]", listed)]})


def _known(given: Mapping[str, object], names: Collection[str], what: str) -> dict[str, Any]:
    """Return *given*; raise `InvalidValue` for a name that Flowroute does not know."""
    for name in given:
        if name not in names:
            is_name = re.fullmatch("[a-z_]{1,30}", str(name))
            meant = nearest(name, names) if is_name else None
            raise invalid(
                what,
                "the body",
                f"the field {name}" if is_name else "another",
                rule=f"must have no other fields than {', '.join(names)}",
                cure=f"write {meant} for it" if meant else "leave it out",
            )
    return dict(given)
