"""The files of messages that came in with one, at addresses that need no keys.

Flowroute's own links are signed and lead to where it keeps files; these have an id that cannot be
guessed. What a person uploads is never run in the page's origin.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from hashlib import blake2b
from typing import TYPE_CHECKING

from flowroute_sandbox.http.browsers import MEDIA
from flowroute_sandbox.http.errors import FILE_TOO_BIG, NOT_KEPT_FILE, Refused
from flowroute_sandbox.http.messages import Response
from flowroute_sandbox.http.router import route
from flowroute_sandbox.http.uploads import safe_name
from flowroute_sandbox.state.entities import MediaContent, MediaSize
from flowroute_sandbox.state.media import LIMIT, mime_type_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.http.uploads import Upload

MAX_KEPT = 32 * 1024 * 1024
"""How many bytes of files are kept; of more, those that came first are forgotten."""

SHOWN = ("image/png", "image/jpeg", "image/gif", "image/bmp", "video/", "audio/")

_HEADERS = {
    "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "cross-origin",
    "cache-control": "private, max-age=3600",
}


@route("GET", f"{MEDIA}{{media_id}}/{{file_name}}")
def get_media(context: Context) -> Response:
    """200 with a file: a picture, sound or video as that, and anything else as a download."""
    file = context.account.media_contents.get(context.path["media_id"])
    if file is None or file.file_name != context.path["file_name"]:
        raise Refused(NOT_KEPT_FILE)
    media_type = mime_type_of(file.file_name)
    shown = media_type.startswith(SHOWN)
    disposition = "inline" if shown else "attachment"
    return Response(
        200,
        {
            "content-type": media_type if shown else "application/octet-stream",
            "content-disposition": f'{disposition}; filename="{file.file_name}"',
            **_HEADERS,
        },
        b64decode(file.data),
    )


def keep(context: Context, uploads: Iterable[Upload]) -> list[str]:
    """Keep files, and return the address of each."""
    return [_keep(context, upload) for upload in uploads]


def _keep(context: Context, upload: Upload) -> str:
    if len(upload.data) > LIMIT:
        raise Refused(FILE_TOO_BIG)
    account = context.account
    name = safe_name(upload.name)
    count = account.count("media")
    key = f"{context.token.value}:{count}:{name}".encode()
    media_id = blake2b(upload.data, digest_size=16, key=blake2b(key, digest_size=32).digest())
    content = MediaContent(media_id.hexdigest(), name, b64encode(upload.data).decode())
    url = f"{context.request.origin}{MEDIA}{content.id}/{name}"
    account.media_contents.put(content)
    account.media_sizes.put(MediaSize(url, len(upload.data)))
    kept = sum(len(stored.data) for stored in account.media_contents)
    for stored in list(account.media_contents):
        if kept <= MAX_KEPT or stored.id == content.id:
            break
        kept -= len(stored.data)
        account.media_contents.drop(stored.id)
    return url
