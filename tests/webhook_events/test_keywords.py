"""Keywords of consent in texts."""

from __future__ import annotations

from typing import get_args

import pytest

from flowroute_ext import webhooks
from webhook_events.documented import mms, sms

KEYWORDS: tuple[str, ...] = get_args(webhooks.Keyword)
# Around a keyword, and what it is written like.
AROUND = ["{}", " {} ", "{}.", "{}!!!", '"{}"', "\n{}\r\n", "({})", "\u200b{}\xa0", "{} 🙏", "*{}*"]


def keyword(body: object) -> webhooks.Keyword | None:
    event = webhooks.parse(sms(body=body))
    assert isinstance(event, webhooks.InboundMessage)
    return event.keyword


@pytest.mark.parametrize("word", KEYWORDS)
def test_each_keyword(word: str) -> None:
    """A keyword counts in any case, and with blanks and punctuation around it."""
    for around in AROUND:
        for spelled in (word, word.lower(), word.capitalize()):
            assert keyword(around.format(spelled)) == word
    assert keyword("".join(chr(ord(letter) + 0xFEE0) for letter in word)) == word


@pytest.mark.parametrize("body", ["Stop all", "STOP-ALL", "stop  ALL."])
def test_two_words(body: str) -> None:
    """STOPALL is also two words."""
    assert keyword(body) == "STOPALL"


@pytest.mark.parametrize(
    "body",
    [
        *("stop it", "Please stop", "STOP STOP", "stopped", "STOP2", "S T O P", "the end"),
        *("yes please", "no", "", " ", "!", "ſto", "STOP\nsent from my phone", "не", None, 1, []),
        "!" * 200 + "STOP",
    ],
)
def test_no_keyword(body: object) -> None:
    """A longer text, another word and no text are no keyword."""
    assert keyword(body) is None


def test_a_picture() -> None:
    """The text of an MMS counts as well; a picture alone has none."""
    assert [
        getattr(webhooks.parse(mms(body=body)), "keyword", None) for body in ("Stop", None)
    ] == ["STOP", None]
