"""The opt-outs that `flowroute send-bulk --opt-outs` keeps to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import click

from flowroute_ext._base.errors import ConfigurationError
from flowroute_ext._receiver.backends import POSTGRES
from flowroute_ext._receiver.errors import ReceiverError
from flowroute_ext._receiver.opt_outs import OptOuts

if TYPE_CHECKING:
    from flowroute_ext._builders.messages import Message


@attrs.frozen
class KnownOptOuts:
    """The opt-outs of a `store`, and those that there are before anything is sent.

    Each of these is a number that wants nothing, and from which number, or "" for all.
    """

    store: OptOuts
    pairs: frozenset[tuple[str, str]]

    def has(self, message: Message) -> bool:
        """Whether *message* is for a number that has opted out."""
        return (message.to, message.from_) in self.pairs or (message.to, "") in self.pairs


def opt_outs(_ctx: click.Context, option: click.Parameter, value: str | None) -> OptOuts | None:
    """Return the opt-outs at a path, or of a database; the command ends where there are none."""
    del option
    if value is None:
        return None
    if not value.startswith(POSTGRES):
        path = Path(value)
        # OptOuts itself would make an empty one, and everybody would get a text.
        if not path.is_file() or not path.stat().st_size:
            state = "is empty" if path.is_file() else "is not there"
            raise click.BadParameter(
                f"{value} {state}: give the file of your WebhookReceiver, or of your OptOuts."
            )
    try:
        return OptOuts(value)
    except (ConfigurationError, ReceiverError) as error:
        raise click.BadParameter(str(error)) from error


def known(store: OptOuts | None) -> KnownOptOuts | None:
    """Return what there is in *store*; the command ends where it cannot be read."""
    if store is None:
        return None
    try:
        return KnownOptOuts(
            store, frozenset((opt_out.to, opt_out.from_ or "") for opt_out in store.list())
        )
    except (ConfigurationError, ReceiverError) as error:
        raise click.UsageError(f"--opt-outs: {error}") from error
