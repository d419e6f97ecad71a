"""Webhooks are accepted from the addresses given, whatever a client writes into headers."""

from __future__ import annotations

import ipaddress

import pytest

from flowroute_ext._receiver.sources import Sources
from flowroute_ext.errors import ConfigurationError
from flowroute_ext.webhooks import FLOWROUTE_ADDRESSES

FLOWROUTE = "52.88.246.140"
OTHER = "203.0.113.9"
PROXY = "10.0.0.5"


def test_all_are_accepted_without_a_list() -> None:
    """Without a list of sources, the address does not count, whether there is one or not."""
    sources = Sources()

    assert sources.accepts(OTHER)
    assert sources.accepts(None)
    assert sources.accepts("testclient", ["nonsense"])


@pytest.mark.parametrize(
    "allowed",
    [
        FLOWROUTE_ADDRESSES,
        [FLOWROUTE],
        FLOWROUTE,
        f"{OTHER[:-1]}1, {FLOWROUTE}",
        f"192.0.2.0/24 {FLOWROUTE}",
        ["52.88.0.0/16"],
        [ipaddress.ip_address(FLOWROUTE)],
        ipaddress.ip_network("52.88.246.0/24"),
        [f"::ffff:{FLOWROUTE}"],
        ["::ffff:52.88.0.0/112"],
        ["0.0.0.0/0"],
    ],
)
def test_allowed(allowed: object) -> None:
    """Addresses and networks are given in any usual form, and as text with commas."""
    sources = Sources(allowed, proxies=0)

    for peer in (FLOWROUTE, f"::ffff:{FLOWROUTE}", f"[::ffff:{FLOWROUTE}]:443", f"{FLOWROUTE}:80"):
        assert sources.accepts(peer)


@pytest.mark.parametrize(
    "peer", [OTHER, "2001:db8::1", "", None, "testclient", "52.88.246.14", "1"]
)
def test_not_allowed(peer: str | None) -> None:
    """Another address is refused, and so is what is no address."""
    assert not Sources(FLOWROUTE_ADDRESSES, proxies=0).accepts(peer)
    assert not Sources(FLOWROUTE_ADDRESSES, proxies=[]).accepts(peer)


def test_no_header_is_believed_by_default() -> None:
    """Without proxies, X-Forwarded-For is what a client wrote."""
    for proxies in (0, [], "", ["192.0.2.0/24"]):
        sources = Sources([FLOWROUTE], proxies=proxies)

        assert not sources.accepts(OTHER, [FLOWROUTE])
        assert sources.accepts(FLOWROUTE, [OTHER])


@pytest.mark.parametrize(
    ("peer", "forwarded", "source"),
    [
        (PROXY, [FLOWROUTE], FLOWROUTE),
        (PROXY, [f"{OTHER}, {FLOWROUTE}"], FLOWROUTE),
        (PROXY, [FLOWROUTE, OTHER], OTHER),
        (PROXY, [f"{FLOWROUTE}, {OTHER}"], OTHER),
        (PROXY, [f"{FLOWROUTE}, {OTHER}, 10.0.0.7, 192.168.1.1"], OTHER),
        (PROXY, [f"{FLOWROUTE},, 10.0.0.7,"], FLOWROUTE),
        (PROXY, [f"{FLOWROUTE}, unknown"], None),
        (PROXY, [f"{FLOWROUTE}, 10.0.0.7.evil"], None),
        (PROXY, [f"{FLOWROUTE}:4711"], FLOWROUTE),
        (PROXY, [f"::ffff:{FLOWROUTE}"], FLOWROUTE),
        (PROXY, [f'"{FLOWROUTE}"'], None),
        (PROXY, ["[2001:db8::1]:443"], "2001:db8::1"),
        (PROXY, ["fe80::1%eth0"], "fe80::1"),
        (PROXY, [], PROXY),
        (PROXY, ["10.0.0.9"], "10.0.0.9"),
        (f"::ffff:{PROXY}", [FLOWROUTE], FLOWROUTE),
        (OTHER, [FLOWROUTE], OTHER),
        ("", [FLOWROUTE], None),
        (None, [FLOWROUTE], None),
        ("unix", [FLOWROUTE], None),
        (PROXY, ["1" * 100_000], None),
        (PROXY, ["052.088.246.140"], None),
    ],
)
def test_networks_of_proxies(peer: str | None, forwarded: list[str], source: str | None) -> None:
    """The source is the last address that is none of a proxy, as the proxies have written it."""
    found = Sources(proxies=["10.0.0.0/8", "192.168.1.1"]).source(peer, forwarded)

    assert str(found or "") == (source or "")


