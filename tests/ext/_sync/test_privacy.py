# Written by scripts/unasync.py from tests/ext/_async/test_privacy.py. Do not edit.
"""Credentials, phone numbers and texts are not shown."""

from __future__ import annotations

import importlib
import logging
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import attrs
import pytest
from ext.leaks import (
    ACCESS_KEY,
    BASIC,
    CREDENTIALS,
    PERSONAL,
    PHONE,
    SECRET_KEY,
    TEXT,
    found_in,
    leaks,
    reachable,
    traceback_of,
)
from ext.server import Line, Server, answer, document, raw

from flowroute_api.api.numbers import update_phone_number
from flowroute_api.models import NumberUpdate
from flowroute_ext import (
    Cnam,
    E911Address,
    Flowroute,
    FlowrouteError,
    InvalidValue,
    Message,
    Route,
)

from .outcome import outcome


@pytest.fixture
def flowroute(server: Server, library: str) -> Iterator[Flowroute]:
    with Flowroute(ACCESS_KEY, SECRET_KEY, base_url=server.url) as client:
        yield client


ECHO = " ".join([PHONE, TEXT, ACCESS_KEY, SECRET_KEY, f"Basic {BASIC}"])


def echo(line: Line) -> None:
    """Repeat what the caller sent in an invalid status line."""
    line.send(f"HTTP/1.1 {PHONE} {ECHO}\x1b[31m\r\n\r\n".encode())
    line.hang_up()


REFUSAL = {"errors": [{"title": f"{PHONE}?", "detail": {"to": [f"+{PHONE} is not valid"]}}]}
ECHOES = {"id": PHONE, "title": ECHO, "detail": {ECHO: [ECHO]}, "status": 422}
REPLIES = {
    "refused": document(422, REFUSAL),
    "refused, with an echo": document(422, {"errors": [ECHOES, {"id": ECHO, "detail": ECHO}]}),
    "refused, with an echo as the id": document(422, {"errors": [{"id": SECRET_KEY}]}),
    "refused, with an echo in a header": answer(422, ECHO, x_request_id=SECRET_KEY),
    "refused, with an echo in a page": answer(500, f"<p>{ECHO}"),
    "wrong credentials": answer(401),
    "unreadable": answer(200, f"<p>{PHONE}"),
    "garbage": echo,
    "cut off": raw(b"HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{"),
    "hung up": Line.hang_up,
    "reset": Line.reset,
    "silent": Line.until_gone,
}


def send(flowroute: Flowroute, timeout: float | None = 60) -> Any:
    return flowroute.messages.send(to=PHONE, from_="12065550100", body=TEXT, timeout=timeout)


@pytest.mark.parametrize("name", REPLIES)
def test_an_error(flowroute: Flowroute, server: Server, name: str) -> None:
    """No error has the credentials anywhere in it, nor shows a number or a text."""
    flowroute.numbers.get(PHONE)  # connects, which a busy machine may do slowly
    server.script.append(REPLIES[name])

    with pytest.raises(FlowrouteError) as caught:
        send(flowroute, timeout=1 if name == "silent" else 60)

    assert server.asked[1].headers["authorization"] == f"Basic {BASIC}"
    assert found_in(caught.value) == []
    assert leaks(f"{caught.value} {caught.value!r} {vars(caught.value)['reason']}", PERSONAL) == []
    printed = "".join(traceback.format_exception(caught.value))
    assert leaks(printed, PERSONAL) == []
    assert "\x1b" not in printed


def test_an_error_without_a_connection(other: Server, library: str) -> None:
    """No error of a failed connection has the credentials in it."""
    url = other.url.replace("http:", "https:")
    with Flowroute(ACCESS_KEY, SECRET_KEY, base_url=url) as flowroute:
        with pytest.raises(FlowrouteError) as caught:
            send(flowroute)

    assert found_in(caught.value) == []


def test_an_error_of_a_transport(library: str) -> None:
    """The frames with the headers and the body are removed from the error."""
    module = importlib.import_module(library)

    def give_up(request: Any) -> Any:
        sent = [dict(request.headers), request.content]
        raise module.WriteError(f"{len(sent)} things", request=request)

    with module.Client(transport=module.MockTransport(give_up)) as client:
        flowroute = Flowroute(ACCESS_KEY, SECRET_KEY, http_client=client)
        with pytest.raises(FlowrouteError) as caught:
            send(flowroute)

    failure = caught.value.__cause__
    assert failure is not None
    assert str(failure.__cause__) == "2 things"
    assert found_in(caught.value) == []


