"""Flowroute's limits on sending."""

from __future__ import annotations

from typing import Any

import pytest

from flowroute_sandbox.inventory.inventory import Inventory
from flowroute_sandbox.sandbox import Sandbox
from flowroute_sandbox.state.clock import FrozenClock
from sandbox.caller import ID, Caller
from sandbox.conftest import NOW
from sandbox.samples import OWN

SMS = {"to": "12065550199", "from": OWN, "body": "hi"}
MMS = {**SMS, "media_urls": ["https://example.com/a.png"]}


@pytest.fixture
def limited(inventory: Inventory) -> Caller:
    caller = Caller(Sandbox(inventory=inventory, clock=FrozenClock(NOW), rate_limit=True))
    caller.sandbox.seed_number(OWN)
    return caller


def statuses(caller: Caller, count: int, body: Any = SMS, version: str = "v2.1") -> list[int]:
    return [caller.post(f"/{version}/messages", body)[0] for _ in range(count)]


def test_no_limits_by_default(api: Caller) -> None:
    """A sandbox has no limits on sending by default."""
    api.sandbox.seed_number(OWN)

    assert statuses(api, 100) + statuses(api, 10, MMS) == [202] * 110


def test_five_texts_a_second(limited: Caller) -> None:
    """The sixth text within a second is a 429."""
    assert statuses(limited, 5) == [202] * 5
    assert limited.error("POST", "/v2.1/messages", SMS) == {
        "detail": "Too many requests.",
        "id": ID,
        "status": 429,
        "title": "Too Many Requests",
    }
    assert limited.get("/_sandbox/state")[1]["messages"] == 5


def test_attempts_are_not_kept_without_end(limited: Caller) -> None:
    """However many attempts are refused while time stands still, five are remembered."""
    assert statuses(limited, 200) == [202] * 5 + [429] * 195

    (window,) = limited.sandbox.account.windows
    assert len(window.attempts) == 5
    limited.sandbox.advance(1)
    assert statuses(limited, 6) == [202] * 5 + [429]


def test_one_multimedia_message_a_second(limited: Caller) -> None:
    """Multimedia messages have a limit of their own."""
    assert statuses(limited, 2, MMS) == [202, 429]
    assert statuses(limited, 1, {**SMS, "is_mms": "true"}) == [429]
    assert statuses(limited, 5) == [202] * 5


def test_the_second_slides(limited: Caller) -> None:
    """No window of one second has more than five messages."""
    assert statuses(limited, 3) == [202] * 3
    limited.sandbox.advance(0.5)
    assert statuses(limited, 2) == [202] * 2
    limited.sandbox.advance(0.499)
    assert statuses(limited, 1) == [429]
    limited.sandbox.advance(0.001)
    assert statuses(limited, 3) == [202, 202, 429]


def test_refused_attempts_count(limited: Caller) -> None:
    """Refused attempts count, until the client waits for a second."""
    statuses(limited, 5)
    for _ in range(6):
        limited.sandbox.advance(0.15)
        assert statuses(limited, 1) == [429]
    for _ in range(10):
        limited.sandbox.advance(0.19)
        assert statuses(limited, 1) == [429]
    limited.sandbox.advance(1)
    assert statuses(limited, 1) == [202]


def test_malformed_attempts_count(limited: Caller) -> None:
    """An attempt that is refused for another reason is an attempt."""
    assert statuses(limited, 3, {}) == [422] * 3
    assert [limited.send("POST", "/v2.1/messages", b"{")[0] for _ in range(2)] == [400] * 2
    assert statuses(limited, 1) == [429]


def test_endpoints_do_not_share_a_limit(limited: Caller) -> None:
    """Each version has its own limit, and looking up has none."""
    assert statuses(limited, 6) == [202] * 5 + [429]
    assert statuses(limited, 6, version="v2.2") == [202] * 5 + [429]
    assert [limited.get("/v2.1/messages", start_date="2026-01-01")[0] for _ in range(9)] == [
        200
    ] * 9


def test_limits_can_be_switched(limited: Caller) -> None:
    """The limits follow the sandbox's `rate_limit`."""
    limited.sandbox.rate_limit = False
    assert statuses(limited, 9) == [202] * 9
    limited.sandbox.rate_limit = True
    assert statuses(limited, 6) == [202] * 5 + [429]
