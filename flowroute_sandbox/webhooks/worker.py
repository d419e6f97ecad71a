"""Posts the webhooks of an account, on request or in threads, without holding its lock.

A thread is started for each webhook, as many as `receivers` allows. On request, webhooks over
HTTP are posted to each receiver one after the other, and to several at the same time; a function
of the user's is called in the thread of the request.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from contextlib import contextmanager
from threading import Condition, Lock, Thread
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from flowroute_sandbox.state.entities import DeliveryAttempt
from flowroute_sandbox.webhooks.deliveries import posted
from flowroute_sandbox.webhooks.queue import DeliveryQueue
from flowroute_sandbox.webhooks.receivers import PER_RECEIVER
from flowroute_sandbox.webhooks.sender import HEADERS, HeldBack, Reply, WebhookSender

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from datetime import datetime

    from flowroute_sandbox.state.account import Account
    from flowroute_sandbox.state.clock import Clock
    from flowroute_sandbox.webhooks.queue import DeliveryTask

Post: TypeAlias = Callable[[str, bytes, Mapping[str, str]], int]
"""Posts a body with headers to a URL, and returns the status of the response, or raises."""

MIN_WAIT, MAX_WAIT = 0.01, 60.0
"""The shortest and the longest time, in seconds, to wait for the next webhook."""

SHUTDOWN_TIMEOUT = 1.0
"""How long, in seconds, attempts in progress may take when the worker stops."""

MAX_ERROR = 200
"""How many characters are kept of why there was no response: a receiver may have written them."""

_log = logging.getLogger(__name__)


class Posted(NamedTuple):
    """What was posted in one attempt, and its result."""

    task: DeliveryTask
    attempt: DeliveryAttempt
    headers: Mapping[str, str]
    body: bytes
    reply: Reply | None
    seconds: float


class DeliveryWorker:
    """Posts the webhooks of an account: those due at `post_due`, and all while `running`.

    `lock` is the account's, and `save` and `record` are called with it held, `record` with each
    attempt that ended. Without `post` nothing is posted.
    """

    def __init__(
        self,
        account: Account,
        clock: Clock,
        lock: Lock,
        save: Callable[[], None],
        post: Post | None,
        *,
        record: Callable[[Posted], None],
    ) -> None:
        self._clock = clock
        self._save = save
        self._record = record
        self._post = post
        self._queue = DeliveryQueue(account)
        self._changed = Condition(lock)
        self._running = False  # `running` takes what is due
        self._recording = False  # results are still recorded
        self._in_progress: list[datetime] = []  # when the attempts in progress were due
        self._awaited: datetime | None = None  # the time that `running` waits for, if any

    def resume(self) -> None:
        """Make the webhooks due that an earlier process did not post."""
        if self._post is not None:
            self._queue.resume(self._clock.now())

    def notice(self, message_ids: Iterable[str]) -> None:
        """Schedule messages that are new or have changed. The lock must be held."""
        if self._post is None:
            return
        self._queue.follow_callbacks(self._clock if self._running else None)
        for message_id in message_ids:
            self._queue.note(message_id)
        at = self._queue.next() if self._running else None
        sooner = self._awaited is None or (at is not None and at < self._awaited)
        if at is not None and (sooner or at <= self._clock.now()):
            self._changed.notify_all()

    def post_due(self) -> None:
        """Post every webhook that is due, and return when all have been."""
        if isinstance(self._post, WebhookSender):
            self._post_in_threads(self._post)
        elif self._post is not None:
            self._post_here(self._post)

    def _post_in_threads(self, post: Post) -> None:
        threads: set[DeliveryTask] = set()

        def deliver(task: DeliveryTask) -> None:
            posted = self._attempt(task, post)
            with self._changed:
                threads.discard(task)
                self._give_back(task, posted)
                self._changed.notify_all()

        with self._changed:
            while (task := self._take(at_once=1)) or threads or self._queue.waiting:
                if task is None:
                    self._changed.wait()
                else:
                    threads.add(task)
                    Thread(target=deliver, args=(task,), daemon=True).start()

    def _post_here(self, post: Post) -> None:
        while True:
            with self._changed:
                task = self._take(at_once=PER_RECEIVER)
            if task is None:
                return
            posted = None
            try:
                posted = self._attempt(task, post)
            finally:  # also for KeyboardInterrupt
                with self._changed:
                    self._give_back(task, posted)
                    self._changed.notify_all()

    @contextmanager
    def running(self) -> Generator[None, None, None]:
        """Post webhooks as they fall due, in threads, for as long as the block lasts.

        An attempt that outlasts the block is not recorded.
        """
        if self._post is None:
            yield
            return
        with self._changed:
            if self._running:
                raise RuntimeError("this sandbox is delivering its webhooks already")
            self._running = self._recording = True
        thread = Thread(target=self._run, args=(self._post,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            with self._changed:
                self._running = False
                self._queue.looked = self._clock.now()
                self._changed.notify_all()
                self._changed.wait_for(lambda: not self._in_progress, SHUTDOWN_TIMEOUT)
                self._recording = False
            thread.join()

    def done(self, until: datetime) -> bool:
        """Return whether `running` has posted all that was due by then."""
        with self._changed:
            at = self._queue.next()
            due = self._in_progress if at is None else [at, *self._in_progress]
            return not self._running or (not self._queue.waiting and all(at > until for at in due))

    def _run(self, post: Post) -> None:
        with self._changed:
            while self._running:
                task = self._take(at_once=PER_RECEIVER)
                if task is None:
                    self._changed.wait(self._pause())
                else:
                    self._in_progress.append(task.due)
                    Thread(target=self._deliver, args=(task, post), daemon=True).start()

    def _deliver(self, task: DeliveryTask, post: Post) -> None:
        posted = self._attempt(task, post)
        with self._changed:
            self._in_progress.remove(task.due)
            if self._recording:
                self._give_back(task, posted)
            else:
                self._queue.give_back(task, None)
            self._changed.notify_all()

    def _attempt(self, task: DeliveryTask, post: Post) -> Posted:
        sent, begin = self._clock.now(), perf_counter()
        body, reply = b"", None
        try:
            text = json.dumps(posted(task.message, task.delivery), separators=(",", ":"))
            body = text.encode()
            status = post(task.delivery.url, body, HEADERS)
            reply = status if isinstance(status, Reply) else None
            attempt = DeliveryAttempt(task.due, sent, int(status))
        except HeldBack as error:
            attempt = DeliveryAttempt(task.due, None, error=str(error))
        except Exception as error:  # whatever it is, there was no response
            words = f"{type(error).__name__}: {error}"
            attempt = DeliveryAttempt(task.due, sent, error=words[:MAX_ERROR])
        return Posted(task, attempt, HEADERS, body, reply, perf_counter() - begin)

    def _give_back(self, task: DeliveryTask, posted: Posted | None) -> None:
        if self._queue.give_back(task, posted and posted.attempt) and posted is not None:
            self._record(posted)
        self._saved()

    def _take(self, *, at_once: int) -> DeliveryTask | None:
        task = self._queue.take(self._clock.now(), at_once)
        self._saved()
        return task

    def _saved(self) -> None:
        try:
            self._save()
        except Exception:  # the next request to the sandbox tries again, and fails with it
            _log.exception("the sandbox could not save the results of its webhooks")

    def _pause(self) -> float | None:
        """Return for how many seconds to wait for the next webhook, None until a notice."""
        self._awaited = self._queue.next()
        if self._awaited is None:
            return None
        return min(max((self._awaited - self._clock.now()).total_seconds(), MIN_WAIT), MAX_WAIT)
