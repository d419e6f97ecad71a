"""The `flowroute send` command."""

from __future__ import annotations

from typing import Any

import click

from flowroute_ext import Message, MessageRecord, SentMessage
from flowroute_ext._calls.options import checked_seconds
from flowroute_ext.cli.operations.commands import OperationCommand, looking, shared_options
from flowroute_ext.cli.options import Text
from flowroute_ext.cli.output.errors import STATUSES, done, reported
from flowroute_ext.cli.output.printing import Printer
from flowroute_ext.cli.profiles.opening import opened
from flowroute_ext.cli.terminal import standard_input

STDIN = "-"
NAMES = {
    "to": "--to",
    "from_": "--from",
    "body": "TEXT",
    "media_urls": "--media",
    "dlr_callback": "--dlr-callback",
    "timeout": "--wait-seconds",
    "resolve": "--resolve",
}


@click.command(cls=OperationCommand, epilog=STATUSES)
@click.argument("text", type=Text(), required=False)
@click.option("--to", metavar="NUMBER", required=True, help="The number it goes to.")
@click.option("--from", "from_", metavar="NUMBER", required=True, help="Your number.")
@click.option(
    "--media", metavar="URL", multiple=True, help="A public URL of a picture or file: it is an MMS."
)
@click.option("--dlr-callback", metavar="URL", help="Where delivery receipts are posted.")
@click.option(
    "--resolve",
    is_flag=True,
    help="Where the response is lost, find out whether it was accepted, and send it if it was not.",
)
@click.option("--wait", is_flag=True, help="Wait until it is delivered, and print its record.")
@click.option(
    "--wait-seconds",
    metavar="SECONDS",
    type=float,
    default=60.0,
    show_default=True,
    help="How long to wait at most.",
)
def send(text: str | None, **values: Any) -> None:
    """Send one text, and print its id.

    TEXT is the message, and - reads it from standard input. It may be left out with --media.
    """
    with reported(NAMES):
        wait = values["wait"]
        checked_seconds(values["wait_seconds"], "timeout")
        printer = Printer.of(
            values["output"], values["fields"], MessageRecord if wait else SentMessage
        )
        message = Message(
            to=values["to"],
            from_=values["from_"],
            body=_read() if text == STDIN else text,
            media_urls=values["media"],
            dlr_callback=values["dlr_callback"],
        )
        acting = reported(NAMES, acts=True, look=looking("messages", values))
        with acting, opened(values["profile"], values["base_url"]) as flowroute:
            sent = flowroute.messages.send(message, resolve=values["resolve"])
            if not wait:
                with done(lambda: sent.id):
                    printer.one(sent)
                return
            click.echo(f"Sent: {sent.id}", err=True)
            with reported(NAMES), done(lambda: sent.id):
                printer.one(flowroute.messages.wait(sent, timeout=values["wait_seconds"]))


send.params += shared_options()


def _read() -> str:
    """Return the text on standard input, without the end of its last line."""
    return standard_input().removesuffix("\n").removesuffix("\r")
