"""Plain rows, which most are, are read by fewer steps, to the same result as any other."""

from __future__ import annotations

from typing import Any

import pytest

from flowroute_ext._outbox import row_parsing
from flowroute_ext._outbox.drafts import Defaults
from flowroute_ext._outbox.plain_rows import plain_draft
from flowroute_ext._outbox.row_parsing import checked
from flowroute_ext._outbox.templates import Template
from outbox.texts import OWN

PLAIN: dict[Any, Any] = {
    "to": "13125550110",
    "from": OWN,
    "body": "Your table is ready.",
    "name": "Ann",
}
NUMBERS = ["+1 312 555 0110", "13115550110", "13125550110\n", "1.312555011E+10", 13125550110, "N/A"]
TEXTS = ["", "\u200b", "N/A", "####", " x", "!", "\u00e9\U0001f427", "x\0y", "{name}", "{other}", 5]
GARBLED = ["caf\u00c3\u00a9", "x\ufffd", "x\ud800"]
LONG = ["x" * 17_850, "x" * 17_851, "\u00e9" * 17_851, "x" * 35_701]
REFERENCES = ["order-7", " order-7 ", "", 7, True, "x" * 300, "two words", "nan"]
CHANGES: list[dict[Any, Any]] = [
    {},
    *({field: value} for field in ("to", "from") for value in (*NUMBERS, "", None)),
    *({"body": value} for value in (*TEXTS, *GARBLED, *LONG, None)),
    *({"reference": value} for value in REFERENCES),
    *({"name": value} for value in ("", None, 3.5, "{x}")),
    *({"To": "13125550111"}, {"Body ": "y"}, {7: "x"}, {"is_mms": "yes"}, {"is_mms": "?"}),
    *({"media_urls": "https://example.com/a.png"}, {"dlr_callback": "https://example.com/"}),
]
DEFAULTS = {
    "nothing": Defaults(),
    "a number and a callback": Defaults(from_=OWN, dlr_callback="https://example.com/\u00e9?x=1"),
    "what is none": Defaults(from_="1", dlr_callback="no URL"),
    "a blank": Defaults(from_=" ", dlr_callback=" "),
    "a template": Defaults(template=Template("Hi {name}"), from_=OWN),
    "its own text": Defaults(template=Template("{body} {name}")),
}


@pytest.mark.parametrize("defaults", DEFAULTS.values(), ids=DEFAULTS)
def test_plain_or_not(defaults: Defaults, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each row has the same message, reference and problems as without the fewer steps."""
    without = [{key: PLAIN[key] for key in PLAIN if key != left_out} for left_out in PLAIN]
    rows: list[dict[Any, Any]] = [row | change for row in (PLAIN, *without) for change in CHANGES]
    quickly = list(checked(enumerate(rows), defaults))
    monkeypatch.setattr(row_parsing, "plain_draft", lambda *_: None)

    assert quickly == list(checked(enumerate(rows), defaults))


def test_which_rows_are_plain() -> None:
    """Numbers as they are sent with a text, from the row, a template or a default."""
    filled = Defaults(template=Template("Hi {name}"), from_=OWN, dlr_callback="https://example.com")
    rows = [PLAIN, PLAIN | {"reference": "order-7"}, PLAIN | {"body": "\u00e9"}]
    named = [{"to": PLAIN["to"], "name": "Ann"}]

    assert None not in [plain_draft(row, Defaults(), 1) for row in rows]
    assert None not in [plain_draft(row, filled, 1) for row in named]
