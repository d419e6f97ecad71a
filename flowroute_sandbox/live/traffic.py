"""The newest requests of the API and attempts at posting webhooks, with their responses."""

from __future__ import annotations

import json
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flowroute_sandbox.live.masking import masked, masked_headers, spellings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

KEPT = 1_000
"""How many exchanges are kept, the newest."""

MAX_BODY = 16_384
"""How many bytes of each body are kept, the first."""

REQUEST, WEBHOOK = "request", "webhook"


@dataclass(slots=True, repr=False)
class Recorded:
    """A request or a response as it was: its headers, and the beginning of its body."""

    headers: Mapping[str, str]
    body: bytes
    size: int

    @classmethod
    def of(cls, headers: Mapping[str, str], body: bytes) -> Recorded:
        """Return what is kept of headers and a body; credentials are masked where it is shown."""
        return cls(headers, body[:MAX_BODY], len(body))


@dataclass(slots=True, repr=False)
class Exchange:
    """A request, and its result.

    `target` is a path with its query, for a webhook the whole address. `status` is None without a
    response, and `problem` says why there was none, or why the request was refused. `seconds` is
    how long it really took.
    """

    kind: str
    at: datetime
    method: str
    target: str
    operation: str
    request: Recorded
    status: int | None = None
    response: Recorded | None = None
    problem: str | None = None
    seconds: float = 0.0
    message_id: str | None = None
    number: int = 0


class Traffic:
    """A ring of exchanges; not thread-safe. `secrets` are never shown."""

    def __init__(self, secrets: Iterable[str]) -> None:
        self._secrets = spellings(secrets)
        self._exchanges: deque[Exchange] = deque(maxlen=KEPT)
        self._last = 0

    def __len__(self) -> int:
        return len(self._exchanges)

    def add(self, exchange: Exchange) -> int:
        """Keep an exchange, and return its number."""
        self._last += 1
        exchange.number = self._last
        self._exchanges.append(exchange)
        return self._last

    def clear(self) -> None:
        """Forget every exchange; their numbers are not used again."""
        self._exchanges.clear()

    def get(self, number: int) -> Exchange | None:
        """Return the exchange with this number, None if it is not kept."""
        if not self._exchanges:
            return None
        place = number - self._exchanges[0].number
        return self._exchanges[place] if 0 <= place < len(self._exchanges) else None

    def newest(
        self,
        *,
        before: int | None = None,
        kind: str | None = None,
        refused: bool = False,
        query: str = "",
        limit: int = 50,
    ) -> tuple[list[Exchange], bool]:
        """Return exchanges, the newest first, and whether there are more.

        `query` is part of a method, an address, an operation, or a status.
        """
        exchanges: list[Exchange] = []
        wanted = query.casefold().strip()
        for exchange in reversed(self._exchanges):
            if (
                (before is not None and exchange.number >= before)
                or (kind is not None and exchange.kind != kind)
                or (refused and not exchange.problem)
                or (wanted and not self._fits(exchange, wanted))
            ):
                continue
            if len(exchanges) == limit:
                return exchanges, True
            exchanges.append(exchange)
        return exchanges, False

    def summary(self, exchange: Exchange) -> dict[str, object]:
        """Return one line of the list."""
        return {
            "id": exchange.number,
            "kind": exchange.kind,
            "at": exchange.at.isoformat(),
            "method": exchange.method,
            "target": self.hidden(exchange.target),
            "operation": exchange.operation,
            "status": exchange.status,
            "problem": None if exchange.problem is None else self.hidden(exchange.problem),
            "seconds": round(exchange.seconds, 6),
            "message_id": exchange.message_id,
        }

    def details(self, exchange: Exchange) -> dict[str, object]:
        """Return all that is known of an exchange."""
        response = exchange.response and self._half(exchange.response)
        return self.summary(exchange) | {
            "request": self._half(exchange.request),
            "response": response,
        }

    def hidden(self, text: str) -> str:
        """Return a text without credentials."""
        return masked(text, self._secrets)

    def _half(self, recorded: Recorded) -> dict[str, object]:
        return {
            "headers": {
                name: self.hidden(text) for name, text in masked_headers(recorded.headers).items()
            },
            "body": self.hidden(recorded.body.decode("utf-8", "replace")),
            "bytes": recorded.size,
            "truncated": recorded.size > len(recorded.body),
        }

    def _fits(self, exchange: Exchange, wanted: str) -> bool:
        target = self.hidden(exchange.target)
        line = f"{exchange.method} {target} {exchange.operation} {exchange.status}"
        return wanted in line.casefold()


def why(status: int, body: bytes) -> str | None:
    """Return why a response refuses a request, by its error document; None if it does not."""
    if status < 400:
        return None
    try:
        document: Any = json.loads(body)
        (error, *_) = document["errors"]
        detail = error.get("detail") or error.get("title")
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        return f"status {status}"
    text = detail if isinstance(detail, str) else json.dumps(detail)
    return f"{status}: {text}"[:500]
