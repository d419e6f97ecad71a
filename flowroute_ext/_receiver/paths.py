"""The paths of a receiver: one for each kind of webhook, which cannot be guessed."""

from __future__ import annotations

import base64
import hmac
from typing import Final, Literal

from .._base.problems import invalid, shown
from .._builders.callbacks import callback_url
from .secret import keys

ReceiverKind = Literal["sms", "mms", "sms_dlr", "mms_dlr", "events"]

KINDS: Final[tuple[ReceiverKind, ...]] = ("sms", "mms", "sms_dlr", "mms_dlr", "events")
# As `messages.set_callback` and `numbers.set_callback` take them, and what people call them.
ALIASES: Final[dict[str, ReceiverKind]] = {
    **{kind: kind for kind in KINDS},
    "sms_callback": "sms",
    "mms_callback": "mms",
    "sms_dlr_callback": "sms_dlr",
    "mms_dlr_callback": "mms_dlr",
    "dlr": "sms_dlr",
    "dlr_callback": "sms_dlr",
    "event": "events",
}
# What the HMAC is of, before the kind; with another one all paths change.
PURPOSE: Final = b"flowroute-ext webhook path 1: "
# Of the HMAC: 160 bits, which are 32 characters.
TOKEN_BYTES: Final = 20


class Paths:
    """The paths of a receiver, made from its *secret*.

    A path is one segment, the kind and 160 bits of an HMAC-SHA256 of it, as in
    ``sms-ihtd…``. It does not show the secret, nor the path of another kind. With several
    secrets, `url` uses the first, and `kind_of` accepts all.

    Raises `ConfigurationError` for a secret that can be guessed.
    """

    def __init__(self, secret: object) -> None:
        secret_keys = keys(secret)
        self._newest = {kind: token(secret_keys[0], kind) for kind in KINDS}
        self._accepted: list[tuple[ReceiverKind, bytes]] = [
            (kind, token(key, kind).encode()) for key in secret_keys for kind in KINDS
        ]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({len(self._accepted) // len(KINDS)} secrets)"

    def url(self, base: str, kind: object) -> str:
        """Return the URL for *kind*, below the URL *base* of the receiver.

        *kind* is ``"sms"``, ``"mms"``, ``"sms_dlr"``, ``"mms_dlr"`` or ``"events"``, or a name
        that `set_callback` takes. A query of *base* stays. Raises `InvalidValue`.
        """
        name = receiver_kind(kind)
        url = callback_url(base, field="base")
        if "#" in url:
            raise invalid(
                "URL",
                "base",
                "one with a fragment",
                rule="must be the URL of the receiver",
                cure="leave out the # and what follows it, which is never sent",
            )
        place, mark, query = url.partition("?")
        return f"{place.rstrip('/')}/{self._newest[name]}{mark}{query}"

    def kind_of(self, path: str) -> ReceiverKind | None:
        """Return the kind of webhook that *path* is for; None if it is none of these paths.

        It is the last segment that counts: whatever the receiver is mounted at, and with or
        without a slash or a query behind it. All candidates are compared, each in constant time.
        """
        place = path.partition("#")[0].partition("?")[0].rstrip("/")
        segment = place.rpartition("/")[2].encode(errors="surrogatepass")
        matched: ReceiverKind | None = None
        for kind, candidate in self._accepted:
            if hmac.compare_digest(segment, candidate):
                matched = kind
        return matched


def receiver_kind(value: object) -> ReceiverKind:
    """Return the kind of webhook that *value* names; raise `InvalidValue` for any other."""
    word = value.strip().lower().replace("-", "_") if isinstance(value, str) else ""
    if word in ALIASES:
        return ALIASES[word]
    raise invalid(
        "webhook",
        "kind",
        shown(value),
        rule=f"must be one of {', '.join(map(repr, KINDS))}",
        cure="give one of these",
    )


def token(key: bytes, kind: ReceiverKind) -> str:
    """Return the segment of the path for *kind*: in letters and digits that no proxy changes."""
    digest = hmac.digest(key, PURPOSE + kind.encode(), "sha256")[:TOKEN_BYTES]
    return f"{kind}-{base64.b32encode(digest).decode().lower()}"
