"""The secret of a receiver: checked when it is given, and never shown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final, cast

from .._base.errors import ConfigurationError

# Characters. Those of secrets.token_urlsafe(16) are 22, and of secrets.token_hex(16) 32.
SHORTEST: Final = 20
LONGEST: Final = 4096
# Hexadecimal digits of a random secret are more than that, but for one in a billion.
FEWEST_DIFFERENT: Final = 8
# Around and between the words of a text that stands for a secret until there is one.
PLACEHOLDER: Final = re.compile(
    r"change.?(me|it|this)|replace.?(me|this)|place.?holder|example|your.?(own.?)?(webhook.?)?secret"
    r"|(my|the|a|some|super|top|very)[ _-]+secret|secret[ _-]*(key|here)|pass(word|phrase)"
    r"|long.?(and.?)?random|random.?(string|text)|insert|fill.?(in|me)|to.?do|not.?(a.?)?secret"
    r"|insecure|dummy|default|<[^<>]*>|\{[^{}]*\}|\$\(?\w+|^(x|\*|\.|-|_|0)+$",
    re.IGNORECASE | re.DOTALL,
)
SURROGATES: Final = re.compile("[\ud800-\udfff]")
CURE: Final = (
    "make one with `python -c 'import secrets; print(secrets.token_urlsafe(32))'`, and keep it "
    "where your other secrets are"
)


def keys(secret: object) -> tuple[bytes, ...]:
    """Return the keys of *secret*: one, or several of which the first is the new one.

    Raises `ConfigurationError`, which never shows it, for what can be guessed.
    """
    if isinstance(secret, str | bytes) or not isinstance(secret, Iterable):
        return (_key(secret, "secret"),)
    secrets = [*cast("Iterable[object]", secret)]
    if not secrets:
        raise ConfigurationError(f"secret is an empty list: {CURE}")
    checked = [_key(key, f"secret[{index}]") for index, key in enumerate(secrets)]
    return tuple(dict.fromkeys(checked))


def _key(secret: object, name: str) -> bytes:
    if secret is None or secret in ("", b""):
        raise ConfigurationError(f"{name} is empty: {CURE}")
    if not isinstance(secret, str | bytes):
        raise ConfigurationError(
            f"{name} is of type {type(secret).__name__}: give it as text or bytes, or two in a list"
        )
    if len(secret) > LONGEST:
        raise ConfigurationError(
            f"{name} has {len(secret):,} characters, and at most {LONGEST:,} are taken: {CURE}"
        )
    text = secret if isinstance(secret, str) else secret.decode("latin-1")
    if SURROGATES.search(text):
        raise ConfigurationError(
            f"{name} has characters that cannot be encoded, as text has that was not UTF-8: "
            "give it as bytes, or use letters and digits"
        )
    if isinstance(secret, str) and text != text.strip():
        raise ConfigurationError(
            f"{name} has white space around it, which one of your machines may not have: strip it"
        )
    if len(text) < SHORTEST:
        raise ConfigurationError(
            f"{name} has {len(text)} characters, and at least {SHORTEST} are needed: {CURE}"
        )
    if isinstance(secret, str) and PLACEHOLDER.search(text) and not _is_random(text):
        raise ConfigurationError(f"{name} looks like a placeholder: {CURE}")
    if len(set(text)) < FEWEST_DIFFERENT or _period(text) < SHORTEST or _is_sequence(text):
        raise ConfigurationError(f"{name} can be guessed, as its characters repeat: {CURE}")
    return secret.encode() if isinstance(secret, str) else secret


def _is_random(text: str) -> bool:
    """Whether *text* cannot be words: a random secret may have some of a placeholder in it."""
    mixed = {
        "upper" if character.isupper() else "lower" if character.islower() else "digit"
        for character in text
        if character.isalnum()
    }
    return " " not in text and len(mixed) == 3 and len(set(text)) >= SHORTEST


def _period(text: str) -> int:
    """The length of the part that *text* repeats, or of all of it."""
    return (text + text).find(text, 1)


def _is_sequence(text: str) -> bool:
    """Whether most characters follow the one before, as in an alphabet or a row of digits."""
    steps = [ord(after) - ord(before) for before, after in pairwise(text)]
    return 2 * sum(step in (-1, 0, 1) for step in steps) > len(steps)
