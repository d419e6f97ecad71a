"""Reports: what messages come to, and the page with pictures."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import date, timedelta
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest

from exports.records import CUSTOMER, NOW, OWN, Records, message, receipt
from flowroute_ext.exports import MessageReport, areport, report, report_page


@pytest.fixture
def some(records: Records) -> Records:
    """Messages of three days: delivered, failed for a reason with markup, open, and received."""

    def failed(number: int, code: int, description: str) -> dict[str, Any]:
        receipts = [receipt(2, "delivery failure", NOW, code)]
        receipts[0]["status_code_description"] = description
        return message(number, NOW, status="delivery failure", delivery_receipts=receipts)

    records.messages = [
        *(message(n, NOW - timedelta(days=2, seconds=n)) for n in range(40)),
        failed(100, 1103, "<script>alert(1)</script>"),
        failed(101, 1103, "<script>alert(1)</script>"),
        message(102, NOW, status="smsc submit", delivery_receipts=[]),
        message(103, NOW, direction="inbound", **{"from": CUSTOMER, "to": OWN}),
    ]
    return records


def test_figures(some: Records):
    """A report counts by day, state, reason, delay and number, with exact money."""
    found = report(some.client(), since="2026-06-01")
    assert (found.sent, found.delivered, found.undelivered, found.pending, found.received) == (
        *(43, 40, 2, 1, 1),
    )
    assert [(day.day, day.sent, day.received) for day in found.days] == [
        *((date(2026, 6, 13), 40, 0), (date(2026, 6, 14), 0, 0), (date(2026, 6, 15), 3, 1))
    ]
    assert (found.median, found.slowest_20th, found.to_carrier) == (3.0, 3.0, 42)
    assert [(one.label, one.messages) for one in found.delays if one.messages] == [("2 to 5 s", 40)]
    assert [(one.code, one.messages) for one in found.failures] == [("1103", 2)]
    assert [(one.number, one.sent, one.received, one.cost) for one in found.numbers] == [
        (OWN, 43, 1, Decimal("0.176"))
    ]
    assert found.cost == Decimal("0.176")
    assert OWN not in repr(found)


@pytest.mark.anyio
async def test_async(some: Records):
    """The async client comes to the same."""
    found = await areport(some.async_client(), since="2026-06-01", until="2026-06-15")
    assert (found.sent, found.cost) == (40, Decimal("0.16"))


class Parser(HTMLParser):
    """The tags of a page with their attributes, and its texts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data.strip())


@pytest.mark.once
def test_page(some: Records):
    """The page is whole without scripts and requests, as its policy has it, and has each number."""
    pytest.importorskip("vl_convert")
    page = report_page(report(some.client(), since="2026-06-01"))
    parsed = Parser(page)

    names = {name for name, _ in parsed.tags}
    assert not names & {"script", "link", "img", "iframe", "image", "use", "foreignObject"}
    given = {name for _, attributes in parsed.tags for name in attributes}
    assert not {name for name in given if name.startswith("on")} | (
        given & {"style", "href", "src"}
    )
    style = re.search("<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = next(
        attributes["content"]
        for _, attributes in parsed.tags
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")
    assert not re.search(r"#0101[ab]|url\(|@import| id=", page)
    assert "prefers-color-scheme: dark" in page
    for text in ("2026-06-13", "43", "<script>alert(1)</script>", "2 to 5 s", OWN, "$0.1760"):
        assert text in parsed.texts, text
    heads = [attributes["scope"] for name, attributes in parsed.tags if name == "th"]
    assert set(heads) == {"col", "row"}


def test_empty(records: Records):
    """Without messages each section says so, and nothing is divided by nothing."""
    found = report(records.client(), since="2026-06-01")
    assert isinstance(found, MessageReport)
    assert report_page(found).count("There are none in this period.") == 5


@pytest.mark.once
def test_control_characters(records: Records):
    """What a carrier says, and a number, may be of any characters; amounts are as in the table."""
    pytest.importorskip("vl_convert")
    texts = ["\0", "\x1b[31m", "\ud800", "\ufffe\uffff", "a\r\nb", "\x85\u2028"]
    for number, text in enumerate(texts, 1):
        receipts = [receipt(2, "delivery failure", NOW)]
        receipts[0]["status_code_description"] = f"Failed {text}."
        attributes = {"from": f"{OWN}{text}", "delivery_receipts": receipts}
        records.messages.append(message(number, NOW, status="delivery failure", **attributes))
    page = report_page(report(records.client(), since="2026-06-01"))
    page.encode()
    assert not set(page) & {"\0", "\x1b", "\ufffe", "\uffff"}
    assert page.count("$0.0040") == 3 * len(texts)
