"""The checks that need Flowroute: connection, clock, credentials, limits and callbacks."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from flowroute_ext import Flowroute
from flowroute_ext._base.errors import (
    APIError,
    ConnectionFailed,
    FlowrouteError,
    NotFound,
    RateLimited,
    Unauthorized,
)
from flowroute_ext._base.masking import mask_url
from flowroute_ext._base.times import http_date
from flowroute_ext._calls.config import DEFAULT_RATE_LIMIT
from flowroute_ext._http.libraries import LIBRARIES, first_installed, library
from flowroute_ext.cli.operations.doctor.findings import Finding, note, off, ok

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flowroute_ext.types import CallbackKind

KINDS: Final[tuple[CallbackKind, ...]] = ("sms", "mms", "sms_dlr", "mms_dlr")
# Seconds; the outcome of a lost call is found out by times.
SKEW: Final = 60.0
TIMEOUT: Final = 20.0


class Account:
    """The account that commands use, asked for a few things that change nothing."""

    def __init__(self, access_key: str | None, secret_key: str | None, base_url: str) -> None:
        self._dates: list[tuple[str, datetime]] = []
        http_library = library(first_installed(LIBRARIES))
        self._http: Any = http_library.Client(event_hooks={"response": [self._note]})
        self._where = base_url
        self._flowroute = Flowroute(
            access_key,
            secret_key,
            base_url=base_url,
            http_client=self._http,
            timeout=TIMEOUT,
            max_retries=0,
        )

    def findings(self) -> Iterator[Finding]:
        """Yield what Flowroute answers, up to what keeps it from answering the rest."""
        try:
            with self._http:
                yield from self._asked()
        except ConnectionFailed as error:
            cure = "check the network, the proxy, and that the address is right"
            yield off("connection", error.reason, cure)

    def _asked(self) -> Iterator[Finding]:
        try:
            self._flowroute.numbers.list(limit=1).first()
        except Unauthorized:
            yield ok("connection", mask_url(self._where))
            yield from self._clock()
            cure = "copy both keys again from the portal, under Preferences > API Control"
            yield off("keys", "Flowroute does not take them", cure)
            return
        except RateLimited:
            yield off("rate limit", "Flowroute answers 429", "wait a minute, and send less at once")
            return
        except APIError as error:
            yield off("account", str(error), "ask Flowroute's support, with the request id")
            return
        yield ok("connection", mask_url(self._where))
        yield from self._clock()
        yield ok("keys", "Flowroute takes them")
        limit = DEFAULT_RATE_LIMIT
        shown = f"commands send {limit.sms:g} SMS and {limit.mms:g} MMS a second"
        yield ok(
            "rate limit", f"{shown}; an account may have another, which Flowroute does not say"
        )
        for kind in KINDS:
            yield self._callback(kind)

    def _callback(self, kind: CallbackKind) -> Finding:
        check = f"callback {kind}"
        try:
            url = self._flowroute.messages.get_callback(kind).url
        except NotFound:
            url = None
        except ConnectionFailed:
            raise
        except FlowrouteError as error:
            return note(check, str(error))
        if url:
            return ok(check, mask_url(url))
        cure = f"to receive them: flowroute messages set-callback {kind} URL"
        return note(check, "none is set", cure)

    def _clock(self) -> Iterator[Finding]:
        for text, received in self._dates[:1]:
            date = http_date(text)
            if date is None:
                continue
            behind = (date - received).total_seconds()
            if abs(behind) <= SKEW:
                yield ok("clock", "within a minute of Flowroute's")
            else:
                direction = "behind" if behind > 0 else "ahead"
                cure = "set it, or switch on NTP: unknown outcomes are found out by times"
                yield off("clock", f"{abs(behind):,.0f} s {direction} of Flowroute's", cure)

    def _note(self, response: Any) -> None:
        date = response.headers.get("date")
        if date:
            self._dates.append((date, datetime.now(UTC)))
