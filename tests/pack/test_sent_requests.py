"""Requests that a test sends are scrubbed as the recorded ones were."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from pack.leaks import e911, interaction

from pytest_flowroute._base.http_messages import HTTPRequest
from pytest_flowroute._base.layout import Interaction
from pytest_flowroute._scrubbing.scrubber import scrub, scrub_request
from pytest_flowroute._scrubbing.tables import Table

NUMBERS = ("14152277123", "+1 (415) 227-7124", "447911123456")
BODIES = ("Dinner at Mario's?", "Your code is 123456", "See you")


def recorded() -> list[Interaction]:
    """Three messages, with different numbers and texts."""
    return [
        interaction({"to": number, "body": body})
        for number, body in zip(NUMBERS, BODIES, strict=True)
    ]


def sent(each: Interaction) -> HTTPRequest:
    """The request of an interaction, as a client sends it."""
    headers = {name: values[0] for name, values in each.request_headers.items()}
    return HTTPRequest(each.method, each.uri, headers, each.request_body.encode())


def test_a_request_that_is_sent_again_is_the_recorded_one() -> None:
    """In any order, and alone; the values that were replaced come with it."""
    scrubbed = scrub(recorded())

    for each, clean in reversed(list(zip(recorded(), scrubbed.interactions, strict=True))):
        found = scrub_request(sent(each), scrubbed.table)
        assert found.request.body.decode() == clean.request_body
        assert found.request.url == clean.uri
        before, after = json.loads(each.request_body), json.loads(clean.request_body)
        assert found.replaced == {after[name]: before[name] for name in before}


def test_different_values_are_different() -> None:
    """Each number and each text has its own made-up value."""
    bodies = [json.loads(each.request_body) for each in scrub(recorded()).interactions]

    assert len({body["to"] for body in bodies}) == len({body["body"] for body in bodies}) == 3


def test_a_kept_value_stays_in_both() -> None:
    """What a test keeps is in the table, the recording and the request, in either form."""
    scrubbed = scrub(recorded(), keep=["data.attributes.body"])
    [first, *_] = scrubbed.interactions

    assert scrubbed.table.keep == ("data.attributes.body",)
    assert json.loads(first.request_body)["body"] == BODIES[0]
    found = scrub_request(sent(recorded()[0]), scrubbed.table)
    assert found.request.body.decode() == first.request_body


def test_the_table_gives_no_value_away() -> None:
    """It has a size and a small key for each family, whatever the values are."""
    table = scrub(recorded()).table

    assert set(table.slots) == {"number", "text", "word"}
    assert all(size in {10, 100} and key < 500 for size, key in table.slots.values())


def test_of_a_person_the_table_says_nothing() -> None:
    """A single name or address has the same place as every other one would have."""
    people = [
        e911(first_name=name, street_number=house, city=city, zip=code)
        for name, house, city, code in (
            ("Zebulon", "4711", "Walla Walla", "99362"),
            ("Ottilie", "12", "Spokane", "99201"),
        )
    ]
    one, other = (scrub([each]) for each in people)

    assert one == other
    assert dict(one.table.slots) == dict.fromkeys(
        ("city", "first_name", "street_number", "zip"), (1, 0)
    )
    assert len({each.request_body for each in scrub(people).interactions}) == 2


def test_without_a_table_a_request_is_scrubbed_as_well() -> None:
    """Nothing of it is left but what is public."""
    found = scrub_request(sent(interaction({"to": NUMBERS[0], "is_mms": True})), Table())

    assert json.loads(found.request.body)["is_mms"] is True
    assert NUMBERS[0] not in found.request.body.decode()
    assert urlsplit(found.request.url).path == "/v2.1/messages"
