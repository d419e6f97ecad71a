"""The part of vcrpy that recording uses, typed."""

from __future__ import annotations

import importlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from flowroute_ext.testing import reason_phrase

from .._base.layout import Interaction

if TYPE_CHECKING:
    from collections.abc import Generator
    from types import ModuleType

MISSING = 'recording needs vcrpy: pip install "flowroute-ext[record]"'


class VcrMissing(Exception):
    """vcrpy is not installed."""


class VcrRecording:
    """The interactions that a vcrpy cassette has recorded so far."""

    def __init__(self, cassette: Any) -> None:
        self._cassette = cassette

    def __len__(self) -> int:
        return len(self._cassette)

    def interactions(self) -> list[Interaction]:
        """Return all interactions, as vcrpy recorded them."""
        return [
            _interaction(request, response)
            for request, response in zip(
                self._cassette.requests, self._cassette.responses, strict=True
            )
        ]


@contextmanager
def record() -> Generator[VcrRecording, None, None]:
    """Have vcrpy record all requests of this process, and write nothing."""
    vcr = module("vcr")

    class NoPersister:
        """Keeps vcrpy from writing what is not scrubbed yet."""

        @staticmethod
        def load_cassette(*_: object, **__: object) -> None:
            raise module("vcr.cassette").CassetteNotFoundError

        @staticmethod
        def save_cassette(*_: object, **__: object) -> None:
            return None

    recorder = vcr.VCR(record_mode="all", decode_compressed_response=True)
    recorder.register_persister(NoPersister)
    with recorder.use_cassette("unwritten") as cassette:
        yield VcrRecording(cassette)


def opens(text: str) -> int:
    """Return how many interactions vcrpy finds in the text of a cassette."""
    serializer = module("vcr.serializers.yamlserializer")
    requests, _ = module("vcr.serialize").deserialize(text, serializer)
    return len(requests)


def module(name: str) -> ModuleType:
    """Return a module of vcrpy; raise `VcrMissing` if it is not installed."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name != "vcr":
            raise
        raise VcrMissing(MISSING) from None


def _interaction(request: Any, response: Any) -> Interaction:
    code: int = response["status"]["code"]
    return Interaction(
        method=request.method,
        uri=request.uri,
        request_headers={name: [value] for name, value in request.headers.items()},
        request_body=_text(request.body),
        status=code,
        reason=reason_phrase(code),  # a server takes Python's, which changes between versions
        response_headers=response["headers"],
        response_body=_text(response["body"]["string"]),
    )


def _text(body: bytes | str | None) -> str:
    return body.decode() if isinstance(body, bytes) else body or ""
