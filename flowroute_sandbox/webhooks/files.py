"""Files of multimedia messages for webhooks that are made without an account. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from flowroute_sandbox.state.entities import MediaFile
from flowroute_sandbox.state.media import DEFAULT_SIZE, file_id, media_id, mime_type_of

if TYPE_CHECKING:
    from datetime import datetime

    from flowroute_sandbox.webhooks.documents import Version

# The hosts of captured webhooks, whose signed links end after seven days.
HOSTS = {
    "v2.1": "https://mms-media-prod.s3.amazonaws.com",
    "v2.2": "https://s3.us-west-2.amazonaws.com/flowroute-messaging-media",
}
LINK_LIFETIME = timedelta(days=7)


def media_file(
    version: Version,
    message_id: str,
    at: datetime,
    *,
    position: int = 1,
    file_name: str = "photo.jpg",
    file_size: int | None = None,
    mime_type: str | None = None,
    url: str | None = None,
) -> MediaFile:
    """Return the `position`th file (from 1) of a multimedia message, for `inbound_mms`.

    By default the size in bytes is the captured one, the media type follows from the name, and
    the URL looks like a signed link to where Flowroute keeps files.
    """
    file = MediaFile(
        id=file_id(message_id, position),
        file_name=file_name,
        file_size=DEFAULT_SIZE if file_size is None else file_size,
        mime_type=mime_type or mime_type_of(file_name),
        url=url or "",
    )
    if url is not None:
        return file
    # Assumed: webhook-legacy-mms
    version = "v2.1" if version == "v2" else version
    expires = int((at + LINK_LIFETIME).timestamp())
    signed = f"AWSAccessKeyId=EXAMPLE&Expires={expires}&Signature=EXAMPLE"
    return replace(file, url=f"{HOSTS[version]}/{media_id(version, file)}?{signed}")
