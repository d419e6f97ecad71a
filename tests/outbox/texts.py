"""Rows to send."""

from __future__ import annotations

OWN = "12065550100"


def rows(count: int, *, first: int = 0) -> list[dict[str, object]]:
    """Rows with a reference and a text of their own each, to a hundred numbers."""
    return [
        {
            "to": f"131255501{number % 100:02}",
            "from": OWN,
            "body": f"Text {number}",
            "reference": f"row-{number}",
        }
        for number in range(first, first + count)
    ]
