"""The argument of `Flowroute.call`: a generated operation, which is a module."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ParamSpec, Protocol, TypeVar

if TYPE_CHECKING:
    from flowroute_api.types import Request

    from .._rate_limit.rate_limit import Kind

P = ParamSpec("P")
T = TypeVar("T")


class Operation(Protocol[P, T]):
    """A module such as `flowroute_api.api.numbers.list_account_phone_numbers`."""

    def request(self, *args: P.args, **kwargs: P.kwargs) -> Request[T]:
        """Return the request to send, which can parse its response."""
        ...


def message_kind(request: Request[Any]) -> Kind | None:
    """Return whether *request* sends an SMS or an MMS, by its body; None if it sends neither."""
    if request.operation not in ("send_a_message", "send_a_message_v2"):
        return None
    body: Any = request.body or {}
    return "mms" if body.get("media_urls") or body.get("is_mms") else "sms"
