"""Frames without I/O: builders, outboxes, claims, and what is done to a class."""

from __future__ import annotations

import inspect
import pickle
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from ext.leaks import CREDENTIALS, PERSONAL, PHONE, SECRET_KEY, TEXT, leaks, shown_in_frames

from flowroute_ext import (
    Cnam,
    E911Address,
    Flowroute,
    Message,
    Outbox,
    RateLimit,
    Route,
    compat,
    phone_number,
    segments,
    testing,
    webhooks,
)
from flowroute_ext._base.frames import clear_frames, clears_frames
from flowroute_ext.send_once import PostgresClaims, RedisClaims, send_once

SECRETS = (*CREDENTIALS, *PERSONAL)
ROW = {"to": PHONE, "from": "12065550100", "body": TEXT}


def error_of(call: Callable[[], object]) -> BaseException:
    try:
        call()
    except BaseException as error:
        return error
    raise AssertionError("it succeeded")


def redis() -> RedisClaims:
    return RedisClaims(f"redis://:{SECRET_KEY}@127.0.0.1:1/0")


def fields(**given: str) -> dict[str, str]:
    return dict.fromkeys((field.name for field in attrs.fields(E911Address)), "x") | given


INVALID: dict[str, Callable[[], object]] = {
    "message": lambda: Message(to=PHONE, from_=f"{PHONE}9", body=TEXT),
    "unknown field": lambda: Message(to=PHONE, from_=PHONE, body=TEXT, text=PHONE),
    "address": lambda: E911Address(**fields(zip=PHONE)),
    "name": lambda: Cnam(f"{TEXT}{PHONE}"),
    "route": lambda: Route(route_type="number", value=f"{PHONE}9", alias=TEXT),
    "number": lambda: phone_number(f"{PHONE}99"),
    "segments": lambda: segments({TEXT: PHONE}),
    "rate limit": lambda: RateLimit(shared=f"redis://:{SECRET_KEY}@example.com:99999999/"),
    "lease": lambda: RedisClaims(f"redis://:{SECRET_KEY}@127.0.0.1:1/0", lease=0),
    "webhook": lambda: webhooks.parse(f'{{"from": "{PHONE}", "body": "{TEXT}", "to"'),
    "webhook in bytes": lambda: webhooks.parse(f"{PHONE}{TEXT}".encode() + b"\xff"),
    "member of a webhook": lambda: webhooks.parse({"from": PHONE, TEXT: TEXT.encode()}),
    "hash of the Ruby SDK": lambda: compat.E911.from_hash(f"{TEXT}{PHONE}"),
    "body of the Ruby SDK": lambda: compat.E911(TEXT, label=b"x").to_json(),
    "text to mask": lambda: testing.mask_text([PHONE, TEXT]),
    "URL in bytes": lambda: testing.without_callback_reference(f"/{PHONE}".encode()),
    "no message": lambda: send_once(Flowroute("a", SECRET_KEY), redis(), TEXT, reference="r"),
    "no client": lambda: send_once(object(), redis(), Message(**ENVELOPE), reference="r"),
    "no redis": lambda: redis().now(),
    "no postgres": lambda: PostgresClaims(f"postgresql://u:{SECRET_KEY}@127.0.0.1:1/x").now(),
}
ENVELOPE = {"to": PHONE, "from_": PHONE, "body": TEXT}


@pytest.mark.parametrize("name", INVALID)
def test_a_value(name: str) -> None:
    """What cannot be made or used shows nothing of what it was to be made of."""
    assert leaks(shown_in_frames(error_of(INVALID[name])), SECRETS) == []


def endless() -> Iterator[dict[str, str]]:
    yield ROW
    raise LookupError("the rows ended")


OUTBOX: dict[str, Callable[[Outbox], object]] = {
    "a bad number": lambda outbox: outbox.add([ROW, ROW | {"to": f"{PHONE}9"}]),
    "a template": lambda outbox: outbox.add([ROW], template=f"{{{PHONE}"),
    "rows that raise": lambda outbox: outbox.add(endless()),
    "no such client": lambda outbox: outbox.send(PHONE),
}


@pytest.mark.parametrize("name", OUTBOX)
def test_an_outbox(tmp_path: Path, name: str) -> None:
    """What an outbox raises shows nothing of its rows."""
    outbox = Outbox(tmp_path / "campaign.db")

    error = error_of(lambda: OUTBOX[name](outbox))

    assert leaks(shown_in_frames(error), SECRETS) == []


@pytest.mark.parametrize("name", ["progress", "damage"])
def test_a_run(tmp_path: Path, name: str) -> None:
    """What interrupts a run, which has rows in progress, shows nothing of them."""
    outbox = Outbox(tmp_path / "campaign.db")
    outbox.add([ROW | {"body": f"{TEXT}{number}"} for number in range(3)])
    calls: list[object] = []

    def progress(now: object) -> None:
        calls.append(now)
        if len(calls) > 1:
            raise LookupError("enough")

    if name == "damage":
        outbox.path.write_bytes(b"damaged!" * 1000)
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{bound.getsockname()[1]}"
        with Flowroute("key", SECRET_KEY, base_url=url, max_retries=0) as flowroute:
            error = error_of(lambda: outbox.send(flowroute, progress=progress))

    assert type(error).__name__ == {"progress": "LookupError", "damage": "OutboxError"}[name]
    assert leaks(shown_in_frames(error), SECRETS) == []


def test_a_class_is_as_before() -> None:
    """A class whose methods clear frames has their signatures, pickles, and evolves."""
    message = Message(**ENVELOPE)

    assert list(inspect.signature(Message).parameters)[:3] == ["to", "from_", "body"]
    assert pickle.loads(pickle.dumps(message)) == message
    assert attrs.evolve(message, body="Hi").body == "Hi"
    assert inspect.iscoroutinefunction(Outbox.asend)
    assert not inspect.iscoroutinefunction(Outbox.send)


def test_a_group_of_exceptions() -> None:
    """The frames of each exception of a group are cleared, and of their causes; no others."""
    kept: list[Any] = []

    def fail(text: str) -> None:
        raise LookupError(len(text))

    def outer(text: str) -> None:
        try:
            fail(text)
        except LookupError as error:
            raise ExceptionGroup("all", [error]) from error

    with pytest.raises(LookupError) as mine:
        fail("mine")
    with pytest.raises(ExceptionGroup) as caught:
        clears_frames(outer)("yours")
    kept += [dict(mine.traceback[-1].frame.f_locals), caught.value.exceptions[0].__traceback__]
    clear_frames(caught.value, mine.value)

    assert kept[0] == {"text": "mine"}
    assert kept[1] is not None
    frames = [kept[1].tb_frame, kept[1].tb_next.tb_frame]
    assert [dict(frame.f_locals) for frame in frames] == [{}, {}]
