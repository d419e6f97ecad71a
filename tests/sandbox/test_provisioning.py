"""Tasks that turn messaging on or off, several numbers at once, tiers, letters, and version 2."""

from __future__ import annotations

from typing import Any

import pytest

from flowroute_sandbox.sandbox import Sandbox
from sandbox.caller import ID, Caller, invalid, invalid_attributes
from sandbox.ports.test_orders import ORDER, create
from sandbox.samples import OWN, PEER

SECOND = "12065550101"
TASKS = "/v2/message-provision"


def begin(api: Caller, action: str, *numbers: str, **more: Any) -> str:
    """Begin a task and return its path."""
    status, answer = api.post(TASKS, {"numbers": numbers, "action": action, **more})
    assert status == 201
    return f"{TASKS}/status/{answer['data']['id']}"


def enabled(api: Caller, number: str = OWN) -> bool:
    """Whether a number has messaging by now."""
    return bool(api.get(f"/v2/numbers/{number}")[1]["data"]["attributes"]["messaging_enabled"])


def test_a_task_takes_a_minute(api: Caller) -> None:
    """A number's messaging is on after a minute, and off a minute after that is asked for."""
    api.sandbox.seed_number(OWN)
    for action, before, after in (("enable", False, True), ("disable", True, False)):
        task = begin(api, action, f"+{OWN}")
        first = api.get(task)[1]["data"]
        assert (first["type"], first["attributes"]) == (
            "message_provisioning_status",
            {"status": "processing", "tn": OWN},
        )
        [shown] = [
            one
            for one in api.get(f"/v2/numbers/{OWN}")[1]["included"]
            if one["type"] == "message_provisioning_status"
        ]
        assert shown == first
        api.sandbox.advance(59)
        assert enabled(api) is before
        api.sandbox.advance(1)
        assert api.get(task)[1]["data"]["attributes"] == {"status": "completed", "tn": OWN}
        assert enabled(api) is after


def test_a_task_of_several_numbers(api: Caller) -> None:
    """It has lists of them; the control API has it fail for some, whose messaging stays off."""
    for number in (OWN, SECOND):
        api.sandbox.seed_number(number)
    task = begin(api, "enable", OWN, SECOND)
    api.sandbox.fail_provisioning(task.rpartition("/")[2], SECOND)
    assert api.get(task)[1]["data"]["attributes"] == {
        "status": "processing",
        "message": "",
        "numbers": {"successful": [], "processing": [OWN, SECOND], "failed": []},
    }
    api.sandbox.advance(60)
    assert api.get(task)[1]["data"]["attributes"] == {
        "status": "completed",
        "message": "1 of 2 numbers failed.",
        "numbers": {"successful": [OWN], "processing": [], "failed": [SECOND]},
    }
    assert (enabled(api), enabled(api, SECOND)) == (True, False)
    assert api.error("POST", f"/_sandbox{task.replace('status/', '')[3:]}/fail") == {
        "detail": "The task has ended: nothing of it can fail any more.",
        "id": ID,
        "status": 422,
    }


def test_a_task_that_fails_to_turn_messaging_off(api: Caller) -> None:
    """Messaging stays on, and the status is failed."""
    api.sandbox.seed_number(OWN)
    begin(api, "enable", OWN)
    api.sandbox.advance(60)
    task = begin(api, "disable", OWN)
    api.sandbox.fail_provisioning(task.rpartition("/")[2])
    api.sandbox.advance(60)
    assert api.get(task)[1]["data"]["attributes"]["status"] == "failed"
    assert enabled(api) is True


def test_an_event_at_the_end(sandbox: Sandbox, api: Caller) -> None:
    """The end of a task is posted to its URL; so is that of a number bought with messaging."""
    sandbox.seed_number(OWN)
    begin(api, "enable", OWN, callback_url="http://127.0.0.1:9/tasks")
    bought = {"messaging_enabled": True, "messaging_callback_url": "http://127.0.0.1:9/bought"}
    assert api.post(f"/v2/numbers/{SECOND}", bought)[0] == 201
    sandbox.advance(60)
    sent = {
        (one["url"], one["kind"], one["document"]["data"]["attributes"]["status"])
        for one in api.get("/_sandbox/webhooks")[1]["webhooks"]
    }
    assert sent == {
        ("http://127.0.0.1:9/bought", "provisioning", "completed"),
        ("http://127.0.0.1:9/tasks", "provisioning", "completed"),
    }


