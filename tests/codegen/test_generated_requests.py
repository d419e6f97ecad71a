"""The operations of flowroute_api: their requests, without sending them."""

from __future__ import annotations

import copy
import pickle
from importlib import import_module
from typing import Any
from urllib.parse import unquote

import pytest
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st
from openapi.document import DOCUMENT

from flowroute_api.api import OPERATIONS
from flowroute_api.api.cnams import list_cnams
from flowroute_api.api.messages import look_up_account_callback
from flowroute_api.api.numbers import (
    list_account_phone_numbers,
    list_phone_number_details,
    purchase_a_phone_number,
    release_phone_number,
    update_phone_number,
)
from flowroute_api.models import NumberDocument, NumberPurchase, NumberUpdate
from flowroute_api.types import UNSET, Request, Unset, query


def test_a_request_is_complete() -> None:
    """A request holds the method, path, query and body, as a value."""
    update = NumberUpdate(alias="front desk")

    assert update_phone_number.request("12065550100", body=update) == Request(
        operation="update_phone_number",
        method="PATCH",
        template="/v2/numbers/{number_id}",
        path="/v2/numbers/12065550100",
        params={},
        body={"type": "number", "alias": "front desk"},
        content_type="application/vnd.api+json",
        success=update_phone_number.request("1", body=update).success,
        parse=update_phone_number.parse,
    )


def test_a_request_without_a_body_has_none() -> None:
    """An operation without a body has no argument for one."""
    request = release_phone_number.request("12065550100")

    assert request.body is UNSET
    assert request.content_type is None
    assert request.params == {}
    assert request.success == (204,)
    assert request.parse(None) is None


def test_an_optional_body_may_be_left_out() -> None:
    """An optional body is sent if it is given, an empty one too."""
    without = purchase_a_phone_number.request("12065550100")
    empty = purchase_a_phone_number.request("12065550100", body=NumberPurchase())

    assert without.body is UNSET
    assert empty.body == {}


def test_a_success_is_parsed_to_its_model() -> None:
    """`parse` of a module, and of its requests, parses the documented response."""
    body = {"data": {"type": "number", "id": "12065550100", "attributes": {"value": "12065550100"}}}

    document = list_phone_number_details.parse(body)

    assert document == NumberDocument.from_dict(body)
    assert list_phone_number_details.request("12065550100").parse(body) == document


@pytest.mark.parametrize(
    ("number", "path"),
    [
        ("12065550100", "/v2/numbers/12065550100"),
        ("1/2", "/v2/numbers/1%2F2"),
        ("a b?c#d%e", "/v2/numbers/a%20b%3Fc%23d%25e"),
        ("+é{x}", "/v2/numbers/%2B%C3%A9%7Bx%7D"),
        ("...", "/v2/numbers/..."),
    ],
)
def test_path_values_are_encoded(number: str, path: str) -> None:
    """A path value stays one segment of the path, whatever it holds."""
    assert list_phone_number_details.request(number).path == path


@given(number=st.text(min_size=1).filter(lambda text: text not in (".", "..")))
def test_any_path_value_round_trips(number: str) -> None:
    """Any value that is put into a path can be decoded from it."""
    empty, version, numbers, segment = list_phone_number_details.request(number).path.split("/")

    assert [empty, version, numbers] == ["", "v2", "numbers"]
    assert segment.isascii()
    assert unquote(segment) == number


@pytest.mark.parametrize("number", ["", ".", ".."])
def test_a_path_value_cannot_change_the_path(number: str) -> None:
    """Releasing number '' or '..' would address another resource; it is rejected."""
    with pytest.raises(ValueError, match=f"^number_id: '{number}' cannot be part of a path$"):
        release_phone_number.request(number)


def test_path_values_come_in_the_order_of_the_path() -> None:
    """Path values are given by position."""
    request = look_up_account_callback.request("v2.1", "sms_callback")

    assert request.path == "/v2.1/messages/sms_callback"


def test_a_query_is_text() -> None:
    """Numbers and flags are sent as text, and what is unset is not sent."""
    numbers = list_account_phone_numbers.request(starts_with="1206", limit=10, offset=0)
    cnams = list_cnams.request(is_approved=True)

    assert numbers.params == {"starts_with": "1206", "limit": "10", "offset": "0"}
    assert cnams.params == {"is_approved": "true"}
    assert query({"a": False, "b": 0.5, "c": UNSET, "d": ""}) == {"a": "false", "b": "0.5", "d": ""}


def test_the_repr_of_a_request_shows_no_value() -> None:
    """A request may be logged: its repr has the operation, and no value."""
    request = update_phone_number.request("12065550100", body=NumberUpdate(alias="Ada"))

    assert repr(request) == (
        "Request(operation='update_phone_number', method='PATCH', "
        "template='/v2/numbers/{number_id}')"
    )


def test_a_request_cannot_be_changed() -> None:
    """A request is immutable."""
    request: Any = release_phone_number.request("12065550100")

    with pytest.raises(FrozenInstanceError):
        request.path = "/v2/numbers/12065550101"


def test_a_request_survives_copies_and_pickles() -> None:
    """A copied or pickled request is equal, unset arguments included."""
    request = release_phone_number.request("12065550100")

    for twin in (copy.copy(request), copy.deepcopy(request), pickle.loads(pickle.dumps(request))):
        assert twin == request
        assert twin.body is UNSET


def test_unset_is_a_singleton() -> None:
    """There is one `UNSET`: false, and the same in every copy and pickle."""
    value: Unset = UNSET

    assert not value
    assert repr(value) == "UNSET"
    assert copy.copy(value) is value
    assert copy.deepcopy([value]) == [value]
    assert all(
        pickle.loads(pickle.dumps(value, protocol)) is value
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1)
    )


def test_every_operation_of_the_document_has_its_module() -> None:
    """The table of operations, the modules and the document list the same operations."""
    documented = {
        operation["operationId"]: (
            f"{operation['tags'][0]}.{operation['operationId']}",
            method,
            path,
        )
        for path, item in DOCUMENT["paths"].items()
        for method, operation in item.items()
        if isinstance(operation, dict)
    }
    written = {}
    for name, module_name in OPERATIONS.items():
        module = import_module(module_name)
        short = module_name.removeprefix("flowroute_api.api.")
        written[name] = (short, module.METHOD.lower(), module.PATH)
        assert callable(module.request)
        assert callable(module.parse)

    assert written == documented
