"""`flowroute_sandbox`: a Flowroute account for one test, with phones."""

from __future__ import annotations

from datetime import UTC, datetime
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from flowroute_ext import phone_number
from flowroute_sandbox import ACCESS_KEY, SECRET_KEY
from pytest_flowroute._sandbox.clocks import AccountClock, SandboxClock
from pytest_flowroute._sandbox.observed import ObservedSandbox
from pytest_flowroute._sandbox.phones import MessageLog, Phone, Text, listed
from pytest_flowroute._webhooks.deliveries import Webhook
from pytest_flowroute._webhooks.dispatcher import WebhookDispatcher

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence

    from flowroute_ext import AsyncFlowroute, Flowroute
    from flowroute_sandbox import Fault, Sandbox
    from pytest_flowroute._sandbox.server import LoopbackServer
    from pytest_flowroute._webhooks.deliveries import Webhooks

NUMBER = "12065550142"


class Credentials(NamedTuple):
    """The keys that requests must have."""

    access_key: str
    secret_key: str


class FlowrouteSandbox:
    """A stateful Flowroute account for one test, in this process, with one number on it."""

    def __init__(self) -> None:
        self.number = NUMBER
        self.credentials = Credentials(ACCESS_KEY, SECRET_KEY)
        self._log = MessageLog()
        clock = AccountClock(datetime.now(UTC))
        self._sandbox = ObservedSandbox(self._log, clock)
        self._sandbox.seed_number(NUMBER)
        self.clock = SandboxClock(clock, self._send_due)
        self._phones: dict[str, Phone] = {}
        self._dispatcher = WebhookDispatcher()
        self._sent: set[tuple[str, int | None]] = set()
        self._lock = Lock()
        self._server: LoopbackServer | None = None

    @property
    def sandbox(self) -> Sandbox:
        """The `flowroute_sandbox.Sandbox` that answers."""
        return self._sandbox

    @property
    def texts(self) -> list[Text]:
        """Every message of the application, to any number, the oldest first."""
        return list(self._log.texts)

    @property
    def webhooks(self) -> Webhooks:
        """Every webhook so far, the oldest first: inbound messages, requested receipts, events."""
        __tracebackhide__ = True
        self._send_due()
        return self._dispatcher.webhooks

    @property
    def url(self) -> str:
        """The address of the account for other processes; a server starts at the first use."""
        if self._server is None:
            from pytest_flowroute._sandbox.server import LoopbackServer

            self._server = LoopbackServer(self._sandbox)
        return self._server.url

    def phone(self, number: str) -> Phone:
        """Return the phone with this number, in any spelling; the same one for the same number.

        From the first phone on, every message of the application must be expected, or ignored,
        by the end of the test, whatever number it goes to.
        """
        digits = phone_number(number)
        if digits not in self._phones:
            self._phones[digits] = Phone(
                digits, self._log, self.receive_message, self._sandbox.explanation
            )
        return self._phones[digits]

    def ignore(self, *words: str) -> None:
        """Do not require messages that have all the words to be expected, to any number."""
        self._log.ignore(None, words)

    def client(self, **options: Any) -> Flowroute:
        """Return a new client of this account, without a socket; `options` are `Flowroute`'s.

        It uses the account's clock, unless it is given another: when it waits, time passes.
        """
        from flowroute_ext import Flowroute

        options.setdefault("clock", self.clock)
        return Flowroute(*self.credentials, http_client=self._sandbox.http_client(), **options)

    def async_client(self, **options: Any) -> AsyncFlowroute:
        """Return a new asynchronous client of this account, without a socket."""
        from flowroute_ext import AsyncFlowroute

        options.setdefault("clock", self.clock)
        http_client = self._sandbox.async_http_client()
        return AsyncFlowroute(*self.credentials, http_client=http_client, **options)

    def send_webhooks_to(
        self,
        client: Any,
        inbound: str | None = None,
        receipts: str | None = None,
        events: str | None = None,
    ) -> None:
        """Post each webhook from now on with this test client of the application.

        `inbound`, `receipts` and `events` are the application's addresses for messages, delivery
        receipts, and changes of port orders, CDR exports and provisioning tasks. Without them
        webhooks go to the callbacks that the application has set, and receipts and events that it
        did not request are not sent. A response other than 2xx fails the test.
        """
        self._dispatcher.client = client
        self._dispatcher.inbound = inbound
        self._dispatcher.receipts = receipts
        self._dispatcher.events = events

    def receive_message(
        self, *, from_: str, to: str, body: str | None = None, media: Sequence[str] = ()
    ) -> str:
        """Let a number of the account receive a message, and send its webhook; return its id."""
        __tracebackhide__ = True
        self._send_due()
        message_id = self._sandbox.receive_message(
            from_=phone_number(from_), to=phone_number(to), body=body, media=media
        )
        (webhook,) = self._sandbox.scheduled_webhooks(message_id)
        self._dispatcher.send_message(Webhook(webhook.document, url=webhook.url))
        return message_id

    def deliver_message(self, message_id: str) -> None:
        """Let the carrier accept a message now, and send its receipts."""
        self._sandbox.deliver_message(message_id)
        self._send_due()

    def fail_message(self, message_id: str) -> None:
        """Let a message fail now, and send its receipts."""
        self._sandbox.fail_message(message_id)
        self._send_due()

    def seed_number(self, number: str, *, owned: bool = True, **facts: object) -> None:
        """Add a number to the account, or only to those on sale; *facts* are those of `Sandbox`."""
        self._sandbox.seed_number(phone_number(number), owned=owned, **facts)

    def refuse_address(self, **fields: str) -> None:
        """Make addresses with these fields of an E911 record impossible to geocode."""
        self._sandbox.refuse_address(**fields)

    def declare_media(self, url: str, size: int) -> None:
        """Give the file at `url` a size in bytes; it is never fetched."""
        self._sandbox.declare_media(url, size)

    def approve_cnam(self, cnam_id: str) -> None:
        """Approve a pending CNAM record."""
        self._sandbox.approve_cnam(cnam_id)

    def reject_cnam(self, cnam_id: str, reason: str) -> None:
        """Reject a pending CNAM record."""
        self._sandbox.reject_cnam(cnam_id, reason)

    def set_port_status(self, order_id: str, status: str, reason: str | None = None) -> None:
        """Set the status of a port order, now; its next steps follow from there."""
        self._sandbox.set_port_status(order_id, status, reason)
        self._send_due()

    def set_portability(self, number: str, *, portable: bool = True) -> None:
        """Set whether a number of another provider can be ported."""
        self._sandbox.set_portability(phone_number(number), portable=portable)

    def seed_calls(self, *, month: str | None = None, calls: int | None = None) -> int:
        """Give the account's numbers calls as an office has them, and return how many.

        1,000 in the thirty days up to now, or so many in a month such as "2026-10".
        """
        return self._sandbox.seed_calls(month=month, calls=calls)

    def set_cdr_export_status(self, export_id: str, status: str) -> None:
        """Set the status of a CDR export, now."""
        self._sandbox.set_cdr_export_status(export_id, status)
        self._send_due()

    def fail_provisioning(self, task_id: str, *numbers: str) -> None:
        """Have a task that turns messaging on or off fail for these numbers; for all without any.

        It ends after a minute.
        """
        self._sandbox.fail_provisioning(task_id, *map(phone_number, numbers))
        self._send_due()

    def set_balance(self, dollars: float) -> None:
        """Set the money on the account, in US dollars."""
        self._sandbox.set_balance(dollars)

    def fault(
        self,
        name: str,
        *,
        operation: str | None = None,
        nth: int | None = None,
        times: int | None = None,
        seconds: float | None = None,
    ) -> str:
        """Let the `nth` request from now, and `times` in a row, fail; return the fault's id.

        Requests of one `operation` count, such as "send_a_message", or all requests. The names,
        and the meaning of `seconds` for each, are in docs/guides/sandbox.md.
        """
        fault = self._sandbox.fault(
            name, operation=operation, nth=nth, times=times, seconds=seconds
        )
        if self._server is not None:
            self._server.refuse_if_due()
        return fault

    def faults(self) -> tuple[Fault, ...]:
        """Return every armed fault, in order, with the requests that it has struck."""
        return self._sandbox.faults()

    def clear_faults(self) -> None:
        """Disarm all faults."""
        self._sandbox.clear_faults()

    @property
    def requests(self) -> Counter[str]:
        """The number of requests of each operation, including those that a fault struck."""
        return self._sandbox.requests

    def failure(self) -> str | None:
        """Return why the test fails: there is a phone, and a message that was not expected."""
        texts = self._log.unread() if self._phones else []
        if not texts:
            return None
        return (
            f"The application sent messages that no phone expected:{listed(texts)}\n"
            "Expect each with phone.expect(…), or say phone.ignore(…)."
        )

    def close(self) -> None:
        """Stop the server, if there is one."""
        if self._server is not None:
            self._server.close()

    def _send_due(self) -> None:
        __tracebackhide__ = True
        for text in self.texts:
            for receipt in self._sandbox.scheduled_webhooks(text.id):
                if receipt.due <= self.clock.now() and self._is_new((text.id, receipt.level)):
                    self._dispatcher.send_receipt(Webhook(receipt.document, url=receipt.url))
        for event in self._sandbox.scheduled_events():
            if event.due > self.clock.now():
                break
            if self._is_new((event.document["data"]["id"], None)):
                self._dispatcher.send_event(Webhook(event.document, url=event.url))

    def _is_new(self, receipt: tuple[str, int | None]) -> bool:
        """Whether this receipt or event was not sent yet, by this thread or another one."""
        with self._lock:
            is_new = receipt not in self._sent
            self._sent.add(receipt)
        return is_new
