"""Exchanges: a prepared request sent by the HTTP library, and its whole response."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..bodies import Body
from ..hooked import body_for_hooks, body_read
from ..responses import Response, response_of
from ..surplus import has_surplus

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..time_limits import Until
    from .prepared import Prepared


class Exchange:
    """Sends prepared requests by clients of the *library*, and reads what comes back.

    *late* makes the error for a response that is incomplete when the time is up.
    """

    def __init__(self, library: Any, late: Callable[[], Exception]) -> None:
        self._error: type[Exception] = library.RequestError
        self._late = late

    def exchange(
        self, client: Any, prepared: Prepared, until: Until | None, bound: int
    ) -> Response:
        """Return the whole response to *prepared*; of a body beyond *bound*, the beginning."""
        own = prepared.own
        assert own is not None
        try:
            with own:
                return self._exchange(client, prepared, until, bound)
        finally:
            own.is_over = True

    async def async_exchange(
        self, client: Any, prepared: Prepared, until: Until | None, bound: int
    ) -> Response:
        """Return what `exchange` does, by an asynchronous client."""
        own = prepared.own
        assert own is not None
        try:
            with own:
                return await self._async_exchange(client, prepared, until, bound)
        finally:
            own.is_over = True

    def _exchange(
        self, client: Any, prepared: Prepared, until: Until | None, bound: int
    ) -> Response:
        request, progress, transport = prepared[:3]
        if transport is None:
            response = client.send(request, auth=None, follow_redirects=False, stream=True)
        else:
            progress.entered = True
            try:
                response = transport.handle_request(request)
            except self._error as error:
                # As the client does: it is what its transport has raised.
                _of(request, error)
                raise
        try:
            body = self._body(response, until, bound)
            if has_surplus(response.stream):
                response.extensions["network_stream"].close()
        finally:
            response.close()
        return response_of(response, body)

    async def _async_exchange(
        self, client: Any, prepared: Prepared, until: Until | None, bound: int
    ) -> Response:
        request, progress, transport = prepared[:3]
        if transport is None:
            response = await client.send(request, auth=None, follow_redirects=False, stream=True)
        else:
            progress.entered = True
            try:
                response = await transport.handle_async_request(request)
            except self._error as error:
                _of(request, error)
                raise
        try:
            body = await self._async_body(response, until, bound)
            if has_surplus(response.stream):
                await response.extensions["network_stream"].aclose()
        finally:
            await response.aclose()
        return response_of(response, body)

    def _body(self, response: Any, until: Until | None, bound: int) -> Body:
        """Read the body, if it comes in time, as far as it is within *bound*."""
        if response.is_stream_consumed:
            return body_read(response, bound)
        body = Body(response.headers.get("content-encoding", ""), bound)
        # As received, since the library decompresses any number of times, and without a bound.
        for piece in response.stream:
            if not self._goes_on(body, piece, until):
                return body
        body.end()
        return body_for_hooks(response) or body

    async def _async_body(self, response: Any, until: Until | None, bound: int) -> Body:
        if response.is_stream_consumed:
            return body_read(response, bound)
        body = Body(response.headers.get("content-encoding", ""), bound)
        async for piece in response.stream:
            if not self._goes_on(body, piece, until):
                return body
        body.end()
        return body_for_hooks(response) or body

    def _goes_on(self, body: Body, piece: bytes, until: Until | None) -> bool:
        if not body.add(piece):
            return False
        # For a transport of the user's own, which may have no time limits.
        if until is not None and until.left() < 0:
            raise self._late()
        return True


def _of(request: Any, error: Any) -> None:
    """Note in *error* that it is of *request*, unless it names another one."""
    if getattr(error, "_request", None) is None:
        error.request = request
