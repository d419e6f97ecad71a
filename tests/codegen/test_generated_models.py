"""The models of flowroute_api: what they keep, reject, and show in a repr."""

from __future__ import annotations

import copy
import json
import pickle
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowroute_api import models
from flowroute_api.models import (
    E911,
    Cnam,
    Error,
    Links,
    MessageDocument,
    Number,
    NumberAttributes,
    NumberDocument,
    NumberList,
    NumberPurchase,
    NumberUpdate,
    Relationship,
    ResourceIdentifier,
    Route,
    RouteAttributes,
    UnknownResource,
)
from flowroute_api.types import UNSET, Model

NUMBER = {"type": "number", "id": "12065550100", "attributes": {"value": "12065550100"}}
ROUTE = {"type": "route", "id": "0", "attributes": {"route_type": "sip-reg"}}

MODELS = [
    value
    for value in (getattr(models, name) for name in models.__all__)
    if isinstance(value, type) and issubclass(value, Model)
]

SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8)
)
# Few enough names for a generated object to look like one of the API's now and then.
NAMES = st.sampled_from(
    ["type", "id", "data", "attributes", "relationships", "included", "links", "value", "self", "é"]
)
WORDS = st.sampled_from(["number", "route", "e911", "cnam", "media", "message", "tomorrow"])
JSON = st.recursive(
    SCALARS | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=6),
    max_leaves=12,
)
OBJECTS = st.dictionaries(NAMES, JSON, max_size=6)
UNKNOWN = st.dictionaries(st.sampled_from(["note", "tomorrow", "é", ""]), JSON, max_size=2)


def members(**known: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Objects with some of the named members, and some undocumented ones."""
    return st.builds(
        lambda one, other: one | other, st.fixed_dictionaries({}, optional=known), UNKNOWN
    )


def resources(kind: str, attributes: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Resources of one type."""
    required = st.fixed_dictionaries(
        {"type": st.just(kind), "id": st.text(max_size=4), "attributes": attributes}
    )
    return st.builds(lambda one, other: one | other, required, members(links=LINKS))


TEXTS = st.text(max_size=4)
LINKS = members(self=TEXTS, related=TEXTS)
NUMBERS = resources(
    "number",
    st.builds(
        lambda attributes, value: attributes | {"value": value},
        members(alias=st.none() | TEXTS, number_type=TEXTS, cnam_lookups_enabled=st.booleans()),
        TEXTS,
    ),
)
ROUTES = resources("route", st.fixed_dictionaries({"route_type": TEXTS}))
STRANGERS = st.fixed_dictionaries({"type": TEXTS | WORDS, "extra": JSON})
DOCUMENTS = st.builds(
    lambda data, rest: {"data": data} | rest,
    NUMBERS,
    members(included=st.lists(ROUTES | STRANGERS, max_size=3), links=LINKS),
)


@given(body=DOCUMENTS)
def test_a_document_round_trips(body: dict[str, Any]) -> None:
    """A document that is parsed and serialized is equal: unknown members, unknown types, null."""
    untouched = copy.deepcopy(body)

    assert NumberDocument.from_dict(body).to_dict() == untouched
    assert body == untouched


@given(body=OBJECTS)
def test_an_error_round_trips(body: dict[str, Any]) -> None:
    """An error keeps any member, with any value, documented or not."""
    assert Error.from_dict(body).to_dict() == body


@given(model=st.sampled_from(MODELS), body=JSON)
def test_any_json_is_parsed_or_rejected(model: Any, body: object) -> None:
    """A model parses any JSON or raises `ValueError`, and never anything else."""
    try:
        value = model.from_dict(body)
    except ValueError:
        return
    assert type(value) is model
    assert model.from_dict(value.to_dict()) == value


@given(body=DOCUMENTS)
def test_a_model_survives_copies_and_pickles(body: dict[str, Any]) -> None:
    """A copied or pickled model is equal to the original, and serializes the same."""
    document = NumberDocument.from_dict(body)

    for twin in (copy.deepcopy(document), pickle.loads(pickle.dumps(document))):
        assert twin == document
        assert json.dumps(twin.to_dict()) == json.dumps(document.to_dict())


def test_what_is_absent_is_unset() -> None:
    """A missing member is `UNSET`, and is not sent."""
    attributes = NumberAttributes.from_dict({"value": "12065550100"})

    assert attributes.alias is UNSET
    assert attributes.cnam_lookups_enabled is UNSET
    assert attributes.to_dict() == {"value": "12065550100"}


def test_null_stays_null_where_it_is_allowed() -> None:
    """A null that the document allows is a value, on its own and in place of an object."""
    attributes = NumberAttributes.from_dict({"value": "12065550100", "alias": None})
    relationship = Relationship.from_dict({"data": None})

    assert attributes.alias is None
    assert attributes.to_dict() == {"value": "12065550100", "alias": None}
    assert relationship.data is None
    assert relationship.to_dict() == {"data": None}


def test_null_is_absent_where_it_is_not_allowed() -> None:
    """A null for an optional text, flag, object or list is the same as a missing member."""
    body = {"data": {**NUMBER, "relationships": None}, "included": None, "links": None}
    attributes = NumberAttributes.from_dict({"value": "1", "cnam_lookups_enabled": None})

    assert NumberDocument.from_dict(body).to_dict() == {"data": NUMBER}
    assert attributes.to_dict() == {"value": "1"}


def test_unknown_members_are_kept() -> None:
    """Undocumented members can be read, and are serialized again."""
    links = Links.from_dict({"self": "https://example.com", "first": "a", "last": None})

    assert links.self_ == "https://example.com"
    assert links.additional_properties == {"first": "a", "last": None}
    assert links.to_dict() == {"self": "https://example.com", "first": "a", "last": None}


def test_a_closed_object_leaves_out_the_unknown() -> None:
    """Where the document allows no other members, none are kept."""
    purchase = NumberPurchase.from_dict({"messaging_enabled": True, "tomorrow": 1})

    assert purchase == NumberPurchase(messaging_enabled=True)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (None, "NumberDocument: expected an object, got NoneType"),
        ([NUMBER], "NumberDocument: expected an object, got list"),
        ("<html>", "NumberDocument: expected an object, got str"),
        ({}, "NumberDocument: the required member 'data' is missing"),
        ({"data": None}, "NumberDocument: Number: expected an object, got NoneType"),
        (
            {"data": {"type": "number", "id": "12065550100"}},
            "NumberDocument: Number: the required member 'attributes' is missing",
        ),
        (
            {"data": {**NUMBER, "attributes": {}}},
            "NumberDocument: Number: NumberAttributes: the required member 'value' is missing",
        ),
        (
            {"data": {**NUMBER, "links": ["a"]}},
            "NumberDocument: Number: Links: expected an object, got list",
        ),
        ({"data": NUMBER, "included": 7}, "NumberDocument: 'int' object is not iterable"),
    ],
)
def test_an_invalid_document(body: Any, message: str) -> None:
    """The error names the path of the invalid member, and shows no value."""
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        NumberDocument.from_dict(body)


