# Written by scripts/unasync.py from tests/operations/_async/test_refusals.py. Do not edit.
"""Refusals are errors of their own classes; a refused call changes nothing."""

from __future__ import annotations

import pytest
from ext.calls import CALLS, Call
from openapi.document import operations
from operations.control import Control
from operations.expected import NUMBER, OTHER
from operations.refusals import REFUSALS, Refusal, furnish
from sandbox_serving.served import Served

from flowroute_ext import Flowroute, RateLimited, Unauthorized
from flowroute_sandbox.sandbox import ACCESS_KEY, SECRET_KEY

from .outcome import outcome

DOCUMENTED = operations()


@pytest.mark.parametrize(
    "refusal", REFUSALS, ids=lambda refusal: f"{refusal.operation}-{refusal.error.__name__}"
)
@pytest.mark.sampled(20)
def test_a_refusal(flowroute: Flowroute, account: Control, refusal: Refusal) -> None:
    """A refusal raises its class, with the operation and the fields."""
    furnish(account)
    if refusal.broke:
        account.set_balance(0)
    before = account.everything()

    with pytest.raises(refusal.error) as raised:
        refusal.of(flowroute)

    error, documented = raised.value, DOCUMENTED[refusal.operation]
    assert type(error) is refusal.error
    assert (error.operation, error.method, error.path) == (
        refusal.operation,
        documented.method.upper(),
        documented.path,
    )
    assert [one.status for one in error.errors] == [error.status]
    assert set(error.fields) == refusal.fields
    assert account.everything() == before


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.operation)
@pytest.mark.sampled(12)
def test_wrong_keys(account: Control, call: Call) -> None:
    """With wrong keys every call is refused, and the error says where to look."""
    with Flowroute(ACCESS_KEY, "not-the-key", base_url=account.url) as stranger:
        with pytest.raises(Unauthorized) as raised:
            outcome(call.of(stranger))

    error = raised.value
    assert (error.operation, error.status, error.errors[0].title) == (
        call.operation,
        401,
        "Unauthorized",
    )
    assert "FR_SECRET_KEY" in str(error)
    assert "not-the-key" not in str(error)


@pytest.mark.proves("send_a_message")
def test_too_many_messages(limited: Served) -> None:
    """Without a rate limit, messages beyond one MMS a second are refused, until a second later."""
    account = Control(limited)
    account.reset()
    account.own(NUMBER)

    with Flowroute(
        ACCESS_KEY, SECRET_KEY, base_url=account.url, rate_limit=None, max_retries=0
    ) as flowroute:

        def send(count: int) -> None:
            for _ in range(count):
                flowroute.messages.send(
                    to=OTHER, from_=NUMBER, media_urls=["https://example.com/a.png"]
                )

        with pytest.raises(RateLimited):
            send(20)
        before = account.state["messages"]
        account.advance(1)
        send(1)

    assert account.state["messages"] == before + 1


@pytest.mark.proves("send_a_message")
def test_never_too_many_messages(limited: Served) -> None:
    """By default a client keeps to the limit, and nothing is refused."""
    account = Control(limited)
    account.reset()
    account.own(NUMBER)

    with Flowroute(ACCESS_KEY, SECRET_KEY, base_url=account.url, max_retries=0) as flowroute:
        for count in range(8):
            flowroute.messages.send(to=OTHER, from_=NUMBER, body=f"Text {count}")

    assert account.state["messages"] == 8
