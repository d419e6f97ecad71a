"""A webhook is looked up at Flowroute: the one place where a receiver asks for its records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from .._base.errors import ConfigurationError
from .._base.problems import given
from .agreement import OF_MESSAGES
from .look_ups import Taken, message_id

if TYPE_CHECKING:
    from typing import Protocol

    from .._values.messages import MessageRecord
    from .._webhooks.parsing import Event
    from .look_ups import Decision, LookUps

    class Messages(Protocol):
        """`Flowroute.messages`, as far as it is needed here."""

        def get(
            self, message: str, *, max_retries: int, deadline: float | None
        ) -> MessageRecord: ...

    class AsyncMessages(Protocol):
        """`AsyncFlowroute.messages`, as far as it is needed here."""

        async def get(
            self, message: str, *, max_retries: int, deadline: float | None
        ) -> MessageRecord: ...


Verification = Literal["look-up"]

# Seconds that a look-up may take; it is repeated later, not at once.
TIMEOUT: Final = 10.0
INTERRUPTED: Final = TimeoutError("it was interrupted")


def checked_verification(verify: object) -> Verification | None:
    """Return *verify*, ``"look-up"`` or None; raise `ConfigurationError`."""
    if verify is None:
        return None
    if verify == "look-up":
        return "look-up"
    raise ConfigurationError(
        f"verify={given(verify)} is no way to verify a webhook: use 'look-up', or leave it out"
    )


def verify(event: Event, messages: Messages, look_ups: LookUps) -> Decision:
    """Return the decision on *event*, with *messages* of a `Flowroute`.

    Flowroute's errors are decisions as well: only what interrupts is raised.
    """
    if not isinstance(event, OF_MESSAGES):
        return Taken(event.raw)
    decision = look_ups.begin(event)
    if decision is not None:
        return decision
    result: MessageRecord | Exception = INTERRUPTED
    try:
        result = messages.get(message_id(event), max_retries=0, deadline=TIMEOUT)
    except Exception as error:
        result = error
    finally:
        decision = look_ups.finish(event, result)
    return decision


async def averify(event: Event, messages: AsyncMessages, look_ups: LookUps) -> Decision:
    """Return the decision on *event*, with *messages* of an `AsyncFlowroute`, as `verify` does."""
    if not isinstance(event, OF_MESSAGES):
        return Taken(event.raw)
    decision = look_ups.begin(event)
    if decision is not None:
        return decision
    result: MessageRecord | Exception = INTERRUPTED
    try:
        result = await messages.get(message_id(event), max_retries=0, deadline=TIMEOUT)
    except Exception as error:
        result = error
    finally:
        decision = look_ups.finish(event, result)
    return decision
