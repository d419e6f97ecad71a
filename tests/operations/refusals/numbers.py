"""Refused calls about numbers; those that the methods refuse to send are sent by `call`."""

from __future__ import annotations

from flowroute_api.api.numbers import (
    list_available_area_codes,
    list_available_exchange_codes,
    purchase_a_phone_number,
    search_for_purchasable_phone_numbers,
)
from flowroute_api.models import NumberPurchase
from flowroute_ext import InsufficientFunds, NotFound, NumberUnavailable, Unprocessable
from operations.expected import NUMBER, OTHER
from operations.refusals.refusal import Refusal

NEVER_SOLD = "12065550200"

NUMBERS = (
    Refusal(lambda f: f.numbers.purchase(NUMBER), NumberUnavailable, "purchase_a_phone_number"),
    Refusal(lambda f: f.numbers.purchase(NEVER_SOLD), NumberUnavailable, "purchase_a_phone_number"),
    Refusal(
        lambda f: f.numbers.purchase(OTHER),
        InsufficientFunds,
        "purchase_a_phone_number",
        broke=True,
    ),
    Refusal(
        lambda f: f.call(
            purchase_a_phone_number, OTHER, body=NumberPurchase(messaging_enabled="maybe")
        ),
        Unprocessable,
        "purchase_a_phone_number",
        {"messaging_enabled"},
    ),
    Refusal(
        lambda f: f.call(list_available_area_codes, max_setup_cost=-1),
        Unprocessable,
        "list_available_area_codes",
        {"max_setup_cost"},
    ),
    Refusal(
        lambda f: f.call(list_available_exchange_codes, max_setup_cost=-1),
        Unprocessable,
        "list_available_exchange_codes",
        {"max_setup_cost"},
    ),
    Refusal(
        lambda f: f.call(search_for_purchasable_phone_numbers, order_by="colour"),
        Unprocessable,
        "search_for_purchasable_phone_numbers",
        {"order_by"},
    ),
    Refusal(
        lambda f: f.call(search_for_purchasable_phone_numbers, number_type="mobile"),
        Unprocessable,
        "search_for_purchasable_phone_numbers",
        {"number_type"},
    ),
    Refusal(lambda f: f.numbers.get(OTHER), NotFound, "list_phone_number_details"),
    Refusal(lambda f: f.numbers.update(OTHER, alias="A"), NotFound, "update_phone_number"),
    Refusal(lambda f: f.numbers.release(OTHER), NotFound, "release_phone_number"),
    Refusal(
        lambda f: f.numbers.set_callback(OTHER, "sms", "https://example.com"),
        NotFound,
        "set_number_callback",
    ),
    Refusal(lambda f: f.numbers.get_callback(OTHER, "sms"), NotFound, "look_up_number_callback"),
    Refusal(lambda f: f.numbers.get_callback(NUMBER, "sms"), NotFound, "look_up_number_callback"),
    Refusal(lambda f: f.numbers.remove_callback(NUMBER, "mms"), NotFound, "remove_number_callback"),
)
