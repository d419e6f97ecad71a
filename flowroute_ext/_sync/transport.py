# Written by scripts/unasync.py from flowroute_ext/_async/transport.py. Do not edit.
"""The one place that sends: every call of this package goes through `Door.ask`."""

from __future__ import annotations

import copy
import random
import time
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from .._base.clock import Clock
from .._base.errors import CallFailed, ConnectionFailed, DeadlinePassed, UnreadableAnswer
from .._calls.options import checked, new_reference, terms
from .._http.log import log_answer, log_failure, log_retry, mask_library_log
from .._http.responses import Answer, Delivery, conclude
from .._http.retries import (
    Attempt,
    Stop,
    decide,
    may_have_acted,
    never_acted,
    repeatable,
    retry_after,
)
from .._http.retry_budget import Budget
from .._rate_limit.kinds import paced
from .._rate_limit.permits import WouldBeLate
from .._reconcile.errors import PATIENCE, NotAccepted, OutcomeUnknown
from .._reconcile.sent_log import Recent
from .pool import Pool

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from flowroute_api.types import Request

    from .._calls.config import Config
    from .._calls.options import Options, Terms
    from .rate_limiter import Pacer
    from .reconciler import Resolver

D = TypeVar("D")
V = TypeVar("V")

# Seeded by nobody: programs that fail together must not come back together.
LUCK = random.SystemRandom()

# No documented answer comes near; a body beyond this is not one.
LARGEST_BODY = 64 * 1024 * 1024


