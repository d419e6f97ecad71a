"""`call()`: sends any generated operation, as the methods do."""

from __future__ import annotations

import pytest
from ext.calls import NUMBER
from ext.documented import SUCCESSES
from ext.server import Line, Server, document

from flowroute_api.api.messages import send_a_message
from flowroute_api.api.numbers import list_account_phone_numbers, release_phone_number
from flowroute_api.models import MessageSend, NumberList, SentMessageDocument
from flowroute_ext import AsyncFlowroute, ConnectionFailed, NotFound
from flowroute_ext.errors import UnreadableResponse


@pytest.mark.anyio
async def test_a_list(flowroute: AsyncFlowroute, server: Server) -> None:
    """A list operation takes its own arguments, and returns the generated document."""
    found = await flowroute.call(list_account_phone_numbers, limit=200, starts_with="1206")

    asked = server.asked[0]
    assert isinstance(found, NumberList)
    assert found.to_dict() == SUCCESSES["list_account_phone_numbers"].bodies["account_numbers_2018"]
    assert (asked.method, asked.path, asked.query) == (
        "GET",
        "/v2/numbers",
        {"limit": "200", "starts_with": "1206"},
    )
    assert asked.headers["authorization"] == "Basic a2V5OnNlY3JldA=="


@pytest.mark.anyio
async def test_a_body(flowroute: AsyncFlowroute, server: Server) -> None:
    """A generated body is sent unchanged, to the requested version."""
    body = MessageSend(to="12065550100", from_=NUMBER, body="Hello")

    sent = await flowroute.call(send_a_message, "v2.2", body=body)

    assert isinstance(sent, SentMessageDocument)
    assert (server.asked[0].path, server.asked[0].json) == (
        "/v2.2/messages",
        {"to": "12065550100", "from": NUMBER, "body": "Hello"},
    )


@pytest.mark.anyio
async def test_an_empty_response(flowroute: AsyncFlowroute) -> None:
    """An operation with an empty response returns None."""
    assert await flowroute.call(release_phone_number, NUMBER) is None


@pytest.mark.anyio
async def test_failures(flowroute: AsyncFlowroute, server: Server) -> None:
    """It raises the errors of every other call."""
    server.script.append(document(404, {"errors": [{"title": "Gone"}]}))
    server.script.append(document(200, []))
    server.script.append(Line.hang_up)

    with pytest.raises(NotFound, match="404 Not Found from DELETE"):
        await flowroute.call(release_phone_number, NUMBER)
    with pytest.raises(UnreadableResponse):
        await flowroute.call(list_account_phone_numbers)
    with pytest.raises(ConnectionFailed):
        await flowroute.call(list_account_phone_numbers)


@pytest.mark.anyio
@pytest.mark.parametrize("number", ["", ".", ".."])
async def test_an_unsafe_path_argument(
    flowroute: AsyncFlowroute, server: Server, number: str
) -> None:
    """A value that would change the path is not sent."""
    with pytest.raises(ValueError, match="cannot be part of a path"):
        await flowroute.call(release_phone_number, number)

    assert server.asked == []
