"""Brings webhooks to where they belong, and never while the account is locked."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from contextlib import contextmanager
from threading import Condition, Lock, Thread
from typing import TYPE_CHECKING, TypeAlias

from flowroute_sandbox.state.entities import Attempt
from flowroute_sandbox.webhooks.documents import document
from flowroute_sandbox.webhooks.queue import Agenda
from flowroute_sandbox.webhooks.sender import HeldBack

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from datetime import datetime

    from flowroute_sandbox.state.account import Account
    from flowroute_sandbox.state.clock import Clock
    from flowroute_sandbox.webhooks.queue import Task

Post: TypeAlias = Callable[[str, bytes, Mapping[str, str]], int]
"""Posts a body with headers to a URL, and returns the status of the answer, or raises."""

# developer.flowroute.com: Webhooks. Nothing is signed.
HEADERS = {
    "content-type": "application/json",
    "accept-encoding": "gzip",
    # Assumed: webhook-user-agent
    "user-agent": "Go-http-client/1.1",
}

AT_ONCE = 8
"""How many webhooks are posted at the same time, each of another message."""

SOON, LATE = 0.01, 60.0
"""The shortest and the longest time, in seconds, to wait before looking again unasked."""

LAST_MOMENT = 1.0
"""How long, in seconds, attempts under way may take when the work ends."""

_log = logging.getLogger(__name__)


class Postman:
    """Posts the webhooks of an account when it is told to, or all the time at `work`.

    `lock` is the account's, and `save` is called with it held. Without `post` nothing is posted.
    """

    def __init__(
        self,
        account: Account,
        clock: Clock,
        lock: Lock,
        save: Callable[[], None],
        post: Post | None,
    ) -> None:
        self._clock = clock
        self._save = save
        self._post = post
        self._agenda = Agenda(account)
        self._changed = Condition(lock)
        self._working = False  # `work` takes what is due
        self._recording = False  # what came of it is still written down
        self._under_way: list[datetime] = []  # when what `work` has begun was due
        self._awaited: datetime | None = None  # what `work` waits for, if it is a time

    def resume(self) -> None:
        """Go on with what a sandbox left behind that is no more."""
        if self._post is not None:
            self._agenda.resume(self._clock.now())

    def notice(self, message_ids: Iterable[str]) -> None:
        """Take in messages that are new or have changed, and the time. The lock must be held."""
        if self._post is None:
            return
        for message_id in message_ids:
            self._agenda.note(message_id)
        at = self._agenda.next() if self._working else None
        sooner = self._awaited is None or (at is not None and at < self._awaited)
        if at is not None and (sooner or at <= self._clock.now()):
            self._changed.notify_all()

    def bring(self) -> None:
        """Post all that is due, one after the other."""
        while self._post is not None:
            with self._changed:
                task = self._take()
            if task is None:
                return
            attempt = None
            try:
                attempt = self._attempt(task, self._post)
            finally:  # Ctrl-C, it may be
                with self._changed:
                    self._agenda.give_back(task, attempt)
                    self._saved()

    @contextmanager
    def work(self) -> Generator[None, None, None]:
        """Post whatever falls due, in threads, for as long as the block lasts.

        An attempt that outlasts it is one that was never made.
        """
        if self._post is None:
            yield
            return
        with self._changed:
            if self._working:
                raise RuntimeError("this sandbox is delivering its webhooks already")
            self._working = self._recording = True
        thread = Thread(target=self._work, args=(self._post,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            with self._changed:
                self._working = False
                self._changed.notify_all()
                self._changed.wait_for(lambda: not self._under_way, LAST_MOMENT)
                self._recording = False
            thread.join()

    def done(self, until: datetime) -> bool:
        """Whether `work` has nothing to do, or doing, that was due by then."""
        with self._changed:
            at = self._agenda.next()
            due = self._under_way if at is None else [at, *self._under_way]
            return not self._working or all(at > until for at in due)

    def _work(self, post: Post) -> None:
        with self._changed:
            while self._working:
                task = self._take() if len(self._under_way) < AT_ONCE else None
                if task is None:
                    self._changed.wait(self._pause())
                else:
                    self._under_way.append(task.due)
                    Thread(target=self._carry_out, args=(task, post), daemon=True).start()

    def _carry_out(self, task: Task, post: Post) -> None:
        attempt = self._attempt(task, post)
        with self._changed:
            self._under_way.remove(task.due)
            if self._recording:
                self._agenda.give_back(task, attempt)
                self._saved()
            else:
                self._agenda.give_back(task, None)
            self._changed.notify_all()

    def _attempt(self, task: Task, post: Post) -> Attempt:
        sent = self._clock.now()
        try:
            body = json.dumps(document(task.message, task.delivery), separators=(",", ":"))
            status = int(post(task.delivery.url, body.encode(), HEADERS))
        except HeldBack as error:
            return Attempt(task.due, None, error=str(error))
        except Exception as error:  # whatever it is, the application did not answer
            return Attempt(task.due, sent, error=f"{type(error).__name__}: {error}")
        return Attempt(task.due, sent, status)

    def _take(self) -> Task | None:
        task = self._agenda.take(self._clock.now())
        self._saved()
        return task

    def _saved(self) -> None:
        try:
            self._save()
        except Exception:  # the next call to the sandbox tries again, and tells its client
            _log.exception("the sandbox could not save what became of its webhooks")

    def _pause(self) -> float | None:
        """Return for how many seconds there is nothing to do, None until there is news."""
        self._awaited = None if len(self._under_way) >= AT_ONCE else self._agenda.next()
        if self._awaited is None:
            return None
        return min(max((self._awaited - self._clock.now()).total_seconds(), SOON), LATE)
