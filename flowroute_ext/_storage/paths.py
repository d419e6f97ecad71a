"""What names a database, and would be taken for the path of a file."""

from __future__ import annotations

import os
import re
from typing import Any, Final, cast

from .._base.errors import ConfigurationError

# A URL, or the parameters that PostgreSQL's library takes. One letter alone is a drive.
_ELSEWHERE: Final = re.compile(
    r"\s*([a-z][a-z0-9+.-]+://|postgres(?:ql)?:|(?:host|dbname|user|password|service)\s*=)", re.I
)


def check_path(name: str, path: object, cure: str) -> None:
    """Raise `ConfigurationError` if *path* names a database; what follows may be secret."""
    if isinstance(path, os.PathLike):
        return
    try:
        match = _ELSEWHERE.match(os.fsdecode(cast("Any", path)))
    except TypeError:
        return
    if match is not None:
        raise ConfigurationError(f"{name} begins with {match[1]!r}, and names no file: {cure}")
