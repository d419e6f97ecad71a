# Written by scripts/unasync.py from flowroute_ext/_async/outbox.py. Do not edit.
"""The run of an outbox: its rows sent, several at once, and lost answers looked for."""

from __future__ import annotations

import threading
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from .._base.errors import CallFailed, FlowrouteError
from .._outbox import outcomes
from .._outbox.errors import OutboxError
from .._outbox.run_state import Course
from .._outbox.store import Desk
from .._outbox.values import OutboxProgress, OutboxReport
from .._outbox.workers import Crew
from .._reconcile.verdicts import is_settled, settled_at

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from .._base.clock import Clock
    from .._outbox.outcomes import Outcome
    from .._outbox.store import Claim
    from .messages import Messages

# Seconds between two reports of progress.
REPORTED = 0.25
# Seconds to leave Flowroute alone after a round that met with nothing but trouble.
RESPITE = 5.0


class Run:
    """One run over the rows in the file at *path*, from taking the first to the report.

    :param messages: and *clock* are of the client, and so is its *concurrency*.
    :param watch: is called with the `OutboxProgress` now and then, by one at a time.
    """

    def __init__(
        self,
        path: Path,
        messages: Messages,
        clock: Clock,
        *,
        account: str,
        concurrency: int,
        watch: Callable[[OutboxProgress], None],
    ) -> None:
        self._path = path
        self._account = account
        self._messages = messages
        self._clock = clock
        # As many as have a connection, and two whose turn is next. MMS have fewer turns, and
        # who waits for one cannot be told to stop.
        self._hands = {"sms": concurrency + 2, "mms": concurrency // 3 + 1}
        self._watch = watch
        self._crew = Crew()
        self._course = Course()
        # Attempts, as the id of a row and how many there were: those whose request may have left,
        # and those of which no more is to be found out.
        self._under_way: set[tuple[int, int]] = set()
        self._given_up: set[tuple[int, int]] = set()
        self._started = clock.monotonic()
        self._told = self._started
        self._telling = threading.Lock()

    def go(self) -> OutboxReport:
        """Send what is queued, and find out what is unknown; what was done, and what is left."""
        desk = Desk(self._path, self._account)
        try:
            self._crew.aside(partial(desk.enter, self._clock.now()))
            self._tell(desk, always=True)
            self._rounds(desk)
            self._tell(desk, always=True)
            left = self._crew.aside(desk.counts)
        except BaseException:
            # What comes of leaving matters less than why.
            with suppress(OutboxError):
                self._leave(desk)
            raise
        self._leave(desk)
        return OutboxReport(
            sent=self._course.sent,
            failed=self._course.failed,
            left=left,
            seconds=self._clock.monotonic() - self._started,
            stopped=self._course.stopped,
        )

    def _leave(self, desk: Desk) -> None:
        if not self._crew.at_work:
            now = self._clock.now()
            self._crew.aside(partial(desk.leave, frozenset(self._under_way), now))

    def _rounds(self, desk: Desk) -> None:
        self._survey(desk)
        while self._course.goes_on:
            kinds = self._crew.aside(desk.waiting)
            hands = [kind for kind in kinds for _ in range(self._hands[kind])]
            jobs = [partial(self._work, desk, kind) for kind in hands]
            self._crew.work(jobs, self._interrupt)
            self._survey(desk)
            barren = self._course.next_round()
            pause = self._pause(desk, barren=barren)
            if pause is None:
                return
            if pause and self._course.goes_on:
                self._tell(desk, always=True)
                self._clock.sleep(pause)
                self._survey(desk)

    def _survey(self, desk: Desk) -> None:
        """Take over from dead runs, and find out what is unknown, as far as it shows now."""
        if self._course.stopped is None:
            self._crew.aside(partial(desk.adopt, self._clock.now))
            self._look(desk)

    def _work(self, desk: Desk, kind: str) -> None:
        """Send rows of *kind*, one after the other, until there is none to be had."""
        claim = self._turn(desk, None, kind)
        while claim is not None:
            if self._course.is_time_to_look(self._clock.now()):
                self._look(desk)
            outcome = self._attempt(claim)
            claim = self._turn(desk, (claim, outcome), kind)

    def _attempt(self, claim: Claim) -> Outcome:
        self._under_way.add((claim.id, claim.attempt))
        try:
            # Its turn may be some time away, and there is nobody whom it keeps waiting.
            sent = self._messages.send(claim.message, reference=claim.reference, deadline=None)
        except FlowrouteError as error:
            return outcomes.failed(error, self._clock.now())
        return outcomes.accepted(sent)

    def _turn(self, desk: Desk, ended: tuple[Claim, Outcome] | None, kind: str) -> Claim | None:
        """Write down how a row *ended*, and only then tell of it; take the next one."""
        if ended is not None:
            self._course.note(ended[1])
        wanted = kind if self._course.goes_on else None
        claim = self._crew.aside(partial(desk.turn, ended, wanted, self._clock.now()))
        if ended is not None:
            self._course.written(ended[1])
            self._under_way.discard((ended[0].id, ended[0].attempt))
            self._tell(desk)
        return claim

    def _look(self, desk: Desk) -> None:
        """Find out what became of the rows that are unknown, as far as it shows now."""
        questions, taken = self._crew.aside(desk.questions)
        if not questions:
            return
        now = self._clock.now()
        try:
            found = self._messages.find_sent(
                [question.sought for question in questions], taken=taken
            )
        except CallFailed as error:
            self._course.stop(
                f"what became of {len(questions)} rows could not be looked up ({error}). "
                "See to it, and send again."
            )
            return
        self._course.found(self._crew.aside(partial(desk.settle, questions, found)))
        self._given_up.update(
            (question.id, question.attempt)
            for question in questions
            if is_settled(question.sought.ended, now)
        )
        self._course.look_at(self._open_ends(desk))

    def _pause(self, desk: Desk, *, barren: bool) -> float | None:
        """Seconds until there may be something to do again; None if there is nothing."""
        waiting = self._crew.aside(desk.waiting)
        if waiting and not barren:
            return 0.0
        ends = self._open_ends(desk)
        if ends:
            return max(0.0, (min(ends) - self._clock.now()).total_seconds())
        return RESPITE if waiting else None

    def _open_ends(self, desk: Desk) -> list[datetime]:
        """When it is certain what became of each row that is unknown, and not given up."""
        questions, _ = self._crew.aside(desk.questions)
        return [
            settled_at(question.sought.ended)
            for question in questions
            if (question.id, question.attempt) not in self._given_up
        ]

    def _tell(self, desk: Desk, *, always: bool = False) -> None:
        now = self._clock.monotonic()
        if always or now - self._told >= REPORTED:
            self._told = now
            counts = self._crew.aside(desk.counts)
            done = self._course.sent + self._course.failed
            with self._telling:
                self._watch(OutboxProgress(counts=counts, done=done, seconds=now - self._started))

    def _interrupt(self) -> None:
        self._course.stop("it was interrupted. Send again to go on.")
