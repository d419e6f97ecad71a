"""The `flowroute doctor` command."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from flowroute_ext._base.errors import ConfigurationError
from flowroute_ext._calls.config import DEFAULT_BASE_URL
from flowroute_ext.cli.operations.doctor.account import Account
from flowroute_ext.cli.operations.doctor.findings import Finding, off, ok
from flowroute_ext.cli.operations.doctor.machine import machine
from flowroute_ext.cli.options import BASE_URL, PROFILE
from flowroute_ext.cli.output.errors import FAILED, STATUSES, in_options, reported
from flowroute_ext.cli.output.printing import FORMATS, Printer
from flowroute_ext.cli.profiles.opening import chosen

if TYPE_CHECKING:
    from collections.abc import Iterator


@click.command(epilog=STATUSES)
@click.option("--output", "-o", type=click.Choice(FORMATS), help="What to print.")
@PROFILE
@BASE_URL
@click.pass_context
def doctor(
    ctx: click.Context, *, output: str | None, profile: str | None, base_url: str | None
) -> None:
    """Check all that commands need, and say what to do about what is off.

    That is Python, the libraries, TLS, proxies, the clock, the keys and the account. Five requests
    are made, which change nothing. It ends with 1 when something is off.
    """
    with reported():
        printer = Printer.of(output, None, Finding)
        findings = [*machine(os.environ), *_account(profile, base_url)]
        printer.several(findings)
        wrong = sum(finding.state == "off" for finding in findings)
        if wrong:
            click.echo(f"{wrong} of {len(findings)} are off.", err=True)
            ctx.exit(FAILED)


def _account(profile: str | None, base_url: str | None) -> Iterator[Finding]:
    try:
        chosen_profile = chosen(profile, os.environ)
        if chosen_profile is None:
            yield ok("credentials", "FR_ACCESS_KEY and FR_SECRET_KEY")
            server_url = base_url or os.environ.get("FR_BASE_URL") or DEFAULT_BASE_URL
            account = Account(None, None, server_url)
        else:
            yield ok("credentials", f"the profile {chosen_profile.name}")
            server_url = base_url or chosen_profile.base_url or DEFAULT_BASE_URL
            account = Account(chosen_profile.access_key, chosen_profile.secret_key, server_url)
    except ConfigurationError as error:
        detail, _, cure = in_options(str(error), {}).partition(": ")
        yield off("credentials", detail, cure or "run: flowroute login")
        return
    except (OSError, ValueError) as error:  # certificates or a proxy that are off already
        why = getattr(error, "strerror", None) or type(error).__name__
        yield off("connection", f"no client can be made: {why}", "mend what is off above")
        return
    yield from account.findings()
