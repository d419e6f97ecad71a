"""`reset`: a new account in a sandbox that is being served."""

from __future__ import annotations

import json
import os
from base64 import b64encode
from contextlib import closing
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import SplitResult, urlsplit

from flowroute_sandbox.sandbox import ACCESS_KEY, SECRET_KEY

TIMEOUT = 10.0
PATH = "/_sandbox/reset"
HEALTHY = {"status": "ok"}


def reset() -> None:
    """Make the account of the sandbox at ``FR_BASE_URL`` a new one, and its time the real one.

    The keys are ``FR_ACCESS_KEY`` and ``FR_SECRET_KEY``, or those of `flowroute sandbox`; they are
    sent to a sandbox only. Raises `RuntimeError` if there is none, or it refuses the keys.
    """
    url = os.environ.get("FR_BASE_URL", "")
    if not url:
        raise RuntimeError("FR_BASE_URL is not set: export what the sandbox prints when it starts")
    try:
        parts = urlsplit(url)
        _, health = _response(parts, "GET", "/_sandbox/health")
        is_sandbox = json.loads(health) == HEALTHY
        status, _ = _response(parts, "POST", PATH, _authorization()) if is_sandbox else (404, b"")
    except (OSError, HTTPException, ValueError):
        status = 404
    if status == 404:
        raise RuntimeError("there is no sandbox at FR_BASE_URL: start `flowroute sandbox`")
    if status != 204:
        raise RuntimeError("the sandbox has other keys than FR_ACCESS_KEY and FR_SECRET_KEY")


def _authorization() -> str:
    access_key = os.environ.get("FR_ACCESS_KEY", ACCESS_KEY)
    secret_key = os.environ.get("FR_SECRET_KEY", SECRET_KEY)
    return "Basic " + b64encode(f"{access_key}:{secret_key}".encode()).decode()


def _response(
    url: SplitResult, method: str, path: str, authorization: str | None = None
) -> tuple[int, bytes]:
    """Return the status and the beginning of the body of a response."""
    connect = HTTPSConnection if url.scheme == "https" else HTTPConnection
    headers = {} if authorization is None else {"authorization": authorization}
    with closing(connect(url.hostname or "", url.port, timeout=TIMEOUT)) as connection:
        connection.request(method, url.path.rstrip("/") + path, headers=headers)
        response = connection.getresponse()
        return response.status, response.read(1000)
