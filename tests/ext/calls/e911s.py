"""Calls of the methods for E911 addresses."""

from __future__ import annotations

from ext.calls.call import NUMBER, RELATED, Call, page

from flowroute_ext import E911Address

OFFICE = E911Address(
    label="Office",
    first_name="Ada",
    last_name="Example",
    street_number="1218",
    street_name="3rd Ave",
    city="Seattle",
    state="WA",
    zip="98101",
    address_type="Suite",
    address_type_number="600",
)
BODY = {
    "data": {
        "type": "e911",
        "attributes": {
            "label": "Office",
            "first_name": "Ada",
            "last_name": "Example",
            "street_number": "1218",
            "street_name": "3rd Ave",
            "address_type": "Suite",
            "address_type_number": "600",
            "city": "Seattle",
            "state": "WA",
            "zip": "98101",
            "country": "US",
        },
    }
}

E911S = (
    Call(
        lambda flowroute: flowroute.e911s.create(OFFICE),
        "create_e911",
        "POST",
        "/v2/e911s",
        body=BODY,
    ),
    Call(
        lambda flowroute: flowroute.e911s.validate(OFFICE),
        "validate_e911",
        "POST",
        "/v2/e911s/validate",
        body=BODY,
    ),
    Call(
        lambda flowroute: flowroute.e911s.list(
            label="off", street_name="3rd", city="sea", state="wa"
        ),
        "list_e911s",
        "GET",
        "/v2/e911s",
        page(2000, label="off", street_name="3rd", city="sea", state="wa"),
    ),
    Call(
        lambda flowroute: flowroute.e911s.get(20930),
        "e911_details",
        "GET",
        "/v2/e911s/20930",
    ),
    Call(
        lambda flowroute: flowroute.e911s.update("20930", OFFICE),
        "update_e911",
        "PATCH",
        "/v2/e911s/20930",
        body=BODY,
    ),
    Call(
        lambda flowroute: flowroute.e911s.delete("20930"),
        "delete_e911",
        "DELETE",
        "/v2/e911s/20930",
    ),
    Call(
        lambda flowroute: flowroute.e911s.associate(NUMBER, "20930"),
        "associate_e911",
        "PATCH",
        f"{RELATED}/e911s/20930",
    ),
    Call(
        lambda flowroute: flowroute.e911s.unassociate(NUMBER),
        "unassociate_e911",
        "DELETE",
        f"{RELATED}/e911s",
    ),
    Call(
        lambda flowroute: flowroute.e911s.numbers(20930),
        "list_e911_associations",
        "GET",
        "/v2/e911s/20930/relationships/numbers",
        page(200),
    ),
)
