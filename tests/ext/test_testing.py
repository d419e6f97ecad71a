"""`flowroute_ext.testing`: the interface for test tools."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import httpx2
import pytest

from flowroute_ext import callback_reference, testing
from flowroute_ext.types import Clock


class Later(Clock):
    """A clock that is ahead of the real time."""

    def __init__(self, hours: int) -> None:
        self._ahead = timedelta(hours=hours)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead


def hours_ahead() -> int:
    return round((Clock().now() - datetime.now(UTC)).total_seconds() / 3600)


def test_a_clock_override_is_used_by_every_plain_clock() -> None:
    """Inside of the block clocks have the other time, and after it the real time."""
    with testing.clock_override(lambda: Later(2)):
        assert hours_ahead() == 2
    assert hours_ahead() == 0


def test_the_innermost_clock_override_counts() -> None:
    """Overrides nest; one that returns None is the real time."""
    with testing.clock_override(lambda: Later(2)):
        with testing.clock_override(lambda: None):
            assert hours_ahead() == 0
        assert hours_ahead() == 2


def test_a_clock_override_ends_with_an_error() -> None:
    """An error inside of the block ends the override."""
    with pytest.raises(KeyError), testing.clock_override(lambda: Later(2)):
        raise KeyError
    assert hours_ahead() == 0


def test_a_clock_of_a_subclass_is_left_alone() -> None:
    """A clock that a program wrote is never overridden."""
    with testing.clock_override(lambda: Later(2)):
        assert round((Later(5).now() - datetime.now(UTC)).total_seconds() / 3600) == 5


def test_the_http_library_is_the_one_that_clients_use() -> None:
    """httpx2 is used where it is installed."""
    assert testing.http_library() is httpx2


def test_texts_are_masked() -> None:
    """Phone numbers are masked, the rest of a text stays."""
    masked = testing.mask_text("call +1 206 555 0142 now")
    assert "555" not in masked
    assert masked.startswith("call ")
    assert masked.endswith(" now")


@pytest.mark.parametrize(
    ("status", "phrase"), [(200, "OK"), (422, "Unprocessable Entity"), (799, "Unknown Status")]
)
def test_reason_phrases_are_the_same_on_every_python(status: int, phrase: str) -> None:
    """422 is what Flowroute says, on Pythons that say otherwise as well."""
    assert testing.reason_phrase(status) == phrase


def test_a_callback_without_its_reference_is_the_url_that_was_given() -> None:
    """The reference that the SDK adds is removed, and nothing else."""
    url = "https://example.com/receipts?of=us"
    marked = f"{url}&flowroute_reference=abc&flowroute_proof=0123"
    assert callback_reference(marked) == "abc"
    assert testing.without_callback_reference(marked) == url
    assert testing.without_callback_reference(url) == url


def test_importing_it_loads_no_http_library() -> None:
    """Test tools can import it at no cost."""
    code = (
        "import sys, flowroute_ext.testing;"
        "print({'httpx', 'httpx2', 'aiohttp', 'attrs'} & sys.modules.keys())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
