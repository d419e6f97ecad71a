"""Logging: one line per request, and never a key, a phone number or a message text."""

from __future__ import annotations

import logging
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from .._base.masking import mask_text, visible
from .echoes import hider
from .libraries import core
from .responses import error_details, request_id

if TYPE_CHECKING:
    from flowroute_api.types import Request

    from .._base.errors import ConnectionFailed
    from .responses import Response
    from .retries import Wait

logger = logging.getLogger("flowroute_ext")


def log_response(request: Request[Any], response: Response, ms: float, authorization: str) -> None:
    """Log a request that got a response, at INFO."""
    errors = error_details(response) if response.status >= 400 else ()
    given = request_id(response, errors)
    logger.info(
        "%s %s -> %d in %.0f ms (request id %s)",
        request.method,
        request.template,
        response.status,
        ms,
        hider(request, authorization)(given) if given else "none",
    )


def log_failure(request: Request[Any], failure: ConnectionFailed, ms: float) -> None:
    """Log a request that got no response, at INFO."""
    logger.info(
        "%s %s -> %s in %.0f ms", request.method, request.template, type(failure).__name__, ms
    )


def log_retry(request: Request[Any], wait: Wait, number: int) -> None:
    """Log that a request is sent again after its attempt *number*, at INFO."""
    logger.info(
        "%s %s is sent again in %.2f s, after attempt %d",
        request.method,
        request.template,
        wait.seconds,
        number,
    )


# The loggers of httpcore, which the HTTP library is made of.
PARTS = ("connection", "http11", "http2", "proxy")
# These log credentials: of a SOCKS proxy, and in the headers of a request by HTTP/2.
SOCKS = "socks"
HEADERS = ("hpack.hpack", "hpack.table")

_own: ContextVar[OwnRequest | None] = ContextVar("flowroute_ext", default=None)


class Masked(logging.Filter):
    """Masks what the HTTP library logs of requests of this package: numbers, texts and keys.

    httpx writes every URL to its own logger, at INFO, and ours have phone numbers in them; httpcore
    writes what a server sent. Lines of requests of others are not changed.
    """

    def __init__(self, *, keeps: bool) -> None:
        super().__init__()
        self.keeps = keeps

    def filter(self, record: logging.LogRecord) -> bool:
        """Mask *record* if it is of a request of ours, or drop it unless this one *keeps* them."""
        own = _own.get()
        if own is None or own.is_over:
            return True
        hide = hider(own.request, own.authorization)
        record.msg, record.args = visible(mask_text(hide(record.getMessage()))), None
        return self.keeps


class OwnRequest:
    """A context in which the lines of the HTTP library are of *request*.

    A signal handler may raise while it is entered or left. Then the variable may stay set, and
    `is_over`, which is set further out, shows that later lines are of other requests.
    """

    __slots__ = ("_token", "authorization", "is_over", "request")

    def __init__(self, request: Request[Any], authorization: str) -> None:
        self.request, self.authorization = request, authorization
        self.is_over = False

    def __enter__(self) -> None:
        self._token = _own.set(self)

    def __exit__(self, *_: object) -> None:
        _own.reset(self._token)


def mask_library_log(library: str) -> None:
    """Mask the lines of *library* and its parts that are of requests of this package."""
    for name in (library, *(f"{core(library)}.{part}" for part in PARTS)):
        _install(logging.getLogger(name), keeps=True)
    for name in (f"{core(library)}.{SOCKS}", *HEADERS):
        _install(logging.getLogger(name), keeps=False)


def _install(log: logging.Logger, *, keeps: bool) -> None:
    if not any(isinstance(added, Masked) for added in log.filters):
        log.addFilter(Masked(keeps=keeps))
