"""Every operation that flowroute-ext covers, against a sandbox that it starts.

With --live, against the account of FR_ACCESS_KEY and FR_SECRET_KEY instead (at FR_BASE_URL, if
that is set). It only reads there, unless --spend is given too. What is on the account already is
never changed or deleted, and what the demo creates there is deleted at the end.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import textwrap
import time
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from flowroute_api.api import OPERATIONS
from flowroute_ext import AsyncFlowroute, ConfigurationError, Flowroute

from . import clients
from .code import code
from .concurrency import CONCURRENT_STEPS
from .errors import ERROR_STEPS
from .fleets import FLEET_STEPS, TEXT
from .layout import WIDTH
from .official import OFFICIAL_STEPS
from .operations import OPERATION_STEPS
from .output import Output
from .runner import DemoAborted, DemoRunner
from .server import COMMAND, served

READING = "# The account is only read from; --spend would also buy, send and change."
SPENDING = "# A number is bought, a text sent, an address and a name registered: a few dollars."


def main() -> int:
    """Run the demo, and return the status to exit with."""
    parser = argparse.ArgumentParser(
        prog="scripts/demo.sh",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--live", action="store_true", help="use the account of the environment")
    parser.add_argument("--spend", action="store_true", help="with --live: buy, send and change")
    parser.add_argument("--to", metavar="NUMBER", help="with --spend: the phone to send a text to")
    options = parser.parse_args()
    if (options.spend and not options.live) or (options.to and not options.spend):
        parser.error("--to goes with --spend, and --spend with --live")

    started = time.monotonic()
    with ExitStack() as stack:
        loop = stack.enter_context(asyncio.Runner())
        demo = DemoRunner(Output(), loop, {"today": datetime.now(UTC).date()})
        if options.live:
            try:
                _live(demo, stack, spend=options.spend, to=options.to)
            except ConfigurationError as error:
                parser.error(f"--live takes the account from the environment: {error}")
        else:
            _sandbox(demo, stack)
    return _conclude(demo, time.monotonic() - started)


def _sandbox(demo: DemoRunner, stack: ExitStack) -> None:
    demo.output.line(f"$ {' '.join(COMMAND)}")
    url = stack.enter_context(served())
    demo.output.line(f"READY {url}")
    control = stack.enter_context(clients.sandbox_control(url))
    flowroute = stack.enter_context(clients.sandbox_client(url))
    concurrent = clients.sandbox_async(url)
    demo.results |= {"url": url, "prefix": "1206555", "phone": "12065550199", "sandbox": control}
    opening = [
        f'url, prefix, phone = "{url}", "1206555", "12065550199"',
        code(clients.sandbox_client, "flowroute"),
        code(clients.sandbox_control, "sandbox"),
    ]
    _sections(demo, (flowroute, opening), (concurrent, [code(clients.sandbox_async, "flowroute")]))
    demo.results["client"] = stack.enter_context(clients.sandbox_official(url))
    opening = [code(clients.sandbox_official, "client")]
    demo.output.section("4. As in the official README", opening)
    with suppress(DemoAborted):
        demo.steps(OFFICIAL_STEPS)
        folder = Path(stack.enter_context(TemporaryDirectory()))
        (folder / "fleet.toml").write_text(TEXT, "utf-8")
        demo.results |= {"flowroute": flowroute, "folder": folder}
        demo.output.section("5. A fleet, as a file describes it", TEXT.splitlines()[1:])
        demo.steps(FLEET_STEPS)


def _live(demo: DemoRunner, stack: ExitStack, *, spend: bool, to: str | None) -> None:
    flowroute = stack.enter_context(clients.live_client())
    concurrent = clients.live_async()
    demo.live, demo.spend = True, spend
    demo.results |= {"prefix": "1206"} | ({"phone": to} if to else {})
    opening = [
        SPENDING if spend else READING,
        'prefix = "1206"',
        f"{code(clients.live_client, 'flowroute')}  # {flowroute!r}",
    ]
    _sections(demo, (flowroute, opening), (concurrent, [code(clients.live_async, "flowroute")]))


def _sections(
    demo: DemoRunner,
    sync: tuple[Flowroute, list[str]],
    concurrent: tuple[AsyncFlowroute, list[str]],
) -> None:
    try:
        with suppress(DemoAborted):
            demo.results["flowroute"], opening = sync
            demo.output.section(f"1. All {len(OPERATIONS)} operations", opening)
            demo.steps(OPERATION_STEPS)
            demo.results["flowroute"], opening = concurrent
            demo.output.section("2. Many calls at once", opening)
            demo.steps(CONCURRENT_STEPS)
            demo.results["flowroute"] = sync[0]
            demo.output.section("3. What can go wrong", sync[1])
            demo.errors(ERROR_STEPS.items())
    finally:
        demo.loop.run(concurrent[0].close())


def _conclude(demo: DemoRunner, seconds: float) -> int:
    """Write the summary; return 1 if anything failed, else 0."""
    steps = {step.name for step in OPERATION_STEPS}
    failed = demo.failed | {name: "no step shows it" for name in OPERATIONS if name not in steps}
    shown = sum(name in OPERATIONS for name in demo.ran)
    demo.output.line()
    for name, reason in failed.items():
        demo.output.failed(textwrap.shorten(f"FAILED {name}: {reason}", WIDTH, placeholder="…"))
    verdict = f"{len(failed)} failed" if failed else "nothing failed"
    if demo.skipped:
        verdict = f"{len(demo.skipped)} were not run, {verdict}"
    demo.output.line(
        f"{shown} of {len(OPERATIONS)} operations and {len(demo.ran) - shown} other blocks "
        f"in {seconds:.1f} s; {verdict}"
    )
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
