"""The frames that an exception passes: none has a credential, a phone number or a text in it."""

from __future__ import annotations

import importlib
from collections.abc import AsyncIterator
from functools import partial
from typing import Any

import pytest
from ext.calls import CALLS, NUMBER
from ext.documented import SUCCESSES
from ext.leaks import (
    ACCESS_KEY,
    CREDENTIALS,
    PERSONAL,
    PHONE,
    SECRET_KEY,
    TEXT,
    leaks,
    rich_report,
    shown_in_frames,
)
from ext.server import Line, Server, answer, document

from flowroute_api.api.numbers import list_account_phone_numbers, update_phone_number
from flowroute_api.models import NumberUpdate
from flowroute_ext import AsyncFlowroute, FlowrouteError, InvalidValue, OutcomeUnknown

from .outcome import outcome

SECRETS = (*CREDENTIALS, *PERSONAL, NUMBER, NUMBER[1:])
REPLIES = {
    "refused": document(422, {"errors": [{"title": f"{PHONE}?", "detail": {"to": [f"+{PHONE}"]}}]}),
    "hung up": Line.hang_up,
}


@pytest.fixture
async def flowroute(server: Server, library: str) -> AsyncIterator[AsyncFlowroute]:
    async with AsyncFlowroute(ACCESS_KEY, SECRET_KEY, base_url=server.url, max_retries=0) as client:
        yield client


async def error_of(called: Any) -> BaseException:
    """Return what a call raises."""
    try:
        await outcome(called())
    except BaseException as error:
        return error
    raise AssertionError("it succeeded")


@pytest.mark.once
@pytest.mark.anyio
@pytest.mark.parametrize("reply", REPLIES)
async def test_every_call(flowroute: AsyncFlowroute, server: Server, reply: str) -> None:
    """Whatever comes of a call, its frames and those of the causes are clear."""
    server.usually = lambda asked: REPLIES[reply]
    errors: dict[str, BaseException] = {}

    for call in CALLS:
        errors[call.operation] = await error_of(partial(call.of, flowroute))

    assert all(isinstance(error, FlowrouteError) for error in errors.values())
    assert {name: leaks(shown_in_frames(errors[name]), SECRETS) for name in errors} == {
        name: [] for name in errors
    }


SENDING = {"to": PHONE, "from_": NUMBER, "body": TEXT}
WRONG: dict[str, Any] = {
    "send to": lambda flowroute: flowroute.messages.send(**SENDING | {"to": f"{PHONE}9"}),
    "send body": lambda flowroute: flowroute.messages.send(**SENDING | {"body": f"{TEXT}\ud800"}),
    "send option": lambda flowroute: flowroute.messages.send(**SENDING, timeout=-1),
    "send reference": lambda flowroute: flowroute.messages.send(**SENDING, reference=f" {PHONE}"),
    "send unknown option": lambda flowroute: flowroute.messages.send(**SENDING, nope=PHONE),
    "send twice": lambda flowroute: flowroute.messages.send(object(), **SENDING),
    "get": lambda flowroute: flowroute.numbers.get(f"x{PHONE}"),
    "search": lambda flowroute: flowroute.numbers.search(contains=f"{PHONE}x"),
    "alias": lambda flowroute: flowroute.numbers.update(PHONE, alias=TEXT * 10),
    "list": lambda flowroute: flowroute.numbers.list(alias=f"{PHONE}\n"),
    "purchase": lambda flowroute: flowroute.numbers.purchase(f"{PHONE}x"),
    "callback": lambda flowroute: flowroute.numbers.set_callback(PHONE, "sms", f"mailto:{PHONE}"),
    "receipt": lambda flowroute: flowroute.messages.record_receipt(PHONE, f"/{PHONE}"),
    "message": lambda flowroute: flowroute.messages.get(f"/{PHONE}"),
    "cnam": lambda flowroute: flowroute.cnams.create(TEXT),
    "e911": lambda flowroute: flowroute.e911s.associate(PHONE, f"/{PHONE}"),
    "a body": lambda flowroute: flowroute.call(
        update_phone_number, PHONE, body=NumberUpdate(alias=object(), note=TEXT)
    ),
    "a long search": lambda flowroute: flowroute.call(
        list_account_phone_numbers, limit=1, offset=0, alias=TEXT * 3000
    ),
}


@pytest.mark.anyio
@pytest.mark.parametrize("name", WRONG)
async def test_an_invalid_argument(flowroute: AsyncFlowroute, server: Server, name: str) -> None:
    """The error for it shows neither the value nor what came with it, and nothing is sent."""
    error = await error_of(lambda: WRONG[name](flowroute))

    assert isinstance(error, FlowrouteError | TypeError)
    assert leaks(shown_in_frames(error), SECRETS) == []
    assert server.asked == []


@pytest.mark.anyio
async def test_a_request_that_cannot_be_made(flowroute: AsyncFlowroute) -> None:
    """What the library makes no URL of is an invalid value, not an error of the library."""
    error = await error_of(lambda: WRONG["a long search"](flowroute))

    assert isinstance(error, InvalidValue)
    assert str(error).startswith("Invalid request: list_account_phone_numbers must have a URL")


