"""What is left open where a process ends, or where garbage is collected, holds nothing up."""

from __future__ import annotations

import subprocess
import sys
import threading
from contextlib import closing

from flowroute_ext import WebhookReceiver
from receiver.posts import SECRET, accept, message
from receiver.processes import PATHS

LEFT = """
import sys
sys.path[:0] = {paths!r}
from flowroute_ext import WebhookReceiver
from receiver.posts import SECRET, accept, message
receiver = WebhookReceiver({path!r}, secret=SECRET)
accept(receiver, message("a"), message("b"))
events = receiver.events()
print(next(events).id, flush=True)
"""
ENDED = """
import sys, threading
sys.path[:0] = {paths!r}
from flowroute_ext import WebhookReceiver
from receiver.posts import SECRET, accept, message

def main():
    receiver = WebhookReceiver({path!r}, secret=SECRET)
    begun, go = threading.Event(), threading.Event()

    @receiver.on_message
    def answer(message):
        begun.set()
        go.wait()
        print(message.id, flush=True)

    accept(receiver, message("a"), message("b"))
    begun.wait()
    threading.Timer(0.1, go.set).start()
    sys.exit()

main()
"""
LOGLESS = """
import os, sys
sys.path[:0] = {paths!r}
from flowroute_ext import WebhookReceiver
from receiver.posts import SECRET, accept, message, post
receiver = WebhookReceiver({path!r}, secret=SECRET)
accept(receiver, message("a"))
receiver.counts()  # after what is written beside it
os.unlink({path!r} + "-wal")
print(*(post(receiver, message(name)).status for name in "bcd"), flush=True)
os._exit(0)
"""


def run(program: str, path) -> tuple[str, str]:
    """What *program* writes, which ends by itself."""
    ended = subprocess.run(
        [sys.executable, "-c", program.format(paths=PATHS, path=str(path))],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return ended.stdout, ended.stderr


def waiting(path) -> list[str]:
    """What another process finds there."""
    with closing(WebhookReceiver(path, secret=SECRET, background=False)) as receiver:
        return [event.id for event in receiver.events(wait=False)]


def test_a_loop_that_is_open_at_the_end(path):
    """The process ends, and its event is there for the next one at once."""
    assert run(LEFT, path) == ("mdr2-a\n", "")

    assert waiting(path) == ["mdr2-a", "mdr2-b"]


def test_a_receiver_of_a_function(path):
    """A worker whose receiver is out of scope writes what it has done before the process ends."""
    assert run(ENDED, path) == ("mdr2-a\n", "")

    assert waiting(path) == ["mdr2-b"]


def test_a_loop_that_is_collected_anywhere(receiver):
    """A loop that is garbage may be collected by the thread that writes, which goes on."""
    accept(receiver, message("a"))
    events = [receiver.events(wait=False)]
    next(events[0])
    receiver._store.writer.make(lambda session: events.clear())

    counts = receiver.counts()
    assert (counts.waiting, counts.being_handled) == (1, 0)


def test_without_a_thread(path, monkeypatch):
    """Where no thread can be started, webhooks are written all the same."""
    receiver = WebhookReceiver(path, secret=SECRET, background=False)

    def start(self):
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patched:
        patched.setattr(threading.Thread, "start", start)
        accept(receiver, message("a"))
    accept(receiver, message("b"))
    receiver.close()

    assert receiver.counts().waiting == 2
    receiver.close()


def test_a_log_that_was_removed(path):
    """What is acknowledged survives the process, also where the write-ahead log was removed."""
    statuses, errors = run(LOGLESS, path)

    assert statuses == "503 200 200\n"
    assert "was renamed, removed or replaced while it was in use" in errors
    assert waiting(path) == ["mdr2-a", "mdr2-c", "mdr2-d"]
