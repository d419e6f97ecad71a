"""The drivers of Redis and PostgreSQL, loaded where they are used, and told apart by name."""

from __future__ import annotations

import importlib
from typing import Any

from .._base.errors import ConfigurationError

# A claim that takes longer than this to be made is not worth having.
PATIENCE = 10


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
    """A client; what the URL says of timeouts comes before ours."""
    library = _load(module, "redis")
    try:
        return library.Redis.from_url(
            url,
            decode_responses=True,
            socket_timeout=PATIENCE,
            socket_connect_timeout=PATIENCE,
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
