"""Flowroute's hosts."""

from __future__ import annotations


def is_flowroute(host: object) -> bool:
    """Whether *host* is flowroute.com or a subdomain of it, as api.flowroute.com is."""
    if isinstance(host, (bytes, bytearray)):
        host = host.decode("ascii", "replace")
    if not isinstance(host, str):
        return False
    name = host.rstrip(".").lower()
    return name == "flowroute.com" or name.endswith(".flowroute.com")
