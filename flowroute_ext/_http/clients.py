"""Making the clients of an HTTP library, and the TLS context that they share."""

from __future__ import annotations

import functools
import importlib
import os
import ssl
from typing import TYPE_CHECKING, Any

from . import variables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .._calls.config import Config


def make(library: Any, client_class: Any, config: Config) -> Any:
    """Return a new client of *client_class*, which is of *library*.

    Raises `ConfigurationError` where a variable of the environment does not allow for one, and
    `OSError` where this process, or the machine, has no more of something.
    """
    remote = config.base_url.startswith("https:")
    problem = variables.unusable_certificates(None, os.environ) if remote else None
    if problem is not None:
        raise variables.refused(problem)
    try:
        settings = _settings(library, config, remote=remote)
    except _errors(library) as error:
        if variables.is_exhausted(error):
            raise
        problem = variables.unusable_certificates(error, os.environ)
        raise variables.refused(problem or f"{type(error).__name__}: {error}") from None
    try:
        return client_class(**settings)
    except _errors(library) as error:
        if variables.is_exhausted(error):
            raise
        problem = variables.unusable_proxy(error, os.environ, functools.partial(_is_proxy, library))
        # Without the cause, which may show the password of a proxy.
        raise variables.refused(problem or type(error).__name__) from None


def _errors(library: Any) -> tuple[type[Exception], ...]:
    # Not all, since a signal may raise anything here.
    return OSError, ImportError, ValueError, library.InvalidURL


def _is_proxy(library: Any, url: str) -> bool:
    try:
        library.HTTPTransport(proxy=url if "://" in url else f"http://{url}")
    except _errors(library):
        return False
    return True


def _settings(library: Any, config: Config, *, remote: bool) -> Mapping[str, Any]:
    return {
        "verify": tls(library.__name__) if remote else no_tls(),
        # A proxy from the environment would see plain http, and the credentials in it.
        "trust_env": remote,
        "timeout": config.timeout,
        "follow_redirects": False,
        "limits": library.Limits(max_connections=1, max_keepalive_connections=1),
    }


@functools.cache
def tls(name: str) -> ssl.SSLContext:
    """Return the TLS context that all clients of this process share: making one takes 20 ms."""
    context: ssl.SSLContext = importlib.import_module(name).create_ssl_context()
    return context


@functools.cache
def no_tls() -> ssl.SSLContext:
    """Return a context that trusts no certificate, for plain http on this machine."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
