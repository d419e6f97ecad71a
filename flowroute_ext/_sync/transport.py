# Written by scripts/unasync.py from flowroute_ext/_async/transport.py. Do not edit.
"""The transport: sends one request over the pool, again where that is safe."""

from __future__ import annotations

import logging
import random
import sys
import time
from typing import TYPE_CHECKING, Any, TypeVar

from .._base.errors import CallFailed, ConnectionFailed, DeadlinePassed, UnreadableResponse
from .._calls.options import checked_options, new_reference
from .._http.bodies import bound_of
from .._http.echoes import hide_in, without_echoes
from .._http.hooked import body_read
from .._http.log import log_failure, log_response, log_retry, logger, mask_library_log
from .._http.progress import Progress
from .._http.responses import Response, response_of, retry_after
from .._http.retries import (
    Attempt,
    CallOutcome,
    Stop,
    conclude,
    decide,
    may_have_acted,
    never_acted,
    repeatable,
)
from .._http.retry_budget import RetryBudget
from .._http.send_deadline import TooLate, deadline_check
from .._http.time_limits import Until
from .._rate_limit.permits import WouldBeLate
from .._reconcile.errors import OutcomeUnknown
from .._reconcile.server_clock import ServerClock
from .pool import Pool

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flowroute_api.types import Request

    from .._base.clock import Clock, Instant
    from .._calls.config import Config
    from .._calls.options import CallSettings, Options
    from .rate_limiter import PermitQueue

D = TypeVar("D")
V = TypeVar("V")

# Not seeded, so that programs that fail together do not retry together.
JITTER = random.SystemRandom()


