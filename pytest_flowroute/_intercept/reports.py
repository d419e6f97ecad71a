"""Tracebacks of this plugin's own errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .._base.errors import LiveRequestBlocked, UnmatchedRequest
from . import PATCHERS

if TYPE_CHECKING:
    import pytest

ERRORS: Final = LiveRequestBlocked.__module__
HIDDEN: Final = {
    *(name.partition(".")[0] for name in PATCHERS),
    *("aiodns", "anyio", "asyncio", "flowroute_ext", "niquests", "socket", "ssl", "urllib"),
}


def hide_library_frames(failure: pytest.ExceptionInfo[BaseException]) -> None:
    """Leave HTTP libraries out of the traceback of one of this plugin's own errors.

    The error is not in them, and their arguments hold credentials, numbers and texts.
    """
    entry = failure.tb
    if not isinstance(failure.value, (LiveRequestBlocked, UnmatchedRequest)):
        return
    while entry.tb_next is not None:
        inner = entry.tb_next
        if _is_hidden(str(inner.tb_frame.f_globals.get("__name__", ""))):
            entry.tb_next = inner.tb_next
        else:
            entry = inner


def _is_hidden(module: str) -> bool:
    own = module.startswith("pytest_flowroute.") and module != ERRORS
    return own or module.partition(".")[0] in HIDDEN
