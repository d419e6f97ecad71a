"""Addresses of the page that more than one view has."""

from __future__ import annotations

from urllib.parse import quote


def address(ours: str, theirs: str) -> str:
    """Return the path of a conversation."""
    return f"/_sandbox/page/conversations/{quote(ours, safe='')}/{quote(theirs, safe='')}"
