"""The errors of an export."""

from __future__ import annotations

from typing import Final

from .._storage.errors import StorageError

ANEW: Final = "Export to another file, or anew with fresh=True"


class ExportError(StorageError):
    """An export cannot be written, or cannot go on; the file is as it was before.

    `path` is the file, `problem` says what is wrong with it, and `cure` what to do.
    """
