"""Real processes with a receiver, and a sender that repeats what is not acknowledged."""

from __future__ import annotations

import http.client
import json
import os
import signal
import sqlite3
import subprocess
import threading
from collections import Counter
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

from forked.python import Python

from flowroute_ext._receiver.paths import Paths
from receiver.posts import BASE, SECRET, message

ROOT = Path(__file__).parents[2]
PATHS = [str(ROOT), str(ROOT / "generated"), str(ROOT / "tests")]
PATH = urlsplit(Paths(SECRET).url(BASE, "sms")).path

# Not with -m: handlers are known by their module, too, which another process has as it is.
PROGRAM = "import sys; from receiver.application import serve; serve(*sys.argv[1:])"


class Application:
    """A process that runs application.py on the receiver in *folder*."""

    def __init__(self, folder: Path, face: str = "asgi") -> None:
        self.process = Python(
            *("-c", PROGRAM, folder, face),
            env=os.environ | {"PYTHONPATH": os.pathsep.join(PATHS)},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        line = self.process.stdout.readline()
        assert line, self.process.communicate(timeout=60)
        self.port = int(line) if line[0].isdigit() else 0

    def post(self, body: bytes) -> int:
        """The status of the answer to *body*; 0 without an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("POST", PATH, body, {"Content-Type": "application/json"})
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()

    def kill(self) -> None:
        """End it without warning."""
        self.process.kill()
        self.process.communicate(timeout=60)

    def terminate(self) -> int:
        """End it with SIGTERM; return its status."""
        self.process.send_signal(signal.SIGTERM)
        _, errors = self.process.communicate(timeout=60)
        assert errors == ""
        return self.process.returncode


class Sender:
    """Posts messages in threads, each until it is acknowledged or the application is gone."""

    def __init__(
        self, application: Application, names: list[str], kill_after: int | None = None
    ) -> None:
        self.acknowledged: set[str] = set()
        self._kill_after = kill_after
        self._application = application
        self._names = names
        self._threads = [threading.Thread(target=self._post, args=(at,)) for at in range(4)]
        for thread in self._threads:
            thread.start()

    def wait(self) -> None:
        """Wait until nothing more is posted."""
        for thread in self._threads:
            thread.join()

    def _post(self, at: int) -> None:
        for name in self._names[at::4]:
            # Each from another phone, so that none waits for another one.
            status = self._application.post(message(name, from_=f"1206555{hash(name) % 10_000:04}"))
            if status == 200:
                self.acknowledged.add(f"mdr2-{name}")
                if len(self.acknowledged) == self._kill_after:
                    self._application.process.kill()
            elif status == 0:
                return


def calls(folder: Path) -> Counter[str]:
    """How often each handler began and ended, by process, as "4711 end sync mdr2-a"."""
    file = folder / "calls"
    return Counter(file.read_text().splitlines() if file.exists() else [])


def ends(folder: Path) -> Counter[str]:
    """How often each handler came to its end, as "sync mdr2-a"."""
    found: Counter[str] = Counter()
    for line in calls(folder).elements():
        _, what, rest = line.split(" ", 2)
        if what == "end":
            found[rest] += 1
    return found


def handled(folder: Path) -> set[str]:
    """The messages that are written down as handled."""
    with closing(sqlite3.connect(folder / "inbox.db", timeout=30)) as database:
        rows = database.execute("SELECT body FROM flowroute_events WHERE state = 'handled'")
        return {json.loads(body)["data"]["id"] for (body,) in rows}
