"""The `flowroute login`, `logout` and `profiles` commands."""

from __future__ import annotations

import sys

import click

from flowroute_ext import Flowroute
from flowroute_ext._base.errors import ConfigurationError
from flowroute_ext._calls.config import DEFAULT_BASE_URL
from flowroute_ext.cli.output.errors import reported
from flowroute_ext.cli.output.printing import FORMATS, Printer
from flowroute_ext.cli.profiles import store
from flowroute_ext.cli.profiles.store import DEFAULT, Profile
from flowroute_ext.cli.terminal import standard_input

NAMES = {"access_key": "the access key", "secret_key": "the secret key"}
PROFILE = click.option(
    "--profile", metavar="NAME", default=DEFAULT, show_default=True, help="What to call it."
)


@click.command()
@PROFILE
@click.option("--base-url", metavar="URL", help="Where the account is, if not at Flowroute's own.")
@click.option("--no-check", is_flag=True, help="Keep the keys without a request to try them.")
def login(profile: str, base_url: str | None, *, no_check: bool) -> None:
    """Keep the keys to an account on this machine, for the other commands.

    It asks for both keys; where it is not on a terminal, it reads them from standard input, the
    access key in the first line and the secret key in the second. They are tried with one request
    that changes nothing. The secret is kept in the system's keyring, where the extra "keyring" is
    installed and there is one, else in a file that only you can read.
    """
    with reported(NAMES):
        name = store.checked_name(profile)
        access_key, secret_key = _keys()
        new_profile = Profile(name, access_key, secret_key, base_url)
        client = Flowroute(access_key, secret_key, base_url=base_url or DEFAULT_BASE_URL)
        with client as flowroute:
            if not no_check:
                flowroute.numbers.list().first()
        location = store.save(new_profile)
        click.echo(f"Logged in as the profile {name}. The secret key is in {location}.", err=True)


@click.command()
@PROFILE
def logout(profile: str) -> None:
    """Remove the keys of a profile from this machine."""
    with reported():
        store.remove(profile)
        click.echo(f"Removed the profile {profile}.", err=True)


@click.command()
@click.option("--output", "-o", type=click.Choice(FORMATS), help="What to print.")
def profiles(output: str | None) -> None:
    """List the profiles on this machine, without their secrets."""
    with reported():
        Printer.of(output, None, None).several(
            {
                "profile": name,
                "access_key": _hidden(str(entry.get("access_key", ""))),
                "base_url": entry.get("base_url"),
                "secret_in": "file" if "secret_key" in entry else "keyring",
            }
            for name, entry in sorted(store.entries().items())
        )


def _keys() -> tuple[str, str]:
    """Return the keys that are typed, or come on standard input."""
    if sys.stdin and sys.stdin.isatty():
        access_key: str = click.prompt("Access key", err=True)
        secret_key: str = click.prompt("Secret key", err=True, hide_input=True)
        return access_key.strip(), secret_key.strip()
    lines = [line.strip() for line in (standard_input() if sys.stdin else "").splitlines()][:2]
    if len(lines) < 2 or not all(lines):
        raise ConfigurationError(
            "no keys came on standard input: "
            "give the access key in the first line and the secret key in the second"
        )
    return lines[0], lines[1]


def _hidden(key: str) -> str:
    return f"…{key[-4:]}" if len(key) >= 8 else "…"
