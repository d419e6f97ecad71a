"""Arguments as the official SDKs take them, checked and in the API's form."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from flowroute_api.models import CallbackSet, NumberUpdate
from flowroute_api.types import UNSET

from .._base.phone import phone_number
from .._base.problems import InvalidValue, invalid, shown
from .._base.problems import given as shown_option
from .._base.reading.scalars import flag, number, whole
from .._base.times import month_first, wire
from .._builders.callbacks import callback_kind, callback_url
from .._builders.cnams import Cnam
from .._calls import bodies, cdrs, choices
from .._calls.arguments import alias as number_alias
from .._calls.arguments import amount, area_code, digits, identifier, text

if TYPE_CHECKING:
    from datetime import date

    from flowroute_api.models import CnamCreate
    from flowroute_api.types import Unset

    from .._builders.callbacks import CallbackName

LARGEST_COUNT = 10**9
# Of the methods that take a record and a number, which the SDKs take in different orders.
ORDER = (
    "pass the number: client.e911s and client.cnams take it after the record, as the Python SDK "
    "does, and client.e911 and client.cnam before it, as the Ruby SDK does"
)


def did(value: object, field: str) -> str:
    """Return the eleven digits of a phone number, which may be given as an integer."""
    return phone_number(spelled(value), field=field)


def did_beside_record(value: object, field: str) -> str:
    """Return the digits of a phone number, as `did` does.

    Where a short number is refused, the error has the order of the arguments in both SDKs.
    """
    try:
        return did(value, field)
    except InvalidValue as error:
        text_ = spelled(value)
        if not isinstance(text_, str) or not re.fullmatch(r"\s*[0-9]{1,9}\s*", text_):
            raise
        (problem,) = error.problems
        raise invalid(error.what, field, problem.value, rule=problem.rule, cure=ORDER) from None


def record(value: object, field: str) -> str:
    """Return the id of a record, as text."""
    try:
        return identifier(value, (), field)
    except InvalidValue as error:
        (problem,) = error.problems
        raise invalid(
            "id",
            field,
            problem.value,
            rule="must be an id",
            cure="pass the 'id' of what a call returned",
        ) from None


def count(value: object, field: str) -> int:
    """Return a number of items: a whole number from 0 up."""
    read = None if isinstance(value, bool) else whole(value)
    if read is not None and 0 <= read < LARGEST_COUNT:
        return read
    raise invalid(
        "list",
        field,
        shown_option(value),
        rule="must be a whole number from 0 up",
        cure="give one, or None",
    )


def dollars(value: object, field: str) -> float | Unset:
    """Return an amount in US dollars."""
    read = number(value) if isinstance(value, str) else None
    return amount(value if read is None else float(read), field)


def part(value: object, field: str) -> str | Unset:
    """Return a part of a phone number."""
    return digits(cast("str | int", value), field)


def npa(value: object, field: str) -> str | Unset:
    """Return an area code."""
    if isinstance(value, str | int) and not isinstance(value, bool):
        return area_code(value)
    raise invalid(
        "search",
        field,
        shown(value),
        rule="must be an area code (NPA)",
        cure="give its three digits, as in '206'",
    )


def state(value: object, _field: str) -> str | Unset:
    """Return the code of a state."""
    return choices.state(value)


def words(value: object, field: str) -> str | Unset:
    """Return a text to search for."""
    return text(value, field)


def switch(value: object, field: str) -> bool:
    """Return a boolean, in any of the spellings that the official SDKs send."""
    read = flag(value)
    if read is not None:
        return read
    raise invalid(
        "list",
        field,
        shown(value),
        rule="must be True or False",
        cure="give one of these",
    )


def when(value: object, field: str) -> str:
    """Return a day or a moment; without a zone it is UTC, as all times of these SDKs are."""
    if isinstance(value, str) and not re.fullmatch(r"\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\s*", value):
        # As the Python SDK does.
        value = month_first(value) or value
    if isinstance(value, datetime) and value.tzinfo is None:
        value = value.replace(tzinfo=UTC)
    return wire(cast("date | str", value), field=field)


def kind(value: object, field: str) -> CallbackName:
    """Return the API's name for a kind of callback."""
    return callback_kind(value, field=field)


def url(value: object, field: str) -> CallbackSet:
    """Return the body that sets a callback."""
    return CallbackSet(callback_url=callback_url(value, field=field))


def alias(value: object, _field: str) -> NumberUpdate:
    """Return the body that sets the alias of a number; an empty one removes it."""
    return NumberUpdate(alias=number_alias("" if value is None else value))


def cnam(value: object, _field: str) -> CnamCreate:
    """Return the body that creates a CNAM record."""
    return bodies.new_cnam(Cnam(value=cast("str", value)))


def export_status(value: object, _field: str) -> str | Unset:
    """Return a status to list CDR exports by."""
    return cdrs.status(value)


def as_it_is(value: object, _field: str) -> object:
    """Return *value*, which is checked with others."""
    return value


def spelled(value: object) -> object:
    """Return *value*, and an integer as text: these SDKs take either."""
    return str(value) if type(value) is int else value


def ignored(_value: object, _field: str) -> Unset:
    """Return what is not sent: the API ignores it."""
    return UNSET
