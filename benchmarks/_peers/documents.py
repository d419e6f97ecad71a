"""The responses of each API, as its reference shows them, by the path that its SDK requests."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

from _sdks import ALL
from _server import DETAILS, NUMBER

ROWS = 200
Query = dict[str, list[str]]
ACCEPTED = {sdk.name: sdk.good for sdk in ALL}


def flowroute(n: int) -> dict[str, Any]:
    """A number of Flowroute's."""
    value = f"1206555{n:04}"
    return {**NUMBER, "id": value, "attributes": {**NUMBER["attributes"], "value": value}}


def twilio(n: int) -> dict[str, Any]:
    """A number of Twilio's."""
    account = "AC00000000000000000000000000000000"
    return {
        "sid": f"PN{n:032}",
        "account_sid": account,
        "friendly_name": "(206) 555-0100",
        "phone_number": f"+1206555{n:04}",
        "voice_url": "https://example.com/voice",
        "voice_method": "POST",
        "voice_fallback_url": None,
        "voice_fallback_method": "POST",
        "voice_caller_id_lookup": False,
        "date_created": "Tue, 01 Sep 2026 10:12:25 +0000",
        "date_updated": "Tue, 01 Sep 2026 10:12:25 +0000",
        "sms_url": "https://example.com/sms",
        "sms_method": "POST",
        "sms_fallback_url": "",
        "sms_fallback_method": "POST",
        "address_requirements": "none",
        "beta": False,
        "capabilities": {"voice": True, "sms": True, "mms": True, "fax": False},
        "status_callback": "",
        "status_callback_method": "POST",
        "api_version": "2010-04-01",
        "voice_application_sid": "",
        "sms_application_sid": "",
        "origin": "twilio",
        "trunk_sid": None,
        "emergency_status": "Inactive",
        "emergency_address_sid": None,
        "status": "in-use",
        "uri": f"/2010-04-01/Accounts/{account}/IncomingPhoneNumbers/PN{n:032}.json",
    }


def telnyx(n: int) -> dict[str, Any]:
    """A number of Telnyx's."""
    return {
        "id": f"{n}",
        "record_type": "phone_number",
        "phone_number": f"+1206555{n:04}",
        "status": "active",
        "tags": ["shop"],
        "external_pin": None,
        "connection_id": "1293384261075731499",
        "connection_name": "shop",
        "customer_reference": None,
        "messaging_profile_id": "abc85f64-5717-4562-b3fc-2c9600000000",
        "messaging_profile_name": "shop",
        "billing_group_id": None,
        "emergency_enabled": False,
        "emergency_address_id": None,
        "call_forwarding_enabled": True,
        "cnam_listing_enabled": False,
        "caller_id_name_enabled": False,
        "call_recording_enabled": False,
        "t38_fax_gateway_enabled": False,
        "purchased_at": "2026-09-01T10:12:25Z",
        "created_at": "2026-09-01T10:12:25Z",
        "phone_number_type": "local",
        "country_iso_alpha2": "US",
        "number_level_routing": "disabled",
        "deletion_lock_enabled": False,
    }


def vonage(n: int) -> dict[str, Any]:
    """A number of Vonage's."""
    return {
        "country": "US",
        "msisdn": f"1206555{n:04}",
        "moHttpUrl": "https://example.com/sms",
        "type": "mobile-lvn",
        "features": ["VOICE", "SMS", "MMS"],
        "messagesCallbackType": "app",
        "messagesCallbackValue": "aaaaaaaa-bbbb-cccc-dddd-0123456789ab",
        "voiceCallbackType": "app",
        "voiceCallbackValue": "aaaaaaaa-bbbb-cccc-dddd-0123456789ab",
        "app_id": "aaaaaaaa-bbbb-cccc-dddd-0123456789ab",
    }


def plivo(n: int) -> dict[str, Any]:
    """A number of Plivo's."""
    return {
        "active": True,
        "added_on": "2026-09-01",
        "alias": None,
        "application": "/v1/Account/MA/Application/29986316244302815/",
        "carrier": "Plivo",
        "city": "Seattle",
        "country": "United States",
        "mms_enabled": True,
        "mms_rate": "0.00000",
        "monthly_rental_rate": "0.80000",
        "number": f"1206555{n:04}",
        "number_type": "local",
        "region": "Washington, United States",
        "renewal_date": "2026-12-01",
        "resource_uri": f"/v1/Account/MA/Number/1206555{n:04}/",
        "sms_enabled": True,
        "sms_rate": "0.00000",
        "sub_account": None,
        "tendlc_campaign_id": None,
        "tendlc_registration_status": "UNREGISTERED",
        "voice_enabled": True,
        "voice_rate": "0.00850",
    }


def stripe(n: int) -> dict[str, Any]:
    """A customer of Stripe's."""
    return {
        "id": f"cus_{n:014}",
        "object": "customer",
        "address": None,
        "balance": 0,
        "created": 1787997145,
        "currency": None,
        "default_source": None,
        "delinquent": False,
        "description": None,
        "email": "ann@example.com",
        "invoice_prefix": "0759376C",
        "invoice_settings": {
            "custom_fields": None,
            "default_payment_method": None,
            "footer": None,
            "rendering_options": None,
        },
        "livemode": False,
        "metadata": {},
        "name": "Ann",
        "next_invoice_sequence": 1,
        "phone": f"+1206555{n:04}",
        "preferred_locales": [],
        "shipping": None,
        "tax_exempt": "none",
        "test_clock": None,
    }