@pytest.mark.parametrize(
    ("hops", "forwarded", "source"),
    [
        (1, [FLOWROUTE], FLOWROUTE),
        (1, [f"{FLOWROUTE}, {OTHER}"], OTHER),
        (2, [f"{FLOWROUTE}, {OTHER}"], FLOWROUTE),
        (2, [f"{FLOWROUTE}, {OTHER}, {PROXY}"], OTHER),
        (2, [FLOWROUTE, PROXY], FLOWROUTE),
        (2, [FLOWROUTE], None),
        (1, [], None),
        (1, ["unknown"], None),
    ],
)
def test_number_of_proxies(hops: int, forwarded: list[str], source: str | None) -> None:
    """With a number of proxies, each has written one entry, from the right."""
    found = Sources(proxies=hops).source(PROXY, forwarded)

    assert str(found or "") == (source or "")


def test_unix_socket() -> None:
    """A proxy that is connected by a Unix socket has no address, and is trusted by that word."""
    sources = Sources([FLOWROUTE], proxies=["unix"])

    for peer in ("", None):
        assert sources.accepts(peer, [FLOWROUTE])
        assert not sources.accepts(peer, [f"{FLOWROUTE}, {OTHER}"])
        assert not sources.accepts(peer, [])
    assert not sources.accepts(OTHER, [FLOWROUTE])


@pytest.mark.parametrize(
    ("forwarded", "source"),
    [
        ([f"for={FLOWROUTE}"], FLOWROUTE),
        ([f"For={FLOWROUTE};proto=https;by=10.0.0.5"], FLOWROUTE),
        ([f"by=10.0.0.5 ; for={FLOWROUTE}"], FLOWROUTE),
        ([f"for={OTHER}, for={FLOWROUTE}"], FLOWROUTE),
        ([f"for={FLOWROUTE}", f"for={OTHER}"], OTHER),
        (['for="[2001:db8::1]:4711"'], "2001:db8::1"),
        ([f'for="{FLOWROUTE}:4711", for=10.0.0.7'], FLOWROUTE),
        ([f"for={FLOWROUTE}, for=_hidden"], None),
        ([f"for={FLOWROUTE}, for=unknown"], None),
        ([f"for={FLOWROUTE}, proto=https"], None),
        ([f'for={FLOWROUTE};by=", for="[2001:db8::9]"'], None),
        ([f'for={FLOWROUTE};by="\\", for="[2001:db8::9]"'], None),
        ([f'for="{FLOWROUTE}, for={OTHER}'], None),
        ([f'for={FLOWROUTE};x="a,b", for={OTHER}'], OTHER),
        (["for"], None),
        ([",,;;"], PROXY),
        ([f"{FLOWROUTE}"], None),
        (['for="' + "a" * 50_000], None),
    ],
)
def test_forwarded(forwarded: list[str], source: str | None) -> None:
    """Forwarded is read as RFC 7239 has it; what is not so is unknown, as it may be made up."""
    sources = Sources(proxies=["10.0.0.0/8"], proxy_header="Forwarded")

    assert sources.header == "forwarded"
    assert str(sources.source(PROXY, forwarded) or "") == (source or "")


def test_the_question_of_proxies_has_to_be_answered() -> None:
    """A list of sources without a word on proxies is an error, which asks for it."""
    with pytest.raises(ConfigurationError, match="give proxies=0 where Flowroute connects"):
        Sources(FLOWROUTE_ADDRESSES)


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ({"allowed": [], "proxies": 0}, "sources is empty"),
        ({"allowed": " , ", "proxies": 0}, "sources is empty"),
        ({"allowed": ["flowroute.com"], "proxies": 0}, "'flowroute.com', which is no IP address"),
        ({"allowed": ["52.88.246.140/24"], "proxies": 0}, "give '52.88.246.0/24'"),
        ({"allowed": [1234], "proxies": 0}, "a value of type int"),
        ({"allowed": 1234, "proxies": 0}, "a value of type int"),
        ({"allowed": ["52.88.246"], "proxies": 0}, "no IP address"),
        ({"proxies": True}, "proxies=True is not a number of proxies"),
        ({"proxies": -1}, "proxies=-1 is not a number of proxies"),
        ({"proxies": 1000}, "proxies=1000 is not a number of proxies"),
        ({"proxies": "*"}, "'*', which is no IP address"),
        ({"proxies": ["0.0.0.0/0"]}, "a network of all addresses"),
        ({"proxies": ["::/0"]}, "a network of all addresses"),
        ({"proxies": ["::ffff:0:0/96"]}, "a network of all addresses"),
        ({"proxy_header": ""}, "is not the name of a header"),
        ({"proxy_header": "X-Forwarded-For:"}, "is not the name of a header"),
        ({"proxy_header": None}, "is not the name of a header"),
    ],
)
def test_wrong_settings(arguments: dict[str, object], problem: str) -> None:
    """What cannot be meant is an error with its cure."""
    with pytest.raises(ConfigurationError) as caught:
        Sources(**arguments)

    assert problem in str(caught.value)


def test_entries_of_hops_cannot_be_shifted() -> None:
    """However much a client invents, it is left of what the proxies have written."""
    invented = ", ".join([FLOWROUTE] * 500)

    assert not Sources([FLOWROUTE], proxies=1).accepts(PROXY, [f"{invented}, {OTHER}"])
    assert not Sources([FLOWROUTE], proxies=[PROXY]).accepts(PROXY, [invented, OTHER])
