"""An account with rows of every kind, in every state that matters."""

from __future__ import annotations

import json
import pickle
from datetime import UTC, datetime

from ext.calls.e911s import BODY as OFFICE
from sandbox.caller import Caller
from sandbox.samples import PORT

from flowroute_sandbox.inventory.inventory import Inventory
from flowroute_sandbox.sandbox import Sandbox
from flowroute_sandbox.state.account import Account
from flowroute_sandbox.state.clock import FrozenClock
from flowroute_sandbox.state.entities import RouteRow

NOW = datetime(2026, 11, 1, 12, 0, 0, 120_000, tzinfo=UTC)
INVENTORY = Inventory(0)

BUSY, IDLE, TOLL_FREE = "12065550100", "12065550101", "18005550100"
FOR_SALE = "12065550142"
BUSY_ROUTE, IDLE_ROUTE = "100001", "1234"
BUSY_E911, IDLE_E911 = "200001", "200002"
APPROVED_CNAM, PENDING_CNAM, REJECTED_CNAM = "300001", "300002", "300003"
ORDER, GROUP, FILE = "400001", "500001", "600001"
EXPORT = "700001"
HOOK = {"callback_url": "https://example.com/hook"}
WINDOW = {
    "start_call_start_time": "2026-10-01 00:00:00",
    "start_call_end_time": "2026-11-01 00:00:00",
}
PICTURE = "https://example.com/menu.png"


def _furnished() -> Account:
    """Return the account; its "busy" rows are used by, or use, others."""
    sandbox = new_sandbox(Account())
    api = Caller(sandbox)
    for number in (BUSY, IDLE, TOLL_FREE):
        sandbox.seed_number(number)
    # The id that the documented request has.
    sandbox.account.routes.put(RouteRow(IDLE_ROUTE, "Idle", "number", FOR_SALE, edge_strategy_id=4))
    attributes = OFFICE["data"]["attributes"]
    relation = f"/v2/numbers/{BUSY}/relationships"
    sms = {"to": FOR_SALE, "from": BUSY, "body": "Your table is ready."}
    for method, path, body in (
        ("PATCH", f"/v2/numbers/{BUSY}", {"type": "number", "alias": "Front desk"}),
        ("POST", "/v2/routes", {"alias": "PBX", "route_type": "host", "value": "192.0.2.7"}),
        ("POST", "/v2/e911s", attributes),
        ("POST", "/v2/e911s", attributes | {"label": "Idle", "zip": "98104"}),
        *(("POST", "/v2/cnams", {"value": name}) for name in ("Approved", "Pending", "Rejected")),
        ("POST", f"/_sandbox/cnams/{APPROVED_CNAM}/approve", {}),
        ("POST", f"/_sandbox/cnams/{REJECTED_CNAM}/reject", {"reason": "Generic name"}),
        ("PATCH", f"{relation}/primary_route", {"data": {"type": "route", "id": BUSY_ROUTE}}),
        ("PATCH", f"{relation}/failover_route", {"data": {"type": "route", "id": BUSY_ROUTE}}),
        ("PATCH", f"{relation}/e911s/{BUSY_E911}", {}),
        ("PATCH", f"{relation}/cnams/{APPROVED_CNAM}", {}),
        ("POST", f"{relation}/sms_callback", HOOK),
        ("PUT", "/v2.1/messages/sms_callback", HOOK),
        ("POST", "/v2/portorders", PORT | {"numbers": ["+12065550150", "+18005550150"]}),
        ("POST", f"/v2/portorders/{ORDER}/upload_file", {"filename": "bill.pdf"}),
        ("POST", "/_sandbox/calls/month", {"calls": 20}),
        ("POST", "/v2/cdrs/exports", {"filter_parameters": WINDOW}),
        ("POST", "/_sandbox/cdrs/exports/700001/status", {"status": "completed"}),
        ("POST", "/v2.1/messages", sms),
        ("POST", "/v2.1/messages", sms | {"media_urls": [PICTURE]}),
    ):
        status, answer = api.send(method, path, json.dumps(body).encode())
        assert status < 300, (path, answer)
    sandbox.advance(3)
    sandbox.receive_message(from_=FOR_SALE, to=BUSY, media=[PICTURE])
    sandbox.receive_message(from_=FOR_SALE, to=BUSY, body="Thank you.")
    for numbers in ([IDLE], [BUSY, IDLE]):
        api.post("/v2/message-provision", {"numbers": numbers, "action": "enable"})
    return sandbox.account


def new_sandbox(account: Account) -> Sandbox:
    """A sandbox for this account whose time stands still."""
    return Sandbox(inventory=INVENTORY, clock=FrozenClock(NOW), account=account)


def furnished() -> Account:
    """Return a copy of the account."""
    return pickle.loads(_PICKLED)


_FURNISHED = _furnished()
_PICKLED = pickle.dumps(_FURNISHED)
TASK, BULK_TASK = (task.id for task in _FURNISHED.provisioning)
SIGNED_LETTER = {
    **Caller(new_sandbox(furnished())).get(f"/v2/portorders/{ORDER}/loa")[1]["data"]["attributes"],
    "signature_name": "Sam User",
    "signature_title": "Agent",
}
MESSAGES = tuple(_FURNISHED.messages.keys())
"""The ids of an SMS and an MMS that were sent, and of an MMS and an SMS that were received."""
