"""What errors say is printed by whoever catches them: none of it steers a terminal."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from flowroute_ext import (
    APIError,
    Cnam,
    E911Address,
    Flowroute,
    FlowrouteError,
    Message,
    Outbox,
    OutboxError,
    RateLimit,
    Route,
)

# A title, a movement, a direction, and what looks like a line of its own.
ODD = "\x1b]0;x\x07\x9b2J\u202e\u2066\r\nFORGED"
TO = {"to": "12065550142", "from": "12065550100"}


def steers(text: str) -> list[str]:
    """What in *text* would do something to a terminal, or begin a line of another."""
    forged = [line for line in text.splitlines() if line.startswith("FORGED")]
    return [one for one in text if not one.isprintable() and one != "\n"] + forged


def client(answer: Callable[[httpx.Request], httpx.Response]) -> Flowroute:
    http = httpx.Client(transport=httpx.MockTransport(answer))
    return Flowroute("access-key", "secret-key", http_client=http, max_retries=0)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Message(to=ODD, from_=ODD, body=5, media_urls=[ODD], dlr_callback=f"https://{ODD}"),
        lambda: Route.host(ODD, alias=ODD),
        lambda: Route.uri(f"sip:{ODD}", alias=ODD),
        lambda: Cnam(ODD),
        lambda: E911Address(
            label=ODD,
            first_name=ODD,
            last_name=ODD,
            street_number=ODD,
            street_name=ODD,
            city=ODD,
            state=ODD,
            zip=ODD,
        ),
        lambda: Flowroute(ODD, "secret"),
        lambda: Flowroute("key", "secret", base_url=f"https://{ODD}"),
        lambda: RateLimit(shared=f"{ODD}://x"),
    ],
)
def test_arguments(make):
    """An argument that is quoted is quoted with its control characters as escapes."""
    with pytest.raises(FlowrouteError) as caught:
        make()

    assert steers(str(caught.value)) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("rows.csv", f"to,body\n1,{ODD}\n"),
        (f"{ODD}.csv", f"to,{ODD[:-8]},{ODD[:-8]}\n1,2,3\n"),
        (f"{ODD}.jsonl", json.dumps({"to": ODD, "from": ODD, ODD: 1})),
        (f"{ODD}.txt", f"to {ODD}\n"),
    ],
)
def test_files_of_rows(tmp_path, name, content):
    """Neither does the name of a file, nor that of a column, nor what is in them."""
    file = tmp_path / name
    file.write_text(content, encoding="utf-8")
    with pytest.raises(FlowrouteError) as caught:
        Outbox(tmp_path / "campaign.db").add(file)

    assert steers(str(caught.value)) == []


def test_files(tmp_path):
    """Nor does the path of an outbox, or of a shared limit."""
    file: Path = tmp_path / ODD
    file.write_text("no database" * 100)
    with pytest.raises(OutboxError) as outbox:
        Outbox(file)
    flowroute = Flowroute("key", "secret", rate_limit=RateLimit(shared=file))
    with pytest.raises(FlowrouteError) as limit:
        flowroute.messages.send(from_=TO["from"], to=TO["to"], body="Hi")

    assert steers(f"{outbox.value}{limit.value}") == []
    assert r"\x1b]0;x\x07\x9b2J\u202e\u2066\r\nFORGED" in str(outbox.value)


@pytest.mark.parametrize(
    ("status", "document"),
    [
        (422, {"errors": [{"id": ODD, "title": ODD, "detail": ODD, "status": ODD}]}),
        (422, {"errors": [{"detail": {ODD: [ODD, ODD]}}]}),
        (403, {"errors": [{"title": ODD}]}),
        (500, ODD),
        (200, {"data": {"id": ODD, "type": ODD}}),
    ],
)
def test_answers(status, document):
    """Nor does anything that a server sends."""
    flowroute = client(
        lambda _: httpx.Response(
            status, json=document, headers={"x-request-id": "\x1b[31m", "content-type": "\x9b"}
        )
    )
    with pytest.raises(FlowrouteError) as caught:
        flowroute.messages.send(to=TO["to"], from_=TO["from"], body="Hello")

    details = caught.value.errors if isinstance(caught.value, APIError) else ()
    assert steers(f"{caught.value} {details!r} {caught.value!r}") == []


@pytest.mark.parametrize(
    "error",
    [httpx.ConnectError(ODD), httpx.ReadError(ODD), httpx.ProxyError(ODD), OSError(5, ODD)],
    ids=lambda error: type(error).__name__,
)
def test_failures(error):
    """Nor does the error of a connection."""

    def fail(_: httpx.Request) -> httpx.Response:
        raise error

    with pytest.raises(FlowrouteError) as caught:
        client(fail).numbers.get("12065550142")

    assert steers(str(caught.value)) == []
