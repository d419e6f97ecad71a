"""Gives Flowroute's host an address that others share, and refuses connections to it.

It is loaded before the plugin under test, and replaces the network.
"""

from __future__ import annotations

import socket
from typing import Any

ADDRESSES = {
    "api.flowroute.com": "198.51.100.7",
    "shared.example.com": "198.51.100.7",
    "other.example.com": "198.51.100.8",
}
resolve = socket.getaddrinfo


def getaddrinfo(host: Any, port: Any, *args: Any, **settings: Any) -> Any:
    if host in ADDRESSES:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ADDRESSES[host], port))]
    return resolve(host, port, *args, **settings)


class Refusing(socket.socket):
    """A socket that refuses connections to these addresses."""

    def connect(self, address: Any) -> None:
        if "198.51.100." in str(address[0]) or self.family == socket.AF_INET6:
            raise ConnectionRefusedError(address[0])
        super().connect(address)


for name, value in {"getaddrinfo": getaddrinfo, "socket": Refusing}.items():
    setattr(socket, name, value)
