"""A window as text, for processes to share. Pure."""

from __future__ import annotations

import json
from typing import Any

import attrs

from .round_trips import Network
from .sliding_window import Place, Reservation, Window

# Releases that count differently must not share a count.
FORMAT = 1


class UnknownFormat(ValueError):
    """The text is not a window, or one of another release."""


def dump(window: Window) -> str:
    """The window as JSON."""
    return json.dumps({"format": FORMAT, **attrs.asdict(window)}, separators=(",", ":"))


def load(text: str) -> Window:
    """The window that `dump` wrote as *text*; raises `UnknownFormat` if it did not."""
    try:
        document: dict[str, Any] = json.loads(text)
        if document.pop("format") != FORMAT:
            raise UnknownFormat
        return Window(
            reservations=tuple(Reservation(**fields) for fields in document.pop("reservations")),
            queue=tuple(Place(**fields) for fields in document.pop("queue")),
            network=Network(**document.pop("network")),
            **document,
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise UnknownFormat from error