@pytest.mark.anyio
async def test_after_a_success(flowroute: AsyncFlowroute, server: Server) -> None:
    """A listing that fails after its first page shows nothing of that page."""
    numbers = SUCCESSES["list_account_phone_numbers"].bodies
    page = next(iter(numbers.values()))
    page["data"] = [dict(page["data"][0], id=f"{NUMBER}"), dict(page["data"][0], id=PHONE)]
    page["links"]["next"] = f"https://example.com/?contains={PHONE}"
    server.script.extend([document(200, page), answer(500)])

    error = await error_of(flowroute.numbers.list)

    assert len(server.asked) == 2
    assert leaks(shown_in_frames(error), SECRETS) == []


@pytest.mark.anyio
@pytest.mark.parametrize("users", [False, True], ids=["own", "users"])
async def test_without_a_connection(other: Server, library: str, users: bool) -> None:
    """The frames of a failed connection, of both kinds of HTTP clients, are clear."""
    module: Any = importlib.import_module(library)
    async with module.AsyncClient() as client:
        flowroute = AsyncFlowroute(
            ACCESS_KEY,
            SECRET_KEY,
            base_url=other.url.replace("http:", "https:"),
            http_client=client if users else None,
            max_retries=0,
        )
        error = await error_of(lambda: flowroute.messages.send(**SENDING))

    assert leaks(shown_in_frames(error), SECRETS) == []


@pytest.mark.anyio
async def test_an_unknown_outcome(flowroute: AsyncFlowroute, server: Server) -> None:
    """Neither it nor the failure to resolve it shows the message."""
    server.usually = lambda asked: Line.hang_up

    unknown = await error_of(lambda: flowroute.messages.send(**SENDING))
    assert isinstance(unknown, OutcomeUnknown)
    failed = await error_of(unknown.aresolve)
    resolved = await error_of(lambda: flowroute.messages.send(**SENDING, resolve=True))

    for error in (unknown, failed, resolved):
        assert leaks(shown_in_frames(error), SECRETS) == []
    assert leaks(rich_report(resolved), SECRETS) == []


@pytest.mark.anyio
async def test_a_hook_that_fails(server: Server, library: str) -> None:
    """The frames of a hook of the user, which has the request, are clear as well."""
    module: Any = importlib.import_module(library)

    async def on_request(request: Any) -> None:
        kept = dict(request.headers)
        raise LookupError(f"{len(kept) > 0}")

    async with module.AsyncClient(event_hooks={"request": [on_request]}) as client:
        flowroute = AsyncFlowroute(
            ACCESS_KEY, SECRET_KEY, base_url=server.url, http_client=client, max_retries=0
        )
        sent = await error_of(lambda: flowroute.messages.send(**SENDING))
        got = await error_of(lambda: flowroute.numbers.get(PHONE))

    assert type(got) is LookupError
    assert leaks(shown_in_frames(sent), SECRETS) == []
    assert leaks(shown_in_frames(got), SECRETS) == []


@pytest.mark.anyio
async def test_what_the_caller_handles(flowroute: AsyncFlowroute, server: Server) -> None:
    """The exception that the caller was handling keeps its traceback, and its variables."""
    server.usually = lambda asked: Line.hang_up

    def mine() -> None:
        kept = "precious"
        raise LookupError(len(kept))

    try:
        mine()
    except LookupError as handled:
        error = await error_of(lambda: flowroute.numbers.get(PHONE))
        at = handled.__traceback__

    assert isinstance(error, FlowrouteError)
    assert at is not None
    assert at.tb_next is not None
    assert dict(at.tb_next.tb_frame.f_locals) == {"kept": "precious"}


@pytest.mark.anyio
async def test_the_lines_of_a_traceback(flowroute: AsyncFlowroute, server: Server) -> None:
    """A traceback still has each file, from the method to where the error was raised."""
    server.usually = lambda asked: answer(500)

    error = await error_of(lambda: flowroute.numbers.get(PHONE))

    files, at = [], error.__traceback__
    while at is not None:
        files.append(at.tb_frame.f_code.co_filename.rpartition("/")[2])
        at = at.tb_next
    assert {"numbers.py", "transport.py", "retries.py", "responses.py"} <= {*files}


@pytest.mark.anyio
@pytest.mark.parametrize(
    "settings",
    [
        {"base_url": f"https://{ACCESS_KEY}:{SECRET_KEY}@example.com"},
        {"base_url": f"https://example.com/?{SECRET_KEY}"},
        {"secret_key": f"{SECRET_KEY}\n"},
        {"http_client": object()},
        {"timeout": -1},
    ],
    ids=lambda settings: next(iter(settings)),
)
async def test_a_constructor(settings: dict[str, Any]) -> None:
    """The frames of a constructor that fails are clear."""
    given = {"access_key": ACCESS_KEY, "secret_key": SECRET_KEY} | settings

    error: BaseException | None = None
    try:
        AsyncFlowroute(**given)
    except FlowrouteError as refused:
        error = refused

    assert error is not None
    assert leaks(shown_in_frames(error), SECRETS) == []
