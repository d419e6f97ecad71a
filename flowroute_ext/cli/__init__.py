"""The `flowroute` command."""

from __future__ import annotations

import sys


def main() -> None:
    """Run `flowroute` on the arguments of this process, and exit with its status."""
    try:
        from flowroute_ext.cli.group import flowroute
    except ModuleNotFoundError as error:
        if error.name != "click":
            raise
        sys.exit('The flowroute command needs click: pip install "flowroute-ext[cli]"')
    flowroute(prog_name="flowroute")
