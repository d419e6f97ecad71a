"""Files to upload, checked before anything is sent; and the URLs of storage services."""

from __future__ import annotations

import os
import stat
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast
from urllib.parse import urlsplit

import attrs

from .._base.masking import mask_text
from .._base.problems import InvalidValue, invalid, shown
from .._base.reading.characters import strange
from .._base.reading.empty import is_empty

if TYPE_CHECKING:
    from collections.abc import Iterator

# No page has a maximum. A document of an order is a bill or a letter.
LARGEST: Final = 100 * 1024 * 1024
PIECE: Final = 64 * 1024
LONGEST_NAME: Final = 255


@attrs.frozen
class Upload:
    """A file to upload, its name there and its size in bytes."""

    path: Path = attrs.field(repr=False)
    name: str = attrs.field(repr=False)
    size: int

    def pieces(self) -> Iterator[bytes]:
        """Yield the content; raise `InvalidValue` if the file is not as long as it was."""
        left = self.size
        with self.path.open("rb") as file:
            while piece := file.read(PIECE):
                left -= len(piece)
                if left < 0:
                    break
                yield piece
        if left:
            raise _refused("a file that changed meanwhile", "must stay as it is", "upload it again")


def readable(path: object, name: object) -> Upload:
    """Return the file at *path*; raise `InvalidValue` unless it can be uploaded."""
    if not isinstance(path, str | os.PathLike) or (isinstance(path, str) and is_empty(path)):
        raise _refused(shown(path), "must be the path of a file", "give it as text or as a Path")
    file = Path(os.fsdecode(cast("str | os.PathLike[str]", path)))
    try:
        status = file.stat()
        # Opened, as one that exists may not be readable; not a pipe, which waits for its writer.
        if stat.S_ISREG(status.st_mode):
            file.open("rb").close()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        raise _refused(f"{_name(file)} ({why})", "must be a file", "check the path") from None
    if not stat.S_ISREG(status.st_mode):
        raise _refused(f"{_name(file)}, no file", "must be a file", "give the path of one")
    if not 0 < status.st_size <= LARGEST:
        got, rule = f"{status.st_size:,} bytes", f"must have 1 to {LARGEST:,} bytes"
        raise _refused(got, rule, "give a smaller scan" if status.st_size else "check its content")
    return Upload(file, checked_name(file.name if name is None else name), status.st_size)


def storage_url(url: object) -> str | None:
    """Return why nothing may be sent to *url*, of a storage service; None if it may.

    It is https, or http on this machine, and has no credentials in it.
    """
    try:
        parts = urlsplit(url if isinstance(url, str) else "")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "it cannot be read"
    if port == 0 or not str(url).isascii() or strange(str(url)) or " " in str(url):
        return "it cannot be read"
    if not host or "@" in parts.netloc:
        return "it names no host alone"
    if parts.scheme == "https" or (parts.scheme == "http" and _is_here(host)):
        return None
    return "it is not https"


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def checked_name(name: object) -> str:
    """Return the name of a document, without its folders."""
    if isinstance(name, str) and not is_empty(name):
        last = name.replace("\\", "/").rpartition("/")[2].strip()
        if last.strip(".") and len(last) <= LONGEST_NAME and not strange(last):
            return last
    cure = "give one like 'bill.pdf'"
    rule = "must be the name of a document in one line"
    raise invalid("document", "name", shown(name), rule=rule, cure=cure)


def _refused(got: str, rule: str, cure: str) -> InvalidValue:
    return invalid("document", "path", got, rule=rule, cure=cure)


def _name(file: Path) -> str:
    return repr(mask_text(file.name))
