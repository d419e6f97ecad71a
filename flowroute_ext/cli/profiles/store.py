"""Profiles on this machine: names and access keys in a file, secrets in the system's keyring.

Where no keyring can be used, the secret is in the file too, which only its owner can read.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, overload

import attrs
import click

from flowroute_ext._base import private_files
from flowroute_ext._base.errors import ConfigurationError
from flowroute_ext._base.problems import nearest, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT: Final = "default"
SERVICE: Final = "flowroute-ext"
NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


@attrs.frozen
class Profile:
    """The credentials of one account, and where it is if not at Flowroute's own."""

    name: str
    access_key: str = attrs.field(repr=False)
    secret_key: str = attrs.field(repr=False)
    base_url: str | None = None


def path() -> Path:
    """Return where the profiles are kept, in the folder that the system has for settings."""
    return Path(click.get_app_dir("flowroute")) / "profiles.json"


def checked_name(name: str) -> str:
    """Return the *name* of a profile; raise `ConfigurationError` for what cannot be one."""
    if NAME.fullmatch(name):
        return name
    raise ConfigurationError(
        f"{shown(name)} is no name of a profile: use up to 64 letters, digits, - and _"
    )


@overload
def load(name: str, *, needed: Literal[True] = True) -> Profile: ...


@overload
def load(name: str, *, needed: bool) -> Profile | None: ...


def load(name: str, *, needed: bool = True) -> Profile | None:
    """Return a profile, None where there is none unless it is *needed*.

    Raises `ConfigurationError` for one that is not there, or cannot be read.
    """
    known = entries()
    if name not in known:
        if not needed:
            return None
        near = nearest(name, known) if known else None
        cure = f"did you mean {near}?" if near else f"run: flowroute login --profile {name}"
        if not NAME.fullmatch(name):
            cure = "flowroute profiles lists those there are"
        raise ConfigurationError(f"there is no profile {shown(name)}: {cure}")
    entry = known[name]
    secret = entry.get("secret_key") or _in_keyring(name)
    if not isinstance(secret, str) or not isinstance(entry.get("access_key"), str):
        raise ConfigurationError(
            f"the secret of the profile {name} cannot be read from the keyring: "
            f"unlock it, or run: flowroute login --profile {name}"
        )
    return Profile(name, entry["access_key"], secret, entry.get("base_url"))


def entries() -> Mapping[str, dict[str, Any]]:
    """Return what the file has on each profile, by its name."""
    try:
        document: Any = json.loads(path().read_text("utf-8"))
        profiles: dict[str, Any] = document["profiles"]
        if all(isinstance(entry, dict) for entry in profiles.values()):
            return profiles
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ConfigurationError(f"{path()} cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass
    raise ConfigurationError(f"{path()} is no file of profiles: move it away, and log in again")


def save(profile: Profile) -> str:
    """Keep *profile*, in the place of another of its name; return where the secret is."""
    entry: dict[str, Any] = {"access_key": profile.access_key}
    if profile.base_url:
        entry["base_url"] = profile.base_url
    in_keyring = _to_keyring(profile)
    if not in_keyring:
        entry["secret_key"] = profile.secret_key
    _write({**entries(), profile.name: entry})
    return "the keyring" if in_keyring else str(path())


def remove(name: str) -> None:
    """Remove a profile, also from the keyring; raise `ConfigurationError` where there is none."""
    known = dict(entries())
    if name not in known:
        raise ConfigurationError(
            f"there is no profile {shown(name)}: flowroute profiles lists those there are"
        )
    entry = known.pop(name)
    if "secret_key" not in entry:
        keyring = _keyring()
        if keyring is not None:
            with suppress(Exception):  # backends raise errors of their own
                keyring.delete_password(SERVICE, name)
    _write(known)


def _write(profiles: Mapping[str, dict[str, Any]]) -> None:
    """Write the file, of which only its owner can read anything, at once."""
    file = path()
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    private_files.replace(file, (json.dumps({"profiles": profiles}, indent=2) + "\n").encode())


def _keyring() -> Any:
    """Return the library `keyring`, if it is installed and has somewhere to keep a secret."""
    try:
        import keyring
        from keyring.backends import fail, null
    except ImportError:
        return None
    try:
        backend = keyring.get_keyring()
    except Exception:  # as a backend that is configured cannot be loaded
        return None
    return None if isinstance(backend, fail.Keyring | null.Keyring) else keyring


def _to_keyring(profile: Profile) -> bool:
    keyring = _keyring()
    if keyring is None:
        return False
    with suppress(Exception):  # locked, or refused: backends raise errors of their own
        keyring.set_password(SERVICE, profile.name, profile.secret_key)
        kept: object = keyring.get_password(SERVICE, profile.name)
        return kept == profile.secret_key
    return False


def _in_keyring(name: str) -> str | None:
    keyring = _keyring()
    if keyring is None:
        return None
    with suppress(Exception):  # as above
        secret: str | None = keyring.get_password(SERVICE, name)
        return secret
    return None
