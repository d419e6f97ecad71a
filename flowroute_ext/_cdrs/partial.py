"""The file of an incomplete download, from which it is resumed after an interruption."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from .._base import private_files
from .._base.masking import mask_text
from .._base.problems import InvalidValue, invalid, shown
from .._base.reading.empty import is_empty
from .._storage.lock_folder import FLAGS, NO_ROOM
from .._storage.locks import lock_open
from .reading import call_records_in, checking
from .unpacking import GZIP, PIECE

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from typing import BinaryIO

    from .._values.call_records import CallRecord

# No page has a maximum. Three months of a call each second are half of it.
LARGEST: Final = 4 * 1024 * 1024 * 1024


class Partial:
    """The beginning of a download. `size` is how many bytes of it are there.

    `resumed` says that they are of several responses, and `etag` is what the server called the
    content that they are of. *file* is not buffered; *checked* says that it will be checked as a
    whole. What cannot be written raises what *refuse* returns.
    """

    def __init__(
        self, file: BinaryIO, refuse: Callable[[OSError], InvalidValue], *, checked: bool = True
    ) -> None:
        self._file = file
        self._refuse = refuse
        self._checked = checked
        self.size = os.fstat(file.fileno()).st_size
        self.resumed = self.size > 0
        self.etag: str | None = None
        file.seek(0)
        # Only gzip has a checksum, which shows whether the rest is of the same file.
        if file.read(len(GZIP)) != GZIP:
            self.restart()
        file.seek(self.size)

    @property
    def can_go_on(self) -> bool:
        """Whether the rest may be asked for: a rest of other content would be noticed."""
        # A weak one does not say that the bytes are the same (RFC 9110, section 13.1.5).
        return self._checked or bool(self.etag and not self.etag.startswith("W/"))

    def add(self, piece: bytes) -> None:
        """Add the next *piece*; raise `InvalidValue` where there is no room for it."""
        left = memoryview(piece)
        try:
            while left:
                left = left[self._file.write(left) :]
        except OSError as error:
            raise self._refuse(error) from None
        finally:
            self.size += len(piece) - len(left)

    def restart(self) -> None:
        """Begin again, with nothing."""
        self._file.seek(0)
        self._file.truncate()
        self.size, self.resumed, self.etag = 0, False, None

    def pieces(self) -> Iterator[bytes]:
        """Yield the bytes that are stored, from the first."""
        self._file.seek(0)
        while piece := self._file.read(PIECE):
            yield piece

    def checking(self, *, may_be_empty: bool) -> Iterator[None]:
        """Check that it is a whole file of call records, a part with each step; raise `Damaged`."""
        yield from checking(self.pieces(), may_be_empty=may_be_empty)
        self._file.seek(self.size)

    def records(self) -> Iterator[CallRecord]:
        """Yield the records in it."""
        return call_records_in(self.pieces())


@contextmanager
def unnamed() -> Generator[Partial]:
    """Keep a download in a file without a name, which is gone at the end."""
    import tempfile  # which loads much, and is needed here alone

    def refused(error: OSError) -> InvalidValue:
        got = f"that for temporary files ({error.strerror})"
        return invalid(
            "download", "folder", got, rule="must be writable", cure="make room, or set TMPDIR"
        )

    with ExitStack() as stack:
        try:
            file = stack.enter_context(tempfile.TemporaryFile(buffering=0))
        except OSError as error:
            raise refused(error) from None
        yield Partial(cast("BinaryIO", file), refused)


class Target:
    """Where a download goes, and where it is kept until it is whole.

    That is beside it, ``.calls.csv.gz.203485.part``, which only its owner can read.
    """

    def __init__(self, path: object, export: str) -> None:
        if not isinstance(path, str | os.PathLike) or (isinstance(path, str) and is_empty(path)):
            raise _refused(shown(path), "must be the path of a file", "give it as text or a Path")
        self.path = Path(os.fsdecode(cast("str | os.PathLike[str]", path)))
        try:
            is_there = self.path.parent.is_dir()
            is_folder = self.path.is_dir()
            is_other = self.path.exists() and not self.path.is_file()
        except (OSError, ValueError):
            is_there = is_folder = is_other = False
        if "\0" in self.path.name:
            raise _refused(
                self._name(), "must be the path of a file", "leave out the NUL character"
            )
        if not is_there:
            raise _refused(self._name(), "must be in a folder that exists", "make the folder")
        if is_folder or not self.path.name:
            raise _refused(self._name(), "must be a file", "add the name of one, as calls.csv.gz")
        if is_other:
            raise _refused(self._name(), "must be a file", "give another path")
        self._part = self.path.parent / f".{self.path.name}.{export}.part"

    @contextmanager
    def partial(self, *, checked: bool = True) -> Generator[Partial]:
        """Keep a download beside the target, and put it there at the end.

        *checked* says that it is checked as a whole before that. After an exception it is kept, and
        the next one resumes it. Raises `InvalidValue` where that is not possible, as while
        another process downloads to the same path, and where there is no room.
        """
        with self._file() as file:
            partial = Partial(file, self._unwritable, checked=checked)
            try:
                yield partial
            except BaseException:
                if not partial.size:
                    self._part.unlink(missing_ok=True)
                raise
            try:
                os.fsync(file.fileno())
            except OSError as error:
                raise self._unwritable(error) from None
            if sys.platform != "win32":
                self._put()
        if sys.platform == "win32":
            self._put()

    def _put(self) -> None:
        try:
            self._part.replace(self.path)
        except OSError as error:
            raise self._unwritable(error) from None

    def _unwritable(self, error: OSError) -> InvalidValue:
        full = error.errno in NO_ROOM
        cure = "make room, and download it again" if full else "check the folder"
        return _refused(f"{self._name()} ({error.strerror})", "must be writable", cure)

    @contextmanager
    def _file(self) -> Generator[BinaryIO]:
        while True:
            flags = os.O_RDWR | os.O_CREAT | FLAGS | getattr(os, "O_BINARY", 0)
            try:
                descriptor = os.open(self._part, flags, private_files.MODE)
            except OSError as error:
                raise self._unwritable(error) from None
            with os.fdopen(descriptor, "r+b", buffering=0) as file:
                status = os.fstat(descriptor)
                if not stat.S_ISREG(status.st_mode) or status.st_nlink > 1:
                    rule = f"must have no other file {mask_text(self._part.name)!r} beside it"
                    raise _refused(self._name(), rule, "remove that")
                private_files.restrict_open(descriptor)
                if not lock_open(descriptor):
                    rule = "must not be downloaded to by another call"
                    raise _refused(self._name(), rule, "wait for that, or give another path")
                # Another one may have put it in place since it was opened.
                if self._is_still(status):
                    yield cast("BinaryIO", file)
                    return

    def _is_still(self, status: os.stat_result) -> bool:
        try:
            return os.path.samestat(status, self._part.lstat())
        except OSError:
            return False

    def _name(self) -> str:
        return repr(mask_text(self.path.name or str(self.path)))


def _refused(got: str, rule: str, cure: str) -> InvalidValue:
    return invalid("download", "path", got, rule=rule, cure=cure)
