"""Connection strings with passwords in them, and what is said of those that cannot be used."""

from __future__ import annotations

import asyncio
import traceback

import pytest

from flowroute_ext import ConfigurationError, RateLimit
from flowroute_ext.send_once import (
    AsyncPostgresClaims,
    ClaimsError,
    PostgresClaims,
    RedisClaims,
)

UNREADABLE = [
    "postgres//user:hunter2@h/db",
    "postgresql://user:hunter2@127.0.0.1:hunter2/db",
    "postgresql://user:hun/ter2@127.0.0.1/db",
    "postgresql://user:hun@ter2@127.0.0.1:1/db",
    "postgresql://user:hun ter2@127.0.0.1:1/db",
    "postgresql://user:hunt%zzer2@127.0.0.1:1/db",
    "host=127.0.0.1 port=1 password='hunter2",
    "host=127.0.0.1 port=1 hunter2",
    b"postgresql://user:hunter2@h/db",
    None,
]


def said(error: BaseException) -> str:
    """All that a traceback shows of an error."""
    return "".join(traceback.format_exception(error))


@pytest.mark.parametrize("claims", [PostgresClaims, AsyncPostgresClaims])
@pytest.mark.parametrize("dsn", UNREADABLE)
def test_postgresql(claims, dsn):
    """A string that is none, or whose password is not encoded, is refused before it is used."""
    with pytest.raises(ConfigurationError) as caught:
        claims(dsn)

    assert str(caught.value) == (
        "the connection string of PostgreSQL cannot be read: use one like "
        "'postgresql://user@host/database', with a password percent-encoded"
    )
    assert caught.value.__cause__ is None
    assert "ter2" not in said(caught.value)


@pytest.mark.parametrize(
    "dsn",
    [
        "postgresql://user:hunter2@127.0.0.1:1/db",
        "postgresql://user:hun%40ter2@127.0.0.1:1/db?application_name=hunter2",
        "host=127.0.0.1 port=1 user=user password=hunter2",
    ],
)
def test_a_server_that_is_not_there(dsn):
    """The error of a connection has neither the string nor the password in it."""
    for now in (PostgresClaims(dsn).now, lambda: asyncio.run(AsyncPostgresClaims(dsn).now())):
        with pytest.raises(ClaimsError) as caught:
            now()
        assert "ter2" not in said(caught.value)
        assert "127.0.0.1" in str(caught.value)


@pytest.mark.parametrize(
    "url", ["redis://:hun/ter2@h", "redis://user:hun#ter2@h", "redis://:hunter2@h:port"]
)
def test_redis(url):
    """The URL of a Redis that cannot be used is not shown, by claims or by a limit."""
    for make in (lambda: RedisClaims(url), lambda: RateLimit(shared=url)):
        with pytest.raises(ConfigurationError) as caught:
            make()
        assert "ter2" not in said(caught.value)
