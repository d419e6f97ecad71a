"""`RateLimit`: how many messages a client may send in a period, and where they are counted."""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal, cast, get_args
from urllib.parse import urlsplit

import attrs

from .._base.errors import ConfigurationError
from .._base.frames import all_clear_frames
from .._base.masking import mask_url
from .._base.problems import given, shown_url

if TYPE_CHECKING:
    from .sliding_window import Quota

Kind = Literal["sms", "mms"]
Per = Literal["second", "minute", "hour"]

PERIODS: dict[Per, float] = {"second": 1.0, "minute": 60.0, "hour": 3600.0}
LONGEST_ADDRESS = 4096  # characters, as paths have at most
REDIS_SCHEMES = ("redis://", "rediss://")


def _count(_: RateLimit, attribute: attrs.Attribute[int], value: object) -> None:
    if not isinstance(value, int) or isinstance(value, bool):
        cure = "use 1 or more" + (", or rate_limit=None for no limit" if value is None else "")
        raise ConfigurationError(
            f"{attribute.name}={given(value)} is no whole number of messages: {cure}"
        )
    if value < 1:
        raise ConfigurationError(
            f"{attribute.name}={given(value)} lets no message through: use 1 or more"
        )


def _period(_: RateLimit, _attribute: attrs.Attribute[Per], value: object) -> None:
    if not isinstance(value, str) or value not in PERIODS:
        choices = " or ".join(map(repr, get_args(Per)))
        raise ConfigurationError(f"per={given(value)} is no period to count in: use {choices}")


def _shared(value: str | os.PathLike[str] | None) -> str | None:
    """The address or the path, as text."""
    return None if value is None else _address(value)


def _address(value: object) -> str:
    if isinstance(value, os.PathLike):
        value = os.fspath(cast("os.PathLike[str]", value))
    if not isinstance(value, str) or not value:
        raise ConfigurationError(
            f"shared={given(value)} is nothing to share a count by: give the path of a file, "
            "or the URL of a Redis, as 'redis://localhost:6379/0'"
        )
    if len(value) > LONGEST_ADDRESS:
        raise ConfigurationError(
            f"shared has {len(value):,} characters: give the path of a file, or the URL of a Redis"
        )
    if is_redis(value) and find_spec("redis") is None:
        raise ConfigurationError(
            "a rate limit that is shared by a Redis needs the package redis: "
            "pip install 'flowroute-ext[redis]'"
        )
    if "://" in value and not (is_redis(value) and _has_valid_port(value)):
        raise ConfigurationError(
            f"shared={shown_url(value)} is no address to share a count by: "
            "use one like 'redis://localhost:6379/0', or the path of a file"
        )
    return value


@all_clear_frames
@attrs.frozen(kw_only=True)
class RateLimit:
    """How many text messages may be attempted in any second, or other period.

    :param sms: how many SMS, and *mms* how many MMS, for each access key and endpoint; without
        a contract of your own, Flowroute allows 5 SMS and 1 MMS a second.
    :param per: the period: ``"second"``, ``"minute"`` or ``"hour"``.
    :param shared: what shares the limit. None is every client of this process; a path, every
        process of this machine that gives the same file, which may be an outbox; a URL such as
        ``redis://localhost:6379/0``, every machine that gives the same Redis (this needs
        ``flowroute-ext[redis]``).

    Every attempt counts, also one that is refused (developer.flowroute.com: SMS and MMS Best
    Practices). Raises `ConfigurationError` for invalid values.
    """

    sms: int = attrs.field(default=5, validator=_count)
    mms: int = attrs.field(default=1, validator=_count)
    per: Per = attrs.field(default="second", validator=_period)
    # The address of a Redis may hold its password.
    shared: str | None = attrs.field(
        default=None, converter=_shared, repr=lambda shared: repr(_shown(shared))
    )

    def quota(self, kind: Kind) -> Quota:
        """The limit and the period for messages of this kind."""
        from .sliding_window import Quota

        return Quota(self.sms if kind == "sms" else self.mms, PERIODS[self.per])


def is_redis(shared: str) -> bool:
    """Whether *shared* is the URL of a Redis, not a path."""
    return shared.startswith(REDIS_SCHEMES)


def _has_valid_port(url: str) -> bool:
    try:
        return urlsplit(url).port != 0
    except ValueError:
        return False


def _shown(shared: object) -> object:
    return mask_url(shared) if isinstance(shared, str) and is_redis(shared) else shared
