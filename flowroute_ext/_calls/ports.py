"""Arguments and request bodies of port orders. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from flowroute_api.models import (
    PortabilityCheck,
    PortFilePull,
    PortFileUpload,
    PortGroupNumbersAdd,
    PortOrderCancel,
    PortOrderCancelAttributes,
    PortOrderCancelData,
    PortOrderCreate,
    PortOrderCreateData,
    PortOrderNumbersUpdate,
    PortOrderUpdate,
    PortOrderUpdateData,
    PortOrderWrite,
)
from flowroute_api.types import UNSET, Unset

from .._base.plain.literals import PortStatus
from .._base.problems import Problems, invalid, shown
from .._builders.callbacks import proof_of, with_reference
from .._builders.ports import fields
from .._builders.urls import web_url
from .arguments import built

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .._base.problems import InvalidValue
    from .._builders import HasNumber
    from .._builders.ports.orders import PortChanges, PortOrder
    from .._values.ports import PortFile

STATUSES = get_args(PortStatus)


def asked_numbers(numbers: Iterable[HasNumber | str]) -> tuple[str, ...]:
    """Return the digits of *numbers*; raise `InvalidValue` with the problems of all."""
    problems = Problems("phone numbers")
    checked = fields.numbers(numbers, problems)
    problems.raise_if_any()
    return checked


def check(numbers: Iterable[str]) -> PortabilityCheck:
    """Return the body that asks about *numbers*, digits."""
    return PortabilityCheck(numbers=_plus(numbers))


def new_order(order: PortOrder, reference: str, key: bytes) -> PortOrderCreate:
    """Return the body that creates *order*, with *reference* in its `status_url` if it has one.

    The proof of the reference is made with *key*.
    """
    from .._builders.ports.orders import PortOrder

    attributes = built(order, PortOrder).to_attributes()
    if url := attributes.get("status_url"):
        attributes["status_url"] = with_reference(url, reference, proof_of(key, reference))
    write = PortOrderWrite.from_dict(attributes)
    return PortOrderCreate(data=PortOrderCreateData(attributes=write))


def changed_order(changes: PortChanges) -> PortOrderUpdate:
    """Return the body that makes *changes*."""
    from .._builders.ports.orders import PortChanges

    write = PortOrderWrite.from_dict(built(changes, PortChanges).to_attributes())
    return PortOrderUpdate(data=PortOrderUpdateData(attributes=write))


def cancelled() -> PortOrderCancel:
    """Return the body that cancels an order."""
    return PortOrderCancel(data=PortOrderCancelData(attributes=PortOrderCancelAttributes()))


def added(numbers: Iterable[HasNumber | str]) -> PortOrderNumbersUpdate:
    """Return the body that adds *numbers* to an order."""
    return PortOrderNumbersUpdate(add=_plus(asked_numbers(numbers)))


def removed(numbers: Iterable[HasNumber | str]) -> PortOrderNumbersUpdate:
    """Return the body that removes *numbers* from an order."""
    return PortOrderNumbersUpdate(remove=_plus(asked_numbers(numbers)))


def added_to_group(numbers: Iterable[HasNumber | str]) -> PortGroupNumbersAdd:
    """Return the body that adds *numbers* to a group of orders."""
    return PortGroupNumbersAdd(add=_plus(asked_numbers(numbers)))


def upload(name: str) -> PortFileUpload:
    """Return the body that asks where to upload the document of this name to."""
    return PortFileUpload(filename=name)


def pull(url: str) -> PortFilePull:
    """Return the body that has Flowroute fetch a document."""
    rule = "must be the public URL of the document"
    return PortFilePull(url=web_url(url, field="url", rule=rule, public=True))


def downloadable(file: PortFile) -> None:
    """Raise `InvalidValue` unless a document is there to be downloaded."""
    if file.status != "complete" or not file.url:
        rule, cure = "must be complete", "upload it again, or wait until get() shows it so"
        raise invalid("document", "document", f"one that is {file.status}", rule=rule, cure=cure)


def status(value: object, field: str = "status") -> str | Unset:
    """Return a status to list orders by, or to wait for."""
    if value is None:
        return UNSET
    word = value.strip().lower().replace(" ", "_") if isinstance(value, str) else ""
    if word in STATUSES:
        return word
    raise _no_status(value, field)


def statuses(values: str | Iterable[str]) -> frozenset[str]:
    """Return the statuses to wait for, in both spellings of cancelled."""
    try:
        listed: list[object] = [values] if isinstance(values, str) else [*values]
    except TypeError:
        raise _no_status(values, "until") from None
    if not listed or None in listed:
        raise _no_status(values, "until")
    checked = {str(status(value, "until")) for value in listed}
    both = {"cancelled", "canceled"}
    return frozenset(checked | both if checked & both else checked)


def _no_status(value: object, field: str) -> InvalidValue:
    rule, cure = "must be the status of a port order", f"give one of {', '.join(STATUSES)}"
    return invalid("status", field, shown(value), rule=rule, cure=cure)


def _plus(numbers: Iterable[str]) -> list[str]:
    """Return numbers as the port orders of the API have them."""
    return [f"+{number}" for number in numbers]
