"""The fields of a model that are read when they are asked for."""

from __future__ import annotations

import copy
import pickle

from flowroute_api.models import Number, NumberAttributes
from flowroute_api.types import members

NUMBER = {"type": "number", "id": "12065550100", "attributes": {"value": "12065550100"}}


def test_what_is_read_later_is_the_same() -> None:
    """Fields that were not read yet are copied, pickled, compared and set as any other."""
    body = {**NUMBER, "attributes": {"value": "1", "alias": None, "moons": [2]}, "links": {}}
    number = Number.from_dict(body)

    for same in (copy.copy(number), copy.deepcopy(number), pickle.loads(pickle.dumps(number))):
        assert same == Number.from_dict(body)
        assert same.to_dict() == body
    assert number.attributes is number.attributes
    number.attributes.alias = "Front desk"
    number.attributes.additional_properties["moons"] = 3
    assert number.to_dict()["attributes"] == {"value": "1", "alias": "Front desk", "moons": 3}
    assert body["attributes"] == {"value": "1", "alias": None, "moons": [2]}


def test_the_members_of_a_model() -> None:
    """They are the object it was read from, or the one that it makes."""
    assert members(Number.from_dict(NUMBER)) is NUMBER
    assert members(NumberAttributes(value="1", alias=None)) == {"value": "1", "alias": None}
