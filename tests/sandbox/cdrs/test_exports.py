"""CDR exports of the sandbox: their calls, their states, their files and their events."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from datetime import datetime
from io import StringIO
from typing import Any
from urllib.parse import urlsplit

import pytest

from flowroute_sandbox.http.messages import Request
from sandbox.caller import Caller
from sandbox.samples import OWN, WINDOW

EXPORTS = "/v2/cdrs/exports"


def create(api: Caller, **filters: Any) -> str:
    """Request an export, and return its id."""
    status, answer = api.post(EXPORTS, {"filter_parameters": {**WINDOW, **filters}})
    assert status == 201, answer
    return str(answer["data"]["id"])


def shown(api: Caller, export: str) -> dict[str, Any]:
    """The attributes of an export."""
    return api.get(f"{EXPORTS}/{export}")[1]["data"]["attributes"]


def rows(api: Caller, export: str) -> list[dict[str, str]]:
    """The rows of the file of an export, once it is completed."""
    api.sandbox.advance(60)
    text = gzip.decompress(fetch(api, shown(api, export)["download_url"]).body).decode()
    return list(csv.DictReader(StringIO(text)))


def fetch(api: Caller, url: str, **headers: str) -> Any:
    """The response of the storage service, without credentials."""
    parts = urlsplit(url)
    return api.sandbox.handle(Request("GET", parts.path, parts.query, headers))


def test_the_sample_adds_up(api: Caller) -> None:
    """A call has the columns and the costs of the README's sample."""
    api.sandbox.seed_call(
        from_="12065550199",
        to="12125550150",
        direction="outbound",
        seconds=106,
        at="2026-01-10T08:00:00Z",
    )
    [row] = rows(api, create(api))
    assert row == {
        "direction": "Outbound",
        "start_time": "2026-01-10 08:00:00+00",
        "end_time": "2026-01-10 08:01:46+00",
        "destination": "12125550150",
        "number_alias": "",
        "callerid": "+12065550199",
        "total_cost": "0.01994112",
        "destination_name": "UNITED STATES",
        "callerid_country": "N/A",
        "line_information": "",
        "result": "completed",
        "call_fail_sip_code": "200",
        "call_fail_reason": "OK",
        "duration": "106",
        "billed_duration": "108",
        "rate": "0.009800",
        "first_increment": "6",
        "subsequent_increment": "6",
        "cost_subtotal": "0.01764000",
        "connect_fee": "0.0000",
        "usf_fee": "0.00000000",
        "ccrf": "0.00230112",
        "cnam_lookup_fee": "0.00000000",
        "custom_x_tag": "",
        "customer_ip": "192.0.2.10",
    }


def test_a_month_of_calls(api: Caller) -> None:
    """A month of calls is that of an office, the same for the same sandbox, and fictional."""
    api.sandbox.seed_number(OWN)
    assert api.sandbox.seed_calls(month="2025-12", calls=600) == 600
    found = rows(
        api, create(api, start_call_start_time="2025-12-01", start_call_end_time="2026-01-01")
    )
    assert len(found) == 600
    results = Counter(row["result"] for row in found)
    assert results["completed"] > 450
    assert results["failed"]
    assert results["cancelled"]
    starts = [datetime.fromisoformat(row["start_time"]) for row in found]
    assert starts == sorted(starts, reverse=True)
    assert {start.month for start in starts} == {12}
    assert sum(start.weekday() < 5 for start in starts) > 500
    numbers = {row[name].lstrip("+") for row in found for name in ("destination", "callerid")}
    assert all(number[4:7] == "555" and "0100" <= number[7:] <= "0199" for number in numbers)
    again = Caller(type(api.sandbox)(inventory=api.sandbox.inventory, clock=api.sandbox.clock))
    again.sandbox.seed_number(OWN)
    again.sandbox.seed_calls(month="2025-12", calls=600)
    assert {row.start for row in again.sandbox.account.calls} == {
        row.start for row in api.sandbox.account.calls
    }


def test_no_calls_to_come(api: Caller) -> None:
    """Of a month that is not over, only the calls so far are there; each request adds others."""
    assert 0 < api.sandbox.seed_calls(month="2026-01", calls=100) < 100
    assert api.sandbox.seed_calls(month="2027-01", calls=100) == 0
    assert api.sandbox.seed_calls(calls=7) == 7


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        ({}, ["a", "b", "c"]),
        ({"number_aliases": ["Front desk"]}, ["a", "b"]),
        ({"number_aliases_contains": ["desk", "x"]}, ["a", "b"]),
        ({"destination_numbers": ["+13125550199"]}, ["a"]),
        ({"callerid_numbers": ["13125550199"]}, ["b"]),
        ({"custom_x_tags": ["c"]}, ["c"]),
        ({"caller_ip": "192.0.2.77"}, ["b"]),
        ({"duration_greater_than": 60}, ["c"]),
        ({"start_call_start_time": "2026-01-10 00:00:01"}, ["b", "c"]),
        ({"start_call_end_time": "2026-01-12T00:00:00Z"}, ["a", "b"]),
        ({"number_aliases": [], "something": "new"}, ["a", "b", "c"]),
    ],
)
def test_filters(api: Caller, filters: dict[str, Any], left: list[str]) -> None:
    """An export has the calls that match every filter."""
    api.sandbox.seed_number(OWN)
    api.patch(f"/v2/numbers/{OWN}", {"type": "number", "alias": "Front desk"})
    for day, (tag, call) in enumerate(
        (
            ("a", {"from_": OWN, "to": "13125550199"}),
            ("b", {"from_": "13125550199", "to": OWN, "caller_ip": "192.0.2.77"}),
            ("c", {"from_": "16175550150", "to": "16175550151", "direction": "outbound"}),
        )
    ):
        seconds = 60 + (tag == "c")
        api.sandbox.seed_call(**call, seconds=seconds, x_tag=tag, at=f"2026-01-{10 + day}")
    assert sorted(row["custom_x_tag"] for row in rows(api, create(api, **filters))) == left


