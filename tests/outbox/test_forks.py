"""The file of an outbox in a process that is forked while it is open."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

FORKING = """
import os, sys, threading
from pathlib import Path
from flowroute_ext import Outbox
from flowroute_ext._outbox.database import Database

path = Path(sys.argv[1])
row = {"to": "12065550142", "from": "12065550100"}
Outbox(path).add([row | {"body": "Text"}])
database = Database(path)
ended = threading.Event()

def write():
    while not ended.is_set():
        with database.changing() as connection:
            connection.execute("UPDATE rows SET attempts = attempts + 1")

thread = threading.Thread(target=write)
thread.start()
children = []
for number in range(8):
    child = os.fork()
    if not child:
        Outbox(path).add([row | {"body": f"Text {number}"}])
        os._exit(0)
    children.append(child)
codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
ended.set()
thread.join()
with database.reading() as connection:
    print(*codes, connection.execute("SELECT count(*) FROM rows").fetchone()[0],
          connection.execute("PRAGMA integrity_check").fetchone()[0])
"""

ADDING = """
import os, sys
from flowroute_ext import Outbox

parent = os.getpid()

def rows():
    for number in range(3000):
        if number == 1500 and os.fork():
            os.wait()
        yield {"to": "12065550142", "from": "12065550100", "body": f"Text {number}"}

outbox = Outbox(sys.argv[1])
try:
    added = outbox.add(rows())
except RuntimeError as error:
    print("child:", error, flush=True)
else:
    print(added == type(added)(new=3000, known=0), os.getpid() == parent, outbox.status())
"""


def printed(program: str, path: Path) -> tuple[str, str]:
    """What *program* prints, for an outbox at *path*, and its errors."""
    result = subprocess.run(
        [sys.executable, "-c", program, path],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, sys.path))},
    )
    return result.stdout, result.stderr


@pytest.mark.once
def test_forked_while_the_file_is_open(tmp_path: Path):
    """Children open the file themselves, while a thread of their parent goes on writing to it."""
    assert printed(FORKING, tmp_path / "rows.db") == ("0 0 0 0 0 0 0 0 9 ok\n", "")


@pytest.mark.once
def test_forked_while_rows_are_added(tmp_path: Path):
    """The parent adds all of them, and the child none."""
    output, errors = printed(ADDING, tmp_path / "rows.db")

    assert output.splitlines() == [
        "child: This process was forked while rows were added, in another one.",
        "True True 3000 queued, 0 sending, 0 sent, 0 failed, 0 unknown",
    ]
    assert errors == ""
