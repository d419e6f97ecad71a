"""The methods of `client.numbers`."""

from __future__ import annotations

from typing import Final

import attrs

from .. import arguments as read
from ..hints import call, listed
from ..table import REQUIRED, Method, Parameter
from .common import LIMIT, OFFSET, STATE, callback, did, part

COST: Final = Parameter(
    "max_setup_cost", "float | str | None", read.dollars, "max_setup_cost", None
)
CALLBACK: Final = call('numbers.set_callback(number, "sms_dlr", url)')
# The name of every official SDK at this place, which is of delivery receipts.
DLR: Final = (("callback_type", "dlr_callback"),)

LIST: Final = Method(
    "list_account_phone_numbers",
    "list_account_phone_numbers",
    (part("starts_with"), part("ends_with"), part("contains"), LIMIT, OFFSET),
    listed("numbers.list", starts_with="starts_with", ends_with="ends_with", contains="contains"),
)
DETAILS: Final = Method(
    "list_phone_number_details",
    "list_phone_number_details",
    (did("id"),),
    call("numbers.get(number)"),
)
PURCHASE: Final = Method(
    "purchase_a_phone_number",
    "purchase_a_phone_number",
    (did("id"),),
    call("numbers.purchase(number)"),
)
RELEASE: Final = call("numbers.release(number)")

METHODS: Final = (
    Method(
        "list_available_area_codes",
        "list_available_area_codes",
        (LIMIT, OFFSET, COST),
        listed("numbers.area_codes", max_setup_cost="max_setup_cost"),
    ),
    Method(
        "list_available_exchange_codes",
        "list_available_exchange_codes",
        (
            LIMIT,
            OFFSET,
            COST,
            Parameter("areacode", "str | int | None", read.npa, "areacode", None),
        ),
        listed("numbers.exchanges", max_setup_cost="max_setup_cost", areacode="area_code"),
    ),
    Method(
        "search_for_purchasable_phone_numbers",
        "search_for_purchasable_phone_numbers",
        (
            part("starts_with"),
            part("contains"),
            part("ends_with"),
            LIMIT,
            OFFSET,
            Parameter("rate_center", "str | None", read.words, "rate_center", None),
            STATE,
        ),
        listed(
            "numbers.search",
            starts_with="starts_with",
            contains="contains",
            ends_with="ends_with",
            rate_center="rate_center",
            state="state",
        ),
    ),
    PURCHASE,
    LIST,
    DETAILS,
    # In the controllers and demos; the READMEs do not list them.
    Method(
        "set_did_alias",
        "update_phone_number",
        (did("did_id"), Parameter("did_alias", "str | None", read.alias, "body", REQUIRED)),
        call("numbers.update(number, alias=alias)"),
    ),
    Method("release_did", "release_phone_number", (did("did_id"),), RELEASE),
    # Of the Python SDK; only its demo is known, not the names of its parameters.
    Method("release_a_did", "release_phone_number", (did("did_id"),), RELEASE),
    Method(
        "set_did_callback",
        "set_number_callback",
        (did("did_id"), callback("callback_url")),
        CALLBACK,
        DLR,
    ),
    # Whatever its name says, it sets the callback of delivery receipts.
    Method(
        "set_didsms_callback",
        "set_number_callback",
        (did("did_id"), callback("callback_url")),
        CALLBACK,
        DLR,
    ),
    # Version 3.0.0 had these names.
    attrs.evolve(LIST, name="get_account_phone_numbers"),
    attrs.evolve(DETAILS, name="get_phone_number_details"),
    attrs.evolve(PURCHASE, name="create_purchase_a_phone_number"),
)
