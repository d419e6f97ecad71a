"""Routes: targets are accepted in every documented form, and refused with a cure."""

from __future__ import annotations

import copy
import pickle
from types import SimpleNamespace
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowroute_ext._base.problems import InvalidValue, Problem
from flowroute_ext._builders.routes import Route

from .spellings import numbers, separators, spell, templates

labels = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?", fullmatch=True)
names = st.lists(labels, min_size=1, max_size=3).map(lambda parts: ".".join([*parts, "example"]))
hosts = names | st.ip_addresses(v=4).map(str) | st.ip_addresses(v=6).map("[{}]".format)
ports = st.just("") | st.integers(1, 65535).map(":{}".format)
transports = st.sampled_from([None, "tcp", "udp", "tls"])
weights = st.none() | st.integers(0, 65535)
users = st.from_regex(r"[A-Za-z0-9_.!~*'()&=+$,;?/-]{1,12}", fullmatch=True)


def in_text(transport: str | None, weight: int | None) -> str:
    options = [("transport", transport), ("weight", weight)]
    return "".join(f";{name}={value}" for name, value in options if value is not None)


@given(hosts, ports, transports, weights)
def test_hosts(host: str, port: str, transport: Any, weight: int | None) -> None:
    """A host is kept as given; its options are in the text or arguments."""
    apart = Route.host(host + port, alias="pbx", transport=transport, weight=weight)
    inside = Route.host(host + port + in_text(transport, weight), alias="pbx")

    assert apart == inside
    assert apart.value == host + port + in_text(transport, weight)
    assert apart.route_type == "host"


@given(users, hosts, ports, transports, weights)
def test_uris(user: str, host: str, port: str, transport: Any, weight: int | None) -> None:
    """A SIP URI is kept as given; its options are in the text or arguments."""
    uri = f"sip:{user}@{host}{port}"
    apart = Route.uri(uri, alias="pbx", transport=transport, weight=weight)
    inside = Route.uri(uri + in_text(transport, weight), alias="pbx")

    assert apart == inside
    assert apart.value == uri + in_text(transport, weight)
    assert apart.route_type == "uri"


@given(numbers, templates, separators)
def test_numbers(number: str, template: str, separator: str) -> None:
    """A number in any spelling is kept as eleven digits."""
    route = Route.number(spell(number, template, separator), alias="mobile")

    assert (route.route_type, route.value) == ("number", number)


def test_records() -> None:
    """A number of the account and an edge strategy can be passed as they are."""
    number, strategy = SimpleNamespace(value="12065550142"), SimpleNamespace(id="4")

    route = Route.number(number, alias="mobile", edge_strategy=strategy, weight=10)

    assert route == Route(
        route_type="number", value="12065550142;weight=10", alias="mobile", edge_strategy_id=4
    )


def test_spelling() -> None:
    """Options are kept in one order and in lower case, and ports without leading zeros."""
    assert Route.host(" example.com:05060 ; Weight=10;TRANSPORT=TLS", alias=" pbx ") == Route(
        route_type="host", value="example.com:5060;transport=tls;weight=10", alias="pbx"
    )
    assert Route.uri("SIPS:Pbx@Example.com", alias="pbx").value == "sips:Pbx@Example.com"


@pytest.mark.parametrize("strategy", [4, "4"])
def test_edge_strategies(strategy: int | str) -> None:
    """The id of an edge strategy is a whole number, as the API documents it."""
    assert Route.host("example.com", alias="pbx", edge_strategy=strategy).edge_strategy_id == 4


def test_copies() -> None:
    """A route is equal when evolved, copied or pickled."""
    route = Route.host("example.com", alias="pbx", transport="tls")

    assert attrs.evolve(route) == route
    assert copy.deepcopy(route) == route
    assert pickle.loads(pickle.dumps(route)) == route
    assert attrs.evolve(route, alias="other").value == "example.com;transport=tls"


def test_evolve_checks_again() -> None:
    """An evolved route is checked as a new one is."""
    with pytest.raises(InvalidValue, match="value must be a US or Canadian number"):
        attrs.evolve(Route.host("example.com", alias="pbx"), route_type="number")


def test_repr() -> None:
    """A repr masks the number that calls go to."""
    assert repr(Route.uri("sip:12065550142@example.com", alias="pbx")) == (
        "Route(route_type='uri', value='sip:1206•••0142@example.com', alias='pbx', "
        "edge_strategy_id=None)"
    )


HOST = "must be an IP address or a host name, with a port or without"
URI = "must be sip: or sips:, a user, @, and a host, with a port or without"
LIKE_HOST = "write it like 'sip.example.com' or '192.0.2.1:5060'"
HOST_ALONE = "give the host alone; Route.uri() is for sip: URIs"
BRACKETS = "put brackets around an IPv6 address: '[2001:db8::1]:5060'"
BOTH = "must have no option but ;transport= and ;weight="
OTHERS = "leave out the others"


