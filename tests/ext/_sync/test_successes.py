# Written by scripts/unasync.py from tests/ext/_async/test_successes.py. Do not edit.
"""Responses of success: the value, or the error if they cannot be read."""

from __future__ import annotations

import gzip
import importlib
import json
import zlib
from typing import Any

import pytest
from ext.calls import NUMBER
from ext.calls.e911s import OFFICE
from ext.documented import SUCCESSES
from ext.server import Server, answer, document
from ext.unsafe_calls import UNSAFE_CALLS

from flowroute_api.api.numbers import list_phone_number_details
from flowroute_ext import APIError, Flowroute, NumberUnavailable
from flowroute_ext.errors import UnreadableResponse

NUMBER_BODY = SUCCESSES["list_phone_number_details"].bodies["number_details"]
TEXT = json.dumps(NUMBER_BODY).encode()

EMPTY = "the body was empty"
PAGE = "the body was an HTML page"
CUT = "the body was not JSON, or was cut off"
SHAPE = "the body was JSON of another shape"
DEEP = "the body was nested deeper than 32 levels"
MANY = "the body had too many values in it"


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", EMPTY),
        (b"<html>Welcome to the hotel</html>", PAGE),
        (b"  <!doctype html>", PAGE),
        (b'{"data": {"type": "number", "id', CUT),
        (b"OK", CUT),
        (b'{"data": "\xff"}', CUT),
        (b'{"data": ' + b"9" * 5000 + b"}", CUT),
        (b"[" * 33 + b"]" * 33, DEEP),
        (b'{"data":[' * 17 + b"]}" * 17, DEEP),
        (b'{"data":' * 100, CUT),
        (b"[" * 100_000 + b"]" * 100_000, MANY),
        (b'{"data":' * 100_000, MANY),
        (b'{"data":[' + b"[]," * 100_000 + b"[]]}", MANY),
        (b"null", SHAPE),
        (b"true", SHAPE),
        (b"5", SHAPE),
        (b'"number"', SHAPE),
        (b"[]", SHAPE),
        (b"{}", SHAPE),
        (b'{"data": null}', SHAPE),
        (b'{"data": []}', SHAPE),
        (b'{"data": {}}', SHAPE),
        (b'{"data": {"type": "number", "id": "12065550142"}}', SHAPE),
        (b'{"data": {"type": "number", "id": "12065550142", "attributes": null}}', SHAPE),
        (b'{"data": {"type": "number", "id": "12065550142", "attributes": []}}', SHAPE),
        (b'{"data": {"type": "number", "id": null, "attributes": {"value": null}}}', SHAPE),
        (b'{"data": {"type": "number", "id": "1", "attributes": {"value": [1]}}}', SHAPE),
    ],
)
def test_an_unreadable_response(
    flowroute: Flowroute, server: Server, body: bytes, what: str
) -> None:
    """A success that cannot be read raises an error with the body; the client can go on."""
    server.script.append(answer(200, body))

    with pytest.raises(UnreadableResponse) as caught:
        flowroute.numbers.get(NUMBER)

    error = caught.value
    assert vars(error) == {
        "reason": f"the response 200 OK is not as documented: {what}",
        "operation": "list_phone_number_details",
        "method": "GET",
        "path": "/v2/numbers/{number_id}",
        "status": 200,
        "body": body,
    }
    assert str(error) == f"GET /v2/numbers/{{number_id}}: {error.reason}"
    assert (flowroute.numbers.get(NUMBER)).rate_center == "millbrae"
    assert len(server.asked) == 2


@pytest.mark.parametrize("body", ['{"data": null}', '{"data": {"a": 1}}', '{"data": [null]}', "[]"])
def test_an_unreadable_list(flowroute: Flowroute, server: Server, body: str) -> None:
    """A page that cannot be read ends the listing with an error."""
    server.script.append(answer(200, body))

    with pytest.raises(UnreadableResponse):
        flowroute.numbers.list().first()


@pytest.mark.parametrize("status", [200, 201, 202, 207, 208, 299])
def test_any_success(flowroute: Flowroute, server: Server, status: int) -> None:
    """Any 2xx is a success: 207 is a purchase without messaging."""
    server.script.append(
        document(status, SUCCESSES["purchase_a_phone_number"].bodies["number_purchased"])
    )

    number = flowroute.numbers.purchase(NUMBER)

    assert number.id == number.value


@pytest.mark.parametrize("kind", ["application/json", "text/html", "", "nonsense"])
def test_any_content_type(flowroute: Flowroute, server: Server, kind: str) -> None:
    """JSON is read as JSON, with any content type."""
    server.script.append(answer(200, TEXT, kind))

    assert (flowroute.numbers.get(NUMBER)).raw.to_dict() == NUMBER_BODY["data"]


