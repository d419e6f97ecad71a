"""The pictures of a report, as SVG that needs no script: by Vega-Lite, of the extra `report`.

Colors are names that the style of the page gives their values, light and dark.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from ..._base.errors import ConfigurationError
from ..._base.masking import visible_name
from .figures import amount, ratio

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from .values import MessageReport

# Stand-ins in the SVG, and the class that the page has for each.
COLORS: Final = {
    "#0101a1": "delivered",
    "#0101a2": "undelivered",
    "#0101a3": "pending",
    "#0101a4": "received",
    "#0101a5": "accent",
    "#0101b1": "ink",
    "#0101b2": "muted",
    "#0101b3": "grid",
    "#0101b4": "card",
}
DELIVERED, UNDELIVERED, PENDING, RECEIVED, ACCENT, INK, MUTED, GRID, CARD = COLORS
# From the bottom.
STACK: Final = {"delivered": DELIVERED, "pending": PENDING, "undelivered": UNDELIVERED}
FONT: Final = "system-ui, -apple-system, Segoe UI, Roboto, Helvetica, Arial, sans-serif"
MOST_BARS: Final = 8
ROW: Final = 44
PADDING: Final = {"left": 0, "top": 4, "right": 4, "bottom": 6}  # for wider fonts
MOST_DAYS, MOST_WEEKS = 62, 400

CONFIG: Final[dict[str, Any]] = {
    "background": None,
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "labelColor": MUTED,
        "labelFontSize": 12,
        "domain": False,
        "ticks": False,
        "gridColor": GRID,
        "title": None,
        "labelPadding": 8,
    },
}


def volume(report: MessageReport, width: int) -> str:
    """Return the messages by day, or by week or month in a long period."""
    unit = unit_of(report)
    counts: Counter[tuple[str, str]] = Counter()
    for day in report.days:
        first = _first(day.day, unit).isoformat()
        for state in (*STACK, "received"):
            counts[first, state] += getattr(day, state)
    values = [
        {"day": day, "state": state, "order": (*STACK, "received").index(state), "messages": count}
        for (day, state), count in counts.items()
    ]
    days = sorted({day for day, _ in counts})
    step = width / max(len(days), 1)
    most = max(
        [sum(counts[day, state] for state in STACK) for day in days]
        + [counts[day, "received"] for day in days],
        default=0,
    )
    shown = -(-len(days) // max(1, width // 64))  # every so many days have room for a label
    text = "%b %Y" if unit == "month" else "%b %-d"
    x = {
        "field": "day",
        "type": "ordinal",
        "axis": {
            "grid": False,
            "labelAngle": 0,
            "labelExpr": f"utcFormat(toDate(datum.value), '{text}')",
            "values": days[::shown],
        },
    }
    y = {
        "field": "messages",
        "type": "quantitative",
        "axis": {"tickCount": max(1, min(4, most)), "format": "~s" if most >= 1000 else "d"},
    }
    bars = {
        "transform": [{"filter": "datum.state != 'received'"}],
        "mark": {"type": "bar", "size": max(1.0, min(0.72 * step, 56))},
        "encoding": {
            "x": x,
            "y": y | {"stack": "zero"},
            "color": {
                "field": "state",
                "scale": {"domain": [*STACK], "range": [*STACK.values()]},
                "legend": None,
            },
            "order": {"field": "order"},
        },
    }
    dots = {"type": "point", "filled": True, "opacity": 1}
    line = [
        {"type": "line", "color": CARD, "strokeWidth": 5},
        dots | {"color": CARD, "size": 90},
        {"type": "line", "color": RECEIVED, "strokeWidth": 2},
        dots | {"color": RECEIVED, "size": 26},
    ]
    received = [
        {
            "transform": [{"filter": "datum.state == 'received'"}],
            "mark": mark,
            "encoding": {"x": x, "y": y},
        }
        for mark in line
        if report.received and (mark["type"] == "line" or step > 12)
    ]
    return _svg(
        {"width": width, "height": 240, "data": {"values": values}, "layer": [bars, *received]}
    )


def funnel(report: MessageReport, width: int) -> str:
    """Return how many messages came how far."""
    steps = [
        ("Sent", report.sent, ACCENT),
        ("At the carrier", report.to_carrier, ACCENT),
        ("Delivered", report.delivered, DELIVERED),
        ("Not delivered", report.undelivered, UNDELIVERED),
    ]
    return _bars(
        [
            (label, count, f"{count:,} ({ratio(count, report.sent)})", color)
            for label, count, color in steps
        ],
        width,
    )


def delays(report: MessageReport, width: int) -> str:
    """Return within which time messages were delivered."""
    values = [
        {"time": delay.short, "messages": delay.messages, "text": f"{delay.messages:,}"}
        for delay in report.delays
    ]
    x = {"field": "time", "type": "ordinal", "sort": None}
    axis = {"grid": False, "labelAngle": 0, "labelFontSize": 11 if width > 400 else 10}
    return _svg(
        {
            "width": width,
            "height": 4 * ROW,
            "data": {"values": values},
            "encoding": {
                "x": x | {"axis": axis, "scale": {"paddingInner": 0.25, "paddingOuter": 0.1}},
                "y": {"field": "messages", "type": "quantitative", "axis": None},
            },
            "layer": [
                {"mark": {"type": "bar", "color": DELIVERED, "cornerRadiusEnd": 3}},
                {
                    "mark": {"type": "text", "dy": -8, "fontSize": 11, "color": MUTED},
                    "encoding": {"text": {"field": "text"}},
                },
            ],
        }
    )


def failures(report: MessageReport, width: int) -> str:
    """Return the reasons why messages were not delivered, the most frequent first."""
    shown = [(failure.reason, failure.messages) for failure in report.failures[:MOST_BARS]]
    rest = sum(failure.messages for failure in report.failures[MOST_BARS:])
    shown += [(f"{len(report.failures) - MOST_BARS} others", rest)] if rest else []
    return _bars([(label, count, f"{count:,}", UNDELIVERED) for label, count in shown], width)


def spend(report: MessageReport, width: int) -> str:
    """Return what the messages of each number cost, the greatest amount first."""
    shown = [(number.number, number.cost) for number in report.numbers[:MOST_BARS]]
    rest = sum((number.cost for number in report.numbers[MOST_BARS:]), Decimal())
    shown += [(f"{len(report.numbers) - MOST_BARS} others", rest)] if rest else []
    return _bars([(label, float(cost), amount(cost), ACCENT) for label, cost in shown], width)


def _bars(bars: Sequence[tuple[str, float, str, str]], width: int) -> str:
    """Return a bar for each label, which is above it, with its value beside it.

    No text is where it needs more room in another font. vl-convert ends the process at a control
    character, and so labels have none.
    """
    letters = width // 8
    values = [
        {
            "label": _cut(visible_name(label), letters),
            "row": row,
            "value": value,
            "text": text,
            "color": color,
        }
        for row, (label, value, text, color) in enumerate(bars)
    ]
    most = max([value for _, value, _, _ in bars], default=0)
    longest = max([len(text) for _, _, text, _ in bars], default=0)
    room = max(0.3, 1 - (9 * longest + 8) / width)
    text = {"type": "text", "align": "left", "baseline": "middle", "fontSize": 12}
    return _svg(
        {
            "width": width,
            "height": ROW * len(bars),
            "data": {"values": values},
            "encoding": {
                "y": {"field": "row", "type": "ordinal", "axis": None},
                "x": {
                    "field": "value",
                    "type": "quantitative",
                    "scale": {"domain": [0, (most or 1) / room]},
                    "axis": None,
                },
            },
            "layer": [
                {
                    "mark": {"type": "bar", "height": 14, "cornerRadiusEnd": 3, "yOffset": 9},
                    "encoding": {"color": {"field": "color", "type": "nominal", "scale": None}},
                },
                {
                    "mark": text | {"dx": 6, "yOffset": 9, "color": MUTED},
                    "encoding": {"text": {"field": "text"}},
                },
                {
                    "mark": text | {"yOffset": -9, "color": INK},
                    "encoding": {"x": {"value": 0}, "text": {"field": "label"}},
                },
            ],
        }
    )


def _svg(spec: dict[str, Any]) -> str:
    """Return the SVG of a specification: with classes for colors, and without styles."""
    try:
        vl_convert = import_module("vl_convert")
    except ModuleNotFoundError as error:
        raise ConfigurationError(
            'A report as a page needs vl-convert: pip install "flowroute-ext[report]"'
        ) from error
    schema = "https://vega.github.io/schema/vega-lite/v5.json"
    fitted = {"type": "fit", "contains": "padding"}
    svg: str = vl_convert.vegalite_to_svg(
        {"$schema": schema, "autosize": fitted, "padding": PADDING, "config": CONFIG} | spec
    )
    for color, name in COLORS.items():
        svg = svg.replace(f'"{color}"', f'"var(--{name})"')
    # The page says in words what is in the picture, and has all of it in a table.
    # Ids would be of several pictures, and nothing is beyond its bounds.
    svg = re.sub("<defs>.*?</defs>", "", svg, flags=re.DOTALL)
    svg = re.sub(r' (?:style|aria-[a-z]+|role|font-family|clip-path)="[^"]*"', "", svg)
    return svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)


def _cut(label: str, letters: int) -> str:
    return label if len(label) <= letters else f"{label[: letters - 1].rstrip()}…"


def unit_of(report: MessageReport) -> str:
    """Return what a bar of the volume is of: a ``day``, a ``week`` or a ``month``."""
    span = len(report.days)
    return "day" if span <= MOST_DAYS else "week" if span <= MOST_WEEKS else "month"


def _first(day: date, unit: str) -> date:
    if unit == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if unit == "month" else day
