"""Scrubbing of multipart bodies: the parts stay, and all that is in them is made up. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .tables import Values

BOUNDARY: Final = "made-up"
GIVEN: Final = re.compile(r"(?i);\s*boundary=(?:\"([^\"]{1,200})\"|([^\s;\"]{1,200}))")
NAME: Final = re.compile(r"(?i)[;\s]name=(?:\"([^\"]*)\"|([^\s;]+))")
FILENAME: Final = re.compile(r"(?i)[;\s]filename\*?=(?:\"([^\"]*)\"|([^\s;]+))")


def scrub_parts(text: str, content_type: str, values: Values) -> str:
    """Return a multipart body of as many parts, or a made-up text if its boundary is unknown."""
    given = GIVEN.search(content_type)
    if given is None:
        return values.value(text)
    pieces = text.split(f"--{given[1] or given[2]}")
    if len(pieces) < 3:
        return values.value(text)
    parts = [_part(piece, values) for piece in pieces[1:-1]]
    return "".join(f"--{BOUNDARY}\r\n{part}\r\n" for part in parts) + f"--{BOUNDARY}--\r\n"


def _part(piece: str, values: Values) -> str:
    head, gap, content = piece.replace("\r\n", "\n").partition("\n\n")
    if not gap:
        head, content = "", head
    name, file = NAME.search(head), FILENAME.search(head)
    disposition = "form-data"
    if name:
        disposition += f'; name="{values.part(name[1] or name[2] or "-")}"'
    if file:
        disposition += f'; filename="{values.value(file[1] or file[2] or "-")}"'
    made_up = values.value(content.removesuffix("\n")) if content.strip() else ""
    return f"Content-Disposition: {disposition}\r\n\r\n{made_up}"
