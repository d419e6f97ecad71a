"""A report as one page: pictures, and the same as words and tables. It needs nothing else.

Its policy allows the one style in it, and no script, font, image or request.
"""

from __future__ import annotations

import base64
import hashlib
from html import escape
from typing import TYPE_CHECKING, Final

from ..._base.masking import visible_name
from . import charts
from .figures import amount, ratio, seconds
from .style import STYLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from .values import MessageReport

# Of the pictures, in pixels: over both columns, in one of them, and on a phone.
WIDE, HALF, NARROW = 1022, 476, 324
MARK: Final = "<!doctype html>\n<!-- flowroute report -->\n"


def page(report: MessageReport) -> str:
    """Return the page of a report, as HTML: all in one file, without scripts, light and dark.

    It needs vl-convert, of the extra ``report``; without it it raises `ConfigurationError`.
    """
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    period = f"{report.since:%Y-%m-%d %H:%M} to {report.until:%Y-%m-%d %H:%M} UTC"
    return (
        f'{MARK}<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>Messages, {period}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<header><h1>Messages</h1><p>{period}</p></header>\n"
        f'{_tiles(report)}\n<div class="charts">\n{"".join(_sections(report))}</div>\n'
        "<footer>From Flowroute’s message detail records. Days are in UTC. A message that the"
        " carrier accepted counts as delivered. Amounts are those of the records, without other"
        " fees.</footer>\n</main>\n</body>\n</html>\n"
    )


def _tiles(report: MessageReport) -> str:
    tiles = [
        ("Sent", f"{report.sent:,}", ""),
        ("Delivered", ratio(report.delivered, report.sent), f"{report.delivered:,} messages"),
        ("Not delivered", f"{report.undelivered:,}", ratio(report.undelivered, report.sent)),
        ("Half within", seconds(report.median), f"19 of 20: {seconds(report.slowest_20th)}"),
        ("Received", f"{report.received:,}", ""),
        ("Cost", amount(report.cost), f"{len(report.numbers):,} numbers"),
    ]
    inner = "".join(
        f"<div><dt>{name}</dt><dd>{value}{f'<small>{more}</small>' if more else ''}</dd></div>"
        for name, value, more in tiles
    )
    return f'<dl class="tiles">{inner}</dl>'


def _sections(report: MessageReport) -> Iterable[str]:
    days = [(day.day.isoformat(), *_numbers(day)) for day in report.days]
    busiest = max(report.days, key=lambda day: day.sent, default=None)
    yield _section(
        "Volume",
        f"By {charts.unit_of(report)}; most were sent on {busiest.day}: {busiest.sent:,}."
        if busiest and busiest.sent
        else "",
        charts.volume,
        report,
        heads=("Day", "Sent", "Delivered", "Not delivered", "No report yet", "Received"),
        rows=days,
        wide=True,
    )
    steps = [
        ("Sent", report.sent),
        ("At the carrier", report.to_carrier),
        ("Delivered", report.delivered),
        ("Not delivered", report.undelivered),
        ("No report yet", report.pending),
    ]
    yield _section(
        "Delivery",
        f"{ratio(report.delivered, report.sent)} of {report.sent:,} were delivered.",
        charts.funnel,
        report,
        heads=("Step", "Messages", "Of those sent"),
        rows=[(name, f"{count:,}", ratio(count, report.sent)) for name, count in steps]
        if report.sent
        else [],
    )
    timed = sum(delay.messages for delay in report.delays)
    yield _section(
        "Time to deliver",
        f"Half of them within {seconds(report.median)}, 19 of 20 within"
        f" {seconds(report.slowest_20th)}."
        if timed
        else "",
        charts.delays,
        report,
        heads=("Time", "Messages", "Of those delivered"),
        rows=[
            (delay.label, f"{delay.messages:,}", ratio(delay.messages, timed))
            for delay in report.delays
        ]
        if timed
        else [],
    )
    yield _section(
        "Failures by code",
        f"{report.undelivered:,} were not delivered." if report.failures else "",
        charts.failures,
        report,
        heads=("Code", "Description", "Messages"),
        rows=[
            (_shown(failure.code), _shown(failure.description), f"{failure.messages:,}")
            for failure in report.failures
        ],
    )
    yield _section(
        "Spend by number",
        f"{amount(report.cost)} in all." if report.numbers else "",
        charts.spend,
        report,
        heads=("Number", "Sent", "Received", "Cost"),
        rows=[
            (_shown(number.number), f"{number.sent:,}", f"{number.received:,}", amount(number.cost))
            for number in report.numbers
        ],
    )


def _section(
    title: str,
    sentence: str,
    chart: Callable[[MessageReport, int], str],
    report: MessageReport,
    *,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    wide: bool = False,
) -> str:
    start = f"<section{' class=wide' if wide else ''}><h2>{title}</h2>"
    if not rows:
        return f'{start}<p class="none">There are none in this period.</p></section>\n'
    legend = LEGEND if wide else ""
    broad, narrow = chart(report, WIDE if wide else HALF), chart(report, NARROW)
    return (
        f"{start}<p>{escape(sentence)}</p>{legend}<figure>"
        f'<div class="broad">{broad}</div><div class="narrow">{narrow}</div></figure>'
        f"<details><summary>{title} as a table</summary>{_table(title, heads, rows)}</details>"
        "</section>\n"
    )


LEGEND: Final = (
    '<ul class="legend">'
    '<li><i class="delivered"></i>Delivered</li><li><i class="pending"></i>No report yet</li>'
    '<li><i class="undelivered"></i>Not delivered</li>'
    '<li><i class="received line"></i>Received</li></ul>'
)


def _table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    kind = ' class="words"' if "Description" in heads else ""
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{title} as a table">'
        f"<table{kind}><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _numbers(day: object) -> list[str]:
    names = ("sent", "delivered", "undelivered", "pending", "received")
    return [f"{getattr(day, name):,}" for name in names]


def _shown(text: str | None) -> str:
    return visible_name(text) if text else "–"
