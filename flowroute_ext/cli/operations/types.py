"""What click reads values with, where its own types are not enough."""

from __future__ import annotations

import json
import sys
from typing import Any, cast

import click

from flowroute_ext.cli.options import Text


class Secret(Text):
    """Text that is asked for where it is given as ``-``, without being shown."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the text."""
        text = super().convert(value, param, ctx)
        if text != "-":
            return text
        if sys.stdin and sys.stdin.isatty():
            name = param.opts[0].lstrip("-") if param else "secret"
            return click.prompt(name, hide_input=True, err=True)
        line = sys.stdin.readline().strip() if sys.stdin else ""
        if not line:
            self.fail("nothing came on standard input: give it in a line.", param, ctx)
        return line


class Pair(Text):
    """A name and its value: JSON where it is, and else text."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return both."""
        if isinstance(value, tuple):
            return cast("Any", value)
        name, equals, text = super().convert(value, param, ctx).partition("=")
        if not name or not equals:
            self.fail("it must be NAME=VALUE, as in direction=inbound.", param, ctx)
        try:
            return name, json.loads(text)
        except ValueError:
            return name, text
