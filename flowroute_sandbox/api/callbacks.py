"""Where webhooks go: the callback addresses of the account and of its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowroute_sandbox.http.answers import Document, answer, no_content
from flowroute_sandbox.http.errors import NOT_ON_ACCOUNT, Refused
from flowroute_sandbox.http.fields import Fields
from flowroute_sandbox.http.router import route
from flowroute_sandbox.state.entities import Callback

if TYPE_CHECKING:
    from flowroute_sandbox.api.call import Call
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
def set_account_callback(call: Call) -> Response:
    """204: the account's webhooks of this type go to the address in the body."""
    # Assumed: one-callback-for-both-versions
    version = call.path["version"].removeprefix("v")
    call.account.callbacks.put(Callback(ACCOUNT, _type(call), _url(call), version))
    return no_content()


@route("GET", "/{version}/messages/{callback_type}")
def look_up_account_callback(call: Call) -> Response:
    """200 with the account's callback; only version 2.1 tells the version it was set in."""
    callback = _callback(call, ACCOUNT)
    attributes = _attributes(callback)
    if call.path["version"] == "v2.1":
        attributes = {"api_version": callback.api_version, **attributes}
    return answer({"data": {"attributes": attributes, "type": "callback"}})


@route("DELETE", "/{version}/messages/{callback_type}")
def remove_account_callback(call: Call) -> Response:
    """204: the account's webhooks of this type go nowhere."""
    call.account.callbacks.drop(_callback(call, ACCOUNT).key)
    return no_content()


@route("POST", "/v2/numbers/{number_id}/relationships/{callback_type}")
def set_number_callback(call: Call) -> Response:
    """204: the number's webhooks of this type go to the address in the body."""
    call.account.callbacks.put(Callback(call.number().value, _type(call), _url(call)))
    return no_content()


@route("GET", "/v2/numbers/{number_id}/relationships/{callback_type}")
def look_up_number_callback(call: Call) -> Response:
    """200 with the number's callback."""
    callback = _callback(call, call.number().value)
    return answer({"data": {"attributes": _attributes(callback), "type": "callback"}})


@route("DELETE", "/v2/numbers/{number_id}/relationships/{callback_type}")
def remove_number_callback(call: Call) -> Response:
    """204: the number's webhooks of this type go where the account's go."""
    call.account.callbacks.drop(_callback(call, call.number().value).key)
    return no_content()


def _type(call: Call) -> str:
    return TYPES[call.path["callback_type"]]


def _callback(call: Call, owner: str) -> Callback:
    """Return the callback in the path, or end the request."""
    callback = call.account.callbacks.get(f"{owner}/{_type(call)}")
    if callback is None:
        raise Refused(NOT_ON_ACCOUNT)
    return callback


def _url(call: Call) -> str:
    fields = Fields(call.body())
    url = fields.url("callback_url", required=True)
    fields.check()
    return url


def _attributes(callback: Callback) -> Document:
    return {"callback_url": callback.url, "product": PRODUCTS[callback.type]}
