"""Arming faults and clearing them, over HTTP and in Python."""

from __future__ import annotations

from typing import Any

import pytest

from flowroute_sandbox.faults import KINDS, Fault
from flowroute_sandbox.http.errors import Refused
from flowroute_sandbox.http.messages import Request
from flowroute_sandbox.sandbox import Sandbox
from sandbox.caller import Caller, invalid
from sandbox.faulty_requests import SEND, send, status

CHANCE = "A chance must be from 0 to 1 (0% to 100%)."

pytestmark = pytest.mark.usefixtures("number")


def test_over_http(api: Caller) -> None:
    """A fault is armed and cleared under /_sandbox/faults; times and numbers have defaults."""
    assert api.post("/_sandbox/faults", {"name": "drop-after"}) == (201, {"id": "fault-1"})
    whole = {"name": "503-after", "operation": SEND, "nth": 2, "times": 3, "seconds": 1.5}
    assert api.post("/_sandbox/faults", whole) == (201, {"id": "fault-2"})
    assert api.sandbox.faults() == (
        Fault("drop-after", id="fault-1"),
        Fault("503-after", SEND, 2, 3, 1.5, id="fault-2"),
    )

    assert api.delete("/_sandbox/faults") == (204, None)
    assert api.get("/_sandbox/faults") == (200, {"faults": []})
    assert status(send(api.sandbox)) == 202


def test_clearing(sandbox: Sandbox) -> None:
    """After clearing, requests succeed, and the counts remain."""
    sandbox.fault("503-before", times=9)
    send(sandbox)
    sandbox.clear_faults()

    assert status(send(sandbox)) == 202
    assert (sandbox.faults(), sandbox.requests) == ((), {SEND: 2})
    assert sandbox.fault("429") == "fault-2"


def test_reset(sandbox: Sandbox) -> None:
    """A sandbox that was reset has neither faults nor counts."""
    sandbox.fault("503-before", nth=2)
    send(sandbox)
    sandbox.reset()

    assert (sandbox.faults(), sandbox.requests) == ((), {})
    assert sandbox.fault("429") == "fault-1"


NAMES = ", ".join(KINDS)
TIMED = "Those that do: refuse, slow, 429, 503-before, 503-after."


@pytest.mark.parametrize(
    ("fault", "problems"),
    [
        ({}, {"name": ["Missing data for required field."]}),
        ({"name": ""}, {"name": ["Field may not be blank."]}),
        ({"name": 429}, {"name": ["Not a valid string."]}),
        (
            {"name": "drop"},
            {
                "name": [
                    f'There is no fault "drop". Did you mean "drop-after"? Must be one of: {NAMES}.'
                ]
            },
        ),
        (
            {"name": "slow", "operation": "send_message"},
            {
                "operation": [
                    (
                        'There is no operation "send_message". Must be one of: '
                        "send_a_message, send_a_message_v2."
                    )
                ]
            },
        ),
        ({"name": "slow", "nth": 0}, {"nth": ["Must be at least 1."]}),
        ({"name": "slow", "times": -1}, {"times": ["Must be at least 1."]}),
        ({"name": "slow", "nth": 1.5}, {"nth": ["Not a valid integer."]}),
        ({"name": "slow", "times": "many"}, {"times": ["Not a valid integer."]}),
        *(
            ({"name": "503", "chance": chance}, {"chance": [CHANCE]})
            for chance in ("0.5", -0.1, 2, True)
        ),
        (
            {"name": "slow", "seconds": -1},
            {"seconds": ["Must be a number from 0 to below 1e12."]},
        ),
        (
            {"name": "drop-after", "seconds": 1, "nth": 0},
            {
                "seconds": [f"A drop-after takes no seconds: leave them out. {TIMED}"],
                "nth": ["Must be at least 1."],
            },
        ),
    ],
)
def test_invalid_faults(api: Caller, fault: dict[str, Any], problems: Any) -> None:
    """An invalid fault is refused with every problem, and not armed."""
    assert api.error("POST", "/_sandbox/faults", fault) == invalid(**problems)
    assert api.sandbox.faults() == ()


def test_a_misspelt_fault_in_python(sandbox: Sandbox) -> None:
    """In Python an unknown fault raises the same refusal."""
    with pytest.raises(Refused, match='There is no fault "drop-afer"'):
        sandbox.fault("drop-afer")


def test_names_of_operations(sandbox: Sandbox) -> None:
    """Without a similar name, the refusal lists every operation."""
    with pytest.raises(Refused) as refused:
        sandbox.fault("slow", operation="x")

    text = refused.value.refusal.detail["operation"][0]
    assert text.startswith(
        'There is no operation "x". Must be one of: add_a_document_via_direct_upload, '
    )
    assert text.count(", ") == 67


def test_keys_are_needed(sandbox: Sandbox) -> None:
    """Arming a fault needs the keys."""
    request = Request("POST", "/_sandbox/faults", "", {}, b'{"name": "slow"}')

    assert (status(sandbox.outcome(request)), sandbox.faults()) == (401, ())


def test_a_long_name(sandbox: Sandbox) -> None:
    """A name that is too long to be one is shown shortened."""
    with pytest.raises(Refused) as operation:
        sandbox.fault("slow", operation="x" * 1_000_000)
    with pytest.raises(Refused) as fault:
        sandbox.fault("x" * 1_000_000)

    shown = operation.value.refusal.detail["operation"][0]
    assert shown.startswith(f'There is no operation "{"x" * 100}". Must be one of: ')
    shown = fault.value.refusal.detail["name"][0]
    assert shown.startswith(f'"{"x" * 100}…" is not NAME')
