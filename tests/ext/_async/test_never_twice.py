"""Many messages with every fault: none is accepted twice, and none is lost."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest
from ext.calls import NUMBER
from ext.unsafe_calls import TO

from flowroute_ext import (
    AsyncFlowroute,
    ConnectFailed,
    NotAccepted,
    OutcomeUnknown,
    RateLimited,
    callback_reference,
)
from flowroute_sandbox import Sandbox
from flowroute_sandbox.faults import KINDS, PERMANENT

TRANSIENT = [name for name in KINDS if name not in PERMANENT]
# Of a hundred attempts this many go wrong.
TROUBLE = 12


async def insist(flowroute: AsyncFlowroute, message: dict[str, Any], seen: Counter[str]) -> str:
    """Send a message until it is accepted, as the errors allow; return its id."""
    for _ in range(10):
        try:
            return (await flowroute.messages.send(**message, max_retries=0)).id
        except (ConnectFailed, RateLimited) as error:
            seen[type(error).__name__] += 1
        except OutcomeUnknown as unknown:
            found = await unknown.aresolve()
            seen[found.verdict] += 1
            if found.id is not None:
                return found.id
            assert found.verdict == "not accepted"
    raise AssertionError(f"never accepted: {seen}")


@pytest.mark.once
@pytest.mark.anyio
@pytest.mark.parametrize("library", ["httpx2"], indirect=True)
@pytest.mark.parametrize("fault", TRANSIENT)
async def test_many_messages(trial: AsyncFlowroute, sandbox: Sandbox, fault: str, size) -> None:
    """Each is accepted exactly once, with the id that the caller gets, whatever fails."""
    sends = size(50, 1000)
    rng = random.Random(fault)
    # Every third text is one of ten, so that many are equal.
    texts = [f"Text {n if n % 3 else n // 3 % 10}" for n in range(sends)]
    seen: Counter[str] = Counter()
    ids: dict[str, str] = {}

    for number, text in enumerate(texts):
        for _ in range(rng.randrange(100) < TROUBLE and rng.randint(1, 3)):
            sandbox.fault(fault, operation="send_a_message")
        reference = f"row-{number}"
        ids[reference] = await insist(
            trial,
            {
                "to": TO,
                "from_": NUMBER,
                "body": text,
                "dlr_callback": "https://example.com/receipts",
                "reference": reference,
            },
            seen,
        )
        sandbox.advance(5)

    rows = list(sandbox.account.messages)
    assert {callback_reference(row.dlr_callback or ""): row.id for row in rows} == ids
    assert [row.body for row in rows] == texts
    assert sum(seen.values()) > sends // TROUBLE / 2
    assert len(seen) == 1


@pytest.mark.once
@pytest.mark.anyio
@pytest.mark.parametrize("library", ["httpx2"], indirect=True)
@pytest.mark.parametrize("fault", TRANSIENT)
async def test_many_messages_inline(
    trial: AsyncFlowroute, sandbox: Sandbox, fault: str, size
) -> None:
    """The same with resolve=True, without any handling by the caller."""
    sends = size(25, 1000)
    rng = random.Random(fault)
    sent: list[str] = []
    certain = (ConnectFailed, RateLimited, NotAccepted)

    for number in range(sends):
        if rng.randrange(100) < TROUBLE:
            sandbox.fault(fault, operation="send_a_message", times=rng.randint(1, 4))
        try:
            answer = await trial.messages.send(
                to=TO, from_=NUMBER, body=f"Text {number}", resolve=True
            )
        except certain:
            sandbox.clear_faults()
        else:
            sent.append(answer.id)
        sandbox.advance(5)

    assert [row.id for row in sandbox.account.messages] == sent
    assert len(sent) > sends * 0.8
