"""Fifty kinds of personal or secret data in a cassette."""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import replace
from typing import Any, NamedTuple
from urllib.parse import quote

from pytest_flowroute._base.layout import Interaction

API = "https://api.flowroute.com"
NUMBER = "14152277123"
KEY, SECRET = "c9b21a7e", "5f0cf8a3e7d94b1e8c2ad41b7a6e9d03"
BASIC = b64encode(f"{KEY}:{SECRET}".encode()).decode()


class Leak(NamedTuple):
    """An interaction, and the texts that must be scrubbed from it."""

    interaction: Interaction
    secrets: tuple[str, ...]


def interaction(
    sent: Any = None,
    answered: Any = None,
    *,
    method: str = "POST",
    path: str = "/v2.1/messages",
    status: int = 202,
    headers: dict[str, list[str]] | None = None,
    media_type: str = "application/vnd.api+json",
) -> Interaction:
    """An interaction with these bodies, given as JSON values or as text."""
    return Interaction(
        method=method,
        uri=f"{API}{path}",
        request_headers={"content-type": [media_type], **(headers or {})},
        request_body=_text(sent),
        status=status,
        reason="",
        response_headers={"content-type": [media_type]},
        response_body=_text(answered),
    )


def error(detail: str, **sent: str) -> Interaction:
    """A refusal with this detail."""
    return interaction(sent, {"errors": [{"status": 422, "detail": detail}]}, status=422)


def e911(**attributes: str) -> Interaction:
    """The creation of an E911 address."""
    body = {"data": {"type": "e911", "attributes": attributes}}
    return interaction(body, path="/v2/e911s", status=201)


def number(value: str) -> dict[str, Any]:
    """The resource of a phone number."""
    return {"data": {"type": "number", "id": value, "attributes": {"value": value}}}


def _text(body: Any) -> str:
    if body is None:
        return ""
    return body if isinstance(body, str) else json.dumps(body)


def once(text: str) -> str:
    """The text, percent-encoded."""
    return quote(text, safe="")


NESTED = json.dumps({"inner": json.dumps({"phone": f"+{NUMBER}"})})
ENCODED = b64encode(f"call {NUMBER} now".encode()).decode()

