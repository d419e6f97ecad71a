"""Lists of messages, by period."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.caller import Caller, invalid
from sandbox.samples import HOST, MEDIA, OWN, send


@pytest.fixture(autouse=True)
def own_number(api: Caller) -> None:
    api.sandbox.seed_number(OWN)


def listed(api: Caller, **query: object) -> list[str]:
    return [row["id"] for row in api.get("/v2.1/messages", **query)[1]["data"]]


def test_list(api: Caller) -> None:
    """Records come newest first; the next link has the dates in full."""
    sent = []
    for _ in range(3):
        sent.append(send(api))
        api.sandbox.advance(86400)
    newest_first = sent[::-1]
    _, page = api.get("/v2.1/messages", start_date="2026-01-15", end_date="2026-02-01", limit=2)
    following = page["links"]["next"]

    assert [row["id"] for row in page["data"]] == newest_first[:2]
    assert following == (
        f"{HOST}/v2.1/messages?limit=2&start_date=2026-01-15T00%3A00%3A00%2B00%3A00"
        "&end_date=2026-02-01T00%3A00%3A00%2B00%3A00&offset=2"
    )
    status, rest = api.get(following.removeprefix(HOST))
    assert (status, [row["id"] for row in rest["data"]]) == (200, newest_first[2:])
    assert rest["links"] == {}


def test_list_with_files(api: Caller) -> None:
    """The files of all messages on the page are in `included`."""
    send(api)
    assert "included" not in api.get("/v2.2/messages", start_date="2026-01-01")[1]
    message_id = send(api, "v2.2", media_urls=[MEDIA])
    _, document = api.get("/v2.2/messages", start_date="2026-01-01")

    _, record = api.get(f"/v2.2/messages/{message_id}")
    assert document["data"][0] == record["data"]
    assert document["included"] == record["included"]


@pytest.mark.parametrize(
    ("start_date", "end_date", "count"),
    [
        ("2026-01-15", None, 1),
        ("2026-01-16", None, 0),
        ("2026-01-15T12:00:00", None, 1),
        ("2026-01-15T12:00:00.12Z", None, 1),
        ("2026-01-15T12:00:00.13Z", None, 0),
        ("2026-01-15T12:00:00+00:00", "2026-01-15T12:00:01Z", 1),
        ("2026-01-15T12:00:00-01:00", None, 0),
        ("2026-01-15T12:00:00+01:00", None, 1),
        ("2026-01-01", "2026-01-15", 0),
        ("2026-01-01", "2026-01-16", 1),
        ("2026-01-01", "2026-01-15T12:00:00.12Z", 1),
        ("0001-01-01", "9999-12-31", 1),
    ],
)
def test_periods(api: Caller, start_date: str, end_date: str | None, count: int) -> None:
    """A date is its first moment, in UTC; both ends are within the period."""
    send(api)
    query = {"start_date": start_date} | ({"end_date": end_date} if end_date else {})

    assert len(listed(api, **query)) == count


def test_an_unencoded_plus_is_a_zone(api: Caller) -> None:
    """A zone whose plus has become a space is still a zone."""
    send(api)

    assert api.get("/v2.1/messages?start_date=2026-01-15T12:00:00+00:00")[1]["data"] != []


DATE_FORM = ["Must be YYYY-MM-DD or YYYY-MM-DDTHH:MM:SS[.ss][Z]."]


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ({}, {"start_date": ["Missing data for required field."]}),
        ({"start_date": ""}, {"start_date": ["Missing data for required field."]}),
        ({"start_date": "yesterday"}, {"start_date": DATE_FORM}),
        ({"start_date": "2026-02-30"}, {"start_date": DATE_FORM}),
        ({"start_date": "20260101"}, {"start_date": DATE_FORM}),
        ({"start_date": "0001-01-01T00:00:00+01:00"}, {"start_date": DATE_FORM}),
        ({"start_date": "2026-01-01", "end_date": "x"}, {"end_date": DATE_FORM}),
        ({"start_date": "2026-01-01", "limit": 0}, {"limit": ["Must be at least 1."]}),
        ({"start_date": "2026-01-01", "offset": -1}, {"offset": ["Must be at least 0."]}),
    ],
)
def test_malformed_periods(api: Caller, query: dict[str, Any], problem: dict[str, Any]) -> None:
    """The start is required, and dates have one of two forms."""
    assert api.error("GET", "/v2.2/messages", **query) == invalid(**problem)


def test_lists_of_messages_have_no_maximum(api: Caller) -> None:
    """Any limit is granted."""
    for _ in range(11):
        send(api)

    assert len(listed(api, start_date="2026-01-01")) == 10
    assert len(listed(api, start_date="2026-01-01", limit=100_000)) == 11