class Transport:
    """Sends requests over one pool of connections, and retries them."""

    def __init__(self, config: Config, http_client: object | None, clock: Clock) -> None:
        self._config = config
        self._clock = clock
        # Those of most calls, which say nothing of their own.
        self._usual = None if config.deadline is not None else config.for_call({}, 0.0)
        self._pool = Pool(config, http_client)
        self.slots = self._pool.slots
        self._engine = self._pool.engine
        self._preparing = self._engine.preparing(config)
        self._retry_budget = RetryBudget()
        self.server_clock = ServerClock(clock)
        mask_library_log(self._engine.name)

    def call(self, request: Request[D], convert: Callable[[D], V], options: Options) -> V:
        """Check *options*, then send *request* as `send` does."""
        return self.send(request, convert, self.settings(checked_options(options)))

    def settings(self, options: Mapping[str, Any]) -> CallSettings:
        """Return the settings of a call that starts now with the checked *options*."""
        if not options and self._usual is not None:
            return self._usual
        return self._config.for_call(options, self._clock.monotonic())

    def send(
        self,
        request: Request[D],
        convert: Callable[[D], V],
        settings: CallSettings,
        permits: PermitQueue | None = None,
        admit: Callable[[], None] | None = None,
    ) -> V:
        """Send *request* and return *convert* of the document in its response.

        A request that may be repeated is sent again after a failure. Another one is sent again
        only where it certainly was not accepted, and else raises `OutcomeUnknown`. Each attempt
        waits for one of *permits*, if they are given, and then calls *admit*: what that raises
        ends the call, and nothing leaves.
        """
        outcome = self._deliver(request, settings, permits, admit)
        try:
            return conclude(request, outcome, convert)
        except CallFailed as cause:
            # A success that cannot be read may be of a proxy between Flowroute and this client.
            if unread := isinstance(cause, UnreadableResponse):
                hide_in(cause, request, self._config.authorization)
            if repeatable(request) or not (unread or outcome.next_step is Stop.UNKNOWN):
                raise
            ended = outcome.ended or self._clock.now()
            raise OutcomeUnknown(
                cause,
                request=request,
                reference=settings.reference or new_reference(),
                started=outcome.started.wall,
                ended=ended,
                times=self.server_clock.times(outcome.started, ended),
            ) from cause

    def end(self) -> None:
        """Send no request any more."""
        self._pool.end()

    def close(self) -> None:
        """Close the connections, unless they are of an HTTP client that the user passed."""
        self._pool.close()

    def _deliver(
        self,
        request: Request[Any],
        settings: CallSettings,
        permits: PermitQueue | None,
        admit: Callable[[], None] | None,
    ) -> CallOutcome:
        """Make attempts until one succeeds or there may be no further one."""
        number, cost = 1, 1
        unsure: Response | ConnectionFailed | None = None
        while True:
            started, last = self._attempt(request, settings, permits, admit)
            if isinstance(last, Response) and last.status < 300:
                self._retry_budget.give_back(cost)
                return CallOutcome(last, Stop.GIVE_UP, unsure is not None, started, None)
            ended = self._clock.now()
            next_step = decide(
                request,
                Attempt(number, settings.max_retries, settings.deadline),
                last,
                monotonic=self._clock.monotonic(),
                now=ended,
                jitter=JITTER.random(),
            )
            if isinstance(next_step, Stop) or not self._retry_budget.take(next_step.cost):
                # What the last attempt certainly did not do, an earlier one may have done.
                shown = last if unsure is None or not never_acted(last) else unsure
                return CallOutcome(shown, next_step, unsure is not None, started, ended)
            log_retry(request, next_step, number)
            self._clock.sleep(next_step.seconds)
            number, cost = number + 1, next_step.cost
            unsure = last if may_have_acted(last) else unsure

    def _attempt(
        self,
        request: Request[Any],
        settings: CallSettings,
        permits: PermitQueue | None,
        admit: Callable[[], None] | None,
    ) -> tuple[Instant, Response | ConnectionFailed]:
        """Send *request* once it has a slot and a permit; return when, and the result."""
        if permits is None:
            slot = None
            try:
                left = None if settings.deadline is None else self._left(settings)
                slot = self.slots.take(timeout=left)
                if slot is None:
                    return self._clock.instant(), DeadlinePassed.of(request)
                if admit is not None:
                    admit()
                started, began = self._clock.instant(), time.perf_counter()
                last = self._exchange(request, settings)
                return started, self._noted(request, last, started, began)
            finally:
                if slot is not None:
                    self.slots.give_back(slot)
        permit = None
        try:
            permit = permits.permit(deadline=settings.deadline)
            if admit is not None:
                admit()
            started, began = self._clock.instant(), time.perf_counter()
            last = self._noted(request, self._exchange(request, settings), started, began)
        except WouldBeLate:
            return self._clock.instant(), DeadlinePassed.of(request)
        except BaseException:
            if permit is not None:
                permit.done()
            raise
        if isinstance(last, Response):
            wait = retry_after(last.headers, self._clock.now())
            permit.done(answered=True, refused=last.status == 429, retry_after=wait)
        else:
            permit.done()
        return started, last

    def _noted(
        self,
        request: Request[Any],
        last: Response | ConnectionFailed,
        started: Instant,
        began: float,
    ) -> Response | ConnectionFailed:
        """Return *last*, the result of *request*, without echoes of it, and log it."""
        ms = (time.perf_counter() - began) * 1000
        if isinstance(last, ConnectionFailed):
            log_failure(request, last, ms)
        else:
            self.server_clock.observe(last.headers, started.monotonic, self._clock.monotonic())
            if not 200 <= last.status < 300:
                last = without_echoes(last, request, self._config.authorization)
            if logger.isEnabledFor(logging.INFO):
                log_response(request, last, ms, self._config.authorization)
        return last

    def _exchange(
        self, request: Request[Any], settings: CallSettings
    ) -> Response | ConnectionFailed:
        """Send *request* over a connection; return the response, or the failure."""
        timeout = settings.timeout
        if settings.deadline is not None:
            left = self._left(settings)
            if left <= 0:
                return DeadlinePassed.of(request)
            timeout = left if timeout is None else min(left, timeout)
        until = None if timeout is None else Until(timeout)
        client: Any = None
        finished = False
        outside = sys.exception()
        bound = bound_of(request)
        try:
            try:
                client = self._pool.get()
            except OSError as error:
                return self._engine.unmade(request, error, self._config)
            latest = settings.not_after
            progress = Progress(None if latest is None else deadline_check(latest, self._clock))
            prepared = self._preparing.prepare(
                client, request, until, progress, users=self._pool.is_users
            )
            try:
                response = self._pool.sending(client, prepared, until, bound)
                finished = True
            except TooLate as late:
                return late.failure(request)
            except Exception as error:
                safe = request.method == "GET" or not self._pool.is_users
                if self._engine.is_of_others(error, client, progress, safe=safe):
                    raise
                raised = self._engine.response_of(error, prepared)
                if raised is None:
                    return self._engine.failure(
                        request,
                        error,
                        self._config,
                        timeout,
                        prepared=prepared,
                        outside=outside,
                    )
                # Raised by a hook of the user's HTTP client; it is a response like any other.
                response = response_of(raised, body_read(raised, bound))
        finally:
            if finished:
                self._pool.put(client)
            else:
                self._pool.drop(client)
        return response

    def _left(self, settings: CallSettings) -> float:
        """Return the seconds until the deadline."""
        return settings.left(self._clock.monotonic())
