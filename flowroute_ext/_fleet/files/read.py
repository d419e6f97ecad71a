"""A file that describes a fleet: TOML, or CSV of E911 addresses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import FleetProblem, InvalidFleet
from .addresses import read_csv
from .toml import read_toml

if TYPE_CHECKING:
    import os

    from ..desired import Fleet


def read(path: str | os.PathLike[str]) -> Fleet:
    """Return the fleet that the file at *path* describes; nothing is sent.

    A ``.csv`` has the E911 addresses of numbers that are on the account, and any other file is
    TOML. Raises `InvalidFleet` with all that is wrong in it, and `OSError` where there is none.
    """
    file = Path(path).absolute()
    content = file.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        problem = FleetProblem(
            field="the file",
            value="something else",
            rule="must be in UTF-8",
            cure="save it as UTF-8",
        )
        raise InvalidFleet(file.name, [problem]) from None
    return read_csv(file, text) if file.suffix.lower() == ".csv" else read_toml(file, text)
