"""What only Flowroute, carriers and the passing of time can do, under /_sandbox/.

JSON in and out. `health` is the one endpoint of the sandbox that asks for no credentials.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from flowroute_sandbox.api.message_bodies import inbound
from flowroute_sandbox.api.new_messages import accept
from flowroute_sandbox.http.answers import Document, answer, no_content
from flowroute_sandbox.http.errors import CNAM_NOT_PENDING, NOT_ON_ACCOUNT, RECEIVED, Refused
from flowroute_sandbox.http.fields import Fields
from flowroute_sandbox.http.router import route
from flowroute_sandbox.http.validation_messages import NOT_A_WEBHOOK_VERSION, TOO_FAR
from flowroute_sandbox.state.entities import MediaSize
from flowroute_sandbox.state.prices import DOLLAR, dollars

if TYPE_CHECKING:
    from flowroute_sandbox.api.call import Call
    from flowroute_sandbox.http.messages import Response
    from flowroute_sandbox.state.entities import Cnam

HEALTH = "/_sandbox/health"
WEBHOOK_VERSIONS = ("v2", "v2.1", "v2.2")
HORIZON = timedelta(days=36500)


@route("GET", HEALTH)
def health(_: Call) -> Response:
    """200: the sandbox answers."""
    return answer({"status": "ok"})


@route("GET", "/_sandbox/state")
def state(call: Call) -> Response:
    """200 with the time, the settings, and how many there are of each thing."""
    return answer(_state(call))


@route("PATCH", "/_sandbox/settings")
def change_settings(call: Call) -> Response:
    """200 with the state.

    `balance` is in US dollars, `cnam_lookups_enabled` for new numbers; `webhook_version` is that
    of every webhook from now on, and null leaves it to the callback.
    """
    fields = Fields(call.body())
    balance = fields.amount("balance")
    lookups = fields.flag("cnam_lookups_enabled")
    version = fields.optional("webhook_version")
    if version is not None and version not in WEBHOOK_VERSIONS:
        fields.wrong("webhook_version", NOT_A_WEBHOOK_VERSION)
    fields.check()
    settings = call.account.settings
    if balance is not None:
        settings = replace(settings, balance=dollars(balance))
    if lookups is not None:
        settings = replace(settings, cnam_lookups_enabled=lookups)
    if fields.sent("webhook_version"):
        settings = replace(settings, webhook_version=version and version.removeprefix("v"))
    call.account.settings = settings
    return answer(_state(call))


@route("POST", "/_sandbox/reset")
def reset(call: Call) -> Response:
    """204: everything is as in a new sandbox, the time and the ids included."""
    call.account.reset()
    call.faults.reset()
    call.clock.offset = timedelta()
    call.ids.restart()
    return no_content()


@route("POST", "/_sandbox/clock/advance")
def advance_clock(call: Call) -> Response:
    """200 with the new time, `seconds` later."""
    fields = Fields(call.body())
    by = timedelta(seconds=fields.amount("seconds", required=True) or 0)
    if call.clock.offset + by > HORIZON:
        fields.wrong("seconds", TOO_FAR)
    fields.check()
    call.clock.advance(by)
    offset = call.clock.offset // timedelta(microseconds=1)
    call.account.settings = replace(call.account.settings, clock_offset=offset)
    return answer({"now": call.clock.now().isoformat()})


@route("POST", "/_sandbox/cnams/{cnam_id}/approve")
def approve_cnam(call: Call) -> Response:
    """204: the pending record is approved."""
    call.account.cnams.put(replace(_pending(call), approved=call.now))
    return no_content()


@route("POST", "/_sandbox/cnams/{cnam_id}/reject")
def reject_cnam(call: Call) -> Response:
    """204: the pending record is rejected for the `reason` in the body."""
    record = _pending(call)
    fields = Fields(call.body())
    reason = fields.required("reason")
    fields.check()
    call.account.cnams.put(replace(record, rejection_reason=reason))
    return no_content()


@route("POST", "/_sandbox/messages/{message_id}/deliver")
def deliver_message(call: Call) -> Response:
    """204: the message that was sent has both its receipts, and the carrier accepts it."""
    _settle(call, failed=False)
    return no_content()


@route("POST", "/_sandbox/messages/{message_id}/fail")
def fail_message(call: Call) -> Response:
    """204: the message that was sent has both its receipts, and the second tells of a failure."""
    _settle(call, failed=True)
    return no_content()


@route("POST", "/_sandbox/messages/receive")
def receive_message(call: Call) -> Response:
    """201 with the id of a message `from` anybody `to` a number of the account."""
    message = accept(call, inbound(call, call.body()))
    return answer({"id": message.id}, 201)


@route("POST", "/_sandbox/media")
def declare_media(call: Call) -> Response:
    """204: the file at `url` is `bytes` long."""
    fields = Fields(call.body())
    url = fields.url("url", required=True)
    size = fields.amount("bytes", required=True)
    fields.check()
    call.account.media_sizes.put(MediaSize(url, int(size or 0)))
    return no_content()


def _state(call: Call) -> Document:
    account = call.account
    version = account.settings.webhook_version
    return {
        "now": call.now.isoformat(),
        "balance": account.settings.balance / DOLLAR,
        "cnam_lookups_enabled": account.settings.cnam_lookups_enabled,
        "webhook_version": version and f"v{version}",
        "numbers": len(account.numbers),
        "routes": len(account.routes),
        "e911s": len(account.e911s),
        "cnams": len(account.cnams),
        "messages": len(account.messages),
        "callbacks": len(account.callbacks),
    }


def _pending(call: Call) -> Cnam:
    record = call.account.cnams.get(call.path["cnam_id"])
    if record is None:
        raise Refused(NOT_ON_ACCOUNT)
    if not record.pending:
        raise Refused(CNAM_NOT_PENDING)
    return record


def _settle(call: Call, *, failed: bool) -> None:
    message = call.account.messages.get(call.path["message_id"])
    if message is None:
        raise Refused(NOT_ON_ACCOUNT)
    if message.submitted is None or message.settled is None:
        raise Refused(RECEIVED)
    call.account.messages.put(
        replace(
            message,
            submitted=min(message.submitted, call.now),
            settled=min(message.settled, call.now),
            failed=failed,
        )
    )
