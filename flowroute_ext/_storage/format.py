"""What distinguishes one kind of file from another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from .._base.sqlite_faults import NOT_A_DATABASE, SQLiteFault

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .errors import StorageError

NO_FILE = SQLiteFault("is not a file", "Give another one; this is left as it is.")


@attrs.frozen
class Format:
    """A kind of file: the marks it is recognised by, its tables, and its errors.

    `schema` makes a new file, with both marks. `others` is a LIKE pattern, escaped by "!", of the
    tables that may be in a file which is still new. `faults` are what SQLite's faults mean here
    where that is more than for any file. `moved` and `linked` are said of a file that is no longer
    at its path, and of one that has a second name.
    """

    application_id: int
    version: int
    schema: Sequence[str]
    error: type[StorageError]
    faults: Mapping[SQLiteFault, SQLiteFault]
    moved: SQLiteFault
    linked: SQLiteFault
    others: str = ""

    def problem(self, fault: SQLiteFault) -> SQLiteFault:
        """What *fault* means for this kind of file."""
        return self.faults.get(fault, fault)

    def other_release(self, version: int) -> SQLiteFault | None:
        """The fault of a file of another *version*; None for this one."""
        if version == self.version:
            return None
        age = "a newer" if version > self.version else "an older"
        return SQLiteFault(
            f"was written by {age} release (format {version}; this one has {self.version})",
            "Use the same release of flowroute-ext in every process; nothing was lost.",
        )


def not_ours(noun: str) -> Mapping[SQLiteFault, SQLiteFault]:
    """The fault of a file that is not that of a *noun*."""
    return {NOT_A_DATABASE: SQLiteFault(f"is not the file of {noun}", NOT_A_DATABASE.cure)}
