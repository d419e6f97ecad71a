"""The little that is needed of vcrpy, with types."""

from __future__ import annotations

import importlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from flowroute_ext._base.error_details import phrase

from .._base.layout import Interaction

if TYPE_CHECKING:
    from collections.abc import Generator
    from types import ModuleType

MISSING = 'recording needs vcrpy: pip install "flowroute-ext[record]"'


class VcrMissing(Exception):
    """vcrpy is not installed."""


class Recorded:
    """What a vcrpy cassette has recorded so far."""

    def __init__(self, cassette: Any) -> None:
        self._cassette = cassette

    def __len__(self) -> int:
        return len(self._cassette)

    def interactions(self) -> list[Interaction]:
        """Return all of it, as vcrpy heard it."""
        return [
            _interaction(request, response)
            for request, response in zip(
                self._cassette.requests, self._cassette.responses, strict=True
            )
        ]


@contextmanager
def record() -> Generator[Recorded, None, None]:
    """Have vcrpy record all requests of this process, and write nothing."""
    vcr = module("vcr")

    class Nowhere:
        """Keeps vcrpy from writing what is not scrubbed yet."""

        @staticmethod
        def load_cassette(*_: object, **__: object) -> None:
            raise module("vcr.cassette").CassetteNotFoundError

        @staticmethod
        def save_cassette(*_: object, **__: object) -> None:
            return None

    recorder = vcr.VCR(record_mode="all", decode_compressed_response=True)
    recorder.register_persister(Nowhere)
    with recorder.use_cassette("unwritten") as cassette:
        yield Recorded(cassette)


def opens(text: str) -> int:
    """Return how many interactions vcrpy finds in the text of a cassette."""
    serializer = module("vcr.serializers.yamlserializer")
    requests, _ = module("vcr.serialize").deserialize(text, serializer)
    return len(requests)


def module(name: str) -> ModuleType:
    """Return a module of vcrpy; raise `VcrMissing` where there is none."""
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
        reason=phrase(code),  # a server takes it from Python, which words some anew
        response_headers=response["headers"],
        response_body=_text(response["body"]["string"]),
    )


def _text(body: bytes | str | None) -> str:
    return body.decode() if isinstance(body, bytes) else body or ""
