"""The OpenAPI document is valid and describes every operation in the same way."""

from __future__ import annotations

import pytest
from document import DOCUMENT, Operation, media_types, operations, ref_name, walk
from openapi_spec_validator import validate

OPERATIONS = {
    "numbers": {
        "list_available_area_codes",
        "list_available_exchange_codes",
        "list_available_tiers",
        "search_for_purchasable_phone_numbers",
        "purchase_a_phone_number",
        "list_account_phone_numbers",
        "list_phone_number_details",
        "list_multiple_phone_number_details",
        "enable_or_disable_message_provisioning",
        "look_up_a_message_provision_task",
        "update_phone_number",
        "release_phone_number",
        "set_number_callback",
        "look_up_number_callback",
        "remove_number_callback",
    },
    "routes": {
        "create_an_inbound_route",
        "list_inbound_routes",
        "update_route",
        "delete_route",
        "list_edge_strategies",
        "update_primary_voice_route",
        "update_failover_voice_route",
        "remove_primary_voice_route",
        "remove_failover_voice_route",
    },
    "messages": {
        "send_a_message",
        "look_up_a_message_detail_record",
        "look_up_a_set_of_messages",
        "set_account_callback",
        "look_up_account_callback",
        "remove_account_callback",
        "send_a_message_v2",
        "look_up_a_message_detail_record_v2",
        "look_up_a_set_of_messages_v2",
    },
    "e911s": {
        "create_e911",
        "validate_e911",
        "list_e911s",
        "e911_details",
        "update_e911",
        "delete_e911",
        "associate_e911",
        "unassociate_e911",
        "list_e911_associations",
    },
    "cnams": {
        "create_cnam",
        "list_cnams",
        "cnam_details",
        "update_pending_cnam",
        "delete_cnam",
        "associate_cnam",
        "unassociate_cnam",
    },
    "cdrs": {
        "create_a_cdr_export",
        "list_cdr_exports",
        "list_cdr_export_details",
    },
    "ports": {
        "check_number_portability",
        "create_a_port_order",
        "list_port_orders",
        "view_port_order_details",
        "update_a_port_order",
        "view_port_order_status",
        "cancel_a_port_order",
        "request_an_loa",
        "submit_an_loa",
        "modify_the_phone_numbers_on_a_port_order",
        "add_phone_numbers_to_a_port_order_group",
        "add_a_document_via_direct_upload",
        "request_a_document_pull",
        "list_port_order_documents",
        "download_a_document_from_a_port_order",
    },
}
MEDIA_TYPE = "application/vnd.api+json"
every_operation = pytest.mark.parametrize("operation", operations().values(), ids=operations())


def test_the_document_is_valid() -> None:
    """The document is OpenAPI 3.1 by the specification's own schema."""
    validate(DOCUMENT)
    assert DOCUMENT["openapi"] == "3.1.0"


def test_every_key_is_text() -> None:
    """No status code, boolean or null of YAML is a key by mistake: keys are quoted where needed."""
    keys = [(at, key) for at, node in walk(DOCUMENT) for key in node]
    assert [(at, key) for at, key in keys if not isinstance(key, str)] == []


def test_all_operations() -> None:
    """The document has the sixty-seven operations, each under the tag of its resource."""
    tags: dict[str, set[str]] = {}
    for name, operation in operations().items():
        tags.setdefault(" ".join(operation.body["tags"]), set()).add(name)
    assert tags == OPERATIONS
    assert len(operations()) == 67
    assert [tag["name"] for tag in DOCUMENT["tags"]] == list(OPERATIONS)


@every_operation
def test_an_operation_is_described(operation: Operation) -> None:
    """An operation has a summary of one line, and a description that ends with its source."""
    summary, description = operation.body["summary"], operation.body["description"]
    assert summary == summary.strip()
    assert "\n" not in summary
    assert not summary.endswith(".")
    last = description.rstrip().rpartition("\n\n")[2]
    assert last.startswith("Source: ")
    assert last.endswith(".")


@every_operation
def test_an_operation_documents_its_errors(operation: Operation) -> None:
    """An operation lists its known errors, 401 among them."""
    assert "\nErrors: " in operation.body["description"]
    assert "401" in operation.body["description"].partition("\nErrors: ")[2]


@every_operation
def test_an_operation_has_security(operation: Operation) -> None:
    """An operation names its security itself, as the generator ignores that of the document."""
    assert operation.body["security"] == [{"accessKey": []}]


@every_operation
def test_an_operation_has_one_success_and_one_error(operation: Operation) -> None:
    """An operation has one success, named in its description, and `default` for errors.

    Operations that set up messaging also have 207: done, but messaging was unreachable.
    """
    responses = dict(operation.body["responses"])
    partly_done = responses.pop("207", None)
    success, error = responses
    assert error == "default"
    assert partly_done in (None, responses[success])
    assert (partly_done is not None) == ("207" in operation.body["description"])
    assert success in {"200", "201", "202", "204"}
    assert f"Answers {success}" in operation.body["description"]
    assert responses["default"] == {"$ref": "#/components/responses/Error"}
    assert set(responses[success]) == {"$ref"}
    assert (ref_name(responses[success]) == "NoContent") == (success == "204")


@every_operation
def test_an_operation_refers_to_its_parts(operation: Operation) -> None:
    """The parameters and the body of an operation are named components."""
    parts = [
        *DOCUMENT["paths"][operation.path].get("parameters", []),
        *operation.body.get("parameters", []),
        *([operation.body["requestBody"]] if "requestBody" in operation.body else []),
    ]
    assert [set(part) for part in parts] == [{"$ref"}] * len(parts)


def test_bodies_are_named_schemas_of_one_media_type() -> None:
    """Every body is JSON:API's media type and a named schema."""
    assert {carrier.split("/", 2)[2] for carrier in media_types()} == {MEDIA_TYPE}
    assert [at for at, media in media_types().items() if set(media["schema"]) != {"$ref"}] == []
