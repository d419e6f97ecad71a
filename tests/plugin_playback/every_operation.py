"""A recording of every documented operation, each with three different values."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sandbox.caller import AUTHORIZATION, JSON_API
from sandbox.samples import HOME, PORT

from flowroute_sandbox.http.messages import Request
from flowroute_sandbox.inventory.inventory import Inventory
from flowroute_sandbox.sandbox import Sandbox
from flowroute_sandbox.state.clock import FrozenClock
from pytest_flowroute._base.http_messages import HTTPRequest, HTTPResponse
from pytest_flowroute._recording.recorder import recorder

HOST = "https://api.flowroute.com"
NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
OWN = ("12067712301", "14159082302", "13035642303")
NEW = ("12067712304", "12067712305", "12067712306")
PEERS = ("12129874410", "12065550143", "12129874412")
NAMES = ("Ada Byron", "Bob Marlowe", "Cy Twain")
AREAS = ("206", "415", "303")
VERSIONS = ("v2.1", "v2.2", "v2.1")
CALLBACKS = ("sms_callback", "mms_callback", "dlr_callback")
DLR = ("sms_dlr_callback", "mms_dlr_callback", "sms_callback")


@dataclass
class Session:
    """The requests of an application to a sandbox, and the responses."""

    sandbox: Sandbox = field(
        default_factory=lambda: Sandbox(inventory=Inventory(0), clock=FrozenClock(NOW))
    )
    exchanges: list[tuple[HTTPRequest, HTTPResponse]] = field(default_factory=list)

    def __call__(self, method: str, path: str, body: Any = None) -> Any:
        """Send a request, keep it, and return the JSON value of its response."""
        content = b"" if body is None else json.dumps(body).encode()
        headers = {"authorization": AUTHORIZATION, "content-type": JSON_API}
        bare, _, query = path.partition("?")
        answer = self.sandbox.handle(Request(method, bare, query, headers, content))
        request = HTTPRequest(method, HOST + path, headers, content)
        response = HTTPResponse(answer.status, "", tuple(answer.headers.items()), answer.body)
        self.exchanges.append((request, response))
        return json.loads(answer.body) if answer.body[:1] == b"{" else None

    def made(self, method: str, path: str, body: Any = None) -> str:
        """Send a request that makes something, and return its id."""
        answer = self(method, path, body)
        assert "data" in answer, (method, path, answer)
        return str(answer["data"]["id"])

    def save(self, path: Path) -> None:
        """Write all of it to a cassette."""
        with recorder("rewrite", path) as recording:
            for request, response in self.exchanges:
                recording.add(request, response)


def data(kind: str, **attributes: Any) -> Any:
    """A body in the JSON:API form."""
    return {"data": {"type": kind, "attributes": attributes}}


def recorded() -> Session:
    """Return a session with every operation, each with three different values."""
    ask = Session()
    for number in OWN:
        ask.sandbox.seed_number(number)
    for number in NEW:
        ask.sandbox.seed_number(number, owned=False)
    for place in range(3):
        _numbers(ask, place)
    for place in range(3):
        _routes(ask, place)
        _records(ask, place)
        _messages(ask, place)
        _exports(ask, place)
        _ports(ask, place)
    for place in range(3):
        _removed(ask, place)
    return ask


def _numbers(ask: Session, place: int) -> None:
    number, new, name = OWN[place], NEW[place], NAMES[place]
    ask("GET", f"/v2/numbers/available/areacodes?limit={place + 1}")
    ask("GET", f"/v2/numbers/available/exchanges?areacode={AREAS[place]}&limit=2")
    ask("GET", f"/v2/numbers/available/tiers?limit={place + 1}")
    ask("GET", f"/v2/numbers/available?starts_with=1{AREAS[place]}&limit=2")
    ask("POST", f"/v2/numbers/{new}")
    ask("GET", f"/v2/numbers?starts_with=1{AREAS[place]}")
    ask("GET", f"/v2/numbers/{number}")
    ask("PATCH", f"/v2/numbers/{number}", {"type": "number", "alias": f"Desk of {name}"})
    ask("POST", "/v2/numbers/details", {"numbers": [f"+{number}", f"+{new}"]})
    task = ask.made("POST", "/v2/message-provision", {"numbers": [number], "action": "enable"})
    ask("GET", f"/v2/message-provision/status/{task}")
    hook = f"/v2/numbers/{number}/relationships/{DLR[place]}"
    ask("POST", hook, {"callback_url": f"https://hooks.acme.io/{name.split()[0]}"})
    ask("GET", hook)


def _routes(ask: Session, place: int) -> None:
    number, name = OWN[place], NAMES[place]
    body = data("route", alias=f"PBX {name}", route_type="host", value=f"pbx{place}.acme.io")
    route = ask.made("POST", "/v2/routes", body)
    ask("GET", f"/v2/routes?limit={place + 1}")
    ask("GET", "/v2/routes/edge_strategies")
    ask("PATCH", f"/v2/routes/{route}", data("route", alias=f"Spare {name}"))
    for kind in ("primary_route", "failover_route"):
        path = f"/v2/numbers/{number}/relationships/{kind}"
        ask("PATCH", path, {"data": {"type": "route", "id": route}})
        ask("DELETE", path)
    ask("DELETE", f"/v2/routes/{route}")


def _records(ask: Session, place: int) -> None:
    number, name = OWN[place], NAMES[place]
    address = HOME | {"label": f"House of {name}", "street_number": str(110 + place)}
    ask("POST", "/v2/e911s/validate", data("e911", **address))
    made = ask.made("POST", "/v2/e911s", data("e911", **address))
    ask("GET", f"/v2/e911s?limit={place + 1}")
    ask("GET", f"/v2/e911s/{made}")
    ask("PATCH", f"/v2/e911s/{made}", data("e911", label=f"Villa of {name}"))
    ask("PATCH", f"/v2/numbers/{number}/relationships/e911s/{made}")
    ask("GET", f"/v2/e911s/{made}/relationships/numbers")
    ask("DELETE", f"/v2/numbers/{number}/relationships/e911s")
    ask("DELETE", f"/v2/e911s/{made}")
    cnam = ask.made("POST", "/v2/cnams", {"value": name})
    ask("GET", f"/v2/cnams?limit={place + 1}")
    ask("PATCH", f"/v2/cnams/{cnam}", data("cnam", value=f"{name} Co"))
    ask.sandbox.approve_cnam(cnam)
    ask("GET", f"/v2/cnams/{cnam}")
    ask("PATCH", f"/v2/numbers/{number}/relationships/cnams/{cnam}")
    ask("DELETE", f"/v2/numbers/{number}/relationships/cnams")
    ask("DELETE", f"/v2/cnams/{cnam}")


def _messages(ask: Session, place: int) -> None:
    name, version = NAMES[place], VERSIONS[place]
    sms = {"to": PEERS[place], "from": OWN[place], "body": f"{name}, your table is ready"}
    mms = sms | {"media_urls": [f"https://media.acme.io/{name.split()[0]}.png"]}
    for message in (sms, mms):
        sent = ask.made("POST", f"/{version}/messages", message)
        ask("GET", f"/{version}/messages/{sent}")
    ask("GET", f"/{version}/messages?start_date=2026-10-{place + 10}&limit=2")
    legacy = ask.made("POST", "/v2/messages", sms | {"body": f"{name}, come"})
    ask("GET", f"/v2/messages/{legacy}")
    ask("GET", f"/v2/messages?start_date=2026-10-{place + 10}&limit=2")
    hook = f"/{version}/messages/{CALLBACKS[place]}"
    ask("PUT", hook, {"callback_url": f"https://hooks.acme.io/all/{name.split()[0]}"})
    ask("GET", hook)
    ask("DELETE", hook)


def _exports(ask: Session, place: int) -> None:
    window = {
        "start_call_start_time": f"2026-10-0{place + 1} 00:00:00",
        "start_call_end_time": "2026-10-31 00:00:00",
    }
    made = ask.made("POST", "/v2/cdrs/exports", data("cdrexport", filter_parameters=window))
    ask("GET", f"/v2/cdrs/exports?limit={place + 1}")
    ask("GET", f"/v2/cdrs/exports/{made}")


def _ports(ask: Session, place: int) -> None:
    name, port = NAMES[place], f"+1206555015{place}"
    ask("POST", "/v2/portorders/portability", {"numbers": [port]})
    body = PORT | {"numbers": [port], "billing_name": name}
    made = ask("POST", "/v2/portorders", data("portorder", **body))["data"]
    order = made["id"] if isinstance(made, dict) else made[0]["id"]
    path = f"/v2/portorders/{order}"
    ask("GET", f"/v2/portorders?limit={place + 1}")
    group = ask("GET", path)["data"]["attributes"].get("group_id", order)
    ask("PATCH", path, data("portorder", pin=f"43{place}1"))
    ask("GET", f"{path}/status")
    loa = ask("GET", f"{path}/loa")["data"]["attributes"]
    signed = loa | {"signature_name": name, "signature_title": "Boss"}
    ask("POST", f"{path}/loa", data("loa", **signed))
    ask("PATCH", f"{path}/relationships/numbers", {"add": [f"+1206555016{place}"]})
    ask("POST", f"/v2/portorders/{group}/numbers", {"add": [f"+1206555017{place}"]})
    ask("POST", f"{path}/upload_file", {"filename": f"bill-{name.split()[0]}.pdf"})
    pulled = ask("POST", f"{path}/files", {"url": f"https://docs.acme.io/{name.split()[0]}.pdf"})
    ask("GET", f"{path}/files")
    ask("GET", f"{path}/files/{(pulled.get('data') or {}).get('id', 1)}")
    ask("PATCH", f"{path}/status", data("portorder", status="cancelled"))


def _removed(ask: Session, place: int) -> None:
    ask("DELETE", f"/v2/numbers/{OWN[place]}/relationships/{DLR[place]}")
    ask("DELETE", f"/v2/numbers/{NEW[place]}")
