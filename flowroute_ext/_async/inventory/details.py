"""The details of numbers of the account: of several at once, and of one that may be there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowroute_api.api.numbers import list_multiple_phone_number_details, list_phone_number_details

from ..._base.errors import NotFound
from ..._calls import numbers as several
from ..._http.responses import as_it_is
from ..._reconcile.verdicts import absent, accepted
from ..._values.numbers import Number, NumbersFound
from ..._values.pages.numbers import number_document

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ..._calls.options import Options
    from ..._calls.types import NumbersLike
    from ..._reconcile.errors import OutcomeUnknown
    from ..._reconcile.verdicts import Resolution
    from ..transport import AsyncTransport

# Of one request; the page has no maximum.
ASKED_AT_ONCE = 200


async def get_many(
    transport: AsyncTransport, numbers: NumbersLike, options: Options
) -> NumbersFound:
    """Return those of *numbers* that are on the account, and which are not, in their order."""
    asked = several.asked_numbers(numbers)
    by_value: dict[str, Number] = {}
    for start in range(0, len(asked), ASKED_AT_ONCE):
        for number in await _details(transport, asked[start : start + ASKED_AT_ONCE], options):
            by_value[number.value] = number
    return NumbersFound(
        tuple(by_value[value] for value in asked if value in by_value),
        tuple(value for value in asked if value not in by_value),
    )


async def _details(
    transport: AsyncTransport, numbers: Sequence[str], options: Options
) -> Sequence[Number]:
    request = list_multiple_phone_number_details.request(body=several.details(numbers))
    try:
        return await transport.call(request, Number.all_of, options)
    except NotFound:
        # The page does not say what the response is where a number is not on the account. Each
        # number's own is certain.
        each_number = [await _one(transport, number, options) for number in numbers]
        return [number for number in each_number if number is not None]


async def _one(transport: AsyncTransport, number: str, options: Options) -> Number | None:
    request = list_phone_number_details.request(number)
    try:
        return await transport.call(request, number_document, options)
    except NotFound:
        return None


async def find_number(
    transport: AsyncTransport, unknown: OutcomeUnknown, now: datetime, options: Options
) -> Resolution:
    """Look for the number of an `AsyncNumbers.purchase` with an unknown outcome."""
    number = unknown.request.path.rpartition("/")[2]
    request = list_phone_number_details.request(number)
    try:
        document = await transport.call(request, as_it_is, options)
    except NotFound:
        return absent(unknown.ended, now, "the number on this account")
    return accepted(number, "the number is on this account now", document)
