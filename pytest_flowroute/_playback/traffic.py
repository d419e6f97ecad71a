"""The requests and messages of an application, as tests see them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import parse_qsl, urlsplit

from .._base.references import MEMBER, reference, without_reference
from .canonical import parsed
from .parameters import phone
from .recorded import json_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flowroute_sandbox import Fault

    from .._base.http_messages import HTTPRequest, Outcome

KEPT: Final = ("accept", "content-type", "user-agent")
SEND: Final = re.compile(r"/v\d(?:\.\d)?/messages/?")
PURCHASE: Final = re.compile(r"/v2/numbers/([^/]+)/?")


@dataclass(frozen=True, slots=True)
class CapturedRequest:
    """A request that the application sent to Flowroute, and its outcome.

    `headers` are those without secrets. `status` is that of the response; None if there was
    none. `fault` is the name of the fault that hit it, `interaction` the number of the recorded
    interaction, from 1. `processed` is whether Flowroute processed it, even if the response was
    lost.
    """

    method: str
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    interaction: int | None = None
    status: int | None = None
    fault: str | None = None
    processed: bool = True

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
class CapturedMessage:
    """A message that Flowroute accepted: numbers as ``"12065550142"``, texts as they were sent.

    `id` is that of the response; None if the response was lost. `reference` is the one that the
    SDK put into `dlr_callback`, which is here without it.
    """

    to: str = field(repr=False)
    from_: str | None = field(repr=False)
    body: str | None = field(repr=False)
    media_urls: tuple[str, ...] = field(default=(), repr=False)
    is_mms: bool = False
    dlr_callback: str | None = field(default=None, repr=False)
    id: str | None = None
    reference: str | None = None


def record(
    request: HTTPRequest,
    outcome: Outcome | None,
    *,
    interaction: int | None = None,
    fault: Fault | None = None,
) -> CapturedRequest:
    """Return a request and its outcome, as they are kept for the test."""
    return CapturedRequest(
        request.method,
        request.url,
        {name: request.headers[name] for name in KEPT if name in request.headers},
        request.body,
        None if interaction is None else interaction + 1,
        None if outcome is None or isinstance(outcome, str) else outcome.status,
        None if fault is None else fault.name,
        fault is None or fault.accepted,
    )


def captured_message(sent: CapturedRequest, response: bytes) -> CapturedMessage | None:
    """Return the message that a request sends, with its id; None if it is another request."""
    if sent.method != "POST" or not SEND.fullmatch(sent.path):
        return None
    body = _members(sent.json)
    if body is None:
        return None
    data = _members(body.get("data"))
    if data is not None:
        body = _members(data.get("attributes")) or {}
    receipts = str(body.get(MEMBER) or "")
    media: Any = body.get("media_urls") or ()
    return CapturedMessage(
        to=_number(body.get("to")) or "",
        from_=_number(body.get("from")),
        body=body.get("body"),
        media_urls=(media,) if isinstance(media, str) else tuple(media),
        is_mms=bool(body.get("is_mms", bool(media))),
        dlr_callback=without_reference(receipts) or None,
        id=_id(response),
        reference=reference(receipts),
    )


def purchased_number(sent: CapturedRequest) -> str | None:
    """Return the number that a request buys; None if it is another request."""
    match = PURCHASE.fullmatch(sent.path) if sent.method == "POST" else None
    return _number(match[1].replace("%2B", "+")) if match else None


def _number(value: object) -> str | None:
    return None if value is None else phone(str(value)) or str(value)


def _id(response: bytes) -> str | None:
    data = _members((_members(json_value(response)) or {}).get("data")) or {}
    resource_id = data.get("id")
    return resource_id if isinstance(resource_id, str) else None


def _members(value: object) -> Mapping[str, Any] | None:
    return cast("Mapping[str, Any]", value) if isinstance(value, dict) else None
