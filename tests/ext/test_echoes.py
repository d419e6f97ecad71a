"""What an error response repeats of the request."""

from __future__ import annotations

import base64
import html
import json
import logging
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import httpx
import pytest
from ext.unsafe_calls import ADDRESS

from flowroute_api.types import Request
from flowroute_ext import Cnam, Flowroute, FlowrouteError
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
    long = b'["sec/ret+key"' + b",[]" * 200_000 + b"]"
    for body in (b"\xff sec/ret+key", b"[" * 100_000 + b'"sec/ret+key"', long):
        response = without_echoes(Response(500, {}, body), sent("Hello"), AUTHORIZATION)
        assert b"sec/ret" not in response.body


TEXT = 'Zoë’s "table" is\nready & waiting'
ESCAPES: dict[str, Callable[[str], str]] = {
    "html": html.escape,
    "entities": lambda text: "".join(f"&#{ord(letter)};" for letter in text),
    "url": quote,
    "form": quote_plus,
    "json": lambda text: json.dumps(text)[1:-1],
    "repr": repr,
    "repr of bytes": lambda text: repr(text.encode()),
    "repr of it": lambda text: repr(ValueError(repr(bytearray(text.encode())))),
    "one line": lambda text: " ".join(text.split()),
    "latin-1": lambda text: text.encode().decode("latin-1"),
    "ascii": lambda text: text.encode("ascii", "ignore").decode(),
}


@pytest.mark.parametrize("name", ESCAPES)
def test_escapes(name: str) -> None:
    """A text is left out in whatever escapes it is repeated: of URLs, HTML, JSON or Python."""
    left = shown(TEXT, f"no: {ESCAPES[name](TEXT)}!")

    assert "•••" in str(left)
    assert not any(word in str(left) for word in ("table", "ready", "waiting"))


def test_bytes():
    """A text in a body that is no JSON is left out in any encoding."""
    for coding in ("utf-8", "latin-1"):
        body = "<p>Zoë is ready".encode(coding)
        response = without_echoes(Response(500, {}, body), sent("Zoë is ready"), AUTHORIZATION)
        assert response.body == b"<p>***"


def test_a_name_that_is_repeated():
    """Of a name that is repeated in an object, no value is left in the body."""
    body = b'{"errors": [{"detail": "sec/ret+key", "detail": "no"}]}'
    response = without_echoes(Response(401, {}, body), sent("Hello"), AUTHORIZATION)

    assert json.loads(response.body) == {"errors": [{"detail": "no"}]}
    assert b"sec/ret" not in response.body


CALLS: dict[str, Callable[[Flowroute], object]] = {
    "send": lambda client: client.messages.send(to="2065550142", from_="2065550100", body=TEXT),
    "address": lambda client: client.e911s.create(ADDRESS),
    "name": lambda client: client.cnams.create(Cnam("ADA EXAMPLE")),
    "list": lambda client: client.routes.list().to_list(),
}
ECHO = f"access-key sec/ret+key {TEXT} Ada Example 3rd Ave ADA EXAMPLE"
PERSONAL = {"send": ["table"], "address": ["Ada", "3rd Ave"], "name": ["ADA"], "list": []}


@pytest.mark.parametrize("status", [200, 302, 307, 403, 500, 999])
@pytest.mark.parametrize("name", CALLS)
def test_every_response(name: str, status: int, caplog: pytest.LogCaptureFixture) -> None:
    """Nothing of a request is in its error or a log, whatever status the response has."""
    document = {"errors": [{"detail": ECHO, "id": "sec/ret+key"}]}

    def respond(_: httpx.Request) -> httpx.Response:
        return httpx.Response(status, json=document, headers={"x-request-id": "sec/ret+key"})

    caplog.set_level(logging.DEBUG)
    with httpx.Client(transport=httpx.MockTransport(respond)) as http_client:
        client = Flowroute("access-key", "sec/ret+key", http_client=http_client, max_retries=0)
        with pytest.raises(FlowrouteError) as caught:
            CALLS[name](client)

    links = [caught.value, caught.value.__cause__]
    report = "".join(f"{link} {link!r} {getattr(link, '__dict__', '')}" for link in links)
    for word in ("access-key", "sec/ret", *PERSONAL[name]):
        assert word not in report.replace("access_key", "") + caplog.text


@pytest.mark.parametrize(
    "error",
    [
        OSError(TEXT),
        OSError(5, TEXT, TEXT),
        ExceptionGroup("failed", [ValueError(TEXT)]),
        ValueError(f"bad {TEXT!r}"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_errors_of_a_transport(error: Exception) -> None:
    """What a transport raises is shown without the text that it repeats."""

    def fail(_: httpx.Request) -> httpx.Response:
        raise error

    with httpx.Client(transport=httpx.MockTransport(fail)) as http_client:
        client = Flowroute("access-key", "sec/ret+key", http_client=http_client, max_retries=0)
        with pytest.raises(FlowrouteError) as caught:
            CALLS["send"](client)

    cause = caught.value.__cause__
    assert "table" not in f"{caught.value!s} {cause} {cause!r} {cause and cause.__cause__!r}"
