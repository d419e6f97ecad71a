"""What an error response repeats of the request."""

from __future__ import annotations

import base64
import json

import pytest

from flowroute_api.types import Request
from flowroute_ext._http.echoes import without_echoes
from flowroute_ext._http.responses import Response, refusal

AUTHORIZATION = f"Basic {base64.b64encode(b'access-key:sec/ret+key').decode()}"


def sent(text: object, version: str = "v2.1") -> Request[object]:
    message = {"to": "12065550142", "from": "12065550100", "body": text}
    body = message if version == "v2.1" else {"data": {"attributes": message}}
    return Request(
        operation="send_a_message",
        method="POST",
        template="/{version}/messages",
        path=f"/{version}/messages",
        params={},
        body=body,
        content_type=None,
        success=(202,),
        parse=lambda data: data,
    )


def shown(text: object, words: object, version: str = "v2.1") -> object:
    """What is left of the *words* of an error for a message with this *text*."""
    body = json.dumps({"errors": [{"detail": words}]}).encode()
    response = without_echoes(Response(422, {}, body), sent(text, version), AUTHORIZATION)
    return json.loads(response.body)["errors"][0]["detail"]


@pytest.mark.parametrize("version", ["v2.1", "v2.2"])
@pytest.mark.parametrize(
    ("text", "words", "left"),
    [
        ("Your code is 4711.", "'Your code is 4711.' has no end", "'•••' has no end"),
        ("Zoë “台”\n🎉", ["no: Zoë “台”\n🎉"], ["no: •••"]),
        ("Lunch?", {"body": {"Lunch?": ["Lunch? is no"]}}, {"body": {"•••": ["••• is no"]}}),
        ("add", "add is no address", "••• is no address"),
        ("no", "no is no text", "no is no text"),
        ("1234567890" * 100, "x1234567890" * 2, "x1234567890" * 2),
        ("Hello", "sec/ret+key of access-key", "••• of •••"),
        ("Hello", f"{AUTHORIZATION}!", "Basic •••!"),
        (None, "as it is", "as it is"),
    ],
)
def test_texts_and_credentials(version, text, words, left):
    """The text of the message and the credentials are left out, wherever they are repeated."""
    assert shown(text, words, version) == left


def test_what_repeats_nothing():
    """A response that repeats nothing is returned as it is, to the byte."""
    response = Response(422, {"X-Request-Id": "1"}, b'{ "errors": [] }')

    assert without_echoes(response, sent("Hello"), AUTHORIZATION) is response


def test_a_text_does_not_choose_the_error():
    """A text with the words of another refusal is not taken for Flowroute's."""
    text = "You have insufficient funds"
    body = json.dumps({"errors": [{"detail": f"{text}: not allowed"}]}).encode()
    error = refusal(sent(text), without_echoes(Response(403, {}, body), sent(text), AUTHORIZATION))

    assert type(error).__name__ == "Forbidden"
    assert "insufficient" not in str(error)


def test_a_number_as_the_id():
    """An id that is a phone number is masked where it is shown."""
    body = json.dumps({"errors": [{"id": "12065550142", "title": "+1 206 555 0142"}]}).encode()
    error = refusal(sent("Hello"), Response(422, {}, body))

    assert error.request_id == "1206•••0142"
    assert "0142 " not in f"{error} {error.errors!r}".replace("•••0142", "")


def test_garbage():
    """Bytes that are no text, and documents without an end, are searched as well."""
    for body in (b"\xff sec/ret+key", b"[" * 100_000 + b'"sec/ret+key"'):
        response = without_echoes(Response(500, {}, body), sent("Hello"), AUTHORIZATION)
        assert b"sec/ret" not in response.body
