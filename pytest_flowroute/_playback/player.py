"""Playing of a cassette: which interactions were played, and which are left."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from .._base import active, blocking
from .._base.errors import raise_unmatched
from .._base.hosts import flowroute_url
from .bindings import Bindings
from .canonical import CanonicalRequest, canonical_request
from .differences import shown
from .failure_messages import Unmatched, mismatch, repeated, spent, unplayed
from .matching import Index
from .repeats import SAFE_METHODS, PreviousOutcome, may_be_repeated
from .traffic import CapturedMessage, CapturedRequest, captured_message, purchased_number, record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import timedelta

    from flowroute_ext.types import Clock
    from flowroute_sandbox import Fault
    from flowroute_sandbox.faults import FaultInjector

    from .._base.http_messages import HTTPRequest, HTTPResponse, Outcome
    from .._base.responder import Responder
    from .cassettes import Cassette


class Player:
    """Answers requests from a cassette, and keeps them.

    *given* are the values that the test gives for the cassette's parameters; the others are what
    the application sends. A cassette that the test has *named* must be played to its end.
    *test_player* returns the player of the whole test, which keeps these requests as well.
    *suggest* returns the names of scenarios that have a request.
    """

    def __init__(
        self,
        cassette: Cassette,
        given: Mapping[str, str] | None = None,
        faults: Sequence[Fault] = (),
        *,
        named: bool = True,
        test_player: Callable[[], Player | None] | None = None,
        suggest: Callable[[CanonicalRequest], list[str]] | None = None,
    ) -> None:
        self.cassette = cassette
        self.named = named
        self.records = False
        self.problems: list[str] = []
        self.requests: list[CapturedRequest] = []
        self.sent_messages: list[CapturedMessage] = []
        self.purchased_numbers: list[str] = []
        self._given = dict(given or {})
        self._bindings = Bindings(cassette, self._given)
        self._injector = _injector(faults)
        self._index = _index(cassette, self._given)
        self._played: Counter[tuple[int, str]] = Counter()
        self._reached = [False] * len(cassette.interactions)
        self._previous: dict[tuple[object, ...], PreviousOutcome] = {}
        self._last_was_fault = False
        self._outer: Responder | None = None
        self._clock: Clock | None = None
        self._test_player = test_player
        self._suggest = suggest
        self._lock = threading.RLock()

    def __repr__(self) -> str:
        count = len({number for number, _ in self._played})
        played = f"{count} of {len(self._reached)} played"
        return f"<{type(self).__name__} {self.cassette.name}: {played}>"

    def respond(self, request: HTTPRequest) -> Outcome:
        """Return the outcome of a request; raise `UnmatchedRequest` if none is recorded.

        Safe from any thread.
        """
        __tracebackhide__ = True
        sent = canonical_request(
            request.method,
            flowroute_url(request.url),
            request.headers.get("content-type", ""),
            request.body,
        )
        with self._lock:
            chosen = self._choose(sent, request)
            if isinstance(chosen, str):
                self._keep_request(record(request, None))
                self.problems.append(chosen)
                if active.current() is self:
                    blocking.add_problem(chosen)
                raise_unmatched(chosen)
            return self._play(chosen, request, sent)

    @property
    def clock(self) -> Clock | None:
        """The clock for clients: that of the outer responder, or one that skips all waits."""
        if self._outer is not None:
            return self._outer.clock
        with self._lock:
            if self._clock is None:
                from .._base.clocks import SkippingClock

                self._clock = SkippingClock()
            return self._clock

    def use_clock_of(self, outer: Responder | None) -> None:
        """Use the clock of the responder around this one, if there is one."""
        self._outer = outer

    @property
    def play_count(self) -> int:
        """How many requests were answered from the recording, faults aside."""
        return sum(
            request.interaction is not None and request.processed for request in self.requests
        )

    @property
    def unplayed(self) -> list[str]:
        """The interactions that were not played, as they may be shown."""
        return [
            f"{number + 1}. {shown(self._index.requests[number])}"
            for number, reached in enumerate(self._reached)
            if not reached
        ]

    def assert_all_played(self) -> None:
        """Raise `AssertionError` if a recorded interaction was not played."""
        __tracebackhide__ = True
        left = self.unplayed
        if left:
            raise AssertionError(unplayed(self.cassette, left))

    def failures(self) -> list[str]:
        """Return why a test fails that passed so far.

        An application that gave up after a fault does not have to play the rest.
        """
        if self.problems:
            return []
        whole = self.named and not self.cassette.partial and not self._last_was_fault
        left = self.unplayed if whole else []
        return [*([unplayed(self.cassette, left)] if left else []), *self._missed_faults()]

    def resume(self) -> None:
        """Go on with another test."""

    def save(self) -> list[str]:
        """Keep what was recorded by a test that has ended; return what failed in doing so."""
        return []

    def close(self) -> list[str]:
        """End the playing; return what failed in doing so: nothing, unless it records."""
        return []

    def _missed_faults(self) -> list[str]:
        return [
            f"fault {str(fault)!r} never happened: {self.cassette.name} got "
            f"{len(self.requests)} requests"
            for fault in (self._injector.missed if self._injector else ())
        ]

    def _choose(self, sent: CanonicalRequest, request: HTTPRequest) -> int | str:
        """Return the number of the interaction to play, or why there is none.

        What was not played goes before what was, each in the order of the recording.
        """
        original, made = self._bindings.original(sent)
        scrub = partial(_scrubbed, request, self.cassette) if self.cassette.slots else None
        numbers = self._index.find(original, scrub)
        if not numbers:
            scrubbed = scrub() if scrub else None
            unmatched = Unmatched(self.cassette, original, scrubbed, self._given)
            return mismatch(unmatched, self._index.requests, self._suggest)
        previous = self._previous.get(sent.key) if self._previous else None
        again = may_be_repeated(sent, previous)
        if previous is not None and previous.fault and not again:
            return repeated(sent, str(previous.fault))
        for number in numbers:
            if not self._played[number, made]:
                return number
        if again:
            return numbers[-1]
        return spent(self.cassette, sent)

    def _play(self, number: int, request: HTTPRequest, sent: CanonicalRequest) -> Outcome:
        fault = self._injector.next() if self._injector else None
        self._reached[number] = True
        self._last_was_fault = fault is not None
        if fault is not None and not fault.accepted:
            outcome = self._failed(fault, None, request)
            self._keep_outcome(sent, PreviousOutcome(outcome, fault))
            self._keep_request(record(request, outcome, interaction=number, fault=fault))
            return outcome
        response = self._rendered(number, sent)
        outcome = self._failed(fault, response, request) if fault else response
        self._keep_outcome(sent, PreviousOutcome(outcome, fault))
        kept = record(request, outcome, interaction=number, fault=fault)
        self._keep_request(kept, response)
        return outcome

    def _failed(self, fault: Fault, recorded: HTTPResponse | None, request: HTTPRequest) -> Outcome:
        from .._base.faults import apply

        return apply(fault, recorded, request.timeout, self._advance)

    def _advance(self, by: timedelta) -> None:
        clock = self.clock
        if clock is not None:
            clock.sleep(by.total_seconds())

    def _keep_outcome(self, sent: CanonicalRequest, outcome: PreviousOutcome) -> None:
        """Keep the outcome of a request that changes something.

        A look-up after a fault shows what Flowroute did not accept: that may be sent again.
        """
        if sent.method not in SAFE_METHODS:
            self._previous[sent.key] = outcome
        elif self._previous and not outcome.fault:
            self._previous = {
                key: previous
                for key, previous in self._previous.items()
                if previous.fault is None or previous.fault.accepted
            }

    def _rendered(self, number: int, sent: CanonicalRequest) -> HTTPResponse:
        """Return the recorded response with the values of this test."""
        interaction = self.cassette.interactions[number]
        original, made = self._bindings.original(sent)
        before = self._played[number, made]
        self._played[number, made] += 1
        shown = self._index.shown(number, original)
        made = made or self._bindings.another_id(interaction, before)
        replaced = self._bindings.substitution(interaction, sent, shown, made)
        return interaction.with_values(replaced)

    def _keep_request(self, kept: CapturedRequest, response: HTTPResponse | None = None) -> None:
        """Keep a request, and Flowroute's response even if a fault hid it."""
        message = number = None
        if response is not None and 200 <= response.status < 300:
            message = captured_message(kept, response.body)
            number = purchased_number(kept)
        whole = self._test_player() if self._test_player else None
        for player in (self,) if whole in (None, self) else (self, whole):
            player.requests.append(kept)
            if message:
                player.sent_messages.append(message)
            if number:
                player.purchased_numbers.append(number)


def _injector(faults: Sequence[Fault]) -> FaultInjector | None:
    if not faults:
        return None
    from flowroute_sandbox.faults import FaultInjector

    return FaultInjector(faults)


def _index(cassette: Cassette, given: Mapping[str, str]) -> Index:
    """Return the index of a cassette for these values; it is made once."""
    key = tuple(sorted(given.items()))
    prepared = cassette.prepared
    if key not in prepared:
        prepared[key] = Index(cassette, given)
    index: Index = prepared[key]
    return index


def _scrubbed(request: HTTPRequest, cassette: Cassette) -> CanonicalRequest | None:
    """Return a request with the made-up values that the recording of an equal one has, if any."""
    from .._scrubbing.scrubber import scrub_request
    from .._scrubbing.tables import Table

    url = flowroute_url(request.url)
    table = Table(cassette.keep, cassette.slots)
    try:
        clean = scrub_request(replace(request, url=url), table).request
    except ValueError:
        return None
    content_type = clean.headers.get("content-type", "")
    return canonical_request(clean.method, clean.url, content_type, clean.body)
