"""The control API: what only Flowroute, carriers and time can do, under /_sandbox/.

JSON in and out. `health` is the one endpoint of the sandbox that needs no credentials.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from flowroute_sandbox.api.message_bodies import inbound
from flowroute_sandbox.api.new_messages import accept
from flowroute_sandbox.control.media_endpoints import keep
from flowroute_sandbox.http.access import HEALTH
from flowroute_sandbox.http.errors import (
    CNAM_NOT_PENDING,
    NOT_ON_ACCOUNT,
    RECEIVED,
    SETTLED,
    Refused,
)
from flowroute_sandbox.http.fields import Fields
from flowroute_sandbox.http.json_responses import Document, json_response, no_content
from flowroute_sandbox.http.router import route
from flowroute_sandbox.http.uploads import MAX_FILES, decode_with_files, files_in
from flowroute_sandbox.http.validation_messages import (
    NOT_A_CODE,
    NOT_A_WEBHOOK_VERSION,
    TOO_FAR,
    TOO_MANY_FILES,
)
from flowroute_sandbox.state.entities import MediaSize
from flowroute_sandbox.state.prices import DOLLAR, dollars

if TYPE_CHECKING:
    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.http.messages import Response
    from flowroute_sandbox.state.entities import CnamRow, MessageRow

WEBHOOK_VERSIONS = ("v2", "v2.1", "v2.2")
HORIZON = timedelta(days=36500)
MAX_CODE = 99_999


@route("GET", HEALTH)
def health(_: Context) -> Response:
    """200: the sandbox is running."""
    return json_response({"status": "ok"})


@route("GET", "/_sandbox/state")
def state(context: Context) -> Response:
    """200 with the time, the settings, and the number of each kind of row."""
    return json_response(state_document(context))


@route("PATCH", "/_sandbox/settings")
def change_settings(context: Context) -> Response:
    """200 with the state.

    `balance` is in US dollars, `cnam_lookups_enabled` for new numbers; `webhook_version` is that
    of every webhook from now on, and null leaves it to the callback.
    """
    fields = Fields(context.body())
    balance = fields.amount("balance")
    lookups = fields.flag("cnam_lookups_enabled")
    version = fields.optional("webhook_version")
    if version is not None and version not in WEBHOOK_VERSIONS:
        fields.wrong("webhook_version", NOT_A_WEBHOOK_VERSION)
    fields.check()
    settings = context.account.settings
    if balance is not None:
        settings = replace(settings, balance=dollars(balance))
    if lookups is not None:
        settings = replace(settings, cnam_lookups_enabled=lookups)
    if fields.sent("webhook_version"):
        settings = replace(settings, webhook_version=version and version.removeprefix("v"))
    context.account.settings = settings
    return json_response(state_document(context))


@route("POST", "/_sandbox/reset")
def reset(context: Context) -> Response:
    """204: everything is as in a new sandbox, the time and the ids included."""
    context.account.reset()
    context.faults.reset()
    context.clock.offset = timedelta()
    context.ids.restart()
    context.live.reset()
    return no_content()


@route("POST", "/_sandbox/clock/advance")
def advance_clock(context: Context) -> Response:
    """200 with the new time, `seconds` later."""
    fields = Fields(context.body())
    by = timedelta(seconds=fields.amount("seconds", required=True) or 0)
    if context.clock.offset + by > HORIZON:
        fields.wrong("seconds", TOO_FAR)
    fields.check()
    context.clock.advance(by)
    offset = context.clock.offset // timedelta(microseconds=1)
    context.account.settings = replace(context.account.settings, clock_offset=offset)
    return json_response({"now": context.clock.now().isoformat()})


@route("POST", "/_sandbox/cnams/{cnam_id}/approve")
def approve_cnam(context: Context) -> Response:
    """204: the pending record is approved."""
    context.account.cnams.put(replace(_pending(context), approved=context.now))
    return no_content()


@route("POST", "/_sandbox/cnams/{cnam_id}/reject")
def reject_cnam(context: Context) -> Response:
    """204: the pending record is rejected for the `reason` in the body."""
    record = _pending(context)
    fields = Fields(context.body())
    reason = fields.required("reason")
    fields.check()
    context.account.cnams.put(replace(record, rejection_reason=reason))
    return no_content()


@route("POST", "/_sandbox/messages/{message_id}/deliver")
def deliver_message(context: Context) -> Response:
    """204: the message that was sent has both its receipts, and the carrier accepts it."""
    _settle(context, failed=False)
    return no_content()


@route("POST", "/_sandbox/messages/{message_id}/fail")
def fail_message(context: Context) -> Response:
    """204: the message that was sent has both its receipts, and the second reports a failure.

    `code` is the status_code of that receipt, none unless given, and `description` its text.
    """
    fields = Fields(context.body())
    code = fields.integer("code")
    if code is not None and not 1 <= code <= MAX_CODE:
        fields.wrong("code", NOT_A_CODE)
    description = fields.optional("description", maximum=200) or None
    fields.check()
    _settle(context, failed=True, code=code, description=description)
    return no_content()


@route("POST", "/_sandbox/messages/{message_id}/delay")
def delay_message(context: Context) -> Response:
    """204: the receipts that a message does not have yet come `seconds` later."""
    message = _sent(context)
    fields = Fields(context.body())
    by = timedelta(seconds=fields.amount("seconds", required=True) or 0)
    submitted, settled = message.submitted, message.settled
    if submitted is None or settled is None or settled <= context.now:
        raise Refused(SETTLED)
    if settled + by > context.now + HORIZON:
        fields.wrong("seconds", TOO_FAR)
    fields.check()
    if submitted > context.now:
        submitted += by
    message = replace(message, submitted=submitted, settled=settled + by)
    context.account.messages.put(message)
    context.live.receipts_changed(message, context.now)
    return no_content()


@route("POST", "/_sandbox/messages/receive")
def receive_message(context: Context) -> Response:
    """201 with the id of a message `from` any number `to` one of the account.

    `files` are those of a multimedia message, each with a `name` and, in base64, `data`; a form
    of the type multipart/form-data has them as files.
    """
    body, uploads = decode_with_files(context.request, strict=context.strict)
    fields = Fields(body)
    uploads += files_in(fields, "files")
    if len(uploads) > MAX_FILES:
        fields.wrong("files", TOO_MANY_FILES)
    draft = inbound(context, fields, files=len(uploads))
    urls = [*draft.media_urls, *keep(context, uploads)]
    message = accept(context, replace(draft, media_urls=urls))
    return json_response({"id": message.id}, 201)


@route("POST", "/_sandbox/media")
def declare_media(context: Context) -> Response:
    """204: the file at `url` is `bytes` long."""
    fields = Fields(context.body())
    url = fields.url("url", required=True)
    size = fields.amount("bytes", required=True)
    fields.check()
    context.account.media_sizes.put(MediaSize(url, int(size or 0)))
    return no_content()


def state_document(context: Context) -> Document:
    """Return the time, the settings, and the number of each kind of row."""
    account = context.account
    version = account.settings.webhook_version
    return {
        "now": context.now.isoformat(),
        "balance": account.settings.balance / DOLLAR,
        "cnam_lookups_enabled": account.settings.cnam_lookups_enabled,
        "webhook_version": version and f"v{version}",
        "numbers": len(account.numbers),
        "routes": len(account.routes),
        "e911s": len(account.e911s),
        "cnams": len(account.cnams),
        "messages": len(account.messages),
        "callbacks": len(account.callbacks),
        "ports": len(account.ports),
        "calls": len(account.calls),
        "cdr_exports": len(account.cdr_exports),
    }


def _pending(context: Context) -> CnamRow:
    record = context.account.cnams.get(context.path["cnam_id"])
    if record is None:
        raise Refused(NOT_ON_ACCOUNT)
    if not record.pending:
        raise Refused(CNAM_NOT_PENDING)
    return record


def _sent(context: Context) -> MessageRow:
    message = context.account.messages.get(context.path["message_id"])
    if message is None:
        raise Refused(NOT_ON_ACCOUNT)
    if not message.outbound:
        raise Refused(RECEIVED)
    return message


def _settle(
    context: Context, *, failed: bool, code: int | None = None, description: str | None = None
) -> None:
    message = _sent(context)
    submitted, settled = message.submitted or context.now, message.settled or context.now
    message = replace(
        message,
        submitted=min(submitted, context.now),
        settled=min(settled, context.now),
        failed=failed,
        failure_code=code,
        failure_description=description,
    )
    context.account.messages.put(message)
    context.live.receipts_changed(message, context.now)
