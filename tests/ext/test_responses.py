"""Reading responses, in any form."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import pytest

from flowroute_api.api.numbers import list_phone_number_details, release_phone_number
from flowroute_ext import APIError
from flowroute_ext._http.responses import Response, as_it_is, read, refusal
from flowroute_ext.errors import ErrorDetail, UnreadableResponse

GET = list_phone_number_details.request("12065550142")
RELEASE = release_phone_number.request("12065550142")


def refused(*errors: Any, status: int = 422, **headers: str) -> APIError:
    """The error for a response with these errors in it."""
    body = json.dumps({"errors": errors}).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return refusal(GET, Response(status, named, body))


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        ({"title": "Client Error", "detail": "Too long."}, "Too long."),
        ({"title": "Client Error"}, "Client Error"),
        ({"title": "Client Error", "detail": ""}, "Client Error"),
        ({"title": "Client\nError:\x1b[31m  red\x00"}, "Client Error: [31m red"),
        ({"detail": ["no good", "at all"]}, "no good at all"),
        ({"detail": 5}, "5"),
        ({"detail": {"to": ["bad"], "from": ["worse"]}}, "to: bad; from: worse"),
        ({"title": "Client Error", "detail": {"to": ["bad"]}}, "Client Error; to: bad"),
        ({"detail": "+1 (206) 555-0142 is not yours"}, "+1206•••0142 is not yours"),
        ({"detail": {"to": ["12065550142 is bad"]}}, "to: 1206•••0142 is bad"),
        ({"title": "x" * 501}, "x" * 499 + "…"),
        ({"title": "x" * 500}, "x" * 500),
        ({}, "Flowroute gave no reason; the body was JSON of another shape"),
    ],
)
def test_the_reason(error: dict[str, Any], reason: str) -> None:
    """The reason is Flowroute's, in one line without numbers and control characters."""
    assert refused(error).reason == reason


def test_only_the_first_error_gives_the_reason() -> None:
    """The reason is the first error's, with the fields of all; all are in `errors`."""
    error = refused({"detail": "First."}, {"detail": "Second."}, {"detail": {"to": ["bad"]}})

    assert error.reason == "First.; to: bad"
    assert [detail.detail for detail in error.errors] == ["First.", "Second.", {"to": ["bad"]}]


def deep(levels: int) -> Any:
    """A detail with that many nested objects."""
    detail: Any = "end"
    for _ in range(levels):
        detail = {"a": detail}
    return detail


@pytest.mark.parametrize("levels", [17, 500, 900, 960, 970, 980, 990, 2000])
def test_a_deeply_nested_detail(levels: int) -> None:
    """However deep a detail is, the error can be printed and copied, and has `fields`."""
    detail = '{"a":' * levels + '"end"' + "}" * levels
    body = f'{{"errors": [{{"title": "Client Error", "detail": {detail}}}]}}'.encode()

    error = refusal(GET, Response(422, {}, body))

    assert str(error).startswith("422 Unprocessable Entity from GET /v2/numbers/{number_id}: ")
    assert len(error.fields) in (0, 1)
    assert "RecursionError" not in repr(error.errors)
    assert pickle.loads(pickle.dumps(error)).errors == error.errors
    assert copy.deepcopy(error).errors == error.errors


def test_a_detail_down_to_its_sixteenth_level() -> None:
    """No documented request is half as deep; deeper levels are dropped."""
    assert refused({"detail": deep(16)}).fields == {".".join("a" * 16): ("end",)}
    assert refused({"detail": deep(17)}).fields == {".".join("a" * 16): ("…",)}


@pytest.mark.parametrize(
    ("status", "number"),
    [(422, 422), ("422", 422), (None, None), ("4xx", None), (True, None), (10**4000, None)],
)
def test_a_status_in_the_body(status: object, number: int | None) -> None:
    """JSON:API has it as text, Flowroute as a number; the status of the response counts."""
    error = refused({"status": status}, status=409)

    assert (error.status, error.errors) == (409, (ErrorDetail(status=number),))


@pytest.mark.parametrize(
    ("ids", "header", "request_id"),
    [
        (["7fc8c70a"], "req-1", "7fc8c70a"),
        ([None, "7fc8c70a"], "req-1", "7fc8c70a"),
        ([None], "req-1", "req-1"),
        ([5], "", "5"),
        ([{"a": 1}], "req-1", "req-1"),
        (["one\nINFO forged"], "req-1", "req-1"),
        (["x" * 201], "", None),
        ([], "", None),
    ],
)
def test_the_request_id(ids: list[Any], header: str, request_id: str | None) -> None:
    """The first id of an error, or the header's: one word, so that no log line can be forged."""
    error = refused(*({"id": one} for one in ids), x_request_id=header)

    assert error.request_id == request_id


@pytest.mark.parametrize("status", [200, 202, 204, 299])
def test_an_empty_body(status: int) -> None:
    """Any success without a body is accepted if the API documents no body."""
    assert read(RELEASE, Response(status, {}, b""), as_it_is) is None


def test_an_unexpected_json_body() -> None:
    """JSON that is not documented is no error."""
    assert read(RELEASE, Response(200, {}, b'{"data": null}'), as_it_is) is None


def test_an_unexpected_html_body() -> None:
    """A page of HTML is not Flowroute's, so it is no success."""
    page = b"<html>Welcome to the hotel's network</html>"

    with pytest.raises(UnreadableResponse) as caught:
        read(RELEASE, Response(200, {"content-type": "text/html"}, page), as_it_is)

    assert (caught.value.status, caught.value.body) == (200, page)
    assert str(caught.value) == (
        "DELETE /v2/numbers/{number_id}: the response 200 OK "
        "is not as documented: the body was an HTML page"
    )


@pytest.mark.parametrize("body", [b"<p>Bob's pin", b"Bob's pin \xff"])
def test_what_a_decoder_raises(body: bytes) -> None:
    """The cause of an error says where the body is no JSON, and does not keep all of it."""
    with pytest.raises(UnreadableResponse) as caught:
        read(GET, Response(200, {}, body), lambda data: data)

    cause = caught.value.__cause__
    assert isinstance(cause, ValueError)
    assert "pin" not in f"{cause} {cause!r} {vars(cause)} {getattr(cause, 'object', '')}"