class Door:
    """Sends requests over one pool of connections, a bounded number of them at a time."""

    def __init__(self, config: Config, http_client: object | None, clock: Clock | None) -> None:
        self._config = config
        self._clock = clock or Clock()
        self._pool = Pool(config, http_client)
        self._engine = self._pool.engine
        self._budget = Budget()
        self._limit = config.rate_limit
        self.recent = Recent(self._clock)
        mask_library_log(self._engine.name, config.host)

    def sharing(self, path: str) -> Door:
        """A door to the same connections, whose limit all processes with that file share.

        One that is shared already, or off, stays as it is.
        """
        if self._limit is None or self._limit.shared is not None:
            return self
        door = copy.copy(self)
        door._limit = attrs.evolve(self._limit, shared=path)
        vars(door).pop("_pacer", None)
        return door

    @cached_property
    def _pacer(self) -> Pacer | None:
        """Keeps messages within the limit; made for the first of them."""
        if self._limit is None:
            return None
        from .rate_limiter import Pacer

        concurrency = self._config.concurrency
        return Pacer(self._limit, self._config.account, self._clock, concurrency=concurrency)

    @cached_property
    def resolver(self) -> Resolver:
        """Finds out what became of calls whose answers were lost; few programs ever need it."""
        from .reconciler import Resolver

        return Resolver(self, self._clock, self.recent)

    def ask(self, request: Request[D], convert: Callable[[D], V], options: Options) -> V:
        """Send *request* and return its answer, as *convert* makes it of the document.

        What may be sent twice is sent again after a failure, within the terms of the call.
        What may not is sent again only where it certainly was not accepted; else it raises
        `OutcomeUnknown`, or finds out first, if the options say so.
        """
        safe = repeatable(request)
        given = checked(options, unsafe=not safe)
        agreed = terms(given, self._config, self._clock.monotonic())
        if safe:
            return conclude(request, self._deliver(request, agreed), convert)
        for retries_left in range(agreed.max_retries, -1, -1):
            try:
                return self._ask_once(request, convert, agreed)
            except OutcomeUnknown as unknown:
                if not agreed.resolve:
                    raise
                patience = min(PATIENCE, agreed.left(self._clock.monotonic()))
                try:
                    found = self.resolver.resolve(unknown, patience, agreed.deadline)
                except CallFailed:
                    # It tells of the looking. The call itself is as unknown as before.
                    raise unknown from unknown.__cause__
                if found.verdict == "accepted":
                    return convert(found.document)
                if found.verdict == "still unknown":
                    raise
                if not retries_left:
                    raise NotAccepted.after(unknown, found) from unknown
        raise AssertionError("unreachable: the last round returns or raises")

    def close(self) -> None:
        """Close the connections, unless the HTTP client was brought along."""
        self._pool.close()

    def _ask_once(self, request: Request[D], convert: Callable[[D], V], agreed: Terms) -> V:
        """The answer to what must not be sent twice, or `OutcomeUnknown`."""
        delivery = self._deliver(request, agreed)
        try:
            return conclude(request, delivery, convert)
        except CallFailed as cause:
            # A success that cannot be read may come from somebody between Flowroute and us.
            if delivery.verdict is not Stop.UNKNOWN and not isinstance(cause, UnreadableAnswer):
                raise
            unknown = OutcomeUnknown(
                cause,
                request=request,
                reference=agreed.reference or new_reference(),
                started=delivery.started,
                ended=delivery.ended,
                lost_at=self._clock.monotonic(),
            )
            raise unknown.by(resolve=self.resolver.resolve) from cause

    def _deliver(self, request: Request[Any], agreed: Terms) -> Delivery:
        """What came of *request* in the end, sent again as often as may be."""
        number, cost = 1, 1
        unsure: Answer | ConnectionFailed | None = None
        while True:
            started, outcome = self._paced(request, agreed)
            ended = self._clock.now()
            if isinstance(outcome, Answer) and outcome.status < 400:
                self._budget.give_back(cost)
                return Delivery(outcome, Stop.GIVE_UP, unsure is not None, started, ended)
            verdict = decide(
                request,
                Attempt(number, agreed.max_retries, agreed.deadline),
                outcome,
                monotonic=self._clock.monotonic(),
                now=ended,
                luck=LUCK.random(),
            )
            if isinstance(verdict, Stop) or not self._budget.take(verdict.cost):
                # What the last attempt certainly did not do, one before it may have done.
                told = outcome if unsure is None or not never_acted(outcome) else unsure
                return Delivery(told, verdict, unsure is not None, started, ended)
            log_retry(request, verdict, number)
            self._clock.sleep(verdict.seconds)
            number, cost = number + 1, verdict.cost
            unsure = outcome if may_have_acted(outcome) else unsure

    def _paced(
        self, request: Request[Any], agreed: Terms
    ) -> tuple[datetime, Answer | ConnectionFailed]:
        """When an attempt began, and what came of it; a message waits for its turn before."""
        kind = paced(request)
        if kind is None or self._pacer is None:
            return self._clock.now(), self._exchange(request, agreed)
        try:
            turn = self._pacer.turn(request.path, kind, deadline=agreed.deadline)
        except WouldBeLate:
            return self._clock.now(), DeadlinePassed.of(request)
        started = self._clock.now()
        try:
            outcome = self._exchange(request, agreed)
        except BaseException:
            turn.done()
            raise
        if isinstance(outcome, Answer):
            wait = retry_after(outcome.headers, self._clock.now())
            turn.done(answered=True, refused=outcome.status == 429, retry_after=wait)
        else:
            turn.done()
        return started, outcome

    def _exchange(self, request: Request[Any], agreed: Terms) -> Answer | ConnectionFailed:
        """Send *request* and log what came of it."""
        started = time.perf_counter()
        outcome = self._send(request, agreed)
        ms = (time.perf_counter() - started) * 1000
        if isinstance(outcome, ConnectionFailed):
            log_failure(request, outcome, ms)
        else:
            log_answer(request, outcome, ms)
        return outcome

    def _send(self, request: Request[Any], agreed: Terms) -> Answer | ConnectionFailed:
        """What comes of *request*. A failure is returned, for the caller to decide on."""
        client = self._pool.take()
        timeout = agreed.timeout
        try:
            if agreed.deadline is not None:
                left = agreed.left(self._clock.monotonic())
                if left <= 0:
                    return DeadlinePassed.of(request)
                timeout = left if timeout is None else min(timeout, left)
            prepared = self._engine.prepare(client, request, self._config, timeout)
            response = client.send(prepared, auth=None, follow_redirects=False, stream=True)
            try:
                body = self._body(response, timeout)
            finally:
                response.close()
        except self._engine.status_error as error:
            # Raised by a hook of a client that was brought along; an answer is an answer.
            response = error.response
            body = response.content if response.is_stream_consumed else b""
        except self._engine.errors as error:
            return self._engine.failure(request, error, self._config, timeout)
        finally:
            self._pool.give_back(client)
        return Answer(response.status_code, response.headers, body)

    def _body(self, response: Any, timeout: float | None) -> bytes:
        """The whole body, in time; the library's own timeout is per piece and never ends."""
        if response.is_stream_consumed:
            # A transport or a hook of a client that was brought along has read it already.
            content: bytes = response.content
            return content
        deadline = None if timeout is None else time.monotonic() + timeout
        pieces: list[bytes] = []
        size = 0
        # Raw, since a compressed body may go on for ever and never decompress to anything.
        for piece in response.iter_raw():
            pieces.append(piece)
            size += len(piece)
            if size > LARGEST_BODY:
                raise self._engine.oversized(LARGEST_BODY)
            if deadline is not None and time.monotonic() > deadline:
                raise self._engine.late()
        return self._engine.decoded(response, pieces, LARGEST_BODY)