def test_an_invalid_item() -> None:
    """The error for an invalid item names the expected model."""
    with pytest.raises(ValueError, match=r"^NumberList: Number: expected an object, got str$"):
        NumberList.from_dict({"data": [NUMBER, "12065550100"]})


def test_included_resources_by_type() -> None:
    """Each type has its model; a resource of an unknown type is kept unchanged."""
    unknown = {"type": "message_provisioning_status", "id": 7, "attributes": {"status": "new"}}
    e911 = {"type": "e911", "id": "1", "attributes": {"label": "Home"}}
    cnam = {"type": "cnam", "id": "2", "attributes": {"value": "EXAMPLE"}}
    body = {"data": NUMBER, "included": [ROUTE, e911, cnam, unknown]}

    document = NumberDocument.from_dict(body)

    assert document.included == [
        Route(id="0", attributes=RouteAttributes(route_type="sip-reg")),
        E911.from_dict(e911),
        Cnam.from_dict(cnam),
        UnknownResource(
            type_="message_provisioning_status",
            id=7,
            additional_properties={"attributes": {"status": "new"}},
        ),
    ]
    assert document.to_dict() == body


@pytest.mark.parametrize(
    "broken",
    [
        {"type": "route", "id": "0"},
        {"type": "route", "id": "0", "attributes": None},
        {"type": "route", "id": "0", "attributes": ["sip-reg"]},
        {"type": ["route"], "id": "0"},
        {"type": None},
    ],
)
def test_a_broken_included_resource_does_not_lose_the_document(broken: dict[str, Any]) -> None:
    """A resource that is invalid for its type is kept unchanged."""
    body = {"data": NUMBER, "included": [broken, ROUTE]}

    document = NumberDocument.from_dict(body)

    assert [type(item) for item in document.included or ()] == [UnknownResource, Route]
    assert document.to_dict() == body


def test_a_constant_is_a_default() -> None:
    """A member with one possible value has it by default."""
    assert NumberUpdate(alias="front desk").to_dict() == {"type": "number", "alias": "front desk"}


def test_fields_are_given_by_name() -> None:
    """A model takes keyword arguments only, so that the order of fields may change."""
    positional: Any = ResourceIdentifier

    with pytest.raises(TypeError, match="positional"):
        positional("number", "12065550100")
    assert ResourceIdentifier(type_="number", id="1") == ResourceIdentifier.from_dict(
        {"type": "number", "id": "1"}
    )


def test_the_repr_shows_names_only() -> None:
    """A repr names the fields that are set; numbers, names and texts stay out of logs."""
    document = NumberDocument.from_dict(
        {"data": NUMBER, "included": [ROUTE], "links": {}, "tomorrow": 1}
    )

    assert repr(document) == "NumberDocument(data, included, links, additional_properties)"
    assert repr(document.data) == "Number(type_, id, attributes)"
    assert repr(document.links) == "Links()"
    assert repr(Number.__new__(Number)) == "Number()"


def test_equality() -> None:
    """Equality is by value, unknown members included."""
    body = {"data": {"type": "message", "id": "mdr2-1", "attributes": {"body": "Hi"}}}

    assert MessageDocument.from_dict(body) == MessageDocument.from_dict(copy.deepcopy(body))
    assert MessageDocument.from_dict(body) != MessageDocument.from_dict({**body, "tomorrow": 1})
