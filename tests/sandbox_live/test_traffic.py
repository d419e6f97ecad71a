"""Traffic and rates under /_sandbox/."""

from __future__ import annotations

import json
from base64 import b64encode
from time import process_time
from urllib.parse import quote, quote_plus

import pytest
from sandbox_live.conftest import OURS, THEIRS, send

from flowroute_sandbox import ACCESS_KEY, SECRET_KEY, Request, Sandbox
from flowroute_sandbox.live.masking import masked
from flowroute_sandbox.live.traffic import KEPT, MAX_BODY

SPELLINGS = (
    str,
    quote_plus,
    lambda text: quote(text, safe=""),
    lambda text: json.dumps(text)[1:-1],
    lambda text: b64encode(text.encode()).decode(),
    lambda text: text.encode().decode("latin-1"),
)
TOKEN = "hunter2-hunter2"  # stands for a credential


def test_a_request_with_its_response(client):
    """A request is listed with its result, and has headers and bodies without the keys."""
    send(client, "Hello")

    (listed,) = client.get("/_sandbox/traffic").json()["traffic"]
    details = client.get(f"/_sandbox/traffic/{listed['id']}").json()

    assert (listed["method"], listed["target"], listed["operation"], listed["status"]) == (
        "POST",
        "/v2.2/messages",
        "send_a_message",
        202,
    )
    assert details["request"]["headers"]["authorization"] == "Basic ***"
    assert json.loads(details["request"]["body"])["body"] == "Hello"
    assert json.loads(details["response"]["body"])["data"]["type"] == "message"


def test_why_a_request_was_refused(sandbox, client):
    """A refused request has the reason of the response, and one that a fault hit has the fault."""
    client.post("/v2.2/messages", json={"from": OURS, "to": THEIRS})
    sandbox.fault("503-before")
    client.get("/v2/routes")
    client.get("/v2/routes")

    listed = client.get("/_sandbox/traffic?refused=true").json()["traffic"]

    assert [each["problem"] for each in listed] == [
        "fault fault-1: 503-before",
        '422: {"body": ["Missing data for required field."]}',
    ]


@pytest.mark.parametrize(
    ("headers", "query", "body"),
    [
        ({"x-api-key": TOKEN}, "", ""),
        ({"cookie": f"session={TOKEN}"}, "", ""),
        ({"proxy-authorization": f"Bearer {TOKEN}"}, "", ""),
        ({"authorization": TOKEN}, "", ""),
        ({"x-auth-token": TOKEN}, "", ""),
        ({}, f"access_key={TOKEN}", ""),
        ({}, f"a=1&SECRET-KEY={TOKEN}", ""),
        ({}, "", f'{{"callback_url": "https://user:{TOKEN}@example.com/x"}}'),
        ({}, f"url=https%3A%2F%2Fuser%3A{TOKEN}%40example.com", ""),
        ({}, "", f'{{"secret_key": "{TOKEN}"}}'),
        ({}, "", f"secret_key={TOKEN}"),
        ({"referer": f"https://user:{TOKEN}@example.com/"}, "", ""),
    ],
)
def test_credentials_are_never_shown(client, headers, query, body):
    """No header, address or body of the traffic has a credential in it."""
    client.request("POST", f"/v2/routes?{query}", content=body, headers=headers)

    shown = client.get("/_sandbox/traffic").text + client.get("/_sandbox/traffic/1").text
    assert TOKEN not in shown
    assert "***" in shown


def test_the_keys_of_the_sandbox_are_not_shown_wherever_they_are(client):
    """A body with the keys of the sandbox in it is shown without them."""
    client.post("/v2/routes", json={"alias": f"{ACCESS_KEY} {SECRET_KEY}"})

    text = client.get("/_sandbox/traffic/1").text
    assert ACCESS_KEY not in text
    assert SECRET_KEY not in text


@pytest.mark.parametrize("spell", SPELLINGS)
def test_no_spelling_of_the_keys_is_shown(spell):
    """Keys are not shown either where they are encoded, in headers, addresses, JSON or bodies."""
    access, secret = 'access"é', "secret/+= é"
    sandbox = Sandbox(access_key=access, secret_key=secret, post=None)
    traffic = sandbox.recorder.live.traffic
    for text in (spell(secret), spell(f"{access}:{secret}"), spell(sandbox.access.token.value)):
        body = json.dumps({"alias": text}, ensure_ascii=False).encode()
        headers = {"x-debug": text, "referer": f"http://localhost/{text}"}
        sandbox.outcome(Request("POST", f"/v2/routes/{text}", f"q={text}", headers, body))
        (exchange,), _ = traffic.newest(limit=1)

        shown = json.dumps(traffic.details(exchange), ensure_ascii=False)
        assert text not in shown
        assert "***" in shown


def test_credentials_are_looked_for_in_linear_time():
    """An address that is made to be searched for long costs no more than others of its length."""
    for begin in ("%3A%2F%2F", "://", "://%3a%2f%2f", '"secret":"', "token="):
        text = "@" + begin * (200_000 // len(begin))
        started = process_time()
        masked(text)
        assert process_time() - started < 1


def test_what_is_kept_is_bounded(client):
    """The newest thousand exchanges are kept, each with the beginning of its body."""
    client.post("/v2/routes", content="x" * (MAX_BODY + 5))
    details = client.get("/_sandbox/traffic/1").json()["request"]
    assert (len(details["body"]), details["bytes"], details["truncated"]) == (
        MAX_BODY,
        MAX_BODY + 5,
        True,
    )

    for _ in range(KEPT):
        client.get("/v2/nothing")
    assert client.get("/_sandbox/traffic/1").status_code == 404
    assert client.get("/_sandbox/traffic?before=3").json()["traffic"][0]["id"] == 2


def test_a_webhook_and_the_response_of_its_receiver(client, sandbox):
    """An attempt at a webhook is listed with the document, the status and the message."""
    client.put("/v2.2/messages/sms_callback", json={"callback_url": "http://me:pw@127.0.0.1:9/in"})
    posting = Sandbox(account=sandbox.account, post=lambda url, body, headers: 503)
    message_id = posting.receive_message(from_=THEIRS, to=OURS, body="Hello")
    traffic = posting.recorder.live.traffic

    details = traffic.details(traffic.get(1))
    document = json.loads(details["request"]["body"])

    assert {name: details[name] for name in ("kind", "target", "status", "problem")} == {
        "kind": "webhook",
        "target": "http://***@127.0.0.1:9/in",
        "status": 503,
        "problem": "503: not acknowledged",
    }
    assert (details["message_id"], document["data"]["id"]) == (message_id, message_id)


def test_a_reset_forgets_traffic(sandbox, client):
    """Nothing of the traffic is left after a reset, and numbers are not used again."""
    send(client)
    sandbox.reset()

    assert client.get("/_sandbox/traffic").json()["traffic"] == []
    client.get("/v2/routes")
    assert client.get("/_sandbox/traffic").json()["traffic"][0]["id"] == 2


def test_the_gauge(sandbox, client):
    """The gauge counts the attempts of the last second, of each kind and version, and the rest."""
    for _ in range(3):
        send(client)
    send(client, is_mms=True)
    sandbox.advance(1)
    send(client)

    assert client.get("/_sandbox/rate-limit").json() == {
        "enforced": False,
        "window_seconds": 1,
        "endpoints": [
            {"endpoint": "v2.2 mms", "limit": 1, "last_second": 0, "total": 1, "refused": 0},
            {"endpoint": "v2.2 sms", "limit": 5, "last_second": 1, "total": 4, "refused": 0},
        ],
    }
