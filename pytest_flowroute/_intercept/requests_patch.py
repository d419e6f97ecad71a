"""requests: bypasses mocks of requests itself; urllib3's patch answers.

The mocks replace `HTTPAdapter.send` or `Session.send`. During a request for Flowroute's hosts the
real one is in front of theirs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .._base import active
from .method_patch import MethodPatch, Own, Wrap

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from .._base.responder import Responder


def patches(requests: ModuleType, own: Own) -> list[MethodPatch]:
    """Return the patches of the library."""
    library: Any = requests
    adapter = library.adapters.HTTPAdapter
    session = library.Session
    send = MethodPatch(adapter, "send", _send_wrap(own(adapter, "send")))
    session_send = MethodPatch(session, "send", _send_wrap(own(session, "send")))
    return [
        send,
        MethodPatch(session, "get_adapter", _adapter_getter(adapter, send)),
        session_send,
        MethodPatch(session, "request", _request_wrap(session_send)),
    ]


def _send_wrap(real: Callable[..., Any]) -> Wrap:
    def wrap(below: Callable[..., Any]) -> Callable[..., Any]:
        def send(self: Any, request: Any, *args: Any, **settings: Any) -> Any:
            responder = _responder(str(request.url))
            method = below if responder is None else real
            return method(self, request, *args, **settings)

        return send

    return wrap


def _request_wrap(send: MethodPatch) -> Wrap:
    def wrap(below: Callable[..., Any]) -> Callable[..., Any]:
        def request(self: Any, method: Any, url: Any, *args: Any, **settings: Any) -> Any:
            if not send.is_covered or _responder(str(url)) is None:
                return below(self, method, url, *args, **settings)
            with send.in_front():
                return below(self, method, url, *args, **settings)

        return request

    return wrap


def _adapter_getter(network: type[Any], send: MethodPatch) -> Wrap:
    def wrap(below: Callable[..., Any]) -> Callable[..., Any]:
        def get_adapter(self: Any, url: str) -> Any:
            adapter = below(self, url)
            through = (
                send.is_covered and isinstance(adapter, network) and _responder(url) is not None
            )
            return _FrontAdapter(adapter, send) if through else adapter

        return get_adapter

    return wrap


def _responder(url: str) -> Responder | None:
    parts = urlsplit(url)
    return active.responder_for(parts.hostname, parts.port)


class _FrontAdapter:
    """A session's adapter, with the patch in front of other libraries' while it sends."""

    def __init__(self, adapter: Any, patch: MethodPatch) -> None:
        self._adapter = adapter
        self._patch = patch

    def __getattr__(self, name: str) -> Any:
        return getattr(self._adapter, name)

    def send(self, *args: Any, **settings: Any) -> Any:
        with self._patch.in_front():
            return self._adapter.send(*args, **settings)
