"""The lines that `flowroute send-bulk` prints before it sends and afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flowroute_ext._base.durations import duration
from flowroute_ext._base.masking import mask_text, visible_name
from flowroute_ext.cli.bulk.estimate import Prices
from flowroute_ext.cli.formatting import dollars, many

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from flowroute_ext._outbox.values import OutboxCounts
    from flowroute_ext._text.ascii import NonAscii
    from flowroute_ext.cli.bulk.checking import BadLines, Rows
    from flowroute_ext.cli.bulk.estimate import Estimate
    from flowroute_ext.cli.bulk.pace import Rates
    from flowroute_ext.cli.bulk.plan import Plan

MOST_CHARACTERS: Final = 8
MOST_LINES: Final = 10
WORDS: Final = {"": "nothing", " ": "a space", "\n": "a line break"}


def dry_run(
    name: str, rows: Rows, plan: Plan, prices: Prices, *, rates: Rates, outbox: str
) -> Iterator[str]:
    """What a dry run reports of the *rows* of the file of this *name*, and of the *outbox*."""
    good, bad_lines = len(rows.good), rows.bad.count
    of = f" of {good + bad_lines:,}" if bad_lines else ""
    yield f"{name}: {good:,}{of} {'row' if good == 1 and not of else 'rows'} can be sent."
    yield from read_as(name, rows)
    if outbox and plan.before.total:
        yield from planned(plan, name, outbox)
    else:
        yield from opted_out(plan.opted_out)
    estimate = plan.estimate
    if estimate.total:
        yield ""
        yield from estimated(estimate, prices, rates)
    if estimate.expensive:
        yield ""
        yield from expensive(estimate, prices)
    if plan.waiting is not None:
        yield ""
        yield from plan.waiting
    yield ""
    if bad_lines:
        yield from bad(rows.bad)
    elif plan.clashes.count:
        yield from bad(plan.clashes)


def read_as(name: str, rows: Rows) -> Iterator[str]:
    """How the file of this *name* was read where it does not say so, and what it has twice."""
    if rows.encoding is not None and rows.encoding.title:
        words = ", ".join(f'"{visible_name(word)}"' for word in rows.encoding.words)
        title = rows.encoding.title
        yield f"{name} was read as {title}: {words}. If that is wrong, give --encoding."
    repeated = rows.good.repeated
    if repeated.count:
        lines = ", ".join(f"{line} (as {first})" for line, first in repeated.lines[:MOST_LINES])
        more = f" and {repeated.count - MOST_LINES:,} more" if repeated.count > MOST_LINES else ""
        have = "line has" if repeated.count == 1 else "lines have"
        yield f"{repeated.count:,} {have} the number and the text of another one: {lines}{more}."
        yield "It is sent once. To send it as often as it is there, give --keep-duplicates."


def opted_out(count: int) -> Iterator[str]:
    """How many rows are for numbers that have opted out."""
    if count:
        is_ = "row is for a number" if count == 1 else "rows are for numbers"
        yield f"{count:,} {is_} that opted out, and will not be sent."


def bad(lines: BadLines) -> Iterator[str]:
    """The problems, with the lines where they are."""
    yield f"{many(lines.count, 'line')} {'is' if lines.count == 1 else 'are'} bad:"
    yield ""
    yield from (f"  {line}" for line in lines)
    yield ""
    if lines.without_sender:
        yield "Give --from for rows that do not say which number they are from."
    yield "Nothing was written, and nothing sent."


def estimated(estimate: Estimate, prices: Prices, rates: Rates) -> Iterator[str]:
    """How much there is to send, what it costs, and how long it takes at this rate."""
    if estimate.sms:
        yield f"  SMS  {estimate.sms:>11,}   in {many(estimate.segments, 'segment')}"
    if estimate.mms:
        yield f"  MMS  {estimate.mms:>11,}"
    yield f"  cost {dollars(estimate.cost(prices)):>11}   {_prices(estimate, prices)}"
    rate = [f"{_rate(rates.sms)} SMS"] if estimate.sms else []
    rate += [f"{_rate(rates.mms)} MMS"] if estimate.mms else []
    seconds = duration(estimate.seconds(sms=rates.sms, mms=rates.mms))
    yield f"  time {seconds:>11}   at {' and '.join(rate)} a second"


def planned(plan: Plan, file: str, outbox: str) -> Iterator[str]:
    """How many rows of the file are new, and the state of those in the outbox."""
    new = {plan.rows: "all", 0: "none"}.get(plan.new, f"{plan.new:,}")
    yield f"{file}: {many(plan.rows, 'row')}, {new} new."
    if plan.before.total:
        yield f"{outbox}: {counted(plan.before)}."
    if plan.others:
        have = "row that waits there is" if plan.others == 1 else "rows that wait there are"
        yield f"{plan.others:,} {have} not in {file}, and will be sent too."
    yield from opted_out(plan.opted_out)


def expensive(estimate: Estimate, prices: Prices) -> Iterator[str]:
    """The characters that make texts longer, and what they would cost without them."""
    verb = "has" if estimate.expensive_texts == 1 else "have"
    yield (
        f"{many(estimate.expensive_texts, 'text')} {verb} only 70 characters in a segment,"
        " for what is not ASCII:"
    )
    yield ""
    for character, texts in estimate.expensive[:MOST_CHARACTERS]:
        yield f"  {texts:>8,}   {character}, {_instead(character)}"
    if len(estimate.expensive) > MOST_CHARACTERS:
        yield f"  and {len(estimate.expensive) - MOST_CHARACTERS:,} more characters"
    yield ""
    saved = estimate.segments - estimate.ascii_segments
    cheaper = dollars(saved * prices.segment)
    if saved:
        yield f"With ASCII instead it would be {many(saved, 'segment')} less, and {cheaper} less."
    else:
        yield "With ASCII instead it would cost the same."


def counted(counts: OutboxCounts) -> str:
    """How many rows are in each state, as in ``"997 sent (990 delivered), 2 failed"``."""
    reported = {"delivered": counts.delivered, "undelivered": counts.undelivered}
    parts = ", ".join(f"{count:,} {state}" for state, count in reported.items() if count)
    states = {
        f"sent ({parts})" if parts else "sent": counts.sent,
        "failed": counts.failed,
        "opted out": counts.opted_out,
        "unknown": counts.unknown,
        "on the way": counts.sending,
        "waiting": counts.queued,
    }
    return ", ".join(f"{count:,} {state}" for state, count in states.items() if count) or "no rows"


def reason(
    status: str | None, code: int | str | None, description: str | None, *, numbers: bool
) -> str:
    """A report of a carrier, as in ``"message buffered (1003), Message accepted by Carrier"``.

    It is one line, whatever was posted, with *numbers* in full or masked.
    """
    coded = "" if code is None else f" ({code})"
    text = f"{status}{coded}" + (f", {description}" if description else "")
    return visible_name(text if numbers else mask_text(text))


def _prices(estimate: Estimate, prices: Prices) -> str:
    samples = Prices()
    parts: list[str] = []
    if estimate.sms:
        parts.append(_price(prices.segment, "a segment", sample=samples.segment))
    if estimate.mms:
        parts.append(_price(prices.mms, "an MMS", sample=samples.mms))
    return f"at {' and '.join(parts)}"


def _price(price: Decimal, unit: str, *, sample: Decimal) -> str:
    source = " (the sample in Flowroute's documentation)" if price == sample else ""
    return f"${price} {unit}{source}"


def _instead(character: NonAscii) -> str:
    if character.ascii is None:
        return "which ASCII has nothing for"
    return f"in ASCII {WORDS.get(character.ascii, character.ascii)}"


def _rate(a_second: float) -> str:
    return f"{a_second:,.0f}" if a_second >= 1 else f"{a_second:.2g}"
