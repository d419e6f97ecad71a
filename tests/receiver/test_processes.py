"""Processes that are killed, stopped and forked: what is acknowledged is kept, and handled."""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
import sys
import threading

import pytest

from receiver import application
from receiver.posts import accept, message
from receiver.processes import PATHS, Application, Sender, calls, ends, handled


@pytest.mark.once
def test_killed_at_random_points(tmp_path, size, rng):
    """Whatever was acknowledged by processes that were killed under load is handled to the end.

    By one process never twice; and never again once it is written down as handled.
    """
    acknowledged: set[str] = set()
    final: dict[str, int] = {}
    kills = size(3, 200)
    for number in range(kills):
        names = [f"{number}-{at}" for at in range(60)]
        process = Application(tmp_path)
        sender = Sender(process, names, rng.randrange(1, 50))
        sender.wait()
        process.kill()
        acknowledged |= sender.acknowledged
        known = ends(tmp_path)
        final |= {
            f"{kind} {one}": known[f"{kind} {one}"]
            for one in handled(tmp_path)
            for kind in ("sync", "async")
        }
    receiver = application.make(tmp_path)
    while receiver.counts().waiting + receiver.counts().being_handled:
        receiver.run_pending()
    receiver.close()

    found = ends(tmp_path)
    assert acknowledged <= handled(tmp_path)
    assert all(found[f"{kind} {one}"] for one in acknowledged for kind in ("sync", "async"))
    assert set(calls(tmp_path).values()) == {1}
    assert {line: found[line] for line in final} == final
    # Those that died between the end of a handler and the commit.
    assert sum(count - 1 for count in found.values()) <= kills * 10


@pytest.mark.once
@pytest.mark.parametrize("face", ["asgi", "wsgi"])
def test_stopped_while_a_handler_runs(tmp_path, face):
    """After SIGTERM the handlers that have begun end, and the rest stays for the next process."""
    (tmp_path / "wait").touch()
    process = Application(tmp_path, face)
    assert process.post(message("a")) == 200
    assert process.post(message("b")) == 200
    while not any(line.endswith("begin sync mdr2-a") for line in calls(tmp_path)):
        threading.Event().wait(0.005)
    process.process.terminate()
    (tmp_path / "go").touch()
    process.process.communicate(timeout=60)
    begun = {line.split(" ", 2)[2] for line in calls(tmp_path) if " begin " in line}
    assert ends(tmp_path) == dict.fromkeys(begun, 1)
    assert {"mdr2-a"} <= handled(tmp_path) <= {line.split(" ")[1] for line in begun}

    receiver = application.make(tmp_path)
    receiver.run_pending()
    receiver.close()
    assert ends(tmp_path) == {
        f"{kind} mdr2-{name}": 1 for kind in ("sync", "async") for name in ("a", "b")
    }


@pytest.mark.once
def test_a_worker_ends_at_sigterm(tmp_path):
    """`run` returns at SIGTERM, once the running handlers have ended."""
    receiver = application.make(tmp_path)
    accept(receiver, message("a"))
    receiver.close()
    process = Application(tmp_path, "work")
    while ends(tmp_path).total() < 2:
        pass

    assert process.terminate() == 0
    assert handled(tmp_path) == {"mdr2-a"}


def in_child(receiver, name: str) -> None:
    accept(receiver, message(name, from_=f"120655501{name}"))
    receiver.run_pending()
    receiver.close()


def test_forks(tmp_path):
    """A receiver that was used before a fork is used on in both processes."""
    receiver = application.make(tmp_path)
    accept(receiver, message("99"))
    context = multiprocessing.get_context("fork")
    children = [context.Process(target=in_child, args=(receiver, f"{at:02}")) for at in range(3)]
    for child in children:
        child.start()
    accept(receiver, message("98"))
    for child in children:
        child.join()
    assert [child.exitcode for child in children] == [0] * 3
    receiver.run_pending()
    receiver.close()

    names = ["00", "01", "02", "98", "99"]
    assert handled(tmp_path) == {f"mdr2-{name}" for name in names}
    assert set(ends(tmp_path).values()) == {1}


def test_a_full_disk(tmp_path):
    """What cannot be written is answered with 503, and kept once there is room again."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", FULL, str(tmp_path)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(PATHS)},
        capture_output=True,
        text=True,
        check=True,
    )
    statuses, again, waiting = json.loads(done.stdout)

    assert 503 in statuses
    assert set(statuses) <= {200, 503}
    assert again == [200] * 10
    assert waiting == 11


FULL = """
import resource, sys
from pathlib import Path
from receiver import application
from receiver.posts import message, post

receiver = application.make(Path(sys.argv[1]))
assert post(receiver, message("first")).status == 200
size = Path(sys.argv[1], "inbox.db-wal").stat().st_size
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 20_000, hard))
statuses = [post(receiver, message(f"{at}", body="x" * 5_000)).status for at in range(10)]
resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
again = [post(receiver, message(f"{at}", body="x" * 5_000)).status for at in range(10)]
print([statuses, again, receiver.counts().waiting])
"""


ENDING = """
import asyncio, gc, sys, threading, weakref
from flowroute_ext import WebhookReceiver
from receiver.posts import SECRET, accept, message

def serve():
    receiver = WebhookReceiver(sys.argv[1], secret=SECRET)
    gone, begun = weakref.ref(receiver), threading.Event()
    @receiver.on_message
    async def answer(message):
        begun.set()
        left = 1000
        while gone() is not None or (left := left - 1):
            await asyncio.sleep(0)
        sys.stdout.write(message.id + " ")
    accept(receiver, message("a"))
    begun.wait()

serve()
gc.collect()
"""


def test_a_receiver_that_is_gone_at_the_end(path, receiver):
    """A process waits for the handlers of a receiver that a function has made, as a factory."""
    ended = subprocess.run(
        [sys.executable, "-c", ENDING, str(path)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(PATHS)},
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "mdr2-a ", "")
    assert receiver.counts().handled == 1
