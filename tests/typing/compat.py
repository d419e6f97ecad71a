"""What type checkers and editors know of `flowroute_ext.compat`, from its stub."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, assert_type

from flowroute_ext import Flowroute
from flowroute_ext.compat import (
    E911,
    APIException,
    E911Controller,
    ErrorException,
    FlowrouteNumbersAndMessagingClient,
    FlowroutenumbersandmessagingClient,
    hints,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


def python(client: FlowroutenumbersandmessagingClient, body: Mapping[str, Any]) -> None:
    """The methods of the Python SDK."""
    assert_type(client.numbers.list_available_area_codes(3, None, 3.25), dict[str, Any])
    assert_type(client.numbers.purchase_a_phone_number(12065550100), dict[str, Any])
    assert_type(client.routes.update_primary_voice_route("1", body), dict[str, Any] | None)
    assert_type(client.messages.send_a_message('{"to": "12065550100"}'), dict[str, Any])
    assert_type(client.e911s.update_address("1", last_name="Wiley"), dict[str, Any])
    assert_type(client.cnams.list_cnams(is_approved=True), dict[str, Any])
    assert_type(client.porting.checkPortability(["12065550100"]), dict[str, Any])
    assert_type(client.flowroute, Flowroute)


def ruby() -> None:
    """The methods of the Ruby SDK, and its model of an address."""
    with FlowrouteNumbersAndMessagingClient(
        basic_auth_user_name="key", basic_auth_password=None, timeout=5
    ) as client:
        assert_type(client.e911, E911Controller)
        assert_type(client.e911.create(E911("N Vassault", "3910").to_json()), dict[str, Any])
        assert_type(client.cnam.associate("12065550100", 1), dict[str, Any])


def errors(client: FlowrouteNumbersAndMessagingClient) -> None:
    """The attributes of the official SDKs' errors, beside those of ours."""
    hints(True)
    try:
        client.numbers.list_account_phone_numbers()
    except ErrorException as error:
        assert_type(error.response_code, int)
        assert_type(error.status, int)
    except APIException as error:
        assert_type(error.response_code, int | None)
        assert_type(error.context.response.raw_body, str)
