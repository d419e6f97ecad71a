"""The errors of a receiver."""

from __future__ import annotations

from .._storage.errors import StorageError


class ReceiverError(StorageError):
    """The file or the database of a receiver cannot be used; nothing in it was lost.

    `path` is the file, or the name of the database; `problem` says what is wrong with it, and
    `cure` what to do.
    """
