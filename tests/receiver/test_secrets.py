"""What can be guessed is no secret of a receiver."""

from __future__ import annotations

import secrets
import uuid

import pytest

from flowroute_ext._receiver.secret import keys
from flowroute_ext.errors import ConfigurationError

GOOD = "correct-horse-battery-staple"


def test_random_secrets_are_taken() -> None:
    """Whatever the usual generators make is taken, of 100 each."""
    for _ in range(100):
        for secret in (
            secrets.token_urlsafe(32),
            secrets.token_urlsafe(16),
            secrets.token_hex(16),
            uuid.uuid4().hex,
            str(uuid.uuid4()),
        ):
            assert keys(secret) == (secret.encode(),)
        assert keys(raw := secrets.token_bytes(32)) == (raw,)


def test_a_passphrase_is_taken() -> None:
    """A secret need not be random characters."""
    assert keys(GOOD) == (GOOD.encode(),)


def test_two_secrets() -> None:
    """The new secret and the old one are both keys, in that order; a repeated one counts once."""
    other = secrets.token_hex(16)

    assert keys([GOOD, other]) == (GOOD.encode(), other.encode())
    assert keys((GOOD, GOOD.encode())) == (GOOD.encode(),)


@pytest.mark.parametrize(
    ("secret", "problem"),
    [
        (None, "secret is empty"),
        ("", "secret is empty"),
        (b"", "secret is empty"),
        ([], "secret is an empty list"),
        (12345678901234567890123, "secret is of type int"),
        ([GOOD, ""], "secret[1] is empty"),
        ([GOOD, None], "secret[1] is empty"),
        ("hunter2", "secret has 7 characters, and at least 20"),
        (b"0123456789", "secret has 10 characters"),
        ("{Kq8zR41v" * 1000, "secret has 9,000 characters, and at most 4,096"),
        (f"{GOOD}\n", "secret has white space around it"),
        ("secret-of-Latin-1-\udce9-Kq8zR41v", "secret has characters that cannot be encoded"),
        ("a" * 40, "looks like a placeholder|its characters repeat"),
        ("abcd" * 10, "its characters repeat"),
        ("0123456789abcdef" * 2, "its characters repeat"),
        ("abcdefghijklmnopqrstuvwxyz", "its characters repeat"),
        ("12345678901234567890123456", "its characters repeat"),
        ("zyxwvutsrqponmlkjihgfedcba", "its characters repeat"),
        ("xxxxxxxxxxxxxxxxxxxxxxxxxx", "looks like a placeholder"),
        ("change-me-in-production", "looks like a placeholder"),
        ("CHANGEME_CHANGEME_CHANGEME", "looks like a placeholder"),
        ("your-webhook-secret-goes-here", "looks like a placeholder"),
        ("<a long random string, please>", "looks like a placeholder"),
        ("${FLOWROUTE_WEBHOOK_SECRET}", "looks like a placeholder"),
        ("{{ flowroute_webhook_secret }}", "looks like a placeholder"),
        ("this is a super secret thing", "looks like a placeholder"),
        ("django-insecure-9a8s7d6f5g4h", "looks like a placeholder"),
        ("replace this before you deploy", "looks like a placeholder"),
    ],
)
def test_what_can_be_guessed(secret: object, problem: str) -> None:
    """What is empty, short, of few characters or a placeholder is refused, and is not shown."""
    with pytest.raises(ConfigurationError) as caught:
        keys(secret)

    text = str(caught.value)
    assert any(one in text for one in problem.split("|"))
    cures = ("secrets.token_urlsafe(32)", "white space", "of type int", "give it as bytes")
    assert any(one in text for one in cures)
    for one in secret if isinstance(secret, list) else [secret]:
        assert not isinstance(one, str) or len(one) < 3 or one.strip() not in text
