"""The size of multimedia messages."""

from __future__ import annotations

import pytest

from sandbox.caller import ID, Caller
from sandbox.samples import OWN

URL = "https://example.com/cat.png"


@pytest.fixture(autouse=True)
def own_number(api: Caller) -> None:
    api.sandbox.seed_number(OWN)


def message(*urls: str, body: str = "") -> dict[str, object]:
    return {"to": "12065550199", "from": OWN, "body": body, "media_urls": list(urls)}


def too_big(url: str) -> dict[str, object]:
    return {
        "detail": f'Error fetching media: File at "{url}" is over 767840 byte limit.',
        "id": ID,
        "status": 422,
    }


def test_size_in_the_query(api: Caller) -> None:
    """Nothing is fetched: `bytes` in the address is the size of the file."""
    assert api.post("/v2.1/messages", message(f"{URL}?bytes=767840"))[0] == 202
    big = f"{URL}?a=1&bytes=767841"
    assert api.error("POST", "/v2.1/messages", message(big)) == too_big(big)


def test_declared_size(api: Caller) -> None:
    """A declared size has precedence over that in the address."""
    api.sandbox.declare_media(f"{URL}?bytes=1", 767_841)

    assert api.error("POST", "/v2.1/messages", message(f"{URL}?bytes=1")) == too_big(
        f"{URL}?bytes=1"
    )


def test_files_and_text_count_together(api: Caller) -> None:
    """The file that exceeds the limit is the one named."""
    first, second = f"{URL}?bytes=700000", f"{URL}?bytes=67840"

    assert api.post("/v2.2/messages", message(first, second))[0] == 202
    assert api.error("POST", "/v2.2/messages", message(first, second, body="é")) == too_big(second)
    assert api.get("/_sandbox/state")[1]["messages"] == 1


def test_too_long_a_text(api: Caller) -> None:
    """A text has the same limit on its own."""
    assert api.error("POST", "/v2.1/messages", message(body="x" * 767_841)) == {
        "detail": "The message body is over 767840 byte limit.",
        "id": ID,
        "status": 422,
    }


def test_invalid_sizes(api: Caller) -> None:
    """A `bytes` that is no number is part of an address like any other."""
    for size in ("", "x", "-1", "9" * 5000):
        assert api.post("/v2.1/messages", message(f"{URL}?bytes={size}"))[0] == 202
