"""Messages as a conversation shows them: status, receipts, webhooks, pictures. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from flowroute_sandbox.http.browsers import MEDIA
from flowroute_sandbox.http.fields import is_url
from flowroute_sandbox.live.masking import masked
from flowroute_sandbox.page.texts import day
from flowroute_sandbox.state.receipts import QUEUED, receipt_values, status
from flowroute_sandbox.webhooks.attempts import acknowledged

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from flowroute_sandbox.state.account import Account
    from flowroute_sandbox.state.entities import MediaFile, MessageRow


SHOWN = ("image/png", "image/jpeg", "image/gif", "image/bmp")


class Receipt(NamedTuple):
    """A receipt that has fallen due."""

    level: int
    status: str
    code: int | None
    description: str
    at: datetime


class Attempt(NamedTuple):
    """An attempt at posting a webhook of the message, or the next one to come."""

    kind: str
    level: int | None
    url: str
    number: int
    at: datetime
    result: str
    state: str  # done, failed, or waiting


class Picture(NamedTuple):
    """A file of a message. `here` is its address if the page may show it."""

    file: MediaFile
    here: str | None
    link: str | None


@dataclass(frozen=True, slots=True)
class Bubble:
    """A message of a conversation; `state` is none, waiting, sent, done or failed."""

    row: MessageRow
    day: str | None  # above the first message of a day
    status: str
    state: str
    receipts: tuple[Receipt, ...]
    attempts: tuple[Attempt, ...]
    pictures: tuple[Picture, ...]
    settled: bool


def bubbles(
    account: Account,
    messages: Iterable[MessageRow],
    now: datetime,
) -> list[Bubble]:
    """Return the messages as they are now."""
    listed: list[Bubble] = []
    before = ""
    for row in messages:
        named = day(row.accepted, now)
        attempts = _attempts(account, row)
        shown, state = _outbound(row, now) if row.outbound else _inbound(attempts)
        listed.append(
            Bubble(
                row=row,
                day=named if named != before else None,
                status=shown,
                state=state,
                receipts=_receipts(row, now),
                attempts=attempts,
                pictures=tuple(_picture(account, file, row.origin) for file in row.media),
                settled=row.settled is None or row.settled <= now,
            )
        )
        before = named
    return listed


def _outbound(row: MessageRow, now: datetime) -> tuple[str, str]:
    shown = status(row, now)
    settled = row.settled is not None and row.settled <= now
    if settled:
        return shown, "failed" if row.failed else "done"
    return shown, "waiting" if shown == QUEUED else "sent"


def _inbound(attempts: tuple[Attempt, ...]) -> tuple[str, str]:
    """Return how the application took a message that it received."""
    if not attempts:
        return "no callback", "none"
    last = attempts[-1]
    return f"webhook {last.result}", last.state


def _receipts(row: MessageRow, now: datetime) -> tuple[Receipt, ...]:
    due = [(1, row.submitted), (2, row.settled)]
    return tuple(
        Receipt(*receipt_values(row, level), at)
        for level, at in due
        if at is not None and at <= now
    )


def _attempts(account: Account, row: MessageRow) -> tuple[Attempt, ...]:
    attempts: list[Attempt] = []
    for position in range(2 if row.outbound else 1):
        delivery = account.deliveries.get(f"{row.id}/{position}")
        if delivery is None:
            continue
        level = position + 1 if row.outbound else None
        url = masked(delivery.url)
        for number, attempt in enumerate(delivery.attempts, 1):
            done = acknowledged(attempt.status)
            result = (
                str(attempt.status) if attempt.status is not None else attempt.error or "not posted"
            )
            at = attempt.sent or attempt.due
            state = "done" if done else "failed"
            attempts.append(Attempt(delivery.kind, level, url, number, at, result, state))
        if delivery.due is not None:
            number = len(delivery.attempts) + 1
            attempts.append(
                Attempt(delivery.kind, level, url, number, delivery.due, "to come", "waiting")
            )
    return tuple(attempts)


def _picture(account: Account, file: MediaFile, origin: str) -> Picture:
    path = file.url.removeprefix(origin)
    kept = path.removeprefix(MEDIA).partition("/")[0] in account.media_contents
    shown = path.startswith(MEDIA) and kept and file.mime_type in SHOWN
    return Picture(file, path if shown else None, file.url if is_url(file.url) else None)
