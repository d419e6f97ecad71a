"""For reprs: what may be shown of a field that holds a number, a text or a URL.

These take any object. A repr is the last thing that may fail: it is asked for where
something went wrong already, as with a value that is being refused, and what an answer
holds is not checked to be text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._builders.urls import shown_url
from .phone import mask_number, mask_text

if TYPE_CHECKING:
    from collections.abc import Iterable


def masked(number: object) -> str:
    """The number with its middle hidden."""
    return repr(number and mask_number(str(number)))


def all_masked(numbers: Iterable[object]) -> str:
    """Each number with its middle hidden."""
    return f"({', '.join(masked(number) for number in numbers)})"


def text_masked(text: object) -> str:
    """Free text, with the phone numbers in it hidden."""
    return repr(text and mask_text(str(text)))


def url_masked(url: object) -> str:
    """A URL without what it may hold of secrets."""
    return repr(url and shown_url(str(url)))


def all_urls_masked(urls: Iterable[object]) -> str:
    """Each URL without what it may hold of secrets."""
    return repr(tuple(shown_url(str(url)) for url in urls))


def length(text: object) -> str:
    """How long a message is, not what it says."""
    return "None" if text is None else f"<{len(str(text))} characters>"
