"""The `flowroute` command."""

from __future__ import annotations

import sys


def main() -> None:
    """Run `flowroute` on the arguments of this process, and exit with its status."""
    try:
        _run()
    except KeyboardInterrupt:  # before a command runs, which has a word for it
        sys.exit(130)


def _run() -> None:
    try:
        from flowroute_ext.cli.group import flowroute
    except ModuleNotFoundError as error:
        if error.name != "click":
            raise
        extras = _extras(sys.argv[1:])
        sys.exit(f'The flowroute command needs click: pip install "flowroute-ext[{extras}]"')
    flowroute(prog_name="flowroute")


def _extras(arguments: list[str]) -> str:
    """Return the extras that the command of these arguments needs, all of them."""
    match [argument for argument in arguments if not argument.startswith("-")][:2]:
        case ["sandbox", *_]:
            return "sandbox"
        case ["cassettes", "validate"]:
            return "cli,record"
        case ["cassettes", *_]:
            return "cli,pytest"
        case _:
            return "cli"
