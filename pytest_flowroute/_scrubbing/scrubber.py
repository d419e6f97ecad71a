"""Scrubbing of interactions and of requests: only what is known to be harmless is kept. Pure.

What the OpenAPI document does not vouch for is replaced by a made-up value of the same shape, the
same one for the same value. A request that is sent when a cassette is played is scrubbed by the
same code, with the table of the cassette: so equal requests are equal again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from .bodies import BodyScrubber
from .headers import request_headers, response_headers
from .public import rules_of
from .tables import NO_IDS, MadeUp, Seen, Table
from .urls import scrub_url

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from .._base.http_messages import HTTPRequest
    from .._base.layout import Interaction
    from .tables import Given, Values


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """Interactions that are scrubbed, and the table by which the same requests are.

    But for those with values of the families `moved`: others have the place of these.
    """

    interactions: Sequence[Interaction]
    table: Table
    moved: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ScrubbedRequest:
    """A request that is scrubbed; `replaced` has the real value of each made-up one."""

    request: HTTPRequest
    replaced: Mapping[str, str]


def scrub(
    interactions: Sequence[Interaction],
    *,
    keep: Sequence[str] = (),
    old: Table | None = None,
    given: Given = NO_IDS,
) -> Scrubbed:
    """Return the interactions with made-up values for all that is not known to be harmless.

    `keep` are paths of values that stay, such as ``data.attributes.note`` in bodies,
    ``query.alias`` and ``headers.x-request-id``; in a body in the compact form the first is
    ``note``. `old` is the table of the cassette they are
    added to, and `given` are the ids of both.
    """
    seen = Seen()
    wanted = _paths([*(old.keep if old else ()), *keep])
    for interaction in interactions:
        _interaction(interaction, seen, wanted)
    table, moved = seen.table(keep, old, given)
    made_up = MadeUp(table, moved)
    # A test has the ids that a server gave from the file.
    ids = set(given.created)
    sent = MadeUp(table, {key: at for key, at in moved.items() if key.partition(" ")[2] not in ids})
    for interaction in interactions if moved else ():
        _interaction(replace(interaction, response_headers={}, response_body=""), sent, wanted)
    return Scrubbed(
        [_interaction(interaction, made_up, wanted) for interaction in interactions],
        table,
        frozenset(sent.moved),
    )


def scrub_request(request: HTTPRequest, table: Table) -> ScrubbedRequest:
    """Return a request with the made-up values of a cassette: those of the equal recorded one."""
    made_up, keep = MadeUp(table), _paths(table.keep)
    rules, _ = rules_of(request.method, request.url)
    body = request.body
    if body:
        scrubber = BodyScrubber(rules, made_up, keep)
        text = scrubber.scrub(text_of(body), request.headers.get("content-type", ""))
        body = text.encode("utf-8", "surrogatepass")
    clean = replace(
        request,
        url=scrub_url(request.url, made_up, keep),
        headers={
            name: values[0]
            for name, values in request_headers(
                {name: [value] for name, value in request.headers.items()}
            ).items()
        },
        body=body,
    )
    return ScrubbedRequest(clean, made_up.replaced)


def _paths(keep: Sequence[str]) -> frozenset[str]:
    """Return the paths of what is kept, for either form of a body."""
    return frozenset({*keep, *(path.removeprefix("data.attributes.") for path in keep)})


def text_of(body: bytes) -> str:
    """Return the text of a body; each byte of another one as a letter."""
    try:
        return body.decode()
    except UnicodeDecodeError:
        return body.decode("latin-1")


def _interaction(interaction: Interaction, values: Values, keep: Collection[str]) -> Interaction:
    sent, answered = rules_of(interaction.method, interaction.uri)
    return replace(
        interaction,
        uri=scrub_url(interaction.uri, values, keep),
        request_headers=request_headers(interaction.request_headers),
        request_body=BodyScrubber(sent, values, keep).scrub(
            interaction.request_body, _content_type(interaction.request_headers)
        ),
        reason=_reason(interaction),
        response_headers=response_headers(interaction.response_headers, values, keep),
        response_body=BodyScrubber(answered, values, keep).scrub(
            interaction.response_body, _content_type(interaction.response_headers)
        ),
    )


def _reason(interaction: Interaction) -> str:
    if interaction.reason in {status.phrase for status in HTTPStatus}:
        return interaction.reason
    known = [status.phrase for status in HTTPStatus if status == interaction.status]
    return known[0] if known and interaction.reason else ""


def _content_type(headers: Mapping[str, Sequence[str]]) -> str:
    for name, values in headers.items():
        if name.lower() == "content-type" and values:
            return values[0]
    return ""
