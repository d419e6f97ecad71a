"""The way to the server below a client of the HTTP library: its transport.

A client of ours has no cookies, no authentication, no redirects and no hooks, so that its `send()`
does nothing but look for them. Where a tool has replaced a method of the client, or its log is on,
that method is called all the same: tools that record, trace or answer requests see each of ours.
"""

from __future__ import annotations

import logging
import re
from types import FunctionType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ..._calls.config import Config

# Of a client: what runs between its `send()` and its transport.
METHODS: Final = (
    "__init__",
    "send",
    "_send_handling_auth",
    "_send_handling_redirects",
    "_send_single_request",
    "_transport_for_url",
)
# A path that the library sends as it is; segments of dots alone are not one.
PLAIN_PATH: Final = re.compile(r"(?:/(?!\.{1,2}(?:/|\Z))[A-Za-z0-9_.~-]+)+")
# A query as `urlencode` writes it.
PLAIN_QUERY: Final = re.compile(r"[A-Za-z0-9_.~+%&=-]*")
LONGEST: Final = 8192  # characters; the library refuses 65,536


class Direct:
    """Finds the transport of a client, where nothing but the library's own code is above it."""

    def __init__(self, library: Any) -> None:
        self._log = logging.getLogger(library.__name__)
        self._are_own = OwnFunctions(library.__name__)

    def transport(self, client: Any, url: Any) -> Any:
        """Return the transport of *client* to *url*; None where `send()` is to be called."""
        if not self._are_own(self._methods(client.__class__)):
            return None
        if self._log.isEnabledFor(logging.INFO):
            return None
        # With the proxies of the environment, of which the client has a transport each.
        return client._transport_for_url(url)

    def _methods(self, of: type) -> tuple[object, ...]:
        return tuple([getattr(of, name, None) for name in METHODS])


class OwnFunctions:
    """Whether methods are functions of these packages, and not of a tool that replaced one."""

    def __init__(self, *packages: str) -> None:
        self._packages = frozenset(packages)
        self._known: tuple[object, ...] = ()

    def __call__(self, methods: tuple[object, ...]) -> bool:
        """Return whether all *methods* are; those that were are the usual ones, and known."""
        if methods == self._known:
            return True
        if not all(map(self._is_own, methods)):
            return False
        self._known = methods
        return True

    def _is_own(self, method: object) -> bool:
        if type(method) is not FunctionType:
            return False
        module: str = method.__globals__.get("__name__", "")
        return module.partition(".")[0] in self._packages


class URLs:
    """The URLs of requests, as those of the library, whose base is parsed once."""

    def __init__(self, library: Any, config: Config) -> None:
        self._class: Any = library.URL
        self._base_url = config.base_url
        self.base: Any = library.URL(config.base_url + "/")
        self._prefix: str = self.base.path[:-1]
        self._is_plain = PLAIN_PATH.fullmatch(self._prefix) is not None or not self._prefix
        self._reference: Any = getattr(self.base, "_uri_reference", None)

    def url(self, path: str, query: str) -> Any:
        """Return the URL of *path* and *query*.

        One of characters that need no escape is put together, which takes a tenth of the time.
        """
        if self._reference is not None and _is_plain(path, query):
            url = self._class(self.base)
            url._uri_reference = self._reference._replace(
                path=self._prefix + path, query=query or None
            )
            return url
        text = self._base_url + path
        return self._class(f"{text}?{query}" if query else text)

    def target(self, path: str, query: str) -> str | None:
        """Return what a request has of the URL of *path* and *query*; None where it has escapes."""
        if not self._is_plain or not _is_plain(path, query):
            return None
        target = self._prefix + path
        return f"{target}?{query}" if query else target


def _is_plain(path: str, query: str) -> bool:
    """Return whether the library sends *path* and *query* as they are."""
    if len(path) + len(query) >= LONGEST or PLAIN_PATH.fullmatch(path) is None:
        return False
    return PLAIN_QUERY.fullmatch(query) is not None
