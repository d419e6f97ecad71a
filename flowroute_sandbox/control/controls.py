"""The control API as methods: what only Flowroute, carriers and time can do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from base64 import b64encode
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Controls(ABC):
    """The control API without HTTP; raises `Refused` where that responds with an error."""

    @abstractmethod
    def _control(
        self, path: str, body: Mapping[str, object] | None = None, method: str = "POST"
    ) -> dict[str, Any]:
        """Return the document in the response of the control API."""

    @abstractmethod
    def _post_due(self) -> None:
        """Post the webhooks that are due."""

    def reset(self) -> None:
        """Reset everything to a new sandbox, the time and the ids included."""
        self._control("reset")

    def advance(self, by: timedelta | float) -> None:
        """Move the time forward, by a duration or by seconds; webhooks that fall due are posted."""
        seconds = by.total_seconds() if isinstance(by, timedelta) else by
        self._control("clock/advance", {"seconds": seconds})
        self._post_due()

    def seed_number(self, number: str, *, owned: bool = True, **facts: object) -> None:
        """Add a number to the account, or only to those on sale.

        `facts` are rate_center, state, number_type, iso_country, monthly_cost, setup_cost, and
        emergency: whether it supports emergency services.
        """
        self._control("numbers", {"number": number, "owned": owned, **facts})

    def refuse_address(self, **fields: str) -> None:
        """Make addresses with these fields of an E911 record impossible to geocode."""
        self._control("addresses", fields)

    def declare_media(self, url: str, size: int) -> None:
        """Set the size of the file at `url` in bytes; it is never fetched."""
        self._control("media", {"url": url, "bytes": size})

    def approve_cnam(self, cnam_id: str) -> None:
        """Approve a pending CNAM record."""
        self._control(f"cnams/{quote(cnam_id, safe='')}/approve")

    def reject_cnam(self, cnam_id: str, reason: str) -> None:
        """Reject a pending CNAM record."""
        self._control(f"cnams/{quote(cnam_id, safe='')}/reject", {"reason": reason})

    def set_port_status(self, order_id: str, status: str, reason: str | None = None) -> None:
        """Set the status of a port order, now; its next steps follow, and events are posted."""
        body = {"status": status, "reason": reason}
        self._control(f"portorders/{quote(order_id, safe='')}/status", body)
        self._post_due()

    def hold_port_order(self, order_id: str, *, held: bool = True) -> None:
        """Keep a port order where it is, or let it go on."""
        self._control(f"portorders/{quote(order_id, safe='')}/hold", {"held": held})

    def set_portability(
        self,
        number: str,
        *,
        portable: bool = True,
        hypernetwork_enabled: bool | None = None,
        carrier: str | None = None,
    ) -> None:
        """Set whether a number can be ported; orders are split by `carrier`."""
        body = {
            "number": number,
            "portable": portable,
            "hypernetwork_enabled": hypernetwork_enabled,
            "carrier": carrier,
        }
        self._control("portability", body)

    def fail_provisioning(self, task_id: str, *numbers: str) -> None:
        """Have a task that turns messaging on or off fail for these numbers; for all without any.

        What it does otherwise it does after a minute.
        """
        path = f"message-provision/{quote(task_id, safe='')}/fail"
        self._control(path, {"numbers": list(numbers)} if numbers else {})

    def seed_calls(self, *, month: str | None = None, calls: int | None = None) -> int:
        """Give the account's numbers calls as an office has them, and return how many.

        1,000 in the thirty days up to now, or so many in a month such as "2026-10".
        """
        document = self._control("calls/month", {"month": month, "calls": calls})
        return int(document["calls"])

    def seed_call(
        self, *, from_: str, to: str, seconds: int | None = None, **facts: object
    ) -> None:
        """Add one call of so many seconds, 60 if not given.

        `facts` are direction, at, sip_code and sip_reason of a call that was not completed, x_tag
        and caller_ip.
        """
        self._control("calls", {"from": from_, "to": to, "seconds": seconds, **facts})

    def set_cdr_export_status(self, export_id: str, status: str) -> None:
        """Set the status of a CDR export, now; its event is posted."""
        path = f"cdrs/exports/{quote(export_id, safe='')}/status"
        self._control(path, {"status": status})
        self._post_due()

    def deliver_message(self, message_id: str) -> None:
        """Have the carrier accept a message that was sent, now; its receipts are posted."""
        self._control(f"messages/{quote(message_id, safe='')}/deliver")
        self._post_due()

    def fail_message(
        self, message_id: str, *, code: int | None = None, description: str | None = None
    ) -> None:
        """Make a message that was sent fail, now; its receipts are posted.

        The second has this status code and description, by default none and one of the sandbox's.
        """
        reason = {"code": code, "description": description}
        self._control(f"messages/{quote(message_id, safe='')}/fail", reason)
        self._post_due()

    def delay_message(self, message_id: str, by: timedelta | float) -> None:
        """Put off the receipts that a message does not have yet, by a duration or by seconds."""
        seconds = by.total_seconds() if isinstance(by, timedelta) else by
        self._control(f"messages/{quote(message_id, safe='')}/delay", {"seconds": seconds})

    def receive_message(
        self,
        *,
        from_: str,
        to: str,
        body: str | None = None,
        media: Sequence[str] = (),
        files: Mapping[str, bytes] | None = None,
    ) -> str:
        """Receive a message to a number of the account, post its webhook, and return its id.

        `media` are addresses of files elsewhere, and `files`, by their names, those that the
        sandbox keeps and serves itself.
        """
        uploads = [
            {"name": name, "data": b64encode(data).decode()} for name, data in (files or {}).items()
        ]
        message: dict[str, object] = {
            "from": from_,
            "to": to,
            "body": body,
            "media_urls": list(media),
            "files": uploads,
        }
        received = self._control("messages/receive", message)
        self._post_due()
        return str(received["id"])

    def set_balance(self, dollars: float) -> None:
        """Set the balance of the account, in US dollars."""
        self._control("settings", {"balance": dollars}, "PATCH")

    def set_webhook_version(self, version: str | None) -> None:
        """Set the version of every webhook, v2, v2.1 or v2.2; None leaves it to the callback."""
        self._control("settings", {"webhook_version": version}, "PATCH")

    def webhooks(self) -> list[dict[str, Any]]:
        """Return every attempt at posting a webhook, and those to come, by when they are due.

        Each has message_id, kind, level, version, url, attempt, due, sent, status, error and the
        document that is posted.
        """
        attempts: list[dict[str, Any]] = self._control("webhooks", method="GET")["webhooks"]
        return attempts

    def conversations(self, query: str = "", *, limit: int = 50) -> list[dict[str, Any]]:
        """Return each pair of numbers with its newest message, that with the newest first.

        Each has ours, theirs, the number of messages, and last. `query` is part of a number or of
        a text; at most 200 are returned.
        """
        path = f"conversations?{urlencode({'q': query, 'limit': limit})}"
        pairs: list[dict[str, Any]] = self._control(path, method="GET")["conversations"]
        return pairs

    def conversation(self, ours: str, theirs: str, *, limit: int = 50) -> list[dict[str, Any]]:
        """Return the newest messages between a number of the account and another, in order.

        Each has body, media, segments, price, status, receipts and times; at most 200 are returned.
        """
        ends = f"{quote(ours, safe='')}/{quote(theirs, safe='')}"
        path = f"conversations/{ends}?{urlencode({'limit': limit})}"
        messages: list[dict[str, Any]] = self._control(path, method="GET")["messages"]
        return messages

    def traffic(self, *, limit: int = 50) -> list[dict[str, Any]]:
        """Return the newest requests and attempts at webhooks, the newest first, at most 200.

        Each has method, target, operation, status, why it was refused as problem, and times.
        Requests are those of a transport, of `asgi` and of `flowroute sandbox`.
        """
        path = f"traffic?{urlencode({'limit': limit})}"
        exchanges: list[dict[str, Any]] = self._control(path, method="GET")["traffic"]
        return exchanges

    def rates(self) -> dict[str, Any]:
        """Return how many messages were sent in the last second, and were refused, by endpoint."""
        return self._control("rate-limit", method="GET")

    def fault(
        self,
        name: str,
        *,
        operation: str | None = None,
        nth: int | None = None,
        times: int | None = None,
        seconds: float | None = None,
        chance: float | None = None,
        seed: int | None = None,
    ) -> str:
        """Make the `nth` request from now fail, and `times` in all; return the fault's id.

        Requests of one `operation` count, such as "send_a_message", or all of the API. With a
        `chance` from 0 to 1 that share of them fails, the same ones for the same `seed`. The name
        may have the numbers in it: "429 @3 x2", "503 10% seed=7". The names, and what `seconds`
        means to them, are in docs/guides/sandbox.md. A store does not keep faults.
        """
        fault: dict[str, object] = {
            "name": name,
            "operation": operation,
            "nth": nth,
            "times": times,
            "seconds": seconds,
            "chance": chance,
            "seed": seed,
        }
        return str(self._control("faults", fault)["id"])

    def clear_faults(self) -> None:
        """Remove every fault."""
        self._control("faults", method="DELETE")
