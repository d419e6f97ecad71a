"""Documented bodies as values, in full."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import attrs
import pytest
from ext.shapes import made

from flowroute_ext import (
    AreaCode,
    AvailableNumber,
    Callback,
    CnamRecord,
    DeliveryReceipt,
    E911Record,
    MessageRecord,
    Number,
    RouteRecord,
    SentMessage,
)
from flowroute_ext._values.numbers import with_costs
from flowroute_ext.types import CnamAssociation, EdgeStrategy, ExchangeCode, Media, PriceDetails

RAW: dict[str, Any] = {"raw": None}

REGISTRATION = RouteRecord(
    id="0", route_type="sip-reg", value=None, alias="sip-reg", edge_strategy_id=None, **RAW
)
HOME = E911Record(
    id="21907",
    label="Home",
    first_name="Janet",
    last_name="Doe",
    street_number="3910",
    street_name="N Vassault",
    address_type="Suite",
    address_type_number="200",
    city="Tacoma",
    state="WA",
    zip="98407",
    country="US",
    **RAW,
)
BROWN_BAG = CnamRecord(
    id="6272",
    value="BROWN BAG",
    is_approved=True,
    rejection_reason=None,
    created_at=datetime(2018, 4, 19, 21, 3, 4, 932192, UTC),
    approved_at=datetime(2018, 4, 23, 17, 4, 30, 829341, UTC),
    numbers=(),
    **RAW,
)
FRONT_DESK = Number(
    value="12065550100",
    number_type="longcode",
    rate_center="seattle",
    state="wa",
    iso_country="US",
    alias="Front desk",
    status="PURCHASED",
    cnam_lookups_enabled=True,
    messaging_enabled=True,
    primary_route=RouteRecord(
        id="48112",
        route_type="host",
        value="pbx.example.com:5060",
        alias="Office",
        edge_strategy_id="4",
        **RAW,
    ),
    failover_route=REGISTRATION,
    e911=HOME,
    cnam=BROWN_BAG,
    **RAW,
)
TWO_SEGMENTS = MessageRecord(
    id="mdr2-39cadeace66e11e7aff806cd7f24ba2d",
    to="12065550142",
    from_="12065550100",
    body="A text of two segments",
    direction="outbound",
    status="message buffered",
    timestamp=datetime(2022, 2, 6, 17, 52, 33, tzinfo=UTC),
    is_mms=False,
    message_type="toll-free",
    encoding=8,
    cost=Decimal("0.014"),
    media=(),
    **RAW,
)
PICTURE = Media(
    id="5ca00ec193834bc6-1",
    url="https://s3.us-west-2.amazonaws.com/flowroute-messaging-media/5ca00ec193834bc6-1"
    "?Signature=EXAMPLE",
    file_name="picture.png",
    mime_type="image/png",
    size=20480,
)

VALUES = {
    "area_codes": AreaCode(npa="201", **RAW),
    "exchanges": ExchangeCode(npa="347", nxx="215", **RAW),
    "available_numbers": AvailableNumber(
        value="12065550100",
        number_type="longcode",
        rate_center="seattle",
        state="wa",
        iso_country="US",
        monthly_cost=Decimal("1.25"),
        setup_cost=Decimal("1"),
        inbound_rate=Decimal("0.012"),
        rate_type="local",
        tier="Standard",
        **RAW,
    ),
    "number_details": FRONT_DESK,
    "account_numbers": attrs.evolve(
        FRONT_DESK, primary_route=None, failover_route=None, e911=None, cnam=None
    ),
    "number_purchased": attrs.evolve(
        FRONT_DESK,
        alias=None,
        messaging_enabled=False,
        primary_route=REGISTRATION,
        failover_route=None,
        e911=None,
        cnam=None,
    ),
    "callback_v2_1": Callback(
        url="https://example.com/flowroute/dlr", product="dlr", api_version="2.1", **RAW
    ),
    "routes": REGISTRATION,
    "edge_strategies": EdgeStrategy(
        id="4",
        name="US-East-VA",
        description="Data will be sent preferentially from our edge systems in North Virginia.",
        firewall_rules=("34.226.36.32/28", "34.226.36.32-34.226.36.47"),
        naptr="us-east-va.sip.flowroute.com",
        **RAW,
    ),
    "message_accepted": SentMessage(id="mdr2-39cadeace66e11e7aff806cd7f24ba2d", **RAW),
    "message_outbound_v2_2": TWO_SEGMENTS,
    "message_mms_v2_2": attrs.evolve(
        TWO_SEGMENTS,
        id="mdr2-5ca00ec193834bc691acd70988428554",
        to="12015550123",
        body=None,
        direction="inbound",
        status=None,
        timestamp=datetime(2022, 2, 6, 20, 21, 17, tzinfo=UTC),
        is_mms=True,
        message_type="longcode",
        encoding=0,
        cost=Decimal("0.0195"),
        media=(PICTURE,),
    ),
    "e911_details": HOME,
    "cnam_details": attrs.evolve(BROWN_BAG, id="22790", numbers=("12065550100",)),
    "cnam_associated": CnamAssociation(
        id="22790", created_at=datetime(2018, 6, 1, 0, 17, 52, tzinfo=UTC), **RAW
    ),
    "cnam_unassociated": CnamAssociation(
        id=None, created_at=datetime(2022, 8, 22, 7, 23, 53, tzinfo=UTC), **RAW
    ),
}


@pytest.mark.parametrize("example", VALUES)
def test_a_whole_value(example: str) -> None:
    """A body becomes this value, with every field."""
    assert made(example)[0] == VALUES[example]


def test_the_costs_of_a_purchase() -> None:
    """The costs of a number, read on access."""
    [bought] = made("number_purchased")
    [known] = made("number_details")

    assert (bought.monthly_cost, bought.setup_cost, bought.inbound_rate) == (
        Decimal("1.25"),
        Decimal("1"),
        Decimal("0.012"),
    )
    assert (known.monthly_cost, known.setup_cost, known.inbound_rate) == (None, None, None)


def test_the_costs_of_an_offer() -> None:
    """A number that was bought costs what its offer did, unless the response has costs."""
    [offer] = made("available_numbers")[:1]
    [known] = made("number_details")
    [bought] = made("number_purchased")
    ours = attrs.evolve(offer, value=known.value, raw=offer.raw)
    dearer = attrs.evolve(offer, value=bought.value, raw=made("available_numbers_2018")[0].raw)

    assert with_costs(known, ours) == known
    assert with_costs(known, ours).monthly_cost == offer.monthly_cost == Decimal("1.25")
    assert with_costs(known, ours).tier == offer.tier
    assert with_costs(bought, dearer).setup_cost == bought.setup_cost
    assert with_costs(known, attrs.evolve(offer, value="12065550199")) is known
    assert with_costs(known, known.value) is known
    assert known.monthly_cost is None


def test_receipts_and_price() -> None:
    """The receipts of a message, newest first, and the parts of its price."""
    [message] = made("message_outbound_v2_2")

    assert message.receipts == (
        DeliveryReceipt(
            level=2,
            status="message buffered",
            code=1003,
            description="Message accepted by Carrier",
            timestamp=datetime(2022, 2, 6, 17, 52, 34, tzinfo=UTC),
        ),
    )
    assert message.price == PriceDetails(
        base_rate=Decimal("0.0040"),
        surcharge_rate=Decimal("0.0030"),
        segment_count=2,
        charged_cost=Decimal("0.0140"),
    )