def openai(n: int) -> dict[str, Any]:
    """A file of OpenAI's."""
    return {
        "id": f"file-{n:024}",
        "object": "file",
        "bytes": 120000,
        "created_at": 1787997145,
        "expires_at": None,
        "filename": "calls.jsonl",
        "purpose": "fine-tune",
        "status": "processed",
        "status_details": None,
    }


COMPLETION = {
    "id": "chatcmpl-0123456789",
    "object": "chat.completion",
    "created": 1787997145,
    "model": "small",
    "choices": [
        {
            "index": 0,
            "message": {"role": "assistant", "content": "Your table is ready.", "refusal": None},
            "logprobs": None,
            "finish_reason": "stop",
        }
    ],
    "usage": {"prompt_tokens": 19, "completion_tokens": 5, "total_tokens": 24},
}


def made(one: Callable[[int], dict[str, Any]], first: int, count: int) -> list[dict[str, Any]]:
    """Rows of an API, from the *first*."""
    return [one(n) for n in range(first, min(first + count, ROWS))]


def vonages(query: Query) -> object:
    """The numbers of Vonage's that a query asks for; one by its own digits."""
    size, index = (int(query.get(name, ["1"])[0]) for name in ("size", "index"))
    if "pattern" in query:
        return {"count": 1, "numbers": [vonage(100)]}
    return {"count": ROWS, "numbers": made(vonage, (index - 1) * size, size)}


def plivos(query: Query) -> object:
    """A page of Plivo's."""
    limit, offset = (int(query[name][0]) for name in ("limit", "offset"))
    meta = {"limit": limit, "offset": offset, "total_count": ROWS, "next": None, "previous": None}
    return {"api_id": "5a", "meta": meta, "objects": made(plivo, offset, limit)}


def stripes(query: Query) -> object:
    """A page of Stripe's, from after a customer."""
    first = int(query.get("starting_after", ["cus_-1"])[0].removeprefix("cus_")) + 1
    rows = made(stripe, first, int(query["limit"][0]))
    more = first + len(rows) < ROWS
    return {"object": "list", "url": "/v1/customers", "has_more": more, "data": rows}


def page(rows: list[dict[str, Any]]) -> dict[str, object]:
    """What Telnyx and OpenAI have around their rows, which are all there are."""
    size = {"page_number": 1, "page_size": ROWS, "total_pages": 1, "total_results": ROWS}
    return {"data": rows, "object": "list", "has_more": False, "meta": size}


PATHS: dict[str, object | Callable[[Query], object]] = {
    r"GET /v2/numbers/\d+": DETAILS,
    r"GET /v2/numbers": {"data": made(flowroute, 0, ROWS), "links": DETAILS["links"]},
    r"POST /v2\.\d/messages": json.loads(ACCEPTED["flowroute-ext"].body),
    r"GET /2010-04-01/Accounts/\w+/IncomingPhoneNumbers/\w+\.json": twilio(100),
    r"GET /2010-04-01/Accounts/\w+/IncomingPhoneNumbers\.json": {
        "incoming_phone_numbers": made(twilio, 0, ROWS),
        "page": 0,
        "page_size": ROWS,
        "next_page_uri": None,
    },
    r"POST /2010-04-01/Accounts/\w+/Messages\.json": json.loads(ACCEPTED["twilio"].body),
    r"GET /phone_numbers/\d+": {"data": telnyx(100)},
    r"GET /phone_numbers": page(made(telnyx, 0, ROWS)),
    r"POST /messages": json.loads(ACCEPTED["telnyx"].body),
    r"GET /account/numbers": vonages,
    r"POST /v1/messages": json.loads(ACCEPTED["vonage"].body),
    r"GET /v1/Account/\w+/Number/\d+/": plivo(100),
    r"GET /v1/Account/\w+/Number/": plivos,
    r"POST /v1/Account/\w+/Message/": {
        "api_id": "5a",
        "message": "message(s) queued",
        "message_uuid": ["aaaaaaaa-0000"],
    },
    r"GET /v1/customers/\w+": stripe(100),
    r"GET /v1/customers": stripes,
    r"POST /v1/customers": stripe(100),
    r"GET /files/[\w-]+": openai(100),
    r"GET /files": page(made(openai, 0, ROWS)),
    r"POST /chat/completions": COMPLETION,
}
MADE: dict[str, bytes] = {}
"""The responses so far, by request: the server spends no time on one again."""


def response(method: str, target: str) -> bytes:
    """The whole HTTP response for a request."""
    key = f"{method} {target}"
    if key not in MADE:
        path, _, query = target.partition("?")
        wanted = f"{method} {path}"
        found = [what for pattern, what in PATHS.items() if re.fullmatch(pattern, wanted)]
        what = found[0] if found else {"errors": [wanted]}
        document = what(parse_qs(query)) if callable(what) else what
        body = json.dumps(document, separators=(",", ":")).encode()
        status = "200 OK" if found else "404 Not Found"
        if found and method == "POST" and re.fullmatch(r"/v\d(\.\d)?/messages", path):
            status = "202 Accepted"
        head = (
            f"HTTP/1.1 {status}\r\ncontent-type: application/json\r\n"
            f"content-length: {len(body)}\r\n\r\n"
        )
        MADE[key] = head.encode() + body
    return MADE[key]
