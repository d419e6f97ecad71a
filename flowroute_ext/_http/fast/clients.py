"""Making the client of pyreqwest."""

from __future__ import annotations

import functools
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..._base.errors import ConfigurationError
from .. import variables
from .prepared import causes, default_headers, longest
from .proxies import proxy_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..._calls.config import Config

FORKED = (
    "engine='fast' cannot be used in this process: it was forked from one that had sent requests "
    "with it, by threads that it does not have. Fork before the first request, start processes by "
    "multiprocessing's 'spawn', or use engine='httpx'"
)
GREENLETS = (
    "engine='fast' cannot be used where gevent has patched Python: its responses come by a thread "
    "that wakes no greenlet. Use engine='httpx'"
)


class Client:
    """What sends one request at a time; *closed* is called when it is closed."""

    __slots__ = ("_closed", "is_closed", "requests")

    def __init__(self, requests: Any, closed: Callable[[], None]) -> None:
        self.requests = requests
        self.is_closed = False
        self._closed = closed

    def close(self) -> None:
        """Close it; the last one closes the connections."""
        if not self.is_closed:
            self.is_closed = True
            self.requests = None
            self._closed()

    async def aclose(self) -> None:
        """Close it, in a task."""
        self.close()


def made(library: Any, config: Config, user_agent: str) -> Any:
    """Return a new client of pyreqwest for *config*.

    Raises `ConfigurationError` where a variable of the environment does not allow for one, or
    where this process was forked from one that had one.
    """
    if _threads_are_greenlets():
        raise ConfigurationError(GREENLETS)
    builder = (
        library.client.ClientBuilder()
        .user_agent(user_agent)
        .default_headers(default_headers(config))
        .follow_redirects(False)
        .referer(False)
        .default_cookie_store(False)
        .timeout(longest(config.timeout))
        # Within bounds, which is done here.
        .gzip(False)
        .deflate(False)
        .brotli(False)
        .zstd(False)
        # From the environment, which is read here as for the other engines.
        .no_proxy()
    )
    try:
        if config.base_url.startswith("https:"):
            builder = _with_environment(library, builder, config.base_url)
        else:
            # Plain http, on this machine: no certificates are read, which there may be none of.
            builder = builder.danger_accept_invalid_certs(True)
        return builder.build()
    except ConfigurationError:
        raise
    except RuntimeError as error:
        if "fork" in str(error):
            raise ConfigurationError(FORKED) from None
        raise _problem(library, error) from None
    except (ValueError, library.exceptions.PyreqwestError) as error:
        raise _problem(library, error) from None


def _threads_are_greenlets() -> bool:
    """Return whether gevent has patched Python: what waits then is not woken by a real thread."""
    monkey: Any = sys.modules.get("gevent.monkey")
    return monkey is not None and bool(monkey.is_module_patched("threading"))


def _with_environment(library: Any, builder: Any, base_url: str) -> Any:
    """Return *builder* with the proxy and the certificates of the environment."""
    _check_certificates()
    proxy = proxy_for(base_url, os.environ)
    if proxy is None:
        return builder
    if not _is_proxy(library, proxy):
        raise ValueError("it is no URL of a proxy")
    return builder.proxy(library.proxy.ProxyBuilder.all(proxy))


def _problem(library: Any, error: Exception) -> Exception:
    """Return why no client could be made, without the message of *error*, which it raised."""
    number = re.search(r"\(os error ([0-9]+)\)", " ".join([str(error), *causes(error)]))
    if number is not None and int(number[1]) in variables.EXHAUSTED:
        return OSError(int(number[1]), os.strerror(int(number[1])))
    if any("No CA certificates" in cause for cause in causes(error)):
        try:
            os.close(os.open(os.devnull, os.O_RDONLY))
        except OSError as exhausted:
            return exhausted
        return variables.refused(variables.no_certificates(os.environ))
    usable = functools.partial(_is_proxy, library)
    problem = variables.unusable_proxy(ValueError(), os.environ, usable)
    return variables.refused(problem or type(error).__name__)


def _is_proxy(library: Any, url: str) -> bool:
    scheme, _, host = url.rpartition("://")
    if (scheme.lower() or "http") not in ("http", "https", "socks5", "socks5h") or not host:
        return False
    try:
        proxy = library.proxy.ProxyBuilder.all(url if scheme else f"http://{url}")
        library.client.ClientBuilder().proxy(proxy).build()
    except (ValueError, library.exceptions.PyreqwestError):
        return False
    return True


def _check_certificates() -> None:
    """Raise `ConfigurationError` where no certificates are at the paths of the environment.

    Then no server would be trusted.
    """
    problem = variables.unusable_certificates(None, os.environ)
    file = os.environ.get("SSL_CERT_FILE")
    if problem is None and file:
        import ssl

        try:
            ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(Path(file))
        except OSError as error:
            problem = variables.unusable_certificates(error, os.environ)
    if problem is not None:
        raise variables.refused(problem)
