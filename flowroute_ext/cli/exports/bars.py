"""A report on a terminal: small bars beside the numbers."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flowroute_ext._base.masking import visible_name
from flowroute_ext._exports.report.figures import amount, ratio, seconds
from flowroute_ext.cli.terminal import drawing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flowroute_ext._exports.report.values import MessageReport

WIDEST: Final = 40
MOST: Final = 10
# Of a block, the eighths from the left.
EIGHTHS: Final = " ▏▎▍▌▋▊▉"


def draw(report: MessageReport) -> None:
    """Print a report to the output."""
    console = Console(file=drawing(sys.stdout), highlight=False, emoji=False, markup=False)
    blocks = _has_blocks(console.encoding)
    console.print(
        f"Messages of {report.since:%Y-%m-%d %H:%M} to {report.until:%Y-%m-%d %H:%M} UTC",
        style="bold",
    )
    console.print(
        f"{report.sent:,} sent, {report.received:,} received, {amount(report.cost)};"
        f" half delivered within {seconds(report.median)}, 19 of 20 within"
        f" {seconds(report.slowest_20th)}",
        style="dim",
    )
    steps = [
        ("Sent", report.sent),
        ("At the carrier", report.to_carrier),
        ("Delivered", report.delivered),
        ("Not delivered", report.undelivered),
        ("No report yet", report.pending),
    ]
    shares = [f"{count:,}  {ratio(count, report.sent)}" for _, count in steps]
    _section(console, "Delivery", steps, shares, "green", blocks=blocks)
    busy = [(str(day.day), day.sent) for day in report.days[-31:]]
    days = f"Sent by day{', the last 31' if len(report.days) > 31 else ''}"
    _section(console, days, busy, [f"{count:,}" for _, count in busy], "blue", blocks=blocks)
    timed = [(delay.label, delay.messages) for delay in report.delays if report.median is not None]
    counts = [f"{count:,}" for _, count in timed]
    _section(console, "Time to deliver", timed, counts, "green", blocks=blocks)
    failed = [
        (visible_name(failure.reason), failure.messages) for failure in report.failures[:MOST]
    ]
    counts = [f"{count:,}" for _, count in failed]
    more = f", the first {MOST} of {len(report.failures)}" if len(report.failures) > MOST else ""
    _section(console, f"Failures by code{more}", failed, counts, "red", blocks=blocks)
    spent = [(visible_name(number.number), float(number.cost)) for number in report.numbers[:MOST]]
    costs = [amount(number.cost) for number in report.numbers[:MOST]]
    more = f", the first {MOST} of {len(report.numbers)}" if len(report.numbers) > MOST else ""
    _section(console, f"Spend by number{more}", spent, costs, "magenta", blocks=blocks)


def _section(
    console: Console,
    title: str,
    bars: Sequence[tuple[str, float]],
    figures: Sequence[str],
    color: str,
    *,
    blocks: bool,
) -> None:
    """Print a title, and a line for each bar with its figure; nothing without bars."""
    if not bars:
        return
    console.print()
    console.print(title, style="bold")
    width = max(8, min(WIDEST, console.width // 3))
    table = Table.grid(padding=(0, 2), expand=False)
    table.add_column(no_wrap=False, max_width=max(12, console.width - width - 22))
    table.add_column(width=width)
    table.add_column(justify="right", no_wrap=True)
    most = max(value for _, value in bars)
    for (label, value), figure in zip(bars, figures, strict=True):
        bar = Text(_bar(value / most if most else 0, width, blocks=blocks), style=color)
        table.add_row(Text(f"  {label}"), bar, Text(figure))
    console.print(table)


def _bar(share: float, width: int, *, blocks: bool) -> str:
    """Return a bar of a *share* of the *width*; what is not nothing is seen."""
    if not blocks:
        return "#" * (max(1, round(share * width)) if share else 0)
    eighths = max(1, round(share * width * 8)) if share else 0
    return "█" * (eighths // 8) + EIGHTHS[eighths % 8].strip()


def _has_blocks(encoding: str) -> bool:
    try:
        f"█{EIGHTHS}".encode(encoding)
    except (UnicodeError, LookupError):
        return False
    return True
