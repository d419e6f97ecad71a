"""E911 addresses for the tests of the builders."""

from __future__ import annotations

from collections import ChainMap
from typing import Any

from hypothesis import strategies as st

from flowroute_ext._base.reading.characters import strange
from flowroute_ext._base.reading.empty import is_empty
from flowroute_ext._builders.e911s import E911Address
from flowroute_ext._builders.places.states import CANADIAN_PROVINCES, US_STATES
from flowroute_ext._builders.places.units import ADDRESS_TYPES

words = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]),
    min_size=1,
    max_size=20,
).filter(lambda text: not is_empty(text) and strange(text) is None)
us_zips = st.text("0123456789", min_size=5, max_size=5)
canadian_zips = st.from_regex(
    r"[ABCEGHJ-NPRSTVXY][0-9][ABCEGHJ-NPRSTV-Z] [0-9][ABCEGHJ-NPRSTV-Z][0-9]", fullmatch=True
)
units: st.SearchStrategy[dict[str, str]] = st.one_of(
    st.fixed_dictionaries({}),
    st.fixed_dictionaries(
        {
            "address_type": st.sampled_from([*ADDRESS_TYPES, *ADDRESS_TYPES.values()]),
            "address_type_number": words,
        }
    ),
)
places = st.one_of(
    st.fixed_dictionaries(
        {"country": st.just("US"), "state": st.sampled_from([*US_STATES]), "zip": us_zips}
    ),
    st.fixed_dictionaries(
        {
            "country": st.just("CA"),
            "state": st.sampled_from([*CANADIAN_PROVINCES]),
            "zip": canadian_zips,
        }
    ),
)
people = st.fixed_dictionaries(
    dict.fromkeys(
        ["label", "first_name", "last_name", "street_number", "street_name", "city"], words
    )
)


def merged(*parts: dict[str, str]) -> dict[str, Any]:
    return dict(ChainMap(*parts))


# The arguments of an address that is right.
address_fields = st.builds(merged, people, places, units)
addresses = address_fields.map(lambda fields: E911Address(**fields))