@pytest.mark.parametrize(
    ("body", "problems"),
    [
        ({}, {"numbers": ["Missing data for required field."], "action": "Missing"}),
        ({"numbers": [], "action": "enable"}, {"numbers": ["Field may not be blank."]}),
        ({"numbers": {}, "action": "enable"}, {"numbers": ["Not a valid list."]}),
        ({"numbers": ["206"], "action": "Enable"}, {"numbers": "11-digit"}),
        ({"numbers": [OWN], "action": "on"}, {"action": "one of: enable, disable"}),
        ({"numbers": [OWN], "action": "enable", "callback_url": "x"}, {"callback_url": "URL"}),
        ({"numbers": [OWN], "action": "enable", "email": "maybe"}, {"email": "boolean"}),
    ],
)
def test_invalid_tasks(api: Caller, body: Any, problems: Any) -> None:
    """Every problem of a task is reported, and none begins."""
    api.sandbox.seed_number(OWN)
    detail = api.error("POST", TASKS, body)["detail"]
    assert detail.keys() == problems.keys()
    assert all("".join(problems[name]) in detail[name][0] for name in problems)
    assert len(api.sandbox.account.provisioning) == 0


def test_numbers_of_others(api: Caller) -> None:
    """A task with a number that is not on the account is a 404, and none begins."""
    api.sandbox.seed_number(OWN)
    body = {"numbers": [OWN, SECOND], "action": "enable"}
    assert api.error("POST", TASKS, body)["status"] == 404
    assert api.error("GET", f"{TASKS}/status/1")["status"] == 404
    assert len(api.sandbox.account.provisioning) == 0


def test_several_numbers(api: Caller) -> None:
    """Those on the account come in the order asked for, with their routes; no more than 200."""
    api.sandbox.seed_number(OWN)
    details = "/v2/numbers/details"
    answer = api.post(details, {"numbers": [f"+{SECOND}", f"+{OWN}"]})[1]
    [shown] = answer["data"]
    assert shown == api.get(f"/v2/numbers/{OWN}")[1]["data"]
    many = {"numbers": [f"+1206555{line:04}" for line in range(201)]}
    assert api.error("POST", details, many) == invalid(numbers=["At most 200 phone numbers."])


def test_tiers(api: Caller) -> None:
    """Each tier links to its numbers, and a search takes its id in any case."""
    answer = api.get("/v2/numbers/available/tiers", limit=1)[1]
    assert [one["id"] for one in answer["data"]] == ["Standard"]
    assert answer["links"]["next"].endswith("/v2/numbers/available/tiers?limit=1&offset=1")
    [promotion] = api.get("/v2/numbers/available/tiers", offset=1)[1]["data"]
    found = api.get("/v2/numbers/available", tier=promotion["id"].lower(), limit=1)[1]["data"]
    assert found[0]["attributes"]["tier"] == promotion["id"] == "US Promo $0.0/$0.50/$0.005"


def test_a_letter_of_agency(api: Caller) -> None:
    """It is signed once, as it is, while the order is pending; then a PDF is on the order."""
    create(api)
    letter = api.get(f"{ORDER}/loa")[1]["data"]
    assert (letter["type"], letter["attributes"]["signature_name"]) == ("loa", "")
    names = {"signature_name": "Sam User", "signature_title": "Agent"}
    changed = {
        "data": letter | {"attributes": letter["attributes"] | names | {"city": "Elsewhere"}}
    }
    assert api.error("POST", f"{ORDER}/loa", changed) == invalid_attributes(
        city=["Must be as the letter has it."]
    )
    signed = {"data": letter | {"attributes": letter["attributes"] | names}}
    assert api.post(f"{ORDER}/loa", signed) == (201, None)
    assert api.get(f"{ORDER}/status")[1]["data"]["attributes"]["status"] == "processing"
    [file] = api.get(f"{ORDER}/files")[1]["data"]
    assert (file["attributes"]["filename"], file["attributes"]["status"]) == (
        "letter-of-agency.pdf",
        "complete",
    )
    assert api.error("POST", f"{ORDER}/loa", signed)["status"] == 403


def test_the_legacy_version(api: Caller) -> None:
    """Texts have ids of their own kind, and one receipt form; records are written the old way."""
    api.sandbox.seed_number(OWN)
    status, answer = api.post("/v2/messages", {"to": PEER, "from": OWN, "body": "hi"})
    message = answer["data"]["id"]
    assert (status, message[:5], len(message)) == (200, "mdr1-", 37)
    record = api.get(f"/v2/messages/{message}")[1]["data"]
    assert record["attributes"] == {
        "body": "hi",
        "direction": "outbound",
        "amount_nanodollars": 4000000,
        "message_encoding": 0,
        "timestamp": "2026-01-15T12:00:00.120000+00:00",
        "has_mms": False,
        "to": PEER,
        "amount_display": "$0.0040",
        "from": OWN,
        "callback_url": None,
        "type": "messages",
        "message_type": "long-code",
    }
    assert api.get("/v2/messages", start_date="2026-01-01")[1] == {"data": [record], "links": {}}
    assert api.get(f"/v2.1/messages/{message}")[0] == 200
    assert api.error("POST", "/v2/messages", {"to": PEER, "from": OWN}) == invalid(
        body=["Missing data for required field."]
    )
    assert api.error("GET", "/v2/messages/mdr1-0")["status"] == 404
