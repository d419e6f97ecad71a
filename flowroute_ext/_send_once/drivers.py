"""The drivers of Redis and PostgreSQL, imported when they are used."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .._base.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable

# Seconds to wait for a connection, or for a response of Redis.
DRIVER_TIMEOUT = 10


def client(url: str) -> Any:
    """A client of the Redis at *url*."""
    return _redis(_load(_redis_package, "redis", "redis"), url)


def async_client(url: str) -> Any:
    """An asynchronous client of the Redis at *url*."""
    return _redis(_load(_redis_package, "redis", "redis").asyncio, url)


def psycopg() -> Any:
    """The `psycopg` package."""
    return _load(_psycopg_package, "psycopg", "postgres")


def redis_errors() -> Any:
    """The exceptions of the `redis` package."""
    return _load(_redis_package, "redis", "redis").exceptions


def connection_string(dsn: object) -> str:
    """Return *dsn* if it is one of PostgreSQL; raise `ConfigurationError`, which never shows it."""
    library = psycopg()
    try:
        parts = library.conninfo.conninfo_to_dict(dsn)
    except (library.Error, TypeError, ValueError, AttributeError):
        parts = {"host": "@"}
    # An unencoded password may have ended up in these, and would be in errors of the connection.
    host, port = str(parts.get("host", "")), str(parts.get("port", ""))
    if not isinstance(dsn, str) or "@" in host or not re.fullmatch("[0-9,]*", port):
        raise ConfigurationError(
            "the connection string of PostgreSQL cannot be read: use one like "
            "'postgresql://user@host/database', with a password percent-encoded"
        )
    return dsn


def _redis(library: Any, url: str) -> Any:
    """A client; timeouts in the URL take precedence."""
    try:
        return library.Redis.from_url(
            url,
            decode_responses=True,
            socket_timeout=DRIVER_TIMEOUT,
            socket_connect_timeout=DRIVER_TIMEOUT,
        )
    except ValueError:
        # It is not shown, not even in part: it may hold a password.
        raise ConfigurationError(
            "the URL of the Redis cannot be read: use one like 'redis://localhost:6379/0'"
        ) from None


# Statements, and not names in strings, so that what makes programs of one file finds them.
def _redis_package() -> Any:
    import redis

    return redis


def _psycopg_package() -> Any:
    import psycopg

    return psycopg


def _load(package: Callable[[], Any], name: str, extra: str) -> Any:
    try:
        return package()
    except ImportError:
        raise ConfigurationError(
            f"the package {name} is missing: pip install 'flowroute-ext[{extra}]'"
        ) from None
