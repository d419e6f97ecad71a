"""Documents of port orders: the upload URL, which is as S3's, and documents that are pulled."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest

from flowroute_sandbox.http.messages import Request, Response
from sandbox.caller import Caller
from sandbox.ports.test_orders import HOUR, ORDER, create


def at(api: Caller, method: str, url: str, body: bytes = b"", **headers: str) -> Response:
    """The response of the storage service at a URL, without the keys."""
    parts = urlsplit(url)
    return api.sandbox.handle(Request(method, parts.path, parts.query, headers, body))


def asked(api: Caller, name: str = "C:\\\\bills\\\\bill.pdf") -> dict[str, Any]:
    """The answer to a request for a URL."""
    create(api)
    status, answer = api.post(f"{ORDER}/upload_file", {"filename": name})
    assert status == 200
    return dict(answer["data"])


def listed(api: Caller) -> list[Any]:
    """The names and statuses of the documents of the order."""
    rows = api.get(f"{ORDER}/files")[1]["data"]
    return [(row["attributes"]["file"], row["attributes"]["status"]) for row in rows]


def test_a_direct_upload(api: Caller) -> None:
    """A document is PUT to the URL and complete then, and can be downloaded as it was."""
    found = asked(api)
    assert (found["type"], found["id"]) == ("portorder-file-url", "600001")
    assert found["attributes"]["expires"] == "2026-01-15T13:00:00.120000+00:00"
    assert listed(api) == [("bill.pdf", "pending")]
    stored = at(api, "PUT", found["attributes"]["url"], b"%PDF-1.7")
    assert (stored.status, stored.body) == (200, b"")
    assert listed(api) == [("bill.pdf", "complete")]
    details = api.get(f"{ORDER}/files/600001")[1]["data"]["attributes"]
    assert at(api, "GET", details["url"]).body == b"%PDF-1.7"
    documents = api.get(ORDER)[1]["data"]["attributes"]["business_documents"]
    assert documents == [{"filename": "bill.pdf", "status": "uploaded"}]


def test_a_url_is_for_one_thing(api: Caller) -> None:
    """Another method, a changed URL, keys beside it, and a late upload are errors of XML."""
    url = asked(api)["attributes"]["url"]
    refused = [
        at(api, "GET", url),
        at(api, "PUT", url.replace("600001", "600002"), b"x"),
        at(api, "PUT", url.partition("?")[0], b"x"),
        at(api, "PUT", url, b"x", authorization="Basic x"),
    ]
    api.sandbox.advance(HOUR)
    refused.append(at(api, "PUT", url, b"x"))
    assert [each.status for each in refused] == [403, 403, 403, 400, 403]
    assert all(each.headers["content-type"] == "application/xml" for each in refused)
    assert listed(api) == [("bill.pdf", "error")]


def test_a_document_is_pulled(api: Caller) -> None:
    """A document to fetch goes on by the clock, under the name in its URL."""
    create(api)
    for url in ("https://example.com/a/bill.pdf", "https://example.com/?filename=my%20bill.pdf"):
        assert api.post(f"{ORDER}/files", {"url": url})[0] == 200
    assert listed(api) == [("bill.pdf", "pending"), ("my bill.pdf", "pending")]
    api.sandbox.advance(1)
    assert [status for _, status in listed(api)] == ["processing"] * 2
    api.sandbox.advance(4)
    assert [status for _, status in listed(api)] == ["complete"] * 2


@pytest.mark.parametrize(("status", "answer"), [("rejected", 200), ("submitted", 403)])
def test_documents_only_before_processing(api: Caller, status: str, answer: int) -> None:
    """Documents are taken while an order is pending or rejected, and no later."""
    create(api)
    api.sandbox.set_port_status("400001", status)
    assert api.post(f"{ORDER}/upload_file", {"filename": "a.pdf"})[0] == answer
    assert api.post(f"{ORDER}/files", {"url": "https://example.com/a.pdf"})[0] == answer
