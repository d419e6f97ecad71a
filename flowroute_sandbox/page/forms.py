"""The fields of a submitted form, and the files in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl

from flowroute_sandbox.http.uploads import MULTIPART, Upload, decode_with_files

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flowroute_sandbox.http.messages import Request


class Form(NamedTuple):
    """The texts of a form by the names of its fields, and the files that were chosen."""

    fields: Mapping[str, str]
    files: Sequence[Upload] = ()


def form(request: Request) -> Form:
    """Return the form in the body of a request; raise Refused for one that is none."""
    if not request.headers.get("content-type", "").startswith(MULTIPART):
        return Form(_lines(query(request.body.decode("utf-8", "replace"))))
    body, files = decode_with_files(request, strict=False)
    return Form(_lines(body.attributes), files)


def query(text: str) -> dict[str, str]:
    """Return the parameters of a query, the last one of each name; none of one that is too long."""
    try:
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=100))
    except ValueError:
        return {}


def _lines(fields: Mapping[str, object]) -> dict[str, str]:
    """Return texts with the ends of lines that people wrote, not those that forms are sent with."""
    return {name: str(text).replace("\r\n", "\n") for name, text in fields.items()}