@pytest.mark.parametrize(
    ("value", "field", "got", "rule", "cure"),
    [
        (None, "value", "nothing", HOST, "give it as text"),
        ("", "value", "an empty text", HOST, "give it as text"),
        ("300.1.1.1", "value", "'300.1.1.1'", HOST, LIKE_HOST),
        ("10.0.0", "value", "'10.0.0'", HOST, LIKE_HOST),
        ("a b.example", "value", "'a b.example'", HOST, LIKE_HOST),
        ("-a.example", "value", "'-a.example'", HOST, LIKE_HOST),
        ("a..example", "value", "'a..example'", HOST, LIKE_HOST),
        (f"{'a.' * 130}example", "value", f"'{'a.' * 19}a…'", HOST, LIKE_HOST),
        ("example.com:sip", "value", "'example.com:sip'", HOST, LIKE_HOST),
        ("example.com:0", "value", "'example.com:0'", HOST, "give a port from 1 to 65535, or none"),
        (
            "example.com:70000",
            "value",
            "'example.com:70000'",
            HOST,
            "give a port from 1 to 65535, or none",
        ),
        ("2001:db8::1", "value", "'2001:db8::1'", HOST, BRACKETS),
        ("[2001:db8::g]", "value", "'[2001:db8::g]'", HOST, BRACKETS),
        (
            "bücher.example",
            "value",
            "'bücher.example'",
            HOST,
            "write the host name in ASCII, as it begins with xn--",
        ),
        ("sip:me:secret@example.com", "value", "'…@example.com'", HOST, HOST_ALONE),
        ("https://example.com", "value", "'https://example.com'", HOST, HOST_ALONE),
        ("12065550142", "value", "'1206•••0142'", HOST, LIKE_HOST),
        ("example.com;", "value", "';'", BOTH, OTHERS),
        ("example.com;user=phone", "value", "';user=phone'", BOTH, OTHERS),
        (
            "example.com;transport=sctp",
            "transport",
            "'sctp'",
            "must be tcp, udp or tls",
            "give one of these, or none",
        ),
        (
            "example.com;weight=-1",
            "weight",
            "'-1'",
            "must be a whole number",
            "give one like 10, or none",
        ),
        (
            "example.com;weight=",
            "weight",
            "an empty text",
            "must be a whole number",
            "give one like 10, or none",
        ),
        (
            "example.com;weight=1;weight=1",
            "weight",
            "two of them",
            "must be given once",
            "give it in one place only",
        ),
    ],
)
def test_host_refusals(value: Any, field: str, got: str, rule: str, cure: str) -> None:
    """Each refusal of a host names the field, the value, the rule and the cure."""
    with pytest.raises(InvalidValue) as caught:
        Route.host(value, alias="pbx")

    assert caught.value.what == "route"
    assert caught.value.problems == (Problem(field=field, value=got, rule=rule, cure=cure),)


@pytest.mark.parametrize(
    ("value", "got", "cure"),
    [
        ("example.com", "no user and no @", "write it like 'sip:pbx@example.com'"),
        ("pbx@example.com", "another beginning", "begin it with sip: or sips:"),
        ("tel:pbx@example.com", "another beginning", "begin it with sip: or sips:"),
        (
            "sip:pbx:secret@example.com",
            "a password too",
            "leave out the password and the colon before it",
        ),
        (
            "sip:@example.com",
            "something else for a user",
            "percent-encode what is not a letter or a digit",
        ),
        (
            "sip:p b@example.com",
            "something else for a user",
            "percent-encode what is not a letter or a digit",
        ),
        ("sip:pbx@exam_ple.com", "'exam_ple.com'", LIKE_HOST),
    ],
)
def test_uri_refusals(value: str, got: str, cure: str) -> None:
    """Each refusal of a URI names the problem, and shows no password."""
    with pytest.raises(InvalidValue) as caught:
        Route.uri(value, alias="pbx")

    assert caught.value.problems == (Problem(field="value", value=got, rule=URI, cure=cure),)
    assert "secret" not in str(caught.value)


def test_all_problems_at_once() -> None:
    """All problems of a route are reported at once."""
    arguments: dict[str, Any] = {
        "alias": None,
        "edge_strategy": "us-east-va",
        "transport": "sctp",
        "weight": True,
    }
    with pytest.raises(InvalidValue) as caught:
        Route.host("-", **arguments)

    fields = [problem.field for problem in caught.value.problems]
    assert fields == ["value", "transport", "weight", "alias", "edge_strategy_id"]


@pytest.mark.parametrize(
    ("route_type", "got", "cure"),
    [
        ("hots", "'hots'", "write 'host', if you mean that"),
        ("HOST", "'HOST'", "write 'host', if you mean that"),
        ("sip-reg", "'sip-reg'", "give one of these"),
        (None, "nothing", "give one of these"),
        ([], "a value of type list", "give one of these"),
    ],
)
def test_route_types(route_type: Any, got: str, cure: str) -> None:
    """Another type of route is refused, with a suggestion if there is a similar one."""
    with pytest.raises(InvalidValue) as caught:
        Route(route_type=route_type, value="example.com", alias="pbx")

    rule = "must be 'host', 'number' or 'uri'"
    assert caught.value.problems == (Problem(field="route_type", value=got, rule=rule, cure=cure),)


def test_transport_of_a_number() -> None:
    """A number has no transport: calls to it go by a carrier."""
    with pytest.raises(InvalidValue, match="no option but ;weight=, but got ';transport=tls'"):
        Route.number("12065550142;transport=tls", alias="mobile")


@pytest.mark.parametrize("strategy", [True, 4.0, "four", {}])
def test_other_edge_strategies(strategy: Any) -> None:
    """An invalid id of an edge strategy is refused."""
    with pytest.raises(InvalidValue, match="edge_strategy_id must be the id of an edge strategy"):
        Route.host("example.com", alias="pbx", edge_strategy=strategy)


@given(st.text(), st.sampled_from(["host", "number", "uri"]))
def test_never_fails_otherwise(value: str, route_type: Any) -> None:
    """Any text is refused, or accepted and then accepted again as it was kept."""
    try:
        route = Route(route_type=route_type, value=value, alias="pbx")
    except InvalidValue:
        return
    assert attrs.evolve(route) == route
