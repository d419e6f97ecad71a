"""What an application sent, as its test sees it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import parse_qsl, urlsplit

from .._base.faults import TAKEN
from .._base.references import ADDRESS, bare, reference
from .matching import parsed
from .parameters import phone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .._base.exchange import Call, Outcome

KEPT: Final = ("accept", "content-type", "user-agent")
SEND: Final = re.compile(r"/v\d(?:\.\d)?/messages/?")
PURCHASE: Final = re.compile(r"/v2/numbers/([^/]+)/?")


@dataclass(frozen=True, slots=True)
class Request:
    """A request that the application sent to Flowroute, and what it got.

    `headers` are those that carry no secrets. `status` is that of the answer; None if there
    was none. `fault` is the name of the fault it met, `interaction` the number of the recorded
    one, from 1.
    """

    method: str
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    interaction: int | None = None
    status: int | None = None
    fault: str | None = None

    @property
    def taken(self) -> bool:
        """Whether Flowroute answered it, even if that answer did not come through whole."""
        return self.fault is None or self.fault in TAKEN

    @property
    def json(self) -> Any:
        """The JSON value of the body, or its bytes where it has none."""
        return parsed(self.headers.get("content-type", ""), self.body)

    @property
    def path(self) -> str:
        """The path of the URL."""
        return urlsplit(self.url).path

    @property
    def query(self) -> dict[str, str]:
        """The query of the URL."""
        return dict(parse_qsl(urlsplit(self.url).query, keep_blank_values=True))


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A message that Flowroute took: numbers as ``"12065550142"``, texts as they were sent.

    `id` is the one Flowroute answered with; None where the answer did not come through.
    `reference` is the one that the SDK wrote into `dlr_callback`, which is shown without.
    """

    to: str = field(repr=False)
    from_: str | None = field(repr=False)
    body: str | None = field(repr=False)
    media_urls: tuple[str, ...] = field(default=(), repr=False)
    is_mms: bool = False
    dlr_callback: str | None = field(default=None, repr=False)
    id: str | None = None
    reference: str | None = None


def request(
    call: Call,
    outcome: Outcome | None,
    *,
    interaction: int | None = None,
    fault: str | None = None,
) -> Request:
    """Return the record of a call."""
    return Request(
        call.method,
        call.url,
        {name: call.headers[name] for name in KEPT if name in call.headers},
        call.body,
        None if interaction is None else interaction + 1,
        None if outcome is None or isinstance(outcome, str) else outcome.status,
        fault,
    )


def sent_message(sent: Request, answer: object) -> SentMessage | None:
    """Return the message that a request sends, if it sends one."""
    if sent.method != "POST" or not SEND.fullmatch(sent.path):
        return None
    body = _members(sent.json)
    if body is None:
        return None
    data = _members(body.get("data"))
    if data is not None:
        body = _members(data.get("attributes")) or {}
    receipts = str(body.get(ADDRESS) or "")
    media: Any = body.get("media_urls") or ()
    return SentMessage(
        to=_number(body.get("to")) or "",
        from_=_number(body.get("from")),
        body=body.get("body"),
        media_urls=(media,) if isinstance(media, str) else tuple(media),
        is_mms=bool(body.get("is_mms", bool(media))),
        dlr_callback=bare(receipts) or None,
        id=_id(answer),
        reference=reference(receipts),
    )


def purchased_number(sent: Request) -> str | None:
    """Return the number that a request buys, if it buys one."""
    found = PURCHASE.fullmatch(sent.path) if sent.method == "POST" else None
    return _number(found[1].replace("%2B", "+")) if found else None


def _number(value: object) -> str | None:
    return None if value is None else phone(str(value)) or str(value)


def _id(answer: object) -> str | None:
    data = _members((_members(answer) or {}).get("data")) or {}
    found = data.get("id")
    return found if isinstance(found, str) else None


def _members(value: object) -> Mapping[str, Any] | None:
    return cast("Mapping[str, Any]", value) if isinstance(value, dict) else None