@pytest.mark.parametrize(
    ("coding", "compress"), [("gzip", gzip.compress), ("deflate", zlib.compress)]
)
def test_a_compressed_response(
    flowroute: Flowroute, server: Server, coding: str, compress: Any
) -> None:
    """A compressed response is decompressed."""
    server.script.append(answer(200, compress(TEXT), content_encoding=coding))

    assert (flowroute.numbers.get(NUMBER)).raw.to_dict() == NUMBER_BODY["data"]


@pytest.mark.parametrize("body", [b"none", gzip.compress(TEXT)[:40]], ids=["none", "cut"])
def test_a_badly_compressed_response(flowroute: Flowroute, server: Server, body: bytes) -> None:
    """A response that cannot be decompressed is judged by its status."""
    server.script.append(answer(200, body, content_encoding="gzip"))
    server.script.append(answer(404, body, content_encoding="gzip"))

    with pytest.raises(UnreadableResponse) as accepted:
        flowroute.numbers.get(NUMBER)
    with pytest.raises(NumberUnavailable) as refused:
        flowroute.numbers.purchase(NUMBER)

    assert (accepted.value.status, refused.value.status) == (200, 404)
    assert (flowroute.numbers.get(NUMBER)).rate_center == "millbrae"


def test_unknown_values(flowroute: Flowroute, server: Server) -> None:
    """Unknown values, fields and resources are kept in `raw`, without an error."""
    body = json.loads(TEXT)
    body["data"]["attributes"] |= {"number_type": "satellite", "status": "ORBITING", "moons": 2}
    body["included"] = [{"type": "moon", "id": "1", "attributes": {"name": "Io"}}]
    body["data"]["relationships"]["moon"] = {"data": {"type": "moon", "id": "1"}}
    server.script.append(document(200, body))

    number = flowroute.numbers.get(NUMBER)
    server.script.append(document(200, body))
    whole = flowroute.call(list_phone_number_details, NUMBER)

    assert (number.number_type, number.status) == ("satellite", "ORBITING")
    assert number.raw.attributes.additional_properties == {"moons": 2}
    assert number.raw.to_dict() == body["data"]
    assert whole.to_dict() == body


def test_an_unknown_status(flowroute: Flowroute, server: Server) -> None:
    """An unknown status with Flowroute's own error document is an error like any other."""
    server.script.append(document(477, {"errors": [{"title": "Eclipse", "moons": 2}]}))

    with pytest.raises(APIError) as caught:
        flowroute.e911s.create(OFFICE)

    assert str(caught.value) == "477 Unknown Status from POST /v2/e911s: Eclipse"


SURPLUS = {
    "response": b"HTTP/1.1 202 Accepted\r\ncontent-length: 2\r\n\r\n{}",
    "text": b"<html>",
}
ACCEPTED = b"HTTP/1.1 202 Accepted\r\n"
CHUNKED = b"transfer-encoding: chunked\r\n\r\n"


def nothing(response: Any) -> None:
    """A hook that leaves the response to be read."""


def reads(response: Any) -> None:
    """A hook that reads the response."""
    [piece for piece in response.iter_raw()]


HOOKS: dict[str, Any] = {"no client": None, "no hook": [], "a hook": [nothing], "reader": [reads]}


@pytest.mark.parametrize("hooks", HOOKS)
@pytest.mark.parametrize(
    ("surplus", "chunked"), [("response", False), ("response", True), ("text", False)]
)
def test_more_than_a_response(
    server: Server, library: str, surplus: str, chunked: bool, hooks: str
) -> None:
    """What comes after a response is not taken for the response to the next request."""
    body = json.dumps({"data": {"type": "message", "id": "first"}}).encode()
    head, end = (CHUNKED, b"\r\n0\r\n\r\n") if chunked else (b"content-length: ", b"")
    size = b"%x" if chunked else b"%d\r\n"
    first = ACCEPTED + head + size % len(body) + b"\r\n" + body + end + SURPLUS[surplus]
    server.script.append(lambda line: line.send(first))
    server.script.append(document(202, {"data": {"type": "message", "id": "second"}}))
    module: Any = importlib.import_module(library)
    given = HOOKS[hooks]

    with module.Client(event_hooks={"response": given or []}) as theirs:
        http_client = None if given is None else theirs
        with Flowroute("key", "secret", base_url=server.url, http_client=http_client) as flowroute:
            ids = [(UNSAFE_CALLS["send_a_message"](flowroute)).id for _ in range(2)]

    assert ids == ["first", "second"]
