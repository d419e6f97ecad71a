# Written by scripts/unasync.py from tests/operations/_async/test_callbacks.py. Do not edit.
"""Callbacks for messages and receipts: of the account, and of one number."""

from __future__ import annotations

import pytest
from operations.control import Control
from operations.expected import NUMBER, OTHER

from flowroute_ext import Callback, Flowroute, NotFound
from flowroute_sandbox.sandbox import ACCESS_KEY, SECRET_KEY

PRODUCTS = {"sms": "sms", "mms": "mms", "sms_dlr": "dlr", "mms_dlr": "dlr"}


@pytest.mark.proves("set_account_callback", "look_up_account_callback", "remove_account_callback")
@pytest.mark.parametrize("kind", PRODUCTS)
def test_of_the_account(flowroute: Flowroute, account: Control, kind: str) -> None:
    """A callback of the account is the one that was set last, until it is removed."""
    for page in ("first", "second"):
        flowroute.messages.set_callback(kind, f"https://user:pw@example.com/{page}?a=1")

    found = flowroute.messages.get_callback(kind)
    assert found == Callback(
        url="https://user:pw@example.com/second?a=1",
        product=PRODUCTS[kind],
        api_version="2.1",
        raw=None,
    )
    flowroute.messages.remove_callback(kind)
    with pytest.raises(NotFound):
        flowroute.messages.get_callback(kind)
    with pytest.raises(NotFound):
        flowroute.messages.remove_callback(kind)


@pytest.mark.proves("set_account_callback", "look_up_account_callback")
def test_the_old_name(flowroute: Flowroute, account: Control) -> None:
    """`dlr_callback`, which the official SDKs use, is the callback for receipts of SMS."""
    flowroute.messages.set_callback("dlr_callback", "https://example.com/dlr")

    assert flowroute.messages.get_callback("sms_dlr") == Callback(
        url="https://example.com/dlr", product="dlr", api_version="2.1", raw=None
    )


@pytest.mark.proves("set_account_callback", "look_up_account_callback", "remove_account_callback")
def test_version_2_2(account: Control) -> None:
    """Version 2.2 of the messages API has callbacks as well, without a version in them."""
    with Flowroute(
        ACCESS_KEY, SECRET_KEY, base_url=account.url, messages_version="v2.2"
    ) as flowroute:
        flowroute.messages.set_callback("sms", "https://example.com/sms")
        found = flowroute.messages.get_callback("sms")
        flowroute.messages.remove_callback("sms")
        with pytest.raises(NotFound):
            flowroute.messages.get_callback("sms")

    assert found == Callback("https://example.com/sms", "sms", None, None)


@pytest.mark.proves("set_number_callback", "look_up_number_callback", "remove_number_callback")
@pytest.mark.parametrize("kind", PRODUCTS)
def test_of_a_number(flowroute: Flowroute, account: Control, kind: str) -> None:
    """A number's callback is neither the account's nor another number's."""
    for value in (NUMBER, OTHER):
        account.own(value)
    flowroute.messages.set_callback(kind, "https://example.com/account")
    for page in ("first", "second"):
        flowroute.numbers.set_callback(NUMBER, kind, f"https://example.com/{page}")

    found = flowroute.numbers.get_callback(NUMBER, kind)
    assert found == Callback("https://example.com/second", PRODUCTS[kind], None, None)
    with pytest.raises(NotFound):
        flowroute.numbers.get_callback(OTHER, kind)
    flowroute.numbers.remove_callback(NUMBER, kind)
    with pytest.raises(NotFound):
        flowroute.numbers.get_callback(NUMBER, kind)
    with pytest.raises(NotFound):
        flowroute.numbers.remove_callback(NUMBER, kind)
    assert (flowroute.messages.get_callback(kind)).url == "https://example.com/account"
