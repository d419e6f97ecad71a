"""One playing of a cassette: which answers were given, and what is still to come."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING, Any

from .._base.errors import refuse
from .._base.exchange import Answer
from .._base.faults import TAKEN, Fault, Faults, happen
from . import active as _stage
from .failure_messages import mismatch, repeated, spent, unplayed
from .matching import Form, Index, form
from .parameters import Replacement
from .repeats import SAFE_METHODS, Before, may_be_repeated
from .traffic import Request, SentMessage, purchased_number, request, sent_message

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from flowroute_ext.types import Clock

    from .._base.exchange import Call, Outcome
    from .cassettes import Cassette


class Player:
    """Answers calls from a cassette, and remembers them.

    *given* are the values the test chose for the cassette's parameters; the others are what the
    application sends. A cassette that nobody *named* need not be played to its end. *whole*
    returns the player of the test, which remembers these calls as well. *suggest* names
    scenarios that a request would suit.
    """

    def __init__(
        self,
        cassette: Cassette,
        given: Mapping[str, str] | None = None,
        faults: Sequence[Fault] = (),
        *,
        named: bool = True,
        whole: Callable[[], Player | None] | None = None,
        suggest: Callable[[Form], list[str]] | None = None,
    ) -> None:
        self.cassette = cassette
        self.named = named
        self.problems: list[str] = []
        self.requests: list[Request] = []
        self.sent_messages: list[SentMessage] = []
        self.purchased_numbers: list[str] = []
        self._given = dict(given or {})
        self._bound: dict[str, str] = {}
        self._faults = Faults(faults)
        self._index = _index(cassette, self._given)
        self._played = [0] * len(cassette.interactions)
        self._met = [False] * len(cassette.interactions)
        self._before: dict[tuple[object, ...], Before] = {}
        self._broken_off = False
        self._around: _stage.Playing | None = None
        self._clock: Clock | None = None
        self._whole = whole
        self._suggest = suggest
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        played = f"{sum(map(bool, self._played))} of {len(self._played)} played"
        return f"<{type(self).__name__} {self.cassette.name}: {played}>"

    def answer(self, call: Call) -> Outcome:
        """Return what becomes of a call; raise `UnmatchedRequest` if nothing recorded is like it.

        Safe from any thread.
        """
        __tracebackhide__ = True
        sent = form(call.method, call.url, call.headers.get("content-type", ""), call.body)
        with self._lock:
            number = self._choose(sent)
            if isinstance(number, str):
                self._remember(request(call, None))
                self.problems.append(number)
                if _stage.playing() is self:
                    _stage.note(number)
                refuse(number)
            return self._play(number, call, sent)

    @property
    def clock(self) -> Clock | None:
        """What clients go by meanwhile: what they did before, or one that skips all waits."""
        if self._around is not None:
            return self._around.clock
        with self._lock:
            if self._clock is None:
                from .._base.clocks import SkippingClock

                self._clock = SkippingClock()
            return self._clock

    def go_by(self, around: _stage.Playing | None) -> None:
        """Have the clock of what is played around this, if anything is."""
        self._around = around

    @property
    def play_count(self) -> int:
        """How many requests were answered from the recording, faults aside."""
        return sum(one.interaction is not None and one.taken for one in self.requests)

    @property
    def unplayed(self) -> list[str]:
        """What was recorded and not asked for, fit to be shown."""
        return [
            f"{number + 1}. {self._index.shown(number)}"
            for number, met in enumerate(self._met)
            if not met
        ]

    def assert_all_played(self) -> None:
        """Raise `AssertionError` if a recorded interaction was not played."""
        __tracebackhide__ = True
        left = self.unplayed
        if left:
            raise AssertionError(unplayed(self.cassette, left))

    def complaints(self) -> list[str]:
        """Return what is wrong at the end of a playing in which nothing failed.

        An application that gave up when it met a fault owes nothing more.
        """
        if self.problems:
            return []
        left = self.unplayed if self.named and not self._broken_off else []
        found = [unplayed(self.cassette, left)] if left else []
        found += [
            f"fault {spelled!r} never happened: {self.cassette.name} was called "
            f"{len(self.requests)} times"
            for spelled in self._faults.missed
        ]
        return found

    def close(self) -> list[str]:
        """Do what is left to do at the end, and return what went wrong: nothing, for a player."""
        return []

    def _choose(self, sent: Form) -> int | str:
        """Return the number of the interaction that answers, or why there is none."""
        numbers = self._index.find(sent)
        if not numbers:
            return mismatch(self.cassette, self._index.forms, sent, self._given, self._suggest)
        before = self._before.get(sent.key) if self._before else None
        again = may_be_repeated(sent, before)
        if before is not None and before.fault and not again:
            return repeated(sent, before.fault)
        for number in numbers:
            if not self._played[number]:
                return number
        if again:
            return numbers[-1]
        return spent(self.cassette, sent)

    def _play(self, number: int, call: Call, sent: Form) -> Outcome:
        fault = self._faults.next()
        self._met[number] = True
        self._broken_off = fault is not None
        if fault is not None and fault.name not in TAKEN:
            outcome = happen(fault.name, Answer(0, "", (), b""))
            self._keep(sent, Before(outcome, fault.name))
            self._remember(request(call, outcome, interaction=number, fault=fault.name))
            return outcome
        self._bound |= self._index.values(number, sent)
        answer, document = self._rendered(number)
        outcome = happen(fault.name, answer) if fault else answer
        self._played[number] += 1
        self._keep(sent, Before(outcome, fault.name if fault else None))
        record = request(call, outcome, interaction=number, fault=fault.name if fault else None)
        self._remember(record, document if answer.status < 300 else None, answer.status)
        return outcome

    def _keep(self, sent: Form, came: Before) -> None:
        """Remember what came of a request that is no look-up.

        Who looks, after a fault, finds out that Flowroute did not take what it did not take.
        """
        if sent.method not in SAFE_METHODS:
            self._before[sent.key] = came
        elif self._before and not came.fault:
            self._before = {
                key: before
                for key, before in self._before.items()
                if before.fault is None or before.fault in TAKEN
            }

    def _rendered(self, number: int) -> tuple[Answer, Any]:
        """Return the recorded answer with the values of this test, and its JSON value."""
        interaction = self.cassette.interactions[number]
        replaced = Replacement(self.cassette.parameters, {**self._bound, **self._given})
        if not replaced:
            return interaction.answer, interaction.document
        recorded = interaction.answer
        document, body = interaction.document, recorded.body
        if document is not None:
            document = replaced.json(document)
            body = json.dumps(document, separators=(",", ":"), ensure_ascii=False).encode()
        headers = tuple((name, replaced.text(value)) for name, value in recorded.headers)
        return Answer(recorded.status, recorded.reason, headers, body), document

    def _remember(self, record: Request, document: Any = None, status: int = 0) -> None:
        """Keep a request; *status* is what Flowroute made of it, were it to come through."""
        taken = 200 <= status < 300
        message = sent_message(record, document) if taken else None
        number = purchased_number(record) if taken else None
        whole = self._whole() if self._whole else None
        for player in (self,) if whole in (None, self) else (self, whole):
            player.requests.append(record)
            if message:
                player.sent_messages.append(message)
            if number:
                player.purchased_numbers.append(number)


def _index(cassette: Cassette, given: Mapping[str, str]) -> Index:
    """Return the index of a cassette for these values, made once."""
    key = tuple(sorted(given.items()))
    prepared = cassette.prepared
    if key not in prepared:
        prepared[key] = Index(cassette, given)
    found: Index = prepared[key]
    return found
