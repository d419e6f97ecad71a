"""What searches and lists take from fixed sets, and the cures for the rest."""

from __future__ import annotations

import pytest

from flowroute_api.types import UNSET
from flowroute_ext import InvalidValue
from flowroute_ext._calls import choices

TAKEN = [
    (choices.state, None, UNSET),
    (choices.state, "WA", "WA"),
    (choices.state, " on ", "on"),
    (choices.country, "be", "be"),
    (choices.number_type, "Toll-Free", "toll-free"),
    (choices.number_type, "standard", "standard"),
    (choices.route_type, "SIP-REG", "sip-reg"),
    (choices.order, "TN, desc", "tn,desc"),
    (choices.order, "monthly_cost", "monthly_cost"),
]
REFUSED = [
    (choices.state, "washington", "'washington': write 'WA' for it."),
    (choices.state, "British Columbia", "write 'BC' for it."),
    (choices.state, "Carolina", "write it like 'WA' or 'ON'."),
    (choices.state, 5, "a value of type int: write it like 'WA' or 'ON'."),
    (choices.state, "", "an empty text: write it like 'WA' or 'ON'."),
    (choices.country, "usa", "write 'US'."),
    (choices.country, "U", "write it like 'US'."),
    (choices.number_type, "local", "'local': write 'longcode'."),
    (choices.number_type, "toll free", "write 'toll-free'."),
    (choices.number_type, "mobile", "give one of these, or leave it out."),
    (choices.route_type, "sip", "give one of these, or leave it out."),
    (choices.order, "tn,asc,desc", "give one of iso_country, monthly_cost, number, "),
    (choices.order, ",asc", "give one of iso_country, monthly_cost, number, "),
]


@pytest.mark.parametrize(("check", "given", "sent"), TAKEN)
def test_taken(check, given, sent):
    """What is known is sent, in lower case where the API wants that."""
    assert check(given) == sent


@pytest.mark.parametrize(("check", "given", "cure"), REFUSED)
def test_refused(check, given, cure):
    """What is not known is refused, with another value only where it certainly is meant."""
    with pytest.raises(InvalidValue) as refused:
        check(given)

    assert cure in str(refused.value)


def test_states_elsewhere():
    """The states of other countries are not known, and not checked."""
    assert choices.state("vlg", "BE") == "vlg"
    with pytest.raises(InvalidValue):
        choices.state("vlg", "us")
