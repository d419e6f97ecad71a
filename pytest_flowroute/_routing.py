"""A sandbox on the stage: this process's requests for Flowroute's hosts are answered by it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flowroute_ext._details import phrase
from flowroute_sandbox.http import Request

from . import _stage
from ._exchange import Answer

if TYPE_CHECKING:
    from collections.abc import Generator

    from flowroute_sandbox.sandbox import Sandbox

    from ._exchange import Call


class Performance:
    """Answers calls with a sandbox."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    def answer(self, call: Call) -> Answer:
        """Return what the sandbox makes of a call."""
        url = urlsplit(call.url)
        response = self._sandbox.handle(
            Request(
                method=call.method,
                path=url.path,
                query=url.query,
                headers=call.headers,
                body=call.body,
                origin=f"{url.scheme}://{url.netloc}",
            )
        )
        return Answer(
            status=response.status,
            reason=phrase(response.status),
            headers=tuple(response.headers.items()),
            body=response.body,
        )


@contextmanager
def routed(sandbox: Sandbox) -> Generator[None, None, None]:
    """Answer requests for Flowroute with a sandbox; others go where they went before."""
    performance = Performance(sandbox)
    before = _stage.enter(performance)
    try:
        yield
    finally:
        _stage.leave(performance, before)
