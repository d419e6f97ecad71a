"""requests, which urllib3's patch serves: here is what gets past mocks of requests itself.

They replace `HTTPAdapter.send`. While a request for Flowroute's hosts is under way, the real
one is before theirs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .._playback import active as _stage
from .replacement import Layer

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from .._playback.active import Playing


def layers(requests: ModuleType) -> list[Layer]:
    """Patch the library."""
    library: Any = requests
    adapter = library.adapters.HTTPAdapter
    send = Layer(adapter, "send", _sender(adapter.send))
    return [send, Layer(library.Session, "get_adapter", _chooser(adapter, send))]


def _sender(real: Callable[..., Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def make(below: Callable[..., Any]) -> Callable[..., Any]:
        def send(self: Any, request: Any, *args: Any, **settings: Any) -> Any:
            playing = _answering(str(request.url))
            method = below if playing is None else real
            return method(self, request, *args, **settings)

        return send

    return make


def _chooser(network: type[Any], send: Layer) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def make(below: Callable[..., Any]) -> Callable[..., Any]:
        def get_adapter(self: Any, url: str) -> Any:
            adapter = below(self, url)
            through = (
                send.is_covered and isinstance(adapter, network) and _answering(url) is not None
            )
            return _Through(adapter, send) if through else adapter

        return get_adapter

    return make


def _answering(url: str) -> Playing | None:
    parts = urlsplit(url)
    return _stage.answering(parts.hostname, parts.port)


class _Through:
    """A session's adapter, with the patch before others while it is at work."""

    def __init__(self, adapter: Any, layer: Layer) -> None:
        self._adapter = adapter
        self._layer = layer

    def __getattr__(self, name: str) -> Any:
        return getattr(self._adapter, name)

    def send(self, *args: Any, **settings: Any) -> Any:
        with self._layer.before_others():
            return self._adapter.send(*args, **settings)
