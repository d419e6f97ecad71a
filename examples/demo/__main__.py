"""Every operation of Flowroute's API, against a sandbox that is started for it.

With --live, against the account of FR_ACCESS_KEY and FR_SECRET_KEY instead (at FR_BASE_URL, if
that is set). It only reads there, unless --spend is given too. What is on the account already is
never changed or deleted, and what the demo puts there is taken off at the end.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import textwrap
import time
from contextlib import ExitStack, suppress
from datetime import UTC, datetime

from flowroute_api.api import OPERATIONS
from flowroute_ext import AsyncFlowroute, ConfigurationError, Flowroute

from . import setting
from .code import code
from .layout import WIDTH
from .mistakes import MISTAKES
from .play import Hopeless, Play
from .screen import Screen
from .server import COMMAND, served
from .story import STORY
from .tasks import TASKS

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
        runner = stack.enter_context(asyncio.Runner())
        play = Play(Screen(), runner, {"today": datetime.now(UTC).date()})
        if options.live:
            try:
                _live(play, stack, spend=options.spend, to=options.to)
            except ConfigurationError as error:
                parser.error(f"--live takes the account from the environment: {error}")
        else:
            _sandbox(play, stack)
    return _conclude(play, time.monotonic() - started)


def _sandbox(play: Play, stack: ExitStack) -> None:
    play.screen.line(f"$ {' '.join(COMMAND)}")
    url = stack.enter_context(served())
    play.screen.line(f"READY {url}")
    control = stack.enter_context(setting.sandbox_control(url))
    flowroute = stack.enter_context(setting.sandbox_client(url))
    tasks = setting.sandbox_tasks(url)
    play.given |= {"url": url, "prefix": "1206555", "phone": "12065550199", "sandbox": control}
    opening = [
        f'url, prefix, phone = "{url}", "1206555", "12065550199"',
        code(setting.sandbox_client, "flowroute"),
        code(setting.sandbox_control, "sandbox"),
    ]
    _acts(play, (flowroute, opening), (tasks, [code(setting.sandbox_tasks, "flowroute")]))


def _live(play: Play, stack: ExitStack, *, spend: bool, to: str | None) -> None:
    flowroute = stack.enter_context(setting.live_client())
    tasks = setting.live_tasks()
    play.live, play.spend = True, spend
    play.given |= {"prefix": "1206"} | ({"phone": to} if to else {})
    opening = [
        SPENDING if spend else READING,
        'prefix = "1206"',
        f"{code(setting.live_client, 'flowroute')}  # {flowroute!r}",
    ]
    _acts(play, (flowroute, opening), (tasks, [code(setting.live_tasks, "flowroute")]))


def _acts(
    play: Play,
    sync: tuple[Flowroute, list[str]],
    tasks: tuple[AsyncFlowroute, list[str]],
) -> None:
    try:
        with suppress(Hopeless):
            play.given["flowroute"], opening = sync
            play.screen.act(f"1. All {len(OPERATIONS)} operations", opening)
            play.steps(STORY)
            play.given["flowroute"], opening = tasks
            play.screen.act("2. Many calls at once", opening)
            play.steps(TASKS)
            play.given["flowroute"] = sync[0]
            play.screen.act("3. What can go wrong", sync[1])
            play.mistakes(MISTAKES.items())
    finally:
        play.runner.run(tasks[0].close())


def _conclude(play: Play, seconds: float) -> int:
    """Tell what came of it all; return 1 if anything failed, else 0."""
    steps = {step.name for step in STORY}
    failed = play.failed | {name: "no step shows it" for name in OPERATIONS if name not in steps}
    shown = sum(name in OPERATIONS for name in play.ran)
    play.screen.line()
    for name, reason in failed.items():
        play.screen.failed(textwrap.shorten(f"FAILED {name}: {reason}", WIDTH, placeholder="…"))
    verdict = f"{len(failed)} failed" if failed else "nothing failed"
    if play.skipped:
        verdict = f"{len(play.skipped)} were not run, {verdict}"
    play.screen.line(
        f"{shown} of {len(OPERATIONS)} operations and {len(play.ran) - shown} other blocks "
        f"in {seconds:.1f} s; {verdict}"
    )
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
