"""The answers of a receiver. Pure."""

from __future__ import annotations

from typing import Final

from . import refusals
from .values import WebhookResponse

_TEXT: Final = ("content-type", "text/plain; charset=utf-8")

KEPT: Final = WebhookResponse(200, (_TEXT, ("content-length", "2")), b"OK")
# Flowroute sends it again, so that it is not lost.
NOT_KEPT: Final = WebhookResponse(
    503, (_TEXT, ("content-length", "11"), ("retry-after", "30")), b"Unavailable"
)
REFUSED: Final = WebhookResponse(refusals.STATUS, refusals.HEADERS, refusals.BODY)
