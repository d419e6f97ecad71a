"""Recorded requests with responses that the sandbox never gives."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flowroute_ext._base.error_details import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_flowroute._base.layout import CassetteFile

HTML = """\
<html>
<head><title>502 Bad Gateway</title></head>
<body>
<center><h1>502 Bad Gateway</h1></center>
</body>
</html>
"""


def cassettes(send: CassetteFile) -> Iterator[tuple[str, CassetteFile]]:
    """Yield the name and the cassette of each, made from the cassette of sending an SMS."""
    yield (
        "account/server-error",
        _with_response(
            send,
            "Sends an SMS while Flowroute fails inside.",
            500,
            "application/vnd.api+json",
            '{"errors": [{"id": "00000000-0000-4000-8000-000000000500", "status": 500}]}',
        ),
    )
    yield (
        "account/unavailable",
        _with_response(
            send,
            "Sends an SMS while Flowroute is down for maintenance.",
            503,
            "application/vnd.api+json",
            '{"errors": [{"id": "00000000-0000-4000-8000-000000000503", "status": 503}]}',
        ),
    )
    yield (
        "account/html-error-page",
        _with_response(
            send,
            "Sends an SMS, and something in front of Flowroute answers with an HTML page.",
            502,
            "text/html",
            HTML,
        ),
    )


def _with_response(
    cassette: CassetteFile, description: str, status: int, media_type: str, body: str
) -> CassetteFile:
    interaction = replace(
        cassette.interactions[0],
        status=status,
        reason=phrase(status),
        response_headers={"content-type": [media_type]},
        response_body=body,
    )
    parameters = {name: value for name, value in cassette.parameters.items() if name != "id"}
    return replace(
        cassette,
        description=description,
        origin="composed",
        interactions=[interaction],
        parameters=parameters,
    )