@pytest.mark.parametrize(
    ("filters", "field"),
    [
        ({"start_call_start_time": "soon"}, "start_call_start_time"),
        ({"start_call_end_time": None}, "start_call_end_time"),
        ({"start_call_end_time": "2025-12-01"}, "start_call_end_time"),
        ({"start_call_end_time": "2026-12-01"}, "start_call_end_time"),
        ({"number_aliases": {"a": 1}}, "number_aliases"),
        ({"destination_numbers": [None]}, "destination_numbers"),
        ({"duration_greater_than": "long"}, "duration_greater_than"),
        ({"caller_ip": 7}, "caller_ip"),
    ],
)
def test_filters_that_cannot_be_read(api: Caller, filters: dict[str, Any], field: str) -> None:
    """A filter that cannot be read is refused, by its name."""
    status, answer = api.post(EXPORTS, {"filter_parameters": {**WINDOW, **filters}})
    assert (status, list(answer["errors"][0]["detail"]["filter_parameters"])) == (422, [field])


def test_states_and_expiry(api: Caller) -> None:
    """An export is processing for a minute, and its file there for three days, for its URL only."""
    export = create(api)
    assert (shown(api, export)["status"], shown(api, export)["num_calls"]) == ("processing", None)
    api.sandbox.advance(60)
    found = shown(api, export)
    assert (found["status"], found["num_calls"], found["total_cost"]) == ("completed", 0, "0.0")
    assert found["expires_at"] == "2026-01-18T12:01:00+00:00"
    url = found["download_url"]
    whole = fetch(api, url)
    assert (whole.status, whole.headers["accept-ranges"]) == (200, "bytes")
    part = fetch(api, url, range="bytes=10-")
    assert (part.status, part.body) == (206, whole.body[10:])
    assert part.headers["content-range"] == f"bytes 10-{len(whole.body) - 1}/{len(whole.body)}"
    assert fetch(api, url, range="bytes=10-", **{"if-range": '"other"'}).status == 200
    assert fetch(api, url, range="bytes=99999-").status == 416
    assert fetch(api, url, authorization="Basic eDp5").status == 400
    assert fetch(api, url.replace("Signature=", "Signature=0")).status == 403
    api.sandbox.advance(3 * 86_400)
    gone = fetch(api, url)
    assert (gone.status, b"Request has expired" in gone.body) == (403, True)


def test_lists(api: Caller) -> None:
    """A list has the newest first, each wrapped twice, with the links of an internal host."""
    ids = [int(create(api)) for _ in range(3)]
    api.sandbox.set_cdr_export_status(str(ids[0]), "failed")
    _, answer = api.get(EXPORTS, limit=2)
    assert [row["data"]["id"] for row in answer["data"]] == [ids[2], ids[1]]
    assert answer["links"] == {
        "self": "http://cdr-api/cdrs/exports?offset=0&limit=2",
        "next": "http://cdr-api/cdrs/exports?offset=2&limit=2",
    }
    _, answer = api.get(EXPORTS, status="failed")
    assert [row["data"]["id"] for row in answer["data"]] == ids[:1]


def test_events(api: Caller, posted: list[Any]) -> None:
    """Each change of the status is posted to the callback."""
    body = {"filter_parameters": WINDOW, "callback_url": "https://example.com/cdrs"}
    api.post(EXPORTS, body)
    assert posted == []
    api.sandbox.advance(60)
    api.sandbox.set_cdr_export_status("700001", "failed")
    assert [url for url, _ in posted] == ["https://example.com/cdrs"] * 2
    attributes = [document["data"]["attributes"] for _, document in posted]
    assert [(each["resource_type"], each["resource_id"]) for each in attributes] == [
        ("cdrexports", "700001")
    ] * 2
    assert [each["status"] for each in attributes] == ["completed", "failed"]
    assert attributes[0]["message"] == "CDR Export #700001 has been completed."


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("calls/month", {"calls": 0}, "calls"),
        ("calls/month", {"calls": 10**6}, "calls"),
        ("calls/month", {"month": "2026-13"}, "month"),
        ("calls/month", {"month": "9999-12"}, "month"),
        ("calls", {"from": "x", "to": "12065550100", "direction": "inbound"}, "from"),
        ("calls", {"from": "12065550100", "to": "12065550101"}, "direction"),
        ("calls", {"from": "1206", "to": "1212", "direction": "inbound", "at": "soon"}, "at"),
        (
            "calls",
            {"from": "1206", "to": "1212", "direction": "inbound", "seconds": 10**17},
            "seconds",
        ),
    ],
)
def test_calls_that_cannot_be(api: Caller, path: str, body: dict[str, Any], field: str) -> None:
    """What cannot be a call is refused, by its field."""
    status, answer = api.post(f"/_sandbox/{path}", body)
    assert (status, list(answer["errors"][0]["detail"])) == (422, [field])
