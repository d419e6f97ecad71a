"""HTTP Basic authentication: the access key is the user, the secret key the password."""

from __future__ import annotations

import binascii
from hmac import compare_digest
from typing import TYPE_CHECKING

from flowroute_sandbox.http.errors import AUTHENTICATION_FAILED, Refused

if TYPE_CHECKING:
    from flowroute_sandbox.http.messages import Request


class CredentialCheck:
    """The keys that requests must carry."""

    def __init__(self, access_key: str, secret_key: str) -> None:
        self._expected = f"{access_key}:{secret_key}".encode()

    def __repr__(self) -> str:
        return "CredentialCheck()"

    def check(self, request: Request) -> None:
        """Raise Refused for a request without the keys."""
        scheme, _, text = request.headers.get("authorization", "").partition(" ")
        try:
            sent = binascii.a2b_base64(text.strip(), strict_mode=True)
        except (binascii.Error, ValueError):
            sent = b""
        if scheme.lower() != "basic" or not compare_digest(sent, self._expected):
            # Assumed: www-authenticate
            raise Refused(AUTHENTICATION_FAILED, {"www-authenticate": 'Basic realm="flowroute"'})
