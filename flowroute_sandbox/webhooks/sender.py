"""Posts webhooks over HTTP: the only place where the sandbox opens a connection."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from flowroute_sandbox.http.hosts import ANY, named

if TYPE_CHECKING:
    from collections.abc import Mapping
    from http.client import HTTPConnection
    from urllib.parse import SplitResult

TIMEOUT = 5.0
"""How long, in seconds, a delivery may take: finding the receiver, connecting, and its response."""

# developer.flowroute.com: Webhooks. Nothing is signed.
HEADERS = {
    "content-type": "application/json",
    "accept-encoding": "gzip",
    # Assumed: webhook-user-agent
    "user-agent": "Go-http-client/1.1",
}
"""The headers of a webhook."""


class HeldBack(Exception):
    """The webhook is for a host that must not be posted to."""


class Reply(int):
    """The status of a receiver's response, with its headers and the beginning of its body."""

    headers: Mapping[str, str]
    body: bytes

    def __new__(cls, status: int, headers: Mapping[str, str], body: bytes) -> Reply:
        """Make the reply of these three."""
        reply = super().__new__(cls, status)
        reply.headers = headers
        reply.body = body
        return reply


class WebhookSender:
    """Posts to this machine, to the `hosts` named, and to any host if one of them is `*`.

    A webhook for another host raises `HeldBack` before anything is looked up or sent: an account
    often has the addresses of an application that is in use. A delivery takes `timeout` seconds at
    most, however slowly its receiver responds. Raises ValueError for what is no host, such as a
    URL or a host with a port.
    """

    def __init__(self, *hosts: str, timeout: float = TIMEOUT) -> None:
        self._hosts = {named(host) for host in hosts}
        self._timeout = timeout

    def __call__(self, url: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        """Return the status of the response; raise OSError or HTTPException without one.

        Redirects are not followed.
        """
        from flowroute_sandbox.webhooks.timed_connection import Deadline, connect, response

        parts = urlsplit(url)
        host = parts.hostname or ""
        if not (ANY in self._hosts or host in self._hosts or is_this_machine(host)):
            raise HeldBack(
                f"not posted: {host} is not this machine; `--post-to {host}`, or"
                f' Sandbox(post=WebhookSender("{host}")), lets it be posted to'
            )
        request = _connection(parts, host)
        deadline = Deadline(self._timeout)
        with connect(host, request.port, deadline, tls=parts.scheme == "https") as connection:
            request.sock = connection
            connection.settimeout(deadline.left())
            request.request("POST", _path(parts), body, {**headers, **_credentials(parts)})
            return Reply(*response(connection, deadline))


def is_this_machine(host: str) -> bool:
    """Return whether a host is this machine by its name alone."""
    from ipaddress import ip_address

    try:
        address = ip_address(host)
    except ValueError:
        return host == "localhost"
    return address.is_loopback or address.is_unspecified


def _connection(parts: SplitResult, host: str) -> HTTPConnection:
    from http.client import HTTPConnection, HTTPSConnection

    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    return kind(host, parts.port)


def _path(parts: SplitResult) -> str:
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    return quote(path, safe="/%:=&?~+!$,;'@()*[]")


def _credentials(parts: SplitResult) -> dict[str, str]:
    """Return the header for the user and password in an address, as Go's client sends it."""
    # Assumed: webhook-credentials
    if parts.username is None:
        return {}
    from base64 import b64encode
    from urllib.parse import unquote

    keys = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return {"authorization": f"Basic {b64encode(keys.encode()).decode()}"}
