"""Which requests are hit by a fault, and how that is reported."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowroute_sandbox.faults import Fault, FaultHit, FaultInjector
from flowroute_sandbox.http.messages import Request
from flowroute_sandbox.sandbox import Sandbox
from sandbox.caller import Caller
from sandbox.conftest import NOW
from sandbox.faulty_requests import HEADERS, LOOK, SEND, look, send, status
from sandbox.samples import SMS

pytestmark = pytest.mark.usefixtures("number")


def test_the_nth_call_and_how_many(sandbox: Sandbox) -> None:
    """Requests are counted from arming; `times` of them fail in a row."""
    send(sandbox)
    sandbox.fault("503-before", nth=2, times=3)

    assert [status(send(sandbox)) for _ in range(6)] == [202, 503, 503, 503, 202, 202]


def test_one_operation(sandbox: Sandbox) -> None:
    """A fault of an operation counts and hits its requests, of any version."""
    sandbox.fault("503-before", operation=SEND, nth=2)

    assert status(look(sandbox)) == 200
    assert status(send(sandbox)) == 202
    assert status(look(sandbox)) == 200
    body = json.dumps(SMS).encode()
    newer = sandbox.outcome(Request("POST", "/v2.2/messages", "", HEADERS, body))
    assert status(newer) == 503


def test_any_operation(sandbox: Sandbox) -> None:
    """Without an operation, every request of the API counts, also of unknown paths."""
    sandbox.fault("503-before", nth=3)
    nowhere = Request("GET", "/v3/nothing", "", HEADERS)

    outcomes = [look(sandbox), sandbox.outcome(nowhere), look(sandbox), look(sandbox)]

    assert [status(outcome) for outcome in outcomes] == [200, 404, 503, 200]


def test_control_requests_are_not_hit(sandbox: Sandbox) -> None:
    """Requests under /_sandbox/ are never hit, and not counted."""
    sandbox.fault("drop-before")
    state = sandbox.outcome(Request("GET", "/_sandbox/state", "", HEADERS))

    assert status(state) == 200
    assert sandbox.faults() == (Fault("drop-before", id="fault-1"),)
    assert sandbox.requests == {}


def test_several_faults(sandbox: Sandbox) -> None:
    """Of several faults that are due the first one hits, and the others wait."""
    sandbox.fault("503-before")
    sandbox.fault("502-before", operation=SEND)
    sandbox.fault("504-before", nth=4)

    assert [status(send(sandbox)) for _ in range(5)] == [503, 502, 202, 504, 202]


def test_hits_are_reported(api: Caller) -> None:
    """Each fault lists the requests it counted and hit, in Python and over HTTP."""
    sandbox = api.sandbox
    send(sandbox)
    assert [sandbox.fault("429", operation=SEND, nth=2), sandbox.fault("refuse", nth=3)] == [
        "fault-1",
        "fault-2",
    ]
    sandbox.fault("slow", operation=LOOK)
    send(sandbox)
    sandbox.advance(1)
    send(sandbox)
    send(sandbox)

    later = NOW.replace(second=1)
    assert sandbox.faults() == (
        Fault("429", SEND, 2, id="fault-1", seen=2, hits=(FaultHit(SEND, 3, later),)),
        Fault("refuse", nth=3, seconds=1, id="fault-2", seen=3, hits=(FaultHit(SEND, 0, later),)),
        Fault("slow", LOOK, seconds=60, id="fault-3"),
    )
    at = later.isoformat()
    assert api.get("/_sandbox/faults") == (
        200,
        {
            "faults": [
                {
                    "name": "429",
                    "operation": SEND,
                    "nth": 2,
                    "times": 1,
                    "seconds": None,
                    "chance": None,
                    "seed": 0,
                    "id": "fault-1",
                    "seen": 2,
                    "hits": [{"operation": SEND, "number": 3, "at": at}],
                },
                {
                    "name": "refuse",
                    "operation": None,
                    "nth": 3,
                    "times": 1,
                    "seconds": 1,
                    "chance": None,
                    "seed": 0,
                    "id": "fault-2",
                    "seen": 3,
                    "hits": [{"operation": SEND, "number": 0, "at": at}],
                },
                {
                    "name": "slow",
                    "operation": LOOK,
                    "nth": 1,
                    "times": 1,
                    "seconds": 60,
                    "chance": None,
                    "seed": 0,
                    "id": "fault-3",
                    "seen": 0,
                    "hits": [],
                },
            ]
        },
    )


def test_requests_are_counted(api: Caller) -> None:
    """Every request is counted, also lost and refused ones, but none that was never sent."""
    sandbox = api.sandbox
    sandbox.fault("drop-before")
    sandbox.fault("reset-after", nth=2)
    sandbox.fault("refuse", nth=3)
    for _ in range(4):
        send(sandbox)
    sandbox.outcome(Request("POST", "/v2.1/messages"))
    sandbox.outcome(Request("GET", "/v3/nothing", "", HEADERS))
    look(sandbox)

    counted = {"send_a_message": 4, "unknown": 1, LOOK: 1}
    assert sandbox.requests == counted
    assert sandbox.requests["release_phone_number"] == 0
    assert api.get("/_sandbox/requests") == (200, {"total": 6, "operations": counted})


def test_counts_are_a_copy(sandbox: Sandbox) -> None:
    """The counts returned do not change later."""
    before = sandbox.requests
    send(sandbox)

    assert (before, sandbox.requests) == ({}, {"send_a_message": 1})


def test_what_a_server_refuses(sandbox: Sandbox) -> None:
    """A server gets the seconds to refuse connections for once, before the request."""
    sandbox.fault("drop-before")
    sandbox.fault("refuse", nth=2, times=3, seconds=0.5)
    before = sandbox.take_refusal()
    send(sandbox)
    after = [sandbox.take_refusal(), sandbox.take_refusal()]

    assert (before, after) == (None, [1.5, None])
    assert sandbox.faults()[1].hits == (FaultHit(None, 0, NOW),) * 3
    assert status(send(sandbox)) == 202


def test_hits_are_not_kept_without_end(sandbox: Sandbox) -> None:
    """Of many hits the newest are remembered, and every one counts."""
    sandbox.fault("429", operation="send_a_message", times=1_500)
    sandbox.fault("refuse", nth=3_000, times=10**9)
    statuses = [status(send(sandbox)) for _ in range(1_501)]

    assert statuses == [429] * 1_500 + [202]
    assert [hit.number for hit in sandbox.faults()[0].hits] == [*range(501, 1_501)]
    for _ in range(1_498):
        send(sandbox)
    assert sandbox.take_refusal() == 10**9
    assert len(sandbox.faults()[1].hits) == 1_000


def test_a_server_refuses_at_once(sandbox: Sandbox) -> None:
    """Before the first request, connections are refused for a second."""
    sandbox.fault("refuse")

    assert sandbox.take_refusal() == 1


CALLS = st.lists(st.sampled_from(["a", "b"]), max_size=40)
FAULTS = st.lists(
    st.builds(
        Fault,
        st.just("drop-after"),
        st.sampled_from([None, "a", "b"]),
        st.integers(1, 10),
        st.integers(1, 5),
    ),
    max_size=4,
)


@given(FAULTS, CALLS)
def test_no_fault_is_lost(faults: list[Fault], calls: list[str]) -> None:
    """A fault hits only requests that fit it, and none before the nth.

    Whatever else is armed, a request that is not hit has no fault left that is due.
    """
    injector = FaultInjector(operations=["a", "b"])
    for fault in faults:
        injector.arm(fault)
    hits_by_fault: dict[str, list[int]] = {fault.id: [] for fault in injector.faults()}
    seen = dict.fromkeys(hits_by_fault, 0)

    for index, call in enumerate(calls):
        due = []
        for fault in injector.faults():
            if fault.operation in {None, call} and len(hits_by_fault[fault.id]) < fault.times:
                seen[fault.id] += 1
                if seen[fault.id] >= fault.nth:
                    due.append(fault.id)
        hit = injector.next(call, NOW)
        assert (hit and hit.id) == (due[0] if due else None)
        if hit is not None:
            hits_by_fault[hit.id].append(index)

    assert {fault.id: len(fault.hits) for fault in injector.faults()} == {
        name: len(indices) for name, indices in hits_by_fault.items()
    }
    assert injector.requests.total() == len(calls)
