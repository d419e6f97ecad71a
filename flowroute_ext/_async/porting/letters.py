"""Letters of agency: shown and signed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from flowroute_api.api.ports import request_an_loa, submit_an_loa

from ..._calls import letters
from ..._calls.options import checked_send_options
from ..._http.responses import as_it_is
from ..._values.letters import LetterOfAgency

if TYPE_CHECKING:
    from ..._calls.options import Options, SendOptions
    from ..reconciler import AsyncReconciler
    from ..transport import AsyncTransport


async def show(transport: AsyncTransport, order: str, options: Options) -> LetterOfAgency:
    """Return the letter of an order."""
    request = request_an_loa.request(order)
    return await transport.call(request, partial(LetterOfAgency.of, order), options)


async def sign(
    reconciler: AsyncReconciler, letter: LetterOfAgency, name: str, title: str, options: SendOptions
) -> None:
    """Submit a letter as it is, signed."""
    body = letters.signed(letter, name=name, title=title)
    request = submit_an_loa.request(letter.order, body=body)
    await reconciler.send(request, as_it_is, checked_send_options(options))
