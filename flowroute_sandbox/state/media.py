"""The files of multimedia messages. None is ever fetched: a size is declared, not measured."""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import blake2b
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from flowroute_sandbox.http.errors import MEDIA_TOO_BIG, TEXT_TOO_BIG, Refused
from flowroute_sandbox.state.entities import MediaFile

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flowroute_sandbox.state.account import Account

LIMIT = 767_840
# Assumed: media-size
DEFAULT_SIZE = 58_017
FIRST_MEDIA = 1_490_000_000_000_000_000
"""The ids of files in version 2.1 have 19 digits, as the captured one."""

MIME_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".bmp": "image/bmp",
    ".3gp": "video/3gpp",
    ".mp4": "video/mp4",
    ".avi": "video/x-msvideo",
    ".mpg": "video/mpeg",
    ".amr": "audio/amr",
    ".mid": "audio/midi",
    ".wav": "audio/x-wav",
    ".ac3": "audio/ac3",
    ".mp3": "audio/mpeg",
    ".txt": "text/plain",
}


def files(account: Account, urls: Iterable[str]) -> tuple[MediaFile, ...]:
    """Return the file behind each URL, without an id."""
    return tuple(_file(account, url) for url in urls)


def identified(files: Iterable[MediaFile], message_id: str) -> tuple[MediaFile, ...]:
    """Return the files of the message with this id, each with its own."""
    return tuple(
        replace(file, id=file_id(message_id, position)) for position, file in enumerate(files, 1)
    )


def file_id(message_id: str, position: int) -> str:
    """Return the id of the `position`th file (from 1) of a message, as version 2.2 has it."""
    digest = blake2b(message_id.encode(), digest_size=16).hexdigest()
    return f"{digest}-{position}"


def check_size(body: str, media: Iterable[MediaFile]) -> None:
    """Raise Refused for a message whose text and files together are over Flowroute's limit."""
    total = len(body.encode(errors="surrogatepass"))
    if total > LIMIT:
        raise Refused(TEXT_TOO_BIG)
    for file in media:
        total += file.file_size
        if total > LIMIT:
            raise Refused(MEDIA_TOO_BIG.about(url=file.url))


def media_id(version: str, file: MediaFile) -> str:
    """Return the id of a file in a version of the API: ``<digits>-<name>``, in v2.2 ``<hex>-1``.

    An id that is not one of the sandbox's own stays as it is.
    """
    # Assumed: media-ids
    match = re.fullmatch(r"([0-9a-f]{12})[0-9a-f]{20}-([0-9]+)", file.id)
    if version == "v2.2" or match is None:
        return file.id
    number = FIRST_MEDIA + int(match[1], 16) * 100 + int(match[2])
    return f"{number}-{file.file_name}"


def mime_type_of(file_name: str) -> str:
    """Return the media type of a file by its name."""
    suffix = PurePosixPath(file_name).suffix.lower()
    return MIME_TYPES.get(suffix, "application/octet-stream")


def _file(account: Account, url: str) -> MediaFile:
    name = PurePosixPath(urlsplit(url).path).name or "file"
    return MediaFile(
        id="",
        file_name=name,
        file_size=_size(account, url),
        mime_type=mime_type_of(name),
        url=url,
    )


def _size(account: Account, url: str) -> int:
    """Return the size that the control API or `bytes` in the query gives, or a usual one."""
    declared = account.media_sizes.get(url)
    if declared is not None:
        return declared.size
    (text,) = parse_qs(urlsplit(url).query).get("bytes", ["", ""])[:1]
    return int(text) if re.fullmatch("[0-9]{1,12}", text) else DEFAULT_SIZE


def media_document(version: str, file: MediaFile, origin: str) -> dict[str, Any]:
    """Return the resource of a file, with links to `origin`."""
    identifier = media_id(version, file)
    return {
        "attributes": {
            "url": file.url,
            "file_name": file.file_name,
            "mime_type": file.mime_type,
            "file_size": file.file_size,
        },
        "type": "media",
        "id": identifier,
        "links": {"self": f"{origin}/{version}/media/{identifier}"},
    }
