"""Which limit a request falls under. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flowroute_api.types import Request

    from .rate_limit import Kind


def paced(request: Request[Any]) -> Kind | None:
    """The kind of message that *request* sends; None for all that is not limited."""
    return kind_of(request) if request.operation == "send_a_message" else None


def kind_of(request: Request[Any]) -> Kind:
    """Whether the message that *request* sends goes as SMS or as MMS."""
    body: Any = request.body or {}
    return "mms" if body.get("media_urls") or body.get("is_mms") else "sms"
