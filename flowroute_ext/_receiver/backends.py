"""The backend that a store names: a file, or a database of PostgreSQL."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from .._base.errors import ConfigurationError
from .._base.problems import given
from .._storage.paths import check_path
from .store.postgres import PostgresStore
from .store.sqlite import FileStore

if TYPE_CHECKING:
    from .store.events import Backend

POSTGRES: Final = ("postgresql://", "postgres://")
CURE: Final = "give the path of a file, as 'inbox.db', or 'postgresql://user@host/database'"


def backend_of(store: object) -> tuple[str, Backend]:
    """Return the name of *store* that may be shown, and its backend.

    Raises `ConfigurationError`.
    """
    if isinstance(store, str) and store.startswith(POSTGRES):
        return "PostgreSQL", PostgresStore(store)
    check_path("store", store, CURE)
    try:
        path = Path(os.fsdecode(cast("Any", store)))
    except TypeError:
        path = Path()
    if path == Path():
        raise ConfigurationError(f"store={given(store)} is no store: {CURE}")
    return str(path), FileStore(path)
