"""Callbacks: their kinds, their URLs, and references in these."""

from __future__ import annotations

from typing import Final, Literal
from urllib.parse import parse_qs, quote

from .._base.frames import clears_frames
from .._base.problems import invalid, shown
from .urls import web_url

CallbackName = Literal[
    "sms_callback", "mms_callback", "sms_dlr_callback", "mms_dlr_callback", "dlr_callback"
]
CallbackKind = Literal["sms", "mms", "sms_dlr", "mms_dlr"] | CallbackName

# `dlr_callback` is the older name of the SMS one, which the official SDKs use.
NAMES: Final[dict[str, CallbackName]] = {
    "sms": "sms_callback",
    "mms": "mms_callback",
    "sms_dlr": "sms_dlr_callback",
    "mms_dlr": "mms_dlr_callback",
    "sms_callback": "sms_callback",
    "mms_callback": "mms_callback",
    "sms_dlr_callback": "sms_dlr_callback",
    "mms_dlr_callback": "mms_dlr_callback",
    "dlr_callback": "dlr_callback",
}

# The query parameter with the reference of a message, in its `dlr_callback`.
REFERENCE: Final = "flowroute_reference"
# The one with the proof beside it: a MAC that shows that the URL is one that the SDK made.
PROOF: Final = "flowroute_proof"
PROOF_BYTES: Final = 16


def callback_kind(value: object, *, field: str = "kind") -> CallbackName:
    """Return the API's name for a kind of callback: ``"sms_dlr_callback"`` for ``"sms_dlr"``.

    `sms` and `mms` are for inbound messages, `sms_dlr` and `mms_dlr` for the delivery receipts
    (DLR) of outbound ones (developer.flowroute.com: Set a Callback URL for an Account).
    Raises `InvalidValue` for any other.
    """
    word = value.strip().lower().replace("-", "_") if isinstance(value, str) else ""
    if word in NAMES:
        return NAMES[word]
    raise invalid(
        "callback",
        field,
        shown(value),
        rule="must be one of 'sms', 'mms', 'sms_dlr' and 'mms_dlr'",
        cure="give one of these",
    )


def callback_url(value: object, *, field: str = "url") -> str:
    """Return *value*, a URL that Flowroute posts to: absolute, http or https.

    Credentials in it are allowed, and the only way to authenticate a webhook, as webhooks are
    not signed; they are never shown. Raises `InvalidValue` for any other value.
    """
    return web_url(value, field=field, rule="must be the URL that Flowroute posts to")


def proof_of(key: bytes, reference: str) -> str:
    """Return the proof of *reference*: a MAC of it, which cannot be made without the *key*.

    References are often numbered, and can be guessed; webhooks are not signed.
    """
    import hmac

    return hmac.digest(key, reference.encode(errors="replace"), "sha256")[:PROOF_BYTES].hex()


def with_reference(url: str, reference: str, proof: str) -> str:
    """Return *url* with the reference of a message, and its proof, at the end of its query."""
    bare, hash_mark, fragment = url.partition("#")
    mark = "&" if "?" in bare else "?"
    added = f"{REFERENCE}={quote(reference, safe='')}&{PROOF}={proof}"
    return f"{bare}{mark}{added}{hash_mark}{fragment}"


def without_reference(url: str) -> str:
    """Return *url* as it was before `with_reference`."""
    if f"{REFERENCE}=" not in url:
        return url
    bare, hash_mark, fragment = url.partition("#")
    path, _, query = bare.partition("?")
    added = (f"{REFERENCE}=", f"{PROOF}=")
    kept = [pair for pair in query.split("&") if pair and not pair.startswith(added)]
    return "?".join([path, "&".join(kept)] if kept else [path]) + hash_mark + fragment


@clears_frames
def callback_reference(url: str | bytes) -> str | None:
    """Return the reference of a message in *url*, or None without one.

    *url* is the one that a delivery receipt was posted to: whole, or from its path on, as text, as
    bytes, or as the object of a web framework. The SDK puts the reference of each message into its
    `dlr_callback`. Anybody may post to a webhook, so no URL raises an error, and a reference alone
    proves nothing: `Outbox.record_receipt` and `messages.record_receipt` check the proof beside it.
    """
    return _last(_query(url), REFERENCE)


@clears_frames
def proven_reference(url: str | bytes, key: bytes) -> str | None:
    """Return the reference in *url*, if the proof beside it was made with *key*; else None."""
    import hmac

    query = _query(url)
    reference, proof = _last(query, REFERENCE), _last(query, PROOF)
    if reference is None or proof is None:
        return None
    wanted = proof_of(key, reference)
    genuine = hmac.compare_digest(proof.encode(errors="replace"), wanted.encode())
    return reference if genuine else None


def _query(url: str | bytes) -> dict[str, list[str]]:
    text = url.decode(errors="replace") if isinstance(url, bytes) else str(url)
    # Not by urlsplit, which refuses a URL whose host it cannot read, as in "//[".
    return parse_qs(text.partition("#")[0].partition("?")[2], errors="replace")


def _last(query: dict[str, list[str]], name: str) -> str | None:
    values = query.get(name)
    return values[-1] if values else None
