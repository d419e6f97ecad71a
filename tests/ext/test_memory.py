"""The memory that a response takes, measured in a process of its own."""

from __future__ import annotations

import gzip
import subprocess
import sys
import tracemalloc

import pytest
from ext.server import Reply, Server, answer

from flowroute_ext._http.bodies import Body

MEGABYTE = 1024 * 1024
# What is accepted of one number: 200 items of 4 KB, doubled.
BOUND = 1_638_400
WIDE = "\U0001f600".encode()

# As a hostile server would choose them: each is large in another way.
BODIES = {
    "nothing": b"",
    "lists": b'{"data":[' + b"[]," * 1_000_000 + b"[]]}",
    "lists within": (b'{"data":[' + b"[]," * 22_000 + b"[]]}"),
    "objects within": b'{"data":[' + b'{"a":{}},' * 5_000 + b"{}]}",
    "texts within": b'{"data":[' + b'"ab",' * 55_000 + b"1]}",
    "numbers within": b'{"data":[' + b"1000," * 95_000 + b"1]}",
    "names within": b"{" + b",".join(b'"%05x":1' % number for number in range(31_000)) + b"}",
    "wide text": b'{"data":"' + b"a" * (BOUND - 20) + WIDE + b'"}',
    "wide text within": b'{"data":"' + b"a" * (BOUND // 3 - 20) + WIDE + b'"}',
    "escapes within": b'{"data":"' + b"a" * (BOUND * 5 // 12 - 40) + rb"\ud83d\ude00" + b'"}',
    "errors within": b'{"errors":[' + b'{"detail":"x"},' * 6_000 + b"{}]}",
    "zeros": bytes(64 * MEGABYTE),
}

PROGRAM = """
import sys, tracemalloc
from flowroute_ext import Flowroute
from flowroute_ext.errors import CallFailed
flowroute = Flowroute("key", "secret", base_url=sys.argv[1], max_retries=0)
call = lambda: flowroute.numbers.get("12065550142")
def failed():
    try:
        call()
    except CallFailed as error:
        return type(error).__name__
failed()
tracemalloc.start()
for _ in range(int(sys.argv[2])):
    tracemalloc.reset_peak()
    before = tracemalloc.get_traced_memory()[0]
    name = failed()
    print(name, tracemalloc.get_traced_memory()[1] - before)
"""


@pytest.mark.once
@pytest.mark.parametrize("status", [200, 400])
def test_the_peak(server: Server, status: int) -> None:
    """No response takes more than five times the bound of its size, before or after parsing."""
    packed: list[Reply] = [
        answer(status, gzip.compress(body, 1), content_encoding="gzip") for body in BODIES.values()
    ]
    packed.append(
        answer(
            status,
            gzip.compress(gzip.compress(BODIES["zeros"], 1)),
            content_encoding="gzip, gzip",
        )
    )
    server.script.extend([packed[0], *packed])

    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, server.url, str(len(packed))],
        capture_output=True,
        text=True,
        check=True,
    )

    lines = [line.split() for line in run.stdout.splitlines()]
    kind = "UnreadableResponse" if status == 200 else "BadRequest"
    assert [name for name, _ in lines] == [kind] * len(packed)
    peaks = dict(zip([*BODIES, "twice"], (int(peak) / BOUND for _, peak in lines), strict=True))
    assert {name: peak for name, peak in peaks.items() if peak > 5} == {}
    # Those within the bounds were parsed, so that the measure is of something.
    assert peaks["lists within"] > 0.5


def test_what_comes_after_the_end() -> None:
    """What comes after compressed content is not kept, nor copied with each further piece."""
    body = Body("gzip", 4 * MEGABYTE)
    body.add(gzip.compress(b"{}"))
    piece = b"x" * 1024

    tracemalloc.start()
    try:
        assert all(body.add(piece) for _ in range(2000))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    body.end()
    assert (body.content, body.fault) == (b"{}", "")
    assert peak < MEGABYTE // 4
