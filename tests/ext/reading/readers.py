"""Everything that reads text from outside, each as a function of one text."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from webhook_events.documented import FLAT, sms

from flowroute_ext import (
    Cnam,
    E911Address,
    Message,
    PortOrder,
    RateLimit,
    Route,
    phone_number,
    segments,
    webhooks,
)
from flowroute_ext._base import masking, money, times
from flowroute_ext._base.problems import shown
from flowroute_ext._builders import callbacks, urls
from flowroute_ext._calls import arguments, config, options
from flowroute_ext._http import responses
from flowroute_ext._outbox import row_fields, templates
from flowroute_ext._outbox.drafts import Defaults
from flowroute_ext._outbox.files import reading
from flowroute_ext._outbox.queries import _check_id
from flowroute_ext._outbox.row_parsing import checked
from flowroute_ext._receiver import secret
from flowroute_ext._receiver.paths import Paths
from flowroute_ext._receiver.sources import Sources
from flowroute_ext._reconcile.candidates import similar
from flowroute_sandbox.api import route_values
from flowroute_sandbox.faults import grammar
from flowroute_sandbox.http import fields, periods
from pytest_flowroute._audit.leak_detector import find_leaks
from pytest_flowroute._scrubbing.bodies import BodyScrubber
from pytest_flowroute._scrubbing.public import NOTHING
from pytest_flowroute._scrubbing.tables import MadeUp, Table

Reader = Callable[[str], object]

NUMBERS: Any = {"to": "12065550142", "from_": "12065550143"}
HOME: Any = dict.fromkeys(
    ["label", "first_name", "last_name", "street_number", "street_name", "city"], "x"
) | {"state": "WA", "zip": "98407"}
PORTED: Any = {"numbers": ["12065550142"], "state": "WA"} | dict.fromkeys(
    ["billing_name", "street", "city", "provider"], "x"
)
RECEIVED = Paths("correct-horse-battery-staple")
ROW = ("to", "from", "is_mms", "media_urls", "dlr_callback", "reference")


def _address(field: str) -> Reader:
    return lambda text: E911Address(**HOME | {field: text})


def _port(field: str) -> Reader:
    return lambda text: PortOrder(**PORTED | {field: text})


def _url(start: str) -> Reader:
    return lambda text: urls.web_url(
        f"{start}{text}x", field="url", rule="must be a URL", public=True
    )


def _row(text: str) -> None:
    """Raise the problems of a row that has *text* in each field."""
    for problems in checked([(1, dict.fromkeys(ROW, text) | {"body": "x"})], Defaults()):
        assert isinstance(problems, tuple), problems
        raise ValueError("\n".join(map(str, problems)))


def _webhook(**attributes: object) -> object:
    """Read and show a message with these attributes."""
    event = webhooks.parse(sms(**attributes))
    assert isinstance(event, webhooks.InboundMessage)
    return repr(event), event.keyword


# These refuse what is too long, whatever it is.
BOUNDED: Mapping[str, Reader] = {
    "phone number": phone_number,
    "tel:": lambda text: phone_number("tel:" + text),
    "target of a route": lambda text: Route.host(text, alias="x"),
    "port": lambda text: Route.host("x:" + text, alias="x"),
    "weight": lambda text: Route.host("x;weight=" + text, alias="x"),
    "SIP user": lambda text: Route.uri(f"sip:{text}@example.com", alias="x"),
    "number of a route": lambda text: Route.number(text, alias="x"),
    "alias of a route": lambda text: Route.host("x", alias=text),
    "edge strategy": lambda text: Route.host("x", alias="x", edge_strategy=text),
    "alias": arguments.alias,
    "search": lambda text: arguments.text(text, "state"),
    "digits": lambda text: arguments.digits(text, "contains"),
    "area code": arguments.area_code,
    "amount": lambda text: arguments.amount(text, "max_setup_cost"),
    "reference": options.checked_reference,
    "CNAM": Cnam,
    "street": _address("street_name"),
    "state": _address("state"),
    "country": _address("country"),
    "ZIP": _address("zip"),
    "unit": lambda text: E911Address(**HOME, address_type=text, address_type_number="1"),
    "URL": _url(""),
    "host of a URL": _url("https://"),
    "path of a URL": _url("https://example.com/"),
    "IPv6 host": _url("https://["),
    "callback": callbacks.callback_url,
    "kind of callback": callbacks.callback_kind,
    "media": lambda text: Message(**NUMBERS, media_urls=text),
    "body": lambda text: Message(**NUMBERS, body=text),
    "base URL": config._base_url,
    "host of the base URL": lambda text: config._base_url("https://" + text),
    "shared limit": lambda text: RateLimit(shared="redis://[" + text),
    "secret of a receiver": secret.keys,
    "URL of a receiver": lambda text: RECEIVED.url(text, "sms"),
    "host of a receiver": lambda text: RECEIVED.url("https://" + text, "sms"),
    "sources of a receiver": lambda text: Sources([text], None, "X-Forwarded-For"),
    "street of a port order": _port("street"),
    "PIN": _port("pin"),
    "mail address": _port("loa_email"),
    "part of a mail address": lambda text: _port("loa_cc")(f"x@{text}.example"),
    "day of a port order": _port("desired_completion_date"),
    "preset of a port order": _port("cnam"),
    "time": lambda text: times.wire(text, field="start_date"),
    "row": _row,
    "fault": grammar.parse,
    "fault, numbered": lambda text: grammar.parse("503 @1" + text),
    "template": lambda text: templates.Template("{x}" + text),
}
# These take what is long, or have no words for it, and read it in time that grows with it.
UNBOUNDED: Mapping[str, Reader] = {
    "segments": lambda text: segments(text).gsm_segments,
    "suggestion": lambda text: segments(text).suggestion,
    "masked text": masking.mask_text,
    "masked number": masking.mask_number,
    "path of a webhook": lambda text: RECEIVED.kind_of(f"/{text}"),
    "webhook": webhooks.parse,
    "text of a webhook": lambda text: _webhook(body=text),
    "number of a webhook": lambda text: _webhook(to=text, **{"from": text}),
    "time of a webhook": lambda text: _webhook(timestamp=text, amount_nanodollars=text),
    "id of a webhook": lambda text: webhooks.parse(FLAT | {"id": text}).key,
    "new members of a webhook": lambda text: webhooks.parse({"a": [text], text: {}}).key,
    "masked URL": lambda text: masking.mask_url("https://" + text),
    "shown": shown,
    "dollars": money.dollars,
    "nanodollars": money.from_nanodollars,
    "moment": times.moment,
    "reference of a callback": lambda text: callbacks.callback_reference(f"/x?y={text}"),
    "proven reference": lambda text: callbacks.proven_reference(f"/x?{text}", b"key"),
    "without a reference": lambda text: callbacks.without_reference(
        f"/x?flowroute_reference=1&{text}"
    ),
    "values of a template": lambda text: templates.Template("{x}").fill({"x": text}),
    "fields of a template": lambda text: templates.Template("{x}").fill({text: "x"}),
    "name of a column": row_fields.field_name.__wrapped__,
    "receipt": _check_id,
    "error": lambda text: responses.error_details(
        json.dumps({"errors": [{"detail": text, "title": text, "id": text}]}).encode()
    ),
    "reason": responses._one_line,
    "Retry-After": lambda text: responses.retry_after({"retry-after": text, "date": text}),
    "request id": lambda text: responses.request_id(
        responses.Response(200, {"x-request-id": text}, b""), ()
    ),
    "shown in a record": lambda text: similar(text, "x" + text),
    "scrubbed text": lambda text: BodyScrubber(NOTHING, MadeUp(Table()), ()).scrub(text, ""),
    "leaks": lambda text: list(find_leaks(text)),
    "date of a query": lambda text: periods.moment({"start_date": text}, "start_date"),
    "URL of the sandbox": fields.is_url,
    "host of the sandbox": route_values.is_host,
    "SIP URI of the sandbox": lambda text: route_values.is_uri("sip:x@" + text),
}


def in_files(folder: Path) -> Mapping[str, Reader]:
    """Return the readers of files of rows, which are written to *folder*."""

    def read(name: str, content: str) -> None:
        path = folder / name
        path.write_text(content, "utf-8", errors="surrogatepass", newline="")
        for _ in reading.read(path):
            pass

    return {
        "CSV": lambda text: read("cell.csv", f"to,body\n{text},x\n"),
        "CSV header": lambda text: read("header.csv", f"{text}\n{text}\n"),
        "CSV quotes": lambda text: read("quotes.csv", f'to,body\n"{text}\n'),
        "JSON Lines": lambda text: read("row.jsonl", f"{text}\n"),
        "JSON text": lambda text: read("text.jsonl", f'{{"to":"{text}"}}\n'),
        "JSON members": lambda text: read("members.jsonl", f'{{"to":{text}'),
    }
