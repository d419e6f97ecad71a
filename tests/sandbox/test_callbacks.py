"""The callback addresses of the account and of its numbers."""

from __future__ import annotations

import pytest

from sandbox.caller import Caller, invalid, invalid_attributes
from sandbox.samples import NOT_ON_ACCOUNT, OWN

URL = "https://example.com/hook?a=1"
TYPES = {
    "sms_callback": "sms",
    "mms_callback": "mms",
    "sms_dlr_callback": "dlr",
    "mms_dlr_callback": "dlr",
    "dlr_callback": "dlr",
}


@pytest.fixture(autouse=True)
def own_number(api: Caller) -> None:
    api.sandbox.seed_number(OWN)


@pytest.mark.parametrize(("callback_type", "product"), TYPES.items())
@pytest.mark.parametrize("version", ["2.1", "2.2"])
def test_of_the_account(api: Caller, version: str, callback_type: str, product: str) -> None:
    """An account's callback is set, shown and removed; only version 2.1 shows a version."""
    path = f"/v{version}/messages/{callback_type}"

    assert api.error("GET", path) == NOT_ON_ACCOUNT
    assert api.put(path, {"callback_url": URL}) == (204, None)
    attributes = {"callback_url": URL, "product": product}
    assert api.get(f"/v2.1/messages/{callback_type}") == (
        200,
        {"data": {"attributes": {"api_version": version, **attributes}, "type": "callback"}},
    )
    assert api.get(f"/v2.2/messages/{callback_type}") == (
        200,
        {"data": {"attributes": attributes, "type": "callback"}},
    )
    assert api.delete(path) == (204, None)
    assert api.error("GET", path) == NOT_ON_ACCOUNT
    assert api.error("DELETE", path) == NOT_ON_ACCOUNT


@pytest.mark.parametrize(("callback_type", "product"), TYPES.items())
def test_of_a_number(api: Caller, callback_type: str, product: str) -> None:
    """A number's callback is set, shown and removed, independently of the account's."""
    path = f"/v2/numbers/{OWN}/relationships/{callback_type}"
    api.put(f"/v2.2/messages/{callback_type}", {"callback_url": "https://example.com/account"})

    assert api.error("GET", path) == NOT_ON_ACCOUNT
    assert api.post(path, {"callback_url": URL}) == (204, None)
    assert api.get(path) == (
        200,
        {
            "data": {
                "attributes": {"callback_url": URL, "product": product},
                "type": "callback",
            }
        },
    )
    assert api.delete(path) == (204, None)
    assert api.error("DELETE", path) == NOT_ON_ACCOUNT
    assert api.get(f"/v2.2/messages/{callback_type}")[0] == 200


def test_the_old_name_for_receipts(api: Caller) -> None:
    """`dlr_callback` and `sms_dlr_callback` are one callback."""
    api.put("/v2.1/messages/dlr_callback", {"callback_url": URL})

    assert api.get("/v2.1/messages/sms_dlr_callback") == api.get("/v2.1/messages/dlr_callback")
    assert api.get("/v2.1/messages/mms_dlr_callback")[0] == 404
    assert api.delete("/v2.2/messages/sms_dlr_callback") == (204, None)
    assert api.get("/v2.1/messages/dlr_callback")[0] == 404


def test_the_last_address_counts(api: Caller) -> None:
    """Setting a callback again replaces it."""
    for url in ("https://example.com/1", "http://example.com:8080/2"):
        api.put("/v2.2/messages/sms_callback", {"callback_url": url})

    assert api.get("/v2.2/messages/sms_callback")[1]["data"]["attributes"]["callback_url"] == (
        "http://example.com:8080/2"
    )


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", "/v2.1/messages/sms_callback"),
        ("POST", f"/v2/numbers/{OWN}/relationships/sms_callback"),
    ],
)
def test_malformed_addresses(api: Caller, method: str, path: str) -> None:
    """A callback needs an http address; the body may be JSON API without a type."""
    envelope = {"data": {"attributes": {"callback_url": "example.com"}}}

    assert api.error(method, path) == invalid(callback_url=["Missing data for required field."])
    assert api.error(method, path, {"callback_url": None}) == invalid(
        callback_url=["Field may not be null."]
    )
    assert api.error(method, path, envelope) == invalid_attributes(
        callback_url=["Not a valid URL."]
    )
    envelope["data"]["attributes"]["callback_url"] = URL
    assert api.send(method, path, str(envelope).replace("'", '"').encode()) == (204, None)
