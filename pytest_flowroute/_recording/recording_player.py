"""A player that records what its cassette lacks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from .._base import active, blocking
from .._base.errors import raise_unmatched
from .._base.hosts import endpoint, flowroute_url, origin
from .._base.http_messages import HTTPResponse
from .._base.operations import find
from .._playback.canonical import canonical_request
from .._playback.failure_messages import repeated
from .._playback.player import Player
from .._playback.repeats import PreviousOutcome, may_be_repeated
from .._playback.traffic import record
from .exchanges import NotRecorded
from .recorder import RecordingRefused, SpendRefused
from .upstream import NoResponse

if TYPE_CHECKING:
    from collections.abc import Callable

    from flowroute_ext.types import Clock
    from flowroute_sandbox import Fault

    from .._base.http_messages import HTTPRequest, Outcome
    from .._playback.canonical import CanonicalRequest
    from .._playback.options import Choice
    from .recorder import Recording
    from .run import Run
    from .upstream import Upstream

NOTHING: Final = (
    "nothing was recorded for {!r}: its faults kept every request from being processed. Record it"
    " once without fault=, and give it the fault then"
)
MADE_UP: Final = (
    "{} was not recorded: it names {!r}, an id that the scrubbing of {} made up, and that the"
    " server does not have\n  to fix it: {}"
)
AGAIN: Final = "record what the test sends before it again as well, with --flowroute-record=all"
TOGETHER: Final = (
    "record the tests that share this scenario again, in one process: with -n 0"
    " --flowroute-record=rewrite --flowroute-record-only={}"
)
UNWRITTEN: Final = (
    "{} was not written: {}\n  to fix it: let the user who runs the tests write files in that"
    " folder, and record again"
)


class RecordingPlayer(Player):
    """Answers from what is recorded already, and otherwise from *upstream*, and records that.

    The *run* is held, and released at the end of each test. *check* returns why the test cannot
    be played from what was written, if there is a reason.
    """

    def __init__(
        self,
        choice: Choice,
        recording: Recording,
        run: Run,
        upstream: Upstream,
        *,
        test_player: Callable[[], Player | None] | None,
        check: Callable[[], str | None],
    ) -> None:
        super().__init__(choice.cassette, choice.given, choice.faults, test_player=test_player)
        self.records = True
        self._recording = recording
        self._run = run
        self._upstream = upstream
        self._check = check
        self._before = len(choice.cassette.interactions) - len(recording)
        self._recorded: set[int] = set()
        self._base = endpoint(upstream.base)
        active.add_endpoint(self._endpoint)
        self._holding = True
        self._lost = False

    @property
    def clock(self) -> Clock | None:
        """The clock for clients: that of the upstream."""
        return self._upstream.clock

    def respond(self, request: HTTPRequest) -> Outcome:
        """Return the outcome of a request, recorded now or before. Safe from any thread."""
        __tracebackhide__ = True
        url = flowroute_url(request.url)
        content_type = request.headers.get("content-type", "")
        sent = canonical_request(request.method, url, content_type, request.body)
        with self._lock:
            self._refuse_repetition(request, sent)
            number = self._choose(sent, request)
            if isinstance(number, int) and not self._is_of_another(number, request):
                outcome = self._play(number, replace(request, url=url), sent)
                if number < self._before and self.requests[-1].processed:
                    self._upstream.follow(number, request)
                return outcome
            fault = self._injector.next() if self._injector else None
            if fault is not None and not fault.accepted:
                return self._keep(request, sent, None, fault)
        response = self._fetch(request)
        if not isinstance(response, HTTPResponse):
            return response
        with self._lock:
            return self._keep(request, sent, response, fault)

    def _is_of_another(self, number: int, request: HTTPRequest) -> bool:
        """Whether an interaction of the file only seems to be that of an id given in this run.

        A file has few made-up ids, so one of them may be what this one would become.
        """
        return number < self._before and self._recording.gave_id(request)

    def failures(self) -> list[str]:
        """Return the faults that never happened; what is recorded anew need not be played."""
        return [] if self.problems else self._missed_faults()

    def resume(self) -> None:
        """Go on with another test."""
        self._run.hold()
        self._holding = True

    def save(self) -> list[str]:
        """Write what was recorded so far; return why that failed, if it did."""
        try:
            self._run.save(self._recording)
        except RecordingRefused as error:
            return [str(error)]
        except OSError as error:
            reason = error.strerror or type(error).__name__
            return [UNWRITTEN.format(self.cassette.path, reason)]
        except (ValueError, TypeError, LookupError, RecursionError) as error:
            return [f"{self.cassette.path.name} was not written: {type(error).__name__}"]
        finally:
            if self._holding:
                self._holding = False
                self._run.release()
        return []

    def close(self) -> list[str]:
        """Write what was recorded; return why that failed, or why it cannot be played."""
        active.remove_endpoint(self._endpoint)
        reached = {number for number, reached in enumerate(self._reached) if reached}
        self._recording.played(reached | self._recorded)
        failed = self.save()
        if failed or self.problems:
            return failed
        if self._lost:  # which was reported
            return []
        if not self._recording.answers and self.requests:
            return [NOTHING.format(self.cassette.name)]
        reason = self._check() if self._recording.answers else None
        return [reason] if reason else []

    def _endpoint(self) -> tuple[str, int] | None:
        return self._base

    def _refuse_repetition(self, request: HTTPRequest, sent: CanonicalRequest) -> None:
        """Raise `UnmatchedRequest` for a request that Flowroute would process twice."""
        __tracebackhide__ = True
        previous = self._previous.get(sent.key)
        if previous is None or not previous.fault or may_be_repeated(sent, previous):
            return
        problem = repeated(sent, str(previous.fault))
        self._keep_request(record(request, None))
        self.problems.append(problem)
        if active.current() is self:
            blocking.add_problem(problem)
        raise_unmatched(problem)

    def _keep(
        self,
        request: HTTPRequest,
        sent: CanonicalRequest,
        response: HTTPResponse | None,
        fault: Fault | None,
    ) -> Outcome:
        """Return what the client gets of a response, or instead of one, and keep both."""
        self._last_was_fault = fault is not None
        if fault is not None:
            outcome = self._failed(fault, response, request)
        else:
            assert response is not None
            outcome = response
        self._keep_outcome(sent, PreviousOutcome(outcome, fault))
        self._keep_request(record(request, outcome, fault=fault), response)
        return outcome

    def _fetch(self, request: HTTPRequest) -> Outcome:
        name = _name(request)
        self._refuse_made_up_id(request, name)
        try:
            if self._upstream.is_real(request.url):
                self._recording.before(replace(request, url=flowroute_url(request.url)))
            response = self._upstream.send(request)
        except SpendRefused as refused:
            blocking.add_problem(str(refused))
            raise
        except NoResponse as error:
            self._lost = True
            blocking.add_problem(f"{name} was not recorded, it had no response: {error}")
            return "read-timeout" if error.late else "reset"
        response = _moved(response, self._upstream.base, request.url)
        try:
            number = self._recording.add(request, response)
        except NotRecorded as error:
            self._lost = True
            blocking.add_problem(f"the response to {name} was not recorded: {error}")
            return response
        self._recorded.add(self._before + number)
        return response

    def _refuse_made_up_id(self, request: HTTPRequest, name: str) -> None:
        """Raise `UnmatchedRequest` for a request with an id that only the file has."""
        __tracebackhide__ = True
        made_up = self._recording.made_up_id(request)
        if made_up is None:
            return
        self._lost = True
        cure = TOGETHER.format(self.cassette.name) if self._recording.continued else AGAIN
        problem = MADE_UP.format(name, made_up, self.cassette.path.name, cure)
        blocking.add_problem(problem)
        raise_unmatched(problem)


def _name(request: HTTPRequest) -> str:
    operation = find(request.method, flowroute_url(request.url))
    return operation.id if operation else f"a {request.method} request"


def _moved(response: HTTPResponse, base: str, url: str) -> HTTPResponse:
    """Return a response with links to the server that the client asks, instead of *base*."""
    if not base:
        return response
    server = origin(url)
    headers = tuple((name, value.replace(base, server)) for name, value in response.headers)
    body = response.body.replace(base.encode(), server.encode())
    return replace(response, headers=headers, body=body)
