"""A served sandbox with its limit on. When it is stopped, it prints when what message came."""

from __future__ import annotations

import json
import sys

from flowroute_sandbox.sandbox import Sandbox
from flowroute_sandbox.serving.server import listen, serve, url

FROM = "12065550100"


def main() -> None:
    sandbox = Sandbox(rate_limit=True)
    sandbox.seed_number(FROM)
    listener = listen("127.0.0.1", 0)
    try:
        serve(sandbox, listener, lambda: report(f"READY {url('127.0.0.1', listener)}"))
    finally:
        report(json.dumps([message.accepted.timestamp() for message in sandbox.account.messages]))


def report(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
