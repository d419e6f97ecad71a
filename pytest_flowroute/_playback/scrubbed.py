"""Requests as a recording has them, with the made-up values of its cassette."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from .._base.hosts import flowroute_url
from .canonical import canonical_request

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .._base.http_messages import HTTPRequest
    from .canonical import CanonicalRequest
    from .cassettes import Cassette

BETWEEN_DIGITS: Final = re.compile(r"[ ().-]")
TEXT: Final = "text"


def scrubbed(request: HTTPRequest, cassette: Cassette) -> CanonicalRequest | None:
    """Return a request with the made-up values that the recording of an equal one has, if any."""
    from .._scrubbing.scrubber import scrub_request
    from .._scrubbing.tables import Table

    table = Table(cassette.keep, cassette.slots)
    try:
        return _canonical(scrub_request(_at_flowroute(request), table).request)
    except ValueError:
        return None


def moved_forms(request: HTTPRequest, cassette: Cassette) -> Iterator[CanonicalRequest]:
    """Yield what the recording of an equal request may have where values share their places.

    A recording that is added to a file keeps the slots of that. Of values with the same place, all
    but one have the next ones, which are free.
    """
    if not cassette.moved:
        return
    from .._scrubbing.moving import moved_requests
    from .._scrubbing.tables import Table

    table = Table(cassette.keep, cassette.slots, cassette.moved)
    text = _text(cassette)
    try:
        for form in moved_requests(_at_flowroute(request), table, text.__contains__):
            yield _canonical(form)
    except ValueError:
        return


def _at_flowroute(request: HTTPRequest) -> HTTPRequest:
    return replace(request, url=flowroute_url(request.url))


def _canonical(clean: HTTPRequest) -> CanonicalRequest:
    content_type = clean.headers.get("content-type", "")
    return canonical_request(clean.method, clean.url, content_type, clean.body)


def _text(cassette: Cassette) -> str:
    """Return all text of a cassette in small letters, and again with numbers in one spelling."""
    if TEXT not in cassette.prepared:
        parts: list[str] = []
        for interaction in cassette.interactions:
            sent, answered = interaction.request, interaction.recorded
            body = (sent.body + b"\n" + answered.body).decode("utf-8", "replace")
            parts += [sent.uri.replace("%20", " "), body]
        plain = "\n".join(parts).casefold()
        cassette.prepared[TEXT] = f"{plain}\n{BETWEEN_DIGITS.sub('', plain)}"
    text: str = cassette.prepared[TEXT]
    return text
