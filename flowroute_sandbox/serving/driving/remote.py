"""The control API of a sandbox in another process, over HTTP."""

from __future__ import annotations

import json
from base64 import b64encode
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import urlsplit

from flowroute_sandbox.control.controls import Controls

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TIMEOUT: Final = 30.0


class NotDone(Exception):
    """The sandbox could not be reached, or refused."""


class RemoteSandbox(Controls):
    """The sandbox at a URL, with the keys that it accepts."""

    def __init__(self, url: str, access_key: str, secret_key: str) -> None:
        try:
            parts = urlsplit(url)
            self._host, self._port = parts.hostname or "", parts.port
        except ValueError:
            raise NotDone(f"{url} is no URL: give one like http://127.0.0.1:8080") from None
        if parts.scheme not in ("http", "https") or not self._host or "@" in parts.netloc:
            raise NotDone(
                "the address of the sandbox is no URL: give one like http://127.0.0.1:8080"
            )
        self._kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        self._base = parts.path.rstrip("/")
        self._url = f"{parts.scheme}://{parts.netloc}{self._base}"
        keys = b64encode(f"{access_key}:{secret_key}".encode()).decode()
        self._headers = {"Authorization": f"Basic {keys}", "Content-Type": "application/json"}

    def _control(
        self, path: str, body: Mapping[str, object] | None = None, method: str = "POST"
    ) -> dict[str, Any]:
        connection = self._kind(self._host, self._port, timeout=TIMEOUT)
        given = {name: value for name, value in (body or {}).items() if value is not None}
        try:
            target = f"{self._base}/_sandbox/{path}"
            connection.request(method, target, json.dumps(given), self._headers)
            response = connection.getresponse()
            status, data = response.status, response.read()
        except (OSError, HTTPException) as error:
            reason = getattr(error, "strerror", None) or type(error).__name__
            raise NotDone(
                f"no sandbox answers at {self._url} ({reason}): "
                "start one with flowroute sandbox, or give --url"
            ) from None
        finally:
            connection.close()
        try:
            document: Any = json.loads(data) if data else {}
        except ValueError:
            document = None
        if not isinstance(document, dict):
            raise NotDone(f"what answers at {self._url} is no sandbox: give --url")
        members = cast("dict[str, Any]", document)
        if 200 <= status < 300:
            return members
        if status == 401:
            raise NotDone(
                f"the sandbox at {self._url} takes other keys:"
                " set FR_SANDBOX_ACCESS_KEY and FR_SANDBOX_SECRET_KEY"
            )
        raise NotDone(
            "; ".join(_reasons(members.get("errors"))) or f"it was answered with {status}"
        )

    def _post_due(self) -> None:
        """Do nothing: a served sandbox posts due webhooks without being called."""


def _reasons(detail: object, within: str = "") -> Iterator[str]:
    """Yield the reasons in the errors of a response, each after the field it is about."""
    if isinstance(detail, str):
        field = within.removeprefix("data.attributes.")
        yield f"{field}: {detail}" if field else detail
    elif isinstance(detail, list):
        for item in cast("list[object]", detail):
            yield from _reasons(item, within)
    elif isinstance(detail, dict):
        members = cast("dict[str, object]", detail)
        if not within and "detail" in members:
            yield from _reasons(members["detail"], within)
        else:
            for name, item in members.items():
                yield from _reasons(item, f"{within}.{name}" if within else name)
