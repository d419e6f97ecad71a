"""Files in a request body: as JSON with base64, or as multipart/form-data. Pure."""

from __future__ import annotations

import binascii
from base64 import b64decode
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from typing import TYPE_CHECKING
from urllib.parse import unquote

from flowroute_sandbox.http.bodies import Body, decode
from flowroute_sandbox.http.errors import MALFORMED_FORM, Refused
from flowroute_sandbox.http.validation_messages import NOT_A_FILE, NOT_A_LIST

if TYPE_CHECKING:
    from flowroute_sandbox.http.bodies import Json
    from flowroute_sandbox.http.fields import Fields
    from flowroute_sandbox.http.messages import Request

MULTIPART = "multipart/form-data"
MAX_NAME = 100
MAX_FILES = 10


@dataclass(frozen=True, slots=True, repr=False)
class Upload:
    """A file that came with a request."""

    name: str
    data: bytes


def decode_with_files(request: Request, *, strict: bool) -> tuple[Body, list[Upload]]:
    """Return the fields and the files of a form; of another body no files."""
    label = request.headers.get("content-type", "")
    if label.partition(";")[0].strip().lower() != MULTIPART:
        return decode(request, strict=strict), []
    header = BytesHeaderParser().parsebytes(b"content-type: " + label.encode("latin-1") + b"\n\n")
    boundary = header.get_boundary()
    if not boundary:
        raise Refused(MALFORMED_FORM.about(reason="it has no boundary"))
    fields: dict[str, Json] = {}
    files: list[Upload] = []
    for part in _parts(request.body, boundary.encode("latin-1")):
        head, separator, data = part.partition(b"\r\n\r\n")
        if not separator:
            raise Refused(MALFORMED_FORM.about(reason="a part has no head"))
        about = BytesHeaderParser().parsebytes(head.lstrip(b"\r\n") + b"\r\n\r\n")
        name = about.get_param("name", header="content-disposition")
        file_name = about.get_filename()
        if file_name is not None:
            if data or file_name:  # a form in which no file was chosen has an empty one
                files.append(Upload(file_name, data))
        elif isinstance(name, str):
            fields[name] = data.decode("utf-8", "replace")
    return Body(fields), files


def files_in(fields: Fields, name: str) -> list[Upload]:
    """Return the files in a JSON body: a list of objects with `name` and, in base64, `data`."""
    sent = fields.raw(name)
    if sent in (None, ""):
        return []
    if not isinstance(sent, list):
        fields.wrong(name, NOT_A_LIST)
        return []
    uploads: list[Upload] = []
    for entry in sent:
        upload = _upload(entry)
        if upload is None:
            fields.wrong(name, NOT_A_FILE)
            return []
        uploads.append(upload)
    return uploads


def safe_name(name: str) -> str:
    """Return a file name that is one segment of a URL and needs no escapes."""
    last = unquote(name).replace("\\", "/").rpartition("/")[2]
    kept = "".join(
        character if character.isascii() and (character.isalnum() or character in "._-") else "-"
        for character in last
    )
    stem, dot, suffix = kept.strip(".-").rpartition(".")
    if not dot:
        return suffix[:MAX_NAME] or "file"
    return f"{stem[: MAX_NAME - 12]}.{suffix[:10]}"


def _upload(sent: Json) -> Upload | None:
    if not isinstance(sent, dict):
        return None
    name, data = sent.get("name"), sent.get("data")
    if not isinstance(name, str) or not isinstance(data, str):
        return None
    try:
        return Upload(name, b64decode(data, validate=True))
    except (binascii.Error, ValueError):
        return None


def _parts(body: bytes, boundary: bytes) -> list[bytes]:
    pieces = (b"\r\n" + body).split(b"\r\n--" + boundary)
    if len(pieces) < 2 or not pieces[-1].startswith(b"--"):
        raise Refused(MALFORMED_FORM.about(reason="it has no end"))
    return pieces[1:-1]
