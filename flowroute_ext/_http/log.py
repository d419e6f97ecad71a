"""The log of this package: one line per request, and never a key, a number or a text."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from .._base.masking import mask_text
from .responses import error_details, request_id

if TYPE_CHECKING:
    from flowroute_api.types import Request

    from .._base.errors import ConnectionFailed
    from .responses import Answer
    from .retries import Wait

logger = logging.getLogger("flowroute_ext")


def log_answer(request: Request[Any], answer: Answer, ms: float) -> None:
    """One line for an answered request, at INFO."""
    if not logger.isEnabledFor(logging.INFO):
        return
    errors = error_details(answer.body) if answer.status >= 400 else ()
    logger.info(
        "%s %s -> %d in %.0f ms (request id %s)",
        request.method,
        request.template,
        answer.status,
        ms,
        request_id(answer, errors) or "none",
    )


def log_failure(request: Request[Any], failure: ConnectionFailed, ms: float) -> None:
    """One line for a request that got no answer, at INFO."""
    logger.info(
        "%s %s -> %s in %.0f ms", request.method, request.template, type(failure).__name__, ms
    )


def log_retry(request: Request[Any], wait: Wait, number: int) -> None:
    """One line for a request that is sent again after its attempt *number*, at INFO."""
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
    Only URLs of the hosts that this package talks to are touched.
    """

    def __init__(self) -> None:
        super().__init__()
        self.hosts: set[str] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        """Let *record* pass, its URLs masked."""
        if isinstance(record.args, tuple):
            record.args = tuple(
                mask_text(str(arg)) if getattr(arg, "host", None) in self.hosts else arg
                for arg in record.args
            )
        return True


def mask_library_log(library: str, host: str) -> None:
    """See to it that the logger of *library* masks the URLs of *host*."""
    log = logging.getLogger(library)
    for installed in log.filters:
        if isinstance(installed, MaskedURLs):
            installed.hosts.add(host)
            return
    masked = MaskedURLs()
    masked.hosts.add(host)
    log.addFilter(masked)
