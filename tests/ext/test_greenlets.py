"""Programs that gevent has patched, also after their imports, as workers of gunicorn are."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from ext.server import Asked, Line, Reply, Server, document

pytest.importorskip("gevent")
ROOT = Path(__file__).parents[2]
# A hang would be one for ever.
LONGEST = 40
AT_ONCE = 6
REFUSED = (
    "ConfigurationError: engine='fast' cannot be used where gevent has patched Python: its "
    "responses come by a thread that wakes no greenlet. Use engine='httpx'"
)
PROGRAM = f"""
import json, os, sys

url, engine, patched, forked = json.loads(sys.argv[1])
if patched == "first":
    from gevent import monkey
    monkey.patch_all()
from flowroute_ext import Flowroute, RateLimit

flowroute = Flowroute("key", "secret", base_url=url, engine=engine, concurrency=2,
                      rate_limit=RateLimit(sms=1000))

def text(body):
    try:
        return flowroute.messages.send(to="13125550199", from_="12065550100", body=body).id
    except Exception as error:
        return f"{{type(error).__name__}}: {{error}}"

if patched == "used":
    assert text("before") == "before"
if forked and (child := os.fork()):
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
if patched != "first":
    from gevent import monkey
    monkey.patch_all()
import gevent

if forked:
    gevent.reinit()
greenlets = [gevent.spawn(text, f"text-{{number}}") for number in range({AT_ONCE})]
gevent.joinall(greenlets)
print(json.dumps([greenlet.value for greenlet in greenlets]))
"""


def attributes(asked: Asked) -> dict[str, str]:
    """Those of the message in a request."""
    found: dict[str, str] = asked.json["data"]["attributes"] if "data" in asked.json else asked.json
    return found


@pytest.fixture
def echo(server: Server) -> Server:
    """A server whose ids are the texts that they are of, each of which takes it a moment."""

    def reply(asked: Asked) -> Reply:
        send = document(202, {"data": {"type": "message", "id": attributes(asked)["body"]}})

        def late(line: Line) -> None:
            threading.Event().wait(0.05)
            send(line)

        return late

    server.usually = reply
    return server


def results(server: Server, engine: str, patched: str, *, forked: bool = False) -> list[str]:
    """What texts of greenlets return or raise that are sent at once."""
    given = json.dumps([server.url, engine, patched, forked])
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PROGRAM, given],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        timeout=LONGEST,
    )
    returned: list[str] = json.loads(done.stdout)
    return returned


def bodies(server: Server) -> list[str]:
    """The texts that the *server* got, in order."""
    return sorted(attributes(asked)["body"] for asked in server.asked)


@pytest.mark.parametrize("engine", ["httpx", "httpx2"])
@pytest.mark.parametrize("patched", ["first", "unused", "used"])
@pytest.mark.parametrize("forked", [False, True])
def test_texts_of_greenlets(echo: Server, engine: str, patched: str, forked: bool) -> None:
    """Each is sent once and gets its own id, whenever gevent has patched Python."""
    texts = [f"text-{number}" for number in range(AT_ONCE)]

    assert results(echo, engine, patched, forked=forked) == texts
    assert [body for body in bodies(echo) if body != "before"] == texts
    assert echo.busiest <= 2


@pytest.mark.parametrize("patched", ["first", "unused"])
def test_an_engine_that_wakes_no_greenlet(echo: Server, patched: str) -> None:
    """It says so, and sends nothing."""
    assert set(results(echo, "fast", patched)) == {REFUSED}
    assert echo.asked == []
