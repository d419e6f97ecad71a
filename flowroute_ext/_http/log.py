"""Logging: one line per request, and never a key, a phone number or a message text."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from .._base.masking import mask_text
from .responses import error_details, request_id

if TYPE_CHECKING:
    from flowroute_api.types import Request

    from .._base.errors import ConnectionFailed
    from .responses import Response
    from .retries import Wait

logger = logging.getLogger("flowroute_ext")


def log_response(request: Request[Any], response: Response, ms: float) -> None:
    """Log a request that got a response, at INFO."""
    if not logger.isEnabledFor(logging.INFO):
        return
    errors = error_details(response) if response.status >= 400 else ()
    logger.info(
        "%s %s -> %d in %.0f ms (request id %s)",
        request.method,
        request.template,
        response.status,
        ms,
        request_id(response, errors) or "none",
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


class MaskedURLs(logging.Filter):
    """Masks phone numbers in the URLs that the HTTP library itself logs.

    httpx writes every URL to its own logger, at INFO, and ours have phone numbers in them.
    Only URLs of the hosts of this package's clients are changed.
    """

    def __init__(self) -> None:
        super().__init__()
        self.hosts: set[str] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        """Mask the URLs of *record* and keep it."""
        if isinstance(record.args, tuple):
            record.args = tuple(
                mask_text(str(arg)) if getattr(arg, "host", None) in self.hosts else arg
                for arg in record.args
            )
        return True


def mask_library_log(library: str, host: str) -> None:
    """Mask the URLs of *host* in the log of *library*."""
    log = logging.getLogger(library)
    for installed in log.filters:
        if isinstance(installed, MaskedURLs):
            installed.hosts.add(host)
            return
    masked = MaskedURLs()
    masked.hosts.add(host)
    log.addFilter(masked)
