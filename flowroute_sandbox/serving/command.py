"""The `flowroute sandbox` command."""

from __future__ import annotations

import errno
from contextlib import ExitStack, closing
from pathlib import Path

import click

from flowroute_sandbox.faults.grammar import InvalidFault, parse
from flowroute_sandbox.http.hosts import named
from flowroute_sandbox.sandbox import ACCESS_KEY, SECRET_KEY, Sandbox
from flowroute_sandbox.serving.driving.commands import COMMANDS
from flowroute_sandbox.state.account import Account
from flowroute_sandbox.state.store import Store, StoreError
from flowroute_sandbox.webhooks.sender import WebhookSender


@click.group(invoke_without_command=True, commands=COMMANDS)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8080,
    show_default=True,
    help="Port to listen on; 0 takes any that is free.",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Keep the account in this file; by default it is in memory only.",
)
@click.option(
    "--post-to",
    multiple=True,
    metavar="HOST",
    help="Post webhooks to this host too, besides this machine; * is any host.",
)
@click.option(
    "--allowed-host",
    "allowed_hosts",
    multiple=True,
    metavar="HOST",
    help="Take requests addressed to this host too, besides this machine and --host; * is any.",
)
@click.option("--rate-limit", is_flag=True, help="Answer 429 above Flowroute's rate limits.")
@click.option("--strict", is_flag=True, help="Refuse what Flowroute is believed to tolerate.")
@click.option(
    "--fault",
    "faults",
    multiple=True,
    metavar='"NAME [@NTH] [xTIMES]"',
    help="Let the next request fail, or the nth, and so many in a row; may be repeated.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Chooses the numbers on sale.")
@click.option(
    "--access-key",
    default=ACCESS_KEY,
    envvar="FR_SANDBOX_ACCESS_KEY",
    show_envvar=True,
    show_default=True,
    help="Key to accept.",
)
@click.option(
    "--secret-key",
    default=SECRET_KEY,
    envvar="FR_SANDBOX_SECRET_KEY",
    show_envvar=True,
    show_default=True,
    help="Secret to accept.",
)
@click.pass_context
def sandbox(
    ctx: click.Context,
    *,
    host: str,
    port: int,
    data: Path | None,
    post_to: tuple[str, ...],
    allowed_hosts: tuple[str, ...],
    rate_limit: bool,
    strict: bool,
    faults: tuple[str, ...],
    seed: int,
    access_key: str,
    secret_key: str,
) -> None:
    """Serve a local Flowroute account to develop and test with.

    It sells numbers, stores routes, accepts messages and registers addresses and caller names as
    Flowroute does, and posts webhooks to callbacks on this machine only. When it is ready for
    requests it prints "READY" and its URL; Ctrl-C stops it. In a browser, its page shows the
    messages and the requests.

    The commands below drive a sandbox that is running.
    """
    if ctx.invoked_subcommand is not None:
        return
    try:
        from flowroute_sandbox.serving import server
    except ModuleNotFoundError as error:
        if error.name != "uvicorn":
            raise
        raise click.ClickException(
            'the sandbox needs uvicorn: pip install "flowroute-ext[sandbox]"'
        ) from error

    if not host:  # which would listen on every address, and has no URL
        raise click.BadParameter("give a name or address of this machine", param_hint="--host")
    try:
        post = WebhookSender(*post_to)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--post-to") from error
    hosts = [_named(host, "--host")]
    hosts += [_named(allowed, "--allowed-host") for allowed in allowed_hosts]

    with ExitStack() as stack:
        try:
            store = stack.enter_context(closing(Store(data))) if data else None
            flowroute = Sandbox(
                access_key=access_key,
                secret_key=secret_key,
                seed=seed,
                account=_load(store) if store else None,
                store=store,
                rate_limit=rate_limit,
                strict=strict,
                post=post,
            )
            for fault in faults:
                _arm(flowroute, fault)
            listener = stack.enter_context(server.listen(host, port))
        except StoreError as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:
            raise click.ClickException(_unavailable(host, port, error)) from error
        url = server.url(host, listener)
        page = server.page(host, listener)
        greeting = _greeting(url, page, access_key, secret_key, data)
        server.serve(flowroute, listener, lambda: click.echo(greeting), hosts)


def _named(host: str, option: str) -> str:
    try:
        return named(host)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint=option) from error


def _load(store: Store) -> Account:
    rows = store.load()
    try:
        return Account.load(rows)
    except ValueError as error:
        raise StoreError(
            store.path,
            f"holds rows that this release does not know ({error})",
            "Give another file.",
        ) from error


def _arm(flowroute: Sandbox, fault: str) -> None:
    try:
        parse(fault)
    except InvalidFault as error:
        raise click.BadParameter(str(error), param_hint="--fault") from error
    flowroute.fault(fault)


def _unavailable(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"port {port} of {host} is in use: stop the program that has it, or give another"
            " --port (0 takes any that is free)"
        )
    return (
        f"cannot listen on port {port} of {host} ({error.strerror}): give another --host or --port"
    )


def _greeting(url: str, page: str, access_key: str, secret_key: str, data: Path | None) -> str:
    kept = f"kept in {data}" if data else "in memory, until the sandbox stops (see --data)"
    return f"""\
Flowroute sandbox at {url}
The account is {kept}.
In a browser: {page}

To use it from another terminal:

  export FR_ACCESS_KEY={_shown(access_key, ACCESS_KEY)}
  export FR_SECRET_KEY={_shown(secret_key, SECRET_KEY)}
  export FR_BASE_URL={url}

READY {url}"""


def _shown(key: str, known: str) -> str:
    """Return a key as it is printed: one that was given may be a real one, and output is logged."""
    return key if key == known else "'(the one you gave)'"
