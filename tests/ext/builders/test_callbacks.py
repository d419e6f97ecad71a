"""Callbacks: kinds by short name or by the API's, and URLs that are masked when shown."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowroute_ext._base.masking import mask_url
from flowroute_ext._base.problems import InvalidValue, Problem
from flowroute_ext._builders.callbacks import (
    NAMES,
    callback_kind,
    callback_reference,
    callback_url,
    proof_of,
    proven_reference,
    with_reference,
    without_reference,
)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("sms", "sms_callback"),
        ("mms", "mms_callback"),
        ("sms_dlr", "sms_dlr_callback"),
        ("mms_dlr", "mms_dlr_callback"),
        ("dlr_callback", "dlr_callback"),
        ("sms_callback", "sms_callback"),
        ("SMS-DLR", "sms_dlr_callback"),
        (" mms ", "mms_callback"),
    ],
)
def test_kinds(kind: str, name: str) -> None:
    """A kind is given by its short name or by the API's, in any case."""
    assert callback_kind(kind) == name


def test_names_stay() -> None:
    """The API's own names are taken as they are."""
    assert {callback_kind(name) for name in NAMES.values()} == set(NAMES.values())


@pytest.mark.parametrize(
    ("kind", "got", "cure"),
    [
        ("sms_drl", "'sms_drl'", "give one of these"),
        ("voice", "'voice'", "give one of these"),
        ("", "an empty text", "give one of these"),
        (None, "nothing", "give one of these"),
    ],
)
def test_other_kinds(kind: Any, got: str, cure: str) -> None:
    """Another kind is refused, with a suggestion if there is a similar one."""
    with pytest.raises(InvalidValue) as caught:
        callback_kind(kind)

    rule = "must be one of 'sms', 'mms', 'sms_dlr' and 'mms_dlr'"
    assert caught.value.problems == (Problem(field="kind", value=got, rule=rule, cure=cure),)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com",
        "http://example.com:8080/sms?key=1#x",
        "https://user:secret@example.com/sms",
        "HTTPS://EXAMPLE.COM/",
        "http://localhost:8000/sms",
        "http://[2001:db8::1]:8000/sms",
    ],
)
def test_urls(url: str) -> None:
    """An http or https URL with a host is accepted unchanged, with its credentials."""
    assert callback_url(url) == url
    assert callback_url(f" {url}\n") == url


LIKE = "write it like 'https://example.com/path'"
BEGIN = "begin it with https:// or http://"
ENCODE = "percent-encode spaces, as %20, and leave out control characters"


@pytest.mark.parametrize(
    ("url", "got", "cure"),
    [
        (None, "nothing", "give it as text"),
        ("", "an empty text", "give it as text"),
        ("example.com/sms", "'example.com/sms'", LIKE),
        ("/sms?key=secret", "'/sms?…'", LIKE),
        ("https://", "'https://'", LIKE),
        ("https:///sms", "'https:///sms'", LIKE),
        ("https://example.com:0/", "'https://example.com:0/'", LIKE),
        ("https://example.com:x/", "'https://example.com:x/'", LIKE),
        ("https://[::1/", "'https://[::1/'", LIKE),
        ("ftp://user:secret@example.com/", "'ftp://•••@example.com/'", BEGIN),
        ("https://user:sec?ret@example.com/", "'https://…'", LIKE),
        ("https://example.com/a b?secret", "'https://example.com/a b?…'", ENCODE),
        ("https://example.com/a\x00b", "'https://example.com/a\\x00b'", ENCODE),
        ("mailto:user@example.com", "'•••@example.com'", LIKE),
        ("https://example.com:x/12065550142", "'https://example.com:x/1206•••0142'", LIKE),
    ],
)
def test_other_urls(url: Any, got: str, cure: str) -> None:
    """Another value is refused, and shown without credentials, query and numbers."""
    with pytest.raises(InvalidValue) as caught:
        callback_url(url)

    rule = "must be the URL that Flowroute posts to"
    assert caught.value.problems == (Problem(field="url", value=got, rule=rule, cure=cure),)


@given(st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S"]), max_size=20))
def test_secrets_are_never_shown(extra: str) -> None:
    """A URL is shown without its password and query."""
    for url in (
        f"https://user:hush{extra}hush@example.com/sms",
        f"https://example.com/sms?hush={extra}hush",
        f"https://user:hush@example.com/sms#{extra}hush",
    ):
        assert "hush" not in mask_url(url)


@given(st.text())
def test_never_fails_otherwise(url: str) -> None:
    """Any text is accepted without its outer blanks, or refused."""
    try:
        assert callback_url(url) == url.strip()
    except InvalidValue:
        assert mask_url(url) is not None


@pytest.mark.parametrize(
    ("url", "reference"),
    [
        ("https://user:pw@example.com/dlr?a=1&flowroute_reference=order%2D7#x", "order-7"),
        ("/dlr?flowroute_reference=order-7", "order-7"),
        (b"/dlr?flowroute_reference=order-7", "order-7"),
        (httpx.URL("https://example.com/dlr?flowroute_reference=order-7"), "order-7"),
        ("//[?flowroute_reference=order-7", "order-7"),
        ("https://[::1/dlr", None),
        ("https://example.com\uff20/dlr", None),
        ("/dlr#?flowroute_reference=order-7", None),
        ("", None),
        (b"\xff?\xff=%ff", None),
        (None, None),
    ],
)
def test_references_of_any_url(url: Any, reference: str | None) -> None:
    """A reference is read from whatever is posted to a webhook, and no URL is an error."""
    assert callback_reference(url) == reference


@given(st.text(min_size=1), st.binary(min_size=1))
def test_a_proof_is_of_one_reference_and_one_key(reference: str, key: bytes) -> None:
    """The URL that is made has it, and no other key, reference or proof will do."""
    url = with_reference("https://example.com/dlr?a=1#x", reference, proof_of(key, reference))

    assert proven_reference(url, key) == callback_reference(url)
    assert without_reference(url) == "https://example.com/dlr?a=1#x"
    assert proven_reference(url, key + b"x") is None
    assert (
        proven_reference(with_reference("/", f"{reference}x", proof_of(key, reference)), key)
        is None
    )
    assert proven_reference(url.replace("flowroute_proof=", "flowroute_proof=0"), key) is None
    assert proven_reference(f"/?flowroute_reference={reference}", key) is None
