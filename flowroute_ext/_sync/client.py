# Written by scripts/unasync.py from flowroute_ext/_async/client.py. Do not edit.
"""`Flowroute`: credentials, one pool of connections, and the five resources."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from .._base.clock import Clock
from .._base.errors import ConfigurationError
from .._calls.config import (
    DEFAULT_CONCURRENCY,
    DEFAULT_RATE_LIMIT,
    DEFAULT_RETRIES,
    DEFAULT_TIMEOUT,
    configure,
)
from .._http.responses import as_it_is
from .._reconcile.errors import PATIENCE
from .transport import Door

if TYPE_CHECKING:
    from types import TracebackType
    from typing import ParamSpec, Self

    from .._calls.config import MessagesVersion
    from .._calls.operation import Operation
    from .._rate_limit.rate_limit import RateLimit
    from .._reconcile.errors import OutcomeUnknown
    from .._reconcile.verdicts import Resolution
    from .cnams import Cnams
    from .e911s import E911s
    from .messages import Messages
    from .numbers import Numbers
    from .routes import Routes

    P = ParamSpec("P")

T = TypeVar("T")


class Flowroute:
    """A Flowroute account: its numbers, routes, messages, E911 addresses and CNAM records.

    :param access_key: and *secret_key*: the API credentials; without them the environment's
        ``FR_ACCESS_KEY`` and ``FR_SECRET_KEY``. They are sent to *base_url* only.
    :param base_url: another Flowroute, such as a local sandbox; ``FR_BASE_URL``, or
        https://api.flowroute.com. Plain http is accepted for this machine only.
    :param messages_version: the version of the messages API to speak.
    :param timeout: seconds to wait for a connection, for each piece of an answer, and for the
        whole of its body; None waits for ever.
    :param max_retries: how often a call is sent again after a failure that makes it safe to:
        a connection that could not be made, 429, and for calls that may be repeated also a
        lost answer and 5xx. What must not be sent twice never is: see `OutcomeUnknown`.
    :param deadline: seconds that a whole call may take, waits and retries included; None
        sets no end.
    :param rate_limit: how many messages may leave in a second; those beyond wait their turn.
        None leaves it to Flowroute, which answers 429.
    :param concurrency: how many calls may be under way at once; the others wait their turn.
    :param http_client: an `httpx.Client` or `httpx2.Client` of your own, with your
        proxies, certificates or transport. It is yours to close.
    :param clock: what tells the time, and waits; another one for tests.

    Raises `ConfigurationError` when credentials are missing or the base URL is unusable.
    One client may be shared by any number of threads.
    """

    def __init__(
        self,
        access_key: str | None = None,
        secret_key: str | None = None,
        *,
        base_url: str | None = None,
        messages_version: MessagesVersion = "v2.1",
        timeout: float | None = DEFAULT_TIMEOUT,
        max_retries: int = DEFAULT_RETRIES,
        deadline: float | None = None,
        rate_limit: RateLimit | None = DEFAULT_RATE_LIMIT,
        concurrency: int = DEFAULT_CONCURRENCY,
        http_client: object | None = None,
        clock: Clock | None = None,
    ) -> None:
        try:
            self._config = configure(
                os.environ,
                access_key=access_key,
                secret_key=secret_key,
                base_url=base_url,
                messages_version=messages_version,
                timeout=timeout,
                max_retries=max_retries,
                deadline=deadline,
                rate_limit=rate_limit,
                concurrency=concurrency,
            )
        except ConfigurationError as error:
            raise error.with_traceback(None) from None
        finally:
            # Whoever reports an exception may report the local variables of its frames too.
            del access_key, secret_key, base_url
        self._clock = clock or Clock()
        self._door = Door(self._config, http_client, self._clock)

    def __repr__(self) -> str:
        """The address and the version; never the credentials."""
        if "_config" not in vars(self):
            # A traceback with local variables prints a client that is refused, too.
            return f"{type(self).__name__}(refused)"
        return (
            f"{type(self).__name__}(base_url={self._config.base_url!r}, "
            f"messages_version={self._config.messages_version!r})"
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections; a client that you brought along stays open."""
        self._door.close()

    def resolve(self, unknown: OutcomeUnknown, *, patience: float = PATIENCE) -> Resolution:
        """What became of a call whose outcome is unknown, as `OutcomeUnknown.resolve` tells.

        For errors that went through a pickle, a queue or another client.
        """
        return self._door.resolver.resolve(unknown, patience)

    @property
    def clock(self) -> Clock:
        """What tells this client the time."""
        return self._clock

    @property
    def account(self) -> str:
        """Whose account it is: the same for clients of one base URL and access key."""
        return self._config.account

    @property
    def concurrency(self) -> int:
        """How many calls of this client may be under way at once."""
        return self._config.concurrency

    @cached_property
    def numbers(self) -> Numbers:
        """Phone numbers: search, buy, look up, change, release."""
        from .numbers import Numbers

        return Numbers(self._door)

    @cached_property
    def routes(self) -> Routes:
        """Inbound voice routes, and which number uses which."""
        from .routes import Routes

        return Routes(self._door)

    @cached_property
    def messages(self) -> Messages:
        """SMS and MMS: send, look up, list, and where Flowroute reports them."""
        from .messages import Messages

        return Messages(self._door, self._config.messages_version)

    @cached_property
    def e911s(self) -> E911s:
        """E911 addresses, and the numbers that carry them."""
        from .e911s import E911s

        return E911s(self._door)

    @cached_property
    def cnams(self) -> Cnams:
        """CNAM records (caller names), and the numbers that show them."""
        from .cnams import Cnams

        return Cnams(self._door)

    def call(self, operation: Operation[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return the generated document that any generated *operation* answers with.

        For what the methods above do not cover: *operation* is a module of
        `flowroute_api.api`, and the other arguments are those of its `request`::

            from flowroute_api.api.numbers import list_account_phone_numbers

            document = flowroute.call(list_account_phone_numbers, limit=200)

        Raises what every other call raises.
        """
        return self._door.ask(operation.request(*args, **kwargs), as_it_is, {})
