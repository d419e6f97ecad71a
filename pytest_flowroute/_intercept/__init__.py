"""The patches through which requests for Flowroute's hosts are blocked or answered.

`NETWORK` is the block of live requests: below the HTTP libraries, where a connection is made.
`LIBRARIES` patches the HTTP libraries, only while a test uses the plugin. Neither does anything
for other hosts.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from .._base import active
from .patches import Patches

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

PATCHERS: Final[Mapping[str, str]] = {
    "aiohttp": "aiohttp_patch",
    "http.client": "connection_patch",
    "httpcore": "connection_patch",
    "httpcore2": "connection_patch",
    "httplib2": "connection_patch",
    "httpx": "httpx_patch",
    "httpx2": "httpx_patch",
    "requests": "requests_patch",
    "tornado.tcpclient": "tornado_patch",
    "urllib3": "urllib3_patch",
    "urllib3_future": "urllib3_patch",
    "vcr.cassette": "vcr_patch",
}
"""The module here that patches an HTTP library, by the library's name."""

NETWORK: Final = Patches(
    dict.fromkeys(("socket", "ssl", "aiodns", "uvloop"), "live.network_guard")
    | {"pyreqwest": "pyreqwest_patch"},
    # pyreqwest has a plugin of its own, which each session loads.
    beside={"pyreqwest": "flowroute_ext"},
)
LIBRARIES: Final = Patches(PATCHERS)


@contextmanager
def held(*, answering: bool) -> Generator[None, None, None]:
    """Patch the libraries inside of the ``with`` block.

    With *answering* one that is imported inside of it is patched as well. Clients of the SDK use
    the clock of the current responder.
    """
    from flowroute_ext.testing import clock_override

    if answering:
        LIBRARIES.prepare()
    with NETWORK.held(), LIBRARIES.held(), clock_override(active.clock):
        if answering:
            LIBRARIES.watch_imports()
        yield
