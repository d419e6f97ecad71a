"""The interface for test tools, such as pytest_flowroute: clock, masking, HTTP library.

Nothing here sends a request. Importing this module loads no HTTP library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._base.clock import clock_override
from ._base.frames import clears_frames
from ._http.fast.interception import GivenResponse, NoResponse, OutgoingRequest, intercepted

if TYPE_CHECKING:
    from types import ModuleType

__all__ = [
    "GivenResponse",
    "NoResponse",
    "OutgoingRequest",
    "clock_override",
    "http_library",
    "intercepted",
    "mask_text",
    "reason_phrase",
    "without_callback_reference",
]


def http_library() -> ModuleType:
    """Return the HTTP library that clients use: httpx2 if it is installed, else httpx.

    The requests of a client with ``engine="fast"`` are seen by `intercepted`.
    """
    from ._http.engine import engine

    library: ModuleType = engine().library
    return library


@clears_frames
def mask_text(text: str) -> str:
    """Return *text* with every phone number in it masked, such as ``1206•••0142``."""
    from ._base import masking

    return masking.mask_text(text)


def reason_phrase(status: int) -> str:
    """Return the reason phrase of an HTTP status, the same in every version of Python.

    422 is ``Unprocessable Entity``, as Flowroute says. A status beyond the standard is
    ``Unknown Status``.
    """
    from ._base.error_details import phrase

    return phrase(status)


@clears_frames
def without_callback_reference(url: str) -> str:
    """Return the URL for delivery receipts without the reference that the SDK put into it.

    It is what `flowroute_ext.callback_reference` reads; any other URL is returned as it is.
    """
    from ._builders.callbacks import without_reference

    return without_reference(url)
