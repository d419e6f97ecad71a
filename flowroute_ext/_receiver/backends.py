"""The backend that a store names: a file, or a database of PostgreSQL."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from .._base.errors import ConfigurationError
from .._base.problems import given
from .store.postgres import PostgresStore
from .store.sqlite import FileStore

if TYPE_CHECKING:
    from .store.events import Backend

POSTGRES: Final = ("postgresql://", "postgres://")
# URLs, connection strings of databases, and what is no path anywhere.
NO_PATH: Final = re.compile(r"://|^\s*(file|postgres\w*|mysql|redis):|\bpassword\s*=|\0|^:memory:$")


def backend_of(store: object) -> tuple[str, Backend]:
    """Return the name of *store* that may be shown, and its backend.

    Raises `ConfigurationError`.
    """
    if isinstance(store, str) and store.startswith(POSTGRES):
        return "PostgreSQL", PostgresStore(store)
    if isinstance(store, str) and NO_PATH.search(store):
        # Not shown: it may have a password, which the name of a file has not.
        raise ConfigurationError(
            "store is neither the path of a file, as 'inbox.db', nor a URL that begins with "
            "'postgresql://': use one like 'postgresql://user@host/database'"
        )
    try:
        path = Path(os.fsdecode(cast("Any", store)))
    except TypeError:
        path = Path()
    if path == Path():
        raise ConfigurationError(
            f"store={given(store)} is no store: give the path of a file, as 'inbox.db', or "
            "'postgresql://user@host/database'"
        )
    return str(path), FileStore(path)
