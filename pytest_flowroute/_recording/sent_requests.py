"""Requests as a recording has them: what a test sends is scrubbed as what was recorded was."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .._base.hosts import flowroute_url
from .._playback.canonical import canonical_request
from .._scrubbing.scrubber import scrub_request
from .._scrubbing.tables import Table

if TYPE_CHECKING:
    from .._base.http_messages import HTTPRequest
    from .._playback.canonical import CanonicalRequest
    from .._playback.cassettes import Cassette


def scrubbed(request: HTTPRequest, cassette: Cassette) -> CanonicalRequest | None:
    """Return a request as the recording has it; None if it cannot be recorded."""
    moved = replace(request, url=flowroute_url(request.url))
    try:
        clean = scrub_request(moved, Table(cassette.keep, cassette.slots)).request
    except ValueError:
        return None
    content_type = clean.headers.get("content-type", "")
    return canonical_request(clean.method, clean.url, content_type, clean.body)
