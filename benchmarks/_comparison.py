"""The lost-answer test: one logical send by each SDK, whose answer is then lost."""

from __future__ import annotations

import os
import ssl
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from _lossy import Fault, Server, serving
from _sdks import TEXT, Sdk

# Whole seconds, as vonage wants them. Left to themselves, twilio and vonage wait for ever.
TIMEOUT = 1


@dataclass(frozen=True)
class Result:
    """The result of one logical send: how often it was posted, and what the call returned."""

    posts: int
    word: str  # "sent", or the name of an exception

    def __str__(self) -> str:
        return f"{self.posts:>2} {self.word}"


@contextmanager
def certificate() -> Iterator[ssl.SSLContext]:
    """A certificate for this machine that every SDK trusts within the block."""
    import trustme

    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "authority.pem"
        authority.cert_pem.write_to_path(path)
        os.environ |= dict.fromkeys(("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"), str(path))
        yield context
        del os.environ["SSL_CERT_FILE"], os.environ["REQUESTS_CA_BUNDLE"]


def send(sdk: Sdk, fault: Fault, tls: ssl.SSLContext) -> Result:
    """Return the result of one logical send by *sdk*, with this *fault*."""
    with serving(Server(sdk.good, fault, tls)) as server:
        try:
            sdk.sender(server.url, TIMEOUT)(TEXT)
        except Exception as error:
            return Result(server.posts, type(error).__name__)
        return Result(server.posts, "sent")


def compare(sdks: Sequence[Sdk], faults: Sequence[Fault]) -> list[list[Result]]:
    """Return the results for each fault, by SDK; run at once, as they mostly wait."""
    with certificate() as tls, ThreadPoolExecutor(len(sdks)) as pool:
        columns = pool.map(lambda sdk: [send(sdk, fault, tls) for fault in faults], sdks)
        return [list(row) for row in zip(*columns, strict=True)]
