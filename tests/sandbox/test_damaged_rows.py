"""Rows that no sandbox has written are refused."""

from __future__ import annotations

import re
from typing import Any

import pytest

from flowroute_sandbox.state.account import Account
from sandbox.samples import OWN

CALLBACK = {"owner": OWN, "type": "sms_callback", "url": "http://localhost/"}
MESSAGE = {
    "id": "mdr2-1",
    "sequence": 1,
    "outbound": True,
    "sender": OWN,
    "recipient": "12065550199",
    "body": "secret",
    "is_mms": False,
    "segments": 1,
    "encoding": 0,
    "amount": 1,
    "message_type": "longcode",
    "accepted": "2026-01-15T12:00:00+00:00",
}


@pytest.mark.parametrize(
    ("kind", "key", "row", "problem"),
    [
        ("fax", "1", {}, "there is no such kind of row; known: number, seeded, "),
        ("message", "mdr2-1", {**MESSAGE, "sequence": "1"}, "sequence is not of its type"),
        ("message", "mdr2-1", {**MESSAGE, "sequence": True}, "sequence is not of its type"),
        ("message", "mdr2-1", {**MESSAGE, "is_mms": 1}, "is_mms is not of its type"),
        ("message", "mdr2-1", {**MESSAGE, "sender": None}, "sender is not of its type"),
        ("message", "mdr2-1", {**MESSAGE, "accepted": "secret"}, "accepted is not a moment"),
        ("message", "mdr2-1", {**MESSAGE, "accepted": "2026-01-15"}, "accepted has no time zone"),
        ("message", "mdr2-1", {**MESSAGE, "media": "secret"}, "media is not of its type"),
        ("message", "mdr2-1", {**MESSAGE, "media": [1]}, "media is not of its type"),
        ("message", "mdr2-1", {**MESSAGE, "media": [{"id": "1"}]}, "file_name, file_size, mime_t"),
        ("message", "mdr2-1", {**MESSAGE, "secret": 1}, "it has 1 fields that are not known"),
        ("message", "mdr2-2", MESSAGE, "it is under the key of another"),
        ("callback", f"{OWN}/sms_callback", {**CALLBACK, "url": [["secret"]]}, "url is not of its"),
        ("number", OWN, {"facts": {"value": OWN}}, "it has too few fields: rate_center, state, "),
        ("number", OWN, {"facts": OWN}, "facts is not of its type"),
        ("settings", "settings", {"clock_offset": 10**30}, "the clock is ahead by more than a hun"),
    ],
)
def test_damaged_rows(kind: str, key: str, row: dict[str, Any], problem: str) -> None:
    """A row that no sandbox has written is an error that names its field, and no value."""
    with pytest.raises(ValueError, match=re.escape(problem)) as caught:
        Account.load([("callback", f"{OWN}/sms_callback", CALLBACK), (kind, key, row)])

    assert "row 2" in str(caught.value) or kind == "settings"
    assert not {"secret", OWN} & set(re.findall(r"\w+", str(caught.value)))
