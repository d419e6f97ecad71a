"""What `Flowroute.call` takes: a generated operation, which is a module."""

from __future__ import annotations

from typing import TYPE_CHECKING, ParamSpec, Protocol, TypeVar

if TYPE_CHECKING:
    from flowroute_api.types import Request

P = ParamSpec("P")
T = TypeVar("T")


class Operation(Protocol[P, T]):
    """A module such as `flowroute_api.api.numbers.list_account_phone_numbers`."""

    def request(self, *args: P.args, **kwargs: P.kwargs) -> Request[T]:
        """The request to send, with the reader of its answer."""
        ...
