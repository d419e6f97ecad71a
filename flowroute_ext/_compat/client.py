"""The client of the official SDKs, over a `Flowroute`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._base.frames import all_clear_frames
from .._calls.config import (
    DEFAULT_CONCURRENCY,
    DEFAULT_RATE_LIMIT,
    DEFAULT_RETRIES,
    DEFAULT_TIMEOUT,
)
from .._sync.client import Flowroute
from .controllers import PROPERTIES

if TYPE_CHECKING:
    from types import TracebackType
    from typing import ClassVar, Self

    from .._base.clock import Clock
    from .._calls.config import MessagesVersion
    from .._rate_limit.rate_limit import RateLimit


class Configuration:
    """What clients take where they are given nothing: set its attributes, as in the SDKs.

    Where these are None, the environment has them: ``FR_ACCESS_KEY``, ``FR_SECRET_KEY`` and
    ``FR_BASE_URL``.
    """

    base_uri: ClassVar[str | None] = None
    basic_auth_user_name: ClassVar[str | None] = None
    basic_auth_password: ClassVar[str | None] = None


@all_clear_frames
class FlowrouteNumbersAndMessagingClient:
    """The client of flowroute-sdk-v3-python and flowroute-sdk-v3-ruby, over a `Flowroute`.

    :param basic_auth_user_name: the access key; without it that of `Configuration`, or of the
        environment.
    :param basic_auth_password: the secret key, likewise.
    :param base_url: and the further arguments: those of `Flowroute`.

    Unlike there, each client keeps its own credentials. `flowroute` is the `Flowroute` beneath.
    """

    config = Configuration

    def __init__(
        self,
        basic_auth_user_name: str | None = None,
        basic_auth_password: str | None = None,
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
        self.flowroute = Flowroute(
            basic_auth_user_name or Configuration.basic_auth_user_name,
            basic_auth_password or Configuration.basic_auth_password,
            base_url=base_url or Configuration.base_uri,
            messages_version=messages_version,
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
            rate_limit=rate_limit,
            concurrency=concurrency,
            http_client=http_client,
            clock=clock,
        )
        """The client of the new layer, over the same connections."""
        self._version: MessagesVersion = messages_version

    def __getattr__(self, name: str) -> Any:
        controller = PROPERTIES.get(name)
        if controller is None:
            missing = f"{type(self).__name__!r} object has no attribute {name!r}"
            raise AttributeError(missing, name=name, obj=self)
        made = vars(self)[name] = controller(self.flowroute, self._version)
        return made

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *PROPERTIES})

    def __repr__(self) -> str:
        """Show the client beneath; never the credentials."""
        beneath = vars(self).get("flowroute")
        return f"{type(self).__name__}({'refused' if beneath is None else repr(beneath)})"

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
        """Close the connections; an HTTP client that you passed stays open."""
        self.flowroute.close()
