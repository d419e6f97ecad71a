"""The drivers of Redis and PostgreSQL, imported when they are used."""

from __future__ import annotations

import importlib
from typing import Any

from .._base.errors import ConfigurationError

# Seconds to wait for a connection, or for a response of Redis.
DRIVER_TIMEOUT = 10


def client(url: str) -> Any:
    """A client of the Redis at *url*."""
    return _redis("redis", url)


def async_client(url: str) -> Any:
    """An asynchronous client of the Redis at *url*."""
    return _redis("redis.asyncio", url)


def psycopg() -> Any:
    """The `psycopg` package."""
    return _load("psycopg", "postgres")


def redis_errors() -> Any:
    """The exceptions of the `redis` package."""
    return _load("redis.exceptions", "redis")


def _redis(module: str, url: str) -> Any:
    """A client; timeouts in the URL take precedence."""
    library = _load(module, "redis")
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


def _load(module: str, extra: str) -> Any:
    try:
        return importlib.import_module(module)
    except ImportError:
        name = module.partition(".")[0]
        raise ConfigurationError(
            f"the package {name} is missing: pip install 'flowroute-ext[{extra}]'"
        ) from None
