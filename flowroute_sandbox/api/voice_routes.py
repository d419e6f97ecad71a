"""The primary and the failover route of a number's inbound calls."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flowroute_sandbox.http.errors import NOT_ON_ACCOUNT, Refused
from flowroute_sandbox.http.json_responses import no_content
from flowroute_sandbox.http.router import route
from flowroute_sandbox.http.validation_messages import MISSING, NOT_TEXT

if TYPE_CHECKING:
    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.http.messages import Response


@route("PATCH", "/v2/numbers/{number_id}/relationships/primary_route")
def update_primary_voice_route(context: Context) -> Response:
    """204: calls to the number take the route that the body names."""
    context.account.numbers.put(replace(context.number(), primary_route=_named_route(context)))
    return no_content()


@route("PATCH", "/v2/numbers/{number_id}/relationships/failover_route")
def update_failover_voice_route(context: Context) -> Response:
    """204: calls take the route that the body names when the primary one fails."""
    context.account.numbers.put(replace(context.number(), failover_route=_named_route(context)))
    return no_content()


@route("DELETE", "/v2/numbers/{number_id}/relationships/primary_route")
def remove_primary_voice_route(context: Context) -> Response:
    """204: the number has no primary route."""
    # Assumed: removal-of-nothing
    context.account.numbers.put(replace(context.number(), primary_route=None))
    return no_content()


@route("DELETE", "/v2/numbers/{number_id}/relationships/failover_route")
def remove_failover_voice_route(context: Context) -> Response:
    """204: the number has no failover route."""
    context.account.numbers.put(replace(context.number(), failover_route=None))
    return no_content()


def _named_route(context: Context) -> str:
    """Return the id of the route in the body, which must be the account's."""
    body = context.body()
    body.check_type("route")
    if body.id is None:
        raise body.wrong_id(MISSING)
    if isinstance(body.id, bool) or not isinstance(body.id, str | int):
        raise body.wrong_id(NOT_TEXT)
    key = str(body.id)
    if key not in context.account.routes:
        raise Refused(NOT_ON_ACCOUNT)
    return key