LEAKS = {
    "number in a path": Leak(
        interaction(method="GET", path=f"/v2/numbers/{NUMBER}", status=200), (NUMBER,)
    ),
    "number in a path, with an encoded plus": Leak(
        interaction(method="GET", path=f"/v2/numbers/%2B{NUMBER}", status=200), (NUMBER,)
    ),
    "number in a query": Leak(
        interaction(method="GET", path=f"/v2/numbers?starts_with={NUMBER}", status=200), (NUMBER,)
    ),
    "nine digits of a number in a query": Leak(
        interaction(method="GET", path=f"/v2/numbers?contains={NUMBER[:9]}", status=200),
        (NUMBER[:9],),
    ),
    "number in a member": Leak(interaction({"to": NUMBER, "from": "12065550100"}), (NUMBER,)),
    "number as an integer": Leak(interaction({"to": int(NUMBER)}), (NUMBER,)),
    "number with a plus": Leak(interaction({"to": f"+{NUMBER}"}), (NUMBER,)),
    "number with parentheses": Leak(error("from (415) 227-7123"), ("227-7123",)),
    "number with dots": Leak(error("from 415.227.7123"), ("227.7123",)),
    "number of another country": Leak(error("from +442079460018"), ("442079460018", "79460018")),
    "number in a link": Leak(
        interaction(None, {"data": [], "links": {"self": f"{API}/v2/numbers/{NUMBER}"}}), (NUMBER,)
    ),
    "number in an included resource": Leak(
        interaction(None, {"data": [], "included": [number(NUMBER)["data"]]}), (NUMBER,)
    ),
    "number in an error text": Leak(error(f"{NUMBER} cannot be reached."), (NUMBER,)),
    "number, encoded twice": Leak(error(f"see ?next={once(once('+' + NUMBER))}"), (NUMBER,)),
    "number after an encoded space": Leak(error(f"see ?q=to%20{NUMBER}"), (NUMBER,)),
    "number in base64": Leak(error(f"token {ENCODED} refused"), (ENCODED,)),
    "number in JSON in JSON in a text": Leak(
        interaction(None, {"data": {"type": "event", "payload": NESTED}}), (NUMBER,)
    ),
    "number in a body with a charset": Leak(
        interaction({"to": NUMBER}, media_type="application/vnd.api+json; charset=utf-8"),
        (NUMBER,),
    ),
    "number in a form": Leak(
        interaction(f"to=%2B{NUMBER}", media_type="application/x-www-form-urlencoded"), (NUMBER,)
    ),
    "number in an HTML page": Leak(
        interaction(None, f"<p>to&nbsp;&#43;{NUMBER}</p>", media_type="text/html"), (NUMBER,)
    ),
    "text of a message": Leak(interaction({"body": "Dinner at Mario's?"}), ("Dinner", "Mario")),
    "text of a message, in an error": Leak(
        error('"Dinner at Marios" is spam', body="Dinner at Marios"), ("Dinner", "Marios")
    ),
    "name": Leak(e911(first_name="Zebulon", last_name="Quackenbush"), ("Zebulon", "Quackenbush")),
    "name in an error text": Leak(
        interaction(
            {"data": {"type": "e911", "attributes": {"last_name": "Quackenbush"}}},
            {"errors": [{"status": 400, "detail": "QUACKENBUSH is unknown there."}]},
            path="/v2/e911s",
            status=400,
        ),
        ("Quackenbush", "QUACKENBUSH"),
    ),
    "street": Leak(e911(street_number="4711", street_name="Larch Hollow"), ("4711", "Larch")),
    "street in a query": Leak(
        interaction(method="GET", path="/v2/e911s?street_name=Larch%20Hollow", status=200),
        ("Larch",),
    ),
    "city and zip": Leak(e911(city="Walla Walla", zip="99362"), ("Walla", "99362")),
    "caller name": Leak(
        interaction(
            {"value": "Quackenbush"},
            {"data": {"type": "cnam", "id": "5550", "attributes": {"value": "QUACKENBUSH"}}},
            path="/v2/cnams",
            status=201,
        ),
        ("Quackenbush", "QUACKENBUSH"),
    ),
    "id of a record": Leak(
        interaction(method="GET", path="/v2/routes/98396", status=200), ("98396",)
    ),
    "id of a message": Leak(
        interaction(method="GET", path=f"/v2.1/messages/mdr2-{SECRET}", status=200), (SECRET,)
    ),
    "id of an account": Leak(
        interaction(None, {"data": {"type": "event", "customer_id": "77123"}}), ("77123",)
    ),
    "credentials in a header": Leak(
        interaction({}, headers={"Authorization": [f"Basic {BASIC}"]}), (BASIC, KEY, SECRET)
    ),
    "credentials in an error text": Leak(error(f"Basic {BASIC} is wrong"), (BASIC,)),
    "credentials in base64 alone": Leak(error(f"got {BASIC}"), (BASIC,)),
    "secret key in an answer": Leak(
        interaction(
            None,
            {"errors": [{"detail": f"{SECRET} is wrong"}]},
            headers={"authorization": [f"Basic {BASIC}"]},
            status=401,
        ),
        (SECRET,),
    ),
    "cookie": Leak(interaction({}, headers={"Cookie": ["session=b7e1"]}), ("b7e1",)),
    "token in a query": Leak(
        interaction(method="GET", path="/v2/numbers?api_key=b7e1c0ffee", status=200),
        ("b7e1c0ffee",),
    ),
    "password in a callback": Leak(
        interaction({"dlr_callback": "https://me:hunter2@hooks.acme.test/x?k=1"}),
        ("hunter2", "acme"),
    ),
    "reference in a callback": Leak(
        interaction({"dlr_callback": "https://example.com/x?flowroute_reference=order-1017"}),
        ("order-1017",),
    ),
    "signature of a media file": Leak(
        interaction({"media_urls": ["https://s3.amazonaws.com/x/a.jpg?Signature=b7e1c0ffee"]}),
        ("b7e1c0ffee", "amazonaws"),
    ),
    "email address in an error text": Leak(error("ask zeb@acme.test"), ("zeb@", "acme")),
    "host and user of a route": Leak(
        interaction(
            {
                "data": {
                    "type": "route",
                    "attributes": {"route_type": "uri", "value": "sip:zebulon@pbx.acme.test:5060"},
                }
            },
            path="/v2/routes",
            status=201,
        ),
        ("zebulon", "acme"),
    ),
    "number with dashes of typesetters": Leak(
        error("from +1\u2011415\u2011227\u20117123"), ("7123",)
    ),
    "number as dialled from abroad": Leak(error(f"from 00{NUMBER}"), (NUMBER,)),
    "number in the name of a member": Leak(interaction(None, {"data": {NUMBER: 1}}), (NUMBER,)),
    "number in the reason of a status": Leak(
        replace(interaction({}), reason=f"No {NUMBER}"), (NUMBER,)
    ),
    "number in base64 in a URL": Leak(error(f"see {API}/v2/x?next={once(ENCODED)}"), (ENCODED,)),
    "number in a content type": Leak(
        interaction({}, media_type=f"application/json; name={NUMBER}"), (NUMBER,)
    ),
    "text of a message in a form": Leak(
        interaction(
            "body=Hello+Zebulon&is_mms=false", media_type="application/x-www-form-urlencoded"
        ),
        ("Zebulon",),
    ),
    "secret in a member": Leak(interaction({"data": {"secret_key": "hunter2"}}), ("hunter2",)),
    "password in the URL": Leak(
        replace(interaction({}), uri=f"https://{KEY}:{SECRET}@api.flowroute.com/v2/numbers"),
        (KEY, SECRET),
    ),
}
