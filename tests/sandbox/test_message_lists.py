"""Lists of messages, by period."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

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


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-01-15T00:38:42.671234567Z", "2026-01-15T00:38:42.671234+00:00"),
        ("2026-01-15T12:00:00.123Z", "2026-01-15T12:00:00.123000+00:00"),
        ("2026-01-15T12:00:00,5Z", "2026-01-15T12:00:00.500000+00:00"),
        ("2026-01-15t12:00:00z", "2026-01-15T12:00:00+00:00"),
        ("2026-01-15 12:00:00", "2026-01-15T12:00:00+00:00"),
        ("2026-01-15 12:00:00+01:00", "2026-01-15T11:00:00+00:00"),
        ("2026-01-15T12:00:00+0000", "2026-01-15T12:00:00+00:00"),
        ("2026-01-15T12:00:00-07", "2026-01-15T19:00:00+00:00"),
        ("2026-01-15T12:00:00\N{MINUS SIGN}07:00", "2026-01-15T19:00:00+00:00"),
        ("20260115T120000Z", "2026-01-15T12:00:00+00:00"),
        ("20260115T120000.25-0730", "2026-01-15T19:30:00.250000+00:00"),
        ("20260115", "2026-01-15T00:00:00+00:00"),
        ("2026-01-15T12", "2026-01-15T12:00:00+00:00"),
        ("2026-01-15T12:30Z", "2026-01-15T12:30:00+00:00"),
        ("2026-01-15T12.5", "2026-01-15T12:30:00+00:00"),
        ("2026-01-15T12:30.5Z", "2026-01-15T12:30:30+00:00"),
        ("2026-01-14T24:00:00Z", "2026-01-15T00:00:00+00:00"),
        ("2025-12-31T23:59:60Z", "2026-01-01T00:00:00+00:00"),
        ("2026-015", "2026-01-15T00:00:00+00:00"),
        ("2026015T12Z", "2026-01-15T12:00:00+00:00"),
        ("2026-W03-4", "2026-01-15T00:00:00+00:00"),
        ("2026W034T120000", "2026-01-15T12:00:00+00:00"),
        ("2026-W03", "2026-01-12T00:00:00+00:00"),
        ("2026-01", "2026-01-01T00:00:00+00:00"),
        ("2026", "2026-01-01T00:00:00+00:00"),
    ],
)
def test_spellings_of_dates(api: Caller, text: str, moment: str) -> None:
    """Both ends of a period have any spelling of ISO 8601; the next link has the moment."""
    api.sandbox.advance(86_400)
    for _ in range(2):
        send(api)
    first = api.get("/v2.1/messages", start_date=text, limit=1)[1]["links"]["next"]
    last = api.get("/v2.2/messages", start_date="2020", end_date=text)

    assert dict(parse_qsl(urlsplit(first).query))["start_date"] == moment
    assert last[0] == 200


DATE_FORM = ["Must be a date or a moment of ISO 8601, such as YYYY-MM-DDTHH:MM:SS.ssZ."]


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ({}, {"start_date": ["Missing data for required field."]}),
        ({"start_date": ""}, {"start_date": ["Missing data for required field."]}),
        ({"start_date": "yesterday"}, {"start_date": DATE_FORM}),
        ({"start_date": "2026-02-30"}, {"start_date": DATE_FORM}),
        ({"start_date": "202601"}, {"start_date": DATE_FORM}),
        ({"start_date": "2026-0101"}, {"start_date": DATE_FORM}),
        ({"start_date": "2026-366"}, {"start_date": DATE_FORM}),
        ({"start_date": "2026-W54"}, {"start_date": DATE_FORM}),
        ({"start_date": "2026-01-01T"}, {"start_date": DATE_FORM}),
        ({"start_date": "2026-01-01Z"}, {"start_date": DATE_FORM}),
        ({"start_date": "2026-01-01T24:00:01"}, {"start_date": DATE_FORM}),
        ({"start_date": "2026-01-01T12:60"}, {"start_date": DATE_FORM}),
        ({"start_date": "2026-01-01T12:00+24:00"}, {"start_date": DATE_FORM}),
        ({"start_date": "2026-01-01T12:00+00:60"}, {"start_date": DATE_FORM}),
        ({"start_date": f"2026-01-01T12:00:00.{'1' * 99_999}Z"}, {"start_date": DATE_FORM}),
        ({"start_date": "0001-01-01T00:00:00+01:00"}, {"start_date": DATE_FORM}),
        ({"start_date": "2026-01-01", "end_date": "x"}, {"end_date": DATE_FORM}),
        ({"start_date": "2026-01-01", "limit": 0}, {"limit": ["Must be at least 1."]}),
        ({"start_date": "2026-01-01", "offset": -1}, {"offset": ["Must be at least 0."]}),
    ],
)
def test_malformed_periods(api: Caller, query: dict[str, Any], problem: dict[str, Any]) -> None:
    """The start is required, and dates exist and are of ISO 8601."""
    assert api.error("GET", "/v2.2/messages", **query) == invalid(**problem)


def test_lists_of_messages_have_no_maximum(api: Caller) -> None:
    """Any limit is granted."""
    for _ in range(11):
        send(api)

    assert len(listed(api, start_date="2026-01-01")) == 10
    assert len(listed(api, start_date="2026-01-01", limit=100_000)) == 11
