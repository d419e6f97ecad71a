"""Calls of the methods for CNAM records."""

from __future__ import annotations

from ext.calls.call import NUMBER, RELATED, Call, page

from flowroute_ext import Cnam

CNAMS = (
    Call(
        lambda flowroute: flowroute.cnams.create("Bob's Burgers"),
        "create_cnam",
        "POST",
        "/v2/cnams",
        body={"value": "BOB'S BURGERS"},
    ),
    Call(
        lambda flowroute: flowroute.cnams.list(value="bob", is_approved=True),
        "list_cnams",
        "GET",
        "/v2/cnams",
        page(200, value="bob", is_approved="true"),
    ),
    Call(
        lambda flowroute: flowroute.cnams.get(22790),
        "cnam_details",
        "GET",
        "/v2/cnams/22790",
    ),
    Call(
        lambda flowroute: flowroute.cnams.update("22790", Cnam("Bob Law")),
        "update_pending_cnam",
        "PATCH",
        "/v2/cnams/22790",
        body={"data": {"type": "cnam", "attributes": {"value": "BOB LAW"}}},
    ),
    Call(
        lambda flowroute: flowroute.cnams.delete("22790"),
        "delete_cnam",
        "DELETE",
        "/v2/cnams/22790",
    ),
    Call(
        lambda flowroute: flowroute.cnams.associate(NUMBER, "22790"),
        "associate_cnam",
        "PATCH",
        f"{RELATED}/cnams/22790",
    ),
    Call(
        lambda flowroute: flowroute.cnams.unassociate(NUMBER),
        "unassociate_cnam",
        "DELETE",
        f"{RELATED}/cnams",
    ),
)
