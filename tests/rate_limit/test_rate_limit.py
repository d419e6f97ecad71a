"""`RateLimit`: its values, their validation, and its repr."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowroute_ext import ConfigurationError
from flowroute_ext._rate_limit import rate_limit as rate
from flowroute_ext._rate_limit.rate_limit import RateLimit
from flowroute_ext._rate_limit.sliding_window import Quota

NOTHING = (
    "is nothing to share a count by: give the path of a file, "
    "or the URL of a Redis, as 'redis://localhost:6379/0'"
)
OR_NONE = "or rate_limit=None for no limit"
NO_ADDRESS = (
    "is no address to share a count by: "
    "use one like 'redis://localhost:6379/0', or the path of a file"
)


def test_what_flowroute_allows():
    """Without arguments it is Flowroute's own limit, for this process."""
    limit = RateLimit()

    assert (limit.quota("sms"), limit.quota("mms")) == (Quota(5, 1.0), Quota(1, 1.0))
    assert repr(limit) == "RateLimit(sms=5, mms=1, per='second', shared=None)"


def test_a_contract_of_ones_own():
    """Another number, and a longer period."""
    limit = RateLimit(sms=600, mms=30, per="minute", shared=Path("campaign.db"))

    assert (limit.quota("sms"), limit.quota("mms")) == (Quota(600, 60.0), Quota(30, 60.0))
    assert limit.shared == "campaign.db"
    assert RateLimit(per="hour").quota("sms") == Quota(5, 3600.0)


def test_passwords_are_not_shown():
    """The repr has the address of the Redis without its password."""
    limit = RateLimit(shared="redis://:opensesame@localhost:6379/0")

    assert limit.shared == "redis://:opensesame@localhost:6379/0"
    assert repr(limit) == (
        "RateLimit(sms=5, mms=1, per='second', shared='redis://•••@localhost:6379/0')"
    )


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"sms": 0}, "sms=0 lets no message through: use 1 or more"),
        ({"sms": True}, "sms=True is no whole number of messages: use 1 or more"),
        ({"mms": 0.5}, "mms=0.5 is no whole number of messages: use 1 or more"),
        (
            {"sms": None},
            f"sms=None is no whole number of messages: use 1 or more, {OR_NONE}",
        ),
        (
            {"per": "day"},
            "per='day' is no period to count in: use 'second' or 'minute' or 'hour'",
        ),
        (
            {"shared": 5},
            f"shared=5 {NOTHING}",
        ),
        (
            {"shared": ""},
            f"shared='' {NOTHING}",
        ),
        ({"shared": "redis://localhost:port/0"}, f"shared='redis://localhost:port/0' {NO_ADDRESS}"),
        ({"shared": "redis://localhost:0/0"}, f"shared='redis://localhost:0/0' {NO_ADDRESS}"),
        (
            {"shared": "postgres://me:secret@localhost/db"},
            f"shared='postgres://•••@localhost/db' {NO_ADDRESS}",
        ),
    ],
)
def test_invalid_values(wrong, message):
    """An invalid value is refused, with the cure."""
    with pytest.raises(ConfigurationError) as caught:
        RateLimit(**wrong)

    assert str(caught.value) == message


def test_without_the_extra(monkeypatch):
    """Without the package redis, the error names the extra to install."""
    monkeypatch.setattr(rate, "find_spec", lambda name: None)

    with pytest.raises(ConfigurationError) as caught:
        RateLimit(shared="redis://localhost:6379/0")
    assert str(caught.value) == (
        "a rate limit that is shared by a Redis needs the package redis: "
        "pip install 'flowroute-ext[redis]'"
    )
