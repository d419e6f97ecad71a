"""`messages.record_receipt` reads receipts as `parse` does."""

from __future__ import annotations

import json
from typing import Any

import pytest

from flowroute_ext import Flowroute, InvalidValue, webhooks
from webhook_events.documented import BODIES, CHANGES, MESSAGES, RECEIPTS, SENT


def recorded(receipt: Any) -> str | None:
    """The id that the client has of a message after this receipt."""
    given: dict[str, str] = {}
    with Flowroute("access-key", "secret-key") as flowroute:
        flowroute.messages.record_receipt("order-17", receipt)
        given = flowroute.messages._sent_log._received
        return given.get("order-17")


@pytest.mark.parametrize("name", RECEIPTS)
def test_a_receipt_in_any_form(name: str) -> None:
    """It is a parsed receipt, its body as bytes or text, or that body decoded."""
    body = BODIES[name]
    forms = (webhooks.parse(body), body, body.encode("utf-16"), RECEIPTS[name])

    assert [recorded(form) for form in forms] == [SENT] * 4


@pytest.mark.parametrize("receipt", [SENT, {"id": SENT}, {"data": {"id": SENT}}])
def test_only_an_id(receipt: object) -> None:
    """The id of the message is enough, alone or in a document."""
    assert recorded(receipt) == SENT
    assert recorded(json.dumps(receipt) if isinstance(receipt, dict) else receipt) == SENT


@pytest.mark.parametrize("name", [*MESSAGES, *CHANGES])
def test_another_webhook(name: str) -> None:
    """Another webhook is refused by its name, and nothing is recorded."""
    for form in (
        webhooks.parse(BODIES[name]),
        BODIES[name],
        MESSAGES.get(name, CHANGES["port order"]),
    ):
        with pytest.raises(InvalidValue, match="must be a delivery receipt, but got") as caught:
            recorded(form)
    assert SENT not in str(caught.value)


@pytest.mark.parametrize("name", RECEIPTS)
def test_neither_a_reference_nor_a_url(name: str) -> None:
    """A receipt alone is refused with what is missing: it does not show that it is genuine."""
    forms: list[Any] = [webhooks.parse(BODIES[name]), RECEIPTS[name], BODIES[name].encode()]
    with Flowroute("access-key", "secret-key") as flowroute:
        for form in forms:
            with pytest.raises(InvalidValue, match=r"url must be .* give url=… with the receipt"):
                flowroute.messages.record_receipt(form)


@pytest.mark.parametrize("receipt", [b"", b"[]", "{", {}])
def test_no_webhook(receipt: object) -> None:
    """What is no webhook raises its error."""
    with pytest.raises(webhooks.InvalidWebhook):
        recorded(receipt)


@pytest.mark.parametrize("receipt", [{"data": {"type": "tomorrow", "id": SENT, "x": 1}}, None, ""])
def test_nothing_that_proves_it(receipt: object) -> None:
    """What is neither a receipt nor an id is refused."""
    with pytest.raises(InvalidValue):
        recorded(receipt)
