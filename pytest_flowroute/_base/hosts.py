"""Which hosts are Flowroute's."""

from __future__ import annotations


def is_flowroute(host: object) -> bool:
    """Whether *host* is flowroute.com or below it, as in api.flowroute.com."""
    if isinstance(host, (bytes, bytearray)):
        host = host.decode("ascii", "replace")
    if not isinstance(host, str):
        return False
    name = host.rstrip(".").lower()
    return name == "flowroute.com" or name.endswith(".flowroute.com")
