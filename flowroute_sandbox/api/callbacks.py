"""The callback addresses for webhooks, of the account and of its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowroute_sandbox.http.errors import NOT_ON_ACCOUNT, Refused
from flowroute_sandbox.http.fields import Fields
from flowroute_sandbox.http.json_responses import Document, json_response, no_content
from flowroute_sandbox.http.router import route
from flowroute_sandbox.state.entities import CallbackRow

if TYPE_CHECKING:
    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.http.messages import Response

# The old name, which every official SDK uses, means the receipts of text messages.
TYPES = {
    "sms_callback": "sms_callback",
    "mms_callback": "mms_callback",
    "sms_dlr_callback": "sms_dlr_callback",
    "mms_dlr_callback": "mms_dlr_callback",
    "dlr_callback": "sms_dlr_callback",
}
# Assumed: callback-products
PRODUCTS = {
    "sms_callback": "sms",
    "mms_callback": "mms",
    "sms_dlr_callback": "dlr",
    "mms_dlr_callback": "dlr",
}
ACCOUNT = "account"


@route("PUT", "/{version}/messages/{callback_type}")
def set_account_callback(context: Context) -> Response:
    """204: the account's webhooks of this type are posted to the address in the body."""
    # Assumed: one-callback-for-both-versions
    version = context.path["version"].removeprefix("v")
    context.account.callbacks.put(CallbackRow(ACCOUNT, _type(context), _url(context), version))
    return no_content()


@route("GET", "/{version}/messages/{callback_type}")
def look_up_account_callback(context: Context) -> Response:
    """200 with the account's callback; only version 2.1 shows the version it was set in."""
    callback = _callback(context, ACCOUNT)
    attributes = _attributes(callback)
    if context.path["version"] == "v2.1":
        attributes = {"api_version": callback.api_version, **attributes}
    return json_response({"data": {"attributes": attributes, "type": "callback"}})


@route("DELETE", "/{version}/messages/{callback_type}")
def remove_account_callback(context: Context) -> Response:
    """204: the account's webhooks of this type are not posted."""
    context.account.callbacks.drop(_callback(context, ACCOUNT).key)
    return no_content()


@route("POST", "/v2/numbers/{number_id}/relationships/{callback_type}")
def set_number_callback(context: Context) -> Response:
    """204: the number's webhooks of this type are posted to the address in the body."""
    context.account.callbacks.put(
        CallbackRow(context.number().value, _type(context), _url(context))
    )
    return no_content()


@route("GET", "/v2/numbers/{number_id}/relationships/{callback_type}")
def look_up_number_callback(context: Context) -> Response:
    """200 with the number's callback."""
    callback = _callback(context, context.number().value)
    return json_response({"data": {"attributes": _attributes(callback), "type": "callback"}})


@route("DELETE", "/v2/numbers/{number_id}/relationships/{callback_type}")
def remove_number_callback(context: Context) -> Response:
    """204: the number's webhooks of this type are posted where the account's are."""
    context.account.callbacks.drop(_callback(context, context.number().value).key)
    return no_content()


def _type(context: Context) -> str:
    return TYPES[context.path["callback_type"]]


def _callback(context: Context, owner: str) -> CallbackRow:
    """Return the callback in the path, or end the request."""
    callback = context.account.callbacks.get(f"{owner}/{_type(context)}")
    if callback is None:
        raise Refused(NOT_ON_ACCOUNT)
    return callback


def _url(context: Context) -> str:
    fields = Fields(context.body())
    url = fields.url("callback_url", required=True)
    fields.check()
    return url


def _attributes(callback: CallbackRow) -> Document:
    return {"callback_url": callback.url, "product": PRODUCTS[callback.type]}
