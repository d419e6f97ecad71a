"""The client of a command, with the credentials of its profile or of the environment."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from flowroute_ext._base.errors import ConfigurationError
from flowroute_ext._calls.config import DEFAULT_BASE_URL
from flowroute_ext.cli.profiles.store import DEFAULT, Profile, load

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping

    from flowroute_ext import Flowroute

KEYS = ("FR_ACCESS_KEY", "FR_SECRET_KEY")


def opened(profile: str | None, base_url: str | None) -> Flowroute:
    """Return a client for a command with these options.

    A profile that is named comes before the environment, and that before the default profile. The
    keys of a profile are for its own server: FR_BASE_URL is of the keys in the environment.
    """
    # Imported when it is called: the help of a command needs none.
    from flowroute_ext import Flowroute

    chosen_profile = chosen(profile, os.environ)
    if chosen_profile is None:
        return Flowroute(base_url=base_url)
    return Flowroute(
        chosen_profile.access_key,
        chosen_profile.secret_key,
        base_url=base_url or chosen_profile.base_url or DEFAULT_BASE_URL,
    )


def to_environment(environ: MutableMapping[str, str]) -> None:
    """Put the keys of the profile in use where a command takes them from, unless some are there."""
    if any(environ.get(name) for name in KEYS):
        return
    try:
        chosen_profile = chosen(None, environ)
    except ConfigurationError:
        return  # reported by what needs them: much of those commands does not
    if chosen_profile is not None:
        keys = (chosen_profile.access_key, chosen_profile.secret_key)
        environ.update(zip(KEYS, keys, strict=True))
        environ["FR_BASE_URL"] = chosen_profile.base_url or DEFAULT_BASE_URL


def chosen(profile: str | None, environ: Mapping[str, str]) -> Profile | None:
    """Return the profile to use, or None for the environment; raise `ConfigurationError`."""
    if profile is not None:
        return load(profile)
    present = [name for name in KEYS if environ.get(name)]
    if len(present) == len(KEYS):
        return None
    if present:
        missing = next(name for name in KEYS if name not in present)
        raise ConfigurationError(f"{present[0]} is set and {missing} is not: set both")
    loaded = load(environ.get("FR_PROFILE") or DEFAULT, needed=bool(environ.get("FR_PROFILE")))
    if loaded is None:
        raise ConfigurationError(
            "there are no credentials: set FR_ACCESS_KEY and FR_SECRET_KEY (both are in the portal"
            " under Preferences > API Control), or run: flowroute login"
        )
    return loaded