@pytest.mark.parametrize(
    "settings",
    [
        {"base_url": "http://example.com"},
        {"messages_version": "v3"},
        {"timeout": 0},
        {"concurrency": 0},
        {"http_client": object()},
        {"access_key": f"{ACCESS_KEY}\n"},
        {"secret_key": f"{SECRET_KEY}\n"},
        {"access_key": f"{ACCESS_KEY}:"},
        {"secret_key": ""},
        {"access_key": ACCESS_KEY.encode()},
        {"access_key": None, "base_url": f"https://{ACCESS_KEY}:{SECRET_KEY}@example.com"},
        {"access_key": None, "base_url": f"https://a:{SECRET_KEY}/@example.com"},
    ],
    ids=lambda settings: next(iter(settings)),
)
def test_an_error_of_a_constructor(
    environment: pytest.MonkeyPatch, settings: dict[str, Any]
) -> None:
    """The error for wrong settings shows no keys, not even as variables of its frames."""
    environment.setenv("FR_ACCESS_KEY", ACCESS_KEY)
    environment.setenv("FR_SECRET_KEY", SECRET_KEY)

    def make() -> Flowroute:
        return Flowroute(**{"access_key": ACCESS_KEY, "secret_key": SECRET_KEY} | settings)

    with pytest.raises(FlowrouteError) as refused:
        make()

    frames = refused.traceback[2:]
    assert [leaks(str(frame.frame.f_locals), CREDENTIALS) for frame in frames] == [[]] * len(frames)
    assert leaks(f"{refused.value} {refused.value!r}", CREDENTIALS) == []


def test_reprs_of_a_client(flowroute: Flowroute, server: Server) -> None:
    """No object that a client refers to shows the credentials in its repr."""
    send(flowroute)
    listing = flowroute.numbers.list()
    resources = (flowroute.numbers, flowroute.routes, flowroute.messages, flowroute.e911s)

    things = [
        one
        for one in reachable((flowroute, listing, resources, flowroute.cnams))
        if not isinstance(one, str | bytes)
    ]

    assert len(things) > 20
    assert [type(one) for one in things if leaks(repr(one), CREDENTIALS)] == []


def test_logs(flowroute: Flowroute, server: Server, caplog: pytest.LogCaptureFixture) -> None:
    """No logger of any library logs a key, a number or a text, at any level."""
    caplog.set_level(logging.DEBUG)
    for name in ["refused", "unreadable", "garbage", "hung up"]:
        server.script.append(REPLIES[name])
        with pytest.raises(FlowrouteError):
            send(flowroute)
    send(flowroute)
    flowroute.numbers.get(f"+1 {PHONE[1:4]}-{PHONE[4:7]}-{PHONE[7:]}")
    flowroute.e911s.associate(PHONE, 20930)
    outcome(flowroute.numbers.list(starts_with=PHONE, limit=1))

    lines = [(line.name, f"{line.getMessage()} {line.__dict__}") for line in caplog.records]

    assert {"flowroute_ext", "asyncio"} <= {name for name, _ in lines} | {"asyncio"}
    assert any(name in ("httpx", "httpx2") for name, _ in lines)
    assert any(name.startswith("httpcore") for name, _ in lines)
    assert [line for line in lines if leaks(line[1], CREDENTIALS)] == []
    ours = [line for line in lines if not line[0].startswith("httpcore")]
    assert [line for line in ours if leaks(line[1], PERSONAL)] == []


def test_a_body_that_cannot_be_json(flowroute: Flowroute, server: Server) -> None:
    """A body that cannot be written as JSON fails without the credentials in any frame."""
    body = NumberUpdate(alias=object())

    def send_it() -> None:
        flowroute.call(update_phone_number, PHONE, body=body)

    with pytest.raises(TypeError) as refused:
        send_it()

    frames = refused.traceback[1:]
    assert [leaks(str(frame.frame.f_locals), CREDENTIALS) for frame in frames] == [[]] * len(frames)
    assert server.asked == []


def test_an_invalid_value() -> None:
    """The error for an invalid message shows neither its number nor its text."""
    with pytest.raises(InvalidValue) as refused:
        Message(to=PHONE + "9", from_=f"x{PHONE}", body=TEXT, is_mms=1)

    assert leaks(f"{refused.value} {refused.value!r}", PERSONAL) == []


@pytest.mark.parametrize(
    "make",
    [
        lambda: Flowroute(timeout=0),
        lambda: Message(to=None, from_=5, body=5, media_urls=5, dlr_callback=5),
        lambda: Route(route_type=None, value=5, alias=None),
        lambda: E911Address(**dict.fromkeys(attrs.fields_dict(E911Address), 5)),
        lambda: Cnam(None),
    ],
)
def test_a_traceback_with_variables(make: Callable[[], object]) -> None:
    """An object that was refused has a repr, for a traceback with variables."""
    with pytest.raises(FlowrouteError) as refused:
        make()

    assert type(refused.value).__name__ in traceback_of(refused.value)
