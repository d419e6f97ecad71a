"""The fourth section: the calls of the README of flowroute-sdk-v3-python, with its values.

Only phone numbers are of the range reserved for fiction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .step import Step

if TYPE_CHECKING:
    import httpx

    from flowroute_ext.compat import FlowroutenumbersandmessagingClient

    Client = FlowroutenumbersandmessagingClient
    JSON = dict[str, Any]


def account(sandbox: httpx.Client) -> None:
    """The account of the README has two numbers in New Jersey."""
    for number in ("12015550127", "12015550120"):
        sandbox.post("/_sandbox/numbers", json={"number": number}).raise_for_status()


def area_codes(client: Client) -> JSON:
    """List Available Area Codes."""
    return client.numbers.list_available_area_codes(3, None, 3.25)


def exchange_codes(client: Client) -> JSON:
    """List Available Exchange Codes."""
    return client.numbers.list_available_exchange_codes(3, None, None, 347)


def for_sale(client: Client) -> JSON:
    """Search for Purchasable Phone Numbers."""
    return client.numbers.search_for_purchasable_phone_numbers(646, 3, 7, 3, None, None, None)


def purchased(client: Client, for_sale: JSON) -> JSON:
    """Purchase a Phone Number."""
    return client.numbers.purchase_a_phone_number(for_sale["data"][0]["id"])


def numbers(client: Client) -> JSON:
    """List Account Phone Numbers."""
    return client.numbers.list_account_phone_numbers(201, None, None, 3, None)


def number_details(client: Client, numbers: JSON) -> JSON:
    """List Phone Number Details."""
    return client.numbers.list_phone_number_details(numbers["data"][0]["id"])


def created_route(client: Client) -> JSON:
    """Create an Inbound Route."""
    attributes = {"route_type": "host", "value": "il775u.sonsofodin.com", "alias": "new route"}
    request_body = {"data": {"type": "route", "attributes": attributes}}
    return client.routes.create_an_inbound_route(request_body)


def inbound_routes(client: Client) -> JSON:
    """List Inbound Routes."""
    return client.routes.list_inbound_routes(3)


def primary_route(client: Client, numbers: JSON, created_route: JSON) -> JSON | None:
    """Update Primary Voice Route."""
    number_id, routeid = numbers["data"][0]["id"], created_route["data"]["id"]
    request_body = '{"data": {"type": "route", "id": "' + str(routeid) + '"}}'
    return client.routes.update_primary_voice_route(number_id, request_body)


def failover_route(client: Client, numbers: JSON, inbound_routes: JSON) -> JSON | None:
    """Update Failover Voice Route."""
    number_id, routeid = numbers["data"][0]["id"], inbound_routes["data"][0]["id"]
    request_body = '{"data": {"type": "route", "id": "' + str(routeid) + '"}}'
    return client.routes.update_failover_voice_route(number_id, request_body)


def text(client: Client, numbers: JSON, phone: str) -> JSON:
    """Send A Message."""
    attributes = {
        "to": phone,
        "from": numbers["data"][0]["id"],
        "body": "hello there",
        "is_mms": "true",
        "media_urls": ["http://s3.amazonaws.com/barkpost-assets/50+GIFs/37.gif"],
    }
    return client.messages.send_a_message({"data": {"type": "message", "attributes": attributes}})


def texts(client: Client) -> JSON:
    """Look Up A Set Of Messages."""
    return client.messages.look_up_a_set_of_messages("2017-12-01", "2018-01-08", 2)


def text_record(client: Client, text: JSON) -> JSON:
    """Look Up A Message Detail Record."""
    return client.messages.look_up_a_message_detail_record(text["data"]["id"])


def validated(client: Client) -> JSON | None:
    """Validate an Address."""
    return client.e911s.validate_address(
        label="Test Address",
        first_name="Chris",
        last_name="Smith",
        street_name="3rd Ave",
        street_number="1182",
        city="Seattle",
        state="WA",
        country="US",
        zipcode="98101",
    )


def created_e911(client: Client) -> JSON:
    """Create and Validate an Address."""
    return client.e911s.create_address(
        label="E911 Test",
        first_name="Chris",
        last_name="Smith",
        street_name="3rd Ave",
        street_number="1218",
        city="Seattle",
        state="WA",
        country="US",
        zipcode="98101",
    )


def e911_records(client: Client) -> JSON:
    """List E911 Records."""
    return client.e911s.list_e911s(2, None)


def e911_record(client: Client, e911_records: JSON) -> JSON:
    """Get Details for a specific E911 Record."""
    return client.e911s.get_e911(e911_records["data"][0]["id"])


def updated_e911(client: Client, created_e911: JSON) -> JSON:
    """Update an E911 Address."""
    return client.e911s.update_address(created_e911["data"]["id"], last_name="Wiley")


def associated(client: Client, created_e911: JSON, numbers: JSON) -> JSON | None:
    """Associate an E911 Record and a DID."""
    return client.e911s.associate(created_e911["data"]["id"], numbers["data"][0]["id"])


def dids(client: Client, created_e911: JSON) -> JSON:
    """List all DIDs associated with an E911 Record."""
    return client.e911s.list_dids_for_e911(created_e911["data"]["id"])


def disconnected(client: Client, numbers: JSON) -> JSON | None:
    """Un-associate the address."""
    return client.e911s.disconnect(int(numbers["data"][0]["id"]))


def deleted_e911(client: Client, created_e911: JSON) -> JSON | None:
    """Delete an E911 Address."""
    return client.e911s.delete_address(created_e911["data"]["id"])


def created_cnam(client: Client) -> JSON:
    """Create a CNAM Record."""
    return client.cnams.create_cnam_record("FR H5K8")


def approve(sandbox: httpx.Client, created_cnam: JSON) -> None:
    """Flowroute would take up to two days; the sandbox approves at once."""
    path = f"/_sandbox/cnams/{created_cnam['data']['id']}/approve"
    sandbox.post(path).raise_for_status()


def cnam_records(client: Client) -> JSON:
    """List Approved CNAM Records."""
    return client.cnams.list_cnams(is_approved=True)


def cnam_record(client: Client, cnam_records: JSON) -> JSON:
    """List CNAM Detail."""
    return client.cnams.get_cnam(cnam_records["data"][0]["id"])


def associated_cnam(client: Client, created_cnam: JSON, numbers: JSON) -> JSON:
    """Associate a CNAM Record to a DID."""
    return client.cnams.associate_cnam(created_cnam["data"]["id"], numbers["data"][0]["id"])


def unassociated_cnam(client: Client, numbers: JSON) -> JSON:
    """Unassociate a CNAM Record from a DID."""
    return client.cnams.unassociate_cnam(numbers["data"][0]["id"])


def removed_cnam(client: Client, created_cnam: JSON) -> JSON | None:
    """Remove a CNAM Record from your account."""
    return client.cnams.remove_cnam(created_cnam["data"]["id"])


def portability(client: Client) -> JSON:
    """Check Number Portability."""
    return client.porting.checkPortability(["14255550144", "18885550139"])


def created_export(client: Client) -> JSON:
    """Create a CDR Export where the call started between a certain time."""
    filters = {
        "start_call_start_time": "2019-01-01 00:00:00",
        "start_call_end_time": "2019-02-01 00:00:00",
        "number_aliases": ["Office 221", "Office 888"],
    }
    return client.cdrs.create_cdr(filters, "https://example.com/cdrs")


def exports(client: Client) -> JSON:
    """List Completed CDR Exports."""
    return client.cdrs.list_cdr_exports("completed", 10, None)


def export_status(client: Client, created_export: JSON) -> JSON:
    """Get CDR Export Detail Status."""
    return client.cdrs.get_cdr_export_status(created_export["data"]["id"])


NO_CONTENT = "204: No Content"
OFFICIAL_STEPS = (
    Step("sandbox: the account of the README", account),
    Step("client.numbers.list_available_area_codes", area_codes),
    Step("client.numbers.list_available_exchange_codes", exchange_codes),
    Step("client.numbers.search_for_purchasable_phone_numbers", for_sale),
    Step("client.numbers.purchase_a_phone_number", purchased),
    Step("client.numbers.list_account_phone_numbers", numbers),
    Step("client.numbers.list_phone_number_details", number_details),
    Step("client.routes.create_an_inbound_route", created_route),
    Step("client.routes.list_inbound_routes", inbound_routes),
    Step("client.routes.update_primary_voice_route", primary_route, nothing=NO_CONTENT),
    Step("client.routes.update_failover_voice_route", failover_route, nothing=NO_CONTENT),
    Step("client.messages.send_a_message", text),
    Step("client.messages.look_up_a_set_of_messages", texts),
    Step("client.messages.look_up_a_message_detail_record", text_record),
    Step("client.e911s.create_address", created_e911),
    Step("client.e911s.list_e911s", e911_records),
    Step("client.e911s.get_e911", e911_record),
    Step("client.e911s.validate_address", validated, nothing=NO_CONTENT),
    Step("client.e911s.update_address", updated_e911),
    Step("client.e911s.associate", associated, nothing=NO_CONTENT),
    Step("client.e911s.list_dids_for_e911", dids),
    Step("client.e911s.disconnect", disconnected, nothing=NO_CONTENT),
    Step("client.e911s.delete_address", deleted_e911, nothing=NO_CONTENT),
    Step("client.cnams.create_cnam_record", created_cnam),
    Step("sandbox: Flowroute approves the CNAM", approve),
    Step("client.cnams.list_cnams", cnam_records),
    Step("client.cnams.get_cnam", cnam_record),
    Step("client.cnams.associate_cnam", associated_cnam),
    Step("client.cnams.unassociate_cnam", unassociated_cnam),
    Step("client.cnams.remove_cnam", removed_cnam, nothing=NO_CONTENT),
    Step("client.porting.checkPortability", portability),
    Step("client.cdrs.list_cdr_exports", exports),
    Step("client.cdrs.create_cdr", created_export),
    Step("client.cdrs.get_cdr_export_status", export_status),
)
