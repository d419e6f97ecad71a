"""Calls of the methods for numbers."""

from __future__ import annotations

from ext.calls.call import HOOK, NUMBER, ON_NUMBER, RELATED, Call, page

SETTINGS = {
    "cnam_lookups_enabled": False,
    "messaging_enabled": True,
    "messaging_email": False,
    "messaging_callback_url": HOOK,
}
NUMBERS = (
    Call(
        lambda flowroute: flowroute.numbers.area_codes(max_setup_cost=3.99),
        "list_available_area_codes",
        "GET",
        "/v2/numbers/available/areacodes",
        page(400, max_setup_cost="3.99"),
    ),
    Call(
        lambda flowroute: flowroute.numbers.exchanges(area_code=206, max_setup_cost=1, limit=5),
        "list_available_exchange_codes",
        "GET",
        "/v2/numbers/available/exchanges",
        page(5, areacode="206", max_setup_cost="1"),
    ),
    Call(
        lambda flowroute: flowroute.numbers.tiers(limit=5),
        "list_available_tiers",
        "GET",
        "/v2/numbers/available/tiers",
        page(5),
    ),
    Call(
        lambda flowroute: flowroute.numbers.search(tier="US Promo $0.0/$0.50/$0.005"),
        "search_for_purchasable_phone_numbers",
        "GET",
        "/v2/numbers/available",
        page(200, tier="US Promo $0.0/$0.50/$0.005"),
    ),
    Call(
        lambda flowroute: flowroute.numbers.search(
            starts_with=1206,
            contains="5-5",
            ends_with=42,
            rate_center="seattle",
            state="wa",
            number_type="longcode",
            iso_country="us",
            order_by="monthly_cost,asc",
        ),
        "search_for_purchasable_phone_numbers",
        "GET",
        "/v2/numbers/available",
        page(
            200,
            starts_with="1206",
            contains="55",
            ends_with="42",
            rate_center="seattle",
            state="wa",
            number_type="longcode",
            iso_country="us",
            order_by="monthly_cost,asc",
        ),
    ),
    Call(
        lambda flowroute: flowroute.numbers.purchase(NUMBER),
        "purchase_a_phone_number",
        "POST",
        ON_NUMBER,
    ),
    Call(
        lambda flowroute: flowroute.numbers.purchase("+1 (206) 555-0142", **SETTINGS),
        "purchase_a_phone_number",
        "POST",
        ON_NUMBER,
        body=SETTINGS,
    ),
    Call(
        lambda flowroute: flowroute.numbers.list(
            starts_with="+1206", contains=55, ends_with=42, alias="Front desk"
        ),
        "list_account_phone_numbers",
        "GET",
        "/v2/numbers",
        page(200, starts_with="+1206", contains="55", ends_with="42", alias="Front desk"),
    ),
    Call(
        lambda flowroute: flowroute.numbers.get("206.555.0142"),
        "list_phone_number_details",
        "GET",
        ON_NUMBER,
    ),
    Call(
        lambda flowroute: flowroute.numbers.get_many([NUMBER, "206.555.0100", f"+{NUMBER}"]),
        "list_multiple_phone_number_details",
        "POST",
        "/v2/numbers/details",
        body={"numbers": [f"+{NUMBER}", "+12065550100"]},
    ),
    Call(
        lambda flowroute: flowroute.numbers.enable_messaging(
            ["206 555 0142", "206 555 0100"], callback_url=HOOK, email=True
        ),
        "enable_or_disable_message_provisioning",
        "POST",
        "/v2/message-provision",
        body={
            "numbers": [NUMBER, "12065550100"],
            "action": "enable",
            "callback_url": HOOK,
            "email": True,
        },
    ),
    Call(
        lambda flowroute: flowroute.numbers.disable_messaging([NUMBER]),
        "enable_or_disable_message_provisioning",
        "POST",
        "/v2/message-provision",
        body={"numbers": [NUMBER], "action": "disable"},
    ),
    Call(
        lambda flowroute: flowroute.numbers.get_task("8f14e45f-ceea"),
        "look_up_a_message_provision_task",
        "GET",
        "/v2/message-provision/status/8f14e45f-ceea",
    ),
    Call(
        lambda flowroute: flowroute.numbers.update(NUMBER, alias="", **SETTINGS),
        "update_phone_number",
        "PATCH",
        ON_NUMBER,
        body={"type": "number", "alias": "", **SETTINGS},
    ),
    Call(
        lambda flowroute: flowroute.numbers.release(NUMBER),
        "release_phone_number",
        "DELETE",
        ON_NUMBER,
    ),
    Call(
        lambda flowroute: flowroute.numbers.set_callback(NUMBER, "sms", HOOK),
        "set_number_callback",
        "POST",
        f"{RELATED}/sms_callback",
        body={"callback_url": HOOK},
    ),
    Call(
        lambda flowroute: flowroute.numbers.get_callback(NUMBER, "mms_dlr"),
        "look_up_number_callback",
        "GET",
        f"{RELATED}/mms_dlr_callback",
    ),
    Call(
        lambda flowroute: flowroute.numbers.remove_callback(NUMBER, "dlr_callback"),
        "remove_number_callback",
        "DELETE",
        f"{RELATED}/dlr_callback",
    ),
)
