"""The decorators by which a receiver gets its handlers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, overload

from .handlers import Handlers

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Concatenate

    from .._webhooks.events import StatusChange, UnknownEvent
    from .._webhooks.messages import InboundMessage
    from .._webhooks.receipts import DeliveryReceipt

    OfMessage = Callable[Concatenate[InboundMessage, ...], Any]
    OfReceipt = Callable[Concatenate[DeliveryReceipt, ...], Any]
    OfStatusChange = Callable[Concatenate[StatusChange, ...], Any]
    OfUnknown = Callable[Concatenate[UnknownEvent, ...], Any]

    M = TypeVar("M", bound=OfMessage)
    R = TypeVar("R", bound=OfReceipt)
    S = TypeVar("S", bound=OfStatusChange)
    U = TypeVar("U", bound=OfUnknown)


class Registration:
    """Has handlers, which take ``(event)`` or ``(event, flowroute)``, and are sync or async.

    Sync ones are called in threads. Handlers of one kind are called one after the other, in the
    order in which they were added, and each is repeated by itself where it raises. The name of a
    function is what the store knows it by: after a change of it, an event that waits is handled
    anew.
    """

    def __init__(self) -> None:
        self._handlers = Handlers()

    def on_message(self, function: M) -> M:
        """Have *function* called with each `InboundMessage`; return it.

        Those of one pair of numbers in the order in which they came.
        """
        self._handlers.add("message", function)
        return function

    @overload
    def on_receipt(self, function: R) -> R: ...

    @overload
    def on_receipt(self, *, late: bool) -> Callable[[R], R]: ...

    def on_receipt(self, function: Any = None, *, late: bool = False) -> Any:
        """Have *function* called with each `DeliveryReceipt`; return it.

        A message only goes forward: from sent to delivered or failed. A receipt that says less
        than one which came before it is late, and is not shown, unless `late` is asked for::

            @receiver.on_receipt(late=True)
            def log(receipt): ...
        """

        def add(function: R) -> R:
            self._handlers.add("receipt", function, late=late)
            return function

        return add if function is None else add(function)

    def on_status_change(self, function: S) -> S:
        """Have *function* called with each `StatusChange`; return it."""
        self._handlers.add("status_change", function)
        return function

    def on_unknown(self, function: U) -> U:
        """Have *function* called with each `UnknownEvent`; return it."""
        self._handlers.add("unknown", function)
        return function
